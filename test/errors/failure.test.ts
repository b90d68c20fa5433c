import { readFileSync } from 'node:fs'
import t from 'tap'
import { failureOf } from '../../src/errors/failure.ts'

t.test('what was thrown is told, whatever it is', async t => {
  const thrown = (deed: () => unknown) => {
    try {
      return deed()
    } catch (error) {
      return failureOf(error)
    }
  }
  t.match(
    thrown(() => readFileSync(`${t.testdir({})}/none`)),
    { code: 'ENOENT', message: /no such file/ },
  )
  t.strictSame(failureOf(new Error('broken')), { code: undefined, message: 'broken' })
  t.strictSame(failureOf(Object.assign(new Error('broken'), { code: 5 })), { code: undefined, message: 'broken' })
  t.strictSame(failureOf('broken'), { code: undefined, message: 'broken' })
  t.strictSame(failureOf(undefined), { code: undefined, message: 'undefined' })
})

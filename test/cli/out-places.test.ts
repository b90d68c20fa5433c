import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkOutFile, makeOutFolder } from '../../src/cli/out-places.ts'

t.test('places where nothing can be written are refused before anything is done', async t => {
  const folder = t.testdir({ file: 'x', within: {} })
  const at = (...path: string[]) => join(folder, ...path)
  t.doesNotThrow(() => checkOutFile(at('new.html'), '--html'))
  t.doesNotThrow(() => checkOutFile(at('file'), '--html'))
  t.notOk(existsSync(at('new.html')), 'nothing is written yet')
  for (const [path, words] of [
    [at('none', 'new.html'), /^--html: nothing can be written to .* \(there is no folder .*none\) \[KM_OUT_WRONG\]$/],
    [at('within'), /it is a folder/],
    [at('file', 'x.html'), /there is no folder/],
  ] as const) {
    t.throws(() => checkOutFile(path, '--html'), { name: 'UsageError', message: words })
  }
  makeOutFolder(at('a', 'b', 'c'), '--save')
  t.ok(existsSync(at('a', 'b', 'c')))
  t.doesNotThrow(() => makeOutFolder(at('a', 'b', 'c'), '--save'))
  t.throws(() => makeOutFolder(at('file'), '--save'), { message: /it is a file/ })
  t.throws(() => makeOutFolder(at('file', 'b'), '--save'), { message: /it is a file/ })
  t.throws(() => makeOutFolder('/proc/x/y', '--save'), { message: /nothing can be written to/ })
})

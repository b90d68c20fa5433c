import { PassThrough } from 'node:stream'
import t from 'tap'
import { prettyLog } from '../../src/cli/pretty-log.ts'

const time = Date.parse('2026-03-09T12:00:00.250Z')

function shown(line: object | string, colours = false): string {
  const target = new PassThrough()
  prettyLog(target, colours).write(
    `${typeof line === 'string' ? line : JSON.stringify({ level: 30, time, ...line })}\n`,
  )
  return String(target.read())
}

t.test('an answer, a refusal, a message, a fault of ours, something else', async t => {
  const call = { method: 'POST', url: '/x', operation: 'getSessions', scenario: 'default', status: 200, ms: 1.234 }
  t.equal(shown(call), '12:00:00.250 200    1.2 ms  getSessions  POST /x\n')
  t.equal(
    shown({
      ...call,
      status: 412,
      scenario: 'small',
      violations: [{ property: 'body.limit', message: 'must be an integer' }],
    }),
    '12:00:00.250 412    1.2 ms  getSessions [small]  POST /x\n             body.limit must be an integer\n',
  )
  t.equal(shown({ ...call, operation: null, status: 404 }), '12:00:00.250 404    1.2 ms  no operation  POST /x\n')
  t.equal(shown({ msg: 'hello' }), '12:00:00.250 hello\n')
  t.match(shown({ level: 50, msg: 'broken', err: { stack: 'Error: why\n at x' } }), /broken\nError: why/)
  t.equal(shown('no JSON'), 'no JSON\n')
  t.ok(shown(call, true).includes('\u001b[32m200\u001b[39m'))
})

import t from 'tap'
import { CorsRule } from '../../src/control/cors-rule.ts'
import type { Exchange } from '../../src/http/exchange.ts'
import { AnswerHeads, headersOf } from '../../src/http/head.ts'
import { fakeCall } from '../control/fakes.ts'

const exchange = (mock: object, headers?: Record<string, string>): Exchange =>
  Object.assign(fakeCall({ requestId: 'r', now: 0, ...(headers && { answerHeaders: headers }) }), { mock })

t.test('what all answers have, and what the mock is told to leave out', async t => {
  const plain = { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'r' }
  t.strictSame(headersOf(exchange({ cors: undefined, readsControlHeaders: false })), plain)
  t.strictSame(Object.keys(headersOf(exchange({ cors: new CorsRule(), readsControlHeaders: false }))), [
    ...Object.keys(plain),
    'access-control-allow-origin',
    'access-control-expose-headers',
  ])
  t.strictSame(headersOf(exchange({ cors: undefined, readsControlHeaders: true })), {
    ...plain,
    'x-mock-world': '2',
    'x-mock-seed': 'seed',
    'x-mock-scenario': 'default',
    'x-mock-now': '1970-01-01T00:00:00.000Z',
  })
})

t.test('its own headers stand last', async t => {
  const head = new AnswerHeads().of(exchange({ cors: undefined, readsControlHeaders: false }, { 'retry-after': '60' }))
  t.strictSame(head.slice(-2), ['retry-after', '60'])
})

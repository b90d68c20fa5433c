import t, { type Test } from 'tap'
import { fakeCall } from '../control/fakes.ts'
import { everyKind, type Kind, type MockOfKind, mockOfKind } from '../kinds.ts'

async function build(t: Test, kind: Kind): Promise<MockOfKind> {
  const app = await mockOfKind(t, kind, { scenario: 'small', seed: 'kore-mock', areMadeUp: true })
  app.add(mock => fakeCall({ mock, requestId: 'first' }))
  return app
}

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

function ask(app: MockOfKind, method: Verb, url: string, payload?: string) {
  const headers = payload === undefined ? {} : { 'content-type': 'application/json' }
  return app.inject({ method, url: `/__admin/${url}`, ...(payload === undefined ? {} : { payload }), headers })
}

const unknown: readonly (readonly [Verb, string, string, string?])[] = [
  ['DELETE', 'requests?testid=a', 'query.testid is not known; known: operationId, botId, clientId, testId, status'],
  ['DELETE', 'requests?testId=a&%zz=1', 'query.%zz is not known; known: operationId, botId, clientId, testId, status'],
  [
    'DELETE',
    'requests?__proto__=a',
    'query.__proto__ is not known; known: operationId, botId, clientId, testId, status',
  ],
  ['POST', 'reset?constructor=a', 'query.constructor is not known; known: testId', '{}'],
  ['PUT', 'clock?test=a', 'query.test is not known; known: testId', '{"now":"2026-03-01"}'],
  ['POST', 'faults?testId=a', 'query.testId is not known; no parameter is', '{"fault":{"status":500}}'],
  ['DELETE', 'faults/fault-1?all=1', 'query.all is not known; no parameter is'],
  ['PUT', 'bots/st-1/scenario?x', 'query.x is not known; no parameter is', '{"name":"small"}'],
  ['DELETE', 'bots/st-1/scenario?x', 'query.x is not known; no parameter is'],
  ['POST', 'tokens?app=x', 'query.app is not known; no parameter is', '{}'],
  ['GET', 'requests?Limit=1', 'query.Limit is not known'],
  ['GET', 'requests?limit=1&limit=2', 'query.limit must be sent once; it was sent 2 times'],
  ['GET', 'requests?testId=a&testId=b&testId=c', 'query.testId must be sent once; it was sent 3 times'],
  ['GET', 'clock?testid=a', 'query.testid is not known; known: testId'],
  ['POST', 'faults', 'body.tims is not known; known: match, after, times', '{"tims":1,"fault":{"status":500}}'],
  [
    'POST',
    'faults',
    'body.match.bot is not known; known: operationId, botId',
    '{"match":{"bot":"x"},"fault":{"status":500}}',
  ],
  ['POST', 'requests/count', 'body.__proto__ is not known', '{"__proto__":{"status":"5xx"}}'],
  ['POST', 'requests/find', 'body.__proto__ is not known', '{"\\u005f_proto__":1,"limit":1}'],
  ['PUT', 'clock', 'body.__proto__ is not known', '{"now":"2026-03-01T00:00:00Z","__proto__":{"now":1}}'],
  ['POST', 'reset', 'body.__proto__ is not known', '{"__proto__":{"testId":"a"}}'],
  ['POST', 'tokens', 'body.__proto__ is not known', '{"__proto__":{"app":"x"}}'],
]

everyKind(t, 'what a call does not know is refused, and nothing is done', async (t, kind) => {
  const app = await build(t, kind)
  const before = (await ask(app, 'GET', 'clock')).payload
  for (const [method, url, said, body] of unknown) {
    const answer = await ask(app, method, url, body)
    t.equal(answer.statusCode, 412, `${method} ${url}`)
    const [violation] = answer.json().errors[0].error
    t.ok(`${violation.property} ${violation.message}`.startsWith(said), `${violation.property} ${violation.message}`)
  }
  t.equal((await ask(app, 'GET', 'requests')).json().total, 1, 'no entry went')
  t.equal((await ask(app, 'GET', 'clock')).payload, before)
  t.equal((await ask(app, 'GET', 'health?probe=1')).statusCode, 200, 'probes may add what they like')
  t.equal((await ask(app, 'DELETE', 'requests?testId=nobody')).statusCode, 200)
})

everyKind(t, 'many unknown names have a short answer', async (t, kind) => {
  const app = await build(t, kind)
  const query = Array.from({ length: 1_000 }, (_, i) => `${'n'.repeat(10)}${i}=`).join('&')
  t.equal((await ask(app, 'DELETE', `requests?${query}`)).json().errors[0].error.length, 20)
})

everyKind(t, 'a fault names 100 headers at most', async (t, kind) => {
  const app = await build(t, kind)
  const fault = (count: number) => {
    const header = Object.fromEntries(Array.from({ length: count }, (_, i) => [`x-${i}`, 'a']))
    return JSON.stringify({ match: { header }, times: 1, fault: { status: 500 } })
  }
  t.equal((await ask(app, 'POST', 'faults', fault(100))).statusCode, 201)
  const refused = await ask(app, 'POST', 'faults', fault(19_000))
  t.equal(refused.statusCode, 412)
  t.match(refused.json().errors[0].error, [{ property: 'body.match.header', message: /^must have only 100 of its/ }])
})

everyKind(t, 'an operation that there is not is refused, whatever looks for it', async (t, kind) => {
  const app = await build(t, kind)
  for (const [method, url, body] of [
    ['GET', 'requests?operationId=getSesions'],
    ['DELETE', 'requests?operationId=getSesions'],
    ['POST', 'requests/find', '{"operationId":"getSesions"}'],
    ['POST', 'requests/count', '{"operationId":"getSesions"}'],
  ] as const) {
    const answer = await ask(app, method, url, body)
    const place = body === undefined ? 'query' : 'body'
    t.equal(answer.statusCode, 400, `${method} ${url}`)
    t.match(answer.payload, `"property":"${place}.operationId"`)
    t.match(answer.payload, /There is no operation .*getSesions.*; known: .*getSessions/)
  }
  t.equal((await ask(app, 'GET', 'requests')).json().total, 1)
  t.equal((await ask(app, 'GET', 'requests?operationId=getSessions')).statusCode, 200)
  t.equal((await ask(app, 'GET', 'requests?status=999')).statusCode, 412)
  t.equal((await ask(app, 'GET', 'requests?status=5XX')).statusCode, 200)
})

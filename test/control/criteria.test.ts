import t from 'tap'
import { nearestOperation } from '../../src/contract/nearest-operation.ts'
import { type Criteria, containsJson, meets, sameJson } from '../../src/control/criteria.ts'
import { fakeCall, segmentsOp, sessionsOp } from './fakes.ts'

const entry = {
  number: 1,
  exchange: fakeCall({
    clientId: 'cs-1',
    testId: 'night',
    status: 429,
    url: '/api/public/bot/st-1/getSessions?tag=a&tag=b&empty=',
    headers: { 'content-type': 'application/json', 'user-agent': 'exporter/1.2' },
    body: { limit: 20, filter: { channels: ['rtm', 'korevg'], deep: { a: 1, b: null } } },
  }),
}

const yes: readonly Criteria[] = [
  {},
  { operationId: 'getSessions', botId: 'st-1', clientId: 'cs-1', testId: 'night', status: 429, method: 'post' },
  { status: '4xx' },
  { path: '/api/public/bot/st-1/getSessions' },
  { path: { contains: '/getSessions' } },
  { query: { tag: 'b', empty: '' } },
  { query: { tag: { contains: 'a' }, other: { absent: true } } },
  { headers: { 'Content-Type': 'application/json', 'User-Agent': { contains: 'exporter' }, auth: { absent: true } } },
  { body: { contains: { limit: 20 } } },
  { body: { contains: { filter: { channels: ['korevg'], deep: { b: null } } } } },
  { body: { contains: '"limit":20' } },
  { body: { equals: { filter: { deep: { b: null, a: 1 }, channels: ['rtm', 'korevg'] }, limit: 20 } } },
]
const no: readonly Criteria[] = [
  { operationId: 'getMessages' },
  { status: 200 },
  { status: '5xx' },
  { method: 'GET' },
  { path: '/getSessions' },
  { query: { tag: 'c' } },
  { query: { other: '' } },
  { query: { tag: { absent: true } } },
  { headers: { 'user-agent': 'exporter' } },
  { body: { contains: { limit: '20' } } },
  { body: { contains: { filter: { channels: ['korevg', 'ivr'] } } } },
  { body: { contains: { filter: { deep: { c: null } } } } },
  { body: { equals: { limit: 20 } } },
]

for (const criteria of yes) t.ok(meets(entry, criteria), JSON.stringify(criteria))
for (const criteria of no) t.notOk(meets(entry, criteria), JSON.stringify(criteria))

t.notOk(meets({ number: 1, exchange: fakeCall({}) }, { body: { contains: {} } }), 'no body has no part')
t.notOk(sameJson([1], { 0: 1 }))
t.notOk(sameJson({ a: undefined }, { b: undefined }))
t.ok(containsJson([1, 2, 3], [3, 1]))
t.notOk(containsJson({ a: 1 }, { a: { b: 1 } }))

t.test('the nearest operation, and why it is not that one', async t => {
  const operations = [sessionsOp, segmentsOp]
  const why = (method: string, path: string) => nearestOperation(method, path, operations)
  t.same(why('GET', '/api/public/bot/st-1/getSessions'), {
    operationId: 'getSessions',
    method: 'POST',
    path: '/api/public/bot/{botId}/getSessions',
    why: ['the verb is GET; the operation takes POST'],
  })
  t.same(why('POST', '/api/public/bot/st-1/getsessions')?.why, [
    'part 5 is "getsessions"; expected "getSessions" (mind the capital letters)',
  ])
  t.same(why('POST', '/api/public/bots/st-1/getSessions')?.why, ['part 3 is "bots"; expected "bot"'])
  t.same(why('POST', '/api/public/bot/getSessions')?.why, ['"{botId}" is missing after part 3'])
  t.same(why('POST', '/api/1.1/public/bot/st-1/getSessions')?.why, ['"1.1" (part 2) is too much'])
  t.same(why('POST', '/api/public/bot//getSessions')?.why, ['part 4 is empty; expected {botId}'])
  t.same(why('GET', '/agentassist/api/v1/public/st-1/agentassistinteractions')?.why, ['"v2" is missing after part 5'])
  t.same(why('GET', '/api/public/bot/st-1/getSessions/')?.why, [
    'there is a slash too many',
    'the verb is GET; the operation takes POST',
  ])
  t.equal(why('GET', '/favicon.ico'), null)
  t.equal(why('GET', '/'), null)
})

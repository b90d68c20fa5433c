import t from 'tap'
import { brokenRule, document, type OperationId, operation, validate } from '../../src/contract/contract.ts'
import { correct, type WorkingValue } from '../../src/contract/correction/correct.ts'
import type { RequestParts } from '../../src/contract/correction/request-parts.ts'
import { exampleOf, ruleOf, tagOf } from '../../src/contract/correction/rule-of.ts'
import { allAtOnce } from '../../src/memory/steps.ts'

const KORE = { validate, brokenRule, document }
const corrected = (id: OperationId, sent: RequestParts, working?: WorkingValue) =>
  allAtOnce(correct(KORE, operation(id), sent, working))
const ACCOUNT = { accountid: '664b33a620bd0892e0000001' }

interface Row {
  readonly id: OperationId
  readonly query?: Record<string, string | string[]>
  readonly body?: unknown
  /** What became of it: only what is otherwise. */
  readonly to: Readonly<Record<string, unknown>>
}

const rows: readonly Row[] = [
  { id: 'getSessions', body: { limit: 100 }, to: {} },
  { id: 'getSessions', body: { limit: 20_000, skip: -1 }, to: { 'body.limit': 10_000, 'body.skip': 0 } },
  { id: 'getSessions', body: { limit: '7' }, to: { 'body.limit': 7 } },
  { id: 'getSessions', body: { limit: 'many' }, to: { 'body.limit': 100 } },
  { id: 'getSessions', body: { limit: 1.5 }, to: { 'body.limit': 2 } },
  { id: 'getSessions', body: { sessionType: 'interactiv' }, to: { 'body.sessionType': 'interactive' } },
  { id: 'getSessions', query: { containmentType: 'agnt' }, to: { 'query.containmentType': 'agent' } },
  { id: 'getSessions', body: { dateFrom: '2026/3/1' }, to: { 'body.dateFrom': '2026-03-01' } },
  { id: 'getSessions', body: { dateFrom: '1.3.2026' }, to: { 'body.dateFrom': '2026-03-01' } },
  { id: 'getSessions', body: { dateFrom: '24/02/2026' }, to: { 'body.dateFrom': '2026-02-24' } },
  { id: 'getSessions', body: { dateFrom: '02-24-2026' }, to: { 'body.dateFrom': '2026-02-24' } },
  { id: 'getSessions', body: { dateFrom: '03/03/2026' }, to: { 'body.dateFrom': '2026-03-03' } },
  { id: 'getSessions', body: { userId: 5 }, to: { 'body.userId': '5' } },
  {
    id: 'getSessions',
    body: { tags: { and: [{ name: 'a', values: 'b' }] } },
    to: { 'body.tags': { and: [{ name: 'a', values: ['b'] }] } },
  },
  {
    id: 'getSessions',
    body: { dateFrom: '2026-01-01', dateTo: '2026-03-01' },
    to: { 'body.dateFrom': '2026-02-22' },
  },
  {
    id: 'getSessions',
    body: { dateFrom: '2026-03-05', dateTo: '2026-03-01' },
    to: { 'body.dateFrom': '2026-03-01', 'body.dateTo': '2026-03-05' },
  },
  { id: 'getSessions', body: '{ nope', to: { body: {} } },
  { id: 'getSessions', body: ['a'], to: { body: {} } },
  {
    id: 'postMessagesV2',
    body: { msgId: ['a'], dateFrom: '2026-03-01' },
    to: { 'body.msgId': 'a', 'body.dateFrom': undefined },
  },
  {
    id: 'getUserEngagementTrend',
    query: { aggregation_type: 'dayly' },
    to: { 'query.aggregation_type': 'daily', 'query.start_date': '2025-12-01', 'query.end_date': '2025-12-05' },
  },
]

t.test('what would be right keeps what is good, and is good itself', async t => {
  for (const { id, query = {}, body, to } of rows) {
    const name = `${id} ${JSON.stringify(query)} ${JSON.stringify(body)}`
    const sent = { query, headers: ACCOUNT, body }
    const { parts, corrections, left } = corrected(id, sent)
    t.same(left, [], `${name}: nothing is left`)
    const { value, violations } = validate(id, structuredClone(parts) as never)
    t.same(violations, [], `${name}: the contract takes it`)
    t.equal(brokenRule(id, value), undefined, `${name}: no rule is broken`)
    t.same(Object.fromEntries(corrections.map(({ property, to }) => [property, to])), to, name)
    for (const { why } of corrections) t.match(why, /must|required|range/, name)
    t.same(sent, { query, headers: ACCOUNT, body }, 'what was sent is not changed')
  }
})

t.test('values that work stand in place of what the description shows', async t => {
  const { parts } = corrected('listConversations', { query: {}, headers: ACCOUNT, body: {} }, property =>
    property === 'body.from' ? '2026-03-01' : '2026-03-02',
  )
  t.same(parts.body, { from: '2026-03-01', to: '2026-03-02' })
})

t.test('names that every object has are no fields', async t => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const body = JSON.parse(`{"${name}": {"a": 1}, "limit": 0}`) as object
    const { parts, left } = corrected('getSessions', { query: {}, headers: ACCOUNT, body })
    t.same(left, [])
    t.equal(Reflect.get(parts.body as object, 'limit'), 1)
    t.equal(ruleOf(document(), operation('getSessions'), `body.${name}`), undefined)
  }
})

t.test('what the description shows stays as it is, whatever is made of it', async t => {
  const before = structuredClone(document())
  // What is wrong within a list: some 200 values are set right in a round, each where it stands.
  const shown = exampleOf(document(), operation('getSessions'), 'body.sessionId')
  for (const [body, right] of [
    [{ sessionId: Array(19_000).fill(7) }, {}],
    [{ sessionId: [7, 8] }, { sessionId: ['7', '8'] }],
    [{ sessionId: [7, null, 'a', {}] }, { sessionId: shown }],
    [{ tags: { and: Array(300).fill({ name: 7 }) } }, {}],
  ] as const) {
    const { parts } = corrected('getSessions', { query: {}, headers: ACCOUNT, body })
    t.same(parts.body, right, JSON.stringify(body).slice(0, 60))
  }
  t.same(document(), before)
})

t.test('of many names the first ten are looked at for what was meant', async t => {
  const { parts, corrections } = corrected('getSessions', {
    query: {},
    headers: ACCOUNT,
    body: { limt: 3, ...Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`name${i}`, 1])), skp: 4 },
  })
  t.same(parts.body, { limit: 3 })
  t.match(corrections.find(({ property }) => property === 'body.limit')?.why, /body.limt may mean/)
})

t.test('where rules stand, and what is shown of a field', async t => {
  const sessions = operation('getSessions')
  for (const [property, pointer] of [
    ['body.limit', '#/components/schemas/SessionsRequest/properties/limit'],
    ['body.tags.and[0].name', '#/components/schemas/TagCondition/properties/name'],
    ['query.containmentType', '#/components/parameters/ContainmentType/schema'],
    ['path.botId', '#/components/parameters/BotId/schema'],
    ['body.nothing', undefined],
    ['headers.auth', undefined],
    ['method', undefined],
  ] as const) {
    t.equal(ruleOf(document(), sessions, property)?.pointer, pointer, property)
  }
  t.match(ruleOf(document(), sessions, 'body.limit')?.description, /Most sessions/)
  t.equal(tagOf(document(), sessions), 'Sessions')
  t.ok(exampleOf(document(), sessions, 'body.sessionId'))
  t.equal(exampleOf(document(), sessions, 'body.nothing'), undefined)
})

import t from 'tap'
import { adminContract } from '../../src/contract/admin.ts'
import { validate } from '../../src/contract/contract.ts'

const ACCOUNT = { accountid: '664b33a620bd0892e0000001' }

t.test('every fault is named, each once, in the order query, headers, body', async t => {
  const { violations } = validate('queryInteractions', {
    query: { from: '2026-02-30', limit: '101' },
    body: { sessionIds: 'a', agentIds: [5] },
  })
  t.strictSame(
    violations.map(({ property }) => property),
    ['query.to', 'query.from', 'query.limit', 'headers.accountid', 'body.sessionIds', 'body.agentIds[0]'],
  )
})

t.test('a body that is missing lacks its required fields', async t => {
  for (const body of [undefined, {}]) {
    t.strictSame(validate('listConversations', { headers: ACCOUNT, body }).violations, [
      { property: 'body.from', message: 'is required' },
      { property: 'body.to', message: 'is required' },
    ])
  }
})

t.test('a body that is no object is one fault', async t => {
  for (const [body, found] of [
    [null, 'null'],
    [[], 'an array'],
    ['{}', '"{}"'],
    [5, '5'],
    [true, 'true'],
  ] as const) {
    t.strictSame(validate('getSessions', { body }).violations, [
      { property: 'body', message: `must be an object; found ${found}` },
    ])
  }
})

t.test('paths lead into lists and objects', async t => {
  const body = { tags: { and: [{ values: ['a', 5] }], or: [{ name: 'x', values: [], type: 'bot' }] } }
  t.strictSame(validate('getSessions', { body }).violations, [
    { property: 'body.tags.and[0].values[1]', message: 'must be text; found 5' },
    { property: 'body.tags.and[0].name', message: 'is required' },
    { property: 'body.tags.or[0].type', message: 'must be one of user, session, message; found "bot"' },
  ])
})

t.test('a required text that is empty counts as missing (ruling R26)', async t => {
  t.strictSame(validate('getSessions', { body: { tags: { and: [{ name: '', values: [] }] } } }).violations, [
    { property: 'body.tags.and[0].name', message: 'must not be empty' },
  ])
  const customFilters = [{ filterSource: '', fieldName: '', values: [''] }]
  const query = { startDate: '2026-03-01', endDate: '2026-03-02' }
  t.strictSame(validate('queryWidgetData', { query, body: { customFilters } }).violations, [
    { property: 'body.customFilters[0].filterSource', message: 'must not be empty' },
    { property: 'body.customFilters[0].fieldName', message: 'must not be empty' },
  ])
})

t.test('long values are cut', async t => {
  const [violation] = validate('getSessions', { query: { containmentType: 'x'.repeat(500) } }).violations
  t.ok((violation?.message.length ?? 999) < 140, violation?.message ?? 'there is none')
})

t.test('one parameter sent twice is not one number', async t => {
  const query = { startDate: '2026-03-01', endDate: '2026-03-02', limit: ['1', '2'] }
  t.strictSame(validate('getWidgetData', { query }).violations, [
    { property: 'query.limit', message: 'must be sent once; it was sent 2 times' },
  ])
})

t.test('unknown fields are left alone (ruling R14)', async t => {
  const { value, violations } = validate('getSessions', { query: { zzz: '1' }, body: { zzz: 1, constructor: 2 } })
  t.strictSame(violations, [])
  t.match(value.body, { zzz: 1 })
})

t.test('names from the prototype of objects are no fields', async t => {
  const body = JSON.parse('{"__proto__": {"limit": 5}, "limit": 7}')
  const { value, violations } = validate('getSessions', { body })
  t.strictSame(violations, [])
  t.match(value.body, { limit: 7 })
  t.strictSame(
    validate('listConversations', { headers: ACCOUNT, body: JSON.parse('{"__proto__": {"from": "x"}}') }).violations
      .length,
    2,
  )
})

t.test('no more than 200 faults are listed', async t => {
  const body = { sessionId: Array.from({ length: 100_000 }, () => 0) }
  const { violations } = validate('getSessions', { body })
  t.equal(violations.length, 201)
  t.strictSame(violations.at(-1), { property: 'body', message: 'has more faults than these 200' })
  t.strictSame(violations[0], { property: 'body.sessionId[0]', message: 'must be text; found 0' })
})

t.test('the search for faults ends soon after the last one that is listed', async t => {
  const looked: number[] = []
  const items = Array.from({ length: 5000 }, (_, i) => ({
    get name() {
      looked.push(i)
      return undefined
    },
  }))
  t.equal(validate('getSessions', { body: { tags: { and: items, or: items } } }).violations.length, 201)
  t.ok(looked.length < 1000, `${looked.length} of 10000 items were looked at`)
  const unknown = Object.fromEntries(items.map((_, i) => [`field${i}`, i]))
  t.equal(adminContract().validate('addFault', { body: { fault: { status: 500 }, ...unknown } }).violations.length, 201)
})

t.test('200 faults are all of them', async t => {
  const faults = (count: number) =>
    validate('queryInteractions', {
      query: { from: '2026-03-01', to: '2026-03-01' },
      headers: ACCOUNT,
      body: { sessionIds: Array.from({ length: count }, () => 0) },
    }).violations
  t.equal(faults(200).length, 200)
  t.strictSame(faults(200).at(-1), { property: 'body.sessionIds[199]', message: 'must be text; found 0' })
  t.equal(faults(201).length, 201)
})

t.test('names are shown as far as a person needs them', async t => {
  const { validate: check } = adminContract()
  const name = 'x'.repeat(100_000)
  t.strictSame(check('addFault', { body: { fault: { status: 500 }, [name]: 1 } }).violations, [
    { property: `body.${name.slice(0, 60)}…`, message: 'is not known' },
  ])
  const body = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, 1]))
  const [violation] = check('setClock', { body }).violations.slice(-2)
  t.match(
    check('setClock', { body }).violations,
    [{ property: 'body', message: /f0, f1, .*f9 and 490 more$/ }],
    violation?.message ?? '',
  )
})

t.test('words that every object knows are no spellings', async t => {
  t.strictSame(validate('getSessions', { query: { containmentType: 'constructor' } }).violations, [
    { property: 'query.containmentType', message: 'must be one of dropOff, selfService, agent; found "constructor"' },
  ])
})

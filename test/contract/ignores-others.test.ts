import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { compileOperations } from '../../scripts/contract/compile.ts'
import { type JsonObject, operationsOf, requestBodyOf, resolve } from '../../scripts/contract/document.ts'
import { brokenRule, clamp, document, operation, operations, validate } from '../../src/contract/contract.ts'
import type { RawRequest } from '../../src/contract/read.ts'
import { runs } from '../long.ts'
import { ALL_IGNORED, IGNORED, together, WRONG_TYPES } from './beside-ids.ts'
import { ids, long, type Sent } from './row.ts'

const BY_ID = ['getSessions', 'getAccountSessions'] as const
const alone: Sent = { body: { sessionId: ['6465cf6e4769ed4e822b0001'] } }

const check = (id: string, sent: Sent) => validate(id as 'getSessions', sent as RawRequest)
const said = (id: string, sent: Sent) =>
  check(id, sent).violations.map(({ property, message }) => `${property} ${message}`)

t.test('operations of which the documents say so: decision D330', async t => {
  const names = operations.filter(({ reading }) => reading.ignoresOthers !== undefined)
  t.strictSame(
    names.map(({ operationId }) => operationId),
    BY_ID,
  )
  for (const id of BY_ID) t.equal(operation(id).reading.ignoresOthers, 'sessionId')
})

for (const id of BY_ID) {
  const plain = check(id, alone)

  t.test(`${id}: beside ids nothing else counts (ruling R27)`, async t => {
    t.strictSame(plain.violations, [])
    t.match(plain.value.body, { ...(alone.body as object), skip: 0, limit: 100, includeMeta: false })
    for (const [what, other] of [...IGNORED, ['all of it', ALL_IGNORED] as const]) {
      const { value, violations } = check(id, together(alone, other))
      t.strictSame(violations, [], what)
      t.strictSame(value, plain.value, `${what}: as if it were not there`)
      t.equal(brokenRule(id, value), undefined, `${what} breaks no rule`)
    }
  })

  t.test(`${id}: beside ids a wrong type is refused`, async t => {
    for (const [other, expected] of WRONG_TYPES) {
      t.strictSame(said(id, together(alone, other)), expected)
      const among =
        Object.keys((other.body as object | undefined) ?? {}).length === 0 ? other : together(ALL_IGNORED, other)
      t.strictSame(said(id, together(alone, among)), expected, 'and nothing else among what is ignored')
    }
    const many = { body: { userId: 5, limit: '1', dateFrom: 7, sessionType: 'both', skip: -1 } }
    t.strictSame(
      said(id, together(alone, many)),
      ['userId must be text; found 5', 'limit must be an integer; found "1"', 'dateFrom must be text; found 7'].map(
        text => `body.${text}`,
      ),
    )
  })

  t.test(`${id}: what is wrong with the ids is told alone`, async t => {
    for (const [sessionId, expected] of [
      [ids(51), ['body.sessionId must not have more than 50 items; found 51']],
      [
        ['a', 5, null],
        ['body.sessionId[1] must be text; found 5', 'body.sessionId[2] must be text; found null'],
      ],
      [[long(1001)], ['body.sessionId[0] must have at most 1000 characters; found 1001']],
    ] as const) {
      t.strictSame(said(id, together(ALL_IGNORED, { body: { sessionId } })), expected)
    }
  })

  t.test(`${id}: without ids all of it is refused`, async t => {
    for (const sessionId of [undefined, [], 'a', null]) {
      const none: Sent = sessionId === undefined ? {} : { body: { sessionId } }
      for (const [what, other] of IGNORED) {
        const sent = together(none, other)
        const { value, violations } = check(id, sent)
        const isBad = violations.some(({ property }) => property !== 'body.sessionId')
        t.ok(isBad || brokenRule(id, value) !== undefined, `${what}, ${JSON.stringify(none)}`)
      }
      for (const [other, expected] of WRONG_TYPES.filter(([, words]) => !words[0]!.includes('9007199254740991'))) {
        const found = new Set(said(id, together(none, other)))
        t.strictSame(
          expected.filter(text => !found.has(text)),
          [],
        )
      }
    }
  })

  t.test(`${id}: limits: clamp cuts the ids, and the rest is ignored all the same`, async t => {
    const clamped = (sent: Sent) => clamp(id, sent as RawRequest) as Sent
    for (const [what, other] of [...IGNORED, ['all of it', ALL_IGNORED] as const])
      t.strictSame(check(id, clamped(together(alone, other))), plain, what)
    for (const [other, expected] of WRONG_TYPES) t.strictSame(said(id, clamped(together(alone, other))), expected)
    const { value, violations } = check(id, clamped(together(ALL_IGNORED, { body: { sessionId: ids(60) } })))
    t.strictSame(violations, [])
    t.match(value.body, { sessionId: ids(50), limit: 100 })
  })
}

t.test('whatever is of the right type is ignored', async () => {
  const plain = check('getSessions', alone)
  const condition = fc.record(
    { name: fc.string(), values: fc.array(fc.string()), type: fc.string(), more: fc.jsonValue() },
    { requiredKeys: [] },
  )
  const list = fc.array(condition, { maxLength: 3 })
  const body = fc.record(
    {
      ...{ userId: fc.string(), dateFrom: fc.string(), dateTo: fc.string(), sessionType: fc.string() },
      ...{ skip: fc.maxSafeInteger(), offset: fc.maxSafeInteger(), limit: fc.maxSafeInteger() },
      ...{ includeMeta: fc.boolean(), tags: fc.record({ and: list, or: list }, { requiredKeys: [] }) },
      nobodyKnowsIt: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  const query = fc.record({ containmentType: fc.string(), callId: fc.string() }, { requiredKeys: [] })
  fc.assert(
    fc.property(query, body, (query, body) =>
      isDeepStrictEqual(check('getSessions', together(alone, { query, body })), plain),
    ),
    { seed: 27, numRuns: runs(200) },
  )
})

t.test('no more than 200 faults are listed, and the search ends soon after', async t => {
  const and = Array.from({ length: 50_000 }, () => ({ name: 5, type: 'bot' }))
  const { violations } = check('getSessions', together(alone, { body: { tags: { and } } }))
  t.equal(violations.length, 201)
  t.ok(violations.slice(0, 200).every(({ message }) => message === 'must be text; found 5'))
})

t.test('a wrong type is found behind any number of values that are ignored', async t => {
  const and = [...Array.from({ length: 5_000 }, () => ({ type: 'bot' })), { type: 5 }]
  t.strictSame(said('getSessions', together(alone, { body: { tags: { and } } })), [
    'body.tags.and[5000].type must be text; found 5',
  ])
})

t.test('what was sent is not changed', async t => {
  const sent = together(alone, ALL_IGNORED)
  const before = structuredClone(sent)
  check('getSessions', sent)
  t.strictSame(sent, before)
})

t.test('a contract in which something else must be sent as well is not compiled', async t => {
  const changed = structuredClone(document()) as JsonObject
  const found = operationsOf(changed).find(({ operation }) => operation.operationId === 'getSessions')!
  const only = { ...changed, paths: { [found.path]: { post: found.operation } } } as JsonObject
  const schema = resolve(changed, requestBodyOf(changed, found.operation))
  const media = (schema.content as JsonObject)['application/json'] as JsonObject
  const target = resolve(changed, media.schema)
  target.required = ['userId']
  await t.rejects(compileOperations(only, 'x'), /getSessions: beside sessionId all fields must be optional/)
  delete target.required
  found.operation['x-merge-query'] = true
  await t.rejects(compileOperations(only, 'x'), /beside sessionId all fields must be optional/)
})

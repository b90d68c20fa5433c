import { LONGEST, long, type Sent } from './row.ts'

/** What may stand beside `sessionId` of getSessions and is ignored, as no other request may have it: ruling R27. */
export const IGNORED: readonly (readonly [what: string, sent: Sent])[] = [
  ['a value that is not allowed, in the query', { query: { containmentType: 'foo' } }],
  ['an empty value in the query', { query: { containmentType: '' } }],
  ['a text too long in the query', { query: { callId: long(LONGEST + 1) } }],
  ['a value that is not allowed', { body: { sessionType: 'both' } }],
  ['an empty value', { body: { sessionType: '' } }],
  ['a text too long', { body: { userId: long(LONGEST + 1) } }],
  ['a limit of 0', { body: { limit: 0 } }],
  ['a limit below 0', { body: { limit: -1 } }],
  ['a limit out of bounds', { body: { limit: 1e9 } }],
  ['the least integer', { body: { limit: Number.MIN_SAFE_INTEGER } }],
  ['the greatest integer', { body: { limit: Number.MAX_SAFE_INTEGER } }],
  ['skip below 0', { body: { skip: -1 } }],
  ['skip out of bounds', { body: { skip: 1e12 + 1 } }],
  ['offset below 0', { body: { offset: -5 } }],
  ['offset out of bounds', { body: { offset: 2e12 } }],
  ['a text that is no date', { body: { dateFrom: 'yesterday' } }],
  ['an empty date', { body: { dateTo: '' } }],
  ['a day that no calendar has', { body: { dateTo: '2026-02-30' } }],
  ['a range upside down', { body: { dateFrom: '2026-03-08', dateTo: '2020-01-01' } }],
  ['a range too long', { body: { dateFrom: '2020-01-01', dateTo: '2026-03-08' } }],
  ['conditions without their fields', { body: { tags: { and: [{}], or: [{}] } } }],
  ['a condition without a name', { body: { tags: { and: [{ name: '', values: ['a'] }] } } }],
  ['a condition of no kind', { body: { tags: { or: [{ name: 'a', values: ['a'], type: 'bot' }] } } }],
  ['too many conditions', { body: { tags: { and: Array.from({ length: 101 }, () => ({ name: 'a', values: [] })) } } }],
  ['too many values', { body: { tags: { and: [{ name: 'a', values: Array(101).fill('a') }] } } }],
  ['a name and a value too long', { body: { tags: { and: [{ name: long(1001), values: [long(1001)] }] } } }],
]

/** All of it at once. */
export const ALL_IGNORED: Sent = {
  query: { containmentType: 'foo', callId: long(LONGEST + 1) },
  body: {
    ...{ userId: long(LONGEST + 1), skip: -1, offset: -1, limit: 0, sessionType: 'both' },
    ...{ dateFrom: '2026-02-30', dateTo: 'tomorrow', tags: { and: [{ type: 'bot' }], or: [{ name: '' }] } },
  },
}

/** What is refused there too, being of a wrong type, and what is said of it. */
export const WRONG_TYPES: readonly (readonly [sent: Sent, said: readonly string[]])[] = [
  [{ body: { userId: 5 } }, ['body.userId must be text; found 5']],
  [{ body: { userId: null } }, ['body.userId must be text; found null']],
  [{ body: { skip: '20' } }, ['body.skip must be an integer; found "20"']],
  [{ body: { skip: 1.5 } }, ['body.skip must be an integer; found 1.5']],
  [{ body: { offset: null } }, ['body.offset must be an integer; found null']],
  [{ body: { limit: 'many' } }, ['body.limit must be an integer; found "many"']],
  [{ body: { limit: true } }, ['body.limit must be an integer; found true']],
  [{ body: { limit: [5] } }, ['body.limit must be an integer; found an array']],
  // Ruling R23: what lies beyond these is no integer.
  [{ body: { limit: 2 ** 53 } }, ['body.limit must be at most 9007199254740991; found about 9007199254740992']],
  [{ body: { skip: -1e300 } }, ['body.skip must be at least -9007199254740991; found about -1e+300']],
  [{ body: { dateFrom: 20260302 } }, ['body.dateFrom must be text; found 20260302']],
  [{ body: { dateTo: {} } }, ['body.dateTo must be text; found an object']],
  [{ body: { sessionType: false } }, ['body.sessionType must be text; found false']],
  [{ body: { includeMeta: 'true' } }, ['body.includeMeta must be true or false; found "true"']],
  [{ body: { tags: 'user' } }, ['body.tags must be an object; found "user"']],
  [{ body: { tags: [] } }, ['body.tags must be an object; found an array']],
  [{ body: { tags: { and: {} } } }, ['body.tags.and must be an array; found an object']],
  [{ body: { tags: { or: ['a'] } } }, ['body.tags.or[0] must be an object; found "a"']],
  [{ body: { tags: { and: [{ name: 5 }] } } }, ['body.tags.and[0].name must be text; found 5']],
  [{ body: { tags: { and: [{ values: 'a' }] } } }, ['body.tags.and[0].values must be an array; found "a"']],
  [{ body: { tags: { and: [{ values: [5] }] } } }, ['body.tags.and[0].values[0] must be text; found 5']],
  [{ body: { tags: { or: [{ type: null }] } } }, ['body.tags.or[0].type must be text; found null']],
  [{ query: { containmentType: ['foo', 'bar'] } }, ['query.containmentType must be sent once; it was sent 2 times']],
]

/** Two requests as one. */
export function together(one: Sent, other: Sent): Sent {
  const query = { ...one.query, ...other.query }
  return { query, body: { ...(one.body as object | undefined), ...(other.body as object | undefined) } }
}

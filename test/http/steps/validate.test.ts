import t from 'tap'
import { validateRequest } from '../../../src/http/steps/validate.ts'
import { loadScenario } from '../../../src/scenario/load.ts'
import { CONVERSATIONS, callOf, mockOf, refusalOf, SEGMENTS, SESSIONS, type Sent, TREND } from '../helper.ts'

const mock = mockOf()
const bytes = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))

t.test('what is found good, coerced and filled in', async t => {
  const rows: [string, Sent, object][] = [
    ['no body', {}, { body: {} }],
    ['JSON', { body: { limit: 5 } }, { body: { limit: 5 } }],
    ['JSON without a type', { body: '{"limit":5}' }, { body: { limit: 5 } }],
    ['a byte order mark', { body: '\ufeff{"limit":5}' }, { body: { limit: 5 } }],
    ['letters beyond ASCII', { body: '{"userId":"ä😀"}' }, { body: { userId: 'ä😀' } }],
    ['a type with parameters', { body: '{}', headers: { 'content-type': 'application/json; charset=utf-8' } }, {}],
    ['a type in capitals', { body: '{}', headers: { 'content-type': 'Application/JSON;Charset="UTF-8"' } }, {}],
    ['64 levels', { body: `{"x":${'['.repeat(63)}${']'.repeat(63)}}` }, {}],
    ['identity', { body: '{}', headers: { 'content-encoding': 'identity' } }, {}],
    ['a query', { method: 'GET', url: `${SEGMENTS}?from=2026-03-01&to=2026-03-02&limit=3` }, { query: { limit: 3 } }],
  ]
  for (const [name, sent, expected] of rows) {
    const call = callOf(mock, sent)
    t.equal(await refusalOf(validateRequest, call), undefined, name)
    t.match(call.request, expected, name)
    t.equal(call.request?.path, call.params, name)
  }
})

t.test('what is found bad: 412 with every violation', async t => {
  const rows: [string, Sent, Record<string, RegExp>][] = [
    ['a word for a number', { body: { limit: 'ten' } }, { 'body.limit': /number|integer/ }],
    [
      'two at once',
      { url: CONVERSATIONS, body: { limit: -1, to: '2026-03-01' } },
      { 'body.from': /required/, 'body.limit': /least/ },
    ],
    [
      'numbers that JSON reads roundly, as they were sent',
      {
        body: '\ufeff{"skip":9007199254740993, "limit":-1e23, "tags":{"and":[{"name":12345678901234567890}]},"x":1e300}',
      },
      {
        'body.skip': /found 9007199254740993$/,
        'body.limit': /found -1e23$/,
        'body.tags.and[0].name': /found 12345678901234567890$/,
        'body.tags.and[0].values': /required/,
      },
    ],
    [
      'the last of two',
      { body: '{"limit":1e30,"limit":9007199254740993}' },
      { 'body.limit': /found 9007199254740993$/ },
    ],
    ['cut off', { body: '{"limit": ' }, { body: /not valid JSON.*position 10/ }],
    ['a list', { body: '[]' }, { body: /must be an object, got an array/ }],
    ['a number', { body: '5' }, { body: /must be an object, got 5/ }],
    ['a form', { body: 'limit=1&skip=0' }, { body: /"limit" at position 0 / }],
    [
      '65 levels',
      { body: `{"x":${'['.repeat(64)}${']'.repeat(64)}}` },
      { [`body.x${'[0]'.repeat(63)}`]: /deeper than 64/ },
    ],
    [
      '100,000 levels',
      { body: `{"tags":{"and":${'['.repeat(1e5)}${']'.repeat(1e5)}}}` },
      { [`body.tags.and${'[0]'.repeat(62)}`.slice(0, 204)]: /deeper/ },
    ],
    ['no UTF-8', { body: bytes('{"userId":"\u00ff"}') }, { body: /not even UTF-8: byte 0xff at position 11 / }],
    [
      'another type',
      { body: '{}', headers: { 'content-type': 'text/plain' } },
      { 'headers.content-type': /got "text\/plain"/ },
    ],
    [
      'a type that is JSON of another kind',
      { body: '{}', headers: { 'content-type': 'application/problem+json' } },
      { 'headers.content-type': /must be application\/json, got "application\/problem\+json"/ },
    ],
    [
      'another charset',
      { body: '{}', headers: { 'content-type': 'application/json; charset=utf-16' } },
      { 'headers.content-type': /must be application\/json in UTF-8, got/ },
    ],
    ['packed', { body: '{}', headers: { 'content-encoding': 'gzip' } }, { body: /without content-encoding "gzip"/ }],
    ['a query', { url: `${TREND}?start_date=x&end_date=2026-03-02` }, { 'query.start_date': /YYYY-MM-DD/ }],
    [
      'a header',
      { url: CONVERSATIONS, body: { from: '2026-03-01', to: '2026-03-02' }, headers: { accountid: undefined } },
      { 'headers.accountid': /required/ },
    ],
    ['marks that are none', { url: `${SESSIONS}?containmentType=%zz` }, { 'query.containmentType': /./ }],
  ]
  for (const [name, sent, because] of rows) {
    const refusal = (await refusalOf(validateRequest, callOf(mock, sent))) as { status: number; violations: [] }
    t.equal(refusal?.status, 412, name)
    const found = Object.fromEntries(refusal.violations.map(({ property, message }) => [property, message]))
    t.strictSame(Object.keys(found).sort(), Object.keys(because).sort(), name)
    t.match(found, because, name)
  }
})

t.test('more than the mock reads: 413', async t => {
  const refused = (headers: Record<string, string>) =>
    refusalOf(validateRequest, callOf(mock, { headers }, { bodyTooLarge: true }))
  const property = 'body'
  t.match(await refused({}), {
    status: 413,
    violations: [{ property, message: 'must have at most 1048576 bytes; more was sent' }],
  })
  t.match(await refused({ 'content-length': '2000000' }), {
    violations: [{ property, message: 'must have at most 1048576 bytes; found 2000000' }],
  })
})

t.test('limits: clamp (ruling R1)', async t => {
  const clamping = mockOf({ scenario: loadScenario({ extends: 'default', limits: 'clamp' }) })
  const call = callOf(clamping, { url: CONVERSATIONS, body: { from: '2026-03-01', to: '2026-03-02', limit: 21 } })
  t.equal(await refusalOf(validateRequest, call), undefined)
  t.match(call.request?.body, { limit: 20 })
})

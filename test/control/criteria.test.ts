import t from 'tap'
import { nearestOperation } from '../../src/contract/nearest-operation.ts'
import { containsText } from '../../src/control/contains-text.ts'
import { type Criteria, meets } from '../../src/control/criteria.ts'
import { containsJson, sameJson } from '../../src/control/same-json.ts'
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
  { path: '//api/public///bot/st-1/getSessions' },
  { path: { contains: 'st-1//getSessions' } },
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

t.test('what is blanked cannot be guessed', async t => {
  const secret = 's3cret'
  const withSecrets = {
    number: 1,
    exchange: fakeCall({
      url: `/api/token/${secret}/x?sig=${secret}&%2570assword=${secret}&n=1`,
      headers: {
        'x-api-key': secret,
        authorization: `Bearer ${secret}`,
        cookie: `a=${secret}`,
        'x-note': `token=${secret}`,
      },
      body: { limit: 20, password: secret, deep: { tokens: [secret, [secret]] }, key: { a: 'aZ3k9xQ7' } },
    }),
  }
  const of = (make: (part: string) => Criteria, part: string) => meets(withSecrets, make(part))
  const places: Readonly<Record<string, (part: string) => Criteria>> = {
    path: part => ({ path: { contains: part } }),
    'path, whole': part => ({ path: `/api/token/${part}/x` }),
    query: part => ({ query: { sig: { contains: part } } }),
    'query, whole': part => ({ query: { sig: part } }),
    'query, a name that is encoded twice': part => ({ query: { '%70assword': { contains: part } } }),
    header: part => ({ headers: { 'X-Api-Key': { contains: part } } }),
    'header, whole': part => ({ headers: { 'x-api-key': part } }),
    'header authorization': part => ({ headers: { authorization: { contains: part } } }),
    cookie: part => ({ headers: { cookie: { contains: part } } }),
    'in the text of a header': part => ({ headers: { 'x-note': { contains: part } } }),
    'body, as text': part => ({ body: { contains: part } }),
    'body, a field': part => ({ body: { contains: { password: part } } }),
    'body, a list': part => ({ body: { contains: { deep: { tokens: [part] } } } }),
    'body, whole': part => ({
      body: { equals: { limit: 20, password: part, deep: { tokens: [part, [part]] }, key: { a: part } } },
    }),
  }
  for (const [name, make] of Object.entries(places)) {
    t.notOk(of(make, secret), `${name}: not the secret`)
    for (let end = 1; end < secret.length; end += 1) {
      t.notOk(
        of(make, secret.slice(0, end)) && !'limit password tokens Bearer api'.includes(secret.slice(0, end)),
        `${name}, ${end}`,
      )
    }
    t.ok(of(make, '***'), `${name}: what is shown`)
  }
  t.notOk(
    of(part => ({ body: { contains: part } }), 'aZ3k9'),
    'what only the structure shows as one',
  )
  t.ok(
    of(part => ({ body: { contains: part } }), '"limit":20,"password":"'),
    'what stands beside it',
  )
  t.ok(of(part => ({ query: { n: part } }), '1'))
  t.notOk(meets(withSecrets, { headers: { 'x-api-key': { absent: true } } }))
})

t.test('a list of objects is compared with a list as far as that takes a moment', async t => {
  const objects = (count: number, made: (i: number) => object) => Array.from({ length: count }, (_, i) => made(i))
  const whole = objects(5_000, i => ({ id: i }))
  t.ok(containsJson(whole, [{ id: 4_999 }, { id: 0 }, { id: 2_500 }]))
  t.notOk(containsJson(whole, [{ id: 5_000 }]))
  const many = [
    [objects(6_000, () => ({})), objects(6_000, () => ({ a: 1 }))],
    [objects(6_000, i => [i]), objects(6_000, i => [i])],
    [
      [...objects(100, () => objects(90, i => [i])), objects(90, i => [i, 90])],
      objects(9, () => objects(90, i => [i, 90])),
    ],
  ]
  t.ok(containsJson(many[0]![0], many[0]![0]), 'what is found at once is no work')
  t.notOk(containsJson(many[0]![0], many[0]![1]), 'nor what is not found for the first item')
  const hidden = [...objects(5_000, () => ({ b: 1 })), { a: 1 }]
  for (const [items, wanted] of [...many.slice(1), [hidden, objects(5_000, () => ({ a: 1 }))]]) {
    t.throws(() => containsJson(items, wanted), /more than 300000 steps/)
  }
})

t.test('a text within a text', async t => {
  const long = 'a'.repeat(1_000_000)
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['', '', true],
    ['abc', '', true],
    ['abc', 'c', true],
    ['abc', 'abcd', false],
    [long, `${'a'.repeat(8_000)}b${'a'.repeat(8_000)}`, false],
    [`${long}b${long}`, `${'a'.repeat(250_000)}b${'a'.repeat(250_000)}`, true],
    [`${'ab'.repeat(5_000)}abac`, `${'ab'.repeat(200)}ac`, true],
    [`${'ab'.repeat(5_000)}abad`, `${'ab'.repeat(200)}ac`, false],
    [`${'é€'.repeat(5_000)}!`, `${'é€'.repeat(300)}!`, true],
  ]
  for (const [text, part, is] of cases) t.equal(containsText(text, part), is, `${part.length} in ${text.length}`)
})

t.test('the nearest operation, and why it is not that one', async t => {
  const operations = [sessionsOp, segmentsOp]
  const why = (method: string, path: string) => nearestOperation({ method, path, shownPath: () => path }, operations)
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

import t from 'tap'
import { ask, BOT, buildApp, HEADERS } from '../helper.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const TREND = `/api/public/bot/${BOT}/v2/userEngagementTrend`
const CONVERSATIONS = `/agentassist/api/v1/public/${BOT}/aaconversation`
const SEGMENTS = `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions`
const WIDGET = `/api/public/bot/${BOT}/dashboard/Operations/widget/Heavy%20Users`
const DAYS = { from: '2026-03-01', to: '2026-03-02' }
const INVALID = 'Validation errors/ Invalid arguments'

interface Case {
  readonly name: string
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly body?: object | string
  readonly headers?: Record<string, string | undefined>
  readonly status: number
  readonly msg: string | RegExp
  readonly code?: number
  /** `errors[0].error`: properties, in any order, each with what its message must say. */
  readonly because?: Record<string, RegExp>
}

const cases: Case[] = [
  // Credentials: facts 2.2.
  {
    name: 'no auth header',
    url: SESSIONS,
    headers: { auth: undefined },
    status: 401,
    msg: 'Invalid SDK credentials',
    code: 4002,
    because: { 'headers.auth': /missing/ },
  },
  {
    name: 'an auth header that is empty',
    url: SESSIONS,
    headers: { auth: '' },
    status: 401,
    msg: 'Invalid SDK credentials',
    code: 4002,
  },
  {
    name: 'auth: JWTToken',
    url: SESSIONS,
    headers: { auth: 'JWTToken' },
    status: 401,
    msg: 'Invalid JWT token',
    code: 4002,
    because: { 'headers.auth': /three parts.*has 1/ },
  },
  {
    name: 'an encrypted token',
    url: SESSIONS,
    headers: { auth: 'a.b.c.d.e' },
    status: 401,
    msg: 'Invalid JWT token',
    code: 4002,
    because: { 'headers.auth': /JWE/ },
  },
  {
    name: 'two auth headers',
    url: SESSIONS,
    headers: { auth: 'a.b.c, a.b.c' },
    status: 401,
    msg: 'Invalid JWT token',
    code: 4002,
    because: { 'headers.auth': /sent 2 times/ },
  },
  // Verbs and routes, before credentials.
  {
    name: 'PUT on getSessions without a token',
    method: 'PUT',
    url: SESSIONS,
    headers: { auth: undefined },
    status: 405,
    msg: 'Method Not Allowed',
    because: { method: /POST/ },
  },
  { name: 'GET on getSessions', method: 'GET', url: SESSIONS, status: 405, msg: 'Method Not Allowed' },
  { name: 'GET on the trend', method: 'GET', url: TREND, status: 405, msg: 'Method Not Allowed' },
  {
    name: 'DELETE on a widget, with a bad bot id',
    method: 'DELETE',
    url: WIDGET.replace(BOT, 'nobody'),
    headers: { auth: 'JWTToken' },
    status: 405,
    msg: 'Method Not Allowed',
  },
  {
    name: 'an unknown path',
    url: `/api/public/bot/${BOT}/getSession`,
    headers: { auth: undefined },
    status: 404,
    msg: 'Not Found',
    because: { path: /nearest is POST \/api\/public\/bot\/\{botId\}\/getSessions/ },
  },
  // Bot ids: ruling R12.
  {
    name: 'a bot id of another form',
    url: SESSIONS.replace(BOT, 'abc'),
    status: 400,
    msg: 'Invalid StreamId',
    because: { 'path.botId': /must be st- and letters/ },
  },
  {
    name: 'a bot id with an underscore',
    url: SESSIONS.replace(BOT, 'st-a_b'),
    status: 400,
    msg: 'Invalid StreamId',
    because: { 'path.botId': /must be st- and letters/ },
  },
  {
    name: 'a bot id before the body is looked at',
    url: SESSIONS.replace(BOT, 'abc'),
    body: '{"limit": ',
    status: 400,
    msg: 'Invalid StreamId',
  },
  // The schema: rulings R1, R3, R4, R13.
  {
    name: '51 session ids',
    url: SESSIONS,
    body: { sessionId: Array.from({ length: 51 }, () => '65f5c9d0e1a2b3c4d5e6f708') },
    status: 412,
    msg: INVALID,
    because: { 'body.sessionId': /50/ },
  },
  {
    name: 'limit 21 for aaconversation',
    url: CONVERSATIONS,
    body: { ...DAYS, limit: 21 },
    status: 412,
    msg: INVALID,
    because: { 'body.limit': /20/ },
  },
  {
    name: 'from missing',
    url: CONVERSATIONS,
    body: { to: DAYS.to },
    status: 412,
    msg: INVALID,
    because: { 'body.from': /required/ },
  },
  {
    name: 'two faults at once',
    url: CONVERSATIONS,
    body: { to: '2026-03', limit: -1, from: DAYS.from },
    status: 412,
    msg: INVALID,
    because: { 'body.to': /YYYY-MM-DD/, 'body.limit': /at least/ },
  },
  {
    name: 'a fault in the body and one in the headers',
    url: CONVERSATIONS,
    body: { to: DAYS.to },
    headers: { accountid: undefined },
    status: 412,
    msg: INVALID,
    because: { 'body.from': /required/, 'headers.accountid': /required/ },
  },
  {
    name: 'broken JSON',
    url: SESSIONS,
    body: '{"limit": ',
    status: 412,
    msg: INVALID,
    because: { body: /^is not valid JSON; .*position 10/ },
  },
  {
    name: 'a body that is no JSON at all, without media type',
    url: SESSIONS,
    body: 'hello',
    status: 412,
    msg: INVALID,
    because: { body: /not valid JSON/ },
  },
  { name: 'an array', url: SESSIONS, body: '[]', status: 412, msg: INVALID, because: { body: /object.*array/ } },
  { name: 'null', url: SESSIONS, body: 'null', status: 412, msg: INVALID, because: { body: /object.*null/ } },
  {
    name: 'bytes that are no UTF-8',
    url: SESSIONS,
    body: Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1'),
    status: 412,
    msg: INVALID,
    because: { body: /not valid JSON/ },
  },
  {
    name: 'a form',
    url: SESSIONS,
    body: 'limit=2',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 412,
    msg: INVALID,
    because: { 'headers.content-type': /application\/json.*form-urlencoded/ },
  },
  {
    name: 'a media type that is none',
    url: SESSIONS,
    body: '{}',
    headers: { 'content-type': ';;;' },
    status: 412,
    msg: INVALID,
    because: { 'headers.content-type': /application\/json/ },
  },
  {
    name: 'a packed body',
    url: SESSIONS,
    body: '{}',
    headers: { 'content-encoding': 'gzip' },
    status: 412,
    msg: INVALID,
    because: { body: /content-encoding/ },
  },
  {
    name: 'a number as text in a body',
    url: SESSIONS,
    body: { limit: '20' },
    status: 412,
    msg: INVALID,
    because: { 'body.limit': /integer.*"20"/ },
  },
  {
    name: 'half a session',
    url: SESSIONS,
    body: { limit: 1.5 },
    status: 412,
    msg: INVALID,
    because: { 'body.limit': /integer/ },
  },
  {
    name: 'start_date=2026-02-30',
    url: `${TREND}?start_date=2026-02-30&end_date=2026-03-02`,
    status: 412,
    msg: INVALID,
    because: { 'query.start_date': /YYYY-MM-DD/ },
  },
  {
    name: 'an unknown zone',
    url: `${TREND}?start_date=2026-03-01&end_date=2026-03-02&timeZoneOffset=Mars/Olympus`,
    status: 412,
    msg: INVALID,
    because: { 'query.timeZoneOffset': /zone/ },
  },
  {
    name: 'an empty query',
    url: TREND,
    status: 412,
    msg: INVALID,
    because: { 'query.start_date': /required/, 'query.end_date': /required/ },
  },
  {
    name: 'raw data: limit 101 and no accountId',
    method: 'GET',
    url: `${SEGMENTS}?from=${DAYS.from}&to=${DAYS.to}&limit=101`,
    headers: { accountid: undefined },
    status: 412,
    msg: INVALID,
    because: { 'query.limit': /100/, 'headers.accountid': /required/ },
  },
  // Rules between fields: rulings R3, R6.
  {
    name: '8 days of conversations',
    url: CONVERSATIONS,
    body: { from: '2026-03-01', to: '2026-03-09' },
    status: 400,
    msg: /7 days.*8 days.*2026-03-01.*2026-03-09/,
  },
  {
    name: '7 days and a second of sessions',
    url: SESSIONS,
    body: { dateFrom: '2026-03-01T00:00:00.000Z', dateTo: '2026-03-08T00:00:01.000Z' },
    status: 400,
    msg: /7 days.*7 days 1 second/,
  },
  {
    name: 'a range upside down',
    url: SESSIONS,
    body: { dateFrom: '2026-03-02', dateTo: '2026-03-01' },
    status: 400,
    msg: /dateFrom must not be after dateTo/,
  },
  {
    name: 'a trend of a century',
    url: `${TREND}?start_date=1926-03-01&end_date=2026-03-02`,
    status: 400,
    msg: /366 days/,
  },
  // Names in the path: facts 2.2.
  {
    name: 'an unknown widget',
    method: 'GET',
    url: `${WIDGET.replace('Heavy%20Users', 'Heavy')}?startDate=2026-03-01&endDate=2026-03-02`,
    status: 400,
    msg: 'Invalid widget name',
    because: { 'path.widgetName': /Heavy Users/ },
  },
  {
    name: 'an unknown dashboard',
    method: 'GET',
    url: `${WIDGET.replace('Operations', 'Nothing')}?startDate=2026-03-01&endDate=2026-03-02`,
    status: 400,
    msg: 'Invalid dashboard name',
    because: { 'path.dashboardName': /Operations/ },
  },
]

t.test('refusals', async t => {
  const app = buildApp(t)
  for (const { name, method = 'POST', url, body, headers, status, msg, code = status, because } of cases) {
    const got = await ask(app, method, url, { body, headers })
    const { errors } = got.json as {
      errors: { msg: string; code: number; error?: { property: string; message: string }[] }[]
    }
    t.equal(got.status, status, `${name}: status`)
    t.equal(errors.length, 1)
    t.equal(errors[0]?.code, code, `${name}: code`)
    if (typeof msg === 'string') t.equal(errors[0]?.msg, msg, `${name}: msg`)
    else t.match(errors[0]?.msg, msg, `${name}: msg`)
    if (because === undefined) continue
    const given = errors[0]?.error ?? []
    t.same(given.map(({ property }) => property).sort(), Object.keys(because).sort(), `${name}: every violation`)
    for (const { property, message } of given) t.match(message, because[property], `${name}: ${property}`)
  }
})

t.test('what is no fault', async t => {
  const app = buildApp(t)
  const good: [string, Parameters<typeof ask>[3]][] = [
    ['no body', {}],
    ['a media type without a body', { headers: { 'content-type': 'application/json' } }],
    ['a foreign media type without a body', { headers: { 'content-type': 'text/plain' } }],
    ['JSON without a media type', { body: '{"limit": 1}' }],
    ['JSON with a byte order mark', { body: '\uFEFF{"limit": 1}' }],
    ['a media type with a charset', { body: '{}', headers: { 'content-type': 'application/json; charset=utf-8' } }],
    ['unknown fields', { body: { limit: 1, colour: 'blue' } }],
    [
      'a key that poisons prototypes',
      { body: '{"limit": 1, "__proto__": {"skip": -1}, "constructor": {"prototype": 1}}' },
    ],
    [
      '7 days and a millisecond',
      { body: { dateFrom: '2026-03-01T00:00:00.000Z', dateTo: '2026-03-08T00:00:00.001Z' } },
    ],
  ]
  for (const [name, parts] of good) t.equal((await ask(app, 'POST', SESSIONS, parts)).status, 200, name)
  t.equal(({} as Record<string, unknown>).skip, undefined)
  t.equal((await ask(app, 'POST', '/api/public/getSessions?colour=blue')).status, 200, 'an unknown query parameter')
})

t.test('a body that is too large is refused in the envelope', async t => {
  const app = buildApp(t)
  const got = await ask(app, 'POST', SESSIONS, { body: { padding: 'x'.repeat(1_048_576) } })
  t.equal(got.status, 413)
  t.match(got.json.errors[0], { code: 413, error: [{ property: 'body', message: /at most 1048576 bytes/ }] })
  t.equal((await ask(app, 'POST', SESSIONS, { body: { padding: 'x'.repeat(900_000) } })).status, 200)
})

t.test('a limit beyond the maximum is cut where the scenario says so', async t => {
  const { loadScenario } = await import('../../src/scenario/load.ts')
  const app = buildApp(t, { scenario: { ...loadScenario('default'), limits: 'clamp' } })
  const got = await ask(app, 'POST', CONVERSATIONS, { body: { ...DAYS, limit: 500 } })
  t.equal(got.status, 200)
  t.equal(got.json.results.length, 20)
})

t.test('addresses that cannot be read', async t => {
  const app = buildApp(t)
  for (const url of ['/api/public/bot/%zz/getSessions', '/%', '/api/public/bot/%c0%af/getSessions']) {
    const got = await ask(app, 'POST', url)
    t.ok(got.status >= 400 && got.status < 500, `${url}: ${got.status}`)
    t.type(got.json.errors[0].msg, 'string')
  }
  const long = await ask(app, 'POST', SESSIONS.replace(BOT, `st-${'a'.repeat(3000)}`))
  t.ok(long.status >= 400 && long.status < 500, `a long id: ${long.status}`)
  t.equal((await ask(app, 'POST', SESSIONS, { headers: { ...HEADERS, 'x-odd': 'a'.repeat(9000) } })).status, 200)
})

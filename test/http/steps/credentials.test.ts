import { createHmac } from 'node:crypto'
import t from 'tap'
import { loadScenario } from '../../../src/scenario/load.ts'
import type { AppSpec, Scenario } from '../../../src/scenario/types.ts'
import { ACCOUNT, ask, BOT, buildApp, jwt, NOW, STRANGER } from '../../helper.ts'
import { everyKind, mockOfKind } from '../../kinds.ts'

const strict: Scenario = loadScenario('strict-credentials')
const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const ALL = '/api/public/getSessions'
const TREND = `/api/public/bot/${BOT}/v2/userEngagementTrend?start_date=2026-03-01&end_date=2026-03-02`
const CONVERSATIONS = `/agentassist/api/v1/public/${BOT}/aaconversation`
const now = Date.parse(NOW) / 1000
/** For who looks at the status alone: a day without sessions, which costs nothing however far the clock stands. */
const NO_ROWS = { dateFrom: '2000-01-01', dateTo: '2000-01-01' }

const app = (name: string): AppSpec => {
  const found = strict.apps.find(one => one.name === name)
  if (found === undefined) throw new Error(`no app ${name}`)
  return found
}
/** Times that are so by any clock. */
const LONG_AGO = Date.parse('2020-01-01') / 1000
const FAR_AHEAD = Date.parse('2099-01-01') / 1000
const token = (name: string, claims: object = {}, algorithm: 'HS256' | 'HS384' | 'HS512' = 'HS256') =>
  jwt({ appId: app(name).clientId, ...claims }, app(name).clientSecret, algorithm)

const GOOD = token('reporting')

/** A token with its payload as written: not all of it can be said in JavaScript. */
function signed(payload: string | Uint8Array, secret: string, header = '{"alg":"HS256"}'): string {
  const text = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${GOOD.split('.')[1]}.x`
const rsa = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${GOOD.split('.')[1]}.x`
const SDK = 'Invalid SDK credentials'
const JWT = 'Invalid JWT token'
const SCOPE = 'Permission denied. Scope is incorrect!'

/** [what, header, sentence of the 401 or undefined for a good call, what the reason must say] */
type Row = readonly [string, string, string | undefined, RegExp?]

const inBoth: Row[] = [
  ['bare', GOOD, undefined],
  ['Bearer', `Bearer ${GOOD}`, undefined],
  ['bearer in lower case and blanks', `bearer   ${GOOD}`, undefined],
  ['client id in iss', jwt({ iss: app('reporting').clientId }, app('reporting').clientSecret), undefined],
  ['client id in clientId', jwt({ clientId: app('reporting').clientId }, app('reporting').clientSecret), undefined],
  ['HS384', token('reporting', {}, 'HS384'), undefined],
  ['HS512', token('reporting', {}, 'HS512'), undefined],
  ['a fractional exp', token('reporting', { exp: now + 0.5 }), undefined],
  ['expired within the leeway', token('reporting', { exp: now - 59 }), undefined],
  ['expired', token('reporting', { exp: LONG_AGO }), SDK, /expired at 2020-01-01.*the clock here is 2026-03-09T12/],
  ['soon valid, within the leeway', token('reporting', { nbf: now + 59 }), undefined],
  ['not yet valid', token('reporting', { nbf: FAR_AHEAD }), SDK, /not valid before 2099/],
  ['issued in days to come', token('reporting', { iat: FAR_AHEAD }), SDK, /was issued at 2099/],
  [
    'a beginning beyond all dates',
    token('reporting', { nbf: 1e308 }),
    SDK,
    /claim nbf that is beyond what dates can hold, 8640000000000 seconds: about 1e\+308$/,
  ],
  [
    'a beginning in ms, as it seems',
    token('reporting', { nbf: 9e12 }),
    SDK,
    /claim nbf that is beyond what dates can hold.*: 9000000000000$/,
  ],
  ['issued beyond all dates', token('reporting', { iat: 1e300 }), SDK, /claim iat that is beyond what dates/],
  ['the last beginning', token('reporting', { nbf: 8.64e12 }), SDK, /not valid before \+275760-09-13T00:00:00.000Z/],
  ['an end beyond all dates', token('reporting', { exp: 1e308 }), undefined],
  ['a beginning before all dates', token('reporting', { nbf: -1e308, iat: -1e308 }), undefined],
  ['an end before all dates', token('reporting', { exp: -1e308 }), SDK, /claim exp that is beyond what dates/],
  ['another key', jwt({ appId: app('reporting').clientId }, 'wrong'), SDK, /not signed with the secret/],
  ['characters appended', `${GOOD}abc`, SDK, /not signed with the secret/],
  ['alg none', unsigned, SDK, /none.*HS256/],
  ['RS256', rsa, SDK, /RS256/],
  ['no signature', `${GOOD.split('.').slice(0, 2).join('.')}.`, SDK],
  ['the word JWTToken', 'JWTToken', JWT],
  ['three words', 'not.a.token', JWT, /not the header and payload/],
  ['a list as payload', `${GOOD.split('.')[0]}.${Buffer.from('[]').toString('base64url')}.x`, JWT],
  ['longer than any token', token('reporting', { x: 'y'.repeat(8000) }), JWT],
]

t.test('tokens, in lenient and in strict', async t => {
  for (const auth of ['lenient', 'strict'] as const) {
    const mock = buildApp(t, { scenario: strict, auth })
    for (const [what, header, refusal, why] of inBoth) {
      const got = await ask(mock, 'POST', SESSIONS, { headers: { auth: header } })
      t.equal(got.status, refusal === undefined ? 200 : 401, `${auth}: ${what}`)
      if (refusal === undefined) continue
      t.match(got.json.errors, [{ msg: refusal, code: 4002 }], `${auth}: ${what}`)
      if (why !== undefined) t.match(got.json.errors[0].error[0].message, why, `${auth}: ${what}`)
    }
  }
})

t.test('strangers', async t => {
  const expected = { lenient: 200, strict: 401, off: 200 } as const
  for (const auth of ['lenient', 'strict', 'off'] as const) {
    const mock = buildApp(t, { scenario: strict, auth })
    t.equal((await ask(mock, 'POST', SESSIONS, { headers: { auth: STRANGER } })).status, expected[auth], auth)
    t.equal(
      (await ask(mock, 'POST', SESSIONS, { headers: { auth: jwt({}) } })).status,
      expected[auth],
      `${auth}: no id`,
    )
  }
  const open = buildApp(t, { auth: 'off' })
  t.equal((await ask(open, 'POST', SESSIONS, { headers: { auth: undefined } })).status, 200)
  t.equal((await ask(open, 'POST', SESSIONS, { headers: { auth: 'rubbish' } })).status, 200)
})

t.test('scopes and bots of strict: facts 2.2, 2.3', async t => {
  const mock = buildApp(t, { scenario: strict })
  const other = 'st-00000000-0000-5000-8000-000000000000'
  const rows: [string, string, string, string, number, string?][] = [
    ['an account app reads a bot', 'reporting', 'POST', SESSIONS, 200],
    ['an account app reads the account', 'reporting', 'POST', ALL, 200],
    ['a bot app reads its bot', 'bank-bot', 'POST', SESSIONS, 200],
    ['a bot app has no account-wide path', 'bank-bot', 'POST', ALL, 401, SCOPE],
    ['the trend has no account-wide form', 'reporting', 'POST', TREND, 401, SCOPE],
    ['a bot app reads the trend', 'bank-bot', 'POST', TREND, 200],
    ['an app without the scope', 'sessions-only', 'POST', TREND, 401, SCOPE],
    ['an app with the one scope', 'sessions-only', 'POST', SESSIONS, 200],
    ['the scope comes before the bot', 'sessions-only', 'POST', TREND.replace(BOT, other), 401, SCOPE],
    ['an account app, an unknown bot', 'reporting', 'POST', SESSIONS.replace(BOT, other), 400, 'Invalid StreamId'],
    ['a bot app, an unknown bot', 'bank-bot', 'POST', SESSIONS.replace(BOT, other), 401, SDK],
    ['a bot app, a bot id of another form', 'bank-bot', 'POST', SESSIONS.replace(BOT, 'x'), 401, SDK],
  ]
  for (const [what, name, method, url, status, msg] of rows) {
    const got = await ask(mock, method as 'POST', url, { headers: { auth: token(name) } })
    t.equal(got.status, status, what)
    if (msg !== undefined) t.equal(got.json.errors[0].msg, msg, what)
  }
})

t.test('the account of the header', async t => {
  const body = { from: '2026-03-01', to: '2026-03-02' }
  const call = (auth: 'strict' | 'lenient' | 'off', accountid: string | undefined) =>
    ask(buildApp(t, { scenario: strict, auth }), 'POST', CONVERSATIONS, {
      body,
      headers: { auth: token('bank-bot'), accountid },
    })
  t.equal((await call('strict', ACCOUNT)).status, 200)
  const other = await call('strict', '000000000000000000000000')
  t.equal(other.status, 401)
  t.match(other.json.errors[0], { msg: SDK, error: [{ property: 'headers.accountid' }] })
  t.equal((await call('lenient', '000000000000000000000000')).status, 200)
  t.equal((await call('strict', undefined)).status, 412)
  // The account of a sample (ruling R24).
  for (const [auth, status] of [
    ['lenient', 200],
    ['off', 200],
    ['strict', 401],
  ] as const)
    t.equal((await call(auth, '660aafa0c0971e56e27xxxxx')).status, status, auth)
})

everyKind(t, 'jti', async (t, kind) => {
  const mock = await mockOfKind(t, kind, { scenario: strict })
  const call = (claims: object) => ask(mock, 'POST', SESSIONS, { headers: { auth: token('one-time-tokens', claims) } })
  t.match((await call({})).json.errors[0].error[0].message, /no jti/)
  t.equal((await call({ jti: 'a', exp: now - 100 })).status, 401, 'an expired token does not use its jti up')
  t.equal((await call({ jti: 'a' })).status, 200)
  for (let i = 0; i < 3; i++) t.match((await call({ jti: 'a' })).json.errors[0].error[0].message, /used before/)
  t.equal((await call({ kore_jti: 'b' })).status, 200)
  t.equal((await call({ kore_jti: 'b' })).status, 401)
  await ask(mock, 'POST', '/__admin/reset', { body: { testId: 'a' } })
  t.equal((await call({ jti: 'a' })).status, 401, 'a test id has no token ids of its own')
  await ask(mock, 'POST', '/__admin/reset')
  t.equal((await call({ jti: 'a' })).status, 200, 'after a reset it counts as new')
})

/** A scenario whose tokens go by one clock. */
const by = (clock: 'world' | 'real') => loadScenario({ extends: 'strict-credentials', tokens: { clock } })

t.test('by which clock a token is too old or too young (ruling R21)', async t => {
  const real = Math.floor(Date.now() / 1000)
  // The world stands far from real time, once before and once after it.
  const worlds = { past: '2001-01-01T00:00:00.000Z', future: '2098-01-01T00:00:00.000Z' }
  const past = Date.parse(worlds.past) / 1000
  const future = Date.parse(worlds.future) / 1000
  /** claims, and whether the token is good by both clocks, by the world's alone, by real time alone */
  const rows: [string, keyof typeof worlds, object, { both: boolean; world: boolean; real: boolean }][] = [
    ['good in the world', 'past', { exp: past + 600 }, { both: true, world: true, real: false }],
    ['good in real time', 'future', { exp: real + 600 }, { both: true, world: false, real: true }],
    ['old by both', 'future', { exp: real - 600 }, { both: false, world: false, real: false }],
    ['old by both', 'past', { exp: past - 600 }, { both: false, world: false, real: false }],
    ['young in the world', 'past', { nbf: real - 600 }, { both: true, world: false, real: true }],
    ['young in real time', 'future', { nbf: future - 600 }, { both: true, world: true, real: false }],
    ['young by both', 'past', { nbf: real + 6000 }, { both: false, world: false, real: false }],
    ['young by both', 'future', { nbf: future + 600 }, { both: false, world: false, real: false }],
    ['issued in real time', 'past', { iat: real }, { both: true, world: true, real: true }],
    ['issued in the world', 'future', { iat: future }, { both: true, world: true, real: true }],
    ['issued after both', 'past', { iat: real + 6000 }, { both: false, world: false, real: false }],
    [
      'made by the mock, good',
      'past',
      { exp: past + 600, mock_clock: 'world' },
      { both: true, world: true, real: false },
    ],
    [
      'made by the mock, old',
      'future',
      { exp: real + 600, mock_clock: 'world' },
      { both: false, world: false, real: true },
    ],
    [
      'made by the mock, young',
      'past',
      { nbf: real - 600, mock_clock: 'world' },
      { both: false, world: false, real: true },
    ],
    ['made by the mock later', 'past', { iat: future, mock_clock: 'world' }, { both: true, world: true, real: true }],
    ['no times', 'past', {}, { both: true, world: true, real: true }],
  ]
  /** Tokens that the mock makes are so by the clock that counts. */
  const made = [
    [{}, 200],
    [{ expired: true }, 401],
    [{ notYetValid: true }, 401],
    [{ expiresIn: -120 }, 401],
  ] as const
  for (const clock of ['both', 'world', 'real'] as const) {
    for (const world of ['past', 'future'] as const) {
      const mock = buildApp(t, { scenario: clock === 'both' ? strict : by(clock), now: worlds[world] })
      for (const [what, place, claims, good] of rows.filter(([, at]) => at === world)) {
        const headers = { auth: token('reporting', claims) }
        const got = await ask(mock, 'POST', SESSIONS, { headers, body: NO_ROWS })
        t.equal(got.status, good[clock] ? 200 : 401, `${clock}, the world in the ${place}: ${what}`)
      }
      for (const [body, status] of made) {
        const { json } = await ask(mock, 'POST', '/__admin/tokens', { body: { app: 'reporting', ...body } })
        const got = await ask(mock, 'POST', SESSIONS, { headers: { auth: json.token }, body: NO_ROWS })
        t.equal(got.status, status, `${clock}, the world in the ${world}: made with ${JSON.stringify(body)}`)
      }
    }
  }
})

t.test('a claim of a time is a finite number (ruling R21)', async t => {
  const bad: [string, string][] = [
    ['"1"', '"1"'],
    ['"abc"', '"abc"'],
    ['""', '""'],
    ['true', 'true'],
    ['false', 'false'],
    ['{}', 'an object'],
    ['[]', 'an array'],
    ['[4102444800]', 'an array'],
    ['null', 'null'],
  ]
  const apps = [app('reporting'), { clientId: 'cs-nobody', clientSecret: 'x' }]
  for (const auth of ['lenient', 'strict'] as const) {
    const mock = buildApp(t, { scenario: strict, auth })
    for (const { clientId, clientSecret } of auth === 'strict' ? apps.slice(0, 1) : apps) {
      const send = (claims: string) =>
        ask(mock, 'POST', SESSIONS, {
          headers: { auth: signed(`{"appId":"${clientId}",${claims}}`, clientSecret) },
        })
      for (const name of ['exp', 'nbf', 'iat']) {
        for (const [claim, found] of bad) {
          const got = await send(`"${name}":${claim}`)
          const message = `has a claim ${name} that is no number of seconds since 1970: ${found}`
          t.match(
            got.json.errors,
            [{ msg: SDK, code: 4002, error: [{ property: 'headers.auth', message }] }],
            `${auth} ${name} ${claim}`,
          )
          t.equal(got.status, 401)
        }
      }
      // Numbers all of them, and times, sensible or not.
      t.equal((await send('"exp":-1')).status, 401, 'long ago')
      t.equal((await send('"exp":4102444800.5')).status, 200, 'a fraction')
      t.equal((await send('"exp":4102444800000')).status, 200, 'milliseconds: far ahead')
      t.equal((await send('"nbf":-1.5,"iat":0')).status, 200, 'long ago')
    }
  }
})

t.test('a token that nobody reads, and why', async t => {
  const mock = buildApp(t, { scenario: strict })
  const deep = `{"appId":"x","a":${'['.repeat(64)}${']'.repeat(64)}}`
  const rows: [string, string | string[], RegExp][] = [
    ['two headers', [GOOD, GOOD], /was sent 2 times/],
    ['two in one', `${GOOD}, ${GOOD}`, /was sent 2 times/],
    ['three, with their word', `Bearer ${GOOD},Bearer ${GOOD},Bearer ${GOOD}`, /was sent 3 times/],
    ['encrypted', 'a.b.c.d.e', /JWE/],
    ['too deep', signed(deep, 'x'), /has a payload that is nested deeper than 64 levels/],
    ['an exp beyond all numbers', signed('{"exp":1e999}', 'x'), /has a payload that holds 1e999, which is beyond all/],
    ['too long', `${GOOD}${'x'.repeat(9000)}`, /characters; 8192 at most/],
    ['no algorithm', `${Buffer.from('{"alg":5}').toString('base64url')}.${GOOD.split('.')[1]}.x`, /no algorithm/],
  ]
  for (const [what, auth, message] of rows) {
    const got = await mock.inject({ method: 'POST', url: SESSIONS, headers: { auth, accountid: ACCOUNT } })
    t.match(got.json().errors, [{ msg: JWT, code: 4002, error: [{ property: 'headers.auth', message }] }], what)
    t.equal(got.statusCode, 401, what)
  }
})

t.test('claims that the mock needs not are of their form all the same: D195', async t => {
  const text = [
    ['5', 'is no text: 5'],
    ['true', 'is no text: true'],
    ['null', 'is no text: null'],
    ['{"a":1}', 'is no text: an object'],
    ['["x"]', 'is no text: an array'],
  ] as const
  const texts = [
    ['[5]', 'is a list whose item 1 is no text: 5'],
    ['["x",null]', 'is a list whose item 2 is no text: null'],
    ['["x",["y"]]', 'is a list whose item 2 is no text: an array'],
  ] as const
  const rows: [names: string[], wrong: readonly (readonly [string, string])[], right: string[]][] = [
    [['sub', 'jti', 'kore_jti', 'iss', 'clientId'], text, ['"x"', '""']],
    [
      ['aud'],
      [
        ...texts,
        ['5', 'is neither text nor a list of texts: 5'],
        ['{}', 'is neither text nor a list of texts: an object'],
      ],
      ['"x"', '[]', '["x","y"]'],
    ],
    [
      ['mock_scopes'],
      [...texts, ['"Bot Sessions"', 'is no list of texts: "Bot Sessions"']],
      ['["Bot Sessions","Bot Analytics > Bot Sessions"]'],
    ],
    [
      ['mock_clock'],
      [
        ['"real"', 'is not "world": "real"'],
        ['5', 'is not "world": 5'],
      ],
      ['"world"'],
    ],
    [['other', 'constructor', '__proto__', 'name'], [], ['5', 'null', '{}', '[5]']],
  ]
  const apps = [app('reporting'), { clientId: 'cs-nobody', clientSecret: 'x' }]
  for (const auth of ['lenient', 'strict'] as const) {
    const mock = buildApp(t, { scenario: strict, auth })
    for (const { clientId, clientSecret } of auth === 'strict' ? apps.slice(0, 1) : apps) {
      const send = (payload: string) =>
        ask(mock, 'POST', SESSIONS, { headers: { auth: signed(payload, clientSecret) } })
      for (const [names, wrong, right] of rows) {
        for (const name of names) {
          for (const [claim, why] of wrong) {
            const got = await send(`{"appId":"${clientId}","${name}":${claim}}`)
            const error = [{ property: 'headers.auth', message: `has a claim ${name} that ${why}` }]
            t.match(
              got,
              { status: 401, json: { errors: [{ msg: SDK, code: 4002, error }] } },
              `${auth} ${name} ${claim}`,
            )
          }
          for (const claim of right)
            t.equal((await send(`{"appId":"${clientId}","${name}":${claim}}`)).status, 200, `${auth} ${name} ${claim}`)
        }
      }
      // The one that names the app hides no other.
      for (const [claim, why] of text) {
        const got = await send(`{"appId":${claim},"iss":"${clientId}"}`)
        t.equal(got.json?.errors[0].error[0].message, `has a claim appId that ${why}`, `${auth} appId ${claim}`)
      }
      t.equal((await send(`{"sub":5,"sub":"x","appId":"${clientId}"}`)).status, 200, 'the last of one name counts')
    }
  }
})

t.test('headers of tokens: RFC 7515, D195', async t => {
  const rows: [header: string, why: string | undefined][] = [
    [
      '"alg":"HS256","crit":["exp"],"exp":1',
      'has a header whose crit names "exp": the mock knows no extensions, and must not read a token that needs one',
    ],
    ['"alg":"HS256","crit":["b64"],"b64":false', 'has a header whose crit names "b64": the mock knows no extensions'],
    ['"alg":"HS256","crit":["a","b"]', 'has a header whose crit names "a", "b": the mock'],
    ['"alg":"HS256","crit":[]', 'has a header whose crit is an empty list'],
    ['"alg":"HS256","crit":"exp"', 'has a header whose crit is no list of texts: "exp"'],
    ['"alg":"HS256","crit":null', 'has a header whose crit is no list of texts: null'],
    ['"alg":"HS256","crit":false', 'has a header whose crit is no list of texts: false'],
    ['"alg":"HS256","crit":[5]', 'has a header whose crit is a list whose item 1 is no text: 5'],
    ['"alg":["HS256"]', 'names no algorithm: alg of its header must be text; found an array'],
    ['"alg":null', 'names no algorithm: alg of its header must be text; found null'],
    ['"typ":"JWT"', 'names no algorithm: alg of its header must be text'],
    ['"alg":"HS256","typ":5', 'has a header whose typ is no text: 5'],
    ['"alg":"HS256","cty":[]', 'has a header whose cty is no text: an array'],
    ['"alg":"HS256","kid":5', 'has a header whose kid is no text: 5'],
    ['"alg":"HS256","kid":"x","typ":"at+jwt","x5u":5', undefined],
  ]
  for (const auth of ['lenient', 'strict'] as const) {
    const mock = buildApp(t, { scenario: strict, auth })
    for (const [header, why] of rows) {
      const made = signed(`{"appId":"${app('reporting').clientId}"}`, app('reporting').clientSecret, `{${header}}`)
      const got = await ask(mock, 'POST', SESSIONS, { headers: { auth: made } })
      t.equal(got.status, why === undefined ? 200 : 401, `${auth} ${header}`)
      if (why === undefined) continue
      t.match(got.json.errors, [{ msg: JWT, code: 4002, error: [{ property: 'headers.auth' }] }], header)
      t.ok(got.json.errors[0].error[0].message.startsWith(why), got.json.errors[0].error[0].message)
    }
  }
})

t.test('tokens are UTF-8', async t => {
  const mock = buildApp(t, { scenario: strict })
  const { clientId, clientSecret } = app('reporting')
  const send = (name: Uint8Array) => {
    const payload = Buffer.concat([Buffer.from(`{"appId":"${clientId}","name":"`), name, Buffer.from('"}')])
    return ask(mock, 'POST', SESSIONS, { headers: { auth: signed(payload, clientSecret) } })
  }
  const got = await send(Uint8Array.of(0xff, 0xfe))
  t.match(got.json.errors, [{ msg: JWT, error: [{ message: 'has a payload that is no UTF-8' }] }])
  t.equal((await send(Buffer.from('Zoë \ufffd'))).status, 200, 'the sign for what cannot be read may be sent')
})

t.test('a token expires when the clock is moved, though it was seen before', async t => {
  const mock = buildApp(t, { scenario: strict })
  const auth = token('reporting', { exp: now + 600 })
  t.equal((await ask(mock, 'POST', SESSIONS, { headers: { auth } })).status, 200)
  mock.mock.control.clock.advance('PT12M')
  t.equal((await ask(mock, 'POST', SESSIONS, { headers: { auth } })).status, 401)
})

t.test('a refusal says where else a token stands, and what stands before it', async t => {
  const lenient = buildApp(t)
  for (const [headers, query, told] of [
    [{ authorization: `Bearer ${GOOD}` }, '', /in it; what stands in the header authorization is not read$/],
    [{ Authorization: GOOD }, '', /the header authorization is not read$/],
    [{ 'X-Auth-Token': GOOD }, '', /the header x-auth-token is not read$/],
    [{ 'x-api-key': GOOD }, '', /the header x-api-key is not read$/],
    [{ authorization: GOOD, auth: ' ' }, '', /the header authorization is not read$/],
    [{}, `?auth=${GOOD}`, /the query parameter auth is not read$/],
    [{}, `?Access_Token=${GOOD}`, /the query parameter Access_Token is not read$/],
    [{ auth: `JWT ${GOOD}` }, '', /send the token alone, or behind "Bearer ": here it stands behind "JWT"$/],
    [{ auth: `Bearer Bearer ${GOOD}` }, '', /here it stands behind "Bearer"$/],
    [{ auth: `Bearer: ${GOOD}` }, '', /here it stands behind "Bearer"$/],
    [{ auth: `Basic ${GOOD}` }, '', /here it stands behind "Basic"$/],
    [{ auth: `"${GOOD}"` }, '', /send it without signs around it$/],
    [{ auth: '<token>' }, '', /send it without signs around it$/],
    [{ constructor: 'x' }, '?constructor=1', /send the JWT of an app in it$/],
  ] as const) {
    const { status, json } = await ask(lenient, 'POST', `${SESSIONS}${query}`, {
      headers: { auth: undefined, ...headers },
      body: {},
    })
    const [reason] = json.errors[0].error
    t.same([status, reason.property], [401, 'headers.auth'], JSON.stringify(headers))
    t.match(reason.message, told)
    t.notMatch(reason.message, GOOD.slice(0, 20), 'the token is not shown')
  }
})

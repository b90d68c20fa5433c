import t from 'tap'
import { loadScenario } from '../../../src/scenario/load.ts'
import type { AppSpec, Scenario } from '../../../src/scenario/types.ts'
import { ACCOUNT, ask, BOT, buildApp, jwt, NOW, STRANGER } from '../../helper.ts'

const strict: Scenario = loadScenario('strict-credentials')
const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const ALL = '/api/public/getSessions'
const TREND = `/api/public/bot/${BOT}/v2/userEngagementTrend?start_date=2026-03-01&end_date=2026-03-02`
const CONVERSATIONS = `/agentassist/api/v1/public/${BOT}/aaconversation`
const now = Date.parse(NOW) / 1000

const app = (name: string): AppSpec => {
  const found = strict.apps.find(one => one.name === name)
  if (found === undefined) throw new Error(`no app ${name}`)
  return found
}
const token = (name: string, claims: object = {}, algorithm: 'HS256' | 'HS384' | 'HS512' = 'HS256') =>
  jwt({ appId: app(name).clientId, ...claims }, app(name).clientSecret, algorithm)

const GOOD = token('reporting')
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
  ['expired', token('reporting', { exp: now - 61 }), SDK, /expired at 2026-03-09T11:58:59/],
  ['soon valid, within the leeway', token('reporting', { nbf: now + 59 }), undefined],
  ['not yet valid', token('reporting', { nbf: now + 61 }), SDK, /not valid before/],
  ['an instant beyond all dates', token('reporting', { nbf: 1e300 }), SDK, /not valid before/],
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
  const call = (auth: 'strict' | 'lenient', accountid: string | undefined) =>
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
})

t.test('jti', async t => {
  const mock = buildApp(t, { scenario: strict })
  const call = (claims: object) => ask(mock, 'POST', SESSIONS, { headers: { auth: token('one-time-tokens', claims) } })
  t.match((await call({})).json.errors[0].error[0].message, /no jti/)
  t.equal((await call({ jti: 'a', exp: now - 100 })).status, 401, 'an expired token does not use its jti up')
  t.equal((await call({ jti: 'a' })).status, 200)
  t.match((await call({ jti: 'a' })).json.errors[0].error[0].message, /used before/)
  t.equal((await call({ kore_jti: 'b' })).status, 200)
  t.equal((await call({ kore_jti: 'b' })).status, 401)
  await ask(mock, 'POST', '/__admin/reset', { body: { testId: 'a' } })
  t.equal((await call({ jti: 'a' })).status, 401, 'a test id has no token ids of its own')
  await ask(mock, 'POST', '/__admin/reset')
  t.equal((await call({ jti: 'a' })).status, 200, 'after a reset it counts as new')
})

t.test('a token expires when the clock is moved, though it was seen before', async t => {
  const mock = buildApp(t, { scenario: strict })
  const auth = token('reporting', { exp: now + 600 })
  t.equal((await ask(mock, 'POST', SESSIONS, { headers: { auth } })).status, 200)
  mock.mock.control.clock.advance('PT12M')
  t.equal((await ask(mock, 'POST', SESSIONS, { headers: { auth } })).status, 401)
})

import t from 'tap'
import { EXPOSED_HEADERS } from '../../src/http/cors-headers.ts'
import { ask, BOT, buildApp } from '../helper.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const PAGE = 'http://localhost:3000'
const OTHER = 'https://app.example.org'

const preflightOf = (origin: string, asked?: string) => ({
  method: 'OPTIONS' as const,
  url: SESSIONS,
  headers: {
    origin,
    'access-control-request-method': 'POST',
    ...(asked === undefined ? {} : { 'access-control-request-headers': asked }),
  },
})

t.test('preflights: every header, with credentials, for a day', async t => {
  const app = buildApp(t)
  const asked = 'auth,accountid,traceparent,x-anything-at-all'
  const { statusCode, headers, payload } = await app.inject(preflightOf(PAGE, asked))
  t.equal(statusCode, 204)
  t.equal(payload, '')
  t.equal(headers['access-control-allow-origin'], PAGE)
  t.equal(headers['access-control-allow-credentials'], 'true')
  t.equal(headers['access-control-allow-headers'], asked)
  t.match(headers['access-control-allow-methods'], /\bPOST\b/)
  t.equal(headers['access-control-max-age'], '86400')
  t.match(headers.vary, /origin/i)
  t.equal((await app.inject(preflightOf(PAGE))).headers['access-control-allow-headers'], undefined)
  t.equal((await app.inject(preflightOf('null', 'auth'))).headers['access-control-allow-origin'], 'null')
})

t.test('answers, refusals and documents may be read by the page that asked, with credentials', async t => {
  const app = buildApp(t)
  for (const [method, url, body, more] of [
    ['POST', SESSIONS, {}],
    ['POST', SESSIONS, { limit: 'x' }],
    ['POST', SESSIONS, {}, { prefer: 'code=429' }],
    ['POST', SESSIONS, { limit: 50 }, { 'accept-encoding': 'gzip' }],
    ['PUT', SESSIONS],
    ['GET', '/nowhere'],
    ['GET', '/openapi.json'],
  ] as const) {
    const { headers, status } = await ask(app, method, url, { body, headers: { origin: PAGE, ...more } })
    const name = `${method} ${url} ${status}`
    t.equal(headers['access-control-allow-origin'], PAGE, name)
    t.equal(headers['access-control-allow-credentials'], 'true', name)
    t.equal(headers['content-encoding'], more !== undefined && 'accept-encoding' in more ? 'gzip' : undefined, name)
    t.match(String(headers.vary).toLowerCase(), /\borigin\b/, name)
    const exposed = String(headers['access-control-expose-headers']).split(', ')
    const ours = Object.keys(headers).filter(one =>
      /^x-(request|mock)-|^retry-after$|^allow$|^content-encoding$/.test(one),
    )
    for (const one of ours) t.ok(exposed.includes(one), `${name}: ${one} may be read`)
  }
})

t.test('what a request without an origin gets is for everybody', async t => {
  const { headers } = await ask(buildApp(t), 'POST', SESSIONS, { body: { limit: 1 } })
  t.equal(headers['access-control-allow-origin'], '*')
  t.equal(headers['access-control-expose-headers'], EXPOSED_HEADERS)
  t.equal(headers['access-control-allow-credentials'], undefined)
  t.equal(headers.vary, undefined)
})

t.test('a kept answer has the headers of who asks', async t => {
  const app = buildApp(t)
  // From the second asking on it is kept.
  for (const origin of [PAGE, PAGE, PAGE, OTHER, undefined]) {
    const { headers } = await ask(app, 'POST', SESSIONS, {
      body: { dateFrom: '2026-03-02T00:00:00.000Z', dateTo: '2026-03-03T00:00:00.000Z' },
      headers: { origin },
    })
    t.equal(headers['access-control-allow-origin'], origin ?? '*')
  }
})

t.test('origins that were named, and no other', async t => {
  const app = buildApp(t, { corsOrigins: [PAGE, 'HTTPS://App.Example.org:443/'] })
  const rows: [string | undefined, boolean][] = [
    [PAGE, true],
    [OTHER, true],
    ['http://localhost:3001', false],
    ['http://app.example.org', false],
    ['null', false],
    [undefined, false],
  ]
  for (const [origin, isAllowed] of rows) {
    for (const url of [SESSIONS, '/openapi.json']) {
      const { headers, status } = await ask(app, url === SESSIONS ? 'POST' : 'GET', url, { headers: { origin } })
      t.equal(status, 200, 'who is no browser is served all the same')
      t.equal(headers['access-control-allow-origin'], isAllowed ? origin : undefined, `${origin} ${url}`)
      t.match(String(headers.vary).toLowerCase(), /\borigin\b/)
    }
    if (origin === undefined) continue
    const preflight = await app.inject(preflightOf(origin, 'auth'))
    t.equal(preflight.headers['access-control-allow-headers'], isAllowed ? 'auth' : undefined, `${origin} asks first`)
  }
  t.throws(() => buildApp(t, { corsOrigins: ['localhost:3000'] }), /corsOrigins: "localhost:3000" is no origin/)
})

t.test('none of it where it is switched off, and never for the admin API', async t => {
  const off = buildApp(t, { cors: false })
  const { headers } = await ask(off, 'POST', SESSIONS, { body: { limit: 1 }, headers: { origin: PAGE } })
  t.notOk(Object.keys(headers).some(name => name.startsWith('access-control-') || name === 'vary'))
  const admin = await buildApp(t).inject({ ...preflightOf(PAGE, 'x-admin-token'), url: '/__admin/clock' })
  t.notOk(Object.keys(admin.headers).some(name => name.startsWith('access-control-')))
})

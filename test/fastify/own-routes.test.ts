/** Who may steer the mock and see its pages: by which name it is called, and from where. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { PassThrough } from 'node:stream'
import type { FastifyInstance, InjectOptions } from 'fastify'
import t, { type Test } from 'tap'
import { createKoreMock } from '../../src/index.ts'
import { ask, BOT, buildApp } from '../helper.ts'

const EVIL = 'evil.example'

type Sent = Record<string, string | undefined>

const statusOf = async (app: FastifyInstance, url: string, headers: Sent, method: string = 'GET') =>
  (await ask(app, method as InjectOptions['method'], url, { headers })).status

t.test('a name of somebody else leads to no admin call and no page, before anything else is looked at', async t => {
  const app = buildApp(t, { adminToken: 'secret' })
  const headers = { host: EVIL, 'x-admin-token': 'secret' }
  for (const [method, url] of [
    ['GET', '/__admin/version'],
    ['GET', '/__admin'],
    ['GET', '/__admin/nowhere'],
    ['GET', '/%5f_admin/version'],
    ['GET', '/%5F%5Fadmin/version?token=secret'],
    ['GET', '/__admin/version/'],
    ['POST', '/__admin/reset'],
    ['POST', '/__admin/health'],
    ['HEAD', '/__admin/version'],
    ['GET', '/docs'],
    ['GET', '/docs/'],
    ['GET', '/docs/static/swagger-ui.css'],
    ['HEAD', '/docs/'],
    ['GET', '/console'],
    ['GET', '/console/conversations?open=x'],
    ['GET', '/%63onsole/assets/main.js'],
  ] as const) {
    const got = await ask(app, method, url, { headers })
    t.equal(got.status, 403, `${method} ${url}`)
    t.equal(got.headers['access-control-allow-origin'], undefined)
    if (method === 'HEAD') continue
    t.match(got.json, {
      errors: [
        { code: 403, mockCode: 'KM_ADMIN_HOST', error: [{ property: 'headers.host', message: /evil\.example/ }] },
      ],
    })
  }
  t.equal(await statusOf(app, '/__admin/version', { 'x-admin-token': 'secret' }), 200)
  t.equal(await statusOf(app, '/__admin/version', { ...headers, host: 'localhost', 'x-forwarded-host': EVIL }), 200)
  t.equal(await statusOf(app, '/__admin/version', { ...headers, 'x-forwarded-host': 'localhost' }), 403)
  t.equal(await statusOf(app, '/__admin/version', { host: 'localhost', 'x-admin-token': 'wrong' }), 403)
})

t.test('a verb that no route takes is guarded too', async t => {
  const app = buildApp(t)
  for (const url of ['/__admin/clock', '/__admin', '/%5F%5Fadmin/clock', '/console', '/console/traffic']) {
    for (const method of ['TRACE', 'PROPFIND', 'LOCK'] as const) {
      t.equal(await statusOf(app, url, { host: EVIL }, method), 403, `${method} ${url} by another name`)
      const own = await statusOf(app, url, { host: 'localhost' }, method)
      t.ok([404, 405].includes(own), `${method} ${url}: ${own}`)
    }
  }
  t.equal(await statusOf(app, '/__adminx', { host: EVIL }, 'TRACE'), 404)
})

t.test('who looks after containers gets to know that it lives, by whatever name', async t => {
  const app = buildApp(t, { adminToken: 'secret' })
  for (const host of [EVIL, '10.0.0.7:4010', 'kore-mock']) {
    const got = await ask(app, 'GET', '/__admin/health', { headers: { host, origin: 'http://evil.example' } })
    t.equal(got.status, 200, host)
    t.same(got.json, { status: 'ok' })
    t.equal(got.headers['access-control-allow-origin'], undefined, 'no page reads it')
  }
})

t.test('no page of another origin steers the mock', async t => {
  const app = buildApp(t)
  const refused: Sent[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'http://localhost:3000' },
    { origin: 'http://localhost' },
    { origin: 'https://localhost:4010' },
    { origin: 'http://127.0.0.1:4010' },
    { origin: 'http://localhost:4010.evil.example' },
    { origin: 'http://localhost:4010@evil.example' },
    { origin: 'http://localhost:4010, http://evil.example' },
    { origin: 'file://' },
    { origin: 'localhost:4010' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:4010' },
  ]
  for (const headers of refused) {
    for (const [method, url] of [
      ['POST', '/__admin/reset'],
      ['GET', '/__admin/requests'],
    ] as const) {
      const got = await ask(app, method, url, { headers: { host: 'localhost:4010', ...headers } })
      t.equal(got.status, 403, `${method} ${JSON.stringify(headers)}`)
      t.match(got.json, { errors: [{ mockCode: 'KM_ADMIN_ORIGIN' }] })
      t.equal(got.headers['access-control-allow-origin'], undefined)
    }
  }
  const taken: Sent[] = [
    {},
    { origin: 'http://localhost:4010' },
    { origin: 'http://LOCALHOST:4010' },
    { origin: 'http://localhost:4010', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of taken) {
    t.equal(await statusOf(app, '/__admin/reset', { host: 'localhost:4010', ...headers }, 'POST'), 200)
  }
  t.equal(await statusOf(app, '/__admin/version', { host: 'localhost', origin: 'http://localhost:80' }), 200)
})

t.test('a mock behind a server for HTTPS, called by the name it was allowed', async t => {
  const app = buildApp(t, { allowHosts: ['mock.example.org'], host: '0.0.0.0' })
  const host = 'mock.example.org'
  for (const [origin, status] of [
    ['https://mock.example.org', 200],
    ['http://mock.example.org', 200],
    ['https://mock.example.org:8443', 403],
    ['https://evil.example', 403],
  ] as const) {
    t.equal(await statusOf(app, '/__admin/version', { host, origin }), status, origin)
  }
  t.equal(await statusOf(app, '/__admin/version', { host: '10.1.2.3:4010' }), 200, 'no name leads to an address')
  t.equal(await statusOf(app, '/__admin/version', { host: 'other.example.org' }), 403)
})

t.test('preflights for what steers the mock say nothing', async t => {
  const app = buildApp(t)
  const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
  for (const url of ['/__admin', '/__admin/reset', '/__admin/faults', '/__admin/requests/r-1', '/__admin/nowhere']) {
    const got = await app.inject({ method: 'OPTIONS', url, headers: { origin: 'http://evil.example', ...preflight } })
    t.equal(got.statusCode, 403, url)
    t.same(
      Object.keys(got.headers).filter(name => name.startsWith('access-control')),
      [],
    )
  }
  const own = await app.inject({ method: 'OPTIONS', url: '/__admin/faults' })
  t.equal(own.statusCode, 204)
  t.equal(own.headers.allow, 'GET, HEAD, OPTIONS, POST')
})

t.test('the APIs and their descriptions stay open to every page and every name', async t => {
  const app = buildApp(t)
  const headers = { host: EVIL, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }
  const sessions = await ask(app, 'POST', `/api/public/bot/${BOT}/getSessions`, { body: { limit: 1 }, headers })
  t.equal(sessions.status, 200)
  t.equal(sessions.headers['access-control-allow-origin'], headers.origin)
  for (const url of ['/openapi.json', '/openapi-admin.yaml']) {
    const got = await ask(app, 'GET', url, { headers })
    t.equal(got.status, 200, url)
    t.equal(got.headers['access-control-allow-origin'], headers.origin, url)
    t.equal(got.headers['x-content-type-options'], 'nosniff', url)
  }
})

t.test('pages and figures are what they say, and stand in no frame', async t => {
  const app = buildApp(t)
  for (const url of ['/docs', '/docs/', '/docs/static/swagger-initializer.js', '/__admin/version', '/__admin/health']) {
    const { status, headers } = await ask(app, 'GET', url)
    t.equal(status, 200, url)
    t.match(headers, {
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
    })
    t.equal(headers['access-control-allow-origin'], undefined, url)
  }
  const page = await ask(app, 'GET', '/docs/')
  t.notMatch(page.text, /<script(?![^>]*\bsrc=)/, 'it has no script in it that the policy would stop')
  t.notMatch(page.text, /\b(?:src|href)="(?:https?:)?\/\//, 'and takes nothing from elsewhere')
})

t.test('a link from elsewhere may lead to a page, a frame may not', async t => {
  const app = buildApp(t)
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  t.equal(await statusOf(app, '/docs/', link), 200)
  t.equal(await statusOf(app, '/docs/', { ...link, 'sec-fetch-dest': 'iframe' }), 403)
  t.equal(await statusOf(app, '/docs/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }), 403)
})

t.test('a body that a page could send without asking is none for the admin API', async t => {
  const app = buildApp(t)
  const payload = '{"fault":{"status":503}}'
  const send = (headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/__admin/faults', headers, payload })
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'nonsense',
    'application/json; charset=utf-16',
  ]) {
    const refused = await send({ 'content-type': type })
    t.equal(refused.statusCode, 415, type)
    t.match(refused.json(), { errors: [{ code: 415, mockCode: 'KM_ADMIN_MEDIA' }] })
  }
  t.equal((await send({ 'content-type': 'application/json; charset=UTF-8' })).statusCode, 201)
  t.equal(
    (await app.inject({ method: 'POST', url: '/__admin/reset', headers: { 'content-type': 'text/plain' } })).statusCode,
    200,
  )
})

t.test('what is too long for the admin API is refused in its words', async t => {
  const app = buildApp(t)
  const requestId = 'x'.repeat(200)
  await ask(app, 'GET', '/nowhere', { headers: { 'x-request-id': requestId } })
  t.match((await ask(app, 'GET', `/__admin/requests/${requestId}`)).json, { requestId }, 'an id of a client is found')
  const long = await ask(app, 'GET', `/__admin/requests/${'y'.repeat(1_025)}`)
  t.equal(long.status, 414)
  t.match(long.json, { errors: [{ code: 414, mockCode: 'KM_ADMIN_PATH_TOO_LONG', error: [{ property: 'path' }] }] })
  t.notMatch(long.text, 'yyyy', 'the path is not said again')
  const large = await ask(app, 'POST', '/__admin/faults', { body: { x: 'z'.repeat(1_100_000) } })
  t.equal(large.status, 413)
  t.match(large.json, {
    errors: [{ code: 413, error: [{ property: 'body', message: /1048576/ }] }],
  })
})

t.test('tokens and hosts that cannot be any', async t => {
  for (const adminToken of ['', ' ', 'ä', 'a\nb']) {
    await t.rejects(createKoreMock({ adminToken, port: false }), RangeError, JSON.stringify(adminToken))
  }
  await t.rejects(createKoreMock({ allowHosts: ['kore:4010'], port: false }), RangeError)
})

/** The first line of the answer to some bytes, and what follows the head. */
async function raw(t: Test, url: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  t.teardown(() => socket.destroy())
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'))
  const all = socket.pipe(new PassThrough())
  let text = ''
  all.on('data', chunk => {
    text += chunk
  })
  await once(all, 'end')
  return text
}

t.test('on the wire', async t => {
  const mock = await createKoreMock()
  t.teardown(() => mock.close())
  const { host } = new URL(mock.url)
  const rows: [string, readonly string[], number][] = [
    ['its own host', ['GET /__admin/version HTTP/1.1', `Host: ${host}`], 200],
    ['its own address as target', [`GET http://${host}/__admin/version HTTP/1.1`, `Host: ${host}`], 200],
    ['another address as target', [`GET http://${EVIL}/__admin/version HTTP/1.1`, `Host: ${host}`], 403],
    ['another host, its own address as target', [`GET http://${host}/__admin/version HTTP/1.1`, `Host: ${EVIL}`], 403],
    ['userinfo in the target', [`GET http://localhost@${EVIL}/__admin/version HTTP/1.1`, `Host: ${host}`], 403],
    ['no host at all', ['GET /__admin/version HTTP/1.0'], 403],
    ['an empty host', ['GET /__admin/version HTTP/1.1', 'Host:'], 403],
    ['no host, for health', ['GET /__admin/health HTTP/1.0'], 200],
    ['HTTP/1.0 with its host', ['GET /__admin/version HTTP/1.0', `Host: ${host}`], 200],
    ['another host in capitals', ['GET /__admin/version HTTP/1.1', 'HOST: EVIL.EXAMPLE'], 403],
  ]
  for (const [what, lines, status] of rows) {
    t.match(await raw(t, mock.url, lines), new RegExp(`^HTTP/1.1 ${status} `), what)
  }
  for (const hosts of [
    [`Host: ${host}`, `Host: ${EVIL}`],
    [`Host: ${EVIL}`, `Host: ${host}`],
  ]) {
    t.match(await raw(t, mock.url, ['GET /__admin/version HTTP/1.1', ...hosts]), /^HTTP\/1.1 40[03] /, hosts.join())
  }
  for (const path of ['//__admin/version', '/__admin//version', '/./__admin/version', '/__ADMIN/version']) {
    const got = await raw(t, mock.url, [`GET ${path} HTTP/1.1`, `Host: ${EVIL}`])
    t.notMatch(got, '"name":"kore-mock"', path)
  }
})

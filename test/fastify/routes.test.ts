import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { operations } from '../../src/contract/contract.ts'
import { ask, BOT, buildApp, HEADERS } from '../helper.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const SEGMENTS = `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions`
const RANGE = 'from=2026-03-02&to=2026-03-03'

t.test('every operation of the contract has a route, and so have its aliases', async t => {
  const app = buildApp(t)
  for (const { method, path, aliases = [] } of operations) {
    for (const pattern of [path, ...aliases]) {
      const url = pattern.replace(/\{(streamId|botId)\}/, BOT).replaceAll(/\{\w+\}/g, 'x')
      const got = await ask(app, method, url, { headers: { auth: undefined } })
      t.equal(got.status, 401, `${method} ${pattern}`)
    }
  }
})

t.test('an alias answers like the main path', async t => {
  const app = buildApp(t)
  const body = { limit: 3 }
  const main = await ask(app, 'POST', SESSIONS, { body })
  t.equal((await ask(app, 'POST', `/api/public/stream/${BOT}/getSessions`, { body })).text, main.text)
  t.equal((await ask(app, 'GET', `/api/public/stream/${BOT}/getSessions`)).status, 405)
  t.equal((await ask(app, 'POST', `${SESSIONS}/`, { body })).text, main.text, 'a slash at the end')
  const segments = await ask(app, 'GET', `${SEGMENTS}?${RANGE}&limit=2`)
  t.equal((await ask(app, 'GET', `${SEGMENTS.replace('/v2', '')}?${RANGE}&limit=2`)).text, segments.text)
})

t.test('HEAD and OPTIONS', async t => {
  const app = buildApp(t, { cors: false })
  const head = await app.inject({ method: 'HEAD', url: `${SEGMENTS}?${RANGE}`, headers: HEADERS })
  t.equal(head.statusCode, 200)
  t.equal(head.payload, '')
  t.equal((await app.inject({ method: 'HEAD', url: SESSIONS, headers: HEADERS })).statusCode, 405)
  const options = await app.inject({ method: 'OPTIONS', url: SEGMENTS })
  t.equal(options.statusCode, 204)
  t.equal(options.headers.allow, 'GET, HEAD, OPTIONS, POST')
  t.equal((await app.inject({ method: 'OPTIONS', url: '/nowhere' })).statusCode, 404)
  const put = await ask(app, 'PUT', SEGMENTS)
  t.equal(put.headers.allow, 'GET, HEAD, OPTIONS, POST')
})

t.test('x-http-method-override on POST: facts 2.3', async t => {
  const app = buildApp(t)
  const override = (verb: string) => ({ 'x-http-method-override': verb })
  const got = await ask(app, 'GET', `${SEGMENTS}?${RANGE}&limit=2`)
  const posted = await ask(app, 'POST', `${SEGMENTS}?${RANGE}&limit=2`, { headers: override('get') })
  t.equal(posted.text, got.text)
  t.equal((await ask(app, 'POST', SESSIONS, { headers: override('DELETE') })).status, 405)
  t.equal((await ask(app, 'POST', SESSIONS, { headers: override('no verb!') })).status, 200)
  t.equal((await ask(app, 'GET', SESSIONS, { headers: override('POST') })).status, 405, 'only on POST')
})

t.test('a GET may have a body: facts 11.23', async t => {
  const app = buildApp(t)
  const url = `${SEGMENTS}?${RANGE}&limit=5`
  const all = await ask(app, 'GET', url)
  const { agentId } =
    all.json.data.flatMap((row: { agentSequence?: { agentId: string }[] }) => row.agentSequence ?? [])[0] ?? {}
  t.equal((await ask(app, 'GET', url, { body: '{"limit": ' })).status, 412, `broken JSON is seen ${agentId ?? ''}`)
  t.equal((await ask(app, 'GET', url, { body: {} })).text, all.text)
})

t.test('gzip and brotli, only when asked for', async t => {
  const app = buildApp(t)
  const plain = await ask(app, 'POST', SESSIONS, { body: { limit: 50 } })
  t.equal(plain.headers['content-encoding'], undefined)
  const packed = (coding: string) =>
    app.inject({
      method: 'POST',
      url: SESSIONS,
      headers: { ...HEADERS, 'content-type': 'application/json', 'accept-encoding': coding },
      payload: '{"limit": 50}',
    })
  for (const [coding, unpack] of [
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const) {
    const got = await packed(coding)
    t.equal(got.statusCode, 200)
    t.equal(got.headers['content-encoding'], coding)
    t.match(got.headers.vary, /accept-encoding/)
    t.match(got.headers, { 'x-mock-scenario': 'default', 'access-control-allow-origin': '*' })
    t.equal(unpack(got.rawPayload).toString(), plain.text)
  }
  t.equal((await packed('gzip, deflate, br')).headers['content-encoding'], 'br')
  t.equal((await packed('identity')).headers['content-encoding'], undefined)
  t.equal((await packed('gzip;q=0')).headers['content-encoding'], undefined)
  const refused = await ask(app, 'POST', '/nowhere', { headers: { 'accept-encoding': 'gzip' } })
  t.equal(refused.headers['content-encoding'], undefined, 'small answers stay as they are')
})

t.test('health and documentation need no token', async t => {
  const app = buildApp(t)
  const bare = { auth: undefined, accountid: undefined }
  const health = await ask(app, 'GET', '/__admin/health', { headers: bare })
  t.same(health.json, { status: 'ok' })
  const { json } = await ask(app, 'GET', '/openapi.json', { headers: bare })
  t.equal(json.openapi, '3.1.0')
  t.ok(json.paths['/api/public/bot/{botId}/getSessions'])
  const yaml = await ask(app, 'GET', '/openapi.yaml', { headers: bare })
  t.match(yaml.headers['content-type'], /yaml/)
  t.match(yaml.text, /^openapi: 3\.1\.0/)
  const { parse } = await import('yaml')
  t.same(parse(yaml.text), json)
  t.equal((await ask(app, 'GET', '/openapi-admin.json', { headers: bare })).json.openapi, '3.1.0')
  const page = await ask(app, 'GET', '/docs', { headers: bare })
  t.equal(page.status, 200)
  const script = /src="([^"]*swagger-initializer\.js)"/.exec(page.text)?.[1]
  const address = new URL(script ?? '', 'http://x/docs').pathname
  const initializer = await ask(app, 'GET', address, { headers: bare })
  t.equal(initializer.status, 200, address)
  t.match(initializer.text, '/openapi.json')
  t.match(initializer.text, '/openapi-admin.json')
  t.equal((await ask(app, 'GET', '/docs/static/swagger-ui-bundle.js', { headers: bare })).status, 200)
  t.equal((await ask(app, 'GET', '/', { headers: bare })).headers.location, '/console')
  t.equal((await ask(app, 'DELETE', '/openapi.json', { headers: bare })).status, 405)
})

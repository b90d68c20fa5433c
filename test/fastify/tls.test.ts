import { once } from 'node:events'
import { connect as connectTls } from 'node:tls'
import t from 'tap'
import { BOT } from '../helper.ts'
import {
  AUTHORITY,
  ask1,
  ask2,
  bareTcp,
  CALL,
  pause,
  plainTls,
  SESSIONS,
  sayOn,
  secureMock,
  session,
} from './tls-helper.ts'

const FOREVER = 600_000
const fault = (name: string, action: object) => ({ match: { header: { 'x-fault': name } }, fault: action })

t.test('the same call has the same answer by HTTP/1.1 and by HTTP/2', async t => {
  const { app, port } = await secureMock(t)
  const plain = await app.inject({ method: 'POST', url: SESSIONS, headers: CALL, payload: '{"limit":3}' })
  t.equal(plain.statusCode, 200)
  const one = await ask1(port, { body: '{"limit":3}' })
  const made = await session(t, port)
  const two = await ask2(made, CALL, '{"limit":3}')
  t.match([one.status, two.status], [200, 200])
  t.equal(one.text, plain.payload)
  t.equal(two.text, plain.payload)
  for (const name of ['content-type', 'x-mock-now', 'vary', 'access-control-allow-origin']) {
    t.equal(two.headers[name], one.headers[name], name)
  }
  // A body whose length nobody tells, and none at all.
  t.match(await ask2(made, { ...CALL, 'content-length': 11 }), { status: 200 })
  t.match(await ask2(made, CALL, ''), { status: 200 })
  t.match(await ask2(made, { ':path': '/__admin/health' }, ''), { status: 200, text: '{"status":"ok"}' })
  const [seen] = app.mock.control.journal.entries()
  t.notOk(Object.keys(seen?.exchange.headers ?? {}).some(name => name.startsWith(':')))
})

t.test('answers are packed, methods overridden, pages allowed, heads answered on HTTP/2 too', async t => {
  const { port } = await secureMock(t)
  const made = await session(t, port)
  const packed = await ask2(made, { ...CALL, 'accept-encoding': 'gzip' }, '{"limit":50}')
  t.match(packed, { status: 200, headers: { 'content-encoding': 'gzip' } })
  const path = SESSIONS.replace('getSessions', 'getMessages?userId=u1&limit=1')
  t.match(await ask2(made, { ...CALL, ':path': path, 'x-http-method-override': 'GET' }, ''), { status: 200 })
  t.match(await ask2(made, { ...CALL, origin: 'https://page.test' }), {
    headers: { 'access-control-allow-origin': 'https://page.test' },
  })
  t.match(await ask2(made, { ':method': 'HEAD', ':path': '/__admin/health' }, ''), { status: 200, text: '' })
  t.match(await ask2(made, { ':method': 'BREW', ':path': '/x' }, ''), { status: 404 })
  t.match(await ask2(made, { ...CALL, ':path': `//api/public//bot/${BOT}/getSessions` }), { status: 200 })
})

t.test('heads of HTTP/2 keep the rules of HTTP/1', async t => {
  const { port } = await secureMock(t)
  const made = await session(t, port)
  for (const [name, headers, status] of [
    ['a head of 20 kB', { 'x-long': 'a'.repeat(20_000) }, 431],
    ['a URL of 20 kB', { ':path': `/${'a'.repeat(20_000)}` }, 414],
    ['two hosts', { ':authority': 'localhost', host: 'other.test' }, 400],
    ['a host that is none', { ':authority': 'localhost:123456' }, 400],
    ['Expect', { expect: 'a miracle' }, 417],
    ['a part of a path that is too long', { ':path': `/api/public/bot/${'a'.repeat(2_000)}/getSessions` }, 414],
  ] as const) {
    const { status: found, text } = await ask2(made, { ...CALL, ...headers })
    t.equal(found, status, name)
    t.match(JSON.parse(text), { errors: [{ code: status }] }, name)
  }
  t.match(await ask2(made, { ...CALL, 'x-long': 'a'.repeat(70_000) }), { status: 0, error: /.+/ }, 'a head of 70 kB')
  const again = await session(t, port)
  t.match(await ask2(again), { status: 200 }, 'others go on')
})

t.test('the admin API has its guard', async t => {
  const { port } = await secureMock(t)
  const made = await session(t, port)
  const get = (headers: object) => ask2(made, { ':path': '/__admin/clock', ...headers }, '')
  t.match(await get({}), { status: 200 })
  t.match(await get({ origin: `https://localhost:${port}` }), { status: 200 })
  t.match(await get({ origin: `http://localhost:${port}` }), { status: 403 })
  t.match(await get({ origin: 'https://page.test' }), { status: 403 })
  t.match(await get({ ':authority': 'platform.kore.ai' }), { status: 403 })
  t.match(await get({ ':authority': 'localhost', host: 'platform.kore.ai' }), { status: 400 })
  const body = { ':method': 'PUT', ':path': '/__admin/clock', 'content-type': 'application/json' }
  t.match(await ask2(made, body, '{"now":"2026-03-10T00:00:00Z"}'), { status: 200 })
  t.match(await ask1(port, { path: '/__admin/clock', method: 'GET', headers: { host: 'evil.test' }, body: '' }), {
    status: 403,
  })
})

t.test('faults break an answer, and on HTTP/2 no other one', async t => {
  const { app, port } = await secureMock(t)
  for (const [name, action] of [
    ['reset', { connection: 'reset' }],
    ['empty', { connection: 'empty' }],
    ['half', { body: { truncateAt: 0.5 } }],
    ['garbage', { body: { garbage: true } }],
    ['slow', { body: { dribbleMs: 100 } }],
  ] as const) {
    app.mock.control.faults.add(fault(name, action) as never)
  }
  const made = await session(t, port)
  const both = async (name: string) => {
    const headers = { 'x-fault': name }
    const slow = ask2(made, { ...CALL, 'x-mock-delay': '150' })
    const found = [await ask1(port, { headers }), await ask2(made, { ...CALL, ...headers })] as const
    t.match(await slow, { status: 200 }, `beside ${name}`)
    return found
  }
  const whole = await ask2(made)
  t.match(await both('reset'), [
    { status: 0, error: 'ECONNRESET' },
    { status: 0, error: /NGHTTP2_INTERNAL_ERROR/ },
  ])
  t.match(await both('empty'), [
    { status: 0, error: 'ECONNRESET' },
    { status: 0, error: 'reset with 8' },
  ])
  const half = { status: 200, text: whole.text.slice(0, Math.floor(whole.text.length / 2)) }
  t.match(await both('half'), [
    { ...half, error: 'ECONNRESET' },
    { status: 200, error: /NGHTTP2_INTERNAL_ERROR/ },
  ])
  for (const { status, text } of await both('garbage')) {
    t.equal(status, 200)
    t.not(text, whole.text)
  }
  for (const { text } of await both('slow')) t.equal(text, whole.text)
})

t.test('connections end with their answers, or at the deadline', async t => {
  await t.test('those without a request at once', async t => {
    const { app, port } = await secureMock(t)
    const made = await session(t, port)
    await ask2(made)
    const idle = await plainTls(port)
    const silent = bareTcp(port)
    await once(silent.socket, 'connect')
    const halfway = bareTcp(port)
    halfway.socket.write(Buffer.from([0x16, 3, 1]))
    await pause(50)
    app.connections.end(FOREVER)
    await Promise.all([app.close(), once(made, 'close'), once(idle, 'close'), silent.ended, halfway.ended])
    t.equal(app.connections.cut, 0)
  })
  await t.test('requests are answered', async t => {
    const { app, port } = await secureMock(t)
    const made = await session(t, port)
    const plain = sayOn(await plainTls(port), 'x-mock-delay: 300\r\n')
    const late = [ask2(made, { ...CALL, 'x-mock-delay': '300' }), ask2(made, { ...CALL, 'x-mock-delay': '350' })]
    await pause(100)
    app.connections.end(FOREVER)
    const tooLate = ask2(made)
    await app.close()
    t.match(await Promise.all(late), [{ status: 200 }, { status: 200 }])
    t.match(await plain, /^HTTP\/1\.1 200 /)
    t.match(await tooLate, { status: 503 })
    t.equal(app.connections.cut, 0)
  })
  await t.test('late ones are reset', async t => {
    const { app, port } = await secureMock(t)
    const made = await session(t, port)
    const plain = sayOn(await plainTls(port), 'x-mock-delay: 50000\r\n')
    const late = [
      ask2(made, { ...CALL, 'x-mock-delay': '50000' }),
      ask2(made, { ...CALL, 'content-length': 1000 }, null),
    ]
    await pause(100)
    app.connections.end(50)
    await app.close()
    t.equal(app.connections.cut, 3)
    t.equal(await plain, '')
    for (const { status, error } of await Promise.all(late)) {
      t.equal(status, 0)
      t.not(error, '')
    }
  })
  await t.test('streams of events too', async t => {
    const { app, port } = await secureMock(t)
    const made = await session(t, port)
    const events = ask2(made, { ':path': '/__admin/events' }, '')
    await pause(200)
    app.connections.end(FOREVER)
    await app.close()
    t.match(await events, { status: 200, text: /retry: 1000/ })
  })
})

t.test('who keeps silent is not waited for', async t => {
  const patience = { head: 150, body: 150, idle: 250 }
  const { port } = await secureMock(t, { patience })
  const silent = bareTcp(port)
  t.equal(await silent.ended, '', 'not a byte')
  const halfway = bareTcp(port)
  halfway.socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1]))
  await halfway.ended
  t.pass('half a handshake')
  const halfHead = await plainTls(port)
  halfHead.write('GET / HTTP/1.1\r\n')
  const [answer] = await once(halfHead, 'data')
  t.match(String(answer), /^HTTP\/1.1 408 /)
  const made = await session(t, port)
  t.match(await ask2(made, { ...CALL, 'content-length': 1000 }, null), { status: 408 }, 'a body that does not come')
  t.match(await ask2(made, { ...CALL, 'x-mock-delay': '400' }), { status: 200 }, 'an answer may take its time')
  await once(made, 'close')
  t.pass('an idle session is closed')
})

t.test('what is no TLS is told so, or closed', async t => {
  const { port } = await secureMock(t)
  const plain = bareTcp(port)
  plain.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  t.match(await plain.ended, /^HTTP\/1\.1 400 [\s\S]*KM_TLS_PLAIN/)
  const garbage = bareTcp(port)
  garbage.socket.write(Buffer.concat([Buffer.from([0x16]), Buffer.alloc(5_000, 7)]))
  await garbage.ended
  const other = connectTls({ port, host: '127.0.0.1', ca: AUTHORITY.certificate, ALPNProtocols: ['spdy/3'] })
  const [error] = await once(other, 'error')
  t.match(error, { code: /ERR_SSL|ECONNRESET/ })
  for (const servername of ['platform.kore.ai', 'a'.repeat(200), 'xn--a.%00', '*.kore.ai']) {
    const odd = connectTls({ port, host: '127.0.0.1', servername, rejectUnauthorized: false })
    await once(odd, 'secureConnect')
    odd.destroy()
  }
  t.match(await ask1(port), { status: 200 }, 'others go on')
})

t.test('many streams at a time, and heads that never end', async t => {
  const { port } = await secureMock(t)
  const made = await session(t, port)
  const all = await Promise.all(Array.from({ length: 1_000 }, () => ask2(made)))
  t.same([...new Set(all.map(({ status }) => status))], [200])
})

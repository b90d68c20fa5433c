import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect as connectTls } from 'node:tls'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { HEADERS } from '../helper.ts'
import { bareTcp, pause, proxyMock, SESSIONS } from './tls-helper.ts'

const run = promisify(execFile)
const FOREVER = 600_000

/** What a program prints that runs with a proxy, and trusts the mock's CA. */
async function printed(command: string, args: string[], { proxyPort, file }: { proxyPort: number; file: string }) {
  const proxy = `http://127.0.0.1:${proxyPort}`
  const { stdout } = await run(command, args, {
    env: {
      PATH: process.env.PATH,
      HTTPS_PROXY: proxy,
      HTTP_PROXY: proxy,
      http_proxy: proxy,
      NODE_EXTRA_CA_CERTS: file,
      REQUESTS_CA_BUNDLE: file,
      CURL_CA_BUNDLE: file,
      SESSIONS,
      HEADERS: JSON.stringify({ ...HEADERS, 'content-type': 'application/json' }),
    },
  })
  return stdout.trim()
}

const isThere = async (command: string, args: string[]) =>
  run(command, args).then(
    () => true,
    () => false,
  )

t.test('curl asks the vendor and is answered by the mock, encrypted or not, and of HTTP/2 too', async t => {
  if (!(await isThere('curl', ['--version']))) {
    t.comment('there is no curl')
    return
  }
  const { app, proxyPort, ca } = await proxyMock(t)
  const { payload } = await app.inject({ method: 'POST', url: SESSIONS, headers: HEADERS, payload: '{"limit":1}' })
  const curl = (url: string, ...more: string[]) => {
    const headers = Object.entries({ ...HEADERS, 'content-type': 'application/json' })
    const args = ['-s', ...more, ...headers.flatMap(([name, value]) => ['-H', `${name}: ${value}`])]
    return printed('curl', [...args, '-d', '{"limit":1}', `${url}${SESSIONS}`], { proxyPort, file: ca.file })
  }
  for (const [url, ...more] of [
    ['https://platform.kore.ai'],
    ['https://platform.kore.ai', '--http1.1'],
    ['https://a.b.kore.ai:8443'],
    ['https://bots.korebots.com'],
    ['http://platform.kore.ai'],
    ['http://platform.kore.ai:8080', '--proxytunnel'],
  ] as const) {
    t.equal(await curl(url, ...more), payload, [url, ...more].join(' '))
  }
  t.match(await curl('http://example.org'), /KM_PROXY_HOST.*/)
  t.match(
    await printed('curl', ['-s', 'https://platform.kore.ai/__admin/clock'], { proxyPort, file: ca.file }),
    /KM_ADMIN_HOST/,
  )
  t.match(
    await printed('curl', ['-s', 'http://platform.kore.ai/__admin/clock', '-H', 'host: localhost'], {
      proxyPort,
      file: ca.file,
    }),
    /KM_ADMIN_HOST/,
  )
})

const NODE_CLIENT = `
const answer = await ask('https://platform.kore.ai' + process.env.SESSIONS, JSON.parse(process.env.HEADERS))
console.log(answer)`

t.test('fetch, undici and axios do, without a change', async t => {
  const { proxyPort, ca } = await proxyMock(t)
  const here = createRequire(import.meta.url)
  const from = (name: string) => JSON.stringify(pathToFileURL(here.resolve(name)).href)
  const client = (ask: string, ...flags: string[]) =>
    printed(process.execPath, [...flags, '--input-type=module', '-e', ask + NODE_CLIENT], { proxyPort, file: ca.file })
  const send = `const ask = async (url, headers) => (await fetch(url, { method: 'POST', headers, body: '{}' })).status`
  const imported = `import undici from ${from('undici')}
const { EnvHttpProxyAgent, fetch, setGlobalDispatcher } = undici`
  t.equal(await client(`${imported}\nsetGlobalDispatcher(new EnvHttpProxyAgent())\n${send}`), '200')
  t.equal(
    await client(`${imported}\nsetGlobalDispatcher(new EnvHttpProxyAgent({ allowH2: true }))\n${send}`),
    '200',
    'by HTTP/2',
  )
  t.equal(
    await client(`import axios from ${from('axios')}
const ask = async (url, headers) => (await axios.post(url, {}, { headers })).status`),
    '200',
  )
  if (process.allowedNodeEnvironmentFlags.has('--use-env-proxy')) t.equal(await client(send, '--use-env-proxy'), '200')
  else t.comment('fetch of this Node itself does not look at HTTPS_PROXY')
})

t.test('requests of Python do', async t => {
  if (!(await isThere('python3', ['-c', 'import requests']))) {
    t.comment('there is no python3-requests')
    return
  }
  const { proxyPort, ca } = await proxyMock(t)
  const program = `import json, os, requests
answer = requests.post('https://platform.kore.ai' + os.environ['SESSIONS'], json={}, headers=json.loads(os.environ['HEADERS']))
print(answer.status_code, len(answer.json()['sessions']))`
  t.match(await printed('python3', ['-c', program], { proxyPort, file: ca.file }), /^200 \d+$/)
})

const connectTo = (target: string) => `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`

t.test('it sends nothing on, and says so', async t => {
  const { proxyPort } = await proxyMock(t, { proxyHosts: ['api.test', '*.other.test'] })
  for (const [sent, found] of [
    [connectTo('example.org:443'), /^HTTP\/1.1 403 [\s\S]*api\.test, \*\.other\.test itself[\s\S]*KM_PROXY_HOST/],
    [connectTo('evilkore.ai:443'), /^HTTP\/1.1 403 /],
    [connectTo('kore.ai.evil.test:443'), /^HTTP\/1.1 403 /],
    [connectTo('127.0.0.1:22'), /^HTTP\/1.1 403 /],
    [connectTo('[::1]:22'), /^HTTP\/1.1 403 /],
    [connectTo('other.test:443'), /^HTTP\/1.1 403 /],
    [connectTo('platform.kore.ai'), /^HTTP\/1.1 400 [\s\S]*KM_PROXY_TARGET/],
    [connectTo('platform.kore.ai:0'), /^HTTP\/1.1 400 /],
    [connectTo('platform.kore.ai:99999'), /^HTTP\/1.1 400 /],
    [connectTo('user@platform.kore.ai:443'), /^HTTP\/1.1 400 /],
    ['GET / HTTP/1.1\r\nHost: platform.kore.ai\r\n\r\n', /^HTTP\/1.1 400 [\s\S]*KM_PROXY_TARGET/],
    ['GET http://example.org/ HTTP/1.1\r\nHost: platform.kore.ai\r\n\r\n', /^HTTP\/1.1 403 [\s\S]*example\.org/],
    ['GET http://u@kore.ai/ HTTP/1.1\r\nHost: kore.ai\r\n\r\n', /^HTTP\/1.1 400 /],
    ['rubbish\r\n\r\n', /^HTTP\/1.1 400 /],
  ] as const) {
    const { socket, ended } = bareTcp(proxyPort)
    socket.write(sent)
    t.match(await ended, found, sent.slice(0, 40))
  }
  for (const target of [
    'kore.ai:443',
    'PLATFORM.Kore.AI:443',
    'platform.kore.ai.:443',
    'api.test:80',
    'a.b.other.test:1',
  ]) {
    const { socket, ended } = bareTcp(proxyPort)
    socket.write(connectTo(target))
    await once(socket, 'data')
    socket.write('GET /__admin/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    t.match(await ended, /^HTTP\/1\.1 200 Connection Established\r\n\r\nHTTP\/1\.1 200 OK[\s\S]*"ok"/, target)
  }
})

t.test('the mock itself is no proxy', async t => {
  const { port } = await proxyMock(t)
  const { socket, ended } = bareTcp(port)
  socket.write(connectTo('platform.kore.ai:443'))
  t.match(await ended, /^HTTP\/1.1 (404|405) /)
})

t.test('odd names in a handshake get the certificate of all', async t => {
  const { proxyPort, ca } = await proxyMock(t)
  for (const [servername, authorized] of [
    ['platform.kore.ai', true],
    ['deep.down.kore.ai', true],
    ['evil.test', false],
    ['a'.repeat(250), false],
    ['xn--.%00.kore.ai', false],
    ['..kore.ai', false],
  ] as const) {
    const { socket } = bareTcp(proxyPort)
    socket.write(connectTo('platform.kore.ai:443'))
    await once(socket, 'data')
    const secure = connectTls({ socket, servername, ca: ca.authority.certificate, rejectUnauthorized: false })
    await once(secure, 'secureConnect')
    t.equal(secure.authorized, authorized, servername.slice(0, 30))
    secure.destroy()
  }
})

t.test('who keeps silent in a tunnel is not waited for, and ends with the mock', async t => {
  const { proxyPort } = await proxyMock(t, { patience: { head: 150 } })
  const silent = bareTcp(proxyPort)
  silent.socket.write(connectTo('platform.kore.ai:443'))
  t.equal(await silent.ended, 'HTTP/1.1 200 Connection Established\r\n\r\n')
  const halfway = bareTcp(proxyPort)
  halfway.socket.write(connectTo('platform.kore.ai:443'))
  await once(halfway.socket, 'data')
  halfway.socket.write(Buffer.from([0x16, 3, 1]))
  await halfway.ended
  const { app, proxyPort: other } = await proxyMock(t)
  const all = Array.from({ length: 200 }, () => bareTcp(other))
  for (const [i, { socket }] of all.entries()) if (i % 2 === 0) socket.write(connectTo('platform.kore.ai:443'))
  await pause(200)
  app.connections.end(FOREVER)
  await app.close()
  await Promise.all(all.map(({ ended }) => ended))
  t.rejects(once(bareTcp(other).socket, 'connect'), { code: 'ECONNREFUSED' })
})

t.test('a program that keeps its connection has one tunnel for several calls, and the deadline holds', async t => {
  const { app, proxyPort, ca } = await proxyMock(t)
  const { socket } = bareTcp(proxyPort)
  socket.write(connectTo('platform.kore.ai:443'))
  await once(socket, 'data')
  const secure = connectTls({ socket, servername: 'platform.kore.ai', ca: ca.authority.certificate })
  await once(secure, 'secureConnect')
  secure.on('error', () => {})
  for (let i = 0; i < 3; i += 1) {
    secure.write('GET /__admin/health HTTP/1.1\r\nHost: platform.kore.ai\r\n\r\n')
    t.match(String((await once(secure, 'data'))[0]), /^HTTP\/1\.1 200 /)
  }
  const head = `POST ${SESSIONS} HTTP/1.1\r\nHost: platform.kore.ai\r\nauth: ${HEADERS.auth}\r\n`
  secure.write(`${head}x-mock-delay: 50000\r\ncontent-length: 0\r\n\r\n`)
  await pause(50)
  app.connections.end(50)
  await Promise.all([app.close(), new Promise(resolve => secure.once('close', resolve))])
  t.equal(app.connections.cut, 1)
})

import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { fetch, ProxyAgent } from 'undici'
import { createKoreMock, type KoreMockOptions } from '../../src/index.ts'
import { Authority } from '../../src/tls/authority.ts'

/** Status of a call over TLS, or the code of the error. */
const ask = (url: string, ca: string | undefined) =>
  new Promise<number | string | undefined>(resolve => {
    request(`${url}/__admin/health`, { ca, agent: false }, answer => resolve(answer.resume().statusCode))
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      .end()
  })

t.test('a program has a mock that speaks HTTPS, and the CA to trust', async t => {
  const mock = await createKoreMock({ tls: true })
  t.match(mock.url, /^https:\/\/127\.0\.0\.1:\d+$/)
  t.equal(await ask(mock.url, mock.ca?.pem), 200)
  t.equal(await ask(mock.url, undefined), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  const file = mock.ca?.file ?? ''
  t.equal(readFileSync(file, 'utf8'), mock.ca?.pem)
  t.equal(mock.proxyUrl, '')
  await mock.close()
  t.notOk(existsSync(file))
})

t.test('a kept CA, further names, a certificate that is given', async t => {
  const caDir = join(t.testdir(), 'ca')
  const one = await createKoreMock({ tls: { caDir, hosts: ['platform.kore.ai'] } })
  const two = await createKoreMock({ tls: { caDir } })
  t.equal(two.ca?.pem, one.ca?.pem)
  const authority = Authority.make(['localhost', '127.0.0.1'])
  const given = await createKoreMock({ tls: authority.issue(['127.0.0.1']) })
  t.equal(given.ca, undefined)
  t.equal(await ask(given.url, authority.certificate), 200)
  await Promise.all([one, two, given].map(mock => mock.close()))
  t.ok(existsSync(join(caDir, 'ca.pem')))
  await t.rejects(createKoreMock({ tls: { caDir, hosts: ['other.test'] } }), { message: /other\.test/ })
})

t.test('a program has a proxy', async t => {
  const mock = await createKoreMock({ proxyPort: 0, proxyHosts: ['*.example.org'] })
  t.teardown(() => mock.close())
  t.match(mock.url, /^http:/)
  t.match(mock.proxyUrl, /^http:\/\/127\.0\.0\.1:\d+$/)
  const dispatcher = new ProxyAgent({ uri: mock.proxyUrl, requestTls: { ca: mock.ca?.pem } })
  t.teardown(() => dispatcher.close())
  for (const host of ['https://platform.kore.ai', 'https://a.example.org', 'http://bots.korebots.com']) {
    const answer = await fetch(`${host}/api/public/bot/${mock.bots[0]}/getSessions`, {
      method: 'POST',
      headers: mock.headers(),
      body: '{}',
      dispatcher,
    })
    t.equal(answer.status, 200, host)
  }
  t.equal(mock.requests({}).length, 3)
  await t.rejects(fetch('https://example.com', { dispatcher }))
})

t.test('a port of the proxy that is taken is told, and nothing stays', async t => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => other.once('listening', resolve))
  t.teardown(() => other.close())
  const { port: proxyPort } = other.address() as AddressInfo
  await t.rejects(createKoreMock({ proxyPort }), { code: 'EADDRINUSE', message: new RegExp(`proxy .*${proxyPort}`) })
})

t.test('options that are none are told', async t => {
  for (const tls of [
    1,
    'yes',
    { host: 'a' },
    { hosts: 'a' },
    { hosts: ['https://a'] },
    { cert: 'x' },
    { cert: 'x', key: 'y', hosts: [] },
  ]) {
    await t.rejects(createKoreMock({ tls } as unknown as KoreMockOptions), {
      name: 'RangeError',
      message: /^tls must be/,
    })
  }
  await t.rejects(createKoreMock({ proxyPort: -1 }), { message: /^proxyPort must be/ })
  await t.rejects(createKoreMock({ proxyHosts: ['a b'] }), { message: /^proxyHosts must be/ })
  await t.rejects(createKoreMock({ tls: { cert: 'x', key: 'y' } }), { message: /certificate cannot be read/ })
})

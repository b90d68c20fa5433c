import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { proxiedFetch, proxyFor } from '../../src/check/proxied-fetch.ts'
import { check } from '../../src/cli/check.ts'
import { createKoreMock } from '../../src/index.ts'
import { WHO } from './helper.ts'

t.test('the proxy is that of the environment', t => {
  const all = { HTTPS_PROXY: 'http://secure.test:1', HTTP_PROXY: 'plain.test:2' }
  for (const [address, more, found] of [
    ['https://platform.kore.ai', {}, 'http://secure.test:1/'],
    ['http://platform.kore.ai', {}, 'http://plain.test:2/'],
    ['https://platform.kore.ai', { https_proxy: 'http://lower.test:3' }, 'http://lower.test:3/'],
    ['https://platform.kore.ai', { https_proxy: '' }, undefined],
    ['https://platform.kore.ai', { NO_PROXY: '*' }, undefined],
    ['https://platform.kore.ai', { NO_PROXY: 'other.test, kore.ai' }, undefined],
    ['https://platform.kore.ai', { NO_PROXY: '.KORE.ai' }, undefined],
    ['https://platform.kore.ai', { NO_PROXY: 'evilkore.ai,ore.ai' }, 'http://secure.test:1/'],
    ['https://platform.kore.ai', { NO_PROXY: 'platform.kore.ai:443' }, undefined],
    ['https://platform.kore.ai', { NO_PROXY: 'platform.kore.ai:80' }, 'http://secure.test:1/'],
    ['http://127.0.0.1:4010', { no_proxy: 'localhost 127.0.0.1' }, undefined],
    ['http://[::1]:4010', { NO_PROXY: '::1' }, undefined],
    ['http://[::1]:4010', { NO_PROXY: '[::1]:4010' }, undefined],
  ] as const) {
    t.equal(proxyFor(new URL(address), { ...all, ...more })?.href, found, `${address} ${JSON.stringify(more)}`)
  }
  t.equal(proxyFor(new URL('https://kore.ai'), {}), undefined)
  t.throws(() => proxyFor(new URL('https://kore.ai'), { HTTPS_PROXY: 'socks5://u:secret@a' }), {
    name: 'RangeError',
    message: /^HTTPS_PROXY must be an address such as [^ ]*$/,
  })
  t.end()
})

t.test('the whole check runs through a proxy', async t => {
  const mock = await createKoreMock({ seed: 'check', now: '2026-03-09T12:00:00Z', proxyPort: 0 })
  t.teardown(() => mock.close())
  const run = async (baseUrl: string, environment: Record<string, string>) => {
    let out = ''
    let err = ''
    const { bot, account, clientId } = WHO
    const args = ['--base-url', baseUrl, '--bot', bot, '--client-id', clientId, '--account', account]
    const code = await check(
      [...args, '--only', 'getSessions', '--pause', '0'],
      { KORE_MOCK_CHECK_CLIENT_SECRET: WHO.clientSecret, ...environment },
      { stdout: { write: text => (out += text) }, stderr: { write: text => (err += text) } },
    )
    return { code, out, err }
  }
  t.match(await run('http://platform.kore.ai', { HTTP_PROXY: mock.proxyUrl }), { code: 0, out: / 0 differ/ })
  t.ok(mock.requests({}).length > 10)
  t.match(await run('https://example.org', { HTTPS_PROXY: mock.proxyUrl }), {
    code: 2,
    err: /example\.org cannot be reached: no answer: the proxy refused with 403/,
  })
  t.match(await run(mock.url, { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1' }), { code: 0 })
  t.match(await run(mock.url, { HTTP_PROXY: 'http://127.0.0.1:1' }), { code: 2, err: /ECONNREFUSED/ })
  await t.rejects(run(mock.url, { HTTP_PROXY: 'ftp://x' }), { message: /HTTP_PROXY must be an address/ })
  // Its CA is not trusted here, which is what a tunnel to it shows.
  t.match(await run('https://platform.kore.ai', { HTTPS_PROXY: mock.proxyUrl }), { code: 2, err: /UNABLE_TO_VERIFY/ })
})

t.test('a proxy is told who asks, and waited for no longer than asked', async t => {
  let seen: unknown
  const proxy = createServer((request, response) => {
    seen = [request.url, request.headers['proxy-authorization'], request.headers.host]
    if (!request.url?.endsWith('/never')) response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => proxy.once('listening', resolve))
  t.teardown(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  const ask = proxiedFetch(new URL(`http://us%40er:se%3Acret@127.0.0.1:${(proxy.address() as AddressInfo).port}`))
  const { status } = await ask('http://platform.kore.ai/a?b=1', { method: 'GET', headers: { auth: 'x' } })
  t.equal(status, 204)
  t.same(seen, [
    'http://platform.kore.ai/a?b=1',
    `Basic ${Buffer.from('us@er:se:cret').toString('base64')}`,
    'platform.kore.ai',
  ])
  await t.rejects(ask('http://platform.kore.ai/never', { signal: AbortSignal.timeout(100) }), { name: 'TimeoutError' })
})

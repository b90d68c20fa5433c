import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { ask, buildApp } from '../helper.ts'

const root = join(import.meta.dirname, '../..')

t.before(async () => {
  // Whoever runs this file alone may have built nothing.
  if (existsSync(join(root, 'dist/console/index.html'))) return
  const { writeConsole } = await import('../../scripts/build/console.mjs' as string)
  await writeConsole(root, join(root, 'dist'))
})

t.test('the page is the same for every view, and asks nobody but the mock', async t => {
  const app = buildApp(t)
  const page = await app.inject('/console')
  t.equal(page.statusCode, 200)
  t.match(page.headers, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  })
  t.notMatch(page.headers['content-security-policy'], /unsafe|https?:/)
  t.notMatch(page.body, /<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=/, 'nothing in it that the policy would stop')
  t.notMatch(page.body, /\b(?:src|href)="(?:https?:)?\/\//, 'and takes nothing from elsewhere')
  const table = readFileSync(join(root, 'src/console/views/table.ts'), 'utf8')
  const views = [...table.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path!)
  t.ok(views.includes('centre'))
  for (const view of ['', ...views, 'conversations?open=a', 'centre/']) {
    const got = await app.inject(`/console/${view}`)
    t.equal(got.statusCode, 200, view)
    t.equal(got.body, page.body, view)
  }
  const none = await app.inject('/console/nothing')
  t.equal(none.statusCode, 404, 'a view that there is not')
  t.equal(none.body, page.body, 'which the page says')
})

t.test('its files are kept for ever, as their names change with them', async t => {
  const app = buildApp(t)
  const { body } = await app.inject('/console')
  const urls = [...body.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, url]) => url!)
  const kinds = [...body.matchAll(/<(script|link rel="\w+")[^>]*"\/console/g)].map(([, kind]) => kind!)
  t.strictSame([...new Set(kinds)], ['link rel="stylesheet"', 'script', 'link rel="modulepreload"'])
  t.equal(kinds.length, urls.length)
  let packedFiles = 0
  for (const url of urls) {
    const plain = await app.inject(url)
    t.equal(plain.statusCode, 200, url)
    t.match(url, /-[A-Z0-9]{8}\.(?:js|css)$/)
    t.match(plain.headers, {
      'content-type': url.endsWith('.js') ? /^text\/javascript/ : /^text\/css/,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    t.equal(plain.headers['content-encoding'], undefined)
    const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    // What has less than a packet is sent as it is.
    const isSmall = plain.rawPayload.length < 1024
    t.equal(packed.headers['content-encoding'], isSmall ? undefined : 'gzip', url)
    t.equal((isSmall ? packed.rawPayload : gunzipSync(packed.rawPayload)).toString(), plain.body, url)
    if (!isSmall) packedFiles++
  }
  t.ok(packedFiles >= 2, 'script and style')
})

t.test('nothing else is given away by its folder', async t => {
  const app = buildApp(t)
  for (const url of [
    '/console/assets/nothing.js',
    '/console/nope.js',
    '/console/a/b.js',
    '/console/centre/x',
    '/console/index.html',
    '/console/assets/..%2findex.html',
    '/console/assets/..%2f..%2f..%2fpackage.json',
    '/console/assets/main.js.map',
    '/console/assets/%00.js',
  ]) {
    const { statusCode, body } = await app.inject(url)
    t.equal(statusCode, 404, url)
    t.match(body, /no file of the console/, url)
  }
})

t.test('a name that is no file is looked for among the views by the page, which says that there is none', async t => {
  const app = buildApp(t)
  const page = await app.inject('/console')
  for (const name of ['nope', '%63entre%2f', '%3Cscript%3Ea.b%3C%2Fscript%3E', 'Centre']) {
    const { statusCode, body } = await app.inject(`/console/${name}`)
    t.equal(statusCode, 404, name)
    t.equal(body, page.body, name)
  }
})

t.test('one can only read it', async t => {
  const app = buildApp(t)
  const allow = 'GET, HEAD, OPTIONS'
  for (const url of ['/console', '/console/centre', '/console/nope.js', '/console/assets/main.js']) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'] as const) {
      const { status, headers, json } = await ask(app, method as 'POST', url, { body: {} })
      t.same([status, headers.allow], [405, allow], `${method} ${url}`)
      t.match(json, { errors: [{ code: 405, error: [{ message: `must be one of ${allow}; found ${method}` }] }] })
      t.match(headers['content-security-policy'], /default-src 'none'/)
    }
    const options = await app.inject({ method: 'OPTIONS', url })
    t.same([options.statusCode, options.headers.allow, options.body], [204, allow, ''], url)
  }
  const head = await app.inject({ method: 'HEAD', url: '/console' })
  t.same([head.statusCode, head.body], [200, ''])
  t.equal((await app.inject({ method: 'POST', url: '/console', headers: { host: 'evil.example' } })).statusCode, 403)
})

t.test('who wants no console has none', async t => {
  const app = buildApp(t, { console: false })
  t.equal((await app.inject('/console')).statusCode, 404)
  t.equal((await app.inject('/')).headers.location, '/docs')
  t.equal((await app.inject('/docs/')).statusCode, 200)
})

t.test('a link from elsewhere may lead to it, a frame or a script may not', async t => {
  const app = buildApp(t)
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  const statusOf = async (headers: Record<string, string>) =>
    (await app.inject({ url: '/console', headers })).statusCode
  t.equal(await statusOf(link), 200)
  t.equal(await statusOf({ ...link, 'sec-fetch-dest': 'iframe' }), 403)
  t.equal(await statusOf({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }), 403)
  t.equal(await statusOf({ host: 'evil.example' }), 403)
})

import t from 'tap'
import { banner } from '../../src/cli/banner.ts'
import { buildApp } from '../helper.ts'

t.test('the banner says what a person needs next', async t => {
  const app = buildApp(t)
  const text = banner(app.mock, 'http://127.0.0.1:4010', { colours: false })
  for (const part of [
    'http://127.0.0.1:4010/docs',
    'http://127.0.0.1:4010/console',
    'test',
    'default',
    '2026-03-09T12:00:00.000Z (frozen)',
    '5f3a9c1e7b2d4068a1c5e9f2',
    'st-8d4c1a72',
    'curl -s -X POST',
  ]) {
    t.match(text, part)
  }
  t.notMatch(text, '\u001b', 'no colours unless they are wanted')
  t.match(banner(app.mock, 'http://x', { colours: true }), '\u001b')

  const command = text.slice(text.indexOf('curl'))
  const url = /'http:\/\/127\.0\.0\.1:4010(\/[^']*)'/.exec(command)?.[1] ?? ''
  const auth = /-H 'auth: ([^']*)'/.exec(command)?.[1] ?? ''
  const payload = /-d '([^']*)'/.exec(command)?.[1] ?? ''
  const strict = buildApp(t, { auth: 'strict' })
  const got = await strict.inject({
    method: 'POST',
    url,
    headers: { auth, 'content-type': 'application/json' },
    payload,
  })
  t.equal(got.statusCode, 200, 'the call works when pasted')
  t.equal(got.json().sessions.length, 2)
})

t.test('a world of many bots, and one without credentials', async t => {
  t.notMatch(banner(buildApp(t, { console: false }).mock, 'http://x', { colours: false }), '/console')
  const many = banner(buildApp(t, { scenario: 'many-bots' }).mock, 'http://x', { colours: false })
  t.match(many, /and \d+ more: http:\/\/x\/__admin\/world/)
  const off = banner(buildApp(t, { auth: 'off' }).mock, 'http://x', { colours: false })
  t.notMatch(off, "-H 'auth:")
})

t.test('the admin token that was made is in it, one that somebody gave is not', async t => {
  const { mock } = buildApp(t, { adminToken: 'open-sesame' })
  t.match(banner(mock, 'http://x', { colours: false, madeToken: true }), /Admin +Authorization: Bearer open-sesame/)
  t.notMatch(banner(mock, 'http://x', { colours: false }), 'open-sesame')
})

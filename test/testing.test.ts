import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { createKoreClient } from '../src/client.ts'
import { type Hooks, setupKoreMock } from '../src/testing.ts'

const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'

t.test('runners name their hooks differently', async t => {
  for (const names of [
    ['beforeAll', 'afterAll'],
    ['before', 'after'],
    ['before', 'teardown'],
  ] as const) {
    const hooks: Record<string, () => Promise<void>> = {}
    const register = (name: string) => (run: () => Promise<void>) => {
      hooks[name] = run
    }
    const given: Hooks = {
      [names[0]]: register('start'),
      [names[1]]: register('stop'),
      beforeEach: register('each'),
    }
    const mock = setupKoreMock(given, { port: false, now: '2026-03-09T12:00:00Z' })
    t.throws(mock, /starts before the first test/)
    await hooks.start?.()
    await mock().inject('/__admin/health')
    await mock().inject('/nothing')
    t.equal(mock().requests().length, 1, 'health is no request of a client')
    await hooks.each?.()
    t.equal(mock().requests().length, 0)
    await hooks.stop?.()
  }
  t.throws(() => setupKoreMock({}), /needs one of the hooks beforeAll, before/)
})

t.test('in the form documented for tap a file ends, and each test starts anew', async t => {
  const file = `
    import t from 'tap'
    import { setupKoreMock } from './src/testing.ts'
    const mock = setupKoreMock(t, { seed: 'a' })
    for (const name of ['one', 'two'])
      t.test(name, async t => {
        t.equal(mock().requests().length, 0)
        t.equal((await fetch(mock().url + '/nothing')).status, 404)
        t.equal(mock().requests().length, 1)
      })
  `
  const { TAP: _, ...env } = process.env
  const args = ['--import=tsx', '--input-type=module', '--eval', file]
  // tap itself would end it, as failed, after 30 s.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: join(import.meta.dirname, '..'), env })
  t.match(stdout, /^ok 1 - one/m)
  t.match(stdout, /^ok 2 - two/m)
  t.match(stdout, /^1\.\.2$/m)
})

t.test('the client signs for an app, or takes a token or what makes one', async t => {
  const seen: (string | null)[] = []
  const fetch = async (request: Request) => {
    seen.push(request.headers.get('auth'), request.headers.get('accountId'))
    return Response.json({ total: 0, moreAvailable: false, sessions: [] })
  }
  const ask = (client: ReturnType<typeof createKoreClient>) =>
    client.POST('/api/public/bot/{botId}/getSessions', { params: { path: { botId: BOT } } })
  const common = { baseUrl: 'http://kore.test', fetch }
  await ask(createKoreClient({ ...common, token: 'one' }))
  await ask(createKoreClient({ ...common, token: async () => 'two', accountId: '5f3a9c1e7b2d4068a1c5e9f2' }))
  await ask(createKoreClient({ ...common, app: { clientId: 'cs-a', clientSecret: 'secret' } }))
  t.same(seen.slice(0, 5), ['one', null, 'two', '5f3a9c1e7b2d4068a1c5e9f2', seen[4]])
  const claims = JSON.parse(Buffer.from(String(seen[4]).split('.')[1] ?? '', 'base64url').toString())
  t.match(claims, { appId: 'cs-a', exp: claims.iat + 3600 })
  t.throws(() => createKoreClient({ baseUrl: 'http://kore.test' }), /needs `token`, or `app`/)
})

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { createKoreClient } from '../src/client.ts'
import { createKoreMock } from '../src/index.ts'
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

t.test('the client writes lists and JSON as the contract has them', async t => {
  const seen: string[] = []
  const fetch = async (request: Request) => {
    seen.push(decodeURIComponent(new URL(request.url).search))
    return Response.json({})
  }
  const client = createKoreClient({ baseUrl: 'http://kore.test', token: 'one', fetch })
  const dates = { start_date: '2026-03-02', end_date: '2026-03-03' }
  await client.POST('/api/public/bot/{streamId}/v2/userEngagementTrend', {
    params: { path: { streamId: BOT }, query: { ...dates, channels: ['rtm', 'sms'] } },
  })
  const tags = { and: [{ name: 'CustomerType', values: ['Gold', 'a&b'] }] }
  const path = { botId: BOT }
  const query = { userId: 'u-1', sessionId: ['a', 'b c'], tags, limit: 5, getAgentsInfo: true }
  await client.GET('/api/public/bot/{botId}/getMessages', { params: { path, query } })
  t.same(seen, [
    '?start_date=2026-03-02&end_date=2026-03-03&channels=rtm,sms',
    `?userId=u-1&sessionId=a,b c&tags=${JSON.stringify(tags)}&limit=5&getAgentsInfo=true`,
  ])

  const mock = await createKoreMock({ now: '2026-03-09T12:00:00Z' })
  t.teardown(() => mock.close())
  const kore = createKoreClient({ baseUrl: mock.url, token: mock.token() })
  const channelsSent = (channels: string[]) =>
    kore.POST('/api/public/bot/{streamId}/v2/userEngagementTrend', {
      params: { path: { streamId: mock.bots[0]! }, query: { ...dates, channels } },
    })
  const users = async (channels: string[]) => (await channelsSent(channels)).data?.summary.uniqueUsers ?? 0
  const [rtm, voice, both] = [await users(['rtm']), await users(['korevg']), await users(['rtm', 'korevg'])]
  t.ok(rtm > 0 && both > rtm && both > voice, `${rtm} and ${voice}, together ${both}`)
  const messagesOf = (name: string) =>
    kore.GET('/api/public/bot/{botId}/getMessages', {
      params: {
        path: { botId: mock.bots[0]! },
        query: { userId: 'nobody', tags: { or: [{ name, values: ['x'] }] } },
      },
    })
  t.equal((await messagesOf('CustomerType')).response.status, 200)
  t.match(await messagesOf(''), { error: { errors: [{ error: [{ property: 'query.tags.or[0].name' }] }] } })
})

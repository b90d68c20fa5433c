import t, { type Test } from 'tap'
import { createKoreMock, type FaultSpec, type KoreMock, type KoreMockOptions, ScenarioError } from '../../src/index.ts'

const NOW = '2026-03-09T12:00:00Z'
const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const DAY = { from: '2026-03-02', to: '2026-03-02' }

async function start(t: Test, options: KoreMockOptions = {}) {
  const mock = await createKoreMock({ seed: 'program', now: NOW, port: false, ...options })
  t.teardown(() => mock.close())
  return mock
}

t.test('answers on a port of its own, and not after close', async t => {
  const mock = await start(t, { port: 0 })
  t.match(mock.url, /^http:\/\/127\.0\.0\.1:\d+$/)
  t.same(mock.bots, [BOT])
  const ask = () =>
    fetch(`${mock.url}/api/public/bot/${BOT}/getSessions`, {
      method: 'POST',
      headers: mock.headers(),
      body: JSON.stringify({ dateFrom: DAY.from, dateTo: DAY.to, limit: 3 }),
    })
  const answer = (await (await ask()).json()) as { total: number; sessions: object[] }
  t.equal(answer.sessions.length, 3)
  t.same(answer.sessions, mock.world().sessions(DAY).slice(0, 3), 'the rows of world() are those of the API')
  await mock.close()
  await t.rejects(ask())
})

t.test('several mocks in one process do not know of each other', async t => {
  const [one, two, again] = await Promise.all([start(t), start(t, { seed: 'other' }), start(t)])
  one.clock.set('2026-03-05T00:00:00Z')
  t.equal(one.clock.now().toISOString(), '2026-03-05T00:00:00.000Z')
  t.equal(two.clock.now().toISOString(), '2026-03-09T12:00:00.000Z')
  // As text: comparing rows by structure takes minutes when they differ.
  const shown = (mock: KoreMock) => JSON.stringify(mock.world().sessions(DAY))
  t.ok(shown(one) !== shown(two))
  t.ok(shown(one) === shown(again))
})

t.test('await using closes it', async t => {
  let url = ''
  {
    await using mock = await createKoreMock({ now: NOW })
    url = mock.url
    t.equal((await fetch(`${url}/__admin/health`)).status, 200)
  }
  await t.rejects(fetch(`${url}/__admin/health`))
})

t.test('a scenario as a name, a file, an object', async t => {
  const named = await start(t, { scenario: 'empty' })
  t.same(named.world().sessions(DAY), [])
  const file = `${t.testdir({ 'my.yaml': 'bots: { st-mine: { sessions: { perDay: 5 } } }\n' })}/my.yaml`
  t.same((await start(t, { scenario: file })).bots, [BOT, 'st-mine'])
  const given = await start(t, {
    scenario: { bots: { 'st-exact': { sessions: { perDay: 0, exactly: 7, between: ['2026-03-02', '2026-03-03'] } } } },
  })
  t.equal(given.world('st-exact').sessions({ from: '2026-03-01', to: '2026-03-04' }).length, 7)
  await t.rejects(createKoreMock({ scenario: { bots: { nonsense: {} } }, port: false }), ScenarioError)
  await t.rejects(createKoreMock({ scenario: 'nothing', port: false }), /there is no scenario "nothing"/)
})

t.test('tokens', async t => {
  const mock = await start(t, { auth: 'strict' })
  const status = async (auth: string) =>
    (
      await mock.inject({
        method: 'POST',
        url: `/api/public/bot/${BOT}/getSessions`,
        headers: { auth },
        payload: { limit: 1 },
      })
    ).statusCode
  t.equal(await status(mock.token()), 200)
  t.equal(await status(mock.token({ bot: BOT, app: 'bank-bot' })), 200)
  t.equal(await status(mock.token({ scopes: ['Bot Sessions', 'Bot Analytics > Bot Sessions'] })), 200)
  t.equal(await status(mock.token({ scopes: ['Chat History'] })), 401)
  const short = mock.token({ expiresIn: 60 })
  mock.clock.advance('PT1H')
  t.equal(await status(short), 401, 'it expired on the world’s clock')
  t.throws(() => mock.token({ app: 'nobody' }), /has no app called "nobody"; its apps are reporting, bank-bot/)
})

t.test('clock, faults, requests, report, reset', async t => {
  const mock = await start(t)
  const ask = (testId: string) =>
    mock.inject({
      method: 'POST',
      url: `/api/public/bot/${BOT}/getSessions`,
      headers: { ...mock.headers(), 'x-test-id': testId },
      payload: { limit: 1 },
    })
  mock.clock.set('2026-03-02T00:00:00Z', 'a')
  mock.clock.advance(90_000, 'a')
  t.equal(mock.clock.now('a').toISOString(), '2026-03-02T00:01:30.000Z')
  t.equal((await ask('a')).headers['x-mock-now'], '2026-03-02T00:01:30.000Z')
  t.equal((await ask('b')).headers['x-mock-now'], '2026-03-09T12:00:00.000Z')

  const fault = mock.fault({ match: { testId: 'a' }, fault: { status: 429 } })
  t.equal((await ask('a')).statusCode, 429)
  t.equal((await ask('b')).statusCode, 200)
  fault.remove()
  t.equal((await ask('a')).statusCode, 200)

  t.equal(mock.requests().length, 5)
  t.match(mock.requests({ testId: 'a', status: 429 }), [{ operationId: 'getSessions', botId: BOT, fault: fault.id }])
  t.match(mock.report(), { calls: 5, operations: { used: [{ operationId: 'getSessions', calls: 5 }] } })
  mock.reset({ testId: 'a' })
  t.equal(mock.requests().length, 2)
  t.equal(mock.clock.now('a').toISOString(), '2026-03-09T12:00:00.000Z')
  mock.reset()
  t.same(mock.requests(), [])
})

t.test('what is no fault and no clock is refused with what is wrong', async t => {
  const mock = await start(t)
  const wrong: [FaultSpec, RegExp][] = [
    [{ fault: { delay: { type: 'uniform', min: 10, max: 1 } } }, /fault\.delay\.min must be at most max, 1; found 10/],
    [{ fault: { body: { dribbleMs: 1e9 } } }, /fault\.body\.dribbleMs must be at most 600000; found 1000000000/],
    [{ fault: { delay: { type: 'fixed', ms: Number.NaN } } }, /fault\.delay\.ms must be a number/],
    [{ fault: { status: 200 }, times: 0 }, /times must be at least 1.*status|status.*times must be at least 1/],
    [{ match: { operationId: 'getSession' }, fault: { status: 503 } }, /"getSession" is no operation/],
  ]
  for (const [fault, message] of wrong) t.throws(() => mock.fault(fault), { name: 'RangeError', message })
  t.ok(mock.fault({ match: {}, fault: { delay: { type: 'uniform', min: 1, max: 1 } } }).id)
  mock.clock.advance(-90_000)
  t.equal(mock.clock.now().toISOString(), '2026-03-09T11:58:30.000Z')
  mock.clock.advance(1e-7)
  for (const far of [1e13, -1e13, 1e21, Number.NaN, Number.POSITIVE_INFINITY, 'P80Y']) {
    t.throws(() => mock.clock.advance(far), RangeError, String(far))
  }
  for (const now of ['1999-12-31', '2100-01-02', new Date('9999-12-31'), new Date(8.64e15), new Date(Number.NaN)]) {
    t.throws(() => mock.clock.set(now), RangeError, String(now))
    await t.rejects(createKoreMock({ now, port: false }), RangeError, String(now))
  }
})

t.test('the rows of the world are all pages of the APIs', async t => {
  const mock = await start(t)
  const rows = mock.world(BOT)
  const sessions = rows.sessions(DAY)
  const agent = rows.sessions({ ...DAY, containmentType: 'agent' })
  t.same(
    agent,
    sessions.filter(session => session.containmentType === 'agent'),
  )
  const some = sessions.slice(0, 3)
  const ids = some.map(session => session.sessionId)
  const messages = rows.messages({ from: '2026-03-01', to: '2026-03-03', sessionId: ids })
  t.equal(
    messages.length,
    some.reduce((sum, session) => sum + session.noOfMessagesExchanged, 0),
  )
  const conversations = rows.conversations({ ...DAY, includeSummary: true })
  t.ok(conversations.length > 20, 'more than one page')
  t.ok(conversations.every(({ summaries }) => (summaries ?? []).some(({ type }) => type === 'final')))
  const known = new Set(conversations.map(({ convId }) => convId))
  const segments = rows.segments({ ...DAY, includeAgenticData: true })
  t.ok(segments.filter(({ conversationID }) => known.has(conversationID)).length >= conversations.length - 5)
  t.throws(() => rows.sessions({ from: 'monday', to: 'friday' }), RangeError)
  t.throws(() => mock.world('nonsense'), /There is no bot nonsense/)
})

t.test('close() does not wait for clients', async t => {
  const mock = await createKoreMock({ now: NOW })
  const ask = (delay: number) =>
    fetch(`${mock.url}/api/public/bot/${BOT}/getSessions`, {
      method: 'POST',
      headers: { ...mock.headers(), 'x-mock-delay': String(delay) },
      body: '{"limit": 1}',
    })
  const unread = await ask(0)
  const late = t.rejects(ask(60_000), 'it is broken off')
  await new Promise(resolve => setTimeout(resolve, 50))
  const first = mock.close({ timeout: 60_000 })
  await Promise.all([first, mock.close({ timeout: 0 }), mock.close()])
  await late
  t.equal(unread.status, 200)
})

t.test('close() refuses what is no time to wait, and the mock goes on', async t => {
  const mock = await createKoreMock({ now: NOW })
  t.teardown(() => mock.close())
  for (const timeout of [-1, Number.NaN, Number.POSITIVE_INFINITY, 3_600_001, 1e12, '5', 'x', null, true, 5n]) {
    const closed = mock.close({ timeout: timeout as number })
    await t.rejects(closed, {
      name: 'RangeError',
      message: /^timeout must be a number of ms from 0 to 3600000; found /,
    })
  }
  t.equal((await fetch(`${mock.url}/__admin/health`)).status, 200)
  await mock.close({ timeout: 3_600_000 })
})

t.test('localhost is all of its addresses, and all of them are closed', async t => {
  const mock = await createKoreMock({ now: NOW, host: 'localhost' })
  const { port } = new URL(mock.url)
  const { lookup } = await import('node:dns/promises')
  const all = await lookup('localhost', { all: true })
  const urls = all.map(({ address, family }) => `http://${family === 6 ? `[${address}]` : address}:${port}`)
  for (const url of urls) t.equal((await fetch(`${url}/__admin/health`)).status, 200, url)
  await mock.close()
  for (const url of urls) await t.rejects(fetch(`${url}/__admin/health`), url)
})

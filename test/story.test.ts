/**
 * Two tests on one mock, at the same time. Each has its bot, its clock and its fault, told apart by `X-Test-Id` and by
 * what they send anyway; each looks at its own calls only. Everything goes over the network, as a test in any language
 * would do it.
 */
import t from 'tap'
import { createKoreMock } from '../src/index.ts'

const NIGHT = 'st-night-desk'
const SHOP = 'st-shop'

const mock = await createKoreMock({
  scenario: {
    everyBot: { sessions: { perDay: 0 } },
    bots: {
      [NIGHT]: { zone: 'Europe/Berlin', sessions: { perDay: 0, exactly: 101, between: ['2026-03-22', '2026-03-27'] } },
      [SHOP]: { industry: 'retail', sessions: { perDay: 0, exactly: 25, between: ['2026-06-29', '2026-06-30'] } },
    },
  },
})
t.teardown(() => mock.close())
t.jobs = 2

/** Waits until both tests have set their clock and fault: neither has the mock to itself. */
const here: (() => void)[] = []
async function bothAreHere(): Promise<void> {
  const everybody = new Promise<void>(go => here.push(go))
  if (here.length === 2) for (const go of here) go()
  await everybody
}

t.test('an exporter works through the night in which the clocks change', { buffered: true }, async t => {
  const admin = steer('night')

  // It is 23:59:30 in Berlin, half a minute before the day that has 23 hours.
  t.same(await admin('PUT', 'clock', { now: '2026-03-28T23:59:30+01:00' }), {
    now: '2026-03-28T22:59:30.000Z',
    mode: 'frozen',
  })
  // The third call of this bot will be one too many.
  const { id: fault } = await admin('POST', 'faults', {
    match: { botId: NIGHT, testId: 'night' },
    after: 2,
    times: 1,
    fault: { status: 429 },
  })

  await bothAreHere()

  const waits: number[] = []
  const sessions = await exportSessions(NIGHT, 'night', 50, async seconds => {
    waits.push(seconds)
    await admin('PUT', 'clock', { advance: `PT${seconds}S` })
    await admin('PUT', 'clock', { advance: 'PT29S' })
  })

  t.equal(sessions.length, 101, 'the bot has exactly 101 sessions')
  t.equal(new Set(sessions).size, 101, 'each of them once')
  t.same(waits, [1], 'it was told to wait once, and did')
  t.match(await admin('GET', 'clock'), { now: '2026-03-28T23:00:00.000Z' }, 'which brought it into the 29th of March')

  // What did my client send?
  const { total, requests } = await admin('GET', 'requests?testId=night')
  t.equal(total, 4)
  t.same(requests.map(({ status }: Line) => status).reverse(), [200, 200, 429, 200])
  t.match(requests[1], { botId: NIGHT, fault, violations: [] })
  t.match(await admin('GET', `requests/${requests[3].id}`), {
    now: '2026-03-28T22:59:30.000Z',
    request: { headers: { auth: /\.\*\*\*$/ }, body: { skip: 0, limit: 50 } },
    response: { body: { total: 101, moreAvailable: true } },
  })
  t.same(await admin('POST', 'requests/count', { testId: 'night', body: { contains: { skip: 100 } } }), { count: 2 })
  const report = await admin('GET', 'report?testId=night')
  t.match(report, { calls: 4, unreadPages: [], retryAfterIgnored: [], rangesTooWide: [] })
})

t.test('a dashboard meets a list that moves while it is read', { buffered: true }, async t => {
  const admin = steer('shop')

  await admin('PUT', 'clock', { now: '2026-07-01T08:00:00Z' })
  // From the second page on a row more has arrived.
  await admin('POST', 'faults', { match: { botId: SHOP }, ttlMs: 60_000, fault: { page: 'shift' } })

  await bothAreHere()

  const rows = await exportSessions(SHOP, 'shop', 10)
  t.equal(rows.length, 26, 'one row came twice')
  t.equal(new Set(rows).size, 25, 'and none is missing')
  t.equal(rows[9], rows[10], 'the last of the first page is the first of the second')

  t.same(await admin('POST', 'requests/count', { testId: 'shop' }), { count: 3 }, 'it sees its own calls only')
  t.match(await admin('GET', 'clock'), { now: '2026-07-01T08:00:00.000Z' }, 'and its clock is nobody else’s')

  // It cleans up behind itself, and only behind itself.
  await admin('POST', 'reset', { testId: 'shop' })
  t.same(await admin('POST', 'requests/count', { testId: 'shop' }), { count: 0 })
})

interface Line {
  readonly status: number
}

/** The admin API, for one test: its clock is the one of its test id. */
function steer(testId: string) {
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  return async (method: string, path: string, body?: object): Promise<any> => {
    const url = `${mock.url}/__admin/${path === 'clock' ? `clock?testId=${testId}` : path}`
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, {
      method,
      ...(body === undefined ? {} : { headers, body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response.json()
  }
}

/** The client under test: reads all pages, and comes back later when it is told to. Gives the ids of all rows. */
async function exportSessions(
  botId: string,
  testId: string,
  limit: number,
  wait: (seconds: number) => Promise<void> = async () => {},
): Promise<string[]> {
  const ids: string[] = []
  const range = botId === NIGHT ? ['2026-03-22', '2026-03-28'] : ['2026-06-28', '2026-07-01']
  for (let skip = 0; ; ) {
    const response = await fetch(`${mock.url}/api/public/bot/${botId}/getSessions`, {
      method: 'POST',
      headers: { ...mock.headers({ bot: botId }), 'x-test-id': testId },
      body: JSON.stringify({ dateFrom: range[0], dateTo: range[1], skip, limit }),
    })
    if (response.status === 429) {
      await wait(Number(response.headers.get('retry-after')))
      continue
    }
    const page = (await response.json()) as { sessions: { sessionId: string }[]; moreAvailable: boolean }
    ids.push(...page.sessions.map(({ sessionId }) => sessionId))
    if (!page.moreAvailable) return ids
    skip += limit
  }
}

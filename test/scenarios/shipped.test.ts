import t, { type Test } from 'tap'
import { createKoreMock, type KoreMock, type KoreMockOptions } from '../../src/index.ts'
import { scenarioNames } from '../../src/scenario/list.ts'

const BANK = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const day = (date: string) => ({ dateFrom: date, dateTo: date })

/** Scenarios that have a test below; the last test sees that none is missing. */
const shown = new Set<string>()

function scenario(name: string, run: (t: Test, mock: KoreMock) => Promise<void>, options: KoreMockOptions = {}): void {
  shown.add(name)
  t.test(name, async t => {
    const mock = await createKoreMock({ seed: 'scenarios', scenario: name, port: false, ...options })
    t.teardown(() => mock.close())
    await run(t, mock)
  })
}

async function ask<Answer>(
  mock: KoreMock,
  url: string,
  body?: object,
  method: 'GET' | 'POST' = 'POST',
): Promise<Answer> {
  const reply = await mock.inject({ method, url, headers: mock.headers(), ...(body ? { payload: body } : {}) })
  if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`)
  return reply.json() as Answer
}

const total = async (mock: KoreMock, bot: string, body: object, query = '') =>
  (await ask<{ total: number }>(mock, `/api/public/bot/${bot}/getSessions${query}`, { limit: 1, ...body })).total

const AT = { now: '2026-03-09T12:00:00Z' }

scenario(
  'default',
  async (t, mock) => {
    const sessions = mock.world().sessions({ from: '2026-03-02', to: '2026-03-08' })
    t.ok(sessions.length > 6000 && sessions.length < 11_000, `${sessions.length} sessions in a week`)
    t.ok(new Set(sessions.map(session => session.channel)).size >= 5)
    t.equal(mock.world('st-nobody-named-it').sessions({ from: '2023-01-01', to: '2023-01-02' }).length > 300, true)
  },
  AT,
)

scenario(
  'empty',
  async (t, mock) => {
    const range = { from: '2026-03-02', to: '2026-03-08' }
    const rows = mock.world()
    t.same(
      [rows.sessions(range), rows.messages(range), rows.conversations(range), rows.segments(range)],
      [[], [], [], []],
    )
    const trend = await ask<{ summary: object; uniqueUsersTrend: { dataPoints: object[] } }>(
      mock,
      `/api/public/bot/${BANK}/v2/userEngagementTrend?start_date=2026-03-02&end_date=2026-03-08`,
    )
    t.match(trend.summary, { uniqueUsers: 0, newUsers: 0, returningUsers: 0, avgUniqueUsersPerDay: 0 })
    t.equal(trend.uniqueUsersTrend.dataPoints.length, 7)
    const widget = await ask<{ queryResponse: { queryResponse: object[] } }>(
      mock,
      `/api/public/bot/${BANK}/dashboard/Operations/widget/Heavy%20Users?startDate=2026-03-02&endDate=2026-03-08`,
      undefined,
      'GET',
    )
    t.same(widget.queryResponse.queryResponse, [])
  },
  AT,
)

scenario(
  'small',
  async (t, mock) => {
    const sessions = mock.world().sessions({ from: '2026-03-02', to: '2026-03-08' })
    t.ok(sessions.length > 10 && sessions.length < 100, `${sessions.length} sessions in a week`)
  },
  AT,
)

scenario('page-edges', async (t, mock) => {
  interface Page {
    [key: string]: unknown
  }
  const range = { from: '2026-03-02', to: '2026-03-02' }
  const cases: [string, number[], (bot: string) => Promise<Page>, string, string][] = [
    [
      'st-sessions',
      [0, 1, 99, 100, 101, 300],
      bot => ask(mock, `/api/public/bot/${bot}/getSessions`, day('2026-03-02')),
      'sessions',
      'moreAvailable',
    ],
    [
      'st-messages',
      [0, 1, 99, 100, 101, 300],
      bot => ask(mock, `/api/public/bot/${bot}/getMessages`, day('2026-03-02')),
      'messages',
      'moreAvailable',
    ],
    [
      'st-conversations',
      [0, 1, 19, 20, 21, 60],
      bot => ask(mock, `/agentassist/api/v1/public/${bot}/aaconversation`, range),
      'results',
      'hasMore',
    ],
    [
      'st-segments',
      [0, 1, 99, 100, 101, 300],
      bot =>
        ask(
          mock,
          `/agentassist/api/v1/public/${bot}/v2/agentassistinteractions?from=2026-03-02&to=2026-03-02`,
          undefined,
          'GET',
        ),
      'data',
      'hasMore',
    ],
  ]
  for (const [name, counts, page, list, more] of cases) {
    const size = counts[3]!
    for (const count of counts) {
      const answer = await page(`${name}-${count}`)
      t.equal((answer[list] as object[]).length, Math.min(count, size), `${name}-${count}: rows of the first page`)
      t.equal(answer[more], count > size, `${name}-${count}: ${more}`)
    }
  }
  for (const count of [0, 1, 49, 50, 51, 150]) {
    const rows = await ask<{ queryResponse: { queryResponse: object[] } }>(
      mock,
      `/api/public/bot/st-widget-rows-${count}/dashboard/Operations/widget/Session%20List?startDate=2026-03-02&endDate=2026-03-02`,
      undefined,
      'GET',
    )
    t.equal(rows.queryResponse.queryResponse.length, Math.min(count, 50), `st-widget-rows-${count}`)
  }
})

scenario(
  'busy',
  async (t, mock) => {
    const count = await total(mock, BANK, day('2026-03-03'))
    t.ok(count > 80_000 && count < 160_000, `${count} sessions in a day`)
  },
  AT,
)

scenario(
  'spike',
  async (t, mock) => {
    const [before, at, after] = await Promise.all(
      ['2026-03-03', '2026-03-04', '2026-03-05'].map(date => total(mock, BANK, day(date))),
    )
    const times = at! / ((before! + after!) / 2)
    t.ok(times > 7 && times < 13, `${times.toFixed(1)} times its neighbours`)
  },
  AT,
)

scenario(
  'launch',
  async (t, mock) => {
    const trend = await ask<{ summary: { uniqueUsers: number; newUsers: number; returningUsers: number } }>(
      mock,
      `/api/public/bot/${BANK}/v2/userEngagementTrend?start_date=2026-02-20&end_date=2026-03-08&aggregation_type=daily`,
    )
    const { uniqueUsers, newUsers, returningUsers } = trend.summary
    t.ok(uniqueUsers > 1000)
    t.same({ newUsers, returningUsers }, { newUsers: uniqueUsers, returningUsers: 0 })
    t.equal(await total(mock, BANK, { dateFrom: '2026-02-23', dateTo: '2026-03-01' }), 0, 'nothing before the launch')
  },
  AT,
)

scenario(
  'containment-drop',
  async (t, mock) => {
    const share = async (kind: string, date: string) =>
      (await total(mock, BANK, day(date), `?containmentType=${kind}`)) / (await total(mock, BANK, day(date)))
    t.ok((await share('selfService', '2026-03-05')) < 0.6 * (await share('selfService', '2026-03-04')))
    t.ok((await share('agent', '2026-03-05')) > 1.6 * (await share('agent', '2026-03-04')))
    const perSession = async (date: string, count: number) => count / (await total(mock, BANK, day(date)))
    const story = async (date: string) => {
      const range = { from: date, to: date }
      const widget = await ask<{ queryResponse: { queryResponse: { containment_type: string; Sessions: number }[] } }>(
        mock,
        `/api/public/bot/${BANK}/dashboard/Operations/widget/Sessions%20By%20Containment?startDate=${date}&endDate=${date}`,
        undefined,
        'GET',
      )
      const agents = widget.queryResponse.queryResponse.find(row => row.containment_type === 'agent')?.Sessions ?? 0
      const trend = await ask<{ summary: { uniqueUsers: number } }>(
        mock,
        `/api/public/bot/${BANK}/v2/userEngagementTrend?start_date=${date}&end_date=${date}`,
      )
      return {
        conversations: await perSession(date, mock.world().conversations(range).length),
        segments: await perSession(date, mock.world().segments(range).length),
        widget: await perSession(date, agents),
        users: await perSession(date, trend.summary.uniqueUsers),
      }
    }
    const [before, at] = [await story('2026-03-04'), await story('2026-03-05')]
    for (const view of ['conversations', 'segments', 'widget'] as const)
      t.ok(at[view] > 1.6 * before[view], `${view} tell it`)
    t.ok(Math.abs(at.users - before.users) < 0.1, 'users come as ever')
  },
  AT,
)

scenario('daylight-saving', async (t, mock) => {
  const hours = async (bot: string, zone: string, date: string) => {
    const trend = await ask<{ uniqueUsersTrend: { dataPoints: [Record<string, number | string>] } }>(
      mock,
      `/api/public/bot/${bot}/v2/userEngagementTrend?start_date=${date}&end_date=${date}&timeZoneOffset=${encodeURIComponent(zone)}`,
    )
    return trend.uniqueUsersTrend.dataPoints[0]
  }
  const newYork = await hours('st-new-york', 'America/New_York', '2026-03-08')
  t.equal(newYork['2 - 3'], 0, 'two to three does not exist')
  t.ok(Number(newYork['1 - 2']) > 0 && Number(newYork['3 - 4']) > 0)
  const berlin = await hours('st-berlin', 'Europe/Berlin', '2026-03-29')
  t.equal(berlin['2 - 3'], 0)
  t.not((await hours('st-kolkata', 'Asia/Kolkata', '2026-03-29'))['2 - 3'], 0)
  t.equal(Object.keys(await hours('st-lord-howe', 'Australia/Lord_Howe', '2026-04-05')).length, 25)
})

scenario(
  'multilingual',
  async (t, mock) => {
    for (const bot of mock.bots.filter(id => id.startsWith('st-multilingual'))) {
      const sessions = mock.world(bot).sessions({ from: '2026-03-02', to: '2026-03-03' })
      for (const language of ['en', 'es', 'de']) {
        const some = sessions.filter(session => session.session_lang[0] === language)
        t.ok(some.length > 0.2 * sessions.length, `${bot}: ${some.length} of ${sessions.length} in ${language}`)
      }
    }
    t.equal(mock.bots.filter(id => id.startsWith('st-multilingual')).length, 5)
  },
  AT,
)

scenario('many-bots', async (t, mock) => {
  const answer = await ask<{ total: number; sessions: { botId: string }[] }>(mock, '/api/public/getSessions', {
    ...day('2026-03-03'),
    limit: 10_000,
  })
  const bots = new Set(answer.sessions.map(session => session.botId).filter(id => id.startsWith('st-many-')))
  t.equal(bots.size, 20)
  const sums = await Promise.all(mock.bots.map(bot => total(mock, bot, day('2026-03-03'))))
  t.equal(
    answer.total,
    sums.reduce((sum, count) => sum + count, 0),
  )
})

scenario(
  'flaky',
  async (t, mock) => {
    const run = async (one: KoreMock) => {
      const outcomes: string[] = []
      for (let call = 0; call < 120; call++) {
        const outcome = fetch(`${one.url}/api/public/bot/${BANK}/getSessions`, {
          method: 'POST',
          headers: one.headers(),
          body: '{"limit": 1}',
        }).then(async reply => `${reply.status}${isJson(await reply.text()) ? '' : ' garbled'}`)
        outcomes.push(await outcome.catch(() => 'broken'))
      }
      return outcomes
    }
    const again = await createKoreMock({ seed: 'scenarios', scenario: 'flaky' })
    t.teardown(() => again.close())
    const outcomes = await run(mock)
    t.ok(outcomes.filter(outcome => outcome === '200').length > 80, 'most go well')
    t.ok(outcomes.includes('429') && outcomes.includes('broken'))
    t.same(await run(again), outcomes, 'the same seed fails the same way')
  },
  { port: 0 },
)

scenario('slow', async (t, mock) => {
  await total(mock, BANK, { dateFrom: '2026-03-02', dateTo: '2026-03-02' })
  const [entry] = mock.requests()
  t.equal(entry?.fault, 'slow-2', 'the delay is a fault of the journal')
})

scenario(
  'rate-limited',
  async (t, mock) => {
    const call = () =>
      mock.inject({
        method: 'POST',
        url: `/api/public/bot/${BANK}/getSessions`,
        headers: mock.headers(),
        payload: { limit: 1 },
      })
    for (let n = 0; n < 60; n++) t.equal((await call()).statusCode, 200)
    const refused = await call()
    t.equal(refused.statusCode, 429)
    t.match(refused.json(), { errors: [{ msg: /^You've exceeded the per-minute rate limit\./, code: 429 }] })
    t.ok(Number(refused.headers['retry-after']) > 0)
    mock.clock.advance('PT1M1S')
    t.equal((await call()).statusCode, 200)
  },
  AT,
)

scenario('strict-credentials', async (t, mock) => {
  const status = async (url: string, auth: string, body: object = { limit: 1 }) =>
    (await mock.inject({ method: 'POST', url, headers: { auth, accountId: mock.accountId }, payload: body })).statusCode
  const sessions = `/api/public/bot/${BANK}/getSessions`
  const range = { from: '2026-03-02', to: '2026-03-02' }
  t.equal(await status(sessions, mock.token({ app: 'reporting' })), 200)
  t.equal(await status('/api/public/getSessions', mock.token({ app: 'reporting' })), 200)
  t.equal(
    await status('/api/public/getSessions', mock.token({ app: 'bank-bot' })),
    401,
    'a bot’s app does not see the account',
  )
  t.equal(await status(sessions, mock.token({ app: 'sessions-only' })), 200)
  t.equal(
    await status(`/agentassist/api/v1/public/${BANK}/aaconversation`, mock.token({ app: 'sessions-only' }), range),
    401,
  )
  const once = mock.token({ app: 'one-time-tokens' })
  t.same([await status(sessions, once), await status(sessions, once)], [200, 401], 'a jti is good for one call')
  t.equal(await status('/api/public/bot/st-nobody/getSessions', mock.token({ app: 'reporting' })), 400)
  t.equal(await status('/api/public/bot/st-nobody/getSessions', mock.token({ app: 'bank-bot' })), 401)
})

t.test('a story reaches today, whenever that is', async t => {
  for (const [now, dates] of [
    ['2026-03-09T12:00:00Z', ['2026-03-03', '2026-03-04', '2026-03-05']],
    ['2027-11-02T03:00:00Z', ['2027-10-26', '2027-10-27', '2027-10-28']],
  ] as const) {
    const mock = await createKoreMock({ seed: 'scenarios', scenario: 'spike', port: false, now })
    t.teardown(() => mock.close())
    const [before, at, after] = await Promise.all(dates.map(date => total(mock, BANK, day(date))))
    t.ok(at! > 3.5 * (before! + after!), `${dates[1]}: ${before}, ${at}, ${after}`)
  }
  const mock = await createKoreMock({ seed: 'scenarios', scenario: 'launch', port: false })
  t.teardown(() => mock.close())
  t.ok((await total(mock, BANK, {})) > 0, 'by real time')
})

/** Of the truth of a day: how many rows are visible an hour, and two days, after they began, and how many are put right. */
async function lateness(mock: KoreMock) {
  const late = { all: 0, hour: 0, days: 0, revised: 0 }
  for await (const { row, visibleAt, revisions } of mock.truth({
    kind: 'sessions',
    from: '2026-03-02',
    to: '2026-03-02',
  })) {
    const waited = Date.parse(visibleAt) - Date.parse(row.start_time)
    late.all++
    if (waited > 3_600_000) late.hour++
    if (waited > 2.1 * 86_400_000) late.days++
    if (revisions.length > 0) late.revised++
  }
  return late
}

scenario(
  'late-data',
  async (t, mock) => {
    const { all, hour, days, revised } = await lateness(mock)
    t.ok(all > 500 && hour > 0 && hour < 0.012 * all, `${hour} of ${all} later than an hour`)
    t.equal(days, 0)
    t.ok(revised > 0.1 * all)
  },
  AT,
)

scenario(
  'very-late',
  async (t, mock) => {
    const { all, hour, days, revised } = await lateness(mock)
    t.ok(hour > 0.3 * all, `${hour} of ${all} later than an hour`)
    t.ok(days > 0 && revised > 0.5 * all)
  },
  AT,
)

t.test('every shipped scenario is shown', async t => {
  t.same([...shown].sort(), [...scenarioNames()].sort())
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

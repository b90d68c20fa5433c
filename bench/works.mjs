// What is asked. A work with `list` goes round different requests (with `once`: no two of them alike, the first of so many
// `parts` to get warm with); all others repeat one.
export const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
/** The clock of the measured mock: everything asked for is over. */
export const NOW = '2026-03-16T12:00:00Z'

const sessions = `/api/public/bot/${BOT}/getSessions`
const widget = name => `/api/public/bot/${BOT}/dashboard/Operations/widget/${encodeURIComponent(name)}`
const week = { dateFrom: '2026-03-02', dateTo: '2026-03-08' }
const stretch = { from: '2026-03-02', to: '2026-03-08' }
const allIncluded = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }
const trend = aggregation =>
  `/api/public/bot/${BOT}/v2/userEngagementTrend?aggregation_type=${aggregation}&start_date=2026-02-01&end_date=2026-03-02`

/** The last day that is asked for. */
export const LAST_DAY = Date.parse('2026-03-08')
export const DAY = 86_400_000
export const dateOf = ms => new Date(ms).toISOString().slice(0, 10)

const sessionsPage = (containmentType, dateFrom, dateTo, skip) => ({
  method: 'POST',
  path: `${sessions}?containmentType=${containmentType}`,
  body: { skip, limit: 20, dateFrom, dateTo },
})
const conversationsPage = (from, to, page, rest = {}) => ({
  method: 'POST',
  path: `/agentassist/api/v1/public/${BOT}/aaconversation`,
  body: { from, to, page, limit: 20, ...rest },
})
const segmentsPage = (from, to, offset) => ({
  method: 'GET',
  path: `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=${from}&to=${to}&offset=${offset}&limit=20`,
})

/** How much there is on a day: sessions by containment, conversations, segments. `ask(request)` gives an answer as JSON. */
async function countsOf(ask, date) {
  const totals = {}
  for (const type of ['selfService', 'dropOff', 'agent']) {
    totals[type] = (await ask(sessionsPage(type, date, date, 0))).total
  }
  const { totalResults } = await ask(conversationsPage(date, date, 1))
  let segments = 0
  while ((await ask(segmentsPage(date, date, segments))).hasMore) segments += 20
  return { totals, conversations: totalResults, segments: segments + 1 }
}

/** Where the pages of a list begin. */
const starts = (total, size) => Array.from({ length: Math.ceil(total / size) }, (_, page) => page * size)

/** An exporter's way, day by day, back from the last one: every page of sessions, of conversations and of raw data, once. */
async function walk(ask, days) {
  const requests = []
  for (let back = 0; back < days; back++) {
    const date = dateOf(LAST_DAY - back * DAY)
    const { totals, conversations, segments } = await countsOf(ask, date)
    for (const type in totals) {
      for (const skip of starts(totals[type], 20)) requests.push(sessionsPage(type, date, date, skip))
    }
    for (const skip of starts(conversations, 20)) requests.push(conversationsPage(date, date, skip / 20 + 1))
    for (const offset of starts(segments, 20)) requests.push(segmentsPage(date, date, offset))
  }
  return requests
}

/** Laps through the same week; more than any mock gets through while it is measured. */
const LAPS = 112

/**
 * A week again and again: the rows come again, the requests never do. In each lap the days of sessions and raw data begin
 * a second later; conversations know whole days only, so there the size of the page, a flag without effect and in the end
 * the week's first day tell the laps apart.
 */
async function walkWeeks(ask) {
  const days = []
  for (let back = 0; back < 7; back++) {
    const midnight = LAST_DAY - back * DAY
    days.push({ midnight, ...(await countsOf(ask, dateOf(midnight))) })
  }
  const requests = []
  for (let lap = 0; lap < LAPS; lap++) {
    for (const { midnight, totals, segments } of days) {
      const from = new Date(midnight + lap * 1000).toISOString()
      const to = new Date(midnight + DAY - 1).toISOString()
      for (const type in totals) {
        for (const skip of starts(totals[type], 20)) requests.push(sessionsPage(type, from, to, skip))
      }
      for (const offset of starts(segments, 20)) requests.push(segmentsPage(from, to, offset))
    }
    const limit = 20 - (lap % 10)
    const widgetLoaded = lap % 20 >= 10
    const shift = Math.floor(lap / 20) * DAY
    const total = days.reduce((sum, { conversations }) => sum + conversations, 0)
    for (const skip of starts(total, limit)) {
      const from = dateOf(LAST_DAY - 6 * DAY - shift)
      requests.push(conversationsPage(from, dateOf(LAST_DAY - shift), skip / limit + 1, { limit, widgetLoaded }))
    }
  }
  return requests
}

export const works = [
  {
    name: 'getSessions, pages of 20',
    target: 0.6,
    quick: true,
    peers: true,
    operationId: 'getSessions',
    list: () =>
      Array.from({ length: 60 }, (_, page) => ({
        method: 'POST',
        path: sessions,
        body: { ...week, skip: page * 20, limit: 20 },
      })),
  },
  {
    name: 'getSessions, page of 1,000',
    target: 0.5,
    operationId: 'getSessions',
    method: 'POST',
    path: sessions,
    body: { ...week, limit: 1000 },
  },
  {
    name: 'trend, 30 days, daily',
    target: 0.5,
    operationId: 'getUserEngagementTrend',
    method: 'POST',
    path: trend('daily'),
  },
  {
    name: 'trend, 30 days, hourly',
    target: 0.5,
    operationId: 'getUserEngagementTrend',
    method: 'POST',
    path: trend('hourly'),
  },
  {
    name: 'aaconversation, 20 with all includes',
    target: 0.5,
    quick: true,
    operationId: 'listConversations',
    method: 'POST',
    path: `/agentassist/api/v1/public/${BOT}/aaconversation`,
    body: { ...stretch, limit: 20, ...allIncluded },
  },
  {
    name: 'raw data, 100 with agentic data',
    target: 0.5,
    operationId: 'listInteractions',
    method: 'GET',
    path: `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=2026-03-02&to=2026-03-08&limit=100&includeAgenticData=true`,
  },
  {
    name: 'widget of 50 rows',
    target: 0.5,
    operationId: 'getWidgetData',
    method: 'GET',
    path: `${widget('Heavy Users')}?startDate=2026-03-02&endDate=2026-03-08&limit=50`,
  },
  {
    name: 'refused request (412)',
    target: 0.8,
    quick: true,
    method: 'POST',
    path: sessions,
    body: { ...week, limit: 'ten' },
    status: 412,
  },
  { name: '404', target: 0.5, method: 'GET', path: '/api/public/nothing', status: 404 },
  {
    name: "exporter's walk through a week, no two requests alike",
    target: 0.35,
    quick: true,
    once: true,
    // About as long as the other works get warm.
    parts: LAPS / 12,
    list: walkWeeks,
  },
  {
    name: "exporter's first walk, through 90 days, no row seen before",
    target: 0.15,
    once: true,
    parts: 9,
    list: ask => walk(ask, 90),
  },
]

/** One request to each of the six APIs, as a client begins. */
export const firstRequests = [
  { method: 'POST', path: sessions, body: week },
  { method: 'POST', path: trend('daily') },
  {
    method: 'POST',
    path: `/agentassist/api/v1/public/${BOT}/aaconversation`,
    body: { ...stretch, limit: 20, ...allIncluded },
  },
  {
    method: 'GET',
    path: `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=2026-03-02&to=2026-03-08&limit=20&includeAgenticData=true`,
  },
  { method: 'GET', path: `${widget('Heavy Users')}?startDate=2026-03-02&endDate=2026-03-08&limit=50` },
  { method: 'POST', path: `/api/public/bot/${BOT}/getMessagesV2`, body: week },
]

/** The requests of a work as the client sends them. */
export async function requestsOf(work, headers, ask) {
  const plain = work.list ? await work.list(ask) : [{ method: work.method, path: work.path, body: work.body }]
  return plain.map(request => wireOf(request, headers))
}

/** A request with its headers and its body as text. */
export function wireOf({ method, path, body }, headers) {
  return {
    method,
    path,
    headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  }
}

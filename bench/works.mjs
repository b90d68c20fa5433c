// What is asked. A work with `list` walks through different requests; all others repeat one.
export const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
/** The clock of the measured mock: everything asked for is over. */
export const NOW = '2026-03-16T12:00:00Z'

const sessions = `/api/public/bot/${BOT}/getSessions`
const widget = name => `/api/public/bot/${BOT}/dashboard/Operations/widget/${encodeURIComponent(name)}`
const week = { dateFrom: '2026-03-02', dateTo: '2026-03-08' }
const trend = aggregation =>
  `/api/public/bot/${BOT}/v2/userEngagementTrend?aggregation_type=${aggregation}&start_date=2026-02-01&end_date=2026-03-02`

/** An exporter's way through a week: every page of every day, sessions and Agent AI, no two requests alike. */
function* walk() {
  for (let day = 2; day <= 8; day++) {
    const date = `2026-03-0${day}`
    for (const containmentType of ['selfService', 'dropOff', 'agent']) {
      for (let skip = 0; skip < 800; skip += 20) {
        yield {
          method: 'POST',
          path: `${sessions}?containmentType=${containmentType}`,
          body: { skip, limit: 20, dateFrom: date, dateTo: date },
        }
      }
    }
    for (let page = 1; page <= 12; page++) {
      yield {
        method: 'POST',
        path: `/agentassist/api/v1/public/${BOT}/aaconversation`,
        body: { from: date, to: date, page, limit: 20 },
      }
    }
    for (let offset = 0; offset < 240; offset += 20) {
      yield {
        method: 'GET',
        path: `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=${date}&to=${date}&offset=${offset}&limit=20`,
      }
    }
  }
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
    body: {
      from: '2026-03-02',
      to: '2026-03-08',
      limit: 20,
      includeHistory: true,
      includeAgenticHistory: true,
      includeFeedback: true,
      includeSummary: true,
    },
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
  { name: "exporter's walk through a week", target: 0.35, quick: true, list: () => [...walk()] },
]

/** The requests of a work as the client sends them. */
export function requestsOf(work, headers) {
  const plain = work.list ? work.list() : [{ method: work.method, path: work.path, body: work.body }]
  return plain.map(({ method, path, body }) => ({
    method,
    path,
    headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  }))
}

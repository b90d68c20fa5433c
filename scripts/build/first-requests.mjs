// What most runs ask first: one request to each API, and to what steers the mock.
const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const dates = { dateFrom: '2026-03-02', dateTo: '2026-03-08' }
const stretch = { from: '2026-03-02', to: '2026-03-08', limit: 20 }
const included = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }

export const firstRequests = [
  { method: 'GET', path: '/__admin/health' },
  { method: 'POST', path: `/api/public/bot/${BOT}/getSessions`, body: dates },
  {
    method: 'POST',
    path: `/api/public/bot/${BOT}/v2/userEngagementTrend?aggregation_type=daily&start_date=2026-02-01&end_date=2026-03-02`,
  },
  { method: 'POST', path: `/agentassist/api/v1/public/${BOT}/aaconversation`, body: { ...stretch, ...included } },
  {
    method: 'GET',
    path: `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=2026-03-02&to=2026-03-08&limit=20&includeAgenticData=true`,
  },
  {
    method: 'GET',
    path: `/api/public/bot/${BOT}/dashboard/Operations/widget/Heavy%20Users?startDate=2026-03-02&endDate=2026-03-08&limit=50`,
  },
  { method: 'POST', path: `/api/public/bot/${BOT}/getMessagesV2`, body: dates },
]

// What is asked of a bot, operation by operation. `day(n)` is the date n days from the world's now, `known` what earlier
// answers told: ids of sessions, users, messages, conversations and agents, and the dashboards.
const DAY = 86_400_000

/** Dates counted from an instant. */
export const daysFrom = now => n => new Date(Date.parse(now) + n * DAY).toISOString().slice(0, 10)

const get = (path, headers) => ({ method: 'GET', path, headers })
const post = (path, body, headers) => ({ method: 'POST', path, body, headers })
const query = fields => new URLSearchParams(fields).toString()

/** Ranges by name: over, of one day, with sessions under way, reaching into what is to come, given by instants. */
export function rangesOf(day, now) {
  return {
    over: { dateFrom: day(-8), dateTo: day(-2) },
    one: { dateFrom: day(-5), dateTo: day(-5) },
    live: { dateFrom: day(-1), dateTo: day(0) },
    ahead: { dateFrom: day(0), dateTo: day(4) },
    instants: { dateFrom: `${day(-4)}T06:30:00.000Z`, dateTo: `${day(-3)}T18:15:30.500Z` },
    lately: { dateFrom: new Date(Date.parse(now) - 3_600_000).toISOString(), dateTo: now },
  }
}

const tagsOf = ({ tags }) => [
  { and: tags.slice(0, 2).map(({ name, value }) => ({ name, values: [value] })) },
  { or: tags.map(({ name, value, type }) => ({ name, values: [value, 'nobody'], type })) },
]

function sessionBodies({ ranges, known }) {
  const { over, one, live, ahead, instants, lately } = ranges
  return [
    { ...over, limit: 50 },
    { ...over, limit: 50, skip: 50 },
    { ...over, limit: 20, offset: 120 },
    { ...over, skip: 100_000 },
    { ...one, limit: 1000 },
    { ...one, sessionType: 'Interactive', limit: 30, skip: 7 },
    { ...one, sessionType: 'non-interactive', limit: 30 },
    ...tagsOf(known).map(tags => ({ ...over, tags, limit: 25 })),
    ...known.userIds.slice(0, 3).map(userId => ({ ...over, userId })),
    { ...live, limit: 200 },
    { ...live, limit: 20, skip: 20 },
    { ...lately },
    { ...ahead, limit: 10 },
    { ...instants, limit: 40 },
    { dateFrom: over.dateFrom, limit: 5 },
    { dateTo: over.dateTo, limit: 5 },
    { limit: 3, includeMeta: true },
    {},
    { sessionId: known.sessionIds.slice(0, 20) },
    { sessionId: [...known.sessionIds.slice(-3), known.sessionIds[0] ?? 'none', 'f'.repeat(24), 'x'], limit: 2 },
    { sessionId: [], ...one, limit: 2 },
  ]
}

function sessions(target, context) {
  const { ranges, known } = context
  return [
    ...sessionBodies(context).map(body => post(target, body)),
    ...['agent', 'selfService', 'DROPOFF'].flatMap(type => [
      post(`${target}?containmentType=${type}`, { ...ranges.over, limit: 20 }),
      post(`${target}?containmentType=${type}`, { ...ranges.live, limit: 20, skip: 3 }),
    ]),
    ...known.callIds.slice(0, 2).map(id => post(`${target}?callId=${id}`, ranges.over)),
    post(`${target}?callId=CA00000000000000000000000000000000`, ranges.one),
    post(target, { ...ranges.one, limit: 100 }, { 'accept-encoding': 'gzip' }),
    post(target),
  ]
}

function messageBodies({ ranges, known }, most) {
  const { over, one, live, ahead, instants, lately } = ranges
  const [messageId = 'ms-none'] = known.messageIds
  return [
    { ...one, limit: most },
    { ...over, limit: 40, skip: 130 },
    { ...over, limit: 40, offset: 400, forward: true },
    { ...instants, channelType: 'RTM', limit: 60 },
    { ...one, channelType: 'korevg', limit: 30, includeLatency: true, includeTraceId: true, getAgentsInfo: true },
    { ...one, limit: 50, includeSecureForm: true, getAgentsInfo: true, includeTraceId: true, forward: 'true' },
    ...tagsOf(known).map(tags => ({ ...one, tags, limit: 30 })),
    ...known.userIds.slice(0, 3).map(userId => ({ ...over, userId, limit: 30, getAgentsInfo: true })),
    ...known.callIds.slice(0, 2).map(callId => ({ callId, includeLatency: true })),
    ...known.callIds.slice(2, 3).map(ivrInstID => ({ ivrInstID })),
    { sessionId: known.sessionIds.slice(0, 5), limit: 100, includeTraceId: true },
    { sessionId: known.sessionIds[1] ?? 'none', forward: true },
    ...[-1, 0, 1].map(direction => ({ msgId: messageId, direction, limit: 12 })),
    { ...live, limit: most },
    { ...live, limit: 20, skip: 20 },
    { ...lately },
    { ...ahead, limit: 10 },
    { limit: 7 },
  ]
}

const userQueries = ({ ranges, known }, most) => [
  ...known.userIds.slice(0, 4).flatMap(userId => [
    { userId, ...ranges.over, limit: most },
    { userId, ...ranges.live, channelType: 'korevg', getAgentsInfo: true, includeLatency: true },
    { userId, skip: 3, limit: 4, includeTraceId: true, includeSecureForm: true },
  ]),
  { userId: 'nobody@example.com', ...ranges.one },
  ...known.sessionIds.slice(0, 2).map(sessionId => ({ userId: known.userIds[0], sessionId })),
]

const messages = (target, context, most) => messageBodies(context, most).map(body => post(target, body))
const userMessages = (target, context, most) =>
  userQueries(context, most).map(fields => get(`${target}?${query(fields)}`))

const lite = (target, { ranges, known }) => [
  ...[ranges.over, ranges.live, ranges.lately, {}].map(range => post(target, { ...range, limit: 60, skip: 2 })),
  post(target, { ...ranges.one, type: 'incoming', limit: 30 }),
  post(target, { ...ranges.one, type: ['incoming', 'outgoing'], isDeveloper: false, channelType: 'rtm', limit: 30 }),
  post(target, { ...ranges.over, isDeveloper: true, limit: 30 }),
  post(`${target}?limit=9`, { ...ranges.one }),
  ...known.sessionIds.slice(0, 3).map(sessionId => post(target, { sessionId, limit: 100 })),
  ...known.userIds.slice(0, 2).map(channelUId => post(target, { ...ranges.over, channelUId, limit: 100 })),
]

const userLite = (target, { known }) =>
  known.userIds
    .slice(0, 4)
    .flatMap(userId => [
      get(`${target}?${query({ userId })}`),
      get(`${target}?${query({ userId, limit: 30, skip: 2 })}`),
    ])

const INCLUDES = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }

function conversations(target, { ranges, known }) {
  const span = ({ dateFrom, dateTo }) => ({ from: dateFrom, to: dateTo })
  const bodies = [
    ...['over', 'one', 'live', 'ahead'].flatMap(name => [span(ranges[name]), { ...span(ranges[name]), ...INCLUDES }]),
    ...Object.keys(INCLUDES).map(name => ({ ...span(ranges.one), [name]: true, limit: 7 })),
    ...[2, 3, 9, 4000].map(page => ({ ...span(ranges.over), page, includeHistory: page < 4 })),
    { ...span(ranges.over), ...INCLUDES, conversationIds: known.conversationIds.slice(0, 5) },
    { ...span(ranges.over), widgetLoaded: true, conversationIds: known.conversationIds[6] ?? 'none', limit: 3 },
  ]
  return bodies.map(body => post(target, body))
}

const SEGMENTS = '/v2/agentassistinteractions?'

function segmentQueries({ ranges }) {
  const { over, one, live, ahead, lately } = ranges
  const span = ({ dateFrom, dateTo }) => ({ from: dateFrom, to: dateTo })
  return [
    span(over),
    { ...span(over), includeAgenticData: true, offset: 30, limit: 40 },
    { ...span(one), limit: 0 },
    { ...span(one), limit: 9, offset: 5 },
    { ...span(live), includeAgenticData: true },
    { ...span(lately) },
    { ...span(ahead) },
    { from: `${one.dateFrom} 06:00:00`, to: `${one.dateTo}-18:30:00`, limit: 25 },
  ]
}

const segments = (base, context) => [
  ...segmentQueries(context).map(fields => get(base + SEGMENTS + query(fields))),
  get(
    `${base}/agentassistinteractions?${query({ from: context.ranges.one.dateFrom, to: context.ranges.one.dateTo, limit: 3 })}`,
  ),
]

function filteredSegments(base, { ranges, known }) {
  const [first] = segmentQueries({ ranges })
  const filters = [
    { conversationIds: known.conversationIds.slice(0, 4) },
    { sessionIds: known.sessionIds.slice(0, 40) },
    { channels: ['voice'] },
    { channels: ['chat', 'email'], agentIds: known.agentIds.slice(0, 4) },
    { agentIds: known.agentIds.slice(2, 3), sessionIds: [] },
    {},
  ]
  return filters.map((filter, i) =>
    post(base + SEGMENTS + query({ ...first, limit: 30, includeAgenticData: i % 2 === 0 }), filter),
  )
}

const history = (base, { known }) =>
  [...known.conversationIds.slice(0, 6), 'CH00000000000000000000000000000000'].flatMap(id =>
    ['page=1&limit=20', 'page=2&limit=2', 'page=1&limit=5&search=true'].map(fields =>
      get(`${base}/aaconversations/${id}/agentic-history?${fields}`),
    ),
  )

const WIDGET_FILTERS = [
  [{ filterSource: 'userType', fieldName: 'user', values: ['newuser'] }],
  [{ filterSource: 'SESSIONS', fieldName: 'channel', values: ['rtm', 'korevg'] }],
  [
    { filterSource: 'sessionType', fieldName: 'TransferValue', values: ['MediumValue', 'LowValue'] },
    { filterSource: 'userTag', fieldName: 'CustomerType', values: ['Regular'] },
  ],
  [{ filterSource: 'weather', fieldName: 'rain', values: [true, 1] }],
]

const widgetPaths = (base, { known }) =>
  known.dashboards.flatMap(dashboard =>
    dashboard.widgets.map(
      widget => `${base}/dashboard/${encodeURIComponent(dashboard.name)}/widget/${encodeURIComponent(widget.name)}?`,
    ),
  )

function widgetSpans({ ranges }) {
  return Object.values(ranges).map(({ dateFrom, dateTo }) => ({ startDate: dateFrom, endDate: dateTo }))
}

const widgets = (base, context) =>
  widgetPaths(base, context).flatMap(path => [
    ...widgetSpans(context).map(span => get(path + query(span))),
    get(path + query({ ...widgetSpans(context)[0], limit: 7, skip: 5 })),
    get(path + query({ ...widgetSpans(context)[1], limit: -1 })),
  ])

const filteredWidgets = (base, context) =>
  widgetPaths(base, context).flatMap(path =>
    WIDGET_FILTERS.map((customFilters, i) => post(path + query(widgetSpans(context)[i % 3]), { customFilters })),
  )

const ZONES = ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Kiritimati']

function trendQueries({ day }) {
  const month = { start_date: day(-31), end_date: day(-2) }
  const live = { start_date: day(-2), end_date: day(1) }
  return [
    { aggregation_type: 'daily', ...month },
    { aggregation_type: 'Hourly', ...live },
    { aggregation_type: '', ...live, channels: 'rtm,korevg' },
    { aggregation_type: 'daily', ...month, channels: 'All' },
    { aggregation_type: 'daily', ...month, channels: 'nowhere' },
  ]
}

const trend = (target, context) => {
  const [month, live] = trendQueries(context)
  const filters = [
    ...ZONES.flatMap(timeZoneOffset => [
      { ...month, timeZoneOffset },
      { ...live, timeZoneOffset },
    ]),
    ...['Interactive', 'non-interactive'].map(conversationType => ({ ...month, conversationType })),
    ...['Active', 'closed'].map(conversationStatus => ({ ...live, conversationStatus })),
    {
      ...live,
      conversationStatus: 'Active',
      conversationType: 'Interactive',
      channels: 'rtm',
      timeZoneOffset: ZONES[1],
    },
    { ...month, start_date: context.day(-200), end_date: context.day(-100) },
  ]
  return [...trendQueries(context), ...filters].map(fields => post(`${target}?${query(fields)}`))
}

const olderTrend = (target, context) => [
  ...trendQueries(context).map(fields => post(`${target}?${query(fields)}`)),
  post(`${target}?${query({ ...trendQueries(context)[0], channel: 'sms' })}`),
]

function refusals(base, agents, { ranges, day }) {
  const { over, one } = ranges
  return [
    post(`${base}/getSessions`, { limit: 'ten', dateFrom: '2026-02-30' }),
    post(`${base}/getSessions`, { limit: 0, skip: -1, tags: { and: [{}] } }),
    post(`${base}/getSessions?containmentType=nobody`, one),
    post(`${base}/getSessions`, '{"limit": '),
    post(`${base}/getSessions`, '[]'),
    post(`${base}/getSessions`, { dateFrom: day(-9), dateTo: day(0) }),
    post(`${base}/getSessions`, { dateFrom: over.dateTo, dateTo: over.dateFrom }),
    post(`${base}/getSessions`, one, { auth: '' }),
    post(`${base}/getSessions`, one, { auth: 'no.jwt' }),
    post(`${base}/getSessions`, one, { auth: 'bm8.bm8.bm8' }),
    post(`${base}/getSessions`, one, { 'content-type': 'text/plain' }),
    post(`${base}/getSessions`, one, { prefer: 'code=429' }),
    post(`${base}/getSessions`, one, { prefer: 'code=499' }),
    post(`${base}/getSessions`, one, { 'x-mock-scenario': 'none' }),
    post('/api/public/bot/nobody/getSessions', one),
    get(`${base}/getSessions`),
    get(`${base}/getMessages`),
    post(`${base}/getMessages`, { msgId: 'ms-1', dateFrom: over.dateFrom, limit: 101 }),
    post(`${agents}/aaconversation`, { from: one.dateFrom, to: one.dateTo }, { accountId: '' }),
    post(`${agents}/aaconversation`, { from: one.dateFrom, page: 0, limit: 21 }),
    get(`${agents}/v2/agentassistinteractions?from=yesterday`),
    get(`${agents}/aaconversations/CH1/agentic-history`),
    post(`${base}/v2/userEngagementTrend?timeZoneOffset=Nowhere`),
    post(`${base}/v2/userEngagementTrend?start_date=2024-01-01&end_date=2026-01-01`),
    get(`${base}/dashboard/Nothing/widget/Nowhere?startDate=${one.dateFrom}&endDate=${one.dateTo}`),
    get('/api/public/nothing'),
    {
      method: 'OPTIONS',
      path: `${base}/getSessions`,
      headers: { origin: 'http://a.example', 'access-control-request-method': 'POST' },
    },
    { method: 'DELETE', path: `${base}/getSessions` },
    { method: 'HEAD', path: `${base}/getMessages` },
  ]
}

/** All requests to one bot: operation → requests. `context` holds bot, day, ranges, known. */
export function requestsOf(context) {
  const base = `/api/public/bot/${context.bot}`
  const agents = `/agentassist/api/v1/public/${context.bot}`
  return {
    getSessions: sessions(`${base}/getSessions`, context),
    getMessages: userMessages(`${base}/getMessages`, context, 50),
    postMessages: messages(`${base}/getMessages`, context, 100),
    getMessagesV2: userMessages(`${base}/getMessagesV2`, context, 500),
    postMessagesV2: messages(`${base}/getMessagesV2`, context, 1000),
    getMessagesLite: userLite(`${base}/messages-lite`, context),
    postMessagesLite: lite(`${base}/messages-lite`, context),
    listConversations: conversations(`${agents}/aaconversation`, context),
    listInteractions: segments(agents, context),
    queryInteractions: filteredSegments(agents, context),
    getAgenticHistory: history(agents, context),
    getWidgetData: widgets(base, context),
    queryWidgetData: filteredWidgets(base, context),
    getUserEngagementTrend: trend(`${base}/v2/userEngagementTrend`, context),
    getUserEngagementTrendV1: olderTrend(`${base}/userEngagementTrend`, context),
    refusals: refusals(base, agents, context),
  }
}

/** All requests to the account as a whole. */
export const accountRequestsOf = context => ({
  getAccountSessions: sessions('/api/public/getSessions', context),
  postAccountMessages: messages('/api/public/getMessages', context, 100),
  describeWorld: ['', `?botId=${context.bot}`].map(fields => get(`/__admin/world${fields}`)),
})

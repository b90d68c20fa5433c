// One valid request of each operation, drawn. `at` says of whom: { draws, base, agents, world, span(days), known }.
const get = (path, fields) => ({ method: 'GET', path: `${path}?${new URLSearchParams(fields)}` })
const post = (path, body, fields) => ({
  method: 'POST',
  path: fields === undefined ? path : `${path}?${new URLSearchParams(fields)}`,
  body,
})

const CONTAINMENT = ['agent', 'selfService', 'dropOff']
const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Kiritimati']
const INCLUDES = ['includeHistory', 'includeAgenticHistory', 'includeFeedback', 'includeSummary']
const TAGS = [
  { name: 'CustomerType', values: ['Regular'] },
  { name: 'user', values: ['newuser'] },
  { name: 'TransferValue', values: ['LowValue', 'MediumValue'] },
]

/** Sizes of pages: mostly small, now and then all that is allowed. */
const sizeOf = (draws, most) =>
  draws.chance(0.03) ? most : draws.one([1, 5, 10, 20, 20, 20, 50, 100].filter(size => size <= most))
const skipOf = (draws, size) => size * draws.below(draws.chance(0.1) ? 200 : 8)

function page(draws, most) {
  const limit = sizeOf(draws, most)
  return draws.chance(0.5) ? { limit } : { limit, skip: skipOf(draws, limit) }
}

function tags(draws) {
  const chosen = TAGS.filter(() => draws.chance(0.5))
  return draws.chance(0.5) ? { and: chosen } : { or: chosen }
}

const dates = ([dateFrom, dateTo]) => ({ dateFrom, dateTo })
const fromTo = ([from, to]) => ({ from, to })

function sessions(path, { draws, span, known }) {
  if (draws.chance(0.05))
    return post(path, { sessionId: draws.shuffled(known.sessionIds).slice(0, 1 + draws.below(50)) })
  const body = {
    ...dates(span(7)),
    ...page(draws, 1000),
    ...draws.some({
      userId: [0.1, () => draws.one(known.userIds)],
      tags: [0.1, () => tags(draws)],
      sessionType: [0.15, () => draws.one(['interactive', 'non-interactive'])],
    }),
  }
  const fields = draws.some({ containmentType: [0.4, () => draws.one(CONTAINMENT)] })
  return post(path, body, fields)
}

function messages(path, most, { draws, span, known, world }) {
  const flags = draws.some({
    getAgentsInfo: [0.2, () => true],
    includeSecureForm: [0.2, () => true],
    includeTraceId: [0.2, () => true],
    includeLatency: [0.2, () => true],
    forward: [0.2, () => true],
  })
  if (draws.chance(0.2)) return post(path, { sessionId: draws.shuffled(known.sessionIds).slice(0, 5), ...flags })
  if (draws.chance(0.05))
    return post(path, { msgId: draws.one(known.messageIds), direction: draws.one([-1, 0, 1]), limit: 20 })
  const filters = draws.some({
    userId: [0.2, () => draws.one(known.userIds)],
    channelType: [0.2, () => draws.one(world.channels)],
    tags: [0.05, () => tags(draws)],
  })
  return post(path, { ...dates(span(draws.chance(0.9) ? 2 : 7)), ...page(draws, most), ...filters, ...flags })
}

const userMessages = (path, most, { draws, span, known }) =>
  get(path, { userId: draws.one(known.userIds), ...dates(span(7)), ...page(draws, most) })

function conversations({ agents, draws, span, known }) {
  const body = {
    ...fromTo(span(7, true)),
    page: 1 + draws.below(12),
    limit: draws.one([5, 10, 20, 20, 20]),
    ...Object.fromEntries(INCLUDES.filter(() => draws.chance(0.3)).map(name => [name, true])),
    ...draws.some({ conversationIds: [0.1, () => draws.shuffled(known.conversationIds).slice(0, 5)] }),
  }
  return post(`${agents}/aaconversation`, body)
}

function segmentsQuery({ draws, span }) {
  const limit = draws.one([5, 20, 20, 50, 100])
  return {
    ...fromTo(span(draws.chance(0.9) ? 2 : 7)),
    limit,
    offset: limit * draws.below(6),
    ...draws.some({ includeAgenticData: [0.3, () => true] }),
  }
}

function filteredSegments(at) {
  const { agents, draws, known, world } = at
  const filter = draws.some({
    conversationIds: [0.3, () => draws.shuffled(known.conversationIds).slice(0, 10)],
    sessionIds: [0.3, () => draws.shuffled(known.sessionIds).slice(0, 20)],
    channels: [0.3, () => [draws.one(['voice', 'chat', 'email'])]],
    agentIds: [0.3, () => [draws.one(world.agents).agentId]],
  })
  return post(`${agents}/v2/agentassistinteractions`, filter, segmentsQuery(at))
}

function widget({ base, draws, span, world }) {
  const dashboard = draws.one(world.dashboards)
  const { name } = draws.one(dashboard.widgets)
  const path = `${base}/dashboard/${encodeURIComponent(dashboard.name)}/widget/${encodeURIComponent(name)}`
  const [startDate, endDate] = span(draws.chance(0.9) ? 2 : 14)
  const fields = {
    startDate,
    endDate,
    ...draws.some({ limit: [0.5, () => 1 + draws.below(50)], skip: [0.2, () => draws.below(90)] }),
  }
  if (draws.chance(0.6)) return get(path, fields)
  const filters = [
    { filterSource: 'userType', fieldName: 'user', values: ['newuser'] },
    { filterSource: 'sessions', fieldName: 'channel', values: [draws.one(world.channels)] },
    { filterSource: 'sessionType', fieldName: 'TransferValue', values: ['LowValue'] },
  ]
  return post(path, { customFilters: [draws.one(filters)] }, fields)
}

function trend({ base, draws, span }) {
  const [start, end] = span(draws.chance(0.95) ? 7 : 90, true)
  const fields = {
    start_date: start,
    end_date: end,
    aggregation_type: draws.one(['daily', 'daily', 'hourly']),
    ...draws.some({
      timeZoneOffset: [0.5, () => draws.one(ZONES)],
      conversationType: [0.2, () => draws.one(['All', 'Interactive', 'Non Interactive'])],
      conversationStatus: [0.2, () => draws.one(['All', 'Active', 'Closed'])],
      channels: [0.3, () => draws.one(['All', 'rtm', 'rtm,korevg', 'sms,email'])],
    }),
  }
  return post(`${base}/v2/userEngagementTrend`, undefined, fields)
}

function olderTrend({ base, draws, span }) {
  const [start, end] = span(7, true)
  return post(`${base}/userEngagementTrend`, undefined, {
    start_date: start,
    end_date: end,
    aggregation_type: draws.one(['daily', 'hourly']),
  })
}

const history = ({ agents, draws, known }) =>
  get(`${agents}/aaconversations/${draws.one(known.conversationIds)}/agentic-history`, {
    page: 1 + draws.below(2),
    limit: draws.one([5, 20]),
    ...draws.some({ search: [0.2, () => true] }),
  })

/** How often each operation is asked. */
export const WEIGHTS = {
  getSessions: 30,
  getAccountSessions: 3,
  getMessages: 4,
  postMessages: 10,
  getMessagesV2: 2,
  postMessagesV2: 4,
  getMessagesLite: 2,
  postMessagesLite: 4,
  postAccountMessages: 1,
  listConversations: 12,
  listInteractions: 8,
  queryInteractions: 3,
  getAgenticHistory: 3,
  widgets: 8,
  getUserEngagementTrend: 5,
  getUserEngagementTrendV1: 1,
}

/** Operation → a request, drawn. */
export const operations = {
  getSessions: at => sessions(`${at.base}/getSessions`, at),
  getAccountSessions: at => sessions('/api/public/getSessions', at),
  getMessages: at => userMessages(`${at.base}/getMessages`, 100, at),
  postMessages: at => messages(`${at.base}/getMessages`, 100, at),
  getMessagesV2: at => userMessages(`${at.base}/getMessagesV2`, 1000, at),
  postMessagesV2: at => messages(`${at.base}/getMessagesV2`, 1000, at),
  getMessagesLite: ({ base, draws, known }) =>
    get(`${base}/messages-lite`, { userId: draws.one(known.userIds), limit: sizeOf(draws, 100) }),
  postMessagesLite: ({ base, draws, span }) =>
    post(`${base}/messages-lite`, {
      ...dates(span(2)),
      ...page(draws, 100),
      ...draws.some({ type: [0.3, () => 'incoming'] }),
    }),
  postAccountMessages: at => messages('/api/public/getMessages', 100, at),
  listConversations: conversations,
  listInteractions: at => get(`${at.agents}/v2/agentassistinteractions`, segmentsQuery(at)),
  queryInteractions: filteredSegments,
  getAgenticHistory: history,
  widgets: widget,
  getUserEngagementTrend: trend,
  getUserEngagementTrendV1: olderTrend,
}

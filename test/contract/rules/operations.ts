import type { OperationId } from '../../../src/contract/contract.ts'

/** What holds for an operation beside its fields, written from the vendor's pages and the rulings. */
export interface OperationRules {
  readonly at: string
  /** Its paths of older or other names. */
  readonly aliases: readonly string[]
  readonly body: 'none' | 'may be sent' | 'must be sent'
  /** Facts 1.5. */
  readonly scope: { readonly bot?: string; readonly account?: string }
  /** Facts 3.1. */
  readonly quota: { readonly bucket: string; readonly per: 'bot' | 'account' }
  /** Bounds of a range, where they stand, and the days after which a range is refused (ruling R6). */
  readonly range?: { in: 'query' | 'body'; from: string; to: string; maxDays?: number }
  /** Rulings R2 and R8. */
  readonly page?: { list: string; size: string; skip?: string; page?: string; order: 'ascending' | 'descending' }
  /** Facts 7.2. */
  readonly notTogether?: readonly (readonly string[])[]
}

/** Decision D212: each path of a bot is served under its older name too. */
const older = (path: string) => [path.replace('/public/bot/', '/public/stream/')]

const account = '/api/public'
const bot = '/api/public/bot/{botId}'
const trend = { bot: 'User Engagement Trend' }
const sessions = { bot: 'Bot Sessions', account: 'Bot Analytics > Bot Sessions' }
const messages = { bot: 'Chat History', account: 'Bot Analytics > Chat History' }
const widgets = { bot: 'Custom Reports', account: 'Custom Reports > Custom Reports' }
const assist = { bot: 'AgentAssist Analytics', account: 'AgentAssist Analytics' }

const week = { from: 'dateFrom', to: 'dateTo', maxDays: 7 }
const days = { in: 'query', from: 'start_date', to: 'end_date', maxDays: 366 } as const
const widgetDays = { from: 'startDate', to: 'endDate', maxDays: 366 }

const newestFirst = (list: string) => ({ list, size: 'limit', skip: 'skip', order: 'descending' }) as const
const numbered = { list: 'results', size: 'limit', page: 'page', order: 'ascending' } as const

const perBot = (bucket: string) => ({ bucket, per: 'bot' }) as const
const perAccount = (bucket: string) => ({ bucket, per: 'account' }) as const

const segments = '/agentassist/api/v1/public/{streamId}/v2/agentassistinteractions'
const interactions = {
  aliases: [segments.replace('/v2/', '/')],
  body: 'may be sent',
  scope: assist,
  quota: perAccount('agentAssist'),
  range: { in: 'query', from: 'from', to: 'to' },
  page: { list: 'data', size: 'limit', skip: 'offset', order: 'ascending' },
} as const

const widget = `${bot}/dashboard/{dashboardName}/widget/{widgetName}`

const getMessages = (path: string, bucket: string): OperationRules => ({
  at: `GET ${path}`,
  aliases: older(path),
  body: 'none',
  scope: messages,
  quota: perBot(bucket),
  range: { in: 'query', ...week },
  page: newestFirst('messages'),
})

const postMessages = (path: string, bucket: string): OperationRules => ({
  at: `POST ${path}`,
  aliases: older(path),
  body: 'may be sent',
  scope: messages,
  quota: perBot(bucket),
  range: { in: 'body', ...week },
  page: newestFirst('messages'),
  notTogether: [
    ['msgId', 'dateFrom'],
    ['msgId', 'dateTo'],
  ],
})

export const OPERATIONS: Readonly<Record<OperationId, OperationRules>> = {
  getUserEngagementTrend: {
    at: 'POST /api/public/bot/{streamId}/v2/userEngagementTrend',
    aliases: ['/api/public/stream/{streamId}/v2/userEngagementTrend'],
    body: 'none',
    scope: trend,
    quota: perBot('userEngagementTrend'),
    range: days,
  },
  getUserEngagementTrendV1: {
    at: 'POST /api/public/bot/{streamId}/userEngagementTrend',
    aliases: ['/api/public/stream/{streamId}/userEngagementTrend'],
    body: 'none',
    scope: trend,
    quota: perBot('userEngagementTrendV1'),
    range: days,
  },
  getSessions: {
    at: `POST ${bot}/getSessions`,
    aliases: older(`${bot}/getSessions`),
    body: 'may be sent',
    scope: sessions,
    quota: perBot('getSessions'),
    range: { in: 'body', ...week },
    page: newestFirst('sessions'),
  },
  getAccountSessions: {
    at: `POST ${account}/getSessions`,
    aliases: [],
    body: 'may be sent',
    scope: { account: sessions.account },
    quota: perAccount('getSessions'),
    range: { in: 'body', ...week },
    page: newestFirst('sessions'),
  },
  listConversations: {
    at: 'POST /agentassist/api/v1/public/{botId}/aaconversation',
    aliases: [],
    body: 'must be sent',
    scope: assist,
    quota: perAccount('agentAssist'),
    range: { in: 'body', from: 'from', to: 'to', maxDays: 7 },
    page: numbered,
  },
  // Filters are honoured here too, though a body of GET cannot be published (facts 11.23).
  listInteractions: { at: `GET ${segments}`, ...interactions, body: 'none' },
  queryInteractions: { at: `POST ${segments}`, ...interactions },
  getWidgetData: {
    at: `GET ${widget}`,
    aliases: older(widget),
    body: 'none',
    scope: widgets,
    quota: perBot('getWidgetData'),
    range: { in: 'query', ...widgetDays },
  },
  queryWidgetData: {
    at: `POST ${widget}`,
    aliases: older(widget),
    body: 'may be sent',
    scope: widgets,
    quota: perBot('getWidgetData'),
    range: { in: 'body', ...widgetDays },
  },
  getMessages: getMessages(`${bot}/getMessages`, 'getMessages'),
  postMessages: postMessages(`${bot}/getMessages`, 'getMessages'),
  postAccountMessages: {
    ...postMessages(`${account}/getMessages`, ''),
    aliases: [],
    scope: { account: messages.account },
    quota: perAccount('getMessages'),
  },
  getMessagesV2: getMessages(`${bot}/getMessagesV2`, 'getMessagesV2'),
  postMessagesV2: postMessages(`${bot}/getMessagesV2`, 'getMessagesV2'),
  getMessagesLite: {
    at: `GET ${bot}/messages-lite`,
    aliases: older(`${bot}/messages-lite`),
    body: 'none',
    scope: messages,
    quota: perBot('messages-lite'),
    page: newestFirst('messages'),
  },
  postMessagesLite: {
    at: `POST ${bot}/messages-lite`,
    aliases: older(`${bot}/messages-lite`),
    body: 'may be sent',
    scope: messages,
    quota: perBot('messages-lite'),
    range: { in: 'body', ...week },
    page: newestFirst('messages'),
  },
  getAgenticHistory: {
    at: 'GET /agentassist/api/v1/public/{streamId}/aaconversations/{conversationId}/agentic-history',
    aliases: [],
    body: 'none',
    scope: assist,
    quota: perAccount('agentAssist'),
    page: numbered,
  },
}

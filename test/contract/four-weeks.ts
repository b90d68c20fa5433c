import type { FastifyInstance } from 'fastify'
import type { OperationId } from '../../src/contract/contract.ts'
import { ask, NOW } from '../helper.ts'

/** A request of an operation, for a day of the four weeks. */
type Question = readonly [id: OperationId, method: 'GET' | 'POST', url: string, body?: object]

/** Answers to an operation: its id and the body. */
export interface Answered {
  readonly id: OperationId
  readonly body: Record<string, unknown>
}

const api = (bot: string) => `/api/public/bot/${bot}`
const assist = (bot: string) => `/agentassist/api/v1/public/${bot}`
const HISTORY = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }
const MESSAGES = { limit: 10_000, getAgentsInfo: true, includeTraceId: true, includeLatency: true }

const DAY = 86_400_000
const LAST = Date.parse('2026-03-09T00:00:00Z')
/** The four weeks up to the clock of the tests, the latest day first. */
export const DAYS = Array.from({ length: 28 }, (_, i) => new Date(LAST - i * DAY).toISOString().slice(0, 10))

/** A day of a bot, and the operations that are asked about it. */
export interface AskedDay {
  readonly bot: string
  readonly day: string
  readonly isAsked: (id: OperationId) => boolean
}

/** What operations say of a day, with everything that can be asked for. */
export async function* answersOf(app: FastifyInstance, asked: AskedDay): AsyncGenerator<Answered> {
  const { bot, day, isAsked } = asked
  const ASSIST = assist(bot)
  for (const question of questionsOf(bot, day)) if (isAsked(question[0])) yield await answered(app, question)
  const range = `from=${day}&to=${day}&includeAgenticData=true`
  const segments = `${ASSIST}/v2/agentassistinteractions?${range}`
  const paged: ((page: number) => Question)[] = [
    page => ['listConversations', 'POST', `${ASSIST}/aaconversation`, { from: day, to: day, page, ...HISTORY }],
    page => ['listInteractions', 'GET', `${segments}&offset=${(page - 1) * 100}`],
  ]
  for (const question of paged) if (isAsked(question(1)[0])) yield* pages(app, question)
  if (isAsked('getAgenticHistory')) yield* agenticHistories(app, asked)
}

async function* agenticHistories(app: FastifyInstance, { bot, day }: AskedDay): AsyncGenerator<Answered> {
  const ASSIST = assist(bot)
  const { results } = (
    await answered(app, ['listConversations', 'POST', `${ASSIST}/aaconversation`, { from: day, to: day }])
  ).body
  for (const { convId } of (results as { convId: string }[]).slice(0, 10)) {
    for (const search of [false, true]) {
      const url = `${ASSIST}/aaconversations/${convId}/agentic-history?page=1&limit=100&search=${search}`
      yield await answered(app, ['getAgenticHistory', 'GET', url])
    }
  }
}

function questionsOf(bot: string, day: string): Question[] {
  const API = api(bot)
  const trend = `start_date=${day}&end_date=${day}`
  const filters = [
    '',
    '&aggregation_type=daily',
    '&conversationType=Interactive',
    '&conversationType=Non%20Interactive',
    '&conversationStatus=Active',
    '&conversationStatus=Closed',
  ]
  const dates = { dateFrom: day, dateTo: day }
  return [
    ...filters.map(
      (filter): Question => ['getUserEngagementTrend', 'POST', `${API}/v2/userEngagementTrend?${trend}${filter}`],
    ),
    ...filters
      .slice(0, 2)
      .map((filter): Question => ['getUserEngagementTrendV1', 'POST', `${API}/userEngagementTrend?${trend}${filter}`]),
    // Up to the clock, so that some are under way; and one that is not there.
    ['getSessions', 'POST', `${API}/getSessions`, { limit: 10_000, dateFrom: day }],
    ['getSessions', 'POST', `${API}/getSessions`, { sessionId: ['x'] }],
    ['postMessagesV2', 'POST', `${API}/getMessagesV2`, { ...dates, ...MESSAGES }],
    ['postMessages', 'POST', `${API}/getMessages`, { ...dates, ...MESSAGES, limit: 100 }],
    ['postMessagesLite', 'POST', `${API}/messages-lite`, { ...dates, limit: 1000 }],
  ]
}

/** Page after page, as long as there is more. */
async function* pages(app: FastifyInstance, question: (page: number) => Question): AsyncGenerator<Answered> {
  for (let page = 1; ; page++) {
    const answer = await answered(app, question(page))
    yield answer
    if (answer.body.hasMore !== true) return
  }
}

async function answered(app: FastifyInstance, [id, method, url, body]: Question): Promise<Answered> {
  const { status, json } = await ask(app, method, url, { body })
  if (status !== 200) throw new Error(`${method} ${url}: ${status} ${JSON.stringify(json)}`)
  return { id, body: json }
}

/** The data of every widget of the bot. */
export async function* widgetsOf(app: FastifyInstance, bot: string): AsyncGenerator<Answered> {
  const { json } = await ask(app, 'GET', `/__admin/world?botId=${bot}`)
  for (const { name, widgets } of json.bots[0].dashboards as { name: string; widgets: { name: string }[] }[]) {
    for (const widget of widgets) {
      const url = `${api(bot)}/dashboard/${encodeURIComponent(name)}/widget/${encodeURIComponent(widget.name)}`
      yield await answered(app, ['getWidgetData', 'GET', `${url}?startDate=${DAYS.at(-1)}&endDate=${DAYS[0]}`])
    }
  }
}

/** Raw data of so many minutes up to the clock of the tests: what is under way. */
export async function* underWay(app: FastifyInstance, bot: string, minutes: number): AsyncGenerator<Answered> {
  const from = new Date(Date.parse(NOW) - minutes * 60_000).toISOString()
  const range = `from=${from}&to=2026-03-09&includeAgenticData=true`
  const url = `${assist(bot)}/v2/agentassistinteractions?${range}`
  yield* pages(app, page => ['listInteractions', 'GET', `${url}&offset=${(page - 1) * 100}`])
}

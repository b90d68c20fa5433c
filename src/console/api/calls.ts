import type * as Answers from './answers.ts'
import type { Call } from './call.ts'

// The calls that the console makes, one function for each.

const part = encodeURIComponent

export const worldCall = (botId?: string): Call<Answers.World> => ({
  method: 'GET',
  path: '/__admin/world',
  query: { botId },
  face: 'admin',
})

export const clockCall = (): Call<Answers.ClockState> => ({ method: 'GET', path: '/__admin/clock', face: 'admin' })

/** @param range instants, the end is no part of it */
export const deskCall = (botId: string, range: { from: string; to: string }): Call<Answers.DeskAnswer> => ({
  method: 'GET',
  path: `/__admin/bots/${part(botId)}/desk`,
  query: range,
  face: 'admin',
})

export const labelsCall = (botId: string, sessionId: string): Call<Answers.LabelsAnswer> => ({
  method: 'GET',
  path: `/__admin/bots/${part(botId)}/labels/${part(sessionId)}`,
  face: 'admin',
})

export const sessionsCall = (
  botId: string,
  body: Answers.SessionsQuestion,
  query: { containmentType?: string | undefined; callId?: string | undefined } = {},
): Call<Answers.SessionsAnswer> => ({
  method: 'POST',
  path: `/api/public/bot/${part(botId)}/getSessions`,
  query,
  body,
  face: 'kore',
  botId,
})

/** @param range days, both of them part of it */
export const trendCall = (
  botId: string,
  range: { first: string; last: string; zone: string; aggregation: 'daily' | 'hourly' },
): Call<Answers.TrendAnswer> => ({
  method: 'POST',
  path: `/api/public/bot/${part(botId)}/v2/userEngagementTrend`,
  query: {
    aggregation_type: range.aggregation,
    start_date: range.first,
    end_date: range.last,
    timeZoneOffset: range.zone,
  },
  face: 'kore',
  botId,
})

export const messagesCall = (botId: string, sessionId: string): Call<Answers.MessagesAnswer> => ({
  method: 'POST',
  path: `/api/public/bot/${part(botId)}/getMessagesV2`,
  body: { sessionId: [sessionId], getAgentsInfo: true, limit: 10_000 },
  face: 'kore',
  botId,
})

/** @param range days, both of them part of it */
export const segmentsCall = (
  botId: string,
  sessionId: string,
  range: { first: string; last: string },
): Call<Answers.InteractionsAnswer> => ({
  method: 'POST',
  path: `/agentassist/api/v1/public/${part(botId)}/v2/agentassistinteractions`,
  query: { from: range.first, to: range.last, limit: 100, includeAgenticData: true },
  body: { sessionIds: [sessionId] },
  face: 'kore',
  botId,
})

/** @param range days, both of them part of it */
export const conversationsCall = (
  botId: string,
  conversationId: string,
  range: { first: string; last: string },
): Call<Answers.ConversationsAnswer> => ({
  method: 'POST',
  path: `/agentassist/api/v1/public/${part(botId)}/aaconversation`,
  body: {
    from: range.first,
    to: range.last,
    conversationIds: [conversationId],
    includeHistory: true,
    includeAgenticHistory: true,
    includeFeedback: true,
    includeSummary: true,
  },
  face: 'kore',
  botId,
})

export const agenticHistoryCall = (botId: string, conversationId: string): Call<Answers.AgenticHistoryAnswer> => ({
  method: 'GET',
  path: `/agentassist/api/v1/public/${part(botId)}/aaconversations/${part(conversationId)}/agentic-history`,
  query: { page: 1, limit: 100 },
  face: 'kore',
  botId,
})

export const moveClockCall = (body: { now: string } | { advance: string }): Call<Answers.ClockState> => ({
  method: 'PUT',
  path: '/__admin/clock',
  body,
  face: 'admin',
})

export const storiesCall = (): Call<Answers.StoryList> => ({ method: 'GET', path: '/__admin/stories', face: 'admin' })

export const storyCall = (name: string): Call<Answers.StoryAnswer> => ({
  method: 'GET',
  path: `/__admin/stories/${part(name)}`,
  face: 'admin',
})

export const scenarioListCall = (): Call<Answers.ScenarioList> => ({
  method: 'GET',
  path: '/__admin/scenarios',
  face: 'admin',
})

/** @param name of a shipped scenario; absent: the one that answers */
export const scenarioTextCall = (name?: string): Call<Answers.ScenarioText> => ({
  method: 'GET',
  path: '/__admin/scenario',
  query: { name },
  face: 'admin',
})

export const useScenarioCall = (body: Answers.ScenarioChange): Call<Answers.ScenarioText> => ({
  method: 'PUT',
  path: '/__admin/scenario',
  body,
  face: 'admin',
})

export const startedScenarioCall = (): Call<Answers.ScenarioText> => ({
  method: 'DELETE',
  path: '/__admin/scenario',
  face: 'admin',
})

export const checkScenarioCall = (text: string): Call<Answers.ScenarioCheck> => ({
  method: 'POST',
  path: '/__admin/scenario/check',
  body: { text, week: true },
  face: 'admin',
})

export const scenarioSchemaCall = (): Call<object> => ({
  method: 'GET',
  path: '/__admin/scenario/schema',
  face: 'admin',
})

/** Where a widget stands. */
export interface WidgetName {
  readonly botId: string
  readonly dashboard: string
  readonly widget: string
}

/** @param asked days, both of them part of it, and the rows to leave out before the next fifty */
export const widgetCall = (
  { botId, dashboard, widget }: WidgetName,
  asked: { first: string; last: string; skip: number },
): Call<Answers.WidgetAnswer> => ({
  method: 'GET',
  path: `/api/public/bot/${part(botId)}/dashboard/${part(dashboard)}/widget/${part(widget)}`,
  query: { startDate: asked.first, endDate: asked.last, limit: 50, skip: asked.skip },
  face: 'kore',
  botId,
})

export const tryWidgetCall = (botId: string, body: Answers.WidgetTry): Call<Answers.WidgetAnswer> => ({
  method: 'POST',
  path: `/__admin/bots/${part(botId)}/widget`,
  body,
  face: 'admin',
})

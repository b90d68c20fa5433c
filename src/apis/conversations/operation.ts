import { type RequestOf, type SchemaOf, serializeRow } from '../../contract/contract.ts'
import { type AgenticRequest, agenticPlatform, agenticRequests } from '../../world/assist/agentic-requests.ts'
import type { Handled } from '../../world/assist/conversation.ts'
import { widgetFeedback } from '../../world/assist/feedback.ts'
import { type Found, findConversations, openConversation } from '../../world/assist/find-conversations.ts'
import type { Feedback } from '../../world/assist/records.ts'
import { messageIdOf, textsOf } from '../../world/assist/segment-context.ts'
import { summariesOf } from '../../world/assist/summaries.ts'
import type { Agent } from '../../world/dialogue/staff.ts'
import { uuidFor } from '../../world/ids.ts'
import { hash32 } from '../../world/random.ts'
import { iso } from '../../world/time.ts'
import { windowOf } from '../dates.ts'
import { KeptRows, keepText } from '../kept-rows.ts'
import { botOf, type Operation } from '../operation.ts'

type Conversation = SchemaOf<'Conversation'>
type Message = SchemaOf<'ConversationMessage'>
type AgentFeedback = SchemaOf<'AgentFeedback'>

const kept = new KeptRows()

/** What of a conversation is asked for besides its head. */
interface Includes {
  readonly history: boolean
  readonly agentic: boolean
  readonly feedback: boolean
  readonly summary: boolean
}

/** The conversations of a range of days, oldest first, page by page: facts 8.1, 8.2. */
export const listConversations: Operation<RequestOf<'listConversations'>> = (view, { path, body }) => {
  const bot = botOf(view, path.botId)
  const { now } = view
  const { page, limit, conversationIds } = body
  const ids = conversationIds !== undefined && conversationIds.length > 0 ? conversationIds : undefined
  const listing = findConversations(bot, windowOf(body.from, body.to), now, ids)
  const skip = (page - 1) * limit
  const includes: Includes = {
    history: body.includeHistory,
    agentic: body.includeAgenticHistory,
    feedback: body.includeFeedback,
    summary: body.includeSummary,
  }
  // It is kept in each of the forms that its includes give it.
  const form = bits(includes.history, includes.agentic, includes.feedback, includes.summary)
  const rows = listing.page(skip, limit).map(({ day, row }) => {
    const shelf = kept.of(bot.day(day), form)
    const known = shelf.get(row, now)
    if (known !== undefined) return known
    const text = serializeRow('listConversations', conversationRow(openConversation(bot, day, row, now), includes))
    return keepText(shelf, row, now, text)
  })
  const { total } = listing
  return {
    body: {
      results: [],
      skip,
      limit,
      hasMore: skip + rows.length < total,
      totalPages: Math.ceil(total / limit),
      totalResults: total,
    },
    list: 'results',
    rows,
  }
}

const bits = (...flags: readonly boolean[]) => flags.reduce((number, flag) => number * 2 + Number(flag), 0)

/** A conversation as aaconversation shows it (facts 8.3 to 8.7), in the key order of the 2026 sample. */
function conversationRow(found: Found, includes: Includes): Conversation {
  const { handled } = found
  const { bot, experience } = handled
  const requests = includes.agentic ? agenticRequests(handled, found.told) : []
  const row: Conversation = {
    _id: handled.recordId,
    convId: handled.convId,
    botId: bot.id,
    channelType: experience,
    isExtAD: !bot.spec.staff.desktop,
    startTime: iso(handled.start),
    ...(includes.summary ? { summaries: summaryRows(found, includes) } : {}),
    experience,
    aaSessionId: handled.aaSessionId,
    aaUserId: handled.userId,
    mbSessionId: handled.sessionId,
    mbUserId: handled.userId,
    ...(includes.history || includes.agentic ? { messages: messageRows(found, includes, requests) } : {}),
    ...(includes.feedback ? { widgetFeedbacks: widgetFeedbacks(found) } : {}),
    ...(includes.agentic ? agenticIds(handled, requests) : {}),
  }
  return handled.pin?.conversation === undefined ? row : { ...row, ...handled.pin.conversation }
}

function summaryRows(found: Found, includes: Includes): SchemaOf<'ConversationSummary'>[] {
  return summariesOf(found.handled, found.told, found.closed).map(summary => ({
    summaryId: summary.id,
    participant: {
      identity: summary.agent.identity,
      name: summary.agent.name,
      type: 'agent',
      startTime: [],
      endTime: [],
    },
    summary: summary.text,
    type: summary.type,
    ...(summary.edited === undefined ? {} : { editedSummary: summary.edited }),
    generationTimeInSecs: summary.generation,
    ...(includes.feedback && summary.feedback !== undefined
      ? { feedbackInfo: feedbackRow(summary.agent, summary.feedback, 'summary') }
      : {}),
  }))
}

function widgetFeedbacks(found: Found): AgentFeedback[] {
  const given = found.closed ? widgetFeedback(found.handled) : undefined
  return given === undefined ? [] : [feedbackRow(given.agent, given.feedback, 'widget')]
}

function feedbackRow(agent: Agent, feedback: Feedback, type: AgentFeedback['type']): AgentFeedback {
  return {
    agentDetails: { identity: agent.identity, name: agent.name },
    feedback: feedback.response === 'up' ? 'like' : 'dislike',
    comment: feedback.comment,
    feedbackDetails: feedback.reasonCode,
    type,
  }
}

/** Messages of person, agent and assistant in one list, oldest first. */
function messageRows(found: Found, includes: Includes, requests: readonly AgenticRequest[]): Message[] {
  const dated: { at: number; row: Message }[] = []
  const { handled, told } = found
  const { timeline } = handled
  if (includes.history) {
    const texts = textsOf(handled)
    for (let index = timeline.handover + 1; index < timeline.times.length; index++) {
      const at = timeline.times[index]!
      if (at > told) break
      if (at < handled.start) continue
      dated.push({ at, row: historyMessage(handled, index, at, texts[index]!) })
    }
  }
  for (const request of requests) {
    if (request.search) continue
    dated.push({ at: request.responded, row: agenticMessage(handled, request, includes.feedback) })
  }
  if (includes.history && requests.length > 0) dated.sort((a, b) => a.at - b.at)
  return dated.map(({ row }) => row)
}

/** The union of both documented shapes: facts 8.4. */
function historyMessage(handled: Handled, index: number, at: number, text: string): Message {
  const { bot, timeline, convId } = handled
  const createdOn = iso(at)
  const byUser = timeline.sides[index] === 1
  const _id = messageIdOf(handled, index)
  return {
    _id,
    botId: bot.id,
    accountId: bot.world.spec.account.id,
    type: byUser ? 'incoming' : 'outgoing',
    status: 'pending',
    components: [component(bot.key, _id, text)],
    sT: index - timeline.handover,
    createdOn,
    lmodifiedOn: createdOn,
    ire: true,
    chnl: 'agentassist',
    lang: handled.language,
    author: byUser ? { type: 'USER' } : { id: 'anonymousAgent', type: 'AGENT' },
    conversationId: convId,
    __lModifiedOn__: `${createdOn.slice(0, 19)}.000Z`,
    timestampValue: at + 9 + (hash32(handled.day, handled.row, index) % 27),
  }
}

/** An exchange with the assistant as a message: facts 8.5. */
function agenticMessage(handled: Handled, request: AgenticRequest, withFeedback: boolean): Message {
  const { bot } = handled
  const platform = agenticPlatform(handled)
  const _id = uuidFor('ms-', bot.key, 'agentic message', request.requestId)
  const { account } = bot.world.spec
  return {
    _id,
    botId: bot.id,
    accountId: account.id,
    orgId: account.orgId,
    type: 'AGENTIC',
    components: [component(bot.key, _id, request.answer)],
    createdOn: iso(request.responded),
    author: { id: request.agent.identity, type: 'AGENT' },
    conversationId: handled.convId,
    timestampValue: request.responded,
    requestId: request.requestId,
    language: handled.language,
    query: request.query,
    isSent: request.used === 'send',
    isCopied: request.used === 'copy',
    isOverride: request.overridden,
    requestedAt: iso(request.requested),
    respondedAt: iso(request.responded),
    ...(request.message < 0 ? {} : { triggeringMessageId: messageIdOf(handled, request.message) }),
    sessionInfo: {
      status: 'idle',
      sessionId: request.search ? platform.searchSessionId : platform.assistSessionId,
      userId: platform.userId,
      runId: request.runId,
      appId: platform.appId,
      envId: platform.envId,
      envName: platform.envName,
      conversationState: request.conversationState,
      activeConversationAgent: request.answeredBy,
      source: 'AIS-AA',
    },
    ...(withFeedback && request.feedback !== undefined
      ? { feedbackInfo: feedbackRow(request.agent, request.feedback, 'agentic') }
      : {}),
  }
}

function component(key: string, messageId: string, text: string): SchemaOf<'MessageComponent'> {
  return { _id: uuidFor('cp-', key, messageId), cT: 'text', data: { text }, thumbnails: [] }
}

function agenticIds(handled: Handled, requests: readonly AgenticRequest[]): Partial<Conversation> {
  const platform = agenticPlatform(handled)
  const searches = requests.filter(request => request.search)
  return {
    searchHistory: searches.map(search => ({
      requestId: search.requestId,
      query: search.query,
      requestedAt: iso(search.requested),
      respondedAt: iso(search.responded),
      response: [{ type: 'text', content: search.answer }],
      participantId: search.agent.identity,
    })),
    agenticAssistSessionIds: searches.length < requests.length ? [platform.assistSessionId] : [],
    agenticSearchSessionIds: searches.length > 0 ? [platform.searchSessionId] : [],
  }
}

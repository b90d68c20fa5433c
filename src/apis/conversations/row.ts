import type { FilledSchema } from '../../contract/contract.ts'
import {
  type AgenticPlatform,
  type AgenticRequest,
  agenticPlatform,
  agenticRequests,
} from '../../world/assist/agentic-requests.ts'
import type { Conversation } from '../../world/assist/conversation.ts'
import { widgetFeedback } from '../../world/assist/feedback.ts'
import type { ConversationAt } from '../../world/assist/find-conversations.ts'
import type { Feedback } from '../../world/assist/records.ts'
import { summariesOf } from '../../world/assist/summaries.ts'
import { attachmentOf } from '../../world/attachments.ts'
import type { Agent } from '../../world/desk/staff.ts'
import { uuidFor } from '../../world/ids.ts'
import { hash32 } from '../../world/random.ts'
import { iso } from '../../world/time.ts'
import { componentsOf } from '../message-components.ts'

type FilledConversation = FilledSchema<'Conversation'>
type ConversationMessage = FilledSchema<'ConversationMessage'>
type AgentFeedback = FilledSchema<'AgentFeedback'>

/** What of a conversation is asked for besides its head. */
export interface Includes {
  readonly history: boolean
  readonly agentic: boolean
  readonly feedback: boolean
  readonly summary: boolean
}

/** A conversation as aaconversation shows it (facts 8.3 to 8.7), in the key order of the 2026 sample. */
export function conversationRow(found: ConversationAt, includes: Includes): FilledConversation {
  const { conversation } = found
  const { bot, experience } = conversation
  const requests = includes.agentic ? agenticRequests(conversation, found.shownUntil) : []
  const row: FilledConversation = {
    _id: conversation.recordId,
    convId: conversation.convId,
    botId: bot.id,
    channelType: experience,
    isExtAD: conversation.isOtherDesktop,
    startTime: iso(conversation.start),
    summaries: includes.summary ? summaryRows(found, includes) : undefined,
    experience,
    aaSessionId: conversation.aaSessionId,
    aaUserId: conversation.userId,
    mbSessionId: conversation.sessionId,
    mbUserId: conversation.userId,
    messages: includes.history || includes.agentic ? conversationMessages(found, includes, requests) : undefined,
    widgetFeedbacks: includes.feedback ? widgetFeedbacks(found) : undefined,
    ...(includes.agentic ? agenticIds(conversation, requests) : NO_AGENTIC_IDS),
  }
  return conversation.pin?.conversation === undefined ? row : { ...row, ...conversation.pin.conversation }
}

function summaryRows(found: ConversationAt, includes: Includes): FilledSchema<'ConversationSummary'>[] {
  return summariesOf(found.conversation, found.shownUntil, found.isSummedUp).map(summary => ({
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
    editedSummary: summary.editedText,
    generationTimeInSecs: summary.generationSeconds,
    feedbackInfo:
      includes.feedback && summary.feedback !== undefined
        ? feedbackRow(summary.agent, summary.feedback, 'summary')
        : undefined,
  }))
}

function widgetFeedbacks(found: ConversationAt): AgentFeedback[] {
  const given = found.isClosed ? widgetFeedback(found.conversation) : undefined
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
function conversationMessages(
  found: ConversationAt,
  includes: Includes,
  requests: readonly AgenticRequest[],
): ConversationMessage[] {
  const dated: { at: number; row: ConversationMessage }[] = []
  const { conversation, shownUntil } = found
  const { timeline } = conversation
  if (includes.history) {
    for (let index = timeline.handover + 1; index < timeline.times.length; index++) {
      const at = timeline.times[index]!
      if (at > shownUntil) break
      if (at < conversation.start) continue
      dated.push({ at, row: historyMessage(conversation, index, at, conversation.textOf(index)) })
    }
  }
  const spoken = requests.filter(request => !request.isSearch)
  if (spoken.length > 0) {
    const platform = agenticPlatform(conversation)
    for (const request of spoken)
      dated.push({ at: request.responded, row: agenticMessage(conversation, request, platform, includes.feedback) })
  }
  if (includes.history && requests.length > 0) dated.sort((a, b) => a.at - b.at)
  return dated.map(({ row }) => row)
}

/** What only exchanges with the assistant have. */
const NO_EXCHANGE = {
  orgId: undefined,
  requestId: undefined,
  language: undefined,
  query: undefined,
  isSent: undefined,
  isCopied: undefined,
  isOverride: undefined,
  requestedAt: undefined,
  respondedAt: undefined,
  triggeringMessageId: undefined,
  sessionInfo: undefined,
  feedbackInfo: undefined,
}

/** The union of both documented shapes: facts 8.4. */
function historyMessage(conversation: Conversation, index: number, at: number, text: string): ConversationMessage {
  const { bot, day, row, timeline, convId, sessionChannel: channel } = conversation
  const createdOn = iso(at)
  const byUser = timeline.sides[index] === 1
  const _id = conversation.messageId(index)
  return {
    _id,
    botId: bot.id,
    accountId: bot.world.spec.account.id,
    type: byUser ? 'incoming' : 'outgoing',
    status: 'pending',
    components: componentsOf(bot.key, _id, text, attachmentOf({ bot, day, row, channel, timeline, message: index })),
    sT: index - timeline.handover,
    createdOn,
    lmodifiedOn: createdOn,
    ire: true,
    chnl: 'agentassist',
    lang: conversation.language,
    author: byUser ? { id: undefined, type: 'USER' } : { id: 'anonymousAgent', type: 'AGENT' },
    conversationId: convId,
    __lModifiedOn__: `${createdOn.slice(0, 19)}.000Z`,
    timestampValue: at + 9 + (hash32(conversation.day, conversation.row, index) % 27),
    ...NO_EXCHANGE,
  }
}

/** An exchange with the assistant as a message: facts 8.5. */
function agenticMessage(
  conversation: Conversation,
  request: AgenticRequest,
  platform: AgenticPlatform,
  withFeedback: boolean,
): ConversationMessage {
  const { bot } = conversation
  const _id = uuidFor('ms-', bot.key, 'agentic message', request.requestId)
  const { account } = bot.world.spec
  return {
    _id,
    botId: bot.id,
    accountId: account.id,
    orgId: account.orgId,
    type: 'AGENTIC',
    status: undefined,
    components: componentsOf(bot.key, _id, request.answer),
    sT: undefined,
    createdOn: iso(request.responded),
    lmodifiedOn: undefined,
    ire: undefined,
    chnl: undefined,
    lang: undefined,
    author: { id: request.agent.identity, type: 'AGENT' },
    conversationId: conversation.convId,
    __lModifiedOn__: undefined,
    timestampValue: request.responded,
    requestId: request.requestId,
    language: conversation.language,
    query: request.query,
    isSent: request.used === 'send',
    isCopied: request.used === 'copy',
    isOverride: request.isOverridden,
    requestedAt: iso(request.requested),
    respondedAt: iso(request.responded),
    triggeringMessageId: request.message < 0 ? undefined : conversation.messageId(request.message),
    sessionInfo: {
      status: 'idle',
      sessionId: request.isSearch ? platform.searchSessionId : platform.assistSessionId,
      userId: platform.userId,
      runId: request.runId,
      appId: platform.appId,
      envId: platform.envId,
      envName: platform.envName,
      conversationState: request.conversationState,
      activeConversationAgent: request.answeredBy,
      source: 'AIS-AA',
    },
    feedbackInfo:
      withFeedback && request.feedback !== undefined
        ? feedbackRow(request.agent, request.feedback, 'agentic')
        : undefined,
  }
}

type AgenticIds = Pick<FilledConversation, 'searchHistory' | 'agenticAssistSessionIds' | 'agenticSearchSessionIds'>

const NO_AGENTIC_IDS: AgenticIds = {
  searchHistory: undefined,
  agenticAssistSessionIds: undefined,
  agenticSearchSessionIds: undefined,
}

function agenticIds(conversation: Conversation, requests: readonly AgenticRequest[]): AgenticIds {
  const platform = agenticPlatform(conversation)
  const searches = requests.filter(request => request.isSearch)
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

import { type RequestOf, type SchemaOf, serializeRow } from '../../contract/contract.ts'
import { type AgenticRequest, agenticPlatform, agenticRequests } from '../../world/assist/agentic-requests.ts'
import type { Conversation } from '../../world/assist/conversation.ts'
import { conversationAt, conversationById } from '../../world/assist/find-conversations.ts'
import { iso } from '../../world/time.ts'
import { botOf, type Operation } from '../operation.ts'

/**
 * Exchanges of one conversation with the agentic assistant, oldest first; with `search` those that the agent asked by hand
 * (facts 8.9). A conversation that is not there has none.
 */
export const getAgenticHistory: Operation<RequestOf<'getAgenticHistory'>> = (view, { path, query }) => {
  const bot = botOf(view, path.streamId)
  const { page, limit, search } = query
  const conversation = conversationById(bot, path.conversationId, view.now)
  const found =
    conversation === undefined ? undefined : conversationAt(bot, conversation.day, conversation.row, view.now)
  const wanted = search === true
  const requests =
    found === undefined
      ? []
      : agenticRequests(found.conversation, found.shownUntil).filter(request => request.isSearch === wanted)
  const skip = (page - 1) * limit
  const rows = requests
    .slice(skip, skip + limit)
    .map(request => Buffer.from(serializeRow('getAgenticHistory', exchangeRow(found!.conversation, request))))
  const totalCount = requests.length
  return {
    body: {
      results: [],
      totalCount,
      page,
      totalPages: Math.ceil(totalCount / limit),
      limit,
      hasMore: skip + rows.length < totalCount,
    },
    list: 'results',
    rows,
  }
}

/** An exchange as this API shows it. */
function exchangeRow(conversation: Conversation, request: AgenticRequest): SchemaOf<'AgenticExchange'> {
  const { bot } = conversation
  const { account } = bot.world.spec
  const platform = agenticPlatform(conversation)
  return {
    requestId: request.requestId,
    conversationId: conversation.convId,
    botId: bot.id,
    accountId: account.id,
    orgId: account.orgId,
    query: request.query,
    override: request.isOverridden,
    isSearch: request.isSearch,
    participantId: request.agent.identity,
    timestamp: iso(request.requested),
    language: conversation.language,
    experience: conversation.experience,
    responses: [
      {
        serviceType: 'agentic',
        reqStatus: '200',
        resStatus: 200,
        response: [{ type: request.kind, content: request.answer }],
        sessionInfo: {
          status: 'idle',
          userReference: request.agent.agentId,
          sessionReference: conversation.convId,
          userId: platform.userId,
          sessionId: request.isSearch ? platform.searchSessionId : platform.assistSessionId,
          runId: request.runId,
          appId: platform.appId,
          attachments: [],
          conversationState: request.conversationState,
          activeConversationAgent: request.answeredBy,
          source: 'AIS-AA',
        },
        receivedAt: iso(request.responded),
      },
    ],
  }
}

import { type RequestOf, type SchemaOf, serializeRow } from '../../contract/contract.ts'
import { type AgenticRequest, agenticPlatform, agenticRequests } from '../../world/assist/agentic-requests.ts'
import type { Handled } from '../../world/assist/conversation.ts'
import { conversationById, openConversation } from '../../world/assist/find-conversations.ts'
import { iso } from '../../world/time.ts'
import { botOf, type Operation } from '../operation.ts'

/**
 * Exchanges of one conversation with the agentic assistant, oldest first; with `search` those that the agent asked by hand
 * (facts 8.9). A conversation that is not there has none.
 */
export const getAgenticHistory: Operation<RequestOf<'getAgenticHistory'>> = (view, { path, query }) => {
  const bot = botOf(view, path.streamId)
  const { page, limit, search } = query
  const outline = conversationById(bot, path.conversationId, view.now)
  const found = outline === undefined ? undefined : openConversation(bot, outline.day, outline.row, view.now)
  const wanted = search === true
  const requests =
    found === undefined ? [] : agenticRequests(found.handled, found.told).filter(request => request.search === wanted)
  const skip = (page - 1) * limit
  const rows = requests
    .slice(skip, skip + limit)
    .map(request => Buffer.from(serializeRow('getAgenticHistory', exchangeRow(found!.handled, request))))
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
function exchangeRow(handled: Handled, request: AgenticRequest): SchemaOf<'AgenticExchange'> {
  const { bot } = handled
  const { account } = bot.world.spec
  const platform = agenticPlatform(handled)
  return {
    requestId: request.requestId,
    conversationId: handled.convId,
    botId: bot.id,
    accountId: account.id,
    orgId: account.orgId,
    query: request.query,
    override: request.overridden,
    isSearch: request.search,
    participantId: request.agent.identity,
    timestamp: iso(request.requested),
    language: handled.language,
    experience: handled.experience,
    responses: [
      {
        serviceType: 'agentic',
        reqStatus: '200',
        resStatus: 200,
        response: [{ type: request.kind, content: request.answer }],
        sessionInfo: {
          status: 'idle',
          userReference: request.agent.agentId,
          sessionReference: handled.convId,
          userId: platform.userId,
          sessionId: request.search ? platform.searchSessionId : platform.assistSessionId,
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

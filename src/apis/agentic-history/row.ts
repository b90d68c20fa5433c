import type { FilledSchema } from '../../contract/contract.ts'
import { type AgenticRequest, agenticPlatform } from '../../world/assist/agentic-requests.ts'
import type { Conversation } from '../../world/assist/conversation.ts'
import { iso } from '../../world/time.ts'

/** An exchange as this API shows it. */
export function exchangeRow(conversation: Conversation, request: AgenticRequest): FilledSchema<'AgenticExchange'> {
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
          voiceAgentSwitch: undefined,
          source: 'AIS-AA',
        },
        receivedAt: iso(request.responded),
      },
    ],
  }
}

import type { OperationId } from '../contract/contract.ts'
import { own } from '../contract/own.ts'
import { agenticHistoryCost } from './agentic-history/cost.ts'
import { conversationsCost } from './conversations/cost.ts'
import type { CostWeight } from './cost-weight.ts'
import { interactionsCost } from './interactions/cost.ts'
import { messagesCost } from './messages/cost.ts'
import { sessionsCost } from './sessions/cost.ts'
import { trendCost } from './trend/cost.ts'
import { widgetsCost } from './widgets/cost.ts'

/** What each operation of the contract costs; one that is missing, and one the contract does not know, do not compile. */
const costWeights: { readonly [Id in OperationId]: CostWeight } = {
  getAccountSessions: sessionsCost,
  getAgenticHistory: agenticHistoryCost,
  getMessages: messagesCost,
  getMessagesLite: messagesCost,
  getMessagesV2: messagesCost,
  getSessions: sessionsCost,
  getUserEngagementTrend: trendCost,
  getUserEngagementTrendV1: trendCost,
  getWidgetData: widgetsCost,
  listConversations: conversationsCost,
  listInteractions: interactionsCost,
  postAccountMessages: messagesCost,
  postMessages: messagesCost,
  postMessagesLite: messagesCost,
  postMessagesV2: messagesCost,
  queryInteractions: interactionsCost,
  queryWidgetData: widgetsCost,
}
const byOperationId: Readonly<Record<string, CostWeight>> = costWeights

/** The weight of an operation of the contract. */
export function costWeightOf(operationId: string): CostWeight {
  return own(byOperationId, operationId)!
}

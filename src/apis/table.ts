import type { OperationId } from '../contract/contract.ts'
import { getAgenticHistory } from './agentic-history/operation.ts'
import { listConversations } from './conversations/operation.ts'
import { listInteractions } from './interactions/operation.ts'
import {
  getMessages,
  getMessagesLite,
  getMessagesV2,
  postAccountMessages,
  postMessages,
  postMessagesLite,
  postMessagesV2,
} from './messages/operation.ts'
import type { Operation } from './operation.ts'
import { getAccountSessions, getSessions } from './sessions/operation.ts'
import { getUserEngagementTrend, getUserEngagementTrendV1 } from './trend/operation.ts'
import { getWidgetData, queryWidgetData } from './widgets/operation.ts'

/** What each operation of the contract does; one that is missing, and one the contract does not know, do not compile. */
export const table: { readonly [Id in OperationId]: Operation<Id> } = {
  getAccountSessions,
  getAgenticHistory,
  getMessages,
  getMessagesLite,
  getMessagesV2,
  getSessions,
  getUserEngagementTrend,
  getUserEngagementTrendV1,
  getWidgetData,
  listConversations,
  // A body of filters is honoured on GET too (facts 11.23); its type has none.
  listInteractions: (view, request) => listInteractions(view, { ...request }),
  postAccountMessages,
  postMessages,
  postMessagesLite,
  postMessagesV2,
  queryInteractions: listInteractions,
  queryWidgetData,
}

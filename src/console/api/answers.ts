import type { components as AdminParts } from '../../contract/generated/admin-types.ts'
import type { operations as KoreOperations, components as KoreParts } from '../../contract/generated/client-types.ts'

type AdminShapes = AdminParts['schemas']
type KoreShapes = KoreParts['schemas']
type AnswerOf<Id extends keyof KoreOperations> = KoreOperations[Id] extends {
  responses: { 200: { content: { 'application/json': infer Answer } } }
}
  ? Answer
  : never

// What the mock answers, by the names that the console has for it: all of them are types of the contract.
export type World = AdminShapes['World']
export type ClockState = AdminShapes['Clock']
export type DeskAnswer = AdminShapes['Desk']
export type LabelsAnswer = AdminShapes['Labels']
export type MessageLabel = LabelsAnswer['labels'][number]
export type ScenarioText = AdminShapes['ScenarioText']
export type ScenarioList = AdminShapes['Scenarios']
export type ScenarioCheck = AdminShapes['ScenarioCheck']
export type ScenarioProblem = ScenarioCheck['problems'][number]
export type ScenarioChange = AdminShapes['ScenarioChange']
export type StoryList = AdminShapes['Stories']
export type StoryAnswer = AdminShapes['Story']
export type WidgetTry = AdminShapes['WidgetTry']
export type WidgetAnswer = KoreShapes['WidgetData']
export type SessionsAnswer = AnswerOf<'getSessions'>
export type SessionRow = KoreShapes['Session']
export type TrendAnswer = AnswerOf<'getUserEngagementTrend'>
export type MessagesAnswer = AnswerOf<'postMessagesV2'>
export type MessageRow = MessagesAnswer['messages'][number]
export type InteractionsAnswer = AnswerOf<'queryInteractions'>
export type SegmentRow = InteractionsAnswer['data'][number]
export type AgenticHistoryAnswer = AnswerOf<'getAgenticHistory'>
export type ConversationsAnswer = AnswerOf<'listConversations'>
export type SessionsQuestion = KoreShapes['SessionsRequest']

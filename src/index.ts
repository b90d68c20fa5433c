/** kore-mock in a program: `createKoreMock` and the types that go with it. */

export type { Report } from './admin/report.ts'
export type { EntryDetails } from './admin/shapes.ts'
export type { MessageLabels, SlotLabel } from './apis/labels.ts'
export type { Revision, TrueRow } from './apis/truth.ts'
export type { OperationId, RequestOf, ResponseOf, SchemaOf } from './contract/contract.ts'
export type { Violation } from './contract/types.ts'
export type { Criteria } from './control/criteria.ts'
export type { TokenOptions } from './control/make-token.ts'
export type { AskedStretch as Stretch } from './embed/check-stretch.ts'
export type { AskedFile as ExportOptions } from './embed/export.ts'
export type { InjectedAnswer, InjectedRequest } from './embed/injected.ts'
export {
  createKoreMock,
  type KoreMock,
  type MockClock,
  type MockTokenOptions,
} from './embed/kore-mock.ts'
export type { KoreMockOptions, TlsChoice } from './embed/options.ts'
export type {
  BotRows,
  ConversationRow,
  MessageRow,
  SegmentRow,
  SessionRow,
} from './embed/rows.ts'
export type { AskedPrediction as PredictOptions, AskedTruth as TruthOptions, Prediction } from './embed/truth.ts'
export { type Problem, ScenarioError } from './scenario/error.ts'
export type { BotFile as BotSettings, ScenarioFile } from './scenario/file.ts'
export { listScenarios } from './scenario/list.ts'
export type { AuthMode, FaultSpec, QuotaSpec } from './scenario/types.ts'

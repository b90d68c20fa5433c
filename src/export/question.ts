import type { ListedQuestion } from '../apis/listed.ts'
import type { Window } from '../world/sessions/types.ts'

/** How rows are written down. */
export const EXPORT_FORMATS = ['ndjson', 'json', 'csv', 'parquet'] as const
/** A way of writing rows down. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What is to be written. Plain data, so that it can go to other threads. */
export interface ExportQuestion extends ListedQuestion {
  /** Ids of the bots, in the order in which they are written. */
  readonly bots: readonly string[]
  /** ms UTC, both ends included; what begins later than `now` does not exist. */
  readonly window: Window
  /** ms UTC */
  readonly now: number
  readonly accountId: string
  readonly format: ExportFormat
  readonly gzip: boolean
}

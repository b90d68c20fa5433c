import type { RowKind } from './schedule.ts'

/** What a client can be told, in the order of the report: of its rows, then of its manners. */
export const VERDICT_KINDS = [
  'lost',
  'twice',
  'stale',
  'invented',
  'wrong value',
  'out of range',
  'gave up',
  'never ends',
  'beyond limits',
  'ignores Retry-After',
  'retries the refused',
  'hammers',
  'leaks',
] as const
export type VerdictKind = (typeof VERDICT_KINDS)[number]

/** Something that a client did wrong under a schedule. */
export interface Verdict {
  readonly kind: VerdictKind
  /** Of rows. */
  readonly rows?: RowKind
  /** Ids of the rows, as they should be stored. */
  readonly ids: readonly string[]
  /** One sentence. */
  readonly text: string
  /** What else a person should know to understand it, in sentences. */
  readonly notes?: readonly string[]
  /** Requests that it is about: their places in the log. */
  readonly requests?: readonly number[]
}

/** Two verdicts of the same name are about the same mistake. */
export const mistakeName = ({ kind, rows }: Verdict): string => (rows === undefined ? kind : `${kind}: ${rows}`)

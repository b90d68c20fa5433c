/** Kinds of rows that a client may store. */
export const ROW_KINDS = ['sessions', 'messages', 'conversations', 'segments'] as const
export type RowKind = (typeof ROW_KINDS)[number]

/** Kinds of trouble, in the order of the report. */
export const TROUBLE_KINDS = [
  'limited',
  'limited-bare',
  'quota',
  'error',
  'outage',
  'reset',
  'cut',
  'dribble',
  'slow',
  'token',
  'shift',
  'empty',
  'arrive',
  'late',
  'kill',
] as const
export type TroubleKind = (typeof TROUBLE_KINDS)[number]

/**
 * One piece of trouble at an address: it befalls the first request of the run, from that number on, which it can befall. So it has its
 * place whatever other events there are. `late` is of the world, from the first request on.
 */
export interface TroubleEvent {
  /** From 0. */
  readonly run: number
  /** From 1, within the run. */
  readonly request: number
  readonly kind: TroubleKind
  /** Of `error` the status, of `cut` the share of the body that arrives, of `slow`, `dribble` and `arrive` milliseconds, else 0. */
  readonly amount: number
}

/** All that is done to a client: what it is asked for, when it is run, and what goes wrong meanwhile. */
export interface Schedule {
  /** Of the seed's schedules, from 1; 0 is the quiet one. */
  readonly number: number
  readonly bot: string
  /** Whole UTC days, both included. */
  readonly from: string
  readonly to: string
  /** ISO instants at which the runs begin, ascending. */
  readonly runs: readonly string[]
  readonly events: readonly TroubleEvent[]
}

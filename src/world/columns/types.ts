import type { Pin } from '../sessions/pins.ts'
import type { ExactSpec } from '../spec.ts'

/*
 * What is known of the sessions of a day stands in typed arrays, one for each attribute: 25 bytes a session, where objects
 * with the same attributes take 120, three times as long to fill and twice as long to search (a million sessions, Node 20).
 */

/** Rows `lo` to `hi` - 1 belong to an exact stretch. */
export interface ExactRows {
  readonly spec: ExactSpec
  readonly lo: number
  readonly hi: number
}

/** When the sessions of a day start, and which of them the scenario fixed. */
export interface Starts {
  /** ms within the day, ascending; the same ms twice only where pins share it. */
  readonly start: Uint32Array
  readonly pins: ReadonlyMap<number, Pin>
  readonly exact: readonly ExactRows[]
}

/** User of every row, and flags with nothing in them yet but who is there for the first time. */
export interface UserColumns {
  readonly user: Uint32Array
  /** What brings him: see `Day.back`. */
  readonly back: Uint8Array
  readonly flags: Uint8Array
}

/** What kind of session a row is. */
export interface KindColumns {
  /** Bits of `flags.ts`; `FIRST_EVER` is set already where the user is there for the first time. */
  readonly flags: Uint8Array
  /** Index into `bot.channels`. */
  readonly channel: Uint8Array
}

/** How much is said in the session of a row. */
export interface CountColumns {
  readonly messages: Uint16Array
  readonly userMessages: Uint16Array
  readonly tasks: Uint8Array
  /** Index into the pack's intents of the first task; 255: there is no task. */
  readonly intent: Uint8Array
}

/** Columns that a search or a record needs; filled at least for the rows they were asked for. */
export interface RecordColumns extends KindColumns, CountColumns {
  readonly user: Uint32Array
  readonly span: Uint32Array
}

/** Rows of a day that are handed over to a human, and when. All arrays are of one length, rows ascending. */
export interface AgentRows {
  readonly rows: Uint32Array
  /** Index of the hand-over message. */
  readonly at: Uint16Array
  /** ms from the session's start to the hand-over message. */
  readonly handover: Uint32Array
  /** ms from the session's start to the first message after it: a human's when one took it. */
  readonly answered: Uint32Array
}

/** What `shapeOf` makes for a block: the first row of it has index 0. */
export interface RowShapes {
  /** ms from the first message to the last. */
  readonly talk: Uint32Array
  /** ms from start to close. */
  readonly span: Uint32Array
  readonly agents: AgentRows
}

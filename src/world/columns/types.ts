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

/** The hand-overs of a day before anybody has taken them. Rows ascend, all arrays are of one length. */
export interface Handovers {
  readonly rows: Uint32Array
  /** Index of the hand-over message. */
  readonly at: Uint16Array
  /** ms from the session's start to the hand-over message. */
  readonly handover: Uint32Array
}

/** The hand-overs of a day, and what became of them. Times are ms from the session's start. */
export interface AgentRows extends Handovers {
  /** As the desk has it: `desk/types.ts`. */
  readonly outcome: Uint8Array
  /** When a human took it; where none did, when the customer gave up or was turned away. */
  readonly answered: Uint32Array
  /** Agents who had it one after the other. */
  readonly parts: Uint8Array
  /** Number of the first of them. */
  readonly agent: Uint32Array
  /** When the last of them was done with it; `answered` where nobody took it. */
  readonly end: Uint32Array
  /** The agents after the first, in the order of rows and parts. */
  readonly later: LaterParts
}

/** Parts of conversations that came about by a transfer. Arrays are of one length. */
export interface LaterParts {
  /** Place of the hand-over in `Handovers`. */
  readonly place: Uint32Array
  readonly agent: Uint32Array
  readonly begin: Uint32Array
}

/** One agent's part of a conversation. Times are ms from the session's start. */
export interface AgentPart {
  /** Number of the agent. */
  readonly agent: number
  readonly begin: number
  readonly end: number
}

/** What became of one hand-over. Times are ms from the session's start. */
export interface HandedOver {
  /** Its place among the day's hand-overs. */
  readonly place: number
  /** Index of the hand-over message. */
  readonly at: number
  readonly handover: number
  readonly answered: number
  /** As the desk has it. */
  readonly outcome: number
  /** By agent, one after the other; empty when nobody took it. */
  readonly parts: readonly AgentPart[]
}

/** How long sessions last: columns of a day. */
export interface ShapeColumns {
  /** ms from the first message to the last. */
  readonly talk: Uint32Array
  /** ms from start to close. */
  readonly span: Uint32Array
}

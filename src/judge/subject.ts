import type { ClientFacts } from './client-facts.ts'
import type { RowKind } from './schedule.ts'
import type { TimeSource } from './time-source.ts'
import type { Trial } from './trial.ts'

/** A row as a client has stored it. */
export type StoredRow = Readonly<Record<string, unknown>>

/** All that a client has stored; a kind that is missing it does not store. */
export type Stored = ReadonlyMap<RowKind, readonly StoredRow[]>

/** How an attempt of a run ended. */
export interface AttemptEnd {
  /** Why it failed, such as `exit code 1`; undefined: it was content. */
  readonly failure?: string
  /** What it wrote on stdout and stderr. */
  readonly output?: string
}

/** An attempt under way. */
export interface Attempt {
  readonly done: Promise<AttemptEnd>
  /** Ends it as a loss of power does. */
  kill(): Promise<void> | void
}

/** The client that is judged, in one of the places where it runs. */
export interface Subject {
  readonly time: TimeSource
  /** Longest that a run may take by real time, ms. */
  readonly timeout: number
  /** Forgets all that was stored. */
  clear(): Promise<void> | void
  start(trial: Trial, facts: ClientFacts): Attempt
  /** What it has written into logs, all in one. */
  logs(): Promise<string> | string
  stored(): Promise<Stored> | Stored
}

import type { ClientFacts } from './client-facts.ts'
import type { RowKind } from './schedule.ts'
import type { TimeSource } from './time-source.ts'
import type { Trial } from './trial.ts'

/** A row as a client has stored it. */
export type StoredRow = Readonly<Record<string, unknown>>

/** All that a client has stored; a kind that is missing it does not store. */
export type StoredRows = ReadonlyMap<RowKind, readonly StoredRow[]>

/** The same, and what a person should know of how it was read, in sentences: files that are of no kind, or cannot be read. */
export interface Stored {
  readonly rows: StoredRows
  readonly notes: readonly string[]
}

/** How an attempt of a run ended. */
export interface AttemptEnd {
  /** Why it failed, such as `exit code 1`; undefined: it was content. */
  readonly failure?: string
  /** What it wrote on stdout and stderr. */
  readonly output?: string
}

/** What a client has written where others may read it. */
export interface ClientText {
  /** Such as `run.log`. */
  readonly where: string
  readonly text: string
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
  /** What it has written into logs of its own. */
  logs(): Promise<readonly ClientText[]> | readonly ClientText[]
  stored(): Promise<Stored> | Stored
}

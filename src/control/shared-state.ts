import type { FastifyInstance } from 'fastify'
import type { Call, Exchange } from '../http/exchange.ts'
import type { FaultAction } from '../scenario/types.ts'

/*
 * What the steps of a request ask of the parts that the admin API steers. Their classes stand beside this
 * file; none of them knows HTTP.
 */

/** Time in ms UTC. The latest word counts: what a test id was given, else what all were given, else the scenario's `now`, else real time. */
export interface ClockPart {
  now(testId: string | undefined, scenarioNow: number | undefined): number
}

/** Journal of the exchanges that have left, bounded; `add` runs for every answer, so it only keeps the reference. */
export interface JournalPart {
  add(exchange: Exchange): void
}

/** Counts calls in rolling windows on the world's clock (`call.now`); the limits are those of `call.stage.scenario.quotas`. */
export interface QuotaPart {
  /** Counts the call, or says which window is full (a refused call does not count). */
  take(call: Call): QuotaBreach | undefined
}

export interface QuotaBreach {
  readonly window: 'minute' | 'hour'
  /** Seconds until the next call would pass, at least 1. */
  readonly retryAfter: number
}

/** The faults set by the admin API, and those of `call.stage.scenario.faults`. */
export interface FaultPart {
  /** The fault that befalls this call, counted as used; at most one. */
  take(call: Call): TakenFault | undefined
}

export interface TakenFault {
  readonly id: string
  readonly action: FaultAction
  /** Draws in [0, 1) made for this call from the seed, so that a delay repeats. */
  draw(): number
  /** Where `draw` stands: the address of its stream, and how many draws were made; another process can go on from there. */
  readonly from?: { readonly stream: readonly (string | number)[]; readonly drawn: number }
}

/**
 * What the processes of one mock (`--workers`) decide together. Each of them answers plain requests by itself; whoever
 * counts, counts in one place. Absent in a mock of one process.
 */
export interface SharedPart {
  /** As `QuotaPart.take`. */
  takeQuota(call: Call): Promise<QuotaBreach | undefined>
  /** As `FaultPart.take`; undefined at once where no fault is in force that could befall the call. */
  takeFault(call: Call): Promise<TakenFault | undefined> | undefined
  /** False when the app's token id was used before. */
  useJti(clientId: string, jti: string): Promise<boolean>
  /** Answers requests to the admin API. */
  admin(): Promise<FastifyInstance>
}

/** What the process that owns the state of all does around a request to the admin API. */
export interface OwnerPart {
  /** Brings what the others have written into the journal. */
  gather(): Promise<void>
  /** Is over when what has changed is known to all. */
  publish(): Promise<void>
}

import type { FaultAction } from '../scenario/types.ts'
import type { Call, Exchange } from './exchange.ts'

/*
 * What the steps of a request ask of the parts that the admin API steers. The classes live in `admin/`; none of them
 * knows HTTP.
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
}

import type { ClockSnapshot } from '../control/clock.ts'
import type { Dropped, Maybe, ProcessFigures, ProcessMemory, QuotaBreach } from '../control/control.ts'
import type { CallFacts } from '../control/exchanged.ts'
import type { ControlOptions } from '../control/memory-control.ts'
import type { SentExchange } from '../control/sent-exchange.ts'
import type { SentScenario } from '../scenario/sent-packs.ts'
import type { StartClock } from '../scenario/start-clock.ts'
import type { FaultAction, FaultSpec } from '../scenario/types.ts'

/** State that is the same in all processes of a mock: the owner's. */
export interface SharedState {
  readonly clock: ClockSnapshot
  /** Scenario by bot, as switched. */
  readonly switches: readonly (readonly [string, string])[]
  /** Faults of the admin API in force: who has a call that one of them matches asks the owner. */
  readonly faults: readonly FaultSpec[]
}

/** What a process begins with. */
export interface Beginning {
  readonly scenario: SentScenario
  /** By which other scenarios resolve what they say by the clock. */
  readonly startClock: StartClock
  readonly state: SharedState
  /** As the owner's own began. */
  readonly control: ControlOptions
  readonly port: number
  readonly host: string
  /** Port on the loopback device at which the owner answers the admin API. */
  readonly ownerPort: number
  /** Its part of the memory for what is kept. */
  readonly memoryBytes: number
  /** The owner's; it may have been made for this run. */
  readonly adminToken: string | undefined
  /** Certificate and key, PEM, the same for all; undefined: they speak plain HTTP. */
  readonly pair: { readonly cert: string; readonly key: string } | undefined
  /** Where it counts what it writes into its journal (`ExchangeCount`); undefined: it tells. */
  readonly counted: number | undefined
}

/** What the owner asks a member. */
export interface ToMember {
  /** @throws Error with the words for a person when it cannot listen. */
  begin(beginning: Beginning): void
  state(state: SharedState): void
  replace(scenario: SentScenario): void
  /** Answers from it from now on. */
  use(scenario: SentScenario | string): void
  /** Says that it is there. */
  ping(nothing: undefined): void
  /** What it keeps. */
  memory(nothing: undefined): ProcessMemory
  /** What the machine says of it: processor, memory, event loop. */
  figures(nothing: undefined): Maybe<ProcessFigures>
  /** What left by then, ms on the machine's own clock, the eldest first; it is the owner's from then on. */
  pull(until: number): Pulled
  /** Answers what is in flight, for so many ms, takes nothing more; its journal can be fetched then. */
  stop(timeout: number): void
}

/** What a worker hands over of its journal. */
export interface Pulled {
  readonly exchanges: readonly SentExchange[]
  readonly dropped: Dropped
  /** Exchanges that its journal does not have any more. */
  readonly gone: number
  /** False: there is more, for another question. */
  readonly isAll: boolean
}

/** What a member asks the owner. */
export interface ToOwner {
  quota(call: SentCall): QuotaBreach | undefined
  fault(call: SentCall): SentFault | undefined
  /** How many exchanges it has written into its journal since it began; told only by one that has no file for it. */
  wrote(count: number): void
  /** False: it was used before. */
  tokenId(used: { readonly clientId: string; readonly tokenId: string }): Maybe<boolean>
}

/** What of a call decides about quotas and faults; of its scenario and its operation the names. */
export interface SentCall extends Omit<CallFacts, 'op' | 'stage'> {
  readonly operationId: string
  readonly scenario: string
}

/** A fault that befalls a call, as it travels to the process that answers it; that goes on drawing where the owner has stopped. */
export interface SentFault {
  readonly id: string
  readonly action: FaultAction
  readonly stream: readonly (string | number)[]
  readonly drawn: number
}

import type { Refusal } from '../contract/refusal.ts'
import type { BudgetState } from '../memory/memory.ts'
import type { FaultSpec, Scenario } from '../scenario/types.ts'
import type { CallFacts, Exchanged, TakenFault } from './exchanged.ts'
import type { News } from './news.ts'
import type { ProcessId, ProcessNotice } from './process-notice.ts'

/** A value, or a promise of it where another process has to be asked. */
export type Maybe<Value> = Value | Promise<Value>

/**
 * Everything about a running mock that changes but by its world's clock: what tests steer, what is counted, what was
 * seen. The way of a request, the admin API and the program's face know it by this interface alone, so that a store which
 * several processes share can stand in for memory. What a request reads is read here and now; what is counted, or
 * changed, may have to ask.
 */
export interface Control {
  readonly clock: ClockControl
  readonly faults: FaultControl
  readonly quotas: QuotaControl
  readonly switches: SwitchControl
  readonly journal: JournalControl
  /** The fault that befalls this call, counted as used; at most one. */
  takeFault(call: CallFacts): Maybe<TakenFault | undefined>
  /** Counts the call, or says which window is full; a refused call does not count. */
  takeQuota(call: CallFacts): Maybe<QuotaBreach | undefined>
  /** False when the app's token id was used before. */
  useTokenId(clientId: string, tokenId: string): Maybe<boolean>
  /** Back to the start: for one test id what belongs to it alone, else everything. */
  reset(testId?: string): Maybe<readonly ResetPart[]>
  /** What each process of the mock keeps, this one first. */
  memory(): Maybe<readonly ProcessMemory[]>
  /** Figures of the other processes of the mock; silent ones have none. */
  processFigures(): Maybe<readonly ProcessFigures[]>
  /** What happens to the processes of the mock. */
  readonly notices: News<ProcessNotice>
  /** Processes that have not answered in time and not since, by their ids. */
  silent(): readonly ProcessId[]
  /** Before the journal is read: brings what other processes have written. */
  gather(): Maybe<void>
  /** After a change: is over when it is in force for all. */
  publish(): Maybe<void>
  /**
   * Has the other processes of the mock answer from a scenario: one that is made, or one that they know by its name.
   * @param text what it was made of
   */
  useElsewhere(scenario: Scenario | string, text?: string): Maybe<void>
  /**
   * Before somebody reads what another process can change: undefined where what is here is in force.
   * @throws Refusal 503, by its promise, where that is not known.
   */
  current(): Maybe<void>
  /** Why requests had better go to another process; undefined: they may come. */
  unready(): Refusal | undefined
}

/** What one process of a mock keeps. */
export interface ProcessMemory {
  /** Bytes that all budgets may take. */
  readonly limit: number
  readonly budgets: readonly BudgetState[]
  /** Bytes that the machine has given the process, its code and its journal included. */
  readonly resident: number
}

/** Figures of one process, in the form of the library that prints them (`admin/process-figures.ts`). */
export type ProcessFigures = object

/** Parts that a reset sets back. */
export type ResetPart = 'journal' | 'faults' | 'quotas' | 'clock' | 'scenarios' | 'tokenIds'

/** Time in ms UTC. The latest word counts: what a test id was given, else what all were given, else the scenario's `now`, else real time. */
export interface ClockControl {
  now(testId?: string, scenarioNow?: number): number
  state(testId?: string, scenarioNow?: number): ClockState
  /** @throws RangeError for text that is no instant. */
  set(iso: string, testId?: string): Maybe<void>
  /** @throws RangeError for text that is no duration. */
  advance(duration: string, testId?: string, scenarioNow?: number): Maybe<void>
  real(testId?: string): Maybe<void>
  /** Lets it run from where it is, so many times as fast as real time; with 0 it stands there. */
  play(rate: number, testId?: string, scenarioNow?: number): Maybe<void>
}

/** The faults that somebody set, and those of a scenario. */
export interface FaultControl {
  add(spec: FaultSpec): Maybe<FaultState>
  /** False: none of that id is set. */
  remove(id: string): Maybe<boolean>
  list(scenario: { readonly name: string; readonly faults: readonly FaultSpec[] }): Maybe<FaultState[]>
}

/** The calls that were counted against quotas. */
export interface QuotaControl {
  /** @param now the clock of a test id, ms UTC. */
  list(now: (testId: string | undefined) => number, testId?: string): Maybe<QuotaState[]>
}

/** Scenario by bot id, where it is not the main one. */
export interface SwitchControl extends Iterable<[botId: string, scenario: string]> {
  readonly size: number
  get(botId: string): string | undefined
  set(botId: string, scenario: string): Maybe<unknown>
  delete(botId: string): Maybe<unknown>
}

/** Exchanges that have left, bounded. What other processes have is in it after `gather`. */
export interface JournalControl {
  readonly size: number
  readonly bytes: number
  /** Bytes that it may take, the latest exchange apart. */
  readonly byteLimit: number
  /** Exchanges that it may have. */
  readonly entryLimit: number
  readonly dropped: Dropped
  /** Runs for every answer, so it only keeps the reference. */
  add(exchange: Exchanged): void
  /** Newest first. */
  entries(): Iterable<Entry>
  /** The entry of that number, or the latest whose request had that `X-Request-Id`. */
  find(id: string): Entry | undefined
  /** Removes entries, all without `which`; gives how many. */
  clear(which?: (entry: Entry) => boolean): Maybe<number>
  /** Notes what went with a process that ended. */
  loseWith(lost: LostEntries): void
  /** Calls `listener` for every exchange from now on; returns what ends it. */
  subscribe(listener: (entry: Entry) => void): () => void
  /** Calls `listener` for every exchange of this process, before its answer leaves; returns what ends it. */
  subscribeOwn(listener: (exchange: Exchanged) => void): () => void
}

/** The window of a quota that is full. */
export interface QuotaBreach {
  readonly window: 'minute' | 'hour'
  /** Seconds until the next call would pass, at least 1. */
  readonly retryAfter: number
}

/** What a clock shows. */
export interface ClockState {
  /** ISO instant. */
  readonly now: string
  readonly mode: ClockMode
  /** Seconds of the world in one of real time, while it plays. */
  readonly rate?: number
}

/** A fault as the admin API shows it. */
export interface FaultState extends FaultSpec {
  readonly id: string
  /** Who set it. */
  readonly source: 'admin' | 'scenario'
  /** How often it has befallen a call. */
  readonly taken: number
  /** ISO instant, real time; null: it stays. */
  readonly endsAt: string | null
}

/** How full one bucket is: what the admin API shows. */
export interface QuotaState {
  readonly bucket: string
  readonly botId: string | null
  readonly testId: string | null
  readonly minute: QuotaWindow | null
  readonly hour: QuotaWindow | null
}

/** An exchange in the journal. Its number never changes and is never given twice. */
export interface Entry {
  /** 1 for the first exchange since start. */
  readonly number: number
  readonly exchange: Exchanged
  /** The replica that answered, where several share a store. */
  readonly replica?: string
}

/** What is no longer there because the bounds were reached, since start or the last reset. */
export interface Dropped {
  readonly entries: number
  readonly bytes: number
  /** What went with processes that ended before anybody had fetched it, by the id of the process; absent: nothing. */
  readonly lost?: readonly LostEntries[]
}

/** Exchanges that nobody will see. */
export interface LostEntries {
  readonly process: ProcessId
  readonly entries: number
}

/** `real`: the machine's time; `frozen`: stands still; `offset`: runs, but was moved away from real time. */
type ClockMode = 'real' | 'frozen' | 'offset' | 'playing'

/** One of the two windows of a bucket. */
export interface QuotaWindow {
  readonly limit: number
  readonly used: number
  /** ISO instant at which the next place becomes free; null while one is free. */
  readonly freeAt: string | null
}

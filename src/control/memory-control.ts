import { Cache } from '../memory/cache.ts'
import { Memory } from '../memory/memory.ts'
import type { Scenario } from '../scenario/types.ts'
import { Clock } from './clock.ts'
import type { Control, Maybe, ProcessFigures, ProcessMemory, QuotaBreach, ResetPart } from './control.ts'
import { parseClockInstant } from './duration.ts'
import type { CallFacts, TakenFault } from './exchanged.ts'
import { Faults } from './faults.ts'
import { Journal, type JournalBounds } from './journal.ts'
import { News } from './news.ts'
import type { ProcessId, ProcessNotice } from './process-notice.ts'
import { Quotas } from './quotas.ts'
import { testIdOf } from './read-exchange.ts'

/** What the state of a mock begins with. */
export interface ControlOptions {
  /** ISO instant at which the clock stands until it is moved. */
  readonly now?: string | undefined
  /** Bounds of the journal. Default 1,000 exchanges, 32 MB. */
  readonly journal?: JournalBounds | undefined
  /** Where what grows with the calls is counted, the journal apart. Default: one of its own. */
  readonly memory?: Memory | undefined
}

/** The state of a mock in the memory of its process. */
export class MemoryControl implements Control {
  readonly clock: Clock
  readonly faults: Faults
  readonly quotas: Quotas
  readonly switches = new Map<string, string>()
  readonly journal: Journal
  readonly notices = new News<ProcessNotice>()
  readonly #memory: Memory
  /** App and token id of tokens that may not come again. */
  readonly #tokenIds: Cache<string, true>

  /** @throws RangeError for a `now` that is no instant, or one too far away. */
  constructor({ now, journal, memory = new Memory() }: ControlOptions = {}) {
    this.#memory = memory
    this.#tokenIds = new Cache(memory.budget('tokenIds'))
    const testIds = memory.budget('testIds')
    this.clock = new Clock(now === undefined ? undefined : parseClockInstant(now), Date.now, testIds)
    this.faults = new Faults(Date.now, testIds)
    this.quotas = new Quotas(memory.budget('quotas'))
    this.journal = new Journal(journal)
  }

  takeFault(call: CallFacts): Maybe<TakenFault | undefined> {
    return this.faults.take(call)
  }

  takeQuota(call: CallFacts): Maybe<QuotaBreach | undefined> {
    return this.quotas.take(call)
  }

  useTokenId(clientId: string, tokenId: string): Maybe<boolean> {
    const key = `${clientId}\n${tokenId}`
    if (this.#tokenIds.get(key) !== undefined) return false
    this.#tokenIds.set(key, true, key.length)
    return true
  }

  /**
   * Journal, faults, quotas, clock, scenario switches and used token ids. For one test id its entries, the faults that
   * match it, its quotas, its clock: scenarios are switched by bot and token ids are an app's, so these stay.
   */
  reset(testId?: string): readonly ResetPart[] {
    this.journal.clear(testId === undefined ? undefined : ({ exchange }) => testIdOf(exchange) === testId)
    this.faults.reset(testId)
    this.quotas.reset(testId)
    this.clock.reset(testId)
    if (testId !== undefined) return ['journal', 'faults', 'quotas', 'clock']
    this.switches.clear()
    this.#tokenIds.clear()
    return ['journal', 'faults', 'quotas', 'clock', 'scenarios', 'tokenIds']
  }

  memory(): Maybe<readonly ProcessMemory[]> {
    return [this.ownMemory()]
  }

  /** What this process keeps. */
  ownMemory(): ProcessMemory {
    return { limit: this.#memory.limit, budgets: this.#memory.report(), resident: process.memoryUsage.rss() }
  }

  processFigures(): Maybe<readonly ProcessFigures[]> {
    return []
  }

  silent(): readonly ProcessId[] {
    return []
  }

  gather(): Maybe<void> {}

  publish(): Maybe<void> {}

  useElsewhere(_scenario: Scenario | string): Maybe<void> {}

  current(): Maybe<void> {}

  unready(): undefined {}
}

import { randomUUID } from 'node:crypto'
import type { Refusal } from '../contract/refusal.ts'
import type { Control, Maybe, ProcessFigures, ProcessMemory, QuotaBreach, ResetPart } from '../control/control.ts'
import { parseClockInstant } from '../control/duration.ts'
import type { CallFacts, TakenFault } from '../control/exchanged.ts'
import type { ControlOptions } from '../control/memory-control.ts'
import { News } from '../control/news.ts'
import type { ProcessNotice } from '../control/process-notice.ts'
import { testIdOf } from '../control/read-exchange.ts'
import { Memory } from '../memory/memory.ts'
import type { Mock } from '../mock/mock.ts'
import type { StartClock } from '../scenario/start-clock.ts'
import type { Scenario } from '../scenario/types.ts'
import {
  CLOCK_OF,
  FAULT_OF,
  fieldsAtStart,
  GENERATION,
  MAIN,
  packScenario,
  type SharedFault,
  type SharedMain,
  STARTED,
  sharedField,
  under,
  unpackScenario,
} from './fields.ts'
import { machineTiming, replyList, replyNumber, replyText, type StoreLink, type Timing } from './link.ts'
import type { Patch, StoreFields } from './patch.ts'
import { Peers } from './peers.ts'
import { storeRefusal } from './refusals.ts'
import { Replica } from './replica.ts'
import { Shared } from './shared.ts'
import { StoreClock } from './store-clock.ts'
import { StoreFaults } from './store-faults.ts'
import { StoreJournal } from './store-journal.ts'
import { StoreQuotas } from './store-quotas.ts'
import { StoreSwitches } from './store-switches.ts'

/** ms that a request waits for a store that was out of touch. */
const TO_RETURN = 1_000

/** What the state of a replica begins with. */
export interface StoreControlOptions extends ControlOptions {
  /** The clock as this replica started; that of the first one counts. */
  readonly startClock: StartClock
  /** What replicas must have in common: another one is refused. */
  readonly identity: string
  /** ms for which a replica goes on without having heard of the store. */
  readonly lease: number
  /** Its name among the replicas. */
  readonly id: string
  readonly timing?: Timing
  /** What the machine says of this process. */
  readonly figures?: (mock: Mock) => Promise<ProcessFigures>
}

/** The channels that a replica listens to. */
export const storeChannels = (id: string): readonly string[] => ['changes', 'known', 'asks', `to:${id}`, 'cleared']

/** What the events of a link come to. */
type Ear = ReadonlyMap<string, (text: string) => void>

/**
 * The state of a mock that several replicas share by a store: a copy of what an admin call changes, of which it is known whether it
 * is in force (`Replica`), and the server for whatever is counted. See docs/scale.md.
 */
export class StoreControl implements Control {
  readonly clock: StoreClock
  readonly faults: StoreFaults
  readonly quotas: StoreQuotas
  readonly switches: StoreSwitches
  readonly journal: StoreJournal
  readonly notices = new News<ProcessNotice>()
  readonly #shared: Shared
  readonly #replica: Replica
  readonly #link: StoreLink
  readonly #peers: Peers
  readonly #memory: Memory
  readonly #ear: Ear
  readonly #figuresOf: (mock: Mock) => Promise<ProcessFigures>
  #gathering: Promise<void> = Promise.resolve()
  #mock: Mock | undefined
  /** The field of the scenario that answers here. */
  #main: string | undefined

  constructor(link: StoreLink, options: StoreControlOptions) {
    const { id, identity, lease, startClock, timing = machineTiming } = options
    this.#link = link
    this.#figuresOf = options.figures ?? (async () => ({}))
    this.#memory = options.memory ?? new Memory()
    this.#replica = new Replica(link, {
      id,
      identity,
      lease,
      timing,
      initial: fieldsAtStart(startClock),
      apply: (fields, changed) => this.#apply(fields, changed),
      tell: what => this.#heed(what),
      fresh: randomUUID,
    })
    this.#shared = new Shared(this.#replica, link)
    this.clock = new StoreClock(this.#shared, options.now === undefined ? undefined : parseClockInstant(options.now))
    this.faults = new StoreFaults(this.#shared)
    this.quotas = new StoreQuotas(this.#shared)
    this.switches = new StoreSwitches(this.#shared)
    this.journal = new StoreJournal(this.#shared, options.journal, timing, () => this.gather())
    this.#peers = new Peers(
      id,
      { link, timing },
      {
        flush: async () => {
          await this.journal.flush()
          return {}
        },
        memory: async () => this.ownMemory(),
        figures: () => this.#figures(),
      },
      (other, isSilent) => this.notices.tell({ process: other, what: isSilent ? 'silent' : 'back' }),
    )
    this.#ear = new Map<string, (text: string) => void>([
      ['changes', text => this.#replica.heardChange(text)],
      ['known', () => this.#replica.heardAcknowledged()],
      ['asks', text => void this.#peers.heardQuestion(text)],
      [`to:${id}`, text => this.#peers.heardAnswer(text)],
      ['cleared', () => this.journal.cleared()],
    ])
  }

  /** Something came by a channel. */
  heard(channel: string, text: string): void {
    this.#ear.get(channel)?.(text)
  }

  /** The link is there, or gone. */
  linked(isOpen: boolean, reason?: string): void {
    this.#replica.linked(isOpen, reason)
  }

  /**
   * Joins the replicas of the store.
   * @throws OtherKind where these are of another kind; OutOfTouch
   */
  join(): Promise<void> {
    return this.#replica.join()
  }

  /** By which scenarios resolve what they say by the clock: as the first replica started. */
  get startClock(): StartClock {
    return sharedField<StartClock>(this.#replica.fields, STARTED) ?? { real: Date.now() }
  }

  /** The mock whose state this is; it answers from what all answer from when this is over. */
  async lead(mock: Mock): Promise<void> {
    this.#mock = mock
    this.journal.lead(mock)
    await this.#useMain(this.#replica.fields)
  }

  /** Sends what is left of the journal, and says goodbye. */
  async leave(): Promise<void> {
    this.journal.end()
    await this.journal.flush().catch(() => {})
    await this.#replica.leave()
    await this.#link.close()
  }

  takeFault(call: CallFacts): Maybe<TakenFault | undefined> {
    return this.faults.take(call)
  }

  takeQuota(call: CallFacts): Maybe<QuotaBreach | undefined> {
    return this.quotas.take(call)
  }

  async useTokenId(clientId: string, tokenId: string): Promise<boolean> {
    const [isNew] = await this.#shared.count('tokenId', [`${clientId}\n${tokenId}`])
    return replyNumber(isNew) === 1
  }

  async reset(testId?: string): Promise<readonly ResetPart[]> {
    if (testId === undefined) {
      await this.#shared.change(fields => {
        const kept = new Set([STARTED, GENERATION])
        const generation = String(Number(fields.get(GENERATION) ?? '0') + 1)
        return { set: { [GENERATION]: generation }, drop: [...fields.keys()].filter(name => !kept.has(name)) }
      })
      await this.journal.clear()
      return ['journal', 'faults', 'quotas', 'clock', 'scenarios', 'tokenIds']
    }
    await this.#shared.change(fields => {
      const own = [...under<SharedFault>(fields, FAULT_OF)].filter(([, { spec }]) => spec.match?.testId === testId)
      const names = [CLOCK_OF + testId, ...own.map(([id]) => FAULT_OF + id)]
      return { set: {}, drop: names.filter(name => fields.has(name)) }
    })
    await this.#shared.ask('forgetTest', [this.#shared.generation, testId])
    await this.journal.clear(({ exchange }) => testIdOf(exchange) === testId)
    return ['journal', 'faults', 'quotas', 'clock']
  }

  async memory(): Promise<readonly ProcessMemory[]> {
    const others = (await this.#askAll('memory')) as readonly ProcessMemory[]
    return [this.ownMemory(), ...others.filter(({ budgets }) => Array.isArray(budgets))]
  }

  /** What this process keeps. */
  ownMemory(): ProcessMemory {
    return { limit: this.#memory.limit, budgets: this.#memory.report(), resident: process.memoryUsage.rss() }
  }

  async processFigures(): Promise<readonly ProcessFigures[]> {
    return (await this.#askAll('figures')).filter(Array.isArray)
  }

  silent(): readonly string[] {
    return this.#peers.silent
  }

  /** One after the other: what left first is sharedField first. */
  gather(): Promise<void> {
    this.#gathering = this.#gathering
      .catch(() => {})
      .then(async () => {
        const asked = this.#askAll('flush')
        await this.journal.flush()
        await asked
        await this.journal.read()
      })
    return this.#gathering
  }

  publish(): Maybe<void> {}

  async useElsewhere(scenario: Scenario | string, text?: string): Promise<void> {
    const main: SharedMain = typeof scenario === 'string' ? { name: scenario } : { packed: packScenario(scenario) }
    const said = JSON.stringify(text === undefined ? main : { ...main, text })
    const before = this.#main
    this.#main = said
    try {
      await this.#shared.change(() => ({ set: { [MAIN]: said }, drop: [] }))
    } catch (error) {
      // It answers here already, and nowhere else.
      this.#main = before === said ? undefined : said
      await this.#useMain(this.#replica.fields)
      throw error
    }
  }

  current(): Maybe<void> {
    if (this.#replica.isCurrent()) return undefined
    return this.#replica.whenCurrent(TO_RETURN).then(isCurrent => {
      if (!isCurrent) throw storeRefusal(this.#replica.reason)
    })
  }

  unready(): Refusal | undefined {
    if (!this.#replica.isCurrent()) return storeRefusal(this.#replica.reason)
    const { trouble } = this.#shared
    return trouble === undefined ? undefined : storeRefusal(trouble)
  }

  async #askAll(what: 'flush' | 'memory' | 'figures'): Promise<readonly object[]> {
    const living = replyList(await this.#shared.ask('living', [])).map(replyText)
    return this.#peers.ask(what, living)
  }

  async #figures(): Promise<object> {
    return this.#mock === undefined ? {} : await this.#figuresOf(this.#mock)
  }

  #apply(fields: StoreFields, changed: Patch | undefined): Promise<void> | undefined {
    const names = changed === undefined ? undefined : [...Object.keys(changed.set), ...changed.drop]
    const concerns = (start: string) => names === undefined || names.some(name => name.startsWith(start))
    if (concerns('clock')) this.clock.apply(fields)
    if (concerns('switch')) this.switches.apply(fields)
    if (concerns('fault')) this.faults.apply(fields)
    return concerns(MAIN) ? this.#useMain(fields) : undefined
  }

  /** Answers from the scenario that all answer from. */
  #useMain(fields: StoreFields): Promise<void> | undefined {
    const mock = this.#mock
    const said = fields.get(MAIN)
    if (mock === undefined || said === this.#main) return undefined
    this.#main = said
    const { name, packed, text } = sharedField<SharedMain>(fields, MAIN) ?? { name: mock.startedWith }
    return mock.use(packed === undefined ? (name ?? mock.startedWith) : unpackScenario(packed), text)
  }

  #heed(what: 'out' | 'in' | 'anew'): void {
    const { id } = this.#replica
    if (what === 'out') this.notices.tell({ process: id, what: 'silent' })
    else if (what === 'in') this.notices.tell({ process: id, what: 'back' })
    else this.notices.tell({ process: id, what: 'lost', entries: this.journal.lostByStore() })
  }
}

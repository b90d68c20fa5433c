import { own } from '../contract/own.ts'
import { type Budget, Cache } from '../memory/cache.ts'
import { Memory } from '../memory/memory.ts'
import type { FaultMatch, FaultSpec } from '../scenario/types.ts'
import { stream } from '../world/random.ts'
import type { FaultControl, FaultState } from './control.ts'
import type { CallFacts, SentHeaders, TakenFault } from './exchanged.ts'

/** More are not kept: the one that was set first goes. */
export const MAX_FAULTS = 1_000
/** Kept for a count beside the name of its test id. */
const COUNT_BYTES = 64

/** Calls that a fault has seen, and that it has befallen. */
interface Count {
  seen: number
  taken: number
}

/** A fault at work: what it says, and what has come of it so far. */
class FaultAtWork {
  readonly id: string
  readonly spec: FaultSpec
  readonly source: 'admin' | 'scenario'
  /** ms, real time. */
  readonly endsAt: number
  taken = 0
  /** Of calls without a test id; of a fault of the admin API, of all calls together. */
  readonly #all: Count = { seen: 0, taken: 0 }
  readonly #tests: Cache<string, Count>

  constructor(id: string, spec: FaultSpec, source: 'admin' | 'scenario', from: { now: number; budget: Budget }) {
    this.id = id
    this.spec = spec
    this.source = source
    this.endsAt = spec.ttlMs === undefined ? Infinity : from.now + spec.ttlMs
    this.#tests = new Cache(from.budget)
  }

  /** The scenario's faults stand for every test: each test id has its own count, as if it were alone. */
  count(testId: string | undefined): Count {
    if (testId === undefined || this.source === 'admin') return this.#all
    let count = this.#tests.get(testId)
    if (count === undefined) {
      count = { seen: 0, taken: 0 }
      this.#tests.set(testId, count, COUNT_BYTES + 2 * testId.length)
    }
    return count
  }

  /** Forgets the counts of one test id, or of all. */
  forget(testId?: string): void {
    if (testId === undefined) this.#tests.clear()
    else this.#tests.delete(testId)
  }

  state(): FaultState {
    const endsAt = this.endsAt === Infinity ? null : new Date(this.endsAt).toISOString()
    return { id: this.id, source: this.source, taken: this.taken, endsAt, ...this.spec }
  }
}

/**
 * Things that go wrong on purpose. Those set by the admin API come first, the youngest before the older; then those of
 * the scenario in their order. The first that befalls a call is its only one.
 *
 * Whether a fault with a probability befalls the n-th call it matches, and how long a drawn delay is, follows from the
 * seed, the fault and n: a run repeats. The time to live runs on real time, not on the world's clock, so that chaos ends
 * by itself even where that clock stands.
 *
 * The budget for test ids has room for thousands of counts. When there are more, that of a test id which has not called
 * for the longest goes: to that id, the scenario's fault begins anew.
 */
export class Faults implements FaultControl {
  readonly #realNow: () => number
  /** Youngest first. */
  #admin: FaultAtWork[] = []
  readonly #budget: Budget
  /** By the scenario's name, with its own list, which is a new one when the scenario was loaded anew. */
  readonly #scenarios = new Map<string, { readonly specs: readonly FaultSpec[]; readonly faults: FaultAtWork[] }>()
  #made = 0

  constructor(realNow: () => number = Date.now, budget: Budget = new Memory().budget('testIds')) {
    this.#realNow = realNow
    this.#budget = budget
  }

  /** Sets a fault; its id is `fault-1`, `fault-2` ... since start or the last reset of all. */
  add(spec: FaultSpec): FaultState {
    this.#made += 1
    const fault = new FaultAtWork(`fault-${this.#made}`, spec, 'admin', this.#from())
    this.#sweep()
    this.#admin.unshift(fault)
    if (this.#admin.length > MAX_FAULTS) this.#admin.pop()
    return fault.state()
  }

  /** Ends a fault of the admin API; false: there is none of that id. */
  remove(id: string): boolean {
    this.#sweep()
    const index = this.#admin.findIndex(fault => fault.id === id)
    if (index >= 0) this.#admin.splice(index, 1)
    return index >= 0
  }

  /** What the faults that the admin API set are for. */
  get specs(): readonly FaultSpec[] {
    return this.#admin.map(fault => fault.spec)
  }

  /** What is in force: the admin API's, youngest first, then the scenario's. */
  list(scenario: { readonly name: string; readonly faults: readonly FaultSpec[] }): FaultState[] {
    this.#sweep()
    return [...this.#admin, ...this.#ofScenario(scenario)].filter(fault => !this.#over(fault)).map(f => f.state())
  }

  /** Removes the faults set for one test id and that id's counts, or all faults of the admin API and all counts. */
  reset(testId?: string): void {
    if (testId === undefined) {
      this.#admin = []
      for (const { faults } of this.#scenarios.values()) for (const fault of faults) fault.forget()
      this.#scenarios.clear()
      this.#made = 0
      return
    }
    this.#admin = this.#admin.filter(fault => fault.spec.match?.testId !== testId)
    for (const { faults } of this.#scenarios.values()) for (const fault of faults) fault.forget(testId)
  }

  /** The fault that befalls this call, counted as used; at most one. */
  take(call: CallFacts): TakenFault | undefined {
    const ofScenario = call.stage.scenario.faults.length > 0 ? this.#ofScenario(call.stage.scenario) : undefined
    if (this.#admin.length === 0 && ofScenario === undefined) return undefined
    for (const fault of this.#admin) {
      const taken = this.#try(fault, call)
      if (taken !== undefined) return taken
    }
    for (const fault of ofScenario ?? []) {
      const taken = this.#try(fault, call)
      if (taken !== undefined) return taken
    }
    return undefined
  }

  #try(fault: FaultAtWork, call: CallFacts): TakenFault | undefined {
    const { spec } = fault
    if (this.#over(fault) || !matches(spec.match, call)) return undefined
    const count = fault.count(call.controlHeaders.testId)
    if (spec.times !== undefined && count.taken >= spec.times) return undefined
    count.seen += 1
    if (count.seen <= (spec.after ?? 0)) return undefined
    const taken = drawnFault(call, fault, count.seen - 1)
    if (taken === undefined) return undefined
    count.taken += 1
    fault.taken += 1
    return taken
  }

  #ofScenario(scenario: { readonly name: string; readonly faults: readonly FaultSpec[] }): FaultAtWork[] {
    const known = this.#scenarios.get(scenario.name)
    if (known?.specs === scenario.faults) return known.faults
    for (const fault of known?.faults ?? []) fault.forget()
    const from = this.#from()
    const faults = scenario.faults.map(
      (spec, i) => new FaultAtWork(`${scenario.name}-${i + 1}`, spec, 'scenario', from),
    )
    this.#scenarios.set(scenario.name, { specs: scenario.faults, faults })
    return faults
  }

  #from() {
    return { now: this.#realNow(), budget: this.#budget }
  }

  #over(fault: FaultAtWork): boolean {
    return fault.endsAt !== Infinity && this.#realNow() >= fault.endsAt
  }

  #sweep(): void {
    this.#admin = this.#admin.filter(fault => !this.#over(fault))
  }
}

/**
 * A fault as it befalls a call; undefined where its seed lets that call alone.
 * @param seen how many calls it has seen before
 */
export function drawnFault(
  call: CallFacts,
  { id, spec }: { readonly id: string; readonly spec: FaultSpec },
  seen: number,
): TakenFault | undefined {
  const { probability } = spec
  const from = { stream: [call.stage.seed, 'fault', id, seen], drawn: probability === undefined ? 0 : 1 }
  const draw = stream(...from.stream)
  if (probability !== undefined && draw() >= probability) return undefined
  return { id, action: spec.fault, draw, from }
}

/** All that is given must hold. Header names in any case. */
export function matches(match: FaultMatch | undefined, call: CallFacts): boolean {
  if (match === undefined) return true
  if (match.operationId !== undefined && match.operationId !== call.op.operationId) return false
  if (match.testId !== undefined && match.testId !== call.controlHeaders.testId) return false
  if (match.exceptTestId !== undefined && match.exceptTestId === call.controlHeaders.testId) return false
  if (match.clientId !== undefined && match.clientId !== call.clientId) return false
  if (match.botId !== undefined && match.botId !== call.botId) return false
  return match.header === undefined || headersMatch(match.header, call.headers)
}

function headersMatch(wanted: Readonly<Record<string, string>>, headers: SentHeaders): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    const sent = own(headers, name.toLowerCase())
    return (Array.isArray(sent) ? sent.join(', ') : sent) === value
  })
}

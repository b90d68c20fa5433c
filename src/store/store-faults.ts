import { createHash } from 'node:crypto'
import type { FaultControl, FaultState } from '../control/control.ts'
import type { CallFacts, TakenFault } from '../control/exchanged.ts'
import { drawnFault, MAX_FAULTS, matches } from '../control/faults.ts'
import type { FaultSpec } from '../scenario/types.ts'
import { FAULT_OF, MADE, type SharedFault, sharedField } from './fields.ts'
import { replyList, replyNumber, replyText } from './link.ts'
import type { StoreFields } from './patch.ts'
import type { Shared } from './shared.ts'

interface ScenarioFaults {
  readonly name: string
  readonly faults: readonly FaultSpec[]
}

/** A fault that could befall a call, and how it is counted. */
interface Concerned {
  readonly id: string
  readonly spec: FaultSpec
  readonly counted: Counted
}

/** What the server has to know of a fault. */
interface Counted {
  readonly key: string
  /** Each test id has its own count. */
  readonly byTest: boolean
  readonly times?: number | undefined
  readonly after?: number | undefined
  /** Whether it befalls a call is drawn. */
  readonly draws: boolean
  readonly endsAt?: number | undefined
  /** ms from when it was first looked at. */
  readonly ttl?: number | undefined
}

/** The faults that all replicas share; their counts are on the server. What befalls which call is as in `Faults`. */
export class StoreFaults implements FaultControl {
  readonly #shared: Shared
  /** Youngest first. */
  #admin: readonly SharedFault[] = []
  /** By their texts, so that a change of one reads one. */
  #known = new Map<string, SharedFault>()
  /** By the list itself, which is another one when the scenario was loaded anew. */
  readonly #digests = new WeakMap<readonly FaultSpec[], string>()

  constructor(shared: Shared) {
    this.#shared = shared
  }

  apply(fields: StoreFields): void {
    const known = this.#known
    this.#known = new Map()
    for (const [name, text] of fields) {
      if (name.startsWith(FAULT_OF)) this.#known.set(text, known.get(text) ?? (JSON.parse(text) as SharedFault))
    }
    this.#admin = [...this.#known.values()].sort((a, b) => numberOf(b.id) - numberOf(a.id))
  }

  async add(spec: FaultSpec): Promise<FaultState> {
    let added: SharedFault | undefined
    await this.#shared.change(fields => {
      const made = (sharedField<number>(fields, MADE) ?? 0) + 1
      const endsAt = spec.ttlMs === undefined ? null : this.#shared.now() + spec.ttlMs
      added = { id: `fault-${made}`, spec, endsAt }
      const kept = this.#admin.filter(fault => !this.#isOver(fault)).slice(0, MAX_FAULTS - 1)
      const drop = this.#admin.filter(fault => !kept.includes(fault)).map(({ id }) => FAULT_OF + id)
      return { set: { [MADE]: String(made), [FAULT_OF + added.id]: JSON.stringify(added) }, drop }
    })
    return sharedFaultState(added!, 'admin', 0)
  }

  async remove(id: string): Promise<boolean> {
    let isThere = false
    await this.#shared.change(fields => {
      const fault = sharedField<SharedFault>(fields, FAULT_OF + id)
      isThere = fault !== undefined && !this.#isOver(fault)
      return { set: {}, drop: fault === undefined ? [] : [FAULT_OF + id] }
    })
    return isThere
  }

  async list(scenario: ScenarioFaults): Promise<FaultState[]> {
    const admin = this.#admin.filter(fault => !this.#isOver(fault))
    const own = scenario.faults.map((spec, i) => this.#ofScenario(scenario, spec, i))
    const keys = [...admin.map(({ id }) => id), ...own.map(({ counted }) => counted.key)]
    if (keys.length === 0) return []
    const counts = replyList(await this.#shared.ask('faultCounts', [this.#shared.generation, ...keys])).map(reply =>
      replyList(reply).map(replyNumber),
    )
    const now = this.#shared.now()
    return [
      ...admin.map((fault, i) => sharedFaultState(fault, 'admin', counts[i]?.[0] ?? 0)),
      ...own.flatMap(({ id, spec }, i) => {
        const [taken = 0, since = 0] = counts[admin.length + i] ?? []
        const endsAt = spec.ttlMs === undefined ? null : (since === 0 ? now : since) + spec.ttlMs
        return endsAt !== null && now >= endsAt ? [] : [sharedFaultState({ id, spec, endsAt }, 'scenario', taken)]
      }),
    ]
  }

  /** Asks only where a fault is in force that could befall the call. */
  take(call: CallFacts): Promise<TakenFault | undefined> | undefined {
    const { scenario } = call.stage
    if (this.#admin.length === 0 && scenario.faults.length === 0) return undefined
    const concerned = [
      ...this.#admin.filter(fault => matches(fault.spec.match, call)).map(ofAdmin),
      ...scenario.faults.flatMap((spec, i) => (matches(spec.match, call) ? [this.#ofScenario(scenario, spec, i)] : [])),
    ]
    return concerned.length === 0 ? undefined : this.#take(call, concerned)
  }

  async #take(call: CallFacts, concerned: readonly Concerned[]): Promise<TakenFault | undefined> {
    const testId = call.controlHeaders.testId ?? ''
    const list = JSON.stringify(concerned.map(({ counted }) => counted))
    for (let from = 0; from < concerned.length; ) {
      const [what, index, seen] = await this.#shared.count('fault', [testId, list, from])
      const how = replyText(what)
      if (how === '') return undefined
      const at = replyNumber(index)
      const one = concerned[at]!
      const taken = drawnFault(call, one, replyNumber(seen))
      if (how === 'taken') return taken
      if (taken !== undefined) {
        const [isIts] = await this.#shared.count('faultTaken', [testId, JSON.stringify(one.counted)])
        if (replyNumber(isIts) === 1) return taken
      }
      from = at + 1
    }
    return undefined
  }

  #ofScenario({ name, faults }: ScenarioFaults, spec: FaultSpec, i: number): Concerned {
    let digest = this.#digests.get(faults)
    if (digest === undefined) {
      digest = createHash('sha256').update(JSON.stringify(faults)).digest('hex').slice(0, 12)
      this.#digests.set(faults, digest)
    }
    const counted = {
      key: `${name} ${digest} ${i + 1}`,
      byTest: true,
      times: spec.times,
      after: spec.after,
      draws: spec.probability !== undefined,
      ttl: spec.ttlMs,
    }
    return { id: `${name}-${i + 1}`, spec, counted }
  }

  #isOver({ endsAt }: SharedFault): boolean {
    return endsAt !== null && this.#shared.now() >= endsAt
  }
}

function ofAdmin({ id, spec, endsAt }: SharedFault): Concerned {
  const { times, after, probability } = spec
  const counted = {
    key: id,
    byTest: false,
    times,
    after,
    draws: probability !== undefined,
    endsAt: endsAt ?? undefined,
  }
  return { id, spec, counted }
}

function sharedFaultState({ id, spec, endsAt }: SharedFault, source: FaultState['source'], taken: number): FaultState {
  return { id, source, taken, endsAt: endsAt === null ? null : new Date(endsAt).toISOString(), ...spec }
}

const numberOf = (id: string) => Number(id.slice('fault-'.length))

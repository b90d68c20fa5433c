import type { FastifyInstance } from 'fastify'
import type { JournalControl, QuotaBreach } from '../control/control.ts'
import type { CallFacts, TakenFault } from '../control/exchanged.ts'
import { matches } from '../control/faults.ts'
import { type ControlOptions, MemoryControl } from '../control/memory-control.ts'
import { leftAt, pack } from '../control/sent-exchange.ts'
import { Memory } from '../memory/memory.ts'
import { receiveScenario } from '../scenario/sent-packs.ts'
import type { FaultSpec } from '../scenario/types.ts'
import { stream } from '../world/random.ts'
import { countWriter } from './exchange-count.ts'
import { Line, type Peer } from './line.ts'
import type { Beginning, Pulled, SentCall, SharedState, ToMember, ToOwner } from './questions.ts'

/** Bytes of bodies and heads that are handed over at once: what takes longer than the owner waits would be taken for silence. */
const MOST_OF_A_PULL = 8 * 1024 * 1024

/** How a member listens and ends; the command line knows. */
export interface MemberHooks {
  /**
   * Makes an application whose mock has this control, and listens.
   * @throws Error with the words for a person when it cannot listen.
   */
  listen(
    beginning: Beginning,
    parts: { readonly control: MemberControl; readonly memory: Memory },
  ): Promise<FastifyInstance>
  close(app: FastifyInstance, timeout: number): Promise<void>
}

/**
 * The state of a mock in a process that does not own it: a copy of clock and switches, a journal that is fetched from here,
 * and the owner for whatever is counted (see `OwnerControl`).
 */
export class MemberControl extends MemoryControl {
  readonly #owner: Line<ToOwner>
  #faults: readonly FaultSpec[] = []

  constructor(options: ControlOptions, owner: Line<ToOwner>, state: SharedState) {
    super(options)
    this.#owner = owner
    this.restore(state)
  }

  /** Puts in place what the owner has published. */
  restore({ clock, switches, faults }: SharedState): void {
    this.clock.restore(clock)
    this.switches.clear()
    for (const [botId, name] of switches) this.switches.set(botId, name)
    this.#faults = faults
  }

  override takeQuota(call: CallFacts): Promise<QuotaBreach | undefined> {
    return this.#owner.ask('quota', sent(call))
  }

  /** Asks only where a fault is in force that could befall the call. */
  override takeFault(call: CallFacts): Promise<TakenFault | undefined> | undefined {
    const isConcerned = ({ match }: FaultSpec) => matches(match, call)
    if (!this.#faults.some(isConcerned) && !call.stage.scenario.faults.some(isConcerned)) return undefined
    return this.#owner.ask('fault', sent(call)).then(taken => {
      if (taken === undefined) return undefined
      const draw = stream(...taken.stream)
      for (let i = 0; i < taken.drawn; i += 1) draw()
      return { id: taken.id, action: taken.action, draw }
    })
  }

  override useTokenId(clientId: string, tokenId: string): Promise<boolean> {
    return this.#owner.ask('tokenId', { clientId, tokenId })
  }
}

/** A process that answers requests with the state of another one. */
export class Member {
  readonly #owner: Line<ToOwner>
  readonly #hooks: MemberHooks
  #begun: Promise<{ readonly app: FastifyInstance; readonly control: MemberControl }> | undefined

  constructor(peer: Peer, hooks: MemberHooks) {
    this.#hooks = hooks
    const answers: { [Name in keyof ToMember]: (question: Parameters<ToMember[Name]>[0]) => unknown } = {
      begin: beginning => this.#begin(beginning),
      state: async state => (await this.#running()).control.restore(state),
      replace: async scenario => (await this.#running()).app.mock.replace(receiveScenario(scenario)),
      use: async used => {
        const { mock } = (await this.#running()).app
        await mock.use(typeof used === 'string' ? used : receiveScenario(used))
      },
      ping: () => {},
      memory: async () => (await this.#running()).control.ownMemory(),
      figures: async () => {
        const { mock } = (await this.#running()).app
        return (await import('../admin/process-figures.ts')).processFigures(mock)
      },
      pull: async until => handOverJournal((await this.#running()).control, until),
      stop: async timeout => this.#hooks.close((await this.#running()).app, timeout),
    }
    this.#owner = new Line<ToOwner>(peer, 'child', (name, question) => answers[name as keyof ToMember](question))
  }

  async #begin(beginning: Beginning): Promise<void> {
    const memory = new Memory(beginning.memoryBytes)
    const control = new MemberControl({ ...beginning.control, memory }, this.#owner, beginning.state)
    if (beginning.counted === undefined) tellExchanges(control.journal, count => this.#owner.tell('wrote', count))
    else countExchanges(control.journal, countWriter(beginning.counted))
    this.#begun = this.#hooks.listen(beginning, { control, memory }).then(app => ({ app, control }))
    await this.#begun
  }

  #running() {
    return this.#begun ?? Promise.reject(new Error('it has not begun'))
  }
}

/** Counts each exchange before its answer leaves, so that the owner knows what is lost with this process. */
function countExchanges(journal: JournalControl, write: (count: number) => void): void {
  let count = 0
  journal.subscribe(() => {
    count += 1
    write(count)
  })
}

/** Says once for each turn of the loop how many exchanges there were: a message for each would cost too much. */
function tellExchanges(journal: JournalControl, say: (count: number) => void): void {
  let count = 0
  let isDue = false
  journal.subscribe(() => {
    count += 1
    if (isDue) return
    isDue = true
    setImmediate(() => {
      isDue = false
      say(count)
    })
  })
}

/** What a worker has that left until an instant, ms on the machine's own clock, as much as one message may have. */
export function handOverJournal({ journal }: MemberControl, until: number): Pulled {
  const { exchanges, ...rest } = journal.handOver(exchange => leftAt(exchange) <= until, MOST_OF_A_PULL)
  return { exchanges: exchanges.map(pack), ...rest }
}

function sent({ op, stage, now, params, controlHeaders, clientId, botId, headers }: CallFacts): SentCall {
  return {
    operationId: op.operationId,
    scenario: stage.name,
    now,
    params: { ...params },
    controlHeaders: { ...controlHeaders },
    clientId,
    botId,
    headers: { ...headers },
  }
}

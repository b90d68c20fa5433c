import type { FastifyInstance } from 'fastify'
import { matches } from '../control/faults.ts'
import type { QuotaBreach, SharedPart, TakenFault } from '../control/shared-state.ts'
import type { Call } from '../http/exchange.ts'
import type { Mock } from '../mock/mock.ts'
import type { FaultSpec } from '../scenario/types.ts'
import { stream } from '../world/random.ts'
import { Line, type Peer } from './line.ts'
import type { Beginning, Pulled, SentCall, SharedState, ToMember, ToOwner } from './questions.ts'
import { leftAt, pack } from './sent-exchange.ts'

/** How a member listens and ends; the command line knows. */
export interface MemberHooks {
  /** @throws Error with the words for a person when it cannot listen. */
  listen(beginning: Beginning): Promise<FastifyInstance>
  close(app: FastifyInstance): Promise<void>
}

/** A process that answers requests with the state of another one: see `Owner`. */
export class Member implements SharedPart {
  readonly #owner: Line<ToOwner>
  readonly #hooks: MemberHooks
  #begun: Promise<FastifyInstance> | undefined
  #faults: readonly FaultSpec[] = []
  #ownerPort = 0

  constructor(peer: Peer, hooks: MemberHooks) {
    this.#hooks = hooks
    const answers: { [Name in keyof ToMember]: (question: Parameters<ToMember[Name]>[0]) => unknown } = {
      begin: beginning => this.#begin(beginning),
      state: async state => this.#restore((await this.#app()).mock, state),
      replace: async scenario => (await this.#app()).mock.replace(scenario),
      pull: async until => this.#handOver((await this.#app()).mock, until),
      stop: () => this.#stop(),
    }
    this.#owner = new Line<ToOwner>(peer, 'child', (name, question) => answers[name as keyof ToMember](question))
  }

  takeQuota(call: Call): Promise<QuotaBreach | undefined> {
    return this.#owner.ask('quota', sent(call))
  }

  takeFault(call: Call): Promise<TakenFault | undefined> | undefined {
    const isConcerned = ({ match }: FaultSpec) => matches(match, call)
    if (!this.#faults.some(isConcerned) && !call.stage.scenario.faults.some(isConcerned)) return undefined
    return this.#owner.ask('fault', sent(call)).then(taken => {
      if (taken === undefined) return undefined
      const draw = stream(...taken.stream)
      for (let i = 0; i < taken.drawn; i += 1) draw()
      return { id: taken.id, action: taken.action, draw }
    })
  }

  useJti(clientId: string, jti: string): Promise<boolean> {
    return this.#owner.ask('jti', { clientId, jti })
  }

  async admin(): Promise<FastifyInstance> {
    const { mock } = await this.#app()
    return (await import('./forward.ts')).forwardApp(this.#ownerPort, mock.options.adminToken)
  }

  async #begin(beginning: Beginning): Promise<void> {
    this.#ownerPort = beginning.ownerPort
    this.#begun = this.#hooks.listen(beginning)
    await this.#begun
  }

  /** Puts this process' mock under the owner; before it listens. */
  join(mock: Mock, state: SharedState): void {
    mock.shared = this
    this.#restore(mock, state)
  }

  #app(): Promise<FastifyInstance> {
    return this.#begun ?? Promise.reject(new Error('it has not begun'))
  }

  #restore(mock: Mock, { clock, switches, faults }: SharedState): void {
    mock.clock.restore(clock)
    mock.switches.clear()
    for (const [botId, name] of switches) mock.switches.set(botId, name)
    this.#faults = faults
  }

  #handOver({ journal }: Mock, until: number): Pulled {
    const { exchanges, dropped } = journal.handOver(exchange => leftAt(exchange) <= until)
    return { exchanges: exchanges.map(pack), dropped }
  }

  async #stop(): Promise<Pulled> {
    const app = await this.#app()
    await this.#hooks.close(app)
    return this.#handOver(app.mock, Number.POSITIVE_INFINITY)
  }
}

function sent({ op, stage, now, params, control, clientId, botId, headers }: Call): SentCall {
  return {
    operationId: op.operationId,
    scenario: stage.name,
    now,
    params: { ...params },
    control: { ...control },
    clientId,
    botId,
    headers: { ...headers },
  }
}

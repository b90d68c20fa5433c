import type { OwnerPart } from '../control/shared-state.ts'
import type { Call } from '../http/exchange.ts'
import type { Mock } from '../mock/mock.ts'
import type { Scenario } from '../scenario/types.ts'
import { Line, type Peer } from './line.ts'
import type { Beginning, Pulled, SentCall, SentFault, SharedState, ToMember, ToOwner } from './questions.ts'
import { machineNow, operationOf, unpack } from './sent-exchange.ts'

/**
 * The owner of the state of a mock of several processes. Its `Mock` has the journal, the clock, the faults, the quotas, the
 * switches and the used token ids of record, and answers the admin API; the members answer everything else. What members
 * need for each request (clock, switches, which faults there are) they have as a copy, which is put in place everywhere
 * before the admin call that changed it is answered. What is counted is counted here. What members write into their
 * journals is fetched when somebody reads.
 */
export class Owner implements OwnerPart {
  readonly #mock: Mock
  readonly #members = new Set<Line<ToMember>>()
  #published: string
  #gathering: Promise<void> = Promise.resolve()

  constructor(mock: Mock) {
    this.#mock = mock
    this.#published = JSON.stringify(this.#state())
    mock.owner = this
  }

  /** Takes a process in: it is told what changes from now on. */
  add(peer: Peer): Line<ToMember> {
    const answers: ToOwner = {
      quota: call => this.#mock.quotas.take(this.#call(call)),
      fault: call => this.#fault(call),
      jti: ({ clientId, jti }) => this.#mock.useJti(clientId, jti),
    }
    const line = new Line<ToMember>(peer, 'parent', (name, question) => answers[name as keyof ToOwner](question))
    this.#members.add(line)
    return line
  }

  /**
   * Lets a process begin; is over when it listens.
   * @throws Error with the words for a person when it cannot.
   */
  async begin(line: Line<ToMember>, beginning: Omit<Beginning, 'state' | 'scenario'>): Promise<void> {
    await line.ask('begin', { ...beginning, scenario: this.#mock.main.scenario, state: this.#state() })
  }

  /** A process has ended. */
  remove(line: Line<ToMember>): void {
    this.#members.delete(line)
    line.cut()
  }

  gather(): Promise<void> {
    // One after the other: what left first is written first.
    this.#gathering = this.#gathering.then(() => this.#gather())
    return this.#gathering
  }

  async publish(): Promise<void> {
    const state = this.#state()
    const text = JSON.stringify(state)
    if (text === this.#published) return
    this.#published = text
    await this.#askAll('state', state)
  }

  /** Puts another version of the scenario in place, everywhere. */
  async replace(scenario: Scenario): Promise<void> {
    this.#mock.replace(scenario)
    await this.#askAll('replace', scenario)
  }

  /** Lets all answer what is in flight; the journal is complete then. */
  async stop(): Promise<void> {
    this.#write(await this.#askAll('stop', undefined))
  }

  async #gather(): Promise<void> {
    this.#write(await this.#askAll('pull', machineNow()))
  }

  #write(pulled: readonly Pulled[]): void {
    const { journal } = this.#mock
    for (const { dropped } of pulled) journal.lose(dropped)
    const exchanges = pulled.flatMap(({ exchanges }) => exchanges).sort((a, b) => a.leftAt - b.leftAt)
    for (const exchange of exchanges) journal.add(unpack(this.#mock, exchange))
  }

  /** The answers of all that have not ended. */
  async #askAll<Name extends keyof ToMember & string>(
    name: Name,
    question: Parameters<ToMember[Name]>[0],
  ): Promise<ReturnType<ToMember[Name]>[]> {
    const answers = await Promise.allSettled([...this.#members].map(line => line.ask(name, question)))
    return answers.flatMap(answer =>
      answer.status === 'fulfilled' ? [answer.value as ReturnType<ToMember[Name]>] : [],
    )
  }

  #state(): SharedState {
    const { clock, switches, faults } = this.#mock
    return { clock: clock.snapshot(), switches: [...switches], faults: faults.specs }
  }

  #fault(sent: SentCall): SentFault | undefined {
    const taken = this.#mock.faults.take(this.#call(sent))
    if (taken === undefined) return undefined
    const { id, action, from } = taken
    return { id, action, stream: from?.stream ?? [], drawn: from?.drawn ?? 0 }
  }

  /** As much of the call as those who count look at. */
  #call({ operationId, scenario, ...same }: SentCall): Call {
    return { ...same, op: operationOf(operationId)!, stage: this.#mock.stage(scenario) } as Call
  }
}

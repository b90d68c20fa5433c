import { operation } from '../contract/contract.ts'
import type { ProcessMemory } from '../control/control.ts'
import { type ControlOptions, MemoryControl } from '../control/memory-control.ts'
import type { Mock } from '../mock/mock.ts'
import type { Scenario } from '../scenario/types.ts'
import { Line, type Peer } from './line.ts'
import type { Beginning, Pulled, SentCall, SentFault, SharedState, ToMember, ToOwner } from './questions.ts'
import { machineNow, unpack } from './sent-exchange.ts'

/**
 * The state of a mock of several processes, in the one that owns it: journal, clock, faults, quotas, switches and used
 * token ids of record. This process answers the admin API; the members answer everything else. What members need for each
 * request (clock, switches, which faults there are) they have as a copy, which is put in place everywhere before the admin
 * call that changed it is answered. What is counted is counted here. What members write into their journals is fetched when
 * somebody reads.
 */
export class OwnerControl extends MemoryControl {
  readonly #members = new Set<Line<ToMember>>()
  #mock: Mock | undefined
  #published: string
  #gathering: Promise<void> = Promise.resolve()

  constructor(options: ControlOptions) {
    super(options)
    this.#published = JSON.stringify(this.#state())
  }

  /** The mock whose state this is; before a process is taken in. */
  lead(mock: Mock): void {
    this.#mock = mock
  }

  /** Takes a process in: it is told what changes from now on. */
  add(peer: Peer): Line<ToMember> {
    const answers: ToOwner = {
      quota: call => this.quotas.take(this.#call(call)),
      fault: call => this.#fault(call),
      tokenId: ({ clientId, tokenId }) => this.useTokenId(clientId, tokenId),
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
    await line.ask('begin', { ...beginning, scenario: this.#led.main.scenario, state: this.#state() })
  }

  /** A process has ended. */
  remove(line: Line<ToMember>): void {
    this.#members.delete(line)
    line.cut()
  }

  override gather(): Promise<void> {
    // One after the other: what left first is written first.
    this.#gathering = this.#gathering.then(() => this.#gather())
    return this.#gathering
  }

  override async publish(): Promise<void> {
    const state = this.#state()
    const text = JSON.stringify(state)
    if (text === this.#published) return
    this.#published = text
    await this.#askAll('state', state)
  }

  override async memory(): Promise<readonly ProcessMemory[]> {
    return [this.ownMemory(), ...(await this.#askAll('memory', undefined))]
  }

  /** Puts another version of the scenario in place, everywhere. */
  async replace(scenario: Scenario): Promise<void> {
    this.#led.replace(scenario)
    await this.#askAll('replace', scenario)
  }

  /** Lets all answer what is in flight, for so many ms; the journal is complete then. Asked again it can only be sooner. */
  async stop(timeout: number): Promise<void> {
    this.#write(await this.#askAll('stop', timeout))
  }

  async #gather(): Promise<void> {
    this.#write(await this.#askAll('pull', machineNow()))
  }

  get #led(): Mock {
    if (this.#mock === undefined) throw new Error('the owner leads no mock yet')
    return this.#mock
  }

  #write(pulled: readonly Pulled[]): void {
    for (const { dropped } of pulled) this.journal.lose(dropped)
    const exchanges = pulled.flatMap(({ exchanges }) => exchanges).sort((a, b) => a.leftAt - b.leftAt)
    for (const exchange of exchanges) this.journal.add(unpack(this.#led, exchange))
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
    return { clock: this.clock.snapshot(), switches: [...this.switches], faults: this.faults.specs }
  }

  #fault(sent: SentCall): SentFault | undefined {
    const taken = this.faults.take(this.#call(sent))
    if (taken === undefined) return undefined
    const { id, action, from } = taken
    return { id, action, stream: from?.stream ?? [], drawn: from?.drawn ?? 0 }
  }

  /** As much of the call as those who count look at. */
  #call({ operationId, scenario, ...same }: SentCall) {
    return { ...same, op: operation(operationId), stage: this.#led.stage(scenario) }
  }
}

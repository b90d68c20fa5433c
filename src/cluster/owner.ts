import { operation } from '../contract/contract.ts'
import type { ProcessFigures, ProcessMemory } from '../control/control.ts'
import { type ControlOptions, MemoryControl } from '../control/memory-control.ts'
import type { ProcessId } from '../control/process-notice.ts'
import { machineNow, type SentExchange, unpack } from '../control/sent-exchange.ts'
import type { Mock } from '../mock/mock.ts'
import { sendScenario } from '../scenario/sent-packs.ts'
import type { Scenario } from '../scenario/types.ts'
import { inTime } from './in-time.ts'
import { type CountedProcess, KnownMember } from './known-member.ts'
import { Line, type Peer } from './line.ts'
import type { Beginning, Pulled, SentCall, SentFault, SharedState, ToMember, ToOwner } from './questions.ts'

/** ms that a process has to say that it has stopped. */
const TO_SAY_SO = 500

/**
 * The state of a mock of several processes, in the one that owns it: journal, clock, faults, quotas, switches and used
 * token ids of record. This process answers the admin API; the members answer everything else. What members need for each
 * request (clock, switches, which faults there are) they have as a copy, which is put in place everywhere before the admin
 * call that changed it is answered. What is counted is counted here. What members write into their journals is fetched when
 * somebody reads.
 */
export class OwnerControl extends MemoryControl {
  readonly #members = new Map<Line<ToMember>, KnownMember>()
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

  /**
   * Takes a process in: it is told what changes from now on.
   * @param process its id, for who is to know which one it is, and where it counts
   */
  add(peer: Peer, process: CountedProcess): Line<ToMember> {
    const answers: ToOwner = {
      quota: call => this.quotas.take(this.#call(call)),
      fault: call => this.#fault(call),
      wrote: count => this.#members.get(line)?.wrote(count),
      tokenId: ({ clientId, tokenId }) => this.useTokenId(clientId, tokenId),
    }
    const line: Line<ToMember> = new Line<ToMember>(peer, 'parent', (name, question) =>
      answers[name as keyof ToOwner](question),
    )
    const told = (isSilent: boolean) => this.notices.tell({ process: process.pid, what: isSilent ? 'silent' : 'back' })
    this.#members.set(line, new KnownMember(line, process, told))
    return line
  }

  /**
   * Lets a process begin; is over when it listens.
   * @throws Error with the words for a person when it cannot.
   */
  async begin(line: Line<ToMember>, beginning: Omit<Beginning, 'state' | 'scenario' | 'startClock'>): Promise<void> {
    await line.ask('begin', {
      ...beginning,
      scenario: sendScenario(this.#led.main.scenario),
      startClock: this.#led.startClock,
      state: this.#state(),
    })
    const member = this.#members.get(line)
    if (member !== undefined) member.hasBegun = true
  }

  /** A process has ended; what of its journal nobody had fetched is lost, and counted. */
  remove(line: Line<ToMember>): void {
    const member = this.#members.get(line)
    this.#members.delete(line)
    line.cut()
    const entries = member?.unseen ?? 0
    member?.counted?.close()
    if (member === undefined || entries === 0) return
    const lost = { process: member.pid, entries }
    this.journal.loseWith(lost)
    this.notices.tell({ ...lost, what: 'lost' })
  }

  override silent(): readonly ProcessId[] {
    return [...this.#members.values()].filter(({ isSilent }) => isSilent).map(({ pid }) => pid)
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
    await this.#tellAll('state', state)
  }

  override async memory(): Promise<readonly ProcessMemory[]> {
    const all = [this.ownMemory()]
    await Promise.all(this.#listening().map(member => member.ask('memory', undefined, own => all.push(own))))
    return [...all]
  }

  override async processFigures(): Promise<readonly ProcessFigures[]> {
    const all: ProcessFigures[] = []
    await Promise.all(this.#listening().map(member => member.ask('figures', undefined, own => all.push(own))))
    return [...all]
  }

  /** Puts another version of the scenario in place, everywhere. */
  async replace(scenario: Scenario): Promise<void> {
    await this.#led.replace(scenario)
    await this.#tellAll('replace', sendScenario(scenario))
  }

  override async useElsewhere(scenario: Scenario | string): Promise<void> {
    await this.#tellAll('use', typeof scenario === 'string' ? scenario : sendScenario(scenario))
  }

  /** Finds out who is silent. */
  async ping(): Promise<void> {
    await Promise.all(this.#listening().map(member => member.ask('ping', undefined)))
  }

  /**
   * Lets all answer what is in flight, for so many ms; the journal is complete then. Asked again it can only be sooner. One
   * that is silent is not asked, and one that says nothing by then is not waited for.
   */
  async stop(timeout: number): Promise<void> {
    const stopped = this.#listening().map(({ line }) => inTime(line.ask('stop', timeout), timeout + TO_SAY_SO))
    await Promise.allSettled(stopped)
    await this.gather()
  }

  /** By rounds, since each of them gives only so much at once; what left first is written first. */
  async #gather(): Promise<void> {
    const until = machineNow()
    let asked = this.#listening()
    let waiting: readonly SentExchange[] = []
    while (asked.length > 0) {
      const round = await this.#pullFrom(asked, until)
      const given = [...round.values()].flatMap(({ exchanges }) => exchanges)
      asked = [...round].filter(([, { isAll }]) => !isAll).map(([member]) => member)
      // What the others have yet to give left after what they gave last.
      const sure = Math.min(...asked.map(member => round.get(member)?.exchanges.at(-1)?.leftAt ?? 0))
      waiting = this.#write([...waiting, ...given], sure)
    }
  }

  /** A part of what each has. What comes late is written when it comes; a silent process has been asked already. */
  async #pullFrom(members: readonly KnownMember[], until: number): Promise<ReadonlyMap<KnownMember, Pulled>> {
    const round = new Map<KnownMember, Pulled>()
    let isOver = false
    const asked = members.map(member =>
      member.ask('pull', until, given => {
        member.gave(given)
        this.journal.lose(given.dropped)
        if (isOver) this.#write(given.exchanges)
        else round.set(member, given)
      }),
    )
    await Promise.all(asked)
    isOver = true
    return round
  }

  /** Those that can be asked for what they have. */
  #listening(): KnownMember[] {
    return [...this.#members.values()].filter(({ hasBegun, isSilent }) => hasBegun && !isSilent)
  }

  get #led(): Mock {
    if (this.#mock === undefined) throw new Error('the owner leads no mock yet')
    return this.#mock
  }

  /** Writes what left by then; gives the rest. */
  #write(exchanges: readonly SentExchange[], until = Number.POSITIVE_INFINITY): readonly SentExchange[] {
    const sorted = [...exchanges].sort((a, b) => a.leftAt - b.leftAt)
    const later = sorted.findIndex(({ leftAt }) => leftAt > until)
    const end = later === -1 ? sorted.length : later
    for (const exchange of sorted.slice(0, end)) this.journal.add(unpack(this.#led, exchange))
    return sorted.slice(end)
  }

  /** Tells all, also those that will hear it late; is over when those have heard it that answer. */
  async #tellAll<Name extends 'state' | 'replace' | 'use'>(
    name: Name,
    what: Parameters<ToMember[Name]>[0],
  ): Promise<void> {
    await Promise.all([...this.#members.values()].map(member => member.ask(name, what)))
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

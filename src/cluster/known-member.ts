import type { ExchangeCount } from './exchange-count.ts'
import { inTime } from './in-time.ts'
import type { Line } from './line.ts'
import type { Pulled, ToMember } from './questions.ts'

/** ms that the owner waits for an answer: with the pause between two looks (`LOOK`) a stopped process is known within a second. */
const PATIENCE = 750
/** ms between looks whether all processes answer. */
export const LOOK = 250

type AnswerTo<Name extends keyof ToMember> = Awaited<ReturnType<ToMember[Name]>>

/** A process by its id, and where it counts its exchanges. */
export interface CountedProcess {
  readonly pid: number
  readonly counted: ExchangeCount | undefined
}

/** What the owner knows of a process that answers requests. */
export class KnownMember {
  readonly line: Line<ToMember>
  readonly pid: number
  /** It listens. */
  hasBegun = false
  readonly #toldSilent: (isSilent: boolean) => void
  #isSilent = false
  readonly #counted: ExchangeCount | undefined
  /** Exchanges that it has written into its journal, as it said last; it does where there is no common count. */
  #written = 0
  /** Those of them that the owner has, or knows to have gone. */
  #known = 0

  /**
   * @param process its id, and where it counts
   * @param toldSilent is told when it does not answer in time, and when it does again
   */
  constructor(line: Line<ToMember>, { pid, counted }: CountedProcess, toldSilent: (isSilent: boolean) => void) {
    this.line = line
    this.pid = pid
    this.#counted = counted
    this.#toldSilent = toldSilent
  }

  /** It has not answered in time, and not since. */
  get isSilent(): boolean {
    return this.#isSilent
  }

  /** Entries of its journal that the owner has never seen. */
  get unseen(): number {
    return Math.max(0, (this.#counted?.read() ?? this.#written) - this.#known)
  }

  /** It says how many exchanges it has written by now. */
  wrote(count: number): void {
    this.#written = count
  }

  /** Where it counts, as it is told. */
  get counted(): ExchangeCount | undefined {
    return this.#counted
  }

  /** The owner has got these. */
  gave({ gone }: Pulled): void {
    this.#known += gone
  }

  /**
   * Asks it, and waits for the answer as long as is sensible: not at all for one that is silent or does not listen yet.
   * @param take gets the answer, in time or not; none comes of a process that ends before
   */
  async ask<Name extends keyof ToMember & string>(
    name: Name,
    question: Parameters<ToMember[Name]>[0],
    take: (answer: AnswerTo<Name>) => void = () => {},
  ): Promise<void> {
    const answered = this.line.ask(name, question).then(
      answer => {
        this.#turn(false)
        take(answer as AnswerTo<Name>)
        return true
      },
      () => true,
    )
    if (this.#isSilent || !this.hasBegun) return
    if (!(await inTime(answered, PATIENCE))) this.#turn(true)
  }

  #turn(isSilent: boolean): void {
    if (this.#isSilent === isSilent) return
    this.#isSilent = isSilent
    this.#toldSilent(isSilent)
  }
}

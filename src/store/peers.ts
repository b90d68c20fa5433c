import { randomUUID } from 'node:crypto'
import type { StoreLink, Timing } from './link.ts'

/** ms that the others have for an answer. */
const PEER_PATIENCE = 750

/** What a replica can be asked by another. */
export interface PeerAnswers {
  /** Sends what its journal has not sent yet. */
  flush(): Promise<object>
  memory(): Promise<object>
  figures(): Promise<object>
}

interface Asking {
  readonly missing: Set<string>
  readonly answers: object[]
  readonly done: () => void
}

/** Questions to all replicas at once, by the channels of the store; what does not answer in time is silent until it does. */
export class Peers {
  readonly #id: string
  readonly #link: StoreLink
  readonly #timing: Timing
  readonly #answers: PeerAnswers
  readonly #asking = new Map<string, Asking>()
  readonly #silent = new Set<string>()
  readonly #told: (id: string, isSilent: boolean) => void

  constructor(
    id: string,
    { link, timing }: { readonly link: StoreLink; readonly timing: Timing },
    answers: PeerAnswers,
    told: (id: string, isSilent: boolean) => void,
  ) {
    this.#id = id
    this.#link = link
    this.#timing = timing
    this.#answers = answers
    this.#told = told
  }

  /** Those that have not answered in time, and not since. */
  get silent(): readonly string[] {
    return [...this.#silent]
  }

  /** Asks those others that are alive; gives what was answered in time. */
  async ask(what: keyof PeerAnswers, living: readonly string[]): Promise<readonly object[]> {
    for (const id of this.#silent) if (!living.includes(id)) this.#turn(id, false)
    const missing = new Set(living.filter(id => id !== this.#id))
    if (missing.size === 0) return []
    const number = randomUUID()
    const answers: object[] = []
    await new Promise<void>(resolve => {
      const done = () => {
        cancel()
        resolve()
      }
      const cancel = this.#timing.after(PEER_PATIENCE, done)
      this.#asking.set(number, { missing, answers, done })
      this.#link.publish('asks', JSON.stringify({ number, what, from: this.#id }))
    })
    this.#asking.delete(number)
    for (const id of missing) this.#turn(id, true)
    return answers
  }

  /** A question of another one. */
  async heardQuestion(text: string): Promise<void> {
    const { number, what, from } = JSON.parse(text) as { number: string; what: keyof PeerAnswers; from: string }
    if (from === this.#id) return
    const answer = await this.#answers[what]().catch(() => ({}))
    this.#link.publish(`to:${from}`, JSON.stringify({ number, id: this.#id, answer }))
  }

  /** An answer of another one; late ones tell at least that it is there. */
  heardAnswer(text: string): void {
    const { number, id, answer } = JSON.parse(text) as { number: string; id: string; answer: object }
    this.#turn(id, false)
    const asking = this.#asking.get(number)
    if (asking === undefined || !asking.missing.delete(id)) return
    asking.answers.push(answer)
    if (asking.missing.size === 0) asking.done()
  }

  #turn(id: string, isSilent: boolean): void {
    if (this.#silent.has(id) === isSilent) return
    if (isSilent) this.#silent.add(id)
    else this.#silent.delete(id)
    this.#told(id, isSilent)
  }
}

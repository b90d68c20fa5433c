/** What travels between two processes: a question with a number, and its answer. */
type Parcel =
  | { readonly hello: true }
  | { readonly ask: number; readonly question: unknown }
  | { readonly tell: unknown }
  | { readonly reply: number; readonly answer: unknown; readonly error?: string }

/** The other process, as `node:child_process` and `node:process` know it. */
export interface Peer {
  send?(message: unknown, done: (error: Error | null) => void): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
}

interface Open {
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
}

/** Questions and answers, in both directions, between two processes; plain data, buffers included, in the order asked. */
export class Line<Questions extends { readonly [Name in keyof Questions]: (question: never) => unknown }> {
  readonly #peer: Peer
  readonly #open = new Map<number, Open>()
  #asked = 0
  /** Is over when the other side listens: what comes before is lost. */
  readonly #met: Promise<void>
  #meet: () => void = () => {}
  #isCut = false

  /**
   * @param answer answers the questions of the other side.
   * @param side the child says hello; the parent has been listening since before there was a child.
   */
  constructor(peer: Peer, side: 'parent' | 'child', answer: (name: string, question: never) => unknown) {
    this.#peer = peer
    this.#met = new Promise(resolve => {
      this.#meet = resolve
    })
    peer.on('message', message => {
      const parcel = message as Parcel
      if (typeof parcel !== 'object' || parcel === null) return
      if ('hello' in parcel) this.#meet()
      else if ('tell' in parcel) void this.#hear(parcel.tell as [string, never], answer)
      else if ('ask' in parcel) void this.#answer(parcel.ask, parcel.question as [string, never], answer)
      else if ('reply' in parcel) this.#take(parcel)
    })
    if (side === 'child') {
      this.#meet()
      this.#send({ hello: true })
    }
  }

  /** @throws Error of the other side, or when the line has been cut. */
  async ask<Name extends keyof Questions & string>(
    name: Name,
    question: Parameters<Questions[Name]>[0],
  ): Promise<Awaited<ReturnType<Questions[Name]>>> {
    await this.#met
    if (this.#isCut) throw ended()
    this.#asked += 1
    const id = this.#asked
    return new Promise<Awaited<ReturnType<Questions[Name]>>>((resolve, reject) => {
      this.#open.set(id, { resolve: resolve as Open['resolve'], reject })
      this.#send({ ask: id, question: [name, question] })
    })
  }

  /** Says something to which no answer is wanted. What is said is with the other side also when this one is killed then. */
  tell<Name extends keyof Questions & string>(name: Name, question: Parameters<Questions[Name]>[0]): void {
    this.#send({ tell: [name, question] })
  }

  /** The other side is gone: whoever waits for it is told. */
  cut(): void {
    this.#isCut = true
    this.#meet()
    for (const { reject } of this.#open.values()) reject(ended())
    this.#open.clear()
  }

  async #hear([name, question]: [string, never], answer: (name: string, question: never) => unknown) {
    try {
      await answer(name, question)
    } catch {}
  }

  async #answer(id: number, [name, question]: [string, never], answer: (name: string, question: never) => unknown) {
    try {
      this.#send({ reply: id, answer: await answer(name, question) })
    } catch (error) {
      this.#send({ reply: id, answer: undefined, error: error instanceof Error ? error.message : String(error) })
    }
  }

  #take(parcel: Extract<Parcel, { reply: number }>): void {
    const open = this.#open.get(parcel.reply)
    this.#open.delete(parcel.reply)
    if (parcel.error === undefined) open?.resolve(parcel.answer as never)
    else open?.reject(new Error(parcel.error))
  }

  /** A message that cannot be sent any more is not missed: the other side has ended, and `cut` is near. */
  #send(parcel: Parcel): void {
    try {
      this.#peer.send?.(parcel, () => {})
    } catch {}
  }
}

const ended = () => new Error('the other process has ended')

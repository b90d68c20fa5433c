/**
 * An answer that nobody has asked for yet, made by a thread that has nothing else to do. Who needs the thread ends it, as long
 * as nobody asks for it.
 */
export class SpareJob {
  /** The body; undefined: it was ended, or could not be made. It never fails: who asks for the answer is told why it cannot be made. */
  readonly body: Promise<Uint8Array | undefined>
  readonly #end = new AbortController()
  #isAskedFor = false

  /** @param make ends when the signal says so */
  constructor(make: (signal: AbortSignal) => Promise<Uint8Array | undefined>) {
    this.body = make(this.#end.signal).catch(() => undefined)
  }

  /** Somebody else needs the thread. */
  giveWay(): void {
    if (!this.#isAskedFor) this.#end.abort()
  }

  /**
   * Somebody asks for it: from now on it is a job as any other.
   * @param signal says that he has left
   */
  askFor(signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    this.#isAskedFor = true
    const end = () => this.#end.abort()
    if (signal?.aborted) end()
    signal?.addEventListener('abort', end)
    return this.body.finally(() => signal?.removeEventListener('abort', end))
  }
}

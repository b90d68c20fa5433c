/**
 * The signals that ask the process to end, from the moment this is made: none is lost while it starts, and none ends it by
 * itself, also where it is the first process of a container.
 */
export class EndSignals {
  /** Is over with the first one. */
  readonly first: Promise<void>
  /** Is over with the second one: nothing is to be waited for any more. */
  readonly second: Promise<void>
  #count = 0
  #firstAt: number | undefined
  readonly #hear: () => void

  constructor() {
    const heard: (() => void)[] = []
    const next = () => new Promise<void>(resolve => heard.push(resolve))
    this.first = next()
    this.second = next()
    this.#hear = () => {
      this.#firstAt ??= performance.now()
      heard[this.#count]?.()
      this.#count += 1
    }
    process.on('SIGINT', this.#hear)
    process.on('SIGTERM', this.#hear)
    // A terminal that is closed. The system and the shell both send it, so the next one is no wish for haste.
    process.on('SIGHUP', () => this.ask())
  }

  /** Something else asks for the end: it counts as the first signal, and for nothing when one has come. */
  ask(): void {
    if (!this.isSent) this.#hear()
  }

  /** When the first one came, as `performance.now()` tells; undefined: none has. */
  get firstAt(): number | undefined {
    return this.#firstAt
  }

  /** Whether one has come. */
  get isSent(): boolean {
    return this.#count > 0
  }
}

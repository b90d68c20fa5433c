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

  constructor() {
    const heard: (() => void)[] = []
    const next = () => new Promise<void>(resolve => heard.push(resolve))
    this.first = next()
    this.second = next()
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        heard[this.#count]?.()
        this.#count += 1
      })
    }
  }

  /** Whether one has come. */
  get isSent(): boolean {
    return this.#count > 0
  }
}

import { constants } from 'node:os'
import { setTimeout } from 'node:timers/promises'

/** A signal asked for the end. */
export class EndedBySignal extends Error {
  override name = 'EndedBySignal'
  readonly signal: NodeJS.Signals

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`)
    this.signal = signal
  }
}

/** ms in which a signal that the process sends itself ends it. */
const SIGNAL_TIME = 1_000

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Hears the signals that ask the process to end, so that what is half written goes before it does. */
export class SignalledEnd {
  readonly #controller = new AbortController()
  readonly #hear = (signal: NodeJS.Signals) => this.#controller.abort(new EndedBySignal(signal))

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#hear)
  }

  /** Is aborted by the first signal, with an `EndedBySignal`. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** What is awaited, or the end that was asked for, whichever comes first. */
  async before<T>(awaited: Promise<T>): Promise<T> {
    const { signal } = this
    if (signal.aborted) throw signal.reason
    let hear = () => {}
    const end = new Promise<never>((_, reject) => {
      hear = () => reject(signal.reason)
      signal.addEventListener('abort', hear)
    })
    try {
      return await Promise.race([awaited, end])
    } finally {
      signal.removeEventListener('abort', hear)
    }
  }

  /** Hears no signals any more. */
  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.#hear)
  }

  /** Ends the process by the signal that came, so that whoever started it sees that. @returns the exit code where that does not end it */
  async go({ signal }: EndedBySignal): Promise<number> {
    this.close()
    process.kill(process.pid, signal)
    // It takes its time until the signal is delivered.
    await setTimeout(SIGNAL_TIME)
    return 128 + (constants.signals[signal] ?? 0)
  }
}

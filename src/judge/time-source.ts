/** By what waiting is measured: for functions a time of the judge's own, which nobody has to wait for; for commands real time. */
export interface TimeSource {
  readonly isVirtual: boolean
  /** ms. */
  now(): number
  sleep(ms: number): Promise<void>
  /** An answer is being made: no time passes by itself meanwhile. */
  busy<Value>(work: Promise<Value>): Promise<Value>
}

export const realTime: TimeSource = {
  isVirtual: false,
  now: () => performance.now(),
  sleep: ms => new Promise(done => setTimeout(done, ms)),
  busy: work => work,
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/**
 * Time that passes when all wait: whoever sleeps is woken at once when nothing else goes on, the earliest first. Sleepers give
 * others a turn, so that a client that sleeps for ever does not hold up the process.
 */
export class VirtualTime implements TimeSource {
  readonly isVirtual = true
  #now = 0
  #busy = 0
  #isWaking = false
  #sleepers: Sleeper[] = []

  now(): number {
    return this.#now
  }

  sleep(ms: number): Promise<void> {
    return new Promise(wake => {
      this.#sleepers.push({ at: this.#now + Math.max(0, Number(ms) || 0), wake })
      this.#wakeSoon()
    })
  }

  async busy<Value>(work: Promise<Value>): Promise<Value> {
    this.#busy++
    try {
      return await work
    } finally {
      this.#busy--
      this.#wakeSoon()
    }
  }

  /** Forgets who sleeps: they never wake. */
  clear(): void {
    this.#sleepers = []
  }

  #wakeSoon(): void {
    if (this.#isWaking || this.#sleepers.length === 0) return
    this.#isWaking = true
    setImmediate(() => {
      this.#isWaking = false
      if (this.#busy > 0) return
      const first = this.#sleepers.reduce<Sleeper | undefined>(
        (least, one) => (least === undefined || one.at < least.at ? one : least),
        undefined,
      )
      if (first === undefined) return
      this.#sleepers = this.#sleepers.filter(one => one !== first)
      this.#now = Math.max(this.#now, first.at)
      first.wake()
      this.#wakeSoon()
    })
  }
}

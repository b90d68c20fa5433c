import type { Entry } from '../control/control.ts'
import { entryBytes, entryNumber } from '../control/journal.ts'

/** What this replica has read of the journal that all share. */
export class Mirror {
  readonly #entries = new Map<number, Entry>()
  #bytes = 0
  /** The number that was read last. */
  last = 0
  /** How often entries were removed when it was read. */
  clears = 0

  get size(): number {
    return this.#entries.size
  }

  get bytes(): number {
    return this.#bytes
  }

  add(entry: Entry): void {
    this.#entries.set(entry.number, entry)
    this.#bytes += entryBytes(entry.exchange)
    this.last = entry.number
  }

  /** Forgets those up to a number. */
  dropUntil(number: number): void {
    for (const entry of this.#entries.values()) {
      if (entry.number > number) return
      this.#entries.delete(entry.number)
      this.#bytes -= entryBytes(entry.exchange)
    }
  }

  /** Forgets all; it is to be read again. */
  clear(): void {
    this.#entries.clear()
    this.#bytes = 0
    this.last = 0
  }

  /** Newest first. */
  entries(): Entry[] {
    return [...this.#entries.values()].reverse()
  }

  find(id: string): Entry | undefined {
    const number = entryNumber(id)
    return this.entries().find(entry => entry.number === number || entry.exchange.requestId === id)
  }
}

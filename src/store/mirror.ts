import { ConsoleShare } from '../control/console-share.ts'
import type { Entry } from '../control/control.ts'
import { entryBytes, entryNumber } from '../control/journal.ts'

/** What this replica has read of the journal that all share. */
export class Mirror {
  readonly #entries = new Map<number, Entry>()
  readonly #ofConsole: ConsoleShare
  #bytes = 0
  /** The number that was read last. */
  last = 0
  /** How often entries were removed when it was read. */
  clears = 0

  /** @param bounds of the journal: what goes as the console has more than its part goes here as it does on the server */
  constructor(bounds: { readonly entries: number; readonly bytes: number }) {
    this.#ofConsole = new ConsoleShare(bounds)
  }

  get size(): number {
    return this.#entries.size
  }

  get bytes(): number {
    return this.#bytes
  }

  add(entry: Entry): void {
    const bytes = entryBytes(entry.exchange)
    this.#entries.set(entry.number, entry)
    this.#bytes += bytes
    this.last = entry.number
    this.#ofConsole.add(entry.exchange, entry.number, bytes)
    for (let own = this.#ofConsole.surplus; own !== undefined; own = this.#ofConsole.surplus) this.#forget(own)
  }

  /** Forgets those up to a number. */
  dropUntil(number: number): void {
    for (const known of this.#entries.keys()) {
      if (known > number) return
      this.#forget(known)
    }
  }

  #forget(number: number): void {
    const entry = this.#entries.get(number)
    if (entry !== undefined) this.#bytes -= entryBytes(entry.exchange)
    this.#entries.delete(number)
    this.#ofConsole.forget(number)
  }

  /** Forgets all; it is to be read again. */
  clear(): void {
    this.#entries.clear()
    this.#ofConsole.clear()
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

import type { Exchanged } from './exchanged.ts'

/** `X-Test-Id` of the calls of the console: `src/console/api/test-id.ts` sends it. */
export const CONSOLE_TEST_ID = 'kore-mock-console'

/** Part of a journal that may be full of what the console asked (decision D402). */
export const CONSOLE_SHARE = 0.1

/** Whether the console asked for it. */
export function isOfConsole(exchange: Exchanged): boolean {
  return exchange.controlHeaders.testId === CONSOLE_TEST_ID
}

/** What the console's own exchanges take of a journal: looking at what clients sent must not push it out. */
export class ConsoleShare {
  readonly #most: { readonly entries: number; readonly bytes: number }
  /** Oldest first. */
  #taken: { readonly number: number; readonly bytes: number }[] = []
  #bytes = 0

  /** @param bounds of the whole journal */
  constructor({ entries, bytes }: { readonly entries: number; readonly bytes: number }) {
    this.#most = { entries: entries * CONSOLE_SHARE, bytes: bytes * CONSOLE_SHARE }
  }

  /** An exchange came in: counted when it is the console's. */
  add(exchange: Exchanged, number: number, bytes: number): void {
    if (!isOfConsole(exchange)) return
    this.#taken.push({ number, bytes })
    this.#bytes += bytes
  }

  /** Number of the one that has to go, as they take more than their part; the newest stays in any case. */
  get surplus(): number | undefined {
    if (this.#taken.length <= 1) return undefined
    const isOver = this.#taken.length > this.#most.entries || this.#bytes > this.#most.bytes
    return isOver ? this.#taken[0]!.number : undefined
  }

  /** One has gone, the oldest of all or the oldest of the console's. */
  forget(number: number): void {
    const oldest = this.#taken[0]
    if (oldest?.number !== number) return
    this.#taken.shift()
    this.#bytes -= oldest.bytes
  }

  clear(): void {
    this.#taken = []
    this.#bytes = 0
  }
}

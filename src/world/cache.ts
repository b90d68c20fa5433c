/** Something that takes memory and can be made again. */
export interface Held {
  /** Bytes it holds now. */
  readonly bytes: number
}

interface Entry<V> {
  readonly value: V
  bytes: number
  /** When it was last used, counted in uses. */
  used: number
}

/** What is left of the limit when room has to be made, so that it is not made again for the next value. */
const LEFT = 15 / 16

/**
 * Keeps what was used last within a number of bytes. Values may grow after they were put in: they say so with `grown`.
 * The value in use is never thrown out, even when it alone is above the limit.
 */
export class ByteCache<V extends Held> {
  readonly limit: number
  readonly #entries = new Map<string, Entry<V>>()
  #bytes = 0
  #uses = 0
  #newest: V | undefined

  constructor(limit: number) {
    this.limit = limit
  }

  /** Bytes held by all values. */
  get bytes(): number {
    return this.#bytes
  }

  get size(): number {
    return this.#entries.size
  }

  /** The value that was used last: for who asks for the same one again and again, and need not name it. */
  get newest(): V | undefined {
    return this.#newest
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    entry.used = ++this.#uses
    this.#newest = entry.value
    return entry.value
  }

  /** Whether a value is held; asking this is no use of it. */
  has(key: string): boolean {
    return this.#entries.has(key)
  }

  set(key: string, value: V): void {
    this.#drop(key)
    this.#entries.set(key, { value, bytes: value.bytes, used: ++this.#uses })
    this.#newest = value
    this.#bytes += value.bytes
    if (this.#bytes > this.limit) this.#shrink(key)
  }

  /** Counts a value again that has grown; does nothing for one that is no longer held. */
  grown(key: string, value: V): void {
    const entry = this.#entries.get(key)
    if (entry === undefined || entry.value !== value) return
    this.#bytes += value.bytes - entry.bytes
    entry.bytes = value.bytes
    if (this.#bytes > this.limit) this.#shrink(key)
  }

  clear(): void {
    this.#entries.clear()
    this.#newest = undefined
    this.#bytes = 0
  }

  #shrink(keep: string): void {
    const byUse = [...this.#entries].sort(([, a], [, b]) => a.used - b.used)
    for (const [key] of byUse) {
      if (this.#bytes <= this.limit * LEFT) return
      if (key !== keep) this.#drop(key)
    }
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }
}

/** Something that takes memory and can be made again. */
export interface Held {
  /** Bytes it holds now. */
  readonly bytes: number
}

interface Entry<V> {
  readonly value: V
  bytes: number
  /** Since it was put in, or since room was last made before it. */
  isUsed: boolean
}

/**
 * Keeps what was used lately within a number of bytes. Values may grow after they were put in: they say so with `grown`.
 * The value in use is never thrown out, even when it alone is above the limit.
 */
export class ByteCache<V extends Held> {
  readonly limit: number
  readonly #entries = new Map<string, Entry<V>>()
  #bytes = 0
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
    entry.isUsed = true
    this.#newest = entry.value
    return entry.value
  }

  /** Whether a value is held; asking this is no use of it. */
  has(key: string): boolean {
    return this.#entries.has(key)
  }

  set(key: string, value: V): void {
    this.#drop(key)
    this.#entries.set(key, { value, bytes: value.bytes, isUsed: false })
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

  /** The oldest goes; one that was used since goes to the end instead, once. To note a use costs next to nothing that way. */
  #shrink(keep: string): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.limit) return
      if (key === keep) continue
      if (entry.isUsed) {
        entry.isUsed = false
        this.#entries.delete(key)
        this.#entries.set(key, entry)
      } else this.#drop(key)
    }
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }
}

/** A map that forgets its oldest half when it is full: cheap to read, and never larger than twice its bound. */
export class BoundedMap<K, V> {
  readonly #bound: number
  #young = new Map<K, V>()
  #old = new Map<K, V>()

  /** @param bound entries after which the older generation is let go. */
  constructor(bound: number) {
    this.#bound = bound
  }

  get(key: K): V | undefined {
    const value = this.#young.get(key)
    if (value !== undefined) return value
    const older = this.#old.get(key)
    if (older !== undefined) this.set(key, older)
    return older
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#bound) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }
}

/** Remembers which texts came lately, by a hash of 32 bits of each: who walks through pages asks nothing twice, and his requests are not worth keeping. */
export class Seen {
  /** Each text has one place; who comes later takes it. */
  readonly #places: Uint32Array
  readonly #mask: number

  /** @param size places, a power of two */
  constructor(size: number) {
    this.#places = new Uint32Array(size)
    this.#mask = size - 1
  }

  /** Whether the text of a hash came before; true for one text in four thousand million that did not. */
  again(hash: number): boolean {
    const place = hash & this.#mask
    if (this.#places[place] === hash) return true
    this.#places[place] = hash
    return false
  }
}

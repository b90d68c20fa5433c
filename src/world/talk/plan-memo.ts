import { hash2 } from '../random.ts'

/** Places are taken up to this share, then there are twice as many. */
const MOST_FULL = 0.6
const FIRST_PLACES = 256

/** Records of whole numbers by a key from 1 on, as typed arrays that grow: of plans there are some ten thousand, of which a bot meets few at first. */
export class PlanMemo {
  /** Numbers of a record, at `width * place`. */
  records: Uint32Array
  #keys = new Uint32Array(FIRST_PLACES)
  #size = 0
  readonly #width: number
  readonly #hold: (bytes: number) => void

  /** @param hold is told of bytes held from now on */
  constructor(width: number, hold: (bytes: number) => void) {
    this.#width = width
    this.#hold = hold
    this.records = new Uint32Array(FIRST_PLACES * width)
    hold(this.#bytes)
  }

  get #bytes(): number {
    return this.#keys.byteLength + this.records.byteLength
  }

  /** Index of the first number of a key's record; -1 - index: it is a new one, to be filled. */
  place(key: number): number {
    const keys = this.#keys
    const mask = keys.length - 1
    let at = hash2(key, 0) & mask
    while (keys[at] !== 0) {
      if (keys[at] === key) return at * this.#width
      at = (at + 1) & mask
    }
    if (this.#size >= keys.length * MOST_FULL) {
      this.#grow()
      return this.place(key)
    }
    keys[at] = key
    this.#size++
    return -1 - at * this.#width
  }

  #grow(): void {
    const before = this.#bytes
    const [keys, records] = [this.#keys, this.records]
    this.#keys = new Uint32Array(keys.length * 2)
    this.records = new Uint32Array(records.length * 2)
    this.#size = 0
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === 0) continue
      const at = -1 - this.place(keys[i]!)
      this.records.set(records.subarray(i * this.#width, (i + 1) * this.#width), at)
    }
    this.#hold(this.#bytes - before)
  }
}

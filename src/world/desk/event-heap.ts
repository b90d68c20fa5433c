/** Bits of a number beside its time: a kind and an index. */
const INDEX_BITS = 22
const INDEXES = 2 ** INDEX_BITS
const EVENT_KINDS = 8
const EVENT_UNIT = INDEXES * EVENT_KINDS
/** No event is later (ms), so that time, kind and index fit into the 53 bits of a whole number: three days. */
export const LATEST = 2 ** 28 - 1

// What happens, in the order in which it does at the same ms: who is about to go takes nothing more.
export const BREAK = 0
export const GOES = 1
export const FREE = 2
export const PART_ENDS = 3
export const COMES = 4
export const OVERFLOW = 5
export const GIVES_UP = 6
export const DEADLINE = 7

/**
 * What is still to happen, the earliest first; at the same ms by kind, then by index, so that the order never depends on
 * the order in which it was planned. Each event is one number in a heap of four branches.
 */
export class EventHeap {
  #keys: Float64Array
  #size = 0

  constructor(room: number) {
    this.#keys = new Float64Array(Math.max(16, room))
  }

  get size(): number {
    return this.#size
  }

  /** ms of the earliest event; infinity when there is none. */
  get next(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : Math.floor(this.#keys[0]! / EVENT_UNIT)
  }

  /** @param kind 0 to 7 */
  push(time: number, kind: number, index: number): void {
    if (this.#size === this.#keys.length) this.#grow()
    const key = time * EVENT_UNIT + kind * INDEXES + index
    const keys = this.#keys
    let at = this.#size++
    while (at > 0) {
      const parent = (at - 1) >> 2
      if (keys[parent]! <= key) break
      keys[at] = keys[parent]!
      at = parent
    }
    keys[at] = key
  }

  /** Takes the earliest event off: `eventKindOf` and `eventIndexOf` read it. */
  pop(): number {
    const keys = this.#keys
    const top = keys[0]!
    const last = keys[--this.#size]!
    const size = this.#size
    let at = 0
    for (;;) {
      const first = 4 * at + 1
      if (first >= size) break
      let least = first
      const end = Math.min(size, first + 4)
      for (let child = first + 1; child < end; child++) if (keys[child]! < keys[least]!) least = child
      if (keys[least]! >= last) break
      keys[at] = keys[least]!
      at = least
    }
    keys[at] = last
    return top
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2)
    keys.set(this.#keys)
    this.#keys = keys
  }
}

export function eventTimeOf(event: number): number {
  return Math.floor(event / EVENT_UNIT)
}

export function eventKindOf(event: number): number {
  return Math.floor((event % EVENT_UNIT) / INDEXES)
}

export function eventIndexOf(event: number): number {
  return event % INDEXES
}

import { EventHeap, eventIndexOf } from './event-heap.ts'

/** Agents who are not on the rota and are called in where a contact must be taken: as few as can be, one contact each at a time. */
export class Reserves {
  readonly #first: number
  readonly #busy = new EventHeap(16)
  readonly #free = new EventHeap(16)
  #called = 0

  /** @param first number of the first of them */
  constructor(first: number) {
    this.#first = first
  }

  /** Number of one who has nothing to do from `now` to `until` (ms); calls must come with ascending `now`. */
  take(now: number, until: number): number {
    while (this.#busy.next <= now) this.#free.push(0, 0, eventIndexOf(this.#busy.pop()))
    const reserve = this.#free.size > 0 ? eventIndexOf(this.#free.pop()) : this.#called++
    this.#busy.push(until, 0, reserve)
    return this.#first + reserve
  }
}

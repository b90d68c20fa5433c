import type { Profiles } from './profiles.ts'
import { DESK_MEDIUMS } from './types.ts'

const NONE_WAITING = -1

/**
 * Who waits: a list for each medium, queue and language, the longest wait first, and one before it for those who are passed
 * on from agent to agent. A contact stands in one list at most.
 */
export class Waiting {
  /** How many wait for a medium, passed on or not. */
  readonly count = new Int32Array(DESK_MEDIUMS)
  readonly #profiles: Profiles
  readonly #pairs: number
  readonly #head: Int32Array
  readonly #tail: Int32Array
  readonly #next: Int32Array
  readonly #previous: Int32Array
  /** By contact: its list; -1: it does not wait. */
  readonly #list: Int32Array
  /** By contact: since when. */
  readonly #since: Uint32Array

  constructor(contacts: number, profiles: Profiles) {
    const pairs = profiles.serving.length
    this.#profiles = profiles
    this.#pairs = pairs
    this.#head = new Int32Array(2 * DESK_MEDIUMS * pairs).fill(NONE_WAITING)
    this.#tail = new Int32Array(2 * DESK_MEDIUMS * pairs).fill(NONE_WAITING)
    this.#next = new Int32Array(contacts)
    this.#previous = new Int32Array(contacts)
    this.#list = new Int32Array(contacts).fill(NONE_WAITING)
    this.#since = new Uint32Array(contacts)
  }

  has(contact: number): boolean {
    return this.#list[contact] !== NONE_WAITING
  }

  /** @param place what it waits for, by `placeOf` */
  add(contact: number, place: number, now: number): void {
    const tail = this.#tail[place]!
    this.#list[contact] = place
    this.#since[contact] = now
    this.#next[contact] = NONE_WAITING
    this.#previous[contact] = tail
    if (tail === NONE_WAITING) this.#head[place] = contact
    else this.#next[tail] = contact
    this.#tail[place] = contact
    this.count[this.#mediumOf(place)]!++
  }

  remove(contact: number): void {
    const place = this.#list[contact]!
    const next = this.#next[contact]!
    const previous = this.#previous[contact]!
    if (previous === NONE_WAITING) this.#head[place] = next
    else this.#next[previous] = next
    if (next === NONE_WAITING) this.#tail[place] = previous
    else this.#previous[next] = previous
    this.#list[contact] = NONE_WAITING
    this.count[this.#mediumOf(place)]!--
  }

  /** Number of a list. */
  placeOf(medium: number, isPassedOn: boolean, pair: number): number {
    return (2 * medium + (isPassedOn ? 0 : 1)) * this.#pairs + pair
  }

  /** Who is passed on and waits for agents of a profile; -1: nobody. */
  passedOnTo(profile: number, medium: number): number {
    if (this.count[medium] === 0) return NONE_WAITING
    return this.#longest(this.#profiles.own[profile]!, 2 * medium, Number.POSITIVE_INFINITY)
  }

  /**
   * Who is next for agents of a profile: of their queues whoever has waited longest, of the others only who waits since
   * `overflow` (ms of the day) or longer; -1: nobody.
   */
  nextFor(profile: number, medium: number, overflow: number): number {
    if (this.count[medium] === 0) return NONE_WAITING
    const mine = this.#profiles.own[profile]!
    const all = this.#profiles.all[profile]!
    const own = this.#longest(mine, 2 * medium + 1, Number.POSITIVE_INFINITY)
    if (all.length === mine.length) return own
    const other = this.#longest(all, 2 * medium + 1, overflow)
    if (other === NONE_WAITING || own === NONE_WAITING) return own === NONE_WAITING ? other : own
    return this.#since[other]! < this.#since[own]! ? other : own
  }

  /** First of a list; -1: nobody. */
  first(place: number): number {
    return this.#head[place]!
  }

  #longest(pairs: Uint16Array, kind: number, until: number): number {
    let found = NONE_WAITING
    let since = until
    const from = kind * this.#pairs
    for (let i = 0; i < pairs.length; i++) {
      const contact = this.#head[from + pairs[i]!]!
      if (contact === NONE_WAITING) continue
      const at = this.#since[contact]!
      if (at < since || (at === since && (found === NONE_WAITING || contact < found))) {
        found = contact
        since = at
      }
    }
    return found
  }

  #mediumOf(place: number): number {
    return Math.floor(place / this.#pairs) >> 1
  }
}

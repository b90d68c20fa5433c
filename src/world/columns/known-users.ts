import { hash3 } from '../random.ts'
import {
  BEFORE_TURN,
  isTurnOf,
  otherPlace,
  regularPlace,
  regularsOf,
  TIMES,
  userOfTurn,
  usersOfTurn,
} from '../turns.ts'
import type { Bot } from '../types.ts'
import { Cells } from './cells.ts'
import { Walk } from './time-order.ts'
import type { Turnout } from './turnout.ts'

/** Share of the known users of a day that are regulars: they come often and for ever. */
const REGULARS = 0.38
/** Share of the regulars who have their turn that come, at most. */
const MOST_REGULARS = 0.75
/** After about so many days people come half as often. */
const HALF_LIFE = 14
const RECENT = 0x4ece
const REGULAR = 0x4e60

/** The known users who come on a day for a reason of their own: those whose turn it is, without those that pins have for themselves. */
export class KnownUsers {
  readonly count: number
  readonly #day: number
  readonly #recent: Cells
  readonly #regular: Cells
  /** Of those who have their turn, how many are no regulars. */
  readonly #others: number
  readonly #pinned: readonly number[]

  constructor(bot: Bot, day: number, { known, fresh }: Turnout) {
    const users = bot.calendar.usersBefore(day - BEFORE_TURN)
    const pinned = bot.guests.pinnedBefore(day).filter(user => user < users && isTurnOf(user, day))
    const places = usersOfTurn(users, day) - pinned.length
    const regulars = regularsOf(places)
    const wanted = Math.min(Math.floor(REGULARS * known), Math.floor(MOST_REGULARS * regulars))
    this.count = known
    this.#day = day
    // A place of a pinned user, less the pinned ones before it: whoever has a place as high moves up by one.
    this.#pinned = pinned.map((user, i) => usersOfTurn(user, day) - i)
    this.#others = places - regulars
    this.#recent = new Cells(known - wanted, this.#others, (HALF_LIFE * fresh) / 8, hash3(bot.salt, RECENT, day))
    this.#regular = new Cells(wanted, regulars, 1, hash3(bot.salt, REGULAR, day))
  }

  /** The `i`-th of them: the latest come first, the regulars last. */
  user(i: number): number {
    const { count } = this.#recent
    const place =
      i < count ? otherPlace(this.#others - 1 - this.#recent.at(i)) : regularPlace(this.#regular.at(i - count))
    return userOfTurn(this.#pinned.length === 0 ? place : this.#withoutPinned(place), this.#day)
  }

  /** All of them, by the times of the day that they like. */
  byTime(): Uint32Array {
    const users = new Uint32Array(this.count)
    const recent = this.#recent.count
    let n = 0
    for (let time = 0; time < TIMES; time++) {
      // In each list every 8th likes this time, from these on: see `timeOf`.
      const first = (this.#others - 1 - time) & (TIMES - 1)
      const ofRecent = every8th(first, recent)
      const walk = new Walk(0, ofRecent + every8th(time, this.count - recent))
      for (const end = n + walk.count; n < end; n++) {
        const i = walk.next()
        users[n] = this.user(i < ofRecent ? first + i * TIMES : recent + time + (i - ofRecent) * TIMES)
      }
    }
    return users
  }

  #withoutPinned(place: number): number {
    const pinned = this.#pinned
    let low = 0
    let high = pinned.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pinned[middle]! <= place) low = middle + 1
      else high = middle
    }
    return place + low
  }
}

/** How many numbers there are from `first` on below `end`, in steps of 8. */
function every8th(first: number, end: number): number {
  return Math.max(0, Math.ceil((end - first) / TIMES))
}

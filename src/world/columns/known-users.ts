import { hash3 } from '../random.ts'
import { BEFORE_TURN, otherPlace, regularPlace, regularsOf, TIMES, userOfTurn, usersOfTurn } from '../turns.ts'
import type { Bot } from '../types.ts'
import { Cells } from './cells.ts'
import { scatter } from './time-order.ts'
import type { Turnout } from './turnout.ts'

/** Share of the known users of a day that are regulars: they come often and for ever. */
const REGULARS = 0.38
/** Share of the regulars who have their turn that come, at most. */
const MOST_REGULARS = 0.75
/** After about so many days people come half as often. */
const HALF_LIFE = 14
const RECENT = 0x4ece
const REGULAR_SHARE = 0x4e60

/** The known users who come on a day for a reason of their own: those whose turn it is. */
export class KnownUsers {
  readonly count: number
  readonly #day: number
  readonly #recent: Cells
  readonly #regular: Cells
  /** Of those who have their turn, how many are no regulars. */
  readonly #others: number

  constructor(bot: Bot, day: number, { known, fresh }: Turnout) {
    const users = bot.calendar.usersBefore(day - BEFORE_TURN)
    const places = usersOfTurn(users, day)
    const regulars = regularsOf(places)
    const wanted = Math.min(Math.floor(REGULARS * known), Math.floor(MOST_REGULARS * regulars))
    this.count = known
    this.#day = day
    this.#others = places - regulars
    this.#recent = new Cells(known - wanted, this.#others, (HALF_LIFE * fresh) / 8, hash3(bot.salt, RECENT, day))
    this.#regular = new Cells(wanted, regulars, 1, hash3(bot.salt, REGULAR_SHARE, day))
  }

  /** The `i`-th of them: the latest come first, the regulars last. */
  user(i: number): number {
    const { count } = this.#recent
    return this.#at(
      i < count ? otherPlace(this.#others - 1 - this.#recent.at(i)) : regularPlace(this.#regular.at(i - count)),
    )
  }

  /** All of them, by the times of the day that they like. */
  byTime(): Uint32Array {
    // One more, which is read where there is none.
    const users = new Uint32Array(this.count + 1)
    const places = new Uint32Array(Math.ceil(this.count / TIMES) + 1)
    const last = this.#others - 1
    let from = 0
    for (let time = 0; time < TIMES; time++) {
      // In each list every 8th likes this time, from these on: see `timeOf`.
      const recent = this.#recent.everyTime((last - time) & (TIMES - 1), places, 0)
      for (let i = 0; i < recent; i++) places[i] = otherPlace(last - places[i]!)
      const count = this.#regular.everyTime(time, places, recent)
      for (let i = recent; i < count; i++) places[i] = regularPlace(places[i]!)
      scatter(places, count, users, from)
      from += count
    }
    for (let i = 0; i < from; i++) users[i] = userOfTurn(users[i]!, this.#day)
    return users
  }

  #at(place: number): number {
    return userOfTurn(place, this.#day)
  }
}

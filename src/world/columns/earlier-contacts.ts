import { hash3, quick, UNIT31 } from '../random.ts'
import type { Bot } from '../types.ts'
import { Aftermath } from './aftermath.ts'
import { KnownUsers } from './known-users.ts'
import { turnoutOf } from './turnout.ts'

const CELL = 0xce11
/** Contacts that are looked at for one who comes back, at most. */
const LOOKS = 3

/**
 * The contacts of a day about which people may come back on later days: first ones, and those that known users had for a reason of their
 * own. Of each the user is known, and how it went, without the columns of that day.
 */
export class EarlierContacts {
  readonly count: number
  readonly #bot: Bot
  readonly #day: number
  readonly #first: number
  readonly #fresh: number
  readonly #known: KnownUsers
  readonly #aftermath: Aftermath

  constructor(bot: Bot, day: number) {
    const { calendar } = bot
    const first = calendar.usersBefore(day)
    const next = calendar.usersBefore(day + 1)
    this.#bot = bot
    this.#day = day
    this.#first = first
    this.#fresh = next - first
    this.#known = new KnownUsers(bot, day, turnoutOf(bot, day))
    this.#aftermath = new Aftermath(bot, day)
    this.count = this.#fresh + this.#known.count
  }

  /** How many may come back on one later day. */
  get most(): number {
    return this.count >> 2
  }

  /**
   * Puts the users of `wanted` different contacts into a list, more often of those that did not settle the matter.
   * @param back days until the later day: of each pair of contacts one may come back on odd days, the other on even ones, so that nobody does so
   * on two days running
   */
  draw(wanted: number, back: number, users: Uint32Array, at: number): void {
    const pairs = this.count >> 1
    const seed = hash3(this.#bot.salt ^ CELL, this.#day, back) >>> 1
    let low = 0
    for (let i = 0; i < wanted; i++) {
      const high = Math.floor(((i + 1) * pairs) / wanted)
      users[at + i] = this.#drawIn(low, high - low, back & 1, quick(seed ^ i))
      low = high
    }
  }

  /** A user of one of `count` pairs from `low` on. */
  #drawIn(low: number, count: number, odd: number, seed: number): number {
    let lot = seed
    for (let look = 1; ; look++) {
      const pair = low + ((lot * UNIT31 * count) | 0)
      // Which of a pair it is changes, as neighbours like different times of the day.
      const user = this.#user(2 * pair + ((odd ^ (pair >> 2)) & 1))
      if (look === LOOKS || count === 1) return user
      lot = quick(lot)
      if (this.#aftermath.comesBack(user, lot * UNIT31)) return user
      lot = quick(lot)
    }
  }

  #user(place: number): number {
    if (place >= this.#fresh) return this.#known.user(place - this.#fresh)
    return this.#first + place
  }
}

import { FIRST_EVER } from './columns/flags.ts'
import { DAY, dayOf } from './time.ts'
import type { Bot } from './types.ts'

/** The distinct users of one bucket of a trend: a hash table small enough for the processor's cache. */
export class BucketUsers {
  /** User + 1; 0 is a free place. */
  #table = new Uint32Array(0)
  #bits = 0

  /** Empties it, and makes room for the users of so many rows. */
  clear(rows: number): void {
    this.#bits = Math.max(6, 33 - Math.clz32(rows))
    const size = 2 ** this.#bits
    if (this.#table.length < size) this.#table = new Uint32Array(size)
    else this.#table.fill(0, 0, size)
  }

  /** Adds a user; false when he was there before. */
  add(user: number): boolean {
    const table = this.#table
    const mask = 2 ** this.#bits - 1
    let place = Math.imul(user, 0x9e3779b1) >>> (32 - this.#bits)
    while (table[place] !== 0) {
      if (table[place] === user + 1) return false
      place = (place + 1) & mask
    }
    table[place] = user + 1
    return true
  }
}

const SEEN = 1
const CAME_BACK = 2

/** The distinct users of a trend's whole range: two bits for each user that the bot has had. */
export class RangeUsers {
  /** Distinct users. */
  users = 0
  /** Those of them whose first session ever lies in the range. */
  newcomers = 0
  /** Those of them with a session in the range that is not their first ever. */
  returning = 0
  /** The bits of 16 users in each. */
  readonly #bits: Uint32Array
  readonly #newFrom: number

  /**
   * @param most users that the bot has had by now
   * @param newFrom users that it had had before the range
   */
  constructor(most: number, newFrom: number) {
    this.#bits = new Uint32Array((most >>> 4) + 1)
    this.#newFrom = newFrom
  }

  /** Counts a session of a user, which may be his first ever. */
  add(user: number, isFirst: boolean): void {
    const word = user >>> 4
    const offset = (user & 15) << 1
    const known = this.#bits[word]! >>> offset
    const more = isFirst ? SEEN : SEEN | CAME_BACK
    if ((known & more) === more) return
    this.#bits[word] = this.#bits[word]! | (more << offset)
    if ((known & SEEN) === 0) {
      this.users++
      if (user >= this.#newFrom) this.newcomers++
    }
    if (!isFirst && (known & CAME_BACK) === 0) this.returning++
  }
}

/** How many users had had their first session before an instant; asked for ascending instants it reads each row once. */
export class UsersBefore {
  readonly #bot: Bot
  #day = Number.NaN
  #row = 0
  #users = 0

  constructor(bot: Bot) {
    this.#bot = bot
  }

  /** @param ms UTC */
  at(ms: number): number {
    const number = dayOf(ms)
    if (ms === number * DAY) return this.#bot.calendar.usersBefore(number)
    const day = this.#bot.day(number)
    const row = day.rowAt(ms)
    if (number !== this.#day || row < this.#row) {
      this.#day = number
      this.#row = 0
      this.#users = this.#bot.calendar.usersBefore(number)
    }
    const { flags } = day
    for (; this.#row < row; this.#row++) if ((flags[this.#row]! & FIRST_EVER) !== 0) this.#users++
    return this.#users
  }
}

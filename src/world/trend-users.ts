import { FIRST_EVER, PINNED } from './columns/flags.ts'
import { FIRST_GUEST } from './guest-numbers.ts'
import type { Guests } from './guests.ts'
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

/** Which users are new since an instant: those drawn are numbered by their first session, of guests their pins say it. */
export class Newcomers {
  readonly #guests: Guests
  readonly #from: number
  readonly #newFrom: number

  /**
   * @param from ms UTC
   * @param newFrom users that the bot had had before
   */
  constructor({ guests }: Bot, from: number, newFrom: number) {
    this.#guests = guests
    this.#from = from
    this.#newFrom = newFrom
  }

  /** Whether the first session of a user lies at the instant or later. */
  has(user: number): boolean {
    if (user < FIRST_GUEST) return user >= this.#newFrom
    return (this.#guests.firstOf(user)?.start ?? 0) >= this.#from
  }
}

/** The distinct users of a trend's whole range: two bits for each user that the bot has had, guests last. */
export class RangeUsers {
  /** Distinct users. */
  users = 0
  /** Those of them whose first session ever lies in the range. */
  newcomers = 0
  /** Those of them with a session in the range that is not their first ever. */
  returning = 0
  /** The bits of 16 users in each. */
  readonly #bits: Uint32Array
  readonly #drawn: number
  readonly #new: Newcomers

  /**
   * @param drawn users that the bot has had by now, guests apart
   * @param newcomers those of the range
   */
  constructor({ guests }: Bot, drawn: number, newcomers: Newcomers) {
    this.#bits = new Uint32Array(((drawn + guests.count) >>> 4) + 1)
    this.#drawn = drawn
    this.#new = newcomers
  }

  /** Counts a session of a user, which may be his first ever. */
  add(user: number, isFirst: boolean): void {
    const place = user < FIRST_GUEST ? user : user - FIRST_GUEST + this.#drawn
    const word = place >>> 4
    const offset = (place & 15) << 1
    const known = this.#bits[word]! >>> offset
    const more = isFirst ? SEEN : SEEN | CAME_BACK
    if ((known & more) === more) return
    this.#bits[word] = this.#bits[word]! | (more << offset)
    if ((known & SEEN) === 0) {
      this.users++
      if (this.#new.has(user)) this.newcomers++
    }
    if (!isFirst && (known & CAME_BACK) === 0) this.returning++
  }
}

/** How many users, guests apart, had had their first session before an instant; asked for ascending instants it reads each row once. */
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
    for (; this.#row < row; this.#row++) {
      if ((flags[this.#row]! & (FIRST_EVER | PINNED)) === FIRST_EVER) this.#users++
    }
    return this.#users
  }
}

import { memoize } from '../memory/memoize.ts'
import type { Bot } from './bot.ts'
import { DEVELOPER, FIRST_EVER, INTERACTIVE } from './columns/flags.ts'
import type { Day } from './day.ts'
import { sessionAt } from './sessions/session.ts'
import { firstUnsettled, hasEnded, isDayOver, isSurelyOver } from './settled.ts'
import { DAY, dayOf } from './time.ts'
import { cutByClock, type Stretch } from './trend-buckets.ts'

export interface TrendQuestion {
  /** Local days (days since 1970 on the zone's calendar), both inclusive. */
  readonly firstDay: number
  readonly lastDay: number
  /** IANA name. */
  readonly zone: string
  readonly hourly: boolean
  readonly interactive?: boolean | undefined
  readonly status?: 'active' | 'closed' | undefined
  /** Names; absent: all channels. */
  readonly channels?: readonly string[] | undefined
}

/** Users of a range (ruling R17); developer sessions are left out (ruling R16). */
export interface Trend {
  readonly days: number
  /** Distinct users by bucket: one a day, or 24 a day when hourly. */
  readonly unique: Uint32Array
  /** Those of them whose first session ever lies in the bucket. The others are returning. */
  readonly fresh: Uint32Array
  readonly uniqueUsers: number
  readonly newUsers: number
  readonly returningUsers: number
}

const KEPT = 64
const answersOf = memoize((_: Bot) => new Map<string, Trend>())

/** Counts users; the answers of the last questions are kept, as nothing settled ever changes (ruling R15). */
export function trendOf(bot: Bot, question: TrendQuestion, now: number): Trend {
  // Once the last session is over, it is the same for every later "now". No local day ends later than a day after UTC's.
  const settled = isSurelyOver((question.lastDay + 2) * DAY, now)
  const key = JSON.stringify([question, settled ? 'settled' : now])
  const kept = answersOf(bot)
  let trend = kept.get(key)
  if (trend === undefined) trend = count(bot, question, now)
  else kept.delete(key)
  kept.set(key, trend)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
  return trend
}

function count(bot: Bot, question: TrendQuestion, now: number): Trend {
  const days = question.lastDay - question.firstDay + 1
  const buckets = cutByClock(question, bot.firstDay * DAY, now)
  const unique = new Uint32Array(question.hourly ? days * 24 : days)
  const fresh = new Uint32Array(unique.length)
  const first = buckets[0]?.stretches[0]
  const counter = new Counter(bot, question, now, first === undefined ? 0 : first.from)
  for (const { index, stretches } of buckets) {
    counter.bucket(stretches)
    unique[index] = counter.unique
    fresh[index] = counter.fresh
  }
  const { uniqueUsers, newUsers, returningUsers } = counter
  return { days, unique, fresh, uniqueUsers, newUsers, returningUsers }
}

/** Rows of a day, `high` exclusive. */
interface Part {
  readonly day: Day
  readonly low: number
  readonly high: number
}

/** Numbers of users, `high` exclusive. */
interface Numbers {
  readonly low: number
  readonly high: number
}

const SEEN = 1
const CAME_BACK = 2

/**
 * Counts distinct users. Those of a bucket stand in a hash table small enough for the processor's cache; of the range there
 * are two bits for each user the bot has had. Users are numbered by their first session, so "first seen since" is a
 * comparison.
 */
class Counter {
  unique = 0
  fresh = 0
  uniqueUsers = 0
  newUsers = 0
  returningUsers = 0
  readonly #bot: Bot
  readonly #now: number
  readonly #question: TrendQuestion
  readonly #channels: Uint8Array | undefined
  /** User + 1; 0 is a free place. */
  #table = new Uint32Array(0)
  #bits = 0
  readonly #range: Uint32Array
  readonly #before: UsersBefore
  readonly #usersBeforeRange: number

  constructor(bot: Bot, question: TrendQuestion, now: number, from: number) {
    const { channels } = question
    this.#bot = bot
    this.#now = now
    this.#question = question
    this.#channels = channels && Uint8Array.from(bot.channels, name => (channels.includes(name) ? 1 : 0))
    this.#range = new Uint32Array((bot.calendar.usersBefore(dayOf(now) + 1) >>> 4) + 1)
    this.#before = new UsersBefore(bot)
    this.#usersBeforeRange = this.#before.at(from)
  }

  /** Counts the users of a bucket; `unique` and `fresh` are its figures then. */
  bucket(stretches: readonly Stretch[]): void {
    this.unique = 0
    this.fresh = 0
    const parts = stretches.map(stretch => this.#parts(stretch))
    this.#clear(parts.flat().reduce((rows, { low, high }) => rows + high - low, 0))
    // Where the clock goes back across the bucket's edge, the bucket has two stretches.
    const earlier: Numbers[] = []
    stretches.forEach(({ from, to }, i) => {
      const low = this.#before.at(from)
      for (const part of parts[i] ?? []) this.#rows(part, low, earlier)
      if (stretches.length > 1) earlier.push({ low, high: this.#before.at(to) })
    })
  }

  #parts({ from, to }: Stretch): Part[] {
    const parts: Part[] = []
    const lastDay = dayOf(to - 1)
    for (let number = dayOf(from); number <= lastDay; number++) {
      const day = this.#bot.day(number)
      const low = from <= day.midnight ? 0 : day.rowAt(from)
      const high = to >= day.midnight + DAY ? day.count : day.rowAt(to)
      if (low < high) parts.push({ day, low, high })
    }
    return parts
  }

  /** Makes room for the users of so many rows. */
  #clear(rows: number): void {
    this.#bits = Math.max(6, 33 - Math.clz32(rows))
    const size = 2 ** this.#bits
    if (this.#table.length < size) this.#table = new Uint32Array(size)
    else this.#table.fill(0, 0, size)
  }

  #rows({ day, low, high }: Part, newFrom: number, earlier: readonly Numbers[]): void {
    const { flags, user } = day
    const table = this.#table
    const shift = 32 - this.#bits
    const mask = 2 ** this.#bits - 1
    const range = this.#range
    const rangeFrom = this.#usersBeforeRange
    const { interactive } = this.#question
    const channel = this.#channels && day.channel
    const allowed = this.#channels
    const wantedType = interactive === true ? INTERACTIVE : 0
    const typeMask = interactive === undefined ? 0 : INTERACTIVE
    const unsettledFrom = this.#unsettledFrom(day)
    let unique = 0
    let fresh = 0
    for (let row = low; row < high; row++) {
      const bits = flags[row]!
      if ((bits & DEVELOPER) !== 0) continue
      if (channel !== undefined && allowed![channel[row]!] === 0) continue
      if (row >= unsettledFrom) {
        if (!this.#isWantedNow(day, row)) continue
      } else if ((bits & typeMask) !== wantedType) continue
      const who = user[row]!
      let place = Math.imul(who, 0x9e3779b1) >>> shift
      let there = table[place]!
      while (there !== 0 && there !== who + 1) {
        place = (place + 1) & mask
        there = table[place]!
      }
      const isNewHere = who >= newFrom
      if (there === 0) {
        table[place] = who + 1
        unique++
        if (isNewHere || earlier.some(one => who >= one.low && who < one.high)) fresh++
      } else if (!isNewHere && earlier.length === 0) {
        // Whoever was seen here before and is not new here came back then already.
        continue
      }
      const isFirst = (bits & FIRST_EVER) !== 0
      const offset = (who & 15) << 1
      const word = who >>> 4
      const known = range[word]! >>> offset
      const more = isFirst ? SEEN : SEEN | CAME_BACK
      if ((known & more) === more) continue
      range[word] = range[word]! | (more << offset)
      if ((known & SEEN) === 0) {
        this.uniqueUsers++
        if (who >= rangeFrom) this.newUsers++
      }
      if (!isFirst && (known & CAME_BACK) === 0) this.returningUsers++
    }
    this.unique += unique
    this.fresh += fresh
  }

  /** First row of a day whose type or status may hang on "now"; past the last when none does or nobody asks. */
  #unsettledFrom(day: Day): number {
    const { interactive, status } = this.#question
    // Nothing that is over is active: then every row is looked at.
    if (status === 'active') return 0
    if (interactive === undefined && status === undefined) return day.count
    return isDayOver(day.midnight, this.#now) ? day.count : firstUnsettled(day, this.#now)
  }

  #isWantedNow(day: Day, row: number): boolean {
    const { interactive, status } = this.#question
    const start = day.startOf(row)
    if (status === 'active' && isSurelyOver(start, this.#now)) return false
    const active = !hasEnded(start, day.columns(row, row + 1).span[row]!, this.#now)
    if (status !== undefined && active !== (status === 'active')) return false
    if (interactive === undefined) return true
    const soFar = active
      ? sessionAt(this.#bot, day.number, row, this.#now).interactive
      : (day.flags[row]! & INTERACTIVE) !== 0
    return soFar === interactive
  }
}

/** How many users had had their first session before an instant; asked for ascending instants it reads each row once. */
class UsersBefore {
  readonly #bot: Bot
  #day = Number.NaN
  #row = 0
  #users = 0

  constructor(bot: Bot) {
    this.#bot = bot
  }

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

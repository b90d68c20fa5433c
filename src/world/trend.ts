import type { Bot } from './bot.ts'
import { DEVELOPER, FIRST_EVER, INTERACTIVE } from './columns/flags.ts'
import type { Day } from './day.ts'
import { sessionAt } from './sessions/session.ts'
import { DAY, dayOf, MAX_SPAN } from './time.ts'
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
const answers = new WeakMap<Bot, Map<string, Trend>>()

/** Counts users; the answers of the last questions are kept, as nothing settled ever changes (ruling R15). */
export function trendOf(bot: Bot, question: TrendQuestion, now: number): Trend {
  // Once the last session is over, it is the same for every later "now".
  const settled = (question.lastDay + 1) * DAY + DAY + MAX_SPAN <= now
  const key = JSON.stringify([question, settled ? 'settled' : now])
  let kept = answers.get(bot)
  if (kept === undefined) {
    kept = new Map()
    answers.set(bot, kept)
  }
  let trend = kept.get(key)
  if (trend === undefined) trend = count(bot, question, now)
  else kept.delete(key)
  kept.set(key, trend)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string)
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

/**
 * One bit for each user the bot has had: whom the bucket has seen, whom the range has seen, who came back in it. Users
 * are numbered by their first session, so "first seen since" is a comparison (design.md).
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
  readonly #inBucket: Uint32Array
  readonly #inRange: Uint32Array
  readonly #cameBack: Uint32Array
  readonly #before: UsersBefore
  readonly #usersBeforeRange: number

  constructor(bot: Bot, question: TrendQuestion, now: number, from: number) {
    const words = (bot.calendar.usersBefore(dayOf(now) + 1) >>> 5) + 1
    const { channels } = question
    this.#bot = bot
    this.#now = now
    this.#question = question
    this.#channels = channels && Uint8Array.from(bot.channels, name => (channels.includes(name) ? 1 : 0))
    this.#inBucket = new Uint32Array(words)
    this.#inRange = new Uint32Array(words)
    this.#cameBack = new Uint32Array(words)
    this.#before = new UsersBefore(bot)
    this.#usersBeforeRange = this.#before.at(from)
  }

  /** Counts the users of a bucket; `unique` and `fresh` are its figures then. */
  bucket(stretches: readonly Stretch[]): void {
    this.unique = 0
    this.fresh = 0
    // Where the clock goes back across the bucket's edge, the bucket has two stretches.
    const earlier: { readonly low: number; readonly high: number }[] = []
    const walk = (visit: (day: Day, low: number, high: number) => void, { from, to }: Stretch) => {
      const lastDay = dayOf(to - 1)
      for (let number = dayOf(from); number <= lastDay; number++) {
        const day = this.#bot.day(number)
        const low = from <= day.midnight ? 0 : day.rowAt(from)
        const high = to >= day.midnight + DAY ? day.count : day.rowAt(to)
        if (low < high) visit(day, low, high)
      }
    }
    for (const stretch of stretches) {
      const low = this.#before.at(stretch.from)
      walk((day, from, to) => this.#rows(day, from, to, low, earlier), stretch)
      if (stretches.length > 1) earlier.push({ low, high: this.#before.at(stretch.to) })
    }
    for (const stretch of stretches) walk((day, from, to) => this.#forget(day, from, to), stretch)
  }

  #rows(
    day: Day,
    from: number,
    to: number,
    newFrom: number,
    earlier: readonly { readonly low: number; readonly high: number }[],
  ): void {
    const { flags, user } = day
    const inBucket = this.#inBucket
    const inRange = this.#inRange
    const cameBack = this.#cameBack
    const rangeFrom = this.#usersBeforeRange
    const { interactive } = this.#question
    const channel = this.#channels && day.channel
    const allowed = this.#channels
    const wantedType = interactive === undefined ? 0 : interactive ? INTERACTIVE : 0
    const typeMask = interactive === undefined ? 0 : INTERACTIVE
    const unsettledFrom = this.#unsettledFrom(day)
    for (let row = from; row < to; row++) {
      const bits = flags[row] as number
      if ((bits & DEVELOPER) !== 0) continue
      if (channel !== undefined && (allowed as Uint8Array)[channel[row] as number] === 0) continue
      if (row >= unsettledFrom) {
        if (!this.#isWantedNow(day, row)) continue
      } else if ((bits & typeMask) !== wantedType) continue
      const who = user[row] as number
      const word = who >>> 5
      const bit = 1 << (who & 31)
      if (((inBucket[word] as number) & bit) === 0) {
        inBucket[word] = (inBucket[word] as number) | bit
        this.unique++
        if (who >= newFrom || earlier.some(range => who >= range.low && who < range.high)) this.fresh++
      }
      if (((inRange[word] as number) & bit) === 0) {
        inRange[word] = (inRange[word] as number) | bit
        this.uniqueUsers++
        if (who >= rangeFrom) this.newUsers++
      }
      if ((bits & FIRST_EVER) === 0 && ((cameBack[word] as number) & bit) === 0) {
        cameBack[word] = (cameBack[word] as number) | bit
        this.returningUsers++
      }
    }
  }

  #forget(day: Day, from: number, to: number): void {
    const { user } = day
    const inBucket = this.#inBucket
    for (let row = from; row < to; row++) inBucket[(user[row] as number) >>> 5] = 0
  }

  /** First row of a day whose type or status may hang on "now"; past the last when none does or nobody asks. */
  #unsettledFrom(day: Day): number {
    const { interactive, status } = this.#question
    // Nothing that is over is active: then every row is looked at.
    if (status === 'active') return 0
    if (interactive === undefined && status === undefined) return day.count
    return day.midnight + DAY + MAX_SPAN <= this.#now ? day.count : day.rowAt(this.#now - MAX_SPAN)
  }

  #isWantedNow(day: Day, row: number): boolean {
    const { interactive, status } = this.#question
    if (status === 'active' && day.startOf(row) + MAX_SPAN <= this.#now) return false
    const active = day.startOf(row) + (day.span[row] as number) > this.#now
    if (status !== undefined && active !== (status === 'active')) return false
    if (interactive === undefined) return true
    const soFar = active
      ? sessionAt(this.#bot, day.number, row, this.#now).interactive
      : ((day.flags[row] as number) & INTERACTIVE) !== 0
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
    for (; this.#row < row; this.#row++) if (((flags[this.#row] as number) & FIRST_EVER) !== 0) this.#users++
    return this.#users
  }
}

import { cachePerOwner } from '../memory/belongings.ts'
import { FIRST_EVER } from './columns/flags.ts'
import { makeReady } from './ready-days.ts'
import { type Match, matcher } from './sessions/match.ts'
import { isSurelyOver } from './settled.ts'
import { DAY, dayOf } from './time.ts'
import { cutByClock, type TimeSpan } from './trend-buckets.ts'
import { BucketUsers, Newcomers, RangeUsers, UsersBefore } from './trend-users.ts'
import type { Bot, Day } from './types.ts'

/** What a trend is asked for. */
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

const answersOf = cachePerOwner<string, Trend>('trends')

/** Counts users; the answers of the last questions are kept, as nothing settled ever changes (ruling R15). */
export function trendOf(bot: Bot, question: TrendQuestion, now: number): Trend {
  // Once the last session is over, it is the same for every later "now". No local day ends later than a day after UTC's.
  const latest = bot.sights.trend?.latest ?? 0
  const settled = isSurelyOver((question.lastDay + 2) * DAY, now - latest)
  const key = JSON.stringify([question, settled ? 'settled' : now])
  const kept = answersOf(bot)
  let trend = kept.get(key)
  if (trend === undefined) {
    trend = countUsers(bot, question, now)
    kept.set(key, trend, 500 + 2 * (key.length + trend.unique.byteLength))
  }
  return trend
}

/** Rows of a day that meet the filter. */
interface DayRows {
  readonly day: Day
  readonly rows: Uint32Array
}

/** Users whose first session lies between two instants. */
interface NewBetween {
  readonly since: Newcomers
  readonly until: Newcomers
}

function countUsers(bot: Bot, question: TrendQuestion, now: number): Trend {
  const { firstDay, lastDay, hourly, interactive, status, channels } = question
  const days = lastDay - firstDay + 1
  const zone = bot.world.zone(question.zone)
  const buckets = cutByClock({ firstDay, lastDay, zone, hourly }, bot.firstDay * DAY, now)
  const unique = new Uint32Array(hourly ? days * 24 : days)
  const fresh = new Uint32Array(unique.length)
  const match = matcher(bot, { developer: false, interactive, status, channels }, 'trend')
  const from = buckets[0]?.spans[0]?.from ?? 0
  const to = buckets.at(-1)?.spans.at(-1)?.to ?? from
  makeReady(bot, dayOf(from), dayOf(to - 1), day => day.kinds(0, day.count))
  const counter = new Counter(match, now, from)
  for (const { index, spans } of buckets) {
    const counted = counter.bucket(spans)
    unique[index] = counted.unique
    fresh[index] = counted.fresh
  }
  const { users, newcomers, returning } = counter.range
  return { days, unique, fresh, uniqueUsers: users, newUsers: newcomers, returningUsers: returning }
}

/**
 * Counts distinct users, bucket by bucket and of the range. Users are numbered by their first session, so "first seen
 * since" is a comparison of numbers; those of guests, who are numbered apart, of the starts of their pins.
 */
class Counter {
  readonly range: RangeUsers
  readonly #match: Match
  readonly #now: number
  readonly #bucket = new BucketUsers()
  readonly #before: UsersBefore

  /** @param from ms UTC at which the range begins */
  constructor(match: Match, now: number, from: number) {
    const { bot } = match
    this.#match = match
    this.#now = now
    this.#before = new UsersBefore(bot)
    const newcomers = new Newcomers(bot, from, this.#before.at(from))
    this.range = new RangeUsers(bot, bot.calendar.usersBefore(dayOf(now) + 1), newcomers)
  }

  /** Counts the users of a bucket, and those of them whose first session lies in it. */
  bucket(spans: readonly TimeSpan[]): { readonly unique: number; readonly fresh: number } {
    const parts = spans.map(span => this.#rowsOf(span))
    this.#bucket.clear(parts.flat().reduce((sum, { rows }) => sum + rows.length, 0))
    const counted = { unique: 0, fresh: 0 }
    // Where the clock goes back across the bucket's edge, the bucket has two spans.
    const earlier: NewBetween[] = []
    spans.forEach(({ from, to }, i) => {
      const since = this.#newSince(from)
      for (const part of parts[i] ?? []) this.#count(part, since, earlier, counted)
      if (spans.length > 1) earlier.push({ since, until: this.#newSince(to) })
    })
    return counted
  }

  #newSince(ms: number): Newcomers {
    return new Newcomers(this.#match.bot, ms, this.#before.at(ms))
  }

  #rowsOf({ from, to }: TimeSpan): DayRows[] {
    const parts: DayRows[] = []
    const lastDay = dayOf(to - 1)
    for (let number = dayOf(from); number <= lastDay; number++) {
      const day = this.#match.bot.day(number)
      const low = from <= day.midnight ? 0 : day.rowAt(from)
      const high = to >= day.midnight + DAY ? day.count : day.rowAt(to)
      const rows = this.#match.rows(day, low, high, this.#now)
      if (rows.length > 0) parts.push({ day, rows })
    }
    return parts
  }

  #count(
    { day, rows }: DayRows,
    since: Newcomers,
    earlier: readonly NewBetween[],
    counted: { unique: number; fresh: number },
  ): void {
    const { flags, user: users } = day
    let unique = 0
    let fresh = 0
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const user = users[row]!
      const isNew = since.has(user)
      if (this.#bucket.add(user)) {
        unique++
        if (isNew || isAmong(earlier, user)) fresh++
      } else if (!isNew && earlier.length === 0) {
        // Whoever was seen in this bucket and is not new in it has been counted as coming back already.
        continue
      }
      this.range.add(user, (flags[row]! & FIRST_EVER) !== 0)
    }
    counted.unique += unique
    counted.fresh += fresh
  }
}

function isAmong(ranges: readonly NewBetween[], user: number): boolean {
  return ranges.some(({ since, until }) => since.has(user) && !until.has(user))
}

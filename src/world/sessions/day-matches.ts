import { DAY } from '../time.ts'
import type { Bot } from '../types.ts'
import type { Match } from './match.ts'
import { MatchedRows } from './matched-rows.ts'
import type { Window } from './types.ts'
import { noteVisitors } from './visitors.ts'

/**
 * The rows of one bot's day that match: first those that are surely over at `now` (`lo` to `settled` - 1), known by their
 * number among all that match, then those that may be under way, known one by one. Holds no columns, nor the rows that match.
 */
export class DayMatches {
  readonly bot: Bot
  readonly number: number
  readonly count: number
  readonly #lo: number
  readonly #hi: number
  readonly #settled: number
  /** Undefined: all rows match, or those of `tail` alone. */
  readonly #match: Match | undefined
  /** Numbers of the first match that is over and of the one after the last. */
  readonly #low: number = 0
  readonly #high: number = 0
  /** Matching rows from `settled` on, ascending; undefined: all of them match, up to `hi`. */
  readonly #tail: Uint32Array | undefined

  /** @param number UTC day number */
  constructor(match: Match, number: number, window: Window, now: number) {
    const { bot } = match
    this.bot = bot
    this.number = number
    const midnight = number * DAY
    const to = Math.min(window.to, now)
    if (match.always && window.from <= midnight && to >= midnight + DAY - 1 && match.isDaySettled(number, now)) {
      // A whole day without a filter: the calendar knows.
      this.#lo = 0
      this.#hi = this.count = bot.calendar.count(number)
      this.#settled = this.#hi
      return
    }
    const day = bot.day(number)
    if (match.isForUser) noteVisitors(day)
    this.#lo = day.rowAt(window.from)
    this.#hi = Math.max(this.#lo, day.rowAt(to + 1))
    if (match.always && match.settledRows(day, now) >= this.#hi) {
      this.#settled = this.#hi
      this.count = this.#hi - this.#lo
      return
    }
    if (match.only !== undefined) {
      this.#settled = this.#lo
      this.#tail = match.rows(day, this.#lo, this.#hi, now)
      this.count = this.#tail.length
      return
    }
    this.#settled = Math.min(this.#hi, Math.max(this.#lo, match.settledRows(day, now)))
    this.#match = match
    const matched = MatchedRows.of(day, match)
    this.#low = matched.below(day, this.#lo)
    this.#high = matched.below(day, this.#settled)
    this.#tail = match.rows(day, this.#settled, this.#hi, now)
    this.count = this.#high - this.#low + this.#tail.length
  }

  /** Bytes it holds, about. */
  get bytes(): number {
    return 200 + (this.#tail?.byteLength ?? 0)
  }

  /** Matches that start at or after an instant (ms UTC). */
  countFrom(ms: number): number {
    const day = this.bot.day(this.number)
    const row = Math.max(this.#lo, day.rowAt(ms))
    if (this.#tail === undefined) return Math.max(0, this.#hi - row)
    let below = 0
    while (below < this.#tail.length && this.#tail[below]! < row) below++
    const match = row >= this.#settled ? undefined : this.#match
    const before = match === undefined ? this.#high : MatchedRows.of(day, match).below(day, row)
    return this.#tail.length - below + this.#high - before
  }

  /** Rows of the matches, newest first, from number `skip` on, at most `limit`. */
  rows(skip: number, limit: number): number[] {
    const rows: number[] = []
    const most = Math.min(limit, this.count - skip)
    if (most <= 0) return rows
    if (this.#tail === undefined) {
      for (let row = this.#hi - 1 - skip; rows.length < most; row--) rows.push(row)
      return rows
    }
    for (let i = this.#tail.length - 1 - skip; i >= 0 && rows.length < most; i--) rows.push(this.#tail[i]!)
    if (rows.length === most) return rows
    const high = this.#high - Math.max(0, skip - this.#tail.length)
    if (this.#match === undefined) return rows
    const day = this.bot.day(this.number)
    MatchedRows.of(day, this.#match).take(day, high, high - (most - rows.length), rows)
    return rows
  }
}

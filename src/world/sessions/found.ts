import type { Bot } from '../bot.ts'
import type { Day } from '../day.ts'
import { DAY, MAX_SPAN } from '../time.ts'
import { BLOCK, type Match } from './match.ts'
import type { Window } from './types.ts'

/** Matching rows by block of a day, all of them taken as over. */
export interface BlockCounts {
  readonly counts: Uint16Array
  readonly bytes: number
}

/**
 * The rows of one bot's day that match: first those that are surely over at `now` (`lo` to `settled` - 1), known by
 * counts of their blocks, then those that may be under way, known one by one. Holds no columns.
 */
export class DayMatches {
  readonly bot: Bot
  readonly number: number
  readonly count: number
  readonly #match: Match
  readonly #lo: number
  readonly #settled: number
  readonly #blocks: Uint16Array | undefined
  /** Matching rows from `settled` on, ascending; undefined: all of them match, up to `hi`. */
  readonly #tail: Uint32Array | undefined
  readonly #hi: number
  /** The block of settled rows that was looked into last, and its matches, descending. */
  #opened: { readonly end: number; readonly rows: Uint16Array } | undefined

  constructor(bot: Bot, number: number, window: Window, now: number, match: Match) {
    this.bot = bot
    this.number = number
    this.#match = match
    const midnight = number * DAY
    const to = Math.min(window.to, now)
    if (match.always && window.from <= midnight && to >= midnight + DAY - 1) {
      // A whole day without a filter: the calendar knows.
      this.#lo = 0
      this.#hi = this.count = bot.calendar.count(number)
      this.#settled = this.#hi
      return
    }
    const day = bot.day(number)
    this.#lo = day.rowAt(window.from)
    this.#hi = Math.max(this.#lo, day.rowAt(to + 1))
    if (match.always) {
      this.#settled = this.#hi
      this.count = this.#hi - this.#lo
      return
    }
    if (match.only !== undefined) {
      this.#settled = this.#lo
      this.#tail = tailOf(day, match, match.only.row, match.only.row + 1, now).filter(
        row => row >= this.#lo && row < this.#hi && match.only?.day === number,
      )
      this.count = this.#tail.length
      return
    }
    this.#settled = Math.min(this.#hi, Math.max(this.#lo, day.rowAt(now - MAX_SPAN)))
    this.#blocks = blocksOf(day, match)
    this.#tail = tailOf(day, match, this.#settled, this.#hi, now)
    this.count = this.#countSettled(day, this.#lo) + this.#tail.length
  }

  /** Bytes it may come to hold, about. */
  get bytes(): number {
    return 200 + (this.#tail?.byteLength ?? 0) + 2 * Math.min(BLOCK, this.count)
  }

  /** Matches that start at or after an instant (ms UTC). */
  countFrom(ms: number): number {
    const day = this.bot.day(this.number)
    const row = Math.max(this.#lo, day.rowAt(ms))
    if (this.#blocks === undefined && this.#tail === undefined) return Math.max(0, this.#hi - row)
    const tail = this.#tail as Uint32Array
    let below = 0
    while (below < tail.length && (tail[below] as number) < row) below++
    return tail.length - below + this.#countSettled(day, row)
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
    for (let i = this.#tail.length - 1 - skip; i >= 0 && rows.length < most; i--) rows.push(this.#tail[i] as number)
    if (rows.length === most) return rows
    const day = this.bot.day(this.number)
    let left = Math.max(0, skip - this.#tail.length)
    let row = this.#settled
    // Whole blocks are skipped by their counts.
    while (row > this.#lo) {
      const begin = Math.max(this.#lo, Math.floor((row - 1) / BLOCK) * BLOCK)
      const inBlock = this.#countBlock(day, begin, row)
      if (inBlock > left) break
      left -= inBlock
      row = begin
    }
    while (row > this.#lo && rows.length < most) {
      const begin = Math.max(this.#lo, Math.floor((row - 1) / BLOCK) * BLOCK)
      const inBlock = this.#openBlock(day, begin, row)
      for (let i = left; i < inBlock.length && rows.length < most; i++) rows.push(begin + (inBlock[i] as number))
      left = Math.max(0, left - inBlock.length)
      row = begin
    }
    return rows
  }

  /** Matches among rows of one block, counted from `begin`, descending: the pages of a list look into the same one. */
  #openBlock(day: Day, begin: number, end: number): Uint16Array {
    if (this.#opened?.end === end) return this.#opened.rows
    const found: number[] = []
    for (let row = end - 1; row >= begin; row--) if (this.#match.closed(day, row)) found.push(row - begin)
    const rows = Uint16Array.from(found)
    this.#opened = { end, rows }
    return rows
  }

  /** Settled matches from a row on. */
  #countSettled(day: Day, from: number): number {
    let sum = 0
    for (let row = from; row < this.#settled; ) {
      const end = Math.min(this.#settled, (Math.floor(row / BLOCK) + 1) * BLOCK)
      sum += this.#countBlock(day, row, end)
      row = end
    }
    return sum
  }

  /** Settled matches of rows that lie in one block. */
  #countBlock(day: Day, from: number, to: number): number {
    const block = Math.floor(from / BLOCK)
    const whole = from === block * BLOCK && (to === from + BLOCK || to === day.count)
    return whole ? ((this.#blocks as Uint16Array)[block] as number) : this.#match.count(day, from, to)
  }
}

function blocksOf(day: Day, match: Match): Uint16Array {
  const { world } = day.bot
  const key = `${day.bot.cacheKey(day.number)}/${match.key}`
  const known = world.counts.get(key)
  if (known !== undefined) return known.counts
  const counts = new Uint16Array(Math.ceil(day.count / BLOCK))
  for (let block = 0; block < counts.length; block++) {
    counts[block] = match.count(day, block * BLOCK, Math.min(day.count, (block + 1) * BLOCK))
  }
  world.counts.set(key, { counts, bytes: counts.byteLength + 2 * key.length + 200 })
  return counts
}

/** Matching rows of those that may be under way at `now`. */
function tailOf(day: Day, match: Match, lo: number, hi: number, now: number): Uint32Array {
  if (hi <= lo) return new Uint32Array(0)
  const rows: number[] = []
  const { start } = day
  const { span } = day.columns(lo, hi)
  const elapsed = now - day.midnight
  for (let row = lo; row < hi; row++) {
    const isOver = (start[row] as number) + (span[row] as number) <= elapsed
    if (isOver ? match.closed(day, row) : match.active(day, row, now)) rows.push(row)
  }
  return Uint32Array.from(rows)
}

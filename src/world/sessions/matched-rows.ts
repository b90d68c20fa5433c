import { cachePerOwner } from '../../memory/belongings.ts'
import { lowerBound } from '../sorted.ts'
import type { Day } from '../types.ts'
import type { Match } from './match.ts'

/** Rows are counted in blocks, so that a page deep in a large day looks at one block's rows. */
const COUNT_BITS = 12
const COUNT_BLOCK = 1 << COUNT_BITS
const MATCH_OVERHEAD = 1_000
const matchedOf = cachePerOwner<string, MatchedRows>('matches')

/**
 * The rows of one day that match a filter when all of them are over: counts by block, and the rows of those blocks that
 * somebody looked into. It holds no columns.
 */
export class MatchedRows {
  readonly #match: Match
  /** Matches before each block; the last number: all of them. */
  readonly #before: Uint32Array
  /** By block: its matches, counted from its first row, ascending. */
  readonly #blocks: (Uint16Array | undefined)[]
  readonly #key: string
  /** What it holds now. */
  bytes: number

  private constructor(day: Day, match: Match, key: string) {
    const blocks = Math.ceil(day.count / COUNT_BLOCK)
    this.#match = match
    this.#key = key
    this.#blocks = new Array<Uint16Array | undefined>(blocks).fill(undefined)
    this.#before = new Uint32Array(blocks + 1)
    for (let block = 0; block < blocks; block++) {
      const count = match.countClosed(day, block * COUNT_BLOCK, Math.min(day.count, (block + 1) * COUNT_BLOCK))
      this.#before[block + 1] = this.#before[block]! + count
    }
    this.bytes = MATCH_OVERHEAD + 12 * blocks + 2 * key.length
  }

  /** The matches of a day, as they were kept or made anew. */
  static of(day: Day, match: Match): MatchedRows {
    const kept = matchedOf(day.bot)
    const key = `${day.number}/${match.key}`
    let matched = kept.get(key)
    if (matched === undefined) {
      matched = new MatchedRows(day, match, key)
      kept.set(key, matched, matched.bytes)
      day.bot.world.kept()
    }
    return matched
  }

  /** Number of matches among the rows before `row`. */
  below(day: Day, row: number): number {
    const block = row >>> COUNT_BITS
    const first = block << COUNT_BITS
    const before = this.#before[block]!
    if (row === first) return before
    return row === day.count ? this.#before.at(-1)! : before + lowerBound(this.#open(day, block), row - first)
  }

  /** The rows of the matches number `high` - 1 down to `low`, added to `rows`. */
  take(day: Day, high: number, low: number, rows: number[]): void {
    let block = lowerBound(this.#before, high) - 1
    for (let next = high; next > low; block--) {
      const before = this.#before[block]!
      const matches = this.#open(day, block)
      const end = Math.max(low, before)
      const first = block << COUNT_BITS
      for (; next > end; next--) rows.push(first + matches[next - 1 - before]!)
    }
  }

  #open(day: Day, block: number): Uint16Array {
    const known = this.#blocks[block]
    if (known !== undefined) return known
    const first = block << COUNT_BITS
    const end = Math.min(day.count, first + COUNT_BLOCK)
    const rows = Uint16Array.from(this.#match.rows(day, first, end, Number.POSITIVE_INFINITY), row => row - first)
    this.#blocks[block] = rows
    this.bytes += rows.byteLength
    matchedOf(day.bot).resize(this.#key, this, this.bytes)
    return rows
  }
}

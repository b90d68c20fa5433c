import { DAY } from '../time.ts'
import type { Day } from '../types.ts'
import type { DayMatches } from './day-matches.ts'
import { sessionIdOf } from './session.ts'

/** Rows of one bot on their way into the merge. */
interface MergeRows {
  readonly day: Day
  /** Newest first. */
  readonly rows: readonly number[]
  at: number
}

/** Rows of one day of a bot that follow each other in the merge. */
interface MergedRun {
  readonly day: Day
  readonly rows: number[]
}

/**
 * What several bots have on one day, newest first, ties by id: `limit` matches from number `skip` on. Pages far down cost
 * no more than the first: it begins at an instant that has nearly `skip` matches after it.
 */
export function mergeBots(bots: readonly DayMatches[], skip: number, limit: number): MergedRun[] {
  const at = skip === 0 ? undefined : earliestWithAtMost(bots, skip)
  const skipped = bots.map(matches => (at === undefined ? 0 : matches.countFrom(at)))
  // As many as begin in one ms may be left to skip one by one.
  let left = skip - skipped.reduce((a, b) => a + b, 0)
  const heads = bots.map((matches, i) => {
    const day = matches.bot.day(matches.number)
    return { day, rows: matches.rows(skipped[i]!, limit + left), at: 0 }
  })
  const runs: MergedRun[] = []
  for (let taken = 0; taken < limit; ) {
    const newest = newestOf(heads)
    if (newest === undefined) break
    const row = newest.rows[newest.at++]!
    if (left-- > 0) continue
    taken++
    const last = runs.at(-1)
    if (last?.day === newest.day) last.rows.push(row)
    else runs.push({ day: newest.day, rows: [row] })
  }
  return runs
}

function newestOf(heads: readonly MergeRows[]): MergeRows | undefined {
  let newest: MergeRows | undefined
  for (const head of heads) {
    if (head.at < head.rows.length && (newest === undefined || isNewer(head, newest))) newest = head
  }
  return newest
}

function isNewer(a: MergeRows, b: MergeRows): boolean {
  const [rowA, rowB] = [a.rows[a.at]!, b.rows[b.at]!]
  const ahead = a.day.start[rowA]! - b.day.start[rowB]!
  return ahead !== 0 ? ahead > 0 : sessionIdOf(a.day, rowA) > sessionIdOf(b.day, rowB)
}

/** The earliest instant (ms UTC) from which on there are at most `most` matches. */
function earliestWithAtMost(bots: readonly DayMatches[], most: number): number {
  const midnight = bots[0]!.number * DAY
  let low = midnight
  let high = midnight + DAY
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    let from = 0
    for (const matches of bots) from += matches.countFrom(middle)
    if (from <= most) high = middle
    else low = middle + 1
  }
  return low
}

import { memoize } from '../../memory/memoize.ts'
import { WEEK_DAYS } from '../time.ts'
import type { Bot } from '../types.ts'

/*
 * A pair of days off each week, from Monday and Tuesday (0) to Sunday and Monday (6); small centres keep to its first day and put the
 * other where most can do without. Agents stand in groups of seven, each group with seven pairs of its own, sorted; every week all of a
 * group move on by one pair. A pair comes after the same, a later one, or before the latest, Sunday and Monday: so from one first day off
 * to the next it is never more than a week, and nobody works more than six days in a row.
 */

const GROUP = 7
/** Groups until their pairs are the same again. */
const GROUPS = 8
export const LAST_PAIR = 6

/** The pair of days off of an agent in a week (number of weeks since the Monday of 1969-12-29). */
export function pairOf(bot: Bot, agent: number, week: number): number {
  const pairs = pairsOf(bot)
  const group = Math.floor(agent / GROUP) % GROUPS
  // Neighbours stand three places apart, so that a few agents do not have the same days off.
  const place = (((((agent % GROUP) * 3 + week + Math.floor(agent / GROUP)) % GROUP) + GROUP) % GROUP) + group * GROUP
  return pairs[place]!
}

/** Whether a weekday (0 Monday) lies in a pair. */
export function isIn(pair: number, weekday: number): boolean {
  return weekday === pair || weekday === (pair + 1) % WEEK_DAYS
}

/** The pairs of all groups, those of a group in the order in which an agent has them. */
const pairsOf = memoize((bot: Bot): Uint8Array => {
  const { week } = bot.spec.traffic
  const wanted = Float64Array.from({ length: WEEK_DAYS }, (_, day) => week[day] ?? 1)
  const total = wanted.reduce((a, b) => a + b, 0)
  // Shares of the agents who are there; all of them are five days' work.
  const there = wanted.map(share => (total > 0 ? (5 * share) / total : 5 / WEEK_DAYS))
  const off = new Float64Array(WEEK_DAYS)
  const pairs = new Uint8Array(GROUP * GROUPS)
  for (let group = 0; group < GROUPS; group++) {
    const own = pairs.subarray(group * GROUP, (group + 1) * GROUP)
    for (let i = 0; i < GROUP; i++) own[i] = nextPair(there, off, group * GROUP + i + 1)
    own.sort().reverse()
    // From the earliest pair on to a later one leads Sunday and Monday alone.
    if (own[0] === LAST_PAIR || own[0] === own[GROUP - 1]) continue
    countDays(off, own[0]!, -1)
    countDays(off, LAST_PAIR, 1)
    own[0] = LAST_PAIR
  }
  bot.hold(pairs.byteLength + 200)
  return pairs
})

/** The pair that brings the days off of so many agents nearest to what is wanted; they are counted in `off`. */
function nextPair(there: Float64Array, off: Float64Array, agents: number): number {
  let best = 0
  let gain = Number.NEGATIVE_INFINITY
  for (let pair = 0; pair < WEEK_DAYS; pair++) {
    const after = (pair + 1) % WEEK_DAYS
    const more = (1 - there[pair]!) * agents - off[pair]! + (1 - there[after]!) * agents - off[after]!
    if (more > gain + 1e-9) {
      gain = more
      best = pair
    }
  }
  countDays(off, best, 1)
  return best
}

function countDays(off: Float64Array, pair: number, more: number): void {
  off[pair]! += more
  off[(pair + 1) % WEEK_DAYS]! += more
}

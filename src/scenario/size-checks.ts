import { say } from '../errors/catalogue.ts'
import { MOST_OF_A_DAY } from '../world/exact-stretches.ts'
import type { BotTemplate, TrafficSpec } from '../world/spec.ts'
import { dayOf, dayOfDate } from '../world/time.ts'
import type { Fault } from './error.ts'

// What a machine bears: docs/limits.md has what was measured. The bounds of single settings stand in the schema; here are
// those of what settings come to together.

/** Days of the longest range that can be asked for, and sessions of a bot in them: `perDay` at its bound, and some more. */
const DAYS_OF_TREND = 366
const MOST_OF_A_YEAR = 40_000_000
/** Sessions a day of all bots that have a name: those of an account are asked for together. */
const MOST_OF_ALL = 1_000_000

/** Days with the same number of sessions each. */
interface CheckedStretch {
  /** Day numbers, `to` exclusive. */
  readonly from: number
  readonly to: number
  readonly perDay: number
}

/** Sessions of a bot, and where the file says them. */
export interface Sized {
  readonly traffic: TrafficSpec
  readonly place: Fault['path']
}

/** What is too much for one bot; what several have from one place is told once. */
export function checkSizes(bots: readonly Sized[]): Fault[] {
  const places = new Map(bots.map(bot => [bot.place.join('.'), bot]))
  return [...places.values()].flatMap(checkSize)
}

/** Growth is not looked at: it has an end of its own. */
function checkSize({ traffic, place }: Sized): Fault[] {
  const stretches = stretchesOf(traffic)
  const day = Math.max(...stretches.map(({ perDay }) => perDay))
  if (day > MOST_OF_A_DAY) return [fault(place, day, 'on one day', MOST_OF_A_DAY)]
  const year = mostOfAYear(stretches)
  return year > MOST_OF_A_YEAR ? [fault(place, year, `in ${DAYS_OF_TREND} days`, MOST_OF_A_YEAR)] : []
}

/** What is too much for all bots together. */
export function checkSum(bots: readonly Pick<BotTemplate, 'traffic'>[]): Fault[] {
  const all = bots.reduce((sum, { traffic }) => sum + traffic.perDay, 0)
  return all > MOST_OF_ALL ? [fault(['bots'], all, 'a day, of all bots', MOST_OF_ALL)] : []
}

function fault(path: Fault['path'], found: number, when: string, most: number): Fault {
  const text = (count: number) => Math.ceil(count).toLocaleString('en-US')
  return { path, ...say('KM_TOO_MANY_SESSIONS', { found: text(found), when, most: text(most) }) }
}

/** The time cut at every day on which an event or an exact stretch begins or has ended. */
function stretchesOf({ perDay, events, exactly }: TrafficSpec): CheckedStretch[] {
  const busy = events.map(({ from, to, times = 1 }) => ({ from: dayOfDate(from), to: dayOfDate(to) + 1, times }))
  const exact = exactly.map(({ from, to, count }) => {
    const [first, end] = [dayOf(Date.parse(from)), dayOf(Date.parse(to)) + 1]
    return { from: first, to: end, perDay: count / (end - first) }
  })
  const edges = new Set([...busy, ...exact].flatMap(({ from, to }) => [from, to]))
  // A year without anything special stands first.
  const first = Math.min(0, ...edges) - DAYS_OF_TREND
  const days = [first, ...[...edges].sort((a, b) => a - b)]
  return days.map((from, i) => {
    const to = days[i + 1] ?? from + DAYS_OF_TREND
    const isIn = (other: { readonly from: number; readonly to: number }) => other.from <= from && other.to >= to
    const counted = exact.filter(isIn)
    const drawn = busy.filter(isIn).reduce((product, { times }) => product * times, perDay)
    return { from, to, perDay: counted.length === 0 ? drawn : counted.reduce((sum, { perDay }) => sum + perDay, 0) }
  })
}

/** The most sessions that any year has: the best one begins or ends where a stretch does. */
function mostOfAYear(stretches: readonly CheckedStretch[]): number {
  let most = 0
  for (const { from, to } of stretches) {
    most = Math.max(most, sessionsBetween(stretches, from), sessionsBetween(stretches, to - DAYS_OF_TREND))
  }
  return most
}

/** Sessions of the year that begins on a day. */
function sessionsBetween(stretches: readonly CheckedStretch[], first: number): number {
  let sum = 0
  for (const { from, to, perDay } of stretches) {
    const days = Math.min(to, first + DAYS_OF_TREND) - Math.max(from, first)
    if (days > 0) sum += days * perDay
  }
  return sum
}

import { say } from '../errors/catalogue.ts'
import { MOST_OF_A_DAY } from '../world/exact-stretches.ts'
import type { BotTemplate, TrafficSpec } from '../world/spec.ts'
import { DAY } from '../world/time.ts'
import type { Fault } from './error.ts'
import type { BotFile } from './file.ts'

// What a machine bears: docs/limits.md has what was measured. The bounds of single settings stand in the schema; here are
// those of what settings come to together.

/** Days of the longest range that can be asked for, and sessions of a bot in them: `perDay` at its bound, and some more. */
const DAYS_OF_TREND = 366
const MOST_OF_A_YEAR = 40_000_000
/** Sessions a day of all bots that have a name: those of an account are asked for together. */
const MOST_OF_ALL = 1_000_000

/** A time with as many sessions in any part of it as in any other as long. */
interface CheckedStretch {
  /** Days since 1970, UTC, with fractions; `to` exclusive. */
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
  const edges = stretches.flatMap(({ from, to }) => [from, to])
  const day = mostOf(stretches, edges.map(Math.floor), 1)
  if (day > MOST_OF_A_DAY) return [fault(place, day, 'on one day', MOST_OF_A_DAY)]
  // The best year begins or ends where a stretch does.
  const years = edges.flatMap(edge => [edge, edge - DAYS_OF_TREND])
  const year = mostOf(stretches, years, DAYS_OF_TREND)
  return year > MOST_OF_A_YEAR ? [fault(place, year, `in ${DAYS_OF_TREND} days`, MOST_OF_A_YEAR)] : []
}

/** What is too much for all bots together. */
export function checkSum(bots: readonly Pick<BotTemplate, 'traffic'>[]): Fault[] {
  const all = bots.reduce((sum, { traffic }) => sum + traffic.perDay, 0)
  return all > MOST_OF_ALL ? [fault(['bots'], all, 'a day, of all bots', MOST_OF_ALL)] : []
}

/** What is told one by one of all bots that have a name, what holds for each of them counted for each. */
const MOST_OF_BOTS = 100_000

/** What is too much to be made for each bot: a text of some kilobytes could say it of a thousand. */
export function checkItems(everyBot: BotFile = {}, bots: readonly BotFile[] = []): Fault[] {
  const found = bots.reduce((sum, bot) => sum + itemsOf(bot, everyBot), 0)
  if (found <= MOST_OF_BOTS) return []
  return [{ path: ['bots'], ...say('KM_TOO_MANY_ITEMS', { found: inGroups(found), most: inGroups(MOST_OF_BOTS) }) }]
}

function itemsOf({ sessions, pins, staff }: BotFile, every: BotFile): number {
  const { sessions: single, conversations, segments } = pins ?? every.pins ?? {}
  const exactly = sessions?.exactly ?? every.sessions?.exactly
  const lists = [sessions?.events ?? every.sessions?.events, Array.isArray(exactly) ? exactly : []]
  const people = staff?.people ?? every.staff?.people
  return [...lists, single, conversations, segments, people].reduce((sum, list) => sum + (list?.length ?? 0), 0)
}

const inGroups = (count: number) => Math.ceil(count).toLocaleString('en-US')

function fault(path: Fault['path'], found: number, when: string, most: number): Fault {
  return { path, ...say('KM_TOO_MANY_SESSIONS', { found: inGroups(found), when, most: inGroups(most) }) }
}

/** The time cut wherever an event or an exact stretch begins or has ended. */
function stretchesOf({ perDay, events, exactly }: TrafficSpec): CheckedStretch[] {
  const busy = events.map(({ from, to, times = 1 }) => ({ from: daysTo(from), to: endOfEvent(to), times }))
  const exact = exactly.map(({ from, to, count }) => {
    const [first, end] = [daysTo(from), (Date.parse(to) + 1) / DAY]
    return { from: first, to: end, perDay: count / (end - first) }
  })
  const edges = new Set([...busy, ...exact].flatMap(({ from, to }) => [from, to]))
  // A year without anything special stands first.
  const first = Math.floor(Math.min(0, ...edges)) - DAYS_OF_TREND
  const cuts = [first, ...[...edges].sort((a, b) => a - b)]
  return cuts.map((from, i) => {
    const to = cuts[i + 1] ?? Math.ceil(from) + DAYS_OF_TREND
    const isIn = (other: { readonly from: number; readonly to: number }) => other.from <= from && other.to >= to
    const counted = exact.find(isIn)
    const drawn = busy.filter(isIn).reduce((product, { times }) => product * times, perDay)
    return { from, to, perDay: counted?.perDay ?? drawn }
  })
}

const daysTo = (text: string) => Date.parse(text) / DAY

/** A day counts to its end. */
const endOfEvent = (text: string) => daysTo(text) + (text.length === 10 ? 1 : 0)

/** The most sessions that there are in so many days from one of some days on. */
function mostOf(stretches: readonly CheckedStretch[], firsts: readonly number[], length: number): number {
  let most = 0
  for (const first of new Set(firsts)) {
    let sum = 0
    for (const { from, to, perDay } of stretches) {
      const days = Math.min(to, first + length) - Math.max(from, first)
      if (days > 0) sum += days * perDay
    }
    most = Math.max(most, sum)
  }
  // Parts of days are fractions, whose sums are off by a hair.
  return Math.round(most * 1000) / 1000
}

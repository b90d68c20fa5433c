import { cachePerOwner } from '../../memory/belongings.ts'
import { earliestStart, isSurelyOver } from '../settled.ts'
import { dayOf } from '../time.ts'
import type { Bot, Day } from '../types.ts'
import { DayMatches } from './day-matches.ts'
import { filterKey, MATCH_BYTES, type Match, matcher } from './match.ts'
import { mergeBots } from './merge-bots.ts'
import { sessionOf } from './session.ts'
import type { Session, SessionFilter, Window } from './types.ts'

/** Sessions of one day that follow each other in what was found. Do not hold on to the day. */
export interface RowRun {
  readonly day: Day
  /** Newest first. */
  readonly rows: readonly number[]
}

/** A day of the window with what each bot has in it. */
interface FoundDay {
  readonly total: number
  readonly bots: readonly DayMatches[]
}

/** The days of a search, newest first, kept while there is room, so that its next page counts nothing again. */
export interface FoundDays {
  readonly total: number
  readonly days: readonly FoundDay[]
  readonly bytes: number
}

/** What a search found, newest first. */
export class FoundSessions {
  /** Sessions that match, before paging. */
  readonly total: number
  readonly #days: readonly FoundDay[]
  readonly #now: number

  constructor({ total, days }: FoundDays, now: number) {
    this.total = total
    this.#days = days
    this.#now = now
  }

  /** The sessions from `skip` on, at most `limit`. */
  page(skip: number, limit: number): Session[] {
    return this.runs(skip, limit).flatMap(({ day, rows }) =>
      rows.map(row => sessionOf(day, row, this.#now, day.bot.sights.sessions)),
    )
  }

  /** Where these sessions are, without making records of them: whoever has their rows already needs no more. */
  runs(skip: number, limit: number): RowRun[] {
    const runs: RowRun[] = []
    let before = 0
    let left = limit
    for (const found of this.#days) {
      if (left <= 0) break
      const from = Math.max(0, skip - before)
      if (from < found.total) {
        runs.push(...runsOf(found, from, left))
        left -= Math.min(left, found.total - from)
      }
      before += found.total
    }
    return runs
  }
}

/** What is found on a day, of one bot or several, newest first, ties by id. */
function runsOf({ bots }: FoundDay, skip: number, limit: number): RowRun[] {
  const [only] = bots
  if (bots.length === 1 && only !== undefined) {
    return [{ day: only.bot.day(only.number), rows: only.rows(skip, limit) }]
  }
  return mergeBots(bots, skip, limit)
}

/** Sessions of some bots that start in a window, as they stand at `now`: newest first (rulings R7, R8, R15). */
export function findSessions(
  bots: readonly Bot[],
  window: Window,
  now: number,
  filter: SessionFilter = {},
): FoundSessions {
  return new FoundSessions(foundDays(bots, window, now, filter), now)
}

/** Searches asked before, by the first of their bots. */
const foundOf = cachePerOwner<string, FoundDays>('searches')

const NOTHING: FoundDays = { total: 0, days: [], bytes: 0 }

/** From the cache, or searched anew. */
function foundDays(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter): FoundDays {
  const [first] = bots
  if (first === undefined) return NOTHING
  // What is over by now, and seen, is the same for every later "now".
  const latest = first.sights.sessions?.latest ?? 0
  const settled = isSurelyOver(window.to, now - latest) ? 'settled' : now
  const ids = bots.length === 1 ? first.id : bots.map(bot => bot.id).join()
  const key = `${window.from}/${window.to}/${settled}/${ids}/${filterKey(filter)}`
  const kept = foundOf(first)
  let known = kept.get(key)
  if (known === undefined) {
    const matches = bots.map(bot => matcher(bot, filter)).filter(match => !match.never)
    // An active session cannot have begun long ago: older days need no look.
    const from = filter.status === 'active' ? Math.max(window.from, earliestStart(now - latest)) : window.from
    const days = matches.length === 0 ? [] : searchDays(matches, { from, to: window.to }, now)
    known = summedUp(days, 2 * key.length + matches.length * MATCH_BYTES)
    kept.set(key, known, known.bytes)
  }
  return known
}

/** @param more bytes that are kept beside the days */
function summedUp(days: readonly FoundDay[], more: number): FoundDays {
  let total = 0
  let bytes = 200 + more
  for (const day of days) {
    total += day.total
    bytes += 100
    for (const matches of day.bots) bytes += matches.bytes
  }
  return { total, days, bytes }
}

function searchDays(matches: readonly Match[], window: Window, now: number): FoundDay[] {
  const first = Math.max(dayOf(window.from), Math.min(...matches.map(({ bot }) => bot.firstDay)))
  const days: FoundDay[] = []
  for (let number = dayOf(Math.min(window.to, now)); number >= first; number--) {
    const bots: DayMatches[] = []
    for (const match of matches) {
      if (!hasAny(match, number)) continue
      const found = new DayMatches(match, number, window, now)
      if (found.count > 0) bots.push(found)
    }
    if (bots.length > 0) days.push({ bots, total: bots.reduce((sum, { count }) => sum + count, 0) })
  }
  return days
}

/** Whether a session of that day can match; asked before its columns are made. */
function hasAny(match: Match, day: number): boolean {
  if (match.only !== undefined && match.only.day !== day) return false
  return match.bot.calendar.count(day) > 0 && match.isPossible(day)
}

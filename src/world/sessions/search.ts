import type { Bot } from '../bot.ts'
import type { Day } from '../day.ts'
import { dayOf } from '../time.ts'
import { type Match, matcher } from './match.ts'
import { sessionOf } from './session.ts'
import type { Session, SessionFilter, Window } from './types.ts'

/** What a search found, newest first. */
export interface Found {
  /** Sessions that match, before paging. */
  readonly total: number
  /** The sessions from `skip` on, at most `limit`. */
  page(skip: number, limit: number): Session[]
}

/** Sessions of some bots that start in a window, as they stand at `now`: newest first (rulings R7, R8, R15). */
export function findSessions(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter = {}): Found {
  const rows: { day: Day; row: number; start: number }[] = []
  for (const bot of bots) {
    scanSessions(bot, window, now, filter, (day, row) => rows.push({ day, row, start: day.startOf(row) }))
  }
  rows.reverse()
  if (bots.length > 1) rows.sort((a, b) => b.start - a.start)
  return {
    total: rows.length,
    page: (skip, limit) => rows.slice(skip, skip + limit).map(({ day, row }) => sessionOf(day, row, now)),
  }
}

/** Visits the rows of a bot that start in a window and match at `now`, oldest first, without making a record. */
export function scanSessions(
  bot: Bot,
  window: Window,
  now: number,
  filter: SessionFilter,
  visit: (day: Day, row: number) => void,
): void {
  const match: Match = matcher(bot, filter, now)
  const to = Math.min(window.to, now)
  for (let number = Math.max(bot.firstDay, dayOf(window.from)); number <= dayOf(to); number++) {
    const day = bot.day(number)
    const last = day.rowAt(to + 1)
    const matches = match.on(day)
    for (let row = day.rowAt(window.from); row < last; row++) if (matches(row)) visit(day, row)
  }
}

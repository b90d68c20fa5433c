import type { Bot } from '../bot.ts'
import type { Day } from '../day.ts'
import { DAY, dayOf, MAX_SPAN } from '../time.ts'
import { DayMatches } from './found.ts'
import { matcher } from './match.ts'
import { sessionIdOf, sessionOf } from './session.ts'
import type { Session, SessionFilter, Window } from './types.ts'

/** What a search found, newest first. */
export interface Found {
  /** Sessions that match, before paging. */
  readonly total: number
  /** The sessions from `skip` on, at most `limit`. */
  page(skip: number, limit: number): Session[]
}

/** A day of the window with what each bot has in it. */
interface Sheet {
  readonly total: number
  readonly bots: readonly DayMatches[]
}

/** Sessions of some bots that start in a window, as they stand at `now`: newest first (rulings R7, R8, R15). */
export function findSessions(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter = {}): Found {
  const sheets = sheetsOf(bots, window, now, filter)
  const total = sheets.reduce((sum, sheet) => sum + sheet.total, 0)
  return {
    total,
    page(skip, limit) {
      const sessions: Session[] = []
      let before = 0
      for (const sheet of sheets) {
        if (sessions.length >= limit) break
        const from = Math.max(0, skip - before)
        if (from < sheet.total) {
          for (const [day, row] of rowsOf(sheet, from, limit - sessions.length)) sessions.push(sessionOf(day, row, now))
        }
        before += sheet.total
      }
      return sessions
    },
  }
}

function sheetsOf(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter): Sheet[] {
  const matches = bots.map(bot => ({ bot, match: matcher(bot, filter) })).filter(({ match }) => !match.never)
  const to = Math.min(window.to, now)
  const first = Math.max(dayOf(window.from), Math.min(...bots.map(bot => bot.firstDay)))
  const sheets: Sheet[] = []
  for (let number = dayOf(to); number >= first; number--) {
    const found: DayMatches[] = []
    for (const { bot, match } of matches) {
      if (number < bot.firstDay || bot.calendar.count(number) === 0 || !match.possible(number)) continue
      if (match.only !== undefined && match.only.day !== number) continue
      const day = new DayMatches(bot, number, window, now, match)
      if (day.count > 0) found.push(day)
    }
    if (found.length > 0) sheets.push({ bots: found, total: found.reduce((sum, day) => sum + day.count, 0) })
  }
  return sheets
}

/** Rows of a day of one bot or several, newest first, ties by id. */
function rowsOf(sheet: Sheet, skip: number, limit: number): (readonly [Day, number])[] {
  const [only] = sheet.bots
  if (sheet.bots.length === 1 && only !== undefined) {
    const day = only.bot.day(only.number)
    return only.rows(skip, limit).map(row => [day, row] as const)
  }
  // No more than `skip` rows start at or after this instant: from there the merge has little left to skip.
  const at = skip === 0 ? undefined : instantOf(sheet, skip)
  const skipped = sheet.bots.map(day => (at === undefined ? 0 : day.countFrom(at)))
  let left = skip - skipped.reduce((a, b) => a + b, 0)
  const heads = sheet.bots.map((matches, i) => {
    const day = matches.bot.day(matches.number)
    return { day, rows: matches.rows(skipped[i] as number, limit + left), at: 0 }
  })
  const merged: (readonly [Day, number])[] = []
  while (merged.length < limit) {
    let best: (typeof heads)[number] | undefined
    for (const head of heads) {
      if (head.at < head.rows.length && (best === undefined || isNewer(head, best))) best = head
    }
    if (best === undefined) break
    const row = best.rows[best.at++] as number
    if (left-- <= 0) merged.push([best.day, row])
  }
  return merged
}

function isNewer(a: { day: Day; rows: number[]; at: number }, b: { day: Day; rows: number[]; at: number }): boolean {
  const [rowA, rowB] = [a.rows[a.at] as number, b.rows[b.at] as number]
  const ahead = (a.day.start[rowA] as number) - (b.day.start[rowB] as number)
  return ahead !== 0 ? ahead > 0 : sessionIdOf(a.day, rowA) > sessionIdOf(b.day, rowB)
}

/** The earliest instant from which on there are at most `skip` matches. */
function instantOf(sheet: Sheet, skip: number): number {
  const midnight = (sheet.bots[0] as DayMatches).number * DAY
  let low = midnight
  let high = midnight + DAY
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    let from = 0
    for (const day of sheet.bots) from += day.countFrom(middle)
    if (from <= skip) high = middle
    else low = middle + 1
  }
  return low
}

/** Visits the rows of a bot that start in a window and match at `now`, oldest first, without making a record. */
export function scanSessions(
  bot: Bot,
  window: Window,
  now: number,
  filter: SessionFilter,
  visit: (day: Day, row: number) => void,
): void {
  const match = matcher(bot, filter)
  if (match.never) return
  const to = Math.min(window.to, now)
  for (let number = Math.max(bot.firstDay, dayOf(window.from)); number <= dayOf(to); number++) {
    if (bot.calendar.count(number) === 0 || !match.possible(number)) continue
    if (match.only !== undefined && match.only.day !== number) continue
    const day = bot.day(number)
    const last = day.rowAt(to + 1)
    const settled = Math.min(last, day.rowAt(now - MAX_SPAN))
    let row = day.rowAt(window.from)
    const wanted = match.only?.row
    for (; row < settled; row++) {
      if ((wanted === undefined || row === wanted) && (match.always || match.closed(day, row))) visit(day, row)
    }
    const elapsed = now - day.midnight
    for (; row < last; row++) {
      if (wanted !== undefined && row !== wanted) continue
      if (match.always) visit(day, row)
      else {
        const isOver = (day.start[row] as number) + (day.span[row] as number) <= elapsed
        if (isOver ? match.closed(day, row) : match.active(day, row, now)) visit(day, row)
      }
    }
  }
}

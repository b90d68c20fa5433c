import type { Bot } from '../bot.ts'
import type { Day } from '../day.ts'
import { DAY, dayOf, MAX_SPAN } from '../time.ts'
import { DayMatches } from './found.ts'
import { type Match, matcher } from './match.ts'
import { sessionIdOf, sessionOf } from './session.ts'
import type { Session, SessionFilter, Window } from './types.ts'

/** What a search found, newest first. */
export interface Found {
  /** Sessions that match, before paging. */
  readonly total: number
  /** The sessions from `skip` on, at most `limit`. */
  page(skip: number, limit: number): Session[]
  /** Where these sessions are, without making records of them: for who keeps what he made of a closed one. */
  places(skip: number, limit: number): Place[]
}

/** The place of a session. Do not hold on to the day. */
export interface Place {
  readonly day: Day
  readonly row: number
}

/** A day of the window with what each bot has in it. */
interface Sheet {
  readonly total: number
  readonly bots: readonly DayMatches[]
}

/** Sessions of some bots that start in a window, as they stand at `now`: newest first (rulings R7, R8, R15). */
export function findSessions(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter = {}): Found {
  const { sheets } = knownSheets(bots, window, now, filter)
  const total = sheets.reduce((sum, sheet) => sum + sheet.total, 0)
  const places = (skip: number, limit: number) => placesIn(sheets, skip, limit)
  return {
    total,
    places,
    page: (skip, limit) => places(skip, limit).map(({ day, row }) => sessionOf(day, row, now)),
  }
}

function placesIn(sheets: readonly Sheet[], skip: number, limit: number): Place[] {
  const places: Place[] = []
  let before = 0
  for (const sheet of sheets) {
    if (places.length >= limit) break
    const from = Math.max(0, skip - before)
    if (from < sheet.total) placesOf(sheet, from, limit - places.length, places)
    before += sheet.total
  }
  return places
}

/** The days of a search, kept while there is room, so that its next page counts nothing again. */
export interface Sheets {
  readonly sheets: readonly Sheet[]
  readonly bytes: number
}

interface Search {
  readonly bot: Bot
  readonly match: Match
}

function knownSheets(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter): Sheets {
  const searches = bots.map(bot => ({ bot, match: matcher(bot, filter) })).filter(({ match }) => !match.never)
  const [first] = searches
  if (first === undefined) return { sheets: [], bytes: 0 }
  // Without a filter the calendar knows it all at once.
  if (first.match.always) return { sheets: sheetsOf(searches, window, now, filter), bytes: 0 }
  // What is over by now is the same for every later "now".
  const settled = window.to + MAX_SPAN <= now ? 'settled' : now
  const key = `${window.from}/${window.to}/${settled}/${searches.map(({ bot, match }) => bot.id + match.key).join('/')}`
  const { found } = first.bot.world
  let known = found.get(key)
  if (known === undefined) {
    const sheets = sheetsOf(searches, window, now, filter)
    const bytes = sheets.reduce(
      (sum, { bots }) => sum + bots.reduce((sum, day) => sum + day.bytes, 100),
      2 * key.length,
    )
    known = { sheets, bytes }
    found.set(key, known)
  }
  return known
}

function sheetsOf(searches: readonly Search[], window: Window, now: number, filter: SessionFilter): Sheet[] {
  const to = Math.min(window.to, now)
  // What is active began not long ago.
  const from = filter.status === 'active' ? Math.max(window.from, now - MAX_SPAN) : window.from
  const first = Math.max(dayOf(from), Math.min(...searches.map(({ bot }) => bot.firstDay)))
  const sheets: Sheet[] = []
  for (let number = dayOf(to); number >= first; number--) {
    const found: DayMatches[] = []
    for (const { bot, match } of searches) {
      if (number < bot.firstDay || bot.calendar.count(number) === 0 || !match.possible(number)) continue
      if (match.only !== undefined && match.only.day !== number) continue
      const day = new DayMatches(bot, number, window, now, match)
      if (day.count > 0) found.push(day)
    }
    if (found.length > 0) sheets.push({ bots: found, total: found.reduce((sum, day) => sum + day.count, 0) })
  }
  return sheets
}

/** Adds the places of a day of one bot or several, newest first, ties by id. */
function placesOf(sheet: Sheet, skip: number, limit: number, places: Place[]): void {
  const [only] = sheet.bots
  if (sheet.bots.length === 1 && only !== undefined) {
    const day = only.bot.day(only.number)
    for (const row of only.rows(skip, limit)) places.push({ day, row })
    return
  }
  // No more than `skip` rows start at or after this instant: from there the merge has little left to skip.
  const at = skip === 0 ? undefined : instantOf(sheet, skip)
  const skipped = sheet.bots.map(day => (at === undefined ? 0 : day.countFrom(at)))
  let left = skip - skipped.reduce((a, b) => a + b, 0)
  const heads = sheet.bots.map((matches, i) => {
    const day = matches.bot.day(matches.number)
    return { day, rows: matches.rows(skipped[i] as number, limit + left), at: 0 }
  })
  for (const end = places.length + limit; places.length < end; ) {
    let best: Head | undefined
    for (const head of heads) {
      if (head.at < head.rows.length && (best === undefined || isNewer(head, best))) best = head
    }
    if (best === undefined) return
    const row = best.rows[best.at++] as number
    if (left-- <= 0) places.push({ day: best.day, row })
  }
}

/** Rows of one bot on their way into the merge. */
interface Head {
  readonly day: Day
  readonly rows: readonly number[]
  at: number
}

function isNewer(a: Head, b: Head): boolean {
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

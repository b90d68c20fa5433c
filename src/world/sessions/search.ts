import type { Bot } from '../bot.ts'
import type { Day } from '../day.ts'
import { earliestStart, firstUnsettled, hasEnded, isSurelyOver } from '../settled.ts'
import { DAY, dayOf } from '../time.ts'
import { DayMatches } from './found.ts'
import { filterKey, type Match, matcher } from './match.ts'
import { sessionIdOf, sessionOf } from './session.ts'
import type { Session, SessionFilter, Window } from './types.ts'

/** Sessions of one day that follow each other in what was found. Do not hold on to the day. */
export interface Stretch {
  readonly day: Day
  /** Newest first. */
  readonly rows: readonly number[]
}

/** A day of the window with what each bot has in it. */
interface Sheet {
  readonly total: number
  readonly bots: readonly DayMatches[]
}

/** What a search found, newest first. */
export class Found {
  /** Sessions that match, before paging. */
  readonly total: number
  readonly #sheets: readonly Sheet[]
  readonly #now: number

  constructor({ total, sheets }: Sheets, now: number) {
    this.total = total
    this.#sheets = sheets
    this.#now = now
  }

  /** The sessions from `skip` on, at most `limit`. */
  page(skip: number, limit: number): Session[] {
    return this.stretches(skip, limit).flatMap(({ day, rows }) => rows.map(row => sessionOf(day, row, this.#now)))
  }

  /** Where these sessions are, without making records of them: for who keeps what he made of a closed one. */
  stretches(skip: number, limit: number): Stretch[] {
    const stretches: Stretch[] = []
    let before = 0
    let left = limit
    for (const sheet of this.#sheets) {
      if (left <= 0) break
      const from = Math.max(0, skip - before)
      if (from < sheet.total) {
        stretchesOf(sheet, from, left, stretches)
        left -= Math.min(left, sheet.total - from)
      }
      before += sheet.total
    }
    return stretches
  }
}

/** Sessions of some bots that start in a window, as they stand at `now`: newest first (rulings R7, R8, R15). */
export function findSessions(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter = {}): Found {
  return new Found(knownSheets(bots, window, now, filter), now)
}

/** The days of a search, kept while there is room, so that its next page counts nothing again. */
export interface Sheets {
  readonly total: number
  readonly sheets: readonly Sheet[]
  readonly bytes: number
}

interface Search {
  readonly bot: Bot
  readonly match: Match
}

function knownSheets(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter): Sheets {
  const [first] = bots
  if (first === undefined) return NOTHING
  // What is over by now is the same for every later "now".
  const settled = isSurelyOver(window.to, now) ? 'settled' : now
  const ids = bots.length === 1 ? first.id : bots.map(bot => bot.id).join()
  const key = `${window.from}/${window.to}/${settled}/${ids}/${filterKey(filter)}`
  const { found } = first.world
  let known = found.get(key)
  if (known === undefined) {
    known = makeSheets(bots, window, now, filter, key)
    found.set(key, known)
  }
  return known
}

const NOTHING: Sheets = { total: 0, sheets: [], bytes: 0 }

function makeSheets(bots: readonly Bot[], window: Window, now: number, filter: SessionFilter, key: string): Sheets {
  const searches = bots.map(bot => ({ bot, match: matcher(bot, filter) })).filter(({ match }) => !match.never)
  const sheets = searches.length === 0 ? [] : sheetsOf(searches, window, now, filter)
  let total = 0
  let bytes = 200 + 2 * key.length
  for (const sheet of sheets) {
    total += sheet.total
    bytes += 100
    for (const day of sheet.bots) bytes += day.bytes
  }
  return { total, sheets, bytes }
}

function sheetsOf(searches: readonly Search[], window: Window, now: number, filter: SessionFilter): Sheet[] {
  const to = Math.min(window.to, now)
  const from = filter.status === 'active' ? Math.max(window.from, earliestStart(now)) : window.from
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

/** Adds what is found on a day, of one bot or several, newest first, ties by id. */
function stretchesOf(sheet: Sheet, skip: number, limit: number, stretches: Stretch[]): void {
  const [only] = sheet.bots
  if (sheet.bots.length === 1 && only !== undefined) {
    stretches.push({ day: only.bot.day(only.number), rows: only.rows(skip, limit) })
    return
  }
  // No more than `skip` rows start at or after this instant: from there the merge has little left to skip.
  const at = skip === 0 ? undefined : instantOf(sheet, skip)
  const skipped = sheet.bots.map(day => (at === undefined ? 0 : day.countFrom(at)))
  let left = skip - skipped.reduce((a, b) => a + b, 0)
  const heads = sheet.bots.map((matches, i) => {
    const day = matches.bot.day(matches.number)
    return { day, rows: matches.rows(skipped[i]!, limit + left), at: 0 }
  })
  let last: { day: Day; rows: number[] } | undefined
  for (let taken = 0; taken < limit; ) {
    let best: Head | undefined
    for (const head of heads) {
      if (head.at < head.rows.length && (best === undefined || isNewer(head, best))) best = head
    }
    if (best === undefined) return
    const row = best.rows[best.at++]!
    if (left-- > 0) continue
    taken++
    if (last?.day === best.day) last.rows.push(row)
    else {
      last = { day: best.day, rows: [row] }
      stretches.push(last)
    }
  }
}

/** Rows of one bot on their way into the merge. */
interface Head {
  readonly day: Day
  readonly rows: readonly number[]
  at: number
}

function isNewer(a: Head, b: Head): boolean {
  const [rowA, rowB] = [a.rows[a.at]!, b.rows[b.at]!]
  const ahead = a.day.start[rowA]! - b.day.start[rowB]!
  return ahead !== 0 ? ahead > 0 : sessionIdOf(a.day, rowA) > sessionIdOf(b.day, rowB)
}

/** The earliest instant from which on there are at most `skip` matches. */
function instantOf(sheet: Sheet, skip: number): number {
  const midnight = sheet.bots[0]!.number * DAY
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
    const settled = Math.min(last, firstUnsettled(day, now))
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
        const isOver = hasEnded(day.start[row]!, day.span[row]!, elapsed)
        if (isOver ? match.closed(day, row) : match.active(day, row, now)) visit(day, row)
      }
    }
  }
}

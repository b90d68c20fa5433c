import { LAST_BACK } from '../turns.ts'
import type { Bot } from '../types.ts'

/** Share of a day's sessions that are about an earlier contact, at most; and of those of known users. */
const AGAIN = 0.2
const AGAIN_OF_KNOWN = 0.6

/** How many sessions of a day there are of each kind; pins are left out. */
export interface Turnout {
  readonly sessions: number
  /** Of users who are there for the first time. */
  readonly fresh: number
  /** Of users who come back about an earlier contact. */
  readonly again: number
  /** Of known users who have a reason of their own. */
  readonly known: number
}

/** The numbers of a day, by the calendar alone. */
export function turnoutOf(bot: Bot, day: number): Turnout {
  const { calendar } = bot
  const sessions = unpinned(bot, day)
  const fresh = calendar.newUsers(day)
  let room = 0
  for (let back = 2; back <= LAST_BACK; back++) room += fewestBack(bot, day - back)
  const again = Math.min(mostAgain(sessions), Math.floor(AGAIN_OF_KNOWN * (sessions - fresh)), room)
  return { sessions, fresh, again, known: sessions - fresh - again }
}

function mostAgain(sessions: number): number {
  return Math.round(AGAIN * sessions)
}

function unpinned({ calendar }: Bot, day: number): number {
  return calendar.count(day) - (calendar.special(day)?.pins.length ?? 0)
}

/** How many can come back on one later day about contacts of a day, at least: see `earlier-contacts.ts`. */
function fewestBack(bot: Bot, day: number): number {
  if (day < bot.calendar.firstDay) return 0
  const sessions = unpinned(bot, day)
  return Math.max(0, sessions - mostAgain(sessions)) >> 2
}

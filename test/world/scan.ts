import { matcher } from '../../src/world/sessions/match.ts'
import type { SessionFilter, Window } from '../../src/world/sessions/types.ts'
import { dayOf } from '../../src/world/time.ts'
import type { Bot, Day } from '../../src/world/types.ts'

/** Visits the rows of a bot that start in a window and match at `now`, oldest first, asking of each row by itself. */
export function scanSessions(
  bot: Bot,
  window: Window,
  now: number,
  filter: SessionFilter,
  visit: (day: Day, row: number) => void,
): void {
  const match = matcher(bot, filter)
  const to = Math.min(window.to, now)
  for (let number = Math.max(bot.firstDay, dayOf(window.from)); number <= dayOf(to); number++) {
    const day = bot.day(number)
    for (let row = day.rowAt(window.from); row < day.rowAt(to + 1); row++) {
      const isAsked = match.only === undefined || (match.only.day === number && match.only.row === row)
      if (!match.never && isAsked && match.holds(day, row, now)) visit(day, row)
    }
  }
}

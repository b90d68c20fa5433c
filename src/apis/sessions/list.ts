import { findSessions } from '../../world/sessions/search.ts'
import { sessionOf } from '../../world/sessions/session.ts'
import type { Window } from '../../world/sessions/types.ts'
import type { Bot } from '../../world/types.ts'
import { sessionText } from './row.ts'

/** All sessions of a bot that start in a window, as getSessions lists them. */
export function* sessionRowsIn(bot: Bot, window: Window, now: number): Generator<string> {
  for (const { day, rows } of findSessions([bot], window, now).runs(0, Number.POSITIVE_INFINITY)) {
    const sight = bot.sights.sessions
    for (const row of rows) yield sessionText(sessionOf(day, row, now, sight))
  }
}

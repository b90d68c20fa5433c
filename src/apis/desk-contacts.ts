import { DESK_MEDIUM_OF } from '../world/desk/types.ts'
import { agentFor, queueFor } from '../world/dialogue/staff.ts'
import { sessionIdOf } from '../world/sessions/session.ts'
import { DAY, dayOf } from '../world/time.ts'
import type { Bot } from '../world/types.ts'

/** One hand-over to humans, and what has become of it so far. Times are ms UTC. */
export interface DeskContact {
  readonly sessionId: string
  /** `CALLS`, `CHATS` or `EMAILS`. */
  readonly medium: number
  readonly queueName: string
  /** When the bot handed it over. */
  readonly arrival: number
  /** `GAVE_UP`, `TAKEN_BY_HUMAN` or `CLOSED`; undefined: the customer still waits. */
  readonly outcome: number | undefined
  /** ms from the hand-over until a human was there, or the customer gave up; so far, where he still waits. */
  readonly wait: number
  /** The agents who had it, one after the other, up to now. */
  readonly parts: readonly DeskPart[]
}

/** What one agent did with a contact: from when until when, or until now. */
interface DeskPart {
  readonly agentId: string
  readonly begin: number
  readonly end: number
}

/** The hand-overs of one UTC day's sessions that came within a window (ms UTC, the end is no part of it), as they are known at `now`. */
export function* contactsOf(bot: Bot, day: number, { from, to, now }: DeskWindow): Generator<DeskContact> {
  const source = bot.day(day)
  const { rows, handover, answered, outcome } = source.agents
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!
    const start = source.startOf(row)
    const arrival = start + handover[place]!
    if (arrival < from || arrival >= Math.min(to, now)) continue
    const known = start + answered[place]!
    const isWaiting = known >= now
    yield {
      sessionId: sessionIdOf(source, row),
      medium: DESK_MEDIUM_OF[bot.mediums[source.channel[row]!]!]!,
      queueName: queueFor(bot, day, row).queueName,
      arrival,
      outcome: isWaiting ? undefined : outcome[place]!,
      wait: Math.min(known, now) - arrival,
      parts: isWaiting ? [] : partsUntil(bot, day, row, now),
    }
  }
}

/** A window, ms UTC, and the present. */
export interface DeskWindow {
  readonly from: number
  readonly to: number
  readonly now: number
}

/** Days whose sessions may be handed over within a window: those of the evening before, too. */
export function deskDays(bot: Bot, { from, to, now }: DeskWindow): number[] {
  const first = Math.max(bot.firstDay, dayOf(from) - 1)
  const last = dayOf(Math.min(to, now))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}

function partsUntil(bot: Bot, day: number, row: number, now: number): DeskPart[] {
  const start = bot.day(day).startOf(row)
  const parts = bot.day(day).handoverOf(row)?.parts ?? []
  return parts
    .map((part, number) => ({ part, number }))
    .filter(({ part }) => start + part.begin < now)
    .map(({ part, number }) => ({
      agentId: agentFor(bot, day, row, number).agentId,
      begin: start + part.begin,
      end: Math.min(now, start + part.end),
    }))
}

/** ms of the longest window that may be asked for. */
export const LONGEST_DESK_WINDOW = 32 * DAY

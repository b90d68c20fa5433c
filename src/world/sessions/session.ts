import { CONTAINMENT, CONTAINMENTS, DEVELOPER, FIRST_EVER, INTERACTIVE } from '../columns/flags.ts'
import { TAKEN_BY_HUMAN } from '../desk/types.ts'
import { decodeSessionId, encodeSessionId, type SessionAddress } from '../ids.ts'
import { hasEnded } from '../settled.ts'
import { indexIn } from '../sorted.ts'
import { dayOf } from '../time.ts'
import type { Bot, Day } from '../types.ts'
import type { Sight } from '../visible.ts'
import { messagesAt, taskBegin, timelineOf } from './timeline.ts'
import type { Session, TaggedSession } from './types.ts'

/** The session of a row as it stands at `now` (ruling R15). The row must have started by then. */
export function sessionAt(bot: Bot, day: number, row: number, now: number): Session {
  return sessionOf(bot.day(day), row, now)
}

/**
 * `sessionAt` for a day at hand.
 * @param sight as whom it is seen; absent: as it happened
 */
export function sessionOf(day: Day, row: number, now: number, sight?: Sight): Session {
  const { bot } = day
  const columns = day.columns(row, row + 1)
  const flags = columns.flags[row]!
  const start = day.startOf(row)
  const channel = columns.channel[row]!
  const at = sight === undefined ? now : sight.asOf(day, row, now)
  const sofar = hasEnded(start, columns.span[row]!, at) ? undefined : activeAt(day, row, at)
  const isRevised = sight === undefined || now >= sight.containmentShownAt(day, row)
  const containment =
    sofar?.containment ?? (isRevised ? CONTAINMENTS[flags & CONTAINMENT]! : containmentAt(day, row, now))
  // One literal: spreading objects into each other costs more than all the rest.
  return {
    bot,
    day: day.number,
    row,
    sessionId: sessionIdOf(day, row),
    start,
    end: sofar?.end ?? start + columns.span[row]!,
    status: sofar === undefined ? 'closed' : 'active',
    containment,
    interactive: sofar?.interactive ?? (flags & INTERACTIVE) !== 0,
    developer: (flags & DEVELOPER) !== 0,
    user: columns.user[row]!,
    firstEver: (flags & FIRST_EVER) !== 0,
    channel: bot.channels[channel]!,
    voice: bot.voiceChannels[channel] === 1,
    language: day.languageOf(row),
    messages: sofar?.messages ?? columns.messages[row]!,
    userMessages: sofar?.userMessages ?? columns.userMessages[row]!,
    tasks: sofar?.tasks ?? columns.tasks[row]!,
    taken: containment === 'agent' && isTakenAt(day, row),
  }
}

/** What of a session as it stands at `now` its tags hang on, and its end: for who does not count its messages. */
export function taggedSessionOf(day: Day, row: number, now: number): TaggedSession & Pick<Session, 'end'> {
  const { bot } = day
  const kinds = day.kinds(row, row + 1)
  const flags = kinds.flags[row]!
  const channel = kinds.channel[row]!
  const start = day.startOf(row)
  const span = day.spanOf(row)
  const sofar = hasEnded(start, span, now) ? undefined : activeAt(day, row, now)
  return {
    bot,
    day: day.number,
    row,
    end: sofar?.end ?? start + span,
    status: sofar === undefined ? 'closed' : 'active',
    containment: sofar?.containment ?? CONTAINMENTS[flags & CONTAINMENT]!,
    interactive: sofar?.interactive ?? (flags & INTERACTIVE) !== 0,
    user: day.user[row]!,
    firstEver: (flags & FIRST_EVER) !== 0,
    voice: bot.voiceChannels[channel] === 1,
  }
}

/** What is there at `now` of a session under way (ruling R15). */
export interface SoFar {
  /** ms UTC of the latest message. */
  readonly end: number
  readonly containment: Session['containment']
  readonly interactive: boolean
  readonly messages: number
  readonly userMessages: number
  readonly tasks: number
}

/** What is there at `now` of a row that has started and has not ended. */
export function activeAt(day: Day, row: number, now: number): SoFar {
  const timeline = timelineOf(day.bot, day.number, row)
  const messages = Math.max(1, messagesAt(timeline, now))
  let userMessages = 0
  for (let i = 0; i < messages; i++) if (timeline.sides[i] === 1) userMessages++
  let tasks = 0
  while (tasks < timeline.tasks.length && taskBegin(timeline, tasks) < messages) tasks++
  return {
    end: timeline.times[messages - 1]!,
    containment: containmentAt(day, row, now),
    interactive: userMessages > 0,
    messages,
    userMessages,
    tasks,
  }
}

/** Containment of a session under way: `agent` from its hand-over message on, `selfService` before (ruling R15). */
export function containmentAt(day: Day, row: number, now: number): Session['containment'] {
  const handedOver = day.handoverOf(row)
  return handedOver !== undefined && day.startOf(row) + handedOver.handover <= now ? 'agent' : 'selfService'
}

/** Whether a human took the session of a row, sooner or later. */
function isTakenAt(day: Day, row: number): boolean {
  const { agents } = day
  const place = indexIn(agents.rows, row)
  return place >= 0 && agents.outcome[place] === TAKEN_BY_HUMAN
}

/** The id of a row: what a pin says, else one that leads back here. */
export function sessionIdOf(day: Day, row: number): string {
  const own = day.pins.size === 0 ? undefined : day.pins.get(row)?.spec.sessionId
  return own ?? encodeSessionId(day.bot, Math.floor(day.startOf(row) / 1000), row)
}

/** Where the session of an id is; undefined for an id that is none of the bot's. Never an error, whatever the text. */
export function findRow(bot: Bot, sessionId: string): { readonly day: number; readonly row: number } | undefined {
  const pin = bot.pinById(sessionId)
  if (pin !== undefined) {
    for (const [row, candidate] of bot.day(pin.day).pins) if (candidate === pin) return { day: pin.day, row }
    return undefined
  }
  const address = decodeSessionId(bot, sessionId)
  const found = address === undefined ? undefined : rowOf(bot, address)
  // A pin's row goes by the pin's own id alone.
  return found !== undefined && bot.day(found.day).pins.get(found.row)?.spec.sessionId === undefined ? found : undefined
}

/** The row that an address out of an id speaks of, if there is one that starts in that second. */
export function rowOf(
  bot: Bot,
  { second, row }: SessionAddress,
): { readonly day: number; readonly row: number } | undefined {
  const number = dayOf(second * 1000)
  if (row >= bot.calendar.count(number)) return undefined
  return Math.floor(bot.day(number).startOf(row) / 1000) === second ? { day: number, row } : undefined
}

/** The session of an id at `now`, of whichever of the bots it is; undefined: no id of theirs, or of the future. */
export function sessionById(bots: readonly Bot[], sessionId: string, now: number): Session | undefined {
  for (const bot of bots) {
    const found = findRow(bot, sessionId)
    if (found === undefined) continue
    const day = bot.day(found.day)
    const sight = bot.sights.sessions
    const isThere = day.startOf(found.row) <= now && (sight === undefined || sight.shows(day, found.row, now))
    return isThere ? sessionOf(day, found.row, now, sight) : undefined
  }
  return undefined
}

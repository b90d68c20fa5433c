import { guestNumbers } from '../guest-numbers.ts'
import { longestSpan } from '../settled.ts'
import { compareTexts } from '../sorted.ts'
import type { BotTemplate, SessionPin } from '../spec.ts'
import { DAY, dayOf, HOUR, WorldError } from '../time.ts'

/** Most messages of a session, most tasks: what a column holds. */
export const MAX_MESSAGES = 0xffff
const MAX_TASKS = 255

/** A session that the scenario fixed, in full or in part, with its times read. */
export interface Pin {
  readonly spec: SessionPin
  /** ms UTC. */
  readonly start: number
  /** ms UTC, when the scenario gave it. */
  readonly end: number | undefined
  readonly day: number
  /** ms within the day. */
  readonly offset: number
  /** Number of its user: `guests.ts`. */
  readonly user: number
  /** It is the first session of that user. */
  readonly isFirst: boolean
}

/** A bot's pins by time, checked; those that share an instant are in the order of their ids. */
export function readPins(botId: string, template: Pick<BotTemplate, 'pins'>): readonly Pin[] {
  const ids = new Set<string>()
  const raw = template.pins.map((spec, i) => {
    const where = `${botId}: pinned session ${spec.sessionId ?? i + 1}`
    const start = readInstant(spec.start_time, `${where}: start_time`)
    const end = spec.end_time === undefined ? undefined : readInstant(spec.end_time, `${where}: end_time`)
    if (end !== undefined && end < start) throw new WorldError(`${where}: end_time is before start_time`)
    const most = longestSpan(spec.channel === 'email')
    if (end !== undefined && end - start > most)
      throw new WorldError(`${where}: lasts longer than ${most / HOUR} hours`)
    checkLimits(spec.noOfMessagesExchanged, 1, MAX_MESSAGES, `${where}: noOfMessagesExchanged`)
    checkLimits(spec.noOfTasksExecuted, 0, MAX_TASKS, `${where}: noOfTasksExecuted`)
    if (spec.sessionId !== undefined && ids.has(spec.sessionId)) throw new WorldError(`${where}: is there twice`)
    if (spec.sessionId !== undefined) ids.add(spec.sessionId)
    return { spec, start, end }
  })
  raw.sort((a, b) => a.start - b.start || compareTexts(a.spec.sessionId ?? '', b.spec.sessionId ?? ''))
  const users = guestNumbers(raw.map(({ spec }) => spec.userId))
  const seen = new Set<number>()
  return raw.map(({ spec, start, end }, i) => {
    const day = dayOf(start)
    const user = users[i]!
    const isFirst = !seen.has(user)
    seen.add(user)
    return { spec, start, end, day, offset: start - day * DAY, user, isFirst }
  })
}

function checkLimits(value: number | undefined, least: number, most: number, where: string): void {
  if (value !== undefined && !(value >= least && value <= most)) {
    throw new WorldError(`${where} must be ${least} to ${most}`)
  }
}

function readInstant(text: string, where: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new WorldError(`${where}: "${text}" is not a date`)
  return ms
}

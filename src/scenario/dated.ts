import { CLOCK_RANGE_TEXT, isInClockRange } from '../contract/clock-range.ts'
import { say } from '../errors/catalogue.ts'
import type { Fault } from './error.ts'
import type { BotFile } from './file.ts'
import { type MomentBase, momentText, readMoment } from './moments.ts'
import type { ResolvedDate } from './types.ts'

/** What resolving takes, and what takes what came of it. */
export interface Dating extends MomentBase {
  /** Where what is resolved stands. */
  readonly place: Fault['path']
  readonly resolved: ResolvedDate[]
  readonly faults: Fault[]
}

/** Where dates and instants stand in a bot; `*`: each item of a list. */
const DATED_PLACES: readonly (readonly string[])[] = [
  ['since'],
  ['sessions', 'events', '*', 'from'],
  ['sessions', 'events', '*', 'to'],
  ['sessions', 'between', '*'],
  ['sessions', 'exactly', '*', 'between', '*'],
  ['pins', 'sessions', '*', 'start_time'],
  ['pins', 'sessions', '*', 'end_time'],
  ['pins', 'sessions', '*', 'transcript', '*', 'at'],
  ['pins', 'conversations', '*', 'startTime'],
  ['pins', 'segments', '*', 'segmentStartTime'],
  ['pins', 'segments', '*', 'segmentEndTime'],
]

/** A bot with its dates as dates: what was said by the clock is resolved, all else stays. */
export function datedBot(bot: BotFile, dating: Dating): BotFile {
  let dated: unknown = bot
  for (const place of DATED_PLACES) dated = datedAt(dated, place, dating)
  return dated as BotFile
}

/** A text as a date or an instant, if it says one by the clock or the zone. */
export function datedText(text: string, { place, resolved, faults, ...base }: Dating): string {
  const moment = readMoment(text)
  if (moment === undefined) return text
  const value = momentText(moment, base)
  resolved.push({ path: place, said: text, value, zone: base.zone })
  if (!isInClockRange(Date.parse(value)))
    faults.push({ path: place, ...say('KM_NOW_TOO_FAR', { range: CLOCK_RANGE_TEXT, found: `${text}, ${value}` }) })
  return value
}

/** A copy with what stands at a place below it dated; the same value where nothing stands there. */
function datedAt(value: unknown, [name, ...rest]: readonly string[], dating: Dating): unknown {
  if (name === undefined) return typeof value === 'string' ? datedText(value, dating) : value
  const below = (key: string | number) => ({ ...dating, place: [...dating.place, key] })
  if (Array.isArray(value)) return name === '*' ? value.map((item, i) => datedAt(item, rest, below(i))) : value
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return value
  return { ...value, [name]: datedAt(Reflect.get(value, name), rest, below(name)) }
}

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

/** Where dates and instants stand in the parts of a bot; `*`: each item of a list. */
const DATED_PLACES: ReadonlyMap<'since' | 'sessions' | 'pins', readonly (readonly string[])[]> = new Map([
  ['since', [[]]],
  [
    'sessions',
    [
      ['events', '*', 'from'],
      ['events', '*', 'to'],
      ['between', '*'],
      ['exactly', '*', 'between', '*'],
    ],
  ],
  [
    'pins',
    [
      ['sessions', '*', 'start_time'],
      ['sessions', '*', 'end_time'],
      ['sessions', '*', 'transcript', '*', 'at'],
      ['conversations', '*', 'startTime'],
      ['segments', '*', 'segmentStartTime'],
      ['segments', '*', 'segmentEndTime'],
    ],
  ],
])

/** Parts of `everyBot`, dated by zone: bots that have them from there share them. */
export type DatedOnce = Map<object, Map<string, unknown>>

/**
 * A bot with its dates as dates: what was said by the clock is resolved, all else stays.
 * @param once takes what stands in `everyBot`, and gives it to the next bot of the zone
 */
export function datedBot(bot: BotFile, dating: Dating, everyBot: BotFile = {}, once: DatedOnce = new Map()): BotFile {
  const dated: Record<string, unknown> = { ...bot }
  for (const [part, places] of DATED_PLACES) {
    const said = bot[part]
    if (said === undefined) continue
    const below = { ...dating, place: [...dating.place, part] }
    const date = () => places.reduce((value: unknown, place) => datedAt(value, place, below), said)
    dated[part] = typeof said === 'object' && said === everyBot[part] ? onceFor(once, said, dating.zone, date) : date()
  }
  return dated as BotFile
}

function onceFor(once: DatedOnce, said: object, zone: string, date: () => unknown): unknown {
  const byZone = once.get(said) ?? new Map<string, unknown>()
  once.set(said, byZone)
  if (!byZone.has(zone)) byZone.set(zone, date())
  return byZone.get(zone)
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

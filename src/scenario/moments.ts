import { DAY, dayOf, HOUR, iso, MINUTE, weekdayOf } from '../world/time.ts'
import { Zone } from '../world/zones.ts'

/*
 * Days and times that a scenario says by the clock or in the zone of its bot: `-5d`, `yesterday`, `last tuesday 14:00`, `-3h`,
 * `2026-03-02 09:00`. What has a zone of its own (`2026-03-02T09:00:00Z`), or is a date alone, is not read here.
 */

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** Days from today. */
const NAMED_DAYS: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
])
/** ms of a unit of time; days and weeks are those of a calendar. */
const MOMENT_UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', MINUTE],
  ['h', HOUR],
])
/** Days of a unit of days. */
const DAY_UNITS: ReadonlyMap<string, number> = new Map([
  ['d', 1],
  ['w', 7],
])
const FIRST_INSTANT = Date.UTC(1999, 0, 1)
const LAST_INSTANT = Date.UTC(2101, 0, 1)
const MOMENT = /^(.{0,40}?)(?: {1,4}(\d{1,2}):(\d\d)(?::(\d\d))?)?$/
const MOMENT_STEP = /^([+-])(\d{1,6})([a-z])$/
const WEEKDAY = /^(last|next) +([a-z]+)$/
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

/** A day, or a time, before the clock and the zone are known. */
export type Moment =
  /** So many ms from the clock. */
  | { readonly by: number }
  /** A day of the calendar, and ms of local time in it; undefined: the day itself. */
  | { readonly day: DayName; readonly time: number | undefined }

type DayName =
  | { readonly fromToday: number }
  | { readonly weekday: number; readonly after: boolean }
  | { readonly date: number }

/** Where the clock stands, and whose calendar counts. */
export interface MomentBase {
  /** ms UTC. */
  readonly now: number
  /** IANA name. */
  readonly zone: string
}

/** Words that a day can be called by, for who has mistyped one. */
export const MOMENT_WORDS: readonly string[] = [
  ...NAMED_DAYS.keys(),
  'now',
  ...WEEKDAYS.flatMap(day => [`last ${day}`, `next ${day}`]),
]

/** What a text says by the clock or the zone; undefined: nothing of that kind. */
export function readMoment(text: string): Moment | undefined {
  const written = text.trim().toLowerCase()
  if (written === 'now') return { by: 0 }
  const by = momentStepOf(written, MOMENT_UNITS)
  if (by !== undefined) return { by }
  const [, name = '', hours, minutes, seconds = '0'] = MOMENT.exec(written) ?? []
  const day = dayNamed(name)
  if (day === undefined) return undefined
  if (hours === undefined) return 'date' in day ? undefined : { day, time: undefined }
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)]
  return h > 23 || m > 59 || s > 59 ? undefined : { day, time: h * HOUR + m * MINUTE + s * 1000 }
}

/** Whether it is a day as a whole. */
export const isWholeDay = (moment: Moment): boolean => 'day' in moment && moment.time === undefined

/**
 * The date (`YYYY-MM-DD`) of a day, the instant (ISO, UTC) of a time. Which day is today, and which instant a time of day is, the zone
 * says; a time that comes twice is the first, one that is skipped as much later as the clock was put on.
 */
export function momentText(moment: Moment, { now, zone: name }: MomentBase): string {
  if ('by' in moment) return iso(Math.floor(now / 1000) * 1000 + moment.by)
  const zone = new Zone(name)
  const day = momentDay(moment.day, zone.dayOf(now))
  return moment.time === undefined ? iso(day * DAY).slice(0, 10) : iso(momentIn(zone, day * DAY + moment.time))
}

function dayNamed(name: string): DayName | undefined {
  const fromToday = NAMED_DAYS.get(name) ?? momentStepOf(name, DAY_UNITS)
  if (fromToday !== undefined) return { fromToday }
  const [, which, word = ''] = WEEKDAY.exec(name) ?? []
  const weekday = WEEKDAYS.findIndex(day => day === word || (word.length === 3 && day.startsWith(word)))
  if (weekday >= 0) return { weekday, after: which === 'next' }
  const [, year, month, date] = DATE.exec(name)?.map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined) return undefined
  const ms = Date.UTC(year, month - 1, date)
  const found = new Date(ms)
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === date ? { date: dayOf(ms) } : undefined
}

/** `-3h` in ms, `-5d` in days. */
function momentStepOf(text: string, units: ReadonlyMap<string, number>): number | undefined {
  const [, sign, count, unit = ''] = MOMENT_STEP.exec(text) ?? []
  const size = units.get(unit)
  return size === undefined ? undefined : (sign === '-' ? -1 : 1) * Number(count) * size
}

/** @param today number of the local day */
function momentDay(day: DayName, today: number): number {
  if ('date' in day) return day.date
  if ('fromToday' in day) return today + day.fromToday
  const weekday = weekdayOf(today)
  return day.after ? today + (((day.weekday - weekday + 6) % 7) + 1) : today - (((weekday - day.weekday + 6) % 7) + 1)
}

/** ms UTC of a local time; far from where clocks stand no zone is asked. */
function momentIn(zone: Zone, local: number): number {
  if (local < FIRST_INSTANT || local > LAST_INSTANT) return local
  const [before, after] = [zone.offsetAt(local - DAY), zone.offsetAt(local + DAY)]
  const found = [Math.max(before, after), Math.min(before, after)].find(
    offset => zone.offsetAt(local - offset) === offset,
  )
  return local - (found ?? before)
}

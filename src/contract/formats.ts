import { CLOCK_RANGE_TEXT, isInClockRange } from './clock-range.ts'
import { exactDuration } from './duration.ts'

/** Formats of the contract: each says whether a text is of that form. The validators are given them when they are loaded. */

const ANY_INSTANT = /^\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/
const DURATION =
  /^[+-]?P(?=.)(\d{1,30}Y)?(\d{1,30}M)?(\d{1,30}W)?(\d{1,30}D)?(T(?=.)(\d{1,30}([.,]\d{1,30})?H)?(\d{1,30}([.,]\d{1,30})?M)?(\d{1,30}([.,]\d{1,30})?S)?)?$/
const ZONE = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/

function isDay(text: string): boolean {
  return text.length === 10 && beginsWithDay(text)
}

const HYPHEN = 0x2d

/** Without a regular expression: every request has two bounds, and each match would make an array and four texts. */
function beginsWithDay(text: string): boolean {
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
}

/** The number that some digits give; -1: they are not all digits. */
function digits(text: string, from: number, count: number): number {
  let number = 0
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) return -1
    number = number * 10 + digit
  }
  return number
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A day and a time of day joined by one of the characters; `zulu`: the `Z` must be there. */
function isInstant(text: string, joints: string, zulu: boolean): boolean {
  if (!beginsWithDay(text) || text.length < 12 || !joints.includes(text.charAt(10))) return false
  return (!zulu || text.endsWith('Z')) && !Number.isNaN(clockOf(text))
}

const LOCAL_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/

/**
 * ms UTC of an ISO instant; a date alone is its midnight, a time without zone is UTC. NaN: it is none, as one of hour 24, of
 * 30 February, or with words of which the platform would make something in the zone of the machine.
 */
export function instantOf(text: string): number {
  if (!ANY_INSTANT.test(text) || !beginsWithDay(text)) return Number.NaN
  return Date.parse(LOCAL_INSTANT.test(text) ? `${text}Z` : text)
}

/** Names that are remembered, 200 kB of them at most: the names of zones have no more than 64 characters. */
const MOST_ZONES = 1000
const LONGEST_ZONE = 64

/** Says whether a text names a time zone. What ICU said of a name is remembered: to ask it takes a millisecond. */
function zoneCheck(): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return text => {
    const said = known.get(text)
    if (said !== undefined) return said
    if (text.length > LONGEST_ZONE) return false
    const valid = ZONE.test(text) && hasZone(text)
    if (known.size < MOST_ZONES) known.set(text, valid)
    return valid
  }
}

function hasZone(name: string): boolean {
  // To load what ICU knows of zones takes ten, and most ask for no other.
  if (name === 'UTC') return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Whether a text has a format, by the name of the format. */
export type Formats = Readonly<Record<string, (text: string) => boolean>>

/** The formats of the contract; the validators of one contract share them. */
export function createFormats(): Formats {
  return {
    /** `YYYY-MM-DD`, a day that the calendar has. */
    date: isDay,
    /** Facts 4: a day, or an instant as `YYYY-MM-DDThh:mm:ss.sssZ`. */
    'iso-day-or-time': text => isDay(text) || isInstant(text, 'T', true),
    /** Facts 9.2: a day, or day and time joined by a blank, a hyphen or `T`; fraction and `Z` may be there. */
    'day-or-time': text => isDay(text) || isInstant(text, ' -T', false),
    'date-time': text => isInstant(text, 'T', true),
    /** Name of a time zone; offsets are none. */
    'time-zone': zoneCheck(),
    /** An instant at which the clock may stand, as people write it: a day, or day and time with or without seconds and zone. */
    instant: text => isInClockRange(instantOf(text)),
    /** ISO 8601, such as `PT1H`; a minus goes back. */
    duration: text => DURATION.test(text),
    /** ISO 8601, always as long: no months, no years. */
    'exact-duration': text => exactDuration(text) !== undefined,
    email: text => /^[^\s@]+@[^\s@]+$/.test(text),
  }
}

/** The days of the calendar, those of leap years included, as a pattern: JSON Schema knows of no other way to say so. */
const DAY_PATTERN = [
  '[0-9]{4}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])',
  '[0-9]{4}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)',
  '[0-9]{4}-02-(?:0[1-9]|1[0-9]|2[0-8])',
  '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29',
].join('|')
const CLOCK_PATTERN = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,9})?'

/**
 * Formats that nobody else knows, as patterns: what whoever checks requests by the description goes by. The two of dates say
 * all that the formats do; an instant is not kept within the range of clocks, and not every name is that of a time zone.
 */
export const formatPatterns: ReadonlyMap<string, string> = new Map([
  ['iso-day-or-time', `^(?:${DAY_PATTERN})(?:T${CLOCK_PATTERN}Z)?$`],
  ['day-or-time', `^(?:${DAY_PATTERN})(?:[ T-]${CLOCK_PATTERN}Z?)?$`],
  ['time-zone', '^[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*$'],
  [
    'instant',
    `^(?:${DAY_PATTERN})(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$`,
  ],
  ['exact-duration', '^P(?=.)([0-9]{1,6}W)?([0-9]{1,6}D)?(T(?=.)([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,6}S)?)?$'],
])

/** How a format is described to the person whose text does not have it. */
export const formatPhrases: Readonly<Record<string, string>> = {
  date: 'a date as YYYY-MM-DD',
  'iso-day-or-time': 'a date as YYYY-MM-DD or YYYY-MM-DDThh:mm:ss.sssZ',
  'day-or-time': 'a date as YYYY-MM-DD, YYYY-MM-DD hh:mm:ss, YYYY-MM-DD-hh:mm:ss or YYYY-MM-DDThh:mm:ss',
  'date-time': 'an instant as YYYY-MM-DDThh:mm:ss.sssZ',
  'time-zone': 'the name of a time zone such as Asia/Kolkata',
  instant: `an instant ${CLOCK_RANGE_TEXT}, as 2026-03-01T09:00:00Z`,
  duration: 'a duration as PT1H or -P1DT30M',
  'exact-duration': 'a duration of weeks, days, hours, minutes or seconds, as PT1H or P2DT30M',
  email: 'an e-mail address',
}

/** A day in ms. */
export const DAY_MS = 86_400_000

/** Milliseconds since 1970 that a text stands for as the one bound of a range and as the other. */
export interface Bounds {
  readonly lower: number
  readonly upper: number
}

/**
 * What a bound stands for, in any notation that the formats above allow, read as UTC; `NaN` for another text. A day alone
 * is its first millisecond as a lower bound and its last as an upper one (facts 4). Several steps of a request read the
 * same bound, so it is read without `Date.parse`, which takes ten times as long.
 */
export function boundsOf(text: string): Bounds {
  const day = midnightOf(text)
  if (text.length === 10) return { lower: day, upper: day + DAY_MS - 1 }
  const ms = day + clockOf(text)
  return { lower: ms, upper: ms }
}

/**
 * What a bound stands for in any way in which ISO 8601 writes a day or an instant, with an offset, without seconds; `NaN` for another
 * text. For what is the mock's own: ranges of the vendor's APIs have the notations of `boundsOf`.
 */
export function isoBoundsOf(text: string): Bounds {
  if (text.length === 10 && !Number.isNaN(instantOf(text))) return boundsOf(text)
  const ms = instantOf(text)
  return { lower: ms, upper: ms }
}

/** One of the two. */
export function parseBound(text: string, side: 'lower' | 'upper'): number {
  return boundsOf(text)[side]
}

/** The first millisecond of the day that a text begins with. */
function midnightOf(text: string): number {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (year < 0 || month < 0 || day < 0) return Number.NaN
  // `Date.UTC` takes two digits for a year of the last century.
  return year < 100 ? Date.parse(`${text.slice(0, 10)}T00:00:00Z`) : Date.UTC(year, month - 1, day)
}

const COLON = 0x3a
const DOT = 0x2e
/** Where the fraction begins behind `YYYY-MM-DDThh:mm:ss.`, and how many digits it may have. */
const FRACTION = 20
const MOST_FRACTION = 9

/** Milliseconds since midnight of the time of day behind a day, `hh:mm:ss` with or without fraction and `Z`; NaN: there is none. */
function clockOf(text: string): number {
  const hours = digits(text, 11, 2)
  const minutes = digits(text, 14, 2)
  const seconds = digits(text, 17, 2)
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return Number.NaN
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return Number.NaN
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fractionOf(text)
}

/** Milliseconds of the fraction behind a time of day; NaN: what stands there is none. */
function fractionOf(text: string): number {
  const end = text.endsWith('Z') ? text.length - 1 : text.length
  if (end === FRACTION - 1) return 0
  const count = end - FRACTION
  if (text.charCodeAt(FRACTION - 1) !== DOT || count < 1 || count > MOST_FRACTION) return Number.NaN
  if (digits(text, FRACTION, count) < 0) return Number.NaN
  const kept = Math.min(count, 3)
  return digits(text, FRACTION, kept) * 10 ** (3 - kept)
}

/** ms. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** UTC day number of an instant. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY)
}

/** Weekday of a day (days since 1970, on whatever calendar): 0 Monday to 6 Sunday. */
export function weekdayOf(day: number): number {
  // Day 0, 1970-01-01, was a Thursday.
  return (((day + 3) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS
}

/** Number of the week of a day, from Monday on; 0 is the week of 1970-01-01. */
export function weekOfDay(day: number): number {
  return Math.floor((day + 3) / WEEK_DAYS)
}

/** Days of a week. */
export const WEEK_DAYS = 7

/** Monday of a week, by its number. */
export function mondayOf(week: number): number {
  return WEEK_DAYS * week - 3
}

/** Whether a text is a date alone: as a bound it stands for the whole day (UTC). */
export function isDateAlone(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}

/** The last ms UTC that a date or an instant takes in as an upper bound; NaN for what is neither. */
export function lastInstantOf(text: string): number {
  return isDateAlone(text) ? Date.parse(text) + DAY - 1 : Date.parse(text)
}

/** UTC day number of a date `YYYY-MM-DD`, or of any ISO instant. */
export function dayOfDate(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new WorldError(`"${text}" is not a date`)
  return dayOf(ms)
}

const two = (n: number): string => String(n).padStart(2, '0')
/** First digit of each hour of a day; and what follows on it, `H:MM:`, for each minute of a day. */
const TENS = Array.from({ length: 24 }, (_, n) => two(n).slice(0, 1))
const MINUTES = Array.from({ length: 1440 }, (_, n) => `${two(Math.floor(n / 60)).slice(1)}:${two(n % 60)}:`)
const SECONDS = Array.from({ length: 60 }, (_, n) => `${two(n)}.`)
const MILLISECONDS = Array.from({ length: 1000 }, (_, n) => `${String(n).padStart(3, '0')}Z`)
/**
 * Between these days every fourth year is a leap year, so that a date is a division. Years are counted from March: the day that
 * leap years have more is then the last of a year.
 */
const FIRST_MARCH = Date.UTC(1900, 2, 1) / DAY
const LAST_FEBRUARY = Date.UTC(2100, 1, 28) / DAY
/** `-MM-DDT` of each day of such a year. */
const DATE_TEXTS = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(2023, 2, 1 + n)).toISOString().slice(4, 11))
/** Number of the first of January in such a year. */
const JANUARY = 306

/** ISO text of an instant, UTC, with milliseconds: the same text as `toISOString`, which takes long for the thousands of times on a page. */
export function iso(ms: number): string {
  const day = Math.floor(ms / DAY)
  const rest = Math.floor(ms - day * DAY)
  const seconds = Math.floor(rest / 1000)
  const minutes = Math.floor(seconds / 60)
  // Halves of 12 signs: so far V8 copies what is joined, a longer text is but linked to, and put together later.
  const end = MINUTES[minutes]! + (SECONDS[seconds - minutes * 60]! + MILLISECONDS[rest - seconds * 1000]!)
  return isoDate(day) + TENS[(minutes / 60) | 0]! + end
}

/** `YYYY-MM-DDT` of a UTC day number. */
function isoDate(day: number): string {
  if (day < FIRST_MARCH || day > LAST_FEBRUARY) return new Date(day * DAY).toISOString().slice(0, 11)
  const since = day - FIRST_MARCH
  const years = ((4 * since + 3) / 1461) | 0
  const date = since - ((1461 * years) >> 2)
  return 1900 + years + (date < JANUARY ? 0 : 1) + DATE_TEXTS[date]!
}

/** Something in a `WorldSpec` that no world can be made from; the message says what and where. */
export class WorldError extends Error {
  override name = 'WorldError'
}

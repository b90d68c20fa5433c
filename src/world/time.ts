/** ms. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** UTC day number of an instant. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY)
}

/** UTC day number of a date `YYYY-MM-DD`, or of any ISO instant. */
export function dayOfDate(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new WorldError(`"${text}" is not a date`)
  return dayOf(ms)
}

const two = (n: number): string => String(n).padStart(2, '0')
/** `HH:MM:` of each minute of a day. */
const MINUTES = Array.from({ length: 1440 }, (_, n) => `${two(Math.floor(n / 60))}:${two(n % 60)}:`)
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
  // Short texts are joined first, since V8 copies them; a long one would only be linked to, and be put together later.
  const end = SECONDS[seconds - minutes * 60]! + MILLISECONDS[rest - seconds * 1000]!
  return isoDate(day) + (MINUTES[minutes]! + end)
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

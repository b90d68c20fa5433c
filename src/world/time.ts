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
const MONTHS = Array.from({ length: 12 }, (_, n) => `-${two(n + 1)}-`)
const DATES = Array.from({ length: 31 }, (_, n) => `${two(n + 1)}T`)
const SECONDS = Array.from({ length: 60 }, (_, n) => `${two(n)}.`)
const MILLISECONDS = Array.from({ length: 1000 }, (_, n) => `${String(n).padStart(3, '0')}Z`)
/** Days from the first of March of the year 0 to 1970-01-01. */
const EPOCH = 719_468
/** Days of 400 years. */
const ERA = 146_097

/** ISO text of an instant, UTC, with milliseconds: as `toISOString`, whose way through the calendar is long for a page of them. */
export function iso(ms: number): string {
  const day = Math.floor(ms / DAY)
  const rest = Math.floor(ms - day * DAY)
  const seconds = Math.floor(rest / 1000)
  const minutes = Math.floor(seconds / 60)
  // What is short is joined first: long texts are only linked, and have to be put into one piece later.
  const end = SECONDS[seconds - minutes * 60]! + MILLISECONDS[rest - seconds * 1000]!
  return dateText(day) + (MINUTES[minutes]! + end)
}

/** `YYYY-MM-DDT` of a UTC day number, by years that begin in March, so that a leap day is the last of its year. */
function dateText(day: number): string {
  const since = day + EPOCH
  const era = Math.floor(since / ERA)
  const ofEra = since - era * ERA
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * ofYear + 2) / 153)
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1
  const isNextYear = month >= 10
  return `${fourDigits(year + era * 400 + (isNextYear ? 1 : 0))}${MONTHS[isNextYear ? month - 10 : month + 2]!}${DATES[date - 1]!}`
}

function fourDigits(year: number): string {
  return year >= 1000 ? String(year) : String(year).padStart(4, '0')
}

/** Something in a `WorldSpec` that no world can be made from; the message says what and where. */
export class WorldError extends Error {
  override name = 'WorldError'
}

import { CLOCK_RANGE_TEXT, isInClockRange } from '../contract/clock-range.ts'
import { instantOf } from '../contract/formats.ts'

/** At most 30 digits a number: more would leave the clock's range by far. */
const ISO_DURATION =
  /^([+-])?P(?=.)(?:(\d{1,30})Y)?(?:(\d{1,30})M)?(?:(\d{1,30})W)?(?:(\d{1,30})D)?(?:T(?=.)(?:(\d{1,30}(?:[.,]\d{1,30})?)H)?(?:(\d{1,30}(?:[.,]\d{1,30})?)M)?(?:(\d{1,30}(?:[.,]\d{1,30})?)S)?)?$/

/**
 * The instant an ISO 8601 duration away from another, in UTC: `PT1H`, `P1DT30M`, `-P2W`, `P1M` (a calendar month, cut to
 * the last day of a shorter one). A minus goes back.
 * @throws RangeError for text that is no such duration, or leads to where the clock of a world cannot stand.
 */
export function addDuration(ms: number, duration: string): number {
  const parts = ISO_DURATION.exec(duration)
  if (parts === null) throw new RangeError(`"${duration.slice(0, 64)}" is not an ISO duration such as PT1H or P1DT30M`)
  const sign = parts[1] === '-' ? -1 : 1
  const [years, months, weeks, days, hours, minutes, seconds] = parts
    .slice(2)
    .map(text => (text === undefined ? 0 : Number(text.replace(',', '.')))) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const moved = addMonths(ms, sign * (12 * years + months))
  const rest = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  return checkMoved(moved + sign * Math.round(rest), duration)
}

/**
 * An ISO instant in ms UTC; a date alone is its midnight, a time without zone is UTC (not the machine's zone, so that a
 * test means the same everywhere).
 * @throws RangeError for text that is no instant.
 */
export function parseInstant(text: string): number {
  const ms = instantOf(text)
  if (Number.isNaN(ms))
    throw new RangeError(`"${text.slice(0, 64)}" is not an ISO instant such as 2026-03-01T09:00:00Z`)
  return ms
}

/**
 * An ISO instant at which the clock of a world may stand, in ms UTC.
 * @throws RangeError for text that is no instant, and for one that lies too far away.
 */
export function parseClockInstant(text: string): number {
  const ms = parseInstant(text)
  if (!isInClockRange(ms))
    throw new RangeError(`"${text.slice(0, 64)}" is too far away: the clock stands ${CLOCK_RANGE_TEXT}`)
  return ms
}

function addMonths(ms: number, months: number): number {
  if (months === 0) return ms
  const date = new Date(ms)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  return date.setUTCDate(Math.min(day, last))
}

function checkMoved(ms: number, duration: string): number {
  if (!isInClockRange(ms))
    throw new RangeError(`"${duration}" leads too far away: the clock stands ${CLOCK_RANGE_TEXT}`)
  return ms
}

import { parseBound } from '../contract/formats.ts'
import type { Window } from '../world/sessions/types.ts'
import { DAY } from '../world/time.ts'

const WEEK = 7 * DAY

/**
 * The window between two bounds, each a day or an instant; a day as upper bound reaches to its end (ruling R6).
 * @throws never; texts have passed the contract's formats
 */
export function windowOf(from: string, to: string): Window {
  return { from: parseBound(from, 'lower'), to: parseBound(to, 'upper') }
}

/**
 * As `windowOf`, with the defaults of getSessions and getMessages (facts 6.1): 7 days back from `dateTo`, 7 days on from
 * `dateFrom`, else the 7 days up to now. What is left out is counted from the other bound as sent, so that a week asked
 * for by one day is as long as one asked for by two.
 */
function weekOf(dateFrom: string | undefined, dateTo: string | undefined, now: number): Window {
  if (dateFrom !== undefined && dateTo !== undefined) return windowOf(dateFrom, dateTo)
  if (dateFrom !== undefined) {
    const from = parseBound(dateFrom, 'lower')
    return { from, to: dateFrom.length === 10 ? from + WEEK + DAY - 1 : from + WEEK }
  }
  if (dateTo !== undefined) return { from: parseBound(dateTo, 'lower') - WEEK, to: parseBound(dateTo, 'upper') }
  return { from: now - WEEK, to: now }
}

/** Whoever names sessions or a call means all of their time (ruling R26); the default week is for those who do not. */
export function windowFor(
  { dateFrom, dateTo }: { readonly dateFrom?: string | undefined; readonly dateTo?: string | undefined },
  isNamed: boolean,
  now: number,
): Window {
  return isNamed && dateFrom === undefined && dateTo === undefined
    ? { from: 0, to: now }
    : weekOf(dateFrom, dateTo, now)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day number (days since 1970) as trends write it: `Dec 03 2025` (facts 5.2). */
export function trendDate(day: number): string {
  const date = new Date(day * DAY)
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, '0')} ${date.getUTCFullYear()}`
}

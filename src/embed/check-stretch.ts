import { CLOCK_RANGE_TEXT, isInClockRange } from '../contract/clock-range.ts'
import { isoBoundsOf } from '../contract/formats.ts'
import { brokenRange } from '../contract/rules.ts'
import type { Violation } from '../contract/types.ts'
import { shown } from '../contract/violations.ts'

/**
 * A stretch of time: dates as `YYYY-MM-DD` (whole UTC days) or ISO instants; both bounds inclusive, of 366 days at most, between
 * 2000-01-01 and 2100-01-01 (decision D226).
 */
export interface AskedStretch {
  from: string
  to: string
}

/** Days of which a program gets all rows at once: as many as an API takes at most (decision D226). */
const MOST_DAYS = 366

/**
 * Sees to it that a stretch of which all rows are asked for is one with an end. What is no date at all is left to the
 * contract.
 * @param call its name, for the error
 * @param maxDays Infinity: any number, for rows that are not there all at once
 * @throws RangeError for bounds where no clock stands, for more days than these, and for an end before its beginning.
 */
export function checkAskedStretch(
  call: string,
  { from, to }: { readonly from: unknown; readonly to: unknown },
  maxDays: number = MOST_DAYS,
): void {
  const bounds = Object.entries({ from, to }).map(([name, value]) => ({ name, value, ms: msOf(value) }))
  if (bounds.some(({ ms }) => Number.isNaN(ms))) return
  const outside = bounds.find(({ ms }) => !isInClockRange(ms))
  if (outside !== undefined) {
    throw new RangeError(`${call}: ${outside.name} must be ${CLOCK_RANGE_TEXT}; found ${shown(outside.value)}`)
  }
  const broken = brokenRange({ from: 'from', to: 'to', maxDays }, { from, to }, isoBoundsOf)
  if (broken !== undefined) throw new RangeError(`${call}: from and to: ${broken}`)
}

const msOf = (value: unknown) => (typeof value === 'string' ? isoBoundsOf(value).lower : Number.NaN)

/** The names that operations have for what a program gives by another one. */
const OPTION_NAMES: ReadonlyMap<string, string> = new Map([
  ['dateFrom', 'from'],
  ['dateTo', 'to'],
])

/** What an operation finds wrong, by the names that a program gave: `from`, not `body.dateFrom`. */
export function byOption({ property, message }: Violation): string {
  const place = property.replace(/^(?:query|body)\./, '')
  const [, name = place, rest = ''] = /^(\w+)(.*)$/s.exec(place) ?? []
  return `${OPTION_NAMES.get(name) ?? name}${rest} ${message}`
}

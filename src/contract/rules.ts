import { type Bounds, boundsOf } from './formats.ts'
import { howMany } from './how-many.ts'
import type { DateRangeRule, OperationInfo, Violation } from './types.ts'

const SECOND = 1000
const DAY_SECONDS = 86_400

/** A valid request: fields by place. */
export interface Checked {
  readonly query: object
  readonly body: object
}

/**
 * What a valid request has wrong between its fields, as a sentence for a person: a range too long or upside down (ruling
 * R6), fields that exclude each other. Undefined: nothing.
 */
export function brokenRule(info: OperationInfo, request: Checked): Violation | undefined {
  const { dateRange, reading } = info
  const body = request.body as Record<string, unknown>
  for (const names of reading.notTogether) {
    const given = names.filter(name => body[name] !== undefined)
    if (given.length > 1) {
      return { property: `body.${given[1]}`, message: `${given.join(' and ')} must not be given together` }
    }
  }
  if (dateRange === undefined) return undefined
  const message = brokenRange(dateRange, request[dateRange.in] as Record<string, unknown>)
  return message === undefined ? undefined : { property: `${dateRange.in}.${dateRange.to}`, message }
}

/**
 * What is wrong with a range by its rule, as a sentence that names its bounds; undefined: nothing, or it has no two bounds.
 * @param read how its bounds are written
 */
export function brokenRange(
  rule: Omit<DateRangeRule, 'in'>,
  fields: Readonly<Record<string, unknown>>,
  read: (text: string) => Bounds = boundsOf,
): string | undefined {
  const from = fields[rule.from]
  const to = fields[rule.to]
  if (typeof from !== 'string' || typeof to !== 'string') return undefined
  const first = read(from)
  const last = read(to)
  if (first.lower > last.upper) {
    return `${rule.from} must not be after ${rule.to}; asked for ${from} to ${to}`
  }
  if (rule.maxDays === undefined) return undefined
  const seconds = Math.floor((last.lower - first.lower) / SECOND)
  if (seconds <= rule.maxDays * DAY_SECONDS) return undefined
  return `The date range must not be longer than ${howMany(rule.maxDays, 'day')}; asked for ${lengthOf(seconds)} (${from} to ${to})`
}

/** Days, and what is left in hours, minutes and seconds. */
function lengthOf(seconds: number): string {
  const units: [number, string][] = [
    [Math.floor(seconds / DAY_SECONDS), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ]
  return units
    .filter(([count]) => count > 0)
    .map(([count, unit]) => howMany(count, unit))
    .join(' ')
}

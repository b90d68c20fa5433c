import { dayAfter, daysBetween, type ZoneTime } from './zone-time.ts'

/** Days that one can look at, both of them part of it. */
export interface DayRange {
  readonly first: string
  readonly last: string
  /** What was chosen: a name of `RANGES`, or `days`. */
  readonly name: string
}

/** Ranges by name: days before today of the first, and of the last day. */
export const RANGES: readonly {
  readonly name: string
  readonly title: string
  readonly days: readonly [number, number]
}[] = [
  { name: 'today', title: 'Today', days: [0, 0] },
  { name: 'yesterday', title: 'Yesterday', days: [1, 1] },
  { name: '7d', title: '7 days', days: [6, 0] },
  { name: '28d', title: '28 days', days: [27, 0] },
]

/** Most days at once. */
const MOST_DAYS = 31
const A_DAY = /^\d{4}-\d\d-\d\d$/

/** The range that an address asks for, by the present of the mock (ms UTC); what makes no sense is the last seven days. */
export function rangeIn(query: URLSearchParams, present: number, zone: ZoneTime): DayRange {
  const today = zone.hourOf(present).day
  const [first, last] = [query.get('from') ?? '', query.get('to') ?? '']
  const areDays = [first, last].every(day => A_DAY.test(day) && !Number.isNaN(Date.parse(day)))
  if (areDays && first <= last && daysBetween(first, last).length <= MOST_DAYS) return { first, last, name: 'days' }
  const { name, days } = RANGES.find(one => one.name === query.get('range')) ?? RANGES[2]!
  return { first: dayAfter(today, -days[0]), last: dayAfter(today, -days[1]), name }
}

/** A range that begins on another day: its last day follows where it has to. */
export function withFirst(range: DayRange, first: string): DayRange {
  const latest = dayAfter(first, MOST_DAYS - 1)
  const last = range.last < first ? first : range.last > latest ? latest : range.last
  return { ...range, first, last }
}

/** A range that ends on another day: its first day follows where it has to. */
export function withLast(range: DayRange, last: string): DayRange {
  const earliest = dayAfter(last, 1 - MOST_DAYS)
  const first = range.first > last ? last : range.first < earliest ? earliest : range.first
  return { ...range, first, last }
}

/** Instants of a range, ms UTC; the end is no part of it. */
export function instantsOf({ first, last }: DayRange, zone: ZoneTime): { readonly from: number; readonly to: number } {
  return { from: zone.beginOf(first), to: zone.beginOf(dayAfter(last, 1)) }
}

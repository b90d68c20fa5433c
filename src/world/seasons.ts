import { calendarDateOf } from './holidays.ts'
import { weekdayOf } from './time.ts'

/** How the year of an industry goes. All numbers are factors on what the bot has on an average day. */
interface Season {
  /** By month at its middle, January first; their mean is 1. */
  readonly months: readonly number[]
  /** On a public holiday. */
  readonly holiday: number
  /** On days of the month: the first ones, the middle, the last two, all others. */
  readonly monthly?: { readonly first: number; readonly middle: number; readonly last: number; readonly other: number }
  /** Of days that are known by name. */
  readonly named?: (month: number, date: number, weekday: number) => number
}

const EVEN: readonly number[] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
/** Of industries that are not listed: those of packs that a scenario brings. */
const OTHER: Season = { months: EVEN, holiday: 0.75 }

const seasons: ReadonlyMap<string, Season> = new Map<string, Season>([
  [
    'banking',
    {
      months: [1.08, 0.97, 1, 1.03, 0.99, 0.98, 0.95, 0.92, 1, 1, 1.02, 1.06],
      holiday: 0.5,
      // Salaries, rents and statements.
      monthly: { first: 1.22, middle: 1.06, last: 1.1, other: 0.96 },
    },
  ],
  [
    'telecom',
    {
      months: [1.07, 0.98, 0.99, 0.98, 0.97, 0.98, 0.97, 0.93, 1.03, 1.01, 1.03, 1.06],
      holiday: 0.75,
      // Bills.
      monthly: { first: 1.25, middle: 1, last: 1, other: 0.97 },
    },
  ],
  [
    'retail',
    { months: [1.05, 0.86, 0.9, 0.93, 0.95, 0.96, 0.98, 0.93, 0.95, 0.99, 1.2, 1.3], holiday: 0.8, named: ofShops },
  ],
  ['travel', { months: [1.12, 0.95, 0.97, 1.02, 1.08, 1.22, 1.25, 1.1, 0.92, 0.85, 0.72, 0.8], holiday: 0.9 }],
  ['health-care', { months: [1.22, 1.2, 1.07, 0.98, 0.95, 0.9, 0.83, 0.82, 0.95, 1, 1.02, 1.06], holiday: 0.5 }],
])

/**
 * The factor of a local day (days since 1970), which may be a public holiday: the industry's season, its sales, the days around the first of a
 * month.
 */
export function seasonOf(industry: string, day: number, isHoliday: boolean): number {
  const { months, monthly, named, holiday } = seasons.get(industry) ?? OTHER
  const { month, date } = calendarDateOf(day)
  let factor = betweenMonths(months, month, date)
  if (monthly !== undefined) factor *= monthly[partOfMonth(day, date)]
  if (named !== undefined) factor *= named(month, date, weekdayOf(day))
  return isHoliday ? factor * holiday : factor
}

/** The factor of a date between the middles of two months. */
function betweenMonths(months: readonly number[], month: number, date: number): number {
  const at = month - 1 + (date - 15.5) / 30.5
  const i = Math.floor(at)
  const [one, two] = [months[(i + 12) % 12]!, months[(i + 1) % 12]!]
  return one + (two - one) * (at - i)
}

function partOfMonth(day: number, date: number): 'first' | 'middle' | 'last' | 'other' {
  if (date <= 3) return 'first'
  if (date === 15 || date === 16) return 'middle'
  return calendarDateOf(day + 2).date <= 2 ? 'last' : 'other'
}

/** Sales: from the fourth Thursday of November to Monday, the last weeks before Christmas, what is brought back after it, summer. */
function ofShops(month: number, date: number, weekday: number): number {
  if (month === 11 && date >= 22) return saleOfNovember(date - weekday, weekday)
  if (month === 12) return ofDecember(date, weekday)
  if (month === 1) return date <= 12 ? 1.15 : 1
  return month === 7 && date <= 10 ? 1.12 : 1
}

/** @param monday date of the week's Monday */
function saleOfNovember(monday: number, weekday: number): number {
  // Thanksgiving is the Thursday from the 22nd to the 28th.
  const isWeek = monday >= 19 && monday <= 25
  if (isWeek && weekday >= 4) return weekday === 4 ? 1.8 : 1.35
  return monday > 25 && weekday === 0 ? 1.6 : 1.05
}

function ofDecember(date: number, weekday: number): number {
  if (date === 1 && weekday === 0) return 1.6
  if (date <= 10) return 1.05
  if (date <= 21) return 1.25
  if (date <= 24) return 1
  return date === 25 ? 0.7 : 1.15
}

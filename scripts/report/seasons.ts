import { DAY } from '../../src/world/time.ts'
import { decimal, figure, type Section } from './figures.ts'
import { lineChart } from './line-chart.ts'
import type { Days } from './rows.ts'
import { mean } from './stats.ts'

/** How many sessions each of a stretch of days has. */
export interface YearOfDays {
  readonly name: string
  readonly days: Days
  readonly totals: readonly number[]
}

/** Public holidays in the United States within the year that is looked at. */
const HOLIDAYS: readonly string[] = ['2025-07-04', '2025-09-01', '2025-11-27', '2025-12-25', '2026-01-01']
const BEFORE_CHRISTMAS: Days = { from: '2025-11-24', to: '2025-12-23' }
const AUTUMN: Days = { from: '2025-09-08', to: '2025-11-09' }

/** What a day has, as a multiple of the same weekdays around it. */
export function againstWeekdays(totals: readonly number[], at: number): number {
  const around = [at - 14, at - 7, at + 7, at + 14].flatMap(other => totals[other] ?? [])
  return around.length === 0 ? 1 : totals[at]! / Math.max(1, mean(around))
}

const indexIn = ({ days }: YearOfDays, date: string) => Math.round((Date.parse(date) - Date.parse(days.from)) / DAY)
const meanOf = (year: YearOfDays, { from, to }: Days) =>
  mean(year.totals.slice(indexIn(year, from), indexIn(year, to) + 1))

/** Weeks, seasons and holidays of a year. @param retail of a bot that sells, beside the bank's */
export function seasons(bank: YearOfDays, retail: YearOfDays): Section {
  const onHolidays = HOLIDAYS.map(date => ({ date, times: againstWeekdays(bank.totals, indexIn(bank, date)) }))
  const rise = meanOf(retail, BEFORE_CHRISTMAS) / meanOf(retail, AUTUMN)
  const weekly = ({ name, totals }: YearOfDays) => ({
    name,
    values: Array.from({ length: Math.floor(totals.length / 7) }, (_, week) =>
      mean(totals.slice(week * 7, week * 7 + 7)),
    ),
  })
  const weeks = weekly(bank).values.map((_, week) =>
    new Date(Date.parse(bank.days.from) + week * 7 * DAY).toISOString().slice(5, 10),
  )
  return {
    title: 'Seasons',
    figures: [
      figure(
        'sessions of a bank on holidays, times the weekdays around',
        mean(onHolidays.map(({ times }) => times)),
        decimal,
        { to: 0.8 },
      ),
      figure('sessions of a shop before Christmas, times those of autumn', rise, decimal, { from: 1.15 }),
    ],
    tables: [
      {
        title: 'Holidays of the bank',
        head: ['', 'times the weekdays around'],
        rows: onHolidays.map(({ date, times }) => [date, decimal(times)]),
      },
    ],
    charts: [
      lineChart('Sessions a day, mean of each week', { names: weeks, format: value => String(Math.round(value)) }, [
        weekly(bank),
        weekly(retail),
      ]),
    ],
  }
}

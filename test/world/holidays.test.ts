import t from 'tap'
import { countryOfZone, isHoliday } from '../../src/world/holidays.ts'
import { dayOfDate } from '../../src/world/time.ts'

function holidays(country: string, year: number): string[] {
  const found: string[] = []
  for (let day = dayOfDate(`${year}-01-01`); day < dayOfDate(`${year + 1}-01-01`); day++) {
    if (isHoliday(country, day)) found.push(new Date(day * 86_400_000).toISOString().slice(5, 10))
  }
  return found
}

t.test('the holidays of a year', async t => {
  const wanted: readonly (readonly [string, number, string])[] = [
    ['US', 2026, '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'],
    ['GB', 2022, '01-01 01-03 04-15 04-18 05-02 05-30 08-29 12-25 12-26 12-27'],
    ['GB', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28'],
    ['DE', 2026, '01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26'],
    ['ES', 2026, '01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25'],
    ['FR', 2026, '01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25'],
    ['IN', 2026, '01-26 03-04 04-03 08-15 10-02 11-08 12-25'],
    ['IN', 2050, '01-26 04-08 08-15 10-02 12-25'],
    ['', 2026, ''],
  ]
  for (const [country, year, dates] of wanted) t.equal(holidays(country, year).join(' '), dates, `${country} ${year}`)
})

t.test('Easter of leap years, of the last day it can be, and before 1970', async t => {
  for (const [year, monday] of [
    [1968, '04-15'],
    [2000, '04-24'],
    [2024, '04-01'],
    [2038, '04-26'],
  ] as const) {
    t.ok(holidays('DE', year).includes(monday), `${year}`)
  }
})

t.test('the country of a zone', async t => {
  for (const [zone, country] of [
    ['America/New_York', 'US'],
    ['America/Indiana/Knox', 'US'],
    ['Europe/London', 'GB'],
    ['Europe/Berlin', 'DE'],
    ['Atlantic/Canary', 'ES'],
    ['Europe/Paris', 'FR'],
    ['Asia/Calcutta', 'IN'],
    ['Etc/UTC', ''],
    ['constructor', ''],
  ] as const) {
    t.equal(countryOfZone(zone), country, zone)
  }
})

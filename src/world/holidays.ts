import { memoize } from '../memory/memoize.ts'
import { DAY, weekdayOf } from './time.ts'

/**
 * Public holidays by country (ISO 3166 code), nationwide ones only. A day is a number of days since 1970 on the calendar of whoever
 * asks: a bot's local day, an agent's.
 */

/** Gives the day of a year on which a holiday falls; undefined where that is not known. */
interface Rule {
  readonly dayIn: (year: number) => number | undefined
  /** It is the same date every year. */
  readonly isDate: boolean
}

interface Country {
  /** What stands in place of a holiday with a fixed date on a Saturday or Sunday: the nearest working day, the next, or nothing. */
  readonly moved?: 'nearest' | 'next'
  readonly rules: readonly Rule[]
}

const on = (month: number, date: number): Rule => ({ dayIn: year => daysSince1970(year, month, date), isDate: true })
const easter = (days: number): Rule => ({ dayIn: year => easterOf(year) + days, isDate: false })
/** The n-th such weekday (0 Monday) of a month; -1: the last. */
const nth = (n: number, weekday: number, month: number): Rule => ({
  dayIn: year => {
    const first = daysSince1970(year, month + (n < 0 ? 1 : 0), 1)
    return first + ((weekday - weekdayOf(first) + 7) % 7) + (n < 0 ? -7 : (n - 1) * 7)
  },
  isDate: false,
})
/**
 * By the moon, as far as it is known.
 * @param dates `MM-DD` of each year from 2015 on
 */
const fixed = (dates: string): Rule => {
  const days = dates.split(' ').map((date, i) => Date.parse(`${2015 + i}-${date}`) / DAY)
  return { dayIn: year => days[year - 2015], isDate: false }
}
const [MONDAY, THURSDAY] = [0, 3]
const GOOD_FRIDAY = easter(-2)
const EASTER_MONDAY = easter(1)
const ASCENSION = easter(39)
const WHIT_MONDAY = easter(50)
const NEW_YEAR = on(1, 1)
const LABOUR_DAY = on(5, 1)
const CHRISTMAS = on(12, 25)
const BOXING_DAY = on(12, 26)
const HOLI = fixed(
  '03-06 03-24 03-13 03-02 03-21 03-10 03-29 03-18 03-08 03-25 03-14 03-04 03-22 03-11 03-01 03-20 03-09 03-27 03-16 03-05 03-24',
)
const DIWALI = fixed(
  '11-11 10-30 10-19 11-07 10-27 11-14 11-04 10-24 11-12 10-31 10-20 11-08 10-29 10-17 11-05 10-26 11-14 11-02 10-22 11-10 10-30',
)

const countries: ReadonlyMap<string, Country> = new Map<string, Country>([
  [
    'US',
    {
      moved: 'nearest',
      rules: [
        NEW_YEAR,
        nth(3, MONDAY, 1),
        nth(3, MONDAY, 2),
        nth(-1, MONDAY, 5),
        on(6, 19),
        on(7, 4),
        nth(1, MONDAY, 9),
        nth(2, MONDAY, 10),
        on(11, 11),
        nth(4, THURSDAY, 11),
        CHRISTMAS,
      ],
    },
  ],
  [
    'GB',
    {
      moved: 'next',
      rules: [
        NEW_YEAR,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        nth(1, MONDAY, 5),
        nth(-1, MONDAY, 5),
        nth(-1, MONDAY, 8),
        CHRISTMAS,
        BOXING_DAY,
      ],
    },
  ],
  [
    'DE',
    {
      rules: [
        NEW_YEAR,
        GOOD_FRIDAY,
        EASTER_MONDAY,
        LABOUR_DAY,
        ASCENSION,
        WHIT_MONDAY,
        on(10, 3),
        CHRISTMAS,
        BOXING_DAY,
      ],
    },
  ],
  [
    'ES',
    {
      rules: [
        NEW_YEAR,
        on(1, 6),
        GOOD_FRIDAY,
        LABOUR_DAY,
        on(8, 15),
        on(10, 12),
        on(11, 1),
        on(12, 6),
        on(12, 8),
        CHRISTMAS,
      ],
    },
  ],
  [
    'FR',
    {
      rules: [
        NEW_YEAR,
        EASTER_MONDAY,
        LABOUR_DAY,
        on(5, 8),
        ASCENSION,
        WHIT_MONDAY,
        on(7, 14),
        on(8, 15),
        on(11, 1),
        on(11, 11),
        CHRISTMAS,
      ],
    },
  ],
  [
    'IN',
    {
      rules: [on(1, 26), HOLI, GOOD_FRIDAY, on(8, 15), on(10, 2), DIWALI, CHRISTMAS],
    },
  ],
  [
    'IT',
    {
      rules: [
        NEW_YEAR,
        on(1, 6),
        EASTER_MONDAY,
        on(4, 25),
        LABOUR_DAY,
        on(6, 2),
        on(8, 15),
        on(11, 1),
        on(12, 8),
        CHRISTMAS,
        BOXING_DAY,
      ],
    },
  ],
  [
    'MX',
    {
      rules: [NEW_YEAR, nth(1, MONDAY, 2), nth(3, MONDAY, 3), LABOUR_DAY, on(9, 16), nth(3, MONDAY, 11), CHRISTMAS],
    },
  ],
  [
    'CA',
    {
      moved: 'next',
      rules: [NEW_YEAR, GOOD_FRIDAY, on(7, 1), nth(1, MONDAY, 9), nth(2, MONDAY, 10), CHRISTMAS, BOXING_DAY],
    },
  ],
  [
    'AU',
    {
      moved: 'next',
      rules: [NEW_YEAR, on(1, 26), GOOD_FRIDAY, EASTER_MONDAY, on(4, 25), CHRISTMAS, BOXING_DAY],
    },
  ],
])

/** Time zones by country; of a country whose zones have a folder or names of many towns, the usual ones. */
const zonesOfCountries: Readonly<Record<string, string>> = {
  US: 'America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Detroit America/Anchorage America/Boise Pacific/Honolulu',
  GB: 'Europe/London Europe/Belfast',
  DE: 'Europe/Berlin Europe/Busingen',
  ES: 'Europe/Madrid Atlantic/Canary Africa/Ceuta',
  FR: 'Europe/Paris',
  IN: 'Asia/Kolkata Asia/Calcutta',
  IT: 'Europe/Rome',
  MX: 'America/Mexico_City America/Monterrey America/Tijuana America/Merida America/Cancun',
  CA: 'America/Toronto America/Vancouver America/Montreal America/Winnipeg America/Edmonton America/Halifax',
  AU: 'Australia/Sydney Australia/Melbourne Australia/Brisbane Australia/Perth Australia/Adelaide Australia/Hobart',
}
const countryByZone: ReadonlyMap<string, string> = new Map(
  Object.entries(zonesOfCountries).flatMap(([country, zones]) =>
    zones.split(' ').map(zone => [zone, country] as const),
  ),
)

/** Country in which a time zone (IANA name) lies; empty where no holidays are known. */
export function countryOfZone(zone: string): string {
  return countryByZone.get(zone) ?? (zone.startsWith('US/') || zone.startsWith('America/Indiana/') ? 'US' : '')
}

/** Whether a day is a public holiday of a country; a country that is not known has none. */
export function isHoliday(country: string, day: number): boolean {
  const known = countries.get(country)
  return known !== undefined && holidaysOf(known, calendarDateOf(day).year).has(day)
}

const yearsOf = memoize((_: Country) => new Map<number, ReadonlySet<number>>())

function holidaysOf(country: Country, year: number): ReadonlySet<number> {
  const years = yearsOf(country)
  let days = years.get(year)
  if (days === undefined) {
    // In place of New Year the last day of the year before may be off.
    days = new Set([...daysOff(country, year), ...daysOff(country, year + 1)])
    years.set(year, days)
  }
  return days
}

/** The holidays of a year, and what is off in their place. */
function daysOff({ rules, moved }: Country, year: number): Set<number> {
  const days = new Set<number>()
  for (const { dayIn } of rules) {
    const day = dayIn(year)
    if (day !== undefined) days.add(day)
  }
  if (moved === undefined) return days
  for (const { dayIn, isDate } of rules) {
    const day = isDate ? dayIn(year) : undefined
    if (day !== undefined && weekdayOf(day) >= 5) days.add(inPlaceOf(day, moved, days))
  }
  return days
}

/** The working day that is off in place of one on a Saturday or Sunday. */
function inPlaceOf(day: number, moved: 'nearest' | 'next', taken: ReadonlySet<number>): number {
  if (moved === 'nearest') return weekdayOf(day) === 5 ? day - 1 : day + 1
  let next = day + 1
  while (weekdayOf(next) >= 5 || taken.has(next)) next++
  return next
}

/** A day of the calendar; months from 1. */
export interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly date: number
}

/** The date of a day; years are counted from March, so that a leap day is the last of one (Howard Hinnant's `civil_from_days`). */
export function calendarDateOf(day: number): CalendarDate {
  const since = day + 719_468
  const era = Math.floor(since / 146_097)
  const dayOfEra = since - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * march + 2) / 5) + 1,
  }
}

/** Days since 1970 of a date. */
function daysSince1970(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / DAY
}

/** Easter Sunday of a year (the anonymous Gregorian computation). */
function easterOf(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3)
  const h = (19 * a + d + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  return daysSince1970(year, month, ((h + l - 7 * m + 114) % 31) + 1)
}

import { ownOf } from '../own.ts'
import { DAY } from '../time.ts'

/** How a language writes money, dates and times. Written out, as ICU's ways change with the version of Node. */
export interface Locale {
  readonly money: (digits: string) => string
  readonly decimal: string
  readonly group: string
  readonly months: readonly string[]
  /** Sunday first. */
  readonly weekdays: readonly string[]
  readonly date: (day: number, month: string) => string
  readonly time: (hour: number, minutes: string) => string
  /** When something will be, by a time of day: today or tomorrow. */
  readonly at: (time: string, isTomorrow: boolean) => string
  readonly street: (name: string, house: number) => string
}

const clock = (hour: number, minutes: string): string => `${String(hour).padStart(2, '0')}:${minutes}`
const euros = (digits: string): string => `${digits} €`
const houseLast = (name: string, house: number): string => `${name} ${house}`

const en: Locale = {
  money: digits => `$${digits}`,
  decimal: '.',
  group: ',',
  months: words('January February March April May June July August September October November December'),
  weekdays: words('Sunday Monday Tuesday Wednesday Thursday Friday Saturday'),
  date: (day, month) => `${month} ${day}`,
  time: (hour, minutes) => `${hour % 12 || 12}:${minutes} ${hour < 12 ? 'AM' : 'PM'}`,
  at: (time, isTomorrow) => (isTomorrow ? `at ${time} tomorrow` : `at ${time}`),
  street: (name, house) => `${house} ${name}`,
}

/** English as it is written in the United Kingdom. */
const enGb: Locale = {
  ...en,
  money: digits => `£${digits}`,
  date: (day, month) => `${day} ${month}`,
  time: (hour, minutes) => `${hour % 12 || 12}:${minutes}${hour < 12 ? 'am' : 'pm'}`,
}

const locales: Readonly<Record<string, Locale>> = {
  en,
  es: {
    money: euros,
    decimal: ',',
    group: '.',
    months: words('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
    weekdays: words('domingo lunes martes miércoles jueves viernes sábado'),
    date: (day, month) => `${day} de ${month}`,
    time: clock,
    at: (time, isTomorrow) => (isTomorrow ? `mañana a las ${time}` : `a las ${time}`),
    street: houseLast,
  },
  de: {
    money: euros,
    decimal: ',',
    group: '.',
    months: words('Januar Februar März April Mai Juni Juli August September Oktober November Dezember'),
    weekdays: words('Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag'),
    date: (day, month) => `${day}. ${month}`,
    time: (hour, minutes) => `${clock(hour, minutes)} Uhr`,
    at: (time, isTomorrow) => (isTomorrow ? `morgen um ${time}` : `um ${time}`),
    street: houseLast,
  },
  fr: {
    money: euros,
    decimal: ',',
    group: ' ',
    months: words('janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
    weekdays: words('dimanche lundi mardi mercredi jeudi vendredi samedi'),
    date: (day, month) => `${day} ${month}`,
    time: (hour, minutes) => `${hour} h ${minutes}`,
    at: (time, isTomorrow) => (isTomorrow ? `demain à ${time}` : `à ${time}`),
    street: (name, house) => `${house} ${name}`,
  },
}

/** The ways of a language, in a country (ISO 3166) where that makes a difference; English where they are not known. */
export function localeOf(language: string, country?: string): Locale {
  const locale = ownOf(locales, language) ?? en
  return locale === en && country === 'GB' ? enGb : locale
}

/** An amount in hundredths, with or without them. */
export function money(locale: Locale, hundredths: number, cents: boolean): string {
  const whole = grouped(locale, Math.floor(hundredths / 100))
  if (!cents) return locale.money(whole)
  return locale.money(whole + locale.decimal + String(hundredths % 100).padStart(2, '0'))
}

/** A whole number with its thousands set apart. */
export function grouped(locale: Locale, number: number): string {
  if (number < 1000) return String(number)
  return grouped(locale, Math.floor(number / 1000)) + locale.group + String(number % 1000).padStart(3, '0')
}

/** A UTC day number as day and month. */
export function dateText(locale: Locale, day: number): string {
  const date = new Date(day * DAY)
  return locale.date(date.getUTCDate(), locale.months[date.getUTCMonth()]!)
}

function words(text: string): string[] {
  return text.split(' ')
}

import { localSlots, SLOT_MS, SLOTS, SLOTS_OF_HOUR } from './arrivals.ts'
import { countryOfZone, isHoliday } from './holidays.ts'
import { seasonOf } from './seasons.ts'
import type { BotTemplate } from './spec.ts'
import { DAY, weekdayOf } from './time.ts'
import type { Zone } from './zones.ts'

const HOURS_OF_DAY = 24

/** How busy a bot's days and hours are by week, season and public holidays, each as its zone has it: 1 is an average day. */
export class Rhythm {
  readonly #week: readonly number[]
  readonly #hours: readonly number[]
  /** On weekends and holidays. */
  readonly #calm: readonly number[]
  readonly #industry: string
  readonly #country: string
  readonly #zone: Zone
  /** The local day that was looked at last, as a calendar asks for one after the other, with its weight and its hours. */
  #day = Number.NaN
  #weight = 0
  #ofDay: readonly number[]

  constructor({ traffic, industry }: Pick<BotTemplate, 'traffic' | 'industry'>, zone: Zone) {
    this.#week = traffic.week
    this.#hours = traffic.hours
    this.#calm = calmHours(traffic.hours)
    this.#industry = industry
    this.#country = countryOfZone(zone.name)
    this.#zone = zone
    this.#ofDay = traffic.hours
  }

  /** How much of an average day falls into each slot of a UTC day; all of it sums to about 1. */
  masses(day: number): Float64Array {
    const { hour, localDay } = localSlots(this.#zone, day)
    const masses = new Float64Array(SLOTS)
    for (let slot = 0; slot < SLOTS; slot++) {
      this.#lookAt(localDay[slot]!)
      masses[slot] = (this.#weight * (this.#ofDay[hour[slot]!] ?? 1)) / SLOTS
    }
    return masses
  }

  /** The sum of a day's masses. */
  mass(day: number): number {
    const steps = this.#zone.steps(day * DAY, (day + 1) * DAY - 1)
    if (steps.length > 1) return this.masses(day).reduce((a, b) => a + b, 0)
    // Two local days, one ending where the other begins.
    const ahead = (steps[0]?.offset ?? 0) / SLOT_MS
    const begin = ahead >= 0 ? day : day - 1
    const from = ahead >= 0 ? ahead : SLOTS + ahead
    return (this.#sum(begin, from, SLOTS) + (from === 0 ? 0 : this.#sum(begin + 1, 0, from))) / SLOTS
  }

  #lookAt(localDay: number): void {
    if (localDay === this.#day) return
    const isOff = isHoliday(this.#country, localDay)
    const weekday = weekdayOf(localDay)
    this.#day = localDay
    this.#weight = (this.#week[weekday] ?? 1) * seasonOf(this.#industry, localDay, isOff)
    this.#ofDay = isOff || weekday >= 5 ? this.#calm : this.#hours
  }

  /** What a local day has from one slot up to another. */
  #sum(localDay: number, from: number, to: number): number {
    this.#lookAt(localDay)
    return this.#weight * totalWeight(this.#ofDay, from, to)
  }
}

/** Sum of the hours' weights from one slot up to another. */
function totalWeight(hours: readonly number[], from: number, to: number): number {
  let sum = 0
  for (let hour = 0; hour < HOURS_OF_DAY; hour++) {
    const slots = Math.min(to, (hour + 1) * SLOTS_OF_HOUR) - Math.max(from, hour * SLOTS_OF_HOUR)
    if (slots > 0) sum += slots * (hours[hour] ?? 1)
  }
  return sum
}

/** Hours of a weekend: people begin later, and there is less of a peak. Nobody comes at an hour at which nobody comes on other days. */
function calmHours(hours: readonly number[]): number[] {
  const at = (hour: number) => hours[(hour + HOURS_OF_DAY) % HOURS_OF_DAY] ?? 1
  const later = hours.map((weight, hour) =>
    weight === 0 ? 0 : (0.25 * at(hour) + 0.5 * at(hour - 1) + 0.75 * at(hour - 2)) ** 0.75,
  )
  const total = (weights: readonly number[]) => weights.reduce((a, b) => a + b, 0)
  const scale = total(later) > 0 ? total(hours) / total(later) : 0
  return later.map(weight => weight * scale)
}

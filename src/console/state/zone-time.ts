/** ms of a stretch within which no zone changes its offset. */
const STRETCH = 15 * 60_000
export const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** A place in the calendar of a zone. */
export interface LocalHour {
  /** YYYY-MM-DD. */
  readonly day: string
  /** 0 to 23. */
  readonly hour: number
}

/** Days and hours of one time zone: what is asked of the platform is kept, as rows come by the thousand. */
export class ZoneTime {
  readonly zone: string
  readonly #format: Intl.DateTimeFormat
  readonly #known = new Map<number, LocalHour>()

  /** @throws RangeError for a zone that the platform does not know */
  constructor(zone: string) {
    this.zone = zone
    this.#format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
  }

  /** Day and hour of an instant, ms UTC. */
  hourOf(instant: number): LocalHour {
    const stretch = Math.floor(instant / STRETCH)
    let hour = this.#known.get(stretch)
    if (hour === undefined) {
      const text = this.#format.format(stretch * STRETCH)
      hour = { day: text.slice(0, 10), hour: Number(text.slice(11, 13)) }
      this.#known.set(stretch, hour)
    }
    return hour
  }

  /** Hours, minutes and seconds of an instant. */
  clockOf(instant: number): string {
    return this.#format.format(instant).slice(11, 19)
  }

  /** Day, hours and minutes of an instant. */
  dateOf(instant: number): string {
    return this.#format.format(instant).slice(0, 16)
  }

  /** The instant, ms UTC, at which a day of the zone begins. */
  beginOf(day: string): number {
    const midnight = Date.parse(`${day}T00:00:00Z`)
    // Twice, as the offset at the first guess may be that of the other side of a change.
    const once = midnight - this.#offsetAt(midnight)
    return midnight - this.#offsetAt(once)
  }

  /** The instant, ms UTC, at which an hour of a day begins; of one that the clock leaves out, the next. */
  beginOfHour({ day, hour }: LocalHour): number {
    const guess = this.beginOf(day) + hour * HOUR_MS
    // The clock may have been changed since midnight.
    const there = this.hourOf(guess)
    return guess + Date.parse(day) - Date.parse(there.day) + (hour - there.hour) * HOUR_MS
  }

  #offsetAt(instant: number): number {
    return Date.parse(`${this.#format.format(instant).replace(' ', 'T')}Z`) - Math.floor(instant / 1_000) * 1_000
  }
}

/** A day so many days after another. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** Days from one to another, both counted. */
export function daysBetween(first: string, last: string): string[] {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => dayAfter(first, i))
}

/** By `weekdayIn`. */
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** 0 Monday to 6 Sunday. */
export const weekdayIn = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

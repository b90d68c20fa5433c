import { tzOffset } from '@date-fns/tz'
import { DAY, dayOf } from './time.ts'

/** A stretch of time with one offset, from `at` on. */
export interface OffsetStep {
  /** ms UTC. */
  readonly at: number
  /** ms to add to UTC for local time. */
  readonly offset: number
}

const MINUTE = 60_000
// Shorter than the shortest stretch between two changes of a zone (a Ramadan), so that no change hides between two looks.
const STRIDE = 10 * DAY

const zones = new Map<string, Zone>()

/** The zone of an IANA name; the changes of its clock are looked up once for each year. */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name)
  if (zone === undefined) {
    zone = new Zone(name)
    zones.set(name, zone)
  }
  return zone
}

/** A time zone, daylight saving included. */
export class Zone {
  readonly name: string
  readonly #years = new Map<number, readonly OffsetStep[]>()

  constructor(name: string) {
    this.name = name
  }

  /** ms to add to the instant for local time. */
  offsetAt(ms: number): number {
    const steps = this.#year(new Date(ms).getUTCFullYear())
    let offset = (steps[0] as OffsetStep).offset
    for (const step of steps) {
      if (step.at > ms) break
      offset = step.offset
    }
    return offset
  }

  /** The offsets that hold from `from` to `to` (ms UTC), in order; the first begins at `from`. */
  steps(from: number, to: number): OffsetStep[] {
    const found: OffsetStep[] = [{ at: from, offset: this.offsetAt(from) }]
    const lastYear = new Date(to).getUTCFullYear()
    for (let year = new Date(from).getUTCFullYear(); year <= lastYear; year++) {
      for (const step of this.#year(year)) {
        if (step.at > from && step.at <= to && step.offset !== found.at(-1)?.offset) found.push(step)
      }
    }
    return found
  }

  /** Local day number (days since 1970 on the zone's calendar) of an instant. */
  dayOf(ms: number): number {
    return dayOf(ms + this.offsetAt(ms))
  }

  #year(year: number): readonly OffsetStep[] {
    const known = this.#years.get(year)
    if (known !== undefined) return known
    const end = Date.UTC(year + 1, 0, 1)
    let at = Date.UTC(year, 0, 1)
    let offset = this.#ask(at)
    const steps: OffsetStep[] = [{ at, offset }]
    while (at < end) {
      const next = Math.min(at + STRIDE, end)
      const after = this.#ask(next)
      if (after !== offset) {
        let low = at
        let high = next
        while (high - low > MINUTE) {
          const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE
          if (this.#ask(middle) === offset) low = middle
          else high = middle
        }
        steps.push({ at: high, offset: after })
        offset = after
      }
      at = next
    }
    this.#years.set(year, steps)
    return steps
  }

  #ask(ms: number): number {
    return Math.round(tzOffset(this.name, new Date(ms)) * MINUTE)
  }
}

import { tzOffset } from '@date-fns/tz/tzOffset'
import { DAY, dayOf, HOUR, MINUTE } from './time.ts'
import { FIRST_YEAR, LAST_YEAR, zoneTable } from './zone-table.ts'

/** A stretch of time with one offset, from `at` on. */
export interface OffsetStep {
  /** ms UTC. */
  readonly at: number
  /** ms to add to UTC for local time. */
  readonly offset: number
}

interface OffsetStretch extends OffsetStep {
  /** ms UTC, exclusive. */
  readonly end: number
}

// Shorter than the shortest stretch between two changes of a zone (a Ramadan), so that no change hides between two looks.
const STRIDE = 10 * DAY

/** A time zone by its IANA name, daylight saving included; the changes of its clock are looked up once for each year. */
export class Zone {
  readonly name: string
  readonly #years = new Map<number, readonly OffsetStep[]>()
  #last: OffsetStretch = { at: 0, end: 0, offset: 0 }

  constructor(name: string) {
    this.name = name
  }

  /** Hour of the local day at an instant, ms UTC. */
  hourAt(instant: number): number {
    const local = (instant + this.offsetAt(instant)) % DAY
    return Math.floor((local < 0 ? local + DAY : local) / HOUR)
  }

  /** ms to add to the instant for local time. */
  offsetAt(ms: number): number {
    return this.#stretchAt(ms).offset
  }

  /** The offsets that hold from `from` to `to` (ms UTC), in order; the first begins at `from`. */
  steps(from: number, to: number): OffsetStep[] {
    let { end, offset } = this.#stretchAt(from)
    const found: OffsetStep[] = [{ at: from, offset }]
    while (end <= to) {
      const at = end
      const next = this.#stretchAt(at)
      if (next.offset !== offset) found.push({ at, offset: next.offset })
      end = next.end
      offset = next.offset
    }
    return found
  }

  /** Local day number (days since 1970 on the zone's calendar) of an instant. */
  dayOf(ms: number): number {
    return dayOf(ms + this.offsetAt(ms))
  }

  #stretchAt(ms: number): OffsetStretch {
    // Days are mostly asked for one after the other, so it is mostly the same stretch as before.
    if (ms >= this.#last.at && ms < this.#last.end) return this.#last
    const year = new Date(ms).getUTCFullYear()
    const steps = this.#year(year)
    let i = steps.length - 1
    while (i > 0 && steps[i]!.at > ms) i--
    const end = steps[i + 1]?.at ?? Date.UTC(year + 1, 0, 1)
    this.#last = { ...steps[i]!, end }
    return this.#last
  }

  #year(year: number): readonly OffsetStep[] {
    let steps = this.#years.get(year)
    if (steps === undefined) {
      steps = tableYear(this.name, year) ?? lookUpYear(this.name, year)
      this.#years.set(year, steps)
    }
    return steps
  }
}

/** A year from the table; undefined for a zone or a year that it does not have. */
function tableYear(name: string, year: number): OffsetStep[] | undefined {
  // A name such as `constructor` is no zone.
  const changes = Object.hasOwn(zoneTable, name) ? zoneTable[name] : undefined
  if (changes === undefined || year < FIRST_YEAR || year > LAST_YEAR) return undefined
  const begin = Date.UTC(year, 0, 1)
  const end = Date.UTC(year + 1, 0, 1)
  const steps: OffsetStep[] = []
  for (const [text, minutes] of changes) {
    const at = Date.parse(text)
    const offset = minutes * MINUTE
    if (at <= begin) steps[0] = { at: begin, offset }
    else if (at <= end) steps.push({ at, offset })
  }
  return steps
}

/** A year's offsets by what the platform knows of the zone: the first look costs 13 ms, since it wakes the ICU library. */
export function lookUpYear(name: string, year: number): OffsetStep[] {
  const ask = (ms: number) => Math.round(tzOffset(name, new Date(ms)) * MINUTE)
  const end = Date.UTC(year + 1, 0, 1)
  let at = Date.UTC(year, 0, 1)
  let offset = ask(at)
  const steps: OffsetStep[] = [{ at, offset }]
  while (at < end) {
    const next = Math.min(at + STRIDE, end)
    const after = ask(next)
    if (after !== offset) {
      let low = at
      let high = next
      while (high - low > MINUTE) {
        const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE
        if (ask(middle) === offset) low = middle
        else high = middle
      }
      steps.push({ at: high, offset: after })
      offset = after
    }
    at = next
  }
  return steps
}

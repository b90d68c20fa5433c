import { SLOT_MS, SLOTS } from './arrivals.ts'
import type { BotTemplate, EventSpec } from './spec.ts'
import { DAY, isDateAlone, WorldError } from './time.ts'

/** An event with its bounds read: ms UTC, `to` exclusive. */
interface Event {
  readonly from: number
  readonly to: number
  readonly spec: EventSpec
}

/** A part of a day in which the same holds: ms within it, `to` exclusive. */
export interface EventPiece<What> {
  readonly from: number
  readonly to: number
  readonly what: What
}

const NO_EVENT: readonly Event[] = []

/** The times at which a bot behaves differently. Of several at once, factors are multiplied, else the last one given counts. */
export class Events {
  readonly #events: readonly Event[]

  constructor(specs: readonly EventSpec[]) {
    this.#events = specs.map(spec => ({ from: instant(spec.from), to: eventEndOf(spec.to), spec }))
  }

  /** By how much events multiply the sessions of each slot of a day; undefined: there are none that do. */
  factors(day: number): Float64Array | undefined {
    const busy = this.#on(day).filter(({ spec }) => spec.times !== undefined)
    if (busy.length === 0) return undefined
    const factors = new Float64Array(SLOTS).fill(1)
    for (const { from, to, spec } of busy) {
      for (let slot = 0; slot < SLOTS; slot++) {
        const begin = day * DAY + slot * SLOT_MS
        const part = Math.max(0, Math.min(to, begin + SLOT_MS) - Math.max(from, begin)) / SLOT_MS
        factors[slot] = factors[slot]! * (1 + ((spec.times ?? 1) - 1) * part)
      }
    }
    return factors
  }

  /** Weights of the kinds of sessions, where events say them: piece by piece, ascending; what lies between is as ever. */
  containments(day: number): readonly EventPiece<BotTemplate['containment']>[] {
    return this.#pieces(day, ({ containment }) => containment)
  }

  /** Shares of new users, where events say them. */
  newShares(day: number): readonly EventPiece<number>[] {
    return this.#pieces(day, ({ newUsers }) => newUsers)
  }

  /** The events at an instant. */
  at(ms: number): readonly EventSpec[] {
    return this.#events.filter(({ from, to }) => ms >= from && ms < to).map(({ spec }) => spec)
  }

  #on(day: number): readonly Event[] {
    if (this.#events.length === 0) return NO_EVENT
    return this.#events.filter(({ from, to }) => from < (day + 1) * DAY && to > day * DAY)
  }

  #pieces<What>(day: number, say: (spec: EventSpec) => What | undefined): EventPiece<What>[] {
    const telling = this.#on(day).filter(({ spec }) => say(spec) !== undefined)
    if (telling.length === 0) return []
    const within = (ms: number) => Math.min(DAY, Math.max(0, ms - day * DAY))
    const edges = [...new Set(telling.flatMap(({ from, to }) => [within(from), within(to)]))].sort((a, b) => a - b)
    return edges.slice(1).flatMap((to, i) => {
      const from = edges[i]!
      const last = telling.findLast(event => within(event.from) <= from && within(event.to) >= to)
      const what = last && say(last.spec)
      return what === undefined ? [] : [{ from, to, what }]
    })
  }
}

function instant(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new WorldError(`"${text}" is not a date`)
  return ms
}

/** A day ends with its last ms, an instant is the end itself. */
const eventEndOf = (text: string) => instant(text) + (isDateAlone(text) ? DAY : 0)

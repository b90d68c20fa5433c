import type { PartOfDay } from './arrivals.ts'
import { MAX_MESSAGES, type Pin } from './sessions/pins.ts'
import type { ExactSpec } from './spec.ts'
import { DAY, dayOf, lastInstantOf, WorldError } from './time.ts'

/** Sessions that are expected on one day, or wanted of an exact stretch, at most: a day has room for the noise around them. */
export const MOST_OF_A_DAY = 1_000_000

/** A stretch, or the part of one that lies in a day, with an exact number of sessions. */
export interface ExactPart extends PartOfDay {
  readonly spec: ExactSpec
  /** Sessions to be made in it; pins that lie in it come on top (ruling R28). */
  readonly count: number
}

/** An exact stretch with its bounds read: ms UTC, both inclusive. */
interface ExactStretch {
  readonly spec: ExactSpec
  readonly from: number
  readonly to: number
}

/** The exact stretches of a bot, and its pins, which may lie in them. */
interface ExactOwner {
  readonly id: string
  readonly specs: readonly ExactSpec[]
  readonly pins: readonly Pin[]
}

/** How many sessions a part of a day would have by itself, in any unit. */
type Mass = (day: number, from: number, to: number) => number

/**
 * Shares the sessions of exact stretches out among their days, by what these days would have had, as far as each has a ms for
 * every session.
 * @throws WorldError for stretches that overlap, end before they begin, or have no room
 */
export function exactParts({ id, specs, pins }: ExactOwner, mass: Mass): (ExactPart & { readonly day: number })[] {
  const stretches: ExactStretch[] = specs.map(spec => ({
    spec,
    from: bound(spec.from, Date.parse(spec.from)),
    to: bound(spec.to, lastInstantOf(spec.to)),
  }))
  stretches.sort((a, b) => a.from - b.from)
  let previous = Number.NEGATIVE_INFINITY
  return stretches.flatMap(stretch => {
    const { spec, from, to } = stretch
    const taken = [...new Set(pins.map(({ start }) => start))].filter(start => start >= from && start <= to)
    checkStretch(id, stretch, { previous, taken: taken.length })
    previous = to
    const days = stretchDaysOf(stretch, taken, mass)
    const counts = shareOut(spec.count, days)
    return days.map(({ day, from, to }, i) => ({ day, spec, from, to, count: counts[i]! }))
  })
}

/**
 * The days of a stretch, each with the part that lies in it, what would come in it by itself, and for how many sessions it has room.
 * @param taken ms UTC at which pins begin
 */
function stretchDaysOf({ from: since, to: until }: ExactStretch, taken: readonly number[], mass: Mass) {
  const days = []
  for (let day = dayOf(since); day <= dayOf(until); day++) {
    const from = Math.max(0, since - day * DAY)
    const to = Math.min(DAY - 1, until - day * DAY)
    const weight = Math.max(1e-9, mass(day, from, to))
    days.push({ day, from, to, weight, room: to - from + 1 - taken.filter(start => dayOf(start) === day).length })
  }
  return days
}

/** @param about end of the stretch before it, and how many ms of it pins have */
function checkStretch(
  botId: string,
  { spec, from, to }: ExactStretch,
  { previous, taken }: { readonly previous: number; readonly taken: number },
): void {
  const where = `${botId}: exactly ${spec.count} sessions from ${spec.from} to ${spec.to}`
  if (spec.messages !== undefined && !(spec.messages >= 1 && spec.messages <= MAX_MESSAGES)) {
    throw new WorldError(`${where}: messages must be 1 to ${MAX_MESSAGES}`)
  }
  if (to < from) throw new WorldError(`${where}: ends before it begins`)
  if (spec.count > Math.min(MOST_OF_A_DAY, to - from + 1 - taken)) {
    throw new WorldError(`${where}: they have no room in it`)
  }
  if (from <= previous) throw new WorldError(`${where}: overlaps another exact stretch`)
}

/** Whether a ms of the day lies in one of the stretches. */
export function within(parts: readonly ExactPart[], at: number): boolean {
  for (const part of parts) if (at >= part.from && at <= part.to) return true
  return false
}

/** @throws WorldError for a text that is no date */
function bound(text: string, ms: number): number {
  if (Number.isNaN(ms)) throw new WorldError(`"${text}" is not a date`)
  return ms
}

/** Whole numbers that sum to `count` and are as near to the weights as can be (largest remainder); none is more than there is room for. */
export function shareOut(
  count: number,
  places: readonly { readonly weight: number; readonly room: number }[],
): number[] {
  const shares = places.map(() => 0)
  for (let left = count; left > 0; ) {
    const open = [...shares.keys()].filter(i => shares[i]! < places[i]!.room)
    if (open.length === 0) break
    const more = byWeight(
      left,
      open.map(i => places[i]!.weight),
    )
    left = 0
    for (const [at, i] of open.entries()) {
      const wanted = shares[i]! + more[at]!
      shares[i] = Math.min(wanted, places[i]!.room)
      left += wanted - shares[i]!
    }
  }
  return shares
}

function byWeight(count: number, weights: readonly number[]): number[] {
  const total = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map(weight => (count * weight) / total)
  const shares = exact.map(Math.floor)
  const missing = count - shares.reduce((a, b) => a + b, 0)
  const byRemainder = exact.map((x, i) => ({ i, rest: x - Math.floor(x) })).sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRemainder.slice(0, missing)) shares[i] = shares[i]! + 1
  return shares
}

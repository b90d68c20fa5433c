import { exponentialAt, normal } from './random.ts'
import { DAY, dayOf, HOUR } from './time.ts'
import type { Zone } from './zones.ts'

/** A day is cut into slots of a quarter of an hour: every offset of every zone is a whole number of them. */
export const SLOTS = 96
/** ms of a slot. */
export const SLOT_MS = DAY / SLOTS
/** Slots of an hour. */
export const SLOTS_OF_HOUR = SLOTS / 24

/** A part of a day: ms within it, both inclusive. */
export interface PartOfDay {
  readonly from: number
  readonly to: number
}

/** Local hour (0..23) and local day (days since 1970) of each slot of a UTC day, daylight saving included. */
export function localSlots(zone: Zone, day: number): { readonly hour: Uint8Array; readonly localDay: Int32Array } {
  const hour = new Uint8Array(SLOTS)
  const localDay = new Int32Array(SLOTS)
  const midnight = day * DAY
  const steps = zone.steps(midnight, midnight + DAY - 1)
  let step = 0
  for (let slot = 0; slot < SLOTS; slot++) {
    const at = midnight + slot * SLOT_MS
    while (step + 1 < steps.length && (steps[step + 1]?.at ?? 0) <= at) step++
    const local = at + (steps[step]?.offset ?? 0)
    const date = dayOf(local)
    hour[slot] = Math.floor((local - date * DAY) / HOUR)
    localDay[slot] = date
  }
  return { hour, localDay }
}

/** How much more 5-minute counts of arrivals vary than chance alone would have it. */
const OVER_DISPERSION = 0.25
/** Slots are never busier than others by more than so much (sigma of a logarithm). */
const MOST_BURST = 0.9

/**
 * The masses of one day with its bursts: some quarters of an hour are busier than others, by so much that counts of five minutes vary a
 * quarter more than chance has them, however large the bot is.
 * @param masses of the day by its rhythm; they are changed
 * @param expected sessions
 */
export function addBursts(masses: Float64Array, draw: () => number, expected: number): Float64Array {
  let total = 0
  for (const mass of masses) total += mass
  for (let slot = 0; slot < SLOTS; slot++) {
    const mass = masses[slot]!
    const inFiveMinutes = total > 0 ? (expected * mass) / total / 3 : 0
    const variance = inFiveMinutes > 0 ? Math.log(1 + OVER_DISPERSION / inFiveMinutes) : 1
    const sigma = Math.min(MOST_BURST, Math.sqrt(variance))
    masses[slot] = mass * Math.exp(sigma * normal(draw) - (sigma * sigma) / 2)
  }
  return masses
}

/** Share of the masses that lies between two ms of the day, both inclusive. */
export function massBetween(masses: Float64Array, from: number, to: number): number {
  let sum = 0
  const last = Math.min(SLOTS - 1, Math.floor(to / SLOT_MS))
  for (let slot = Math.floor(from / SLOT_MS); slot <= last; slot++) {
    const begin = Math.max(from, slot * SLOT_MS)
    const end = Math.min(to + 1, (slot + 1) * SLOT_MS)
    sum += (masses[slot]! * (end - begin)) / SLOT_MS
  }
  return sum
}

/**
 * `count` ascending ms of a part of the day, no two the same: a Poisson process with the masses as its rate, given how many there are. Its
 * gaps are exponential on the running sum of the masses, so that nothing needs sorting.
 */
export function arrivalsIn(
  masses: Float64Array,
  count: number,
  { from, to }: PartOfDay,
  draw: () => number,
): Uint32Array {
  const starts = new Uint32Array(count)
  if (count === 0) return starts
  const sums = new Float64Array(count + 1)
  let sum = 0
  for (let i = 0; i <= count; i++) {
    sum += exponentialAt(draw())
    sums[i] = sum
  }
  const total = massBetween(masses, from, to)
  const scale = (total > 0 ? total : 1) / sum
  const lastSlot = total > 0 ? Math.floor(to / SLOT_MS) : 0
  let slot = total > 0 ? Math.floor(from / SLOT_MS) : 0
  // Without any mass it is as if there were one slot with all of it.
  let begin = from
  let end = total > 0 ? Math.min(to + 1, (slot + 1) * SLOT_MS) : to + 1
  let below = 0
  let mass = total > 0 ? (masses[slot]! * (end - begin)) / SLOT_MS : 1
  let previous = from - 1
  for (let i = 0; i < count; i++) {
    const x = sums[i]! * scale
    while (x >= below + mass && slot < lastSlot) {
      below += mass
      slot++
      begin = slot * SLOT_MS
      end = Math.min(to + 1, begin + SLOT_MS)
      mass = (masses[slot]! * (end - begin)) / SLOT_MS
    }
    let at = mass > 0 ? begin + Math.floor(((x - below) / mass) * (end - begin)) : begin
    if (at <= previous) at = previous + 1
    starts[i] = at
    previous = at
  }
  return settle(starts, to)
}

/** No two starts are the same, which may have moved some past the end: these are moved back. */
function settle(starts: Uint32Array, to: number): Uint32Array {
  let limit = to
  for (let i = starts.length - 1; i >= 0 && starts[i]! > limit; i--) starts[i] = limit--
  return starts
}

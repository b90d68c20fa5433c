import { normal, stream } from './random.ts'
import type { TrafficSpec } from './spec.ts'
import { DAY, dayOf, HOUR } from './time.ts'
import type { Zone } from './zones.ts'

/** A day is cut into slots of a quarter of an hour: every offset of every zone is a whole number of them. */
const SLOTS = 96
/** ms of a slot. */
export const SLOT_MS = DAY / SLOTS

/** A part of a day: ms within it, both inclusive. */
export interface PartOfDay {
  readonly from: number
  readonly to: number
}

/** Local hour (0..23) and weekday (0 Monday) of each slot of a UTC day, daylight saving included. */
export function localSlots(zone: Zone, day: number): { readonly hour: Uint8Array; readonly weekday: Uint8Array } {
  const hour = new Uint8Array(SLOTS)
  const weekday = new Uint8Array(SLOTS)
  const midnight = day * DAY
  const steps = zone.steps(midnight, midnight + DAY - 1)
  let step = 0
  for (let slot = 0; slot < SLOTS; slot++) {
    const at = midnight + slot * SLOT_MS
    while (step + 1 < steps.length && (steps[step + 1]?.at ?? 0) <= at) step++
    const local = at + (steps[step]?.offset ?? 0)
    const localDay = dayOf(local)
    hour[slot] = Math.floor((local - localDay * DAY) / HOUR)
    weekday[slot] = (((localDay + 3) % 7) + 7) % 7
  }
  return { hour, weekday }
}

/** How much of an average day falls into each slot, after week and hours; all of it sums to about 1. */
export function slotMasses(traffic: TrafficSpec, zone: Zone, day: number): Float64Array {
  const { hour, weekday } = localSlots(zone, day)
  const masses = new Float64Array(SLOTS)
  for (let slot = 0; slot < SLOTS; slot++) {
    const week = traffic.week[weekday[slot]!] ?? 1
    masses[slot] = (week * (traffic.hours[hour[slot]!] ?? 1)) / SLOTS
  }
  return masses
}

/** The masses of one day with its bursts: some quarters of an hour are busier than the profile says. */
export function burstMasses(
  key: string,
  { traffic, zone }: { readonly traffic: TrafficSpec; readonly zone: Zone },
  day: number,
  expected: number,
): Float64Array {
  const masses = slotMasses(traffic, zone, day)
  const draw = stream(key, day, 'bursts')
  let total = 0
  for (const mass of masses) total += mass
  for (let slot = 0; slot < SLOTS; slot++) {
    const mass = masses[slot]!
    // The sweep spreads evenly inside a slot; what chance would add between slots is added here.
    const inSlot = total > 0 ? (expected * mass) / total : 0
    const sigma = Math.min(0.9, Math.sqrt(0.03 + (inSlot > 0 ? 1 / inSlot : 0)))
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
 * `count` ascending ms of a part of the day, no two the same, spread as the masses are: one jittered sweep through their
 * running sum, so that nothing needs sorting.
 */
export function sweep(masses: Float64Array, count: number, { from, to }: PartOfDay, draw: () => number): Uint32Array {
  const starts = new Uint32Array(count)
  if (count === 0) return starts
  const total = massBetween(masses, from, to)
  if (total <= 0) return spread(starts, from, to, draw)
  let slot = Math.floor(from / SLOT_MS)
  let begin = from
  let end = Math.min(to + 1, (slot + 1) * SLOT_MS)
  let below = 0
  let mass = (masses[slot]! * (end - begin)) / SLOT_MS
  const lastSlot = Math.floor(to / SLOT_MS)
  const step = total / count
  let previous = from - 1
  for (let i = 0; i < count; i++) {
    const x = (i + draw()) * step
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

function spread(starts: Uint32Array, from: number, to: number, draw: () => number): Uint32Array {
  const step = (to + 1 - from) / starts.length
  let previous = from - 1
  for (let i = 0; i < starts.length; i++) {
    const at = Math.max(previous + 1, from + Math.floor((i + draw()) * step))
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

import { memoize } from '../../memory/memoize.ts'
import { DAY, dayOfDate } from '../time.ts'
import type { Bot } from '../types.ts'
import { agentsBySlot, PER_HOUR } from './load.ts'
import { OPEN_SLOTS } from './types.ts'

/** Slots of a day's shift, half an hour of it without pay, and of shorter ones. */
export const LONG = 8.5 * PER_HOUR
export const MIDDLE = 6 * PER_HOUR
const SHORT = 4 * PER_HOUR
/** Slots between two beginnings: they are on half hours. */
export const STEP = PER_HOUR / 2
/** Shorter shifts, and at most so many of all agents have one. */
const SHORTER = [MIDDLE, SHORT]
const MOST_SHORTER = 0.28
/** What it weighs against a missing agent that one is there while all is closed. */
export const IN_VAIN = 1
/** Agents until habits come again. */
const HABITS = 56
/** The day whose offset habits are meant by: its zone has its winter time then, or its summer time in the south. */
const REFERENCE = dayOfDate('2026-01-15')

/** When agents begin as a rule, by number of the agent modulo their length. */
export interface Habits {
  /** Slot of the UTC day, by the offset of the zone on a day of January. */
  readonly begin: Uint8Array
  /** Slots of the shift. */
  readonly length: Uint8Array
  /** ms to add for local time on that day. */
  readonly offset: number
}

/**
 * Shifts for an average day, one after the other where those before them leave most to be wished for, so that any number of agents,
 * beginning with the first, is spread as the load is. All lie within the UTC day.
 */
export const habitsOf = memoize((bot: Bot): Habits => {
  const wanted = averageDay(bot)
  const begin = new Uint8Array(HABITS)
  const length = new Uint8Array(HABITS)
  const there = new Float64Array(OPEN_SLOTS)
  let slots = 0
  let shorter = 0
  for (let agent = 0; agent < HABITS; agent++) {
    let place = bestPlace(wanted, there, slots, LONG)
    for (const size of shorter < MOST_SHORTER * agent ? SHORTER : []) {
      const other = bestPlace(wanted, there, slots, size)
      if (other.gain > place.gain) place = other
    }
    const { at, size } = place
    if (size < LONG) shorter++
    begin[agent] = at
    length[agent] = size
    slots += size
    for (let slot = at; slot < at + size; slot++) there[slot]!++
  }
  bot.hold(2 * HABITS + 300)
  return { begin, length, offset: bot.zone.offsetAt(REFERENCE * DAY) }
})

/** Shares of a day's work by slot. */
function averageDay(bot: Bot): Float64Array {
  const wanted = new Float64Array(OPEN_SLOTS)
  let total = 0
  for (let day = REFERENCE; day < REFERENCE + 7; day++) {
    for (const [slot, here] of agentsBySlot(bot, day).entries()) {
      wanted[slot]! += here
      total += here
    }
  }
  return wanted.map(share => (total > 0 ? share / total : 1 / OPEN_SLOTS))
}

/** Where a further shift brings those there nearest to their shares; the gain is by slot of the shift. */
function bestPlace(wanted: Float64Array, there: Float64Array, slots: number, size: number) {
  let best = 0
  let gain = Number.NEGATIVE_INFINITY
  const sums = new Float64Array(OPEN_SLOTS + 1)
  for (let slot = 0; slot < OPEN_SLOTS; slot++) {
    const missing = wanted[slot] === 0 ? -IN_VAIN : wanted[slot]! * (slots + size) - there[slot]!
    sums[slot + 1] = sums[slot]! + missing
  }
  for (let at = 0; at + size <= OPEN_SLOTS; at += STEP) {
    const sum = sums[at + size]! - sums[at]!
    if (sum <= gain + 1e-9) continue
    gain = sum
    best = at
  }
  return { at: best, size, gain: gain / size }
}

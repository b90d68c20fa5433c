import { memoize } from '../../memory/memoize.ts'
import { SLOTS, SLOTS_OF_HOUR } from '../arrivals.ts'
import { DAY, dayOfDate, HOUR } from '../time.ts'
import type { Bot } from '../types.ts'
import { agentsBySlot, loadOf } from './load.ts'

/** Slots of a day's shift, half an hour of it without pay, and of shorter ones. */
export const LONG_SHIFT = 8.5 * SLOTS_OF_HOUR
export const MIDDLE = 6 * SLOTS_OF_HOUR
const SHORT_SHIFT = 4 * SLOTS_OF_HOUR
/** Slots between two beginnings: they are on half hours. */
export const HABIT_STEP = SLOTS_OF_HOUR / 2
/** Shorter shifts, and at most so many of all agents have one. */
const SHORTER = [MIDDLE, SHORT_SHIFT]
const MOST_SHORTER = 0.28
/** What it weighs against a missing agent that one is there while all is closed. */
export const IN_VAIN = 1
/** The day whose offset habits are meant by: its zone has its winter time then, or its summer time in the south. */
const REFERENCE = dayOfDate('2026-01-15')

/** When agents begin as a rule, and how long they work. */
interface WorkHabits {
  /** Slot of the UTC day, by the offset of the zone on a day of January. */
  readonly begin: Uint8Array
  /** Slots of the shift. */
  readonly length: Uint8Array
  /** ms to add for local time on that day. */
  readonly offset: number
}

/** Agents until habits come again. */
export const WORK_HABITS = 56

const tables = memoize((bot: Bot) => new HabitTable(bot))

/** Slots of an agent's shifts. */
export function shiftLengthOf(bot: Bot, agent: number): number {
  return tables(bot).upTo(agent % WORK_HABITS).length[agent % WORK_HABITS]!
}

/** The slot of the UTC day at which an agent is used to begin on a day, by the clock of his bot's zone. */
export function habitOf(bot: Bot, agent: number, day: number): number {
  const { begin, length, offset } = tables(bot).upTo(agent % WORK_HABITS)
  const moved = bot.zone.offsetAt(day * DAY + 12 * HOUR) - offset
  const at = begin[agent % WORK_HABITS]! - Math.round((moved * SLOTS) / DAY / HABIT_STEP) * HABIT_STEP
  return Math.max(0, Math.min(SLOTS - length[agent % WORK_HABITS]!, at))
}

/**
 * Shifts for an average day, one after the other where those before them leave most to be wished for, so that any number of agents,
 * beginning with the first, is spread as the load is. All lie within the UTC day. They are made as far as they are asked for.
 */
class HabitTable implements WorkHabits {
  readonly begin = new Uint8Array(WORK_HABITS)
  readonly length = new Uint8Array(WORK_HABITS)
  readonly offset: number
  readonly #wanted: Float64Array
  readonly #mostShorter: number
  readonly #there = new Float64Array(SLOTS)
  #made = 0
  #slots = 0
  #shorter = 0

  constructor(bot: Bot) {
    this.#wanted = averageDay(bot)
    // Where hardly anybody comes, somebody has to be there all the same, for as long as can be.
    this.#mostShorter = loadOf(bot).isQuiet ? 0 : MOST_SHORTER
    this.offset = bot.zone.offsetAt(REFERENCE * DAY)
    bot.hold(2 * WORK_HABITS + 16 * SLOTS + 400)
  }

  upTo(agent: number): WorkHabits {
    while (this.#made <= agent) this.#next()
    return this
  }

  #next(): void {
    const agent = this.#made++
    let place = bestPlace(this.#wanted, this.#there, this.#slots, LONG_SHIFT)
    for (const size of this.#shorter < this.#mostShorter * agent ? SHORTER : []) {
      const other = bestPlace(this.#wanted, this.#there, this.#slots, size)
      if (other.gain > place.gain) place = other
    }
    const { at, size } = place
    if (size < LONG_SHIFT) this.#shorter++
    this.begin[agent] = at
    this.length[agent] = size
    this.#slots += size
    for (let slot = at; slot < at + size; slot++) this.#there[slot]!++
  }
}

/** Shares of a day's work by slot. */
function averageDay(bot: Bot): Float64Array {
  const wanted = new Float64Array(SLOTS)
  let total = 0
  for (let day = REFERENCE; day < REFERENCE + 7; day++) {
    for (const [slot, here] of agentsBySlot(bot, day).entries()) {
      wanted[slot]! += here
      total += here
    }
  }
  return wanted.map(share => (total > 0 ? share / total : 1 / SLOTS))
}

/** Where a further shift brings those there nearest to their shares; the gain is by slot of the shift. */
function bestPlace(wanted: Float64Array, there: Float64Array, slots: number, size: number) {
  let best = 0
  let gain = Number.NEGATIVE_INFINITY
  const sums = new Float64Array(SLOTS + 1)
  for (let slot = 0; slot < SLOTS; slot++) {
    const missing = wanted[slot] === 0 ? -IN_VAIN : wanted[slot]! * (slots + size) - there[slot]!
    sums[slot + 1] = sums[slot]! + missing
  }
  for (let at = 0; at + size <= SLOTS; at += HABIT_STEP) {
    const sum = sums[at + size]! - sums[at]!
    if (sum <= gain + 1e-9) continue
    gain = sum
    best = at
  }
  return { at: best, size, gain: gain / size }
}

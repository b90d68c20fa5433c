import { localSlots, SLOT_MS, SLOTS, SLOTS_OF_HOUR } from '../arrivals.ts'
import { mondayOf, WEEK_DAYS, weekOfDay } from '../time.ts'
import type { Bot } from '../types.ts'
import { placeBreaks } from './breaks.ts'
import { HABIT_STEP, habitOf, IN_VAIN, shiftLengthOf } from './habits.ts'
import { agentsBySlot, loadOf, neededAt } from './load.ts'
import { type FixedShift, fixedShiftsOn } from './people.ts'
import { languagesOf, servesAll, skillsOf, staffSize } from './traits.ts'
import { DESK_MEDIUMS, type Shifts } from './types.ts'
import { workWeekOf } from './work-week.ts'

/** Slots between two shifts of an agent: an hour more than the eleven that must be, for a clock change and for overtime. */
const REST = 12 * SLOTS_OF_HOUR
/** Slots by which a shift may begin earlier or later than its agent is used to; more where there are few. */
const SHIFTED = 3 * SLOTS_OF_HOUR
const SHIFTED_OF_FEW = 4 * SLOTS_OF_HOUR
const FEW_AGENTS = 20
/** On Sundays a shift ends by so many slots after its agent is used to, on Mondays it begins 12 h after that. */
const LATER = 2 * SLOTS_OF_HOUR
/** What an hour away from habit weighs against one agent too few for as long. */
const AWAY = 0.1
/** What the first agent of a slot weighs more than others: without him it would be closed. */
const ALONE = 2
/** How often a day's shifts are looked at, and where they are few. */
const ROUNDS = 2
const ROUNDS_OF_FEW = 3

/**
 * The shifts of a UTC day. They are planned week by week, a day after the other: each agent where those who are there miss him most, near
 * to the hours he is used to, and rested. So a day takes the days of its week before it, and nothing else.
 */
export function shiftsOf(bot: Bot, day: number): Shifts {
  const week = weekOfDay(day)
  const plan = new WeekPlan(bot, week)
  for (let d = mondayOf(week); d < day; d++) plan.next(d)
  const { shifts, there } = plan.next(day)
  const size = staffSize(bot, week)
  const needed = agentsBySlot(bot, day, neededAt)
  const skills = shifts.map(({ agent }) => skillsOf(bot, agent))
  return {
    agent: Uint32Array.from(shifts, ({ agent }) => agent),
    begin: Uint32Array.from(shifts, ({ begin }) => begin * SLOT_MS),
    // Nobody works overtime for a day whose next one he begins.
    end: Uint32Array.from(shifts, ({ end, goesOn }) => (goesOn ? end * SLOT_MS - 1 : end * SLOT_MS)),
    breaks: placeBreaks(bot, day, { shifts, spare: there.map((count, slot) => count - needed[slot]!) }),
    queue: Uint8Array.from(skills, ([first]) => first),
    secondQueue: Uint8Array.from(skills, ([, second]) => second),
    everyQueue: Uint8Array.from(shifts, ({ agent }) => (servesAll(bot, agent, size) ? 1 : 0)),
    languages: Uint32Array.from(shifts, ({ agent }) => languagesOf(bot, agent)),
    open: openOn(bot, day),
    firstReserve: size,
  }
}

/** Where the mediums are open on a day, by slot. */
function openOn(bot: Bot, day: number): Uint8Array {
  const { open } = loadOf(bot)
  const { hour } = localSlots(bot.zone, day)
  const slots = new Uint8Array(DESK_MEDIUMS * SLOTS)
  for (let medium = 0; medium < DESK_MEDIUMS; medium++) {
    for (let slot = 0; slot < SLOTS; slot++) {
      slots[medium * SLOTS + slot] = open[hour[slot]!]!
    }
  }
  return slots
}

/** A day's shifts. */
interface DayPlan {
  /** Ascending by agent. */
  readonly shifts: readonly FixedShift[]
  /** Agents who are there, by slot. */
  readonly there: Float64Array
}

class WeekPlan {
  readonly #bot: Bot
  readonly #monday: number
  readonly #size: number
  /** By agent: bits of the weekdays on which he works. */
  readonly #works: Uint8Array
  /** Running sums of how much somebody is missed, by slot: from the first slot that was asked for on. */
  readonly #sums = new Float64Array(SLOTS + 1)
  /** By agent: slot of the day before at which his last shift ended; 0 where he did not work then. */
  #ended: Uint8Array

  constructor(bot: Bot, week: number) {
    this.#bot = bot
    this.#monday = mondayOf(week)
    this.#size = staffSize(bot, week)
    this.#works = workWeekOf(bot, week, this.#size)
    // Whatever they did on Sunday: it ended by then.
    this.#ended = Uint8Array.from({ length: this.#size }, (_, agent) => this.#latestEnd(agent, this.#monday - 1))
  }

  /** The next day of the week; days must come one after the other, beginning with Monday. */
  next(day: number): DayPlan {
    const agents: number[] = []
    for (let agent = 0; agent < this.#size; agent++) {
      if ((this.#works[agent]! & (1 << (day - this.#monday))) !== 0) agents.push(agent)
    }
    const there = new Float64Array(SLOTS)
    const fixed = fixedShiftsOn(this.#bot, day)
    for (const { begin, end } of fixed) add(there, begin, end, 1)
    const wanted = this.#shareOut(agentsBySlot(this.#bot, day), agents, fixed)
    const begin = new Uint8Array(agents.length)
    const rounds = agents.length <= FEW_AGENTS ? ROUNDS_OF_FEW : ROUNDS
    for (let round = 0; round < rounds; round++) {
      for (const [i, agent] of agents.entries()) {
        const length = shiftLengthOf(this.#bot, agent)
        if (round > 0) add(there, begin[i]!, begin[i]! + length, -1)
        begin[i] = this.#place(agent, day, wanted, there)
        add(there, begin[i]!, begin[i]! + length, 1)
      }
    }
    this.#ended = new Uint8Array(this.#size)
    const shifts = agents.map((agent, i) => {
      const end = begin[i]! + shiftLengthOf(this.#bot, agent)
      this.#ended[agent] = end
      return { agent, begin: begin[i]!, end, goesOn: false }
    })
    return { shifts: fixed.length === 0 ? shifts : [...fixed, ...shifts].sort((a, b) => a.agent - b.agent), there }
  }

  /** Those who work on a day in proportion to who is wanted; one, at least, while it is open. */
  #shareOut(wanted: Float64Array, agents: readonly number[], fixed: readonly FixedShift[]): Float64Array {
    let slots = 0
    for (const { begin, end } of fixed) slots += end - begin
    for (const agent of agents) slots += shiftLengthOf(this.#bot, agent)
    const least = wanted.map(here => Math.min(1, here))
    const floor = least.reduce((a, b) => a + b, 0)
    const rest = wanted.reduce((a, b) => a + b, 0) - floor
    if (slots <= floor || rest <= 0) return wanted.map(here => (here * slots) / Math.max(1, floor + rest))
    return wanted.map((here, slot) => least[slot]! + ((here - least[slot]!) * (slots - floor)) / rest)
  }

  /** The begin of an agent's shift at which he is missed most. */
  #place(agent: number, day: number, wanted: Float64Array, there: Float64Array): number {
    const length = shiftLengthOf(this.#bot, agent)
    const habit = habitOf(this.#bot, agent, day)
    const most = this.#size <= FEW_AGENTS ? SHIFTED_OF_FEW : SHIFTED
    const last = day === this.#monday + WEEK_DAYS - 1 ? this.#latestEnd(agent, day) - length : SLOTS - length
    const rested = Math.max(0, this.#ended[agent]! + REST - SLOTS)
    const from = Math.min(last, Math.max(rested, habit - most))
    const to = Math.max(from, Math.min(last, habit + most))
    let best = from
    let gain = Number.NEGATIVE_INFINITY
    const sums = this.#sums
    for (let slot = from; slot < to + length; slot++) {
      const missing = wanted[slot]! - there[slot]!
      sums[slot + 1] = sums[slot]! + (wanted[slot] === 0 ? -IN_VAIN : there[slot] === 0 ? missing + ALONE : missing)
    }
    for (let at = from; at <= to; at += HABIT_STEP) {
      const sum = sums[at + length]! - sums[at]! - AWAY * Math.abs(at - habit)
      if (sum <= gain + 1e-9) continue
      gain = sum
      best = at
    }
    return best
  }

  #latestEnd(agent: number, day: number): number {
    return Math.min(SLOTS, habitOf(this.#bot, agent, day) + shiftLengthOf(this.#bot, agent) + LATER)
  }
}

function add(there: Float64Array, begin: number, end: number, more: number): void {
  for (let slot = begin; slot < end; slot++) there[slot]! += more
}

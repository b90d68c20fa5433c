import { SLOT_MS, SLOTS } from '../arrivals.ts'
import type { PersonSpec, ShiftSpec, StaffSpec } from '../spec.ts'
import { DAY, dayOf, HOUR, MINUTE, weekdayOf } from '../time.ts'
import type { Bot } from '../types.ts'

/*
 * Agents whom a scenario names have the first numbers. What it leaves out of them is as of all others. Who has hours of his own works at
 * these, every week, and has neither leave nor holidays.
 */

/** Hours of an agent on a UTC day, in slots (quarters of an hour). */
export interface FixedShift {
  readonly agent: number
  readonly begin: number
  readonly end: number
  /** The shift goes on after the midnight at which this part of it ends. */
  readonly goesOn: boolean
}

/** What a scenario says of an agent, if it names him. */
export function personOf(bot: Bot, agent: number): PersonSpec | undefined {
  return bot.spec.staff.people?.[agent]
}

/** Whether a scenario says when an agent works. */
export function hasOwnHours(bot: Bot, agent: number): boolean {
  return personOf(bot, agent)?.shifts !== undefined
}

/** Hours a week that a scenario says for an agent, and on how many days they begin. */
export function ownHours(shifts: readonly ShiftSpec[]): { readonly hours: number; readonly days: number } {
  let minutes = 0
  const days = new Set<number>()
  for (const shift of shifts) {
    minutes += shift.days.length * (shift.to - shift.from)
    for (const day of shift.days) days.add(day)
  }
  return { hours: minutes / 60, days: days.size }
}

/** Local hours of the day (1) at which somebody works who has hours of his own, on whatever day; and whether all agents have. */
export function hoursOfPeople({ people = [], agents = 0 }: StaffSpec): {
  readonly hours: Uint8Array
  readonly isAll: boolean
} {
  const hours = new Uint8Array(24)
  for (const { shifts = [] } of people) {
    for (const { from, to } of shifts) {
      for (let hour = Math.floor(from / 60); hour < to / 60; hour++) hours[hour % 24] = 1
    }
  }
  const isAll = people.length > 0 && agents <= people.length && people.every(({ shifts }) => shifts !== undefined)
  return { hours, isAll }
}

/** The hours on a UTC day of those for whom a scenario says them; one who works over midnight has a part on each of two days. */
export function fixedShiftsOn(bot: Bot, day: number): FixedShift[] {
  const found: FixedShift[] = []
  for (const [agent, { shifts }] of (bot.spec.staff.people ?? []).entries()) {
    const parts = (shifts ?? []).flatMap(shift => partsOn(bot, day, agent, shift))
    found.push(...parts.sort((a, b) => a.begin - b.begin))
  }
  return found
}

function partsOn(bot: Bot, day: number, agent: number, { days, from, to }: ShiftSpec): FixedShift[] {
  const parts: FixedShift[] = []
  const today = dayOf(day * DAY + 12 * HOUR + bot.zone.offsetAt(day * DAY + 12 * HOUR))
  for (let local = today - 2; local <= today + 1; local++) {
    if (!days.includes(weekdayOf(local))) continue
    const utc = (minutes: number) => {
      const at = local * DAY + minutes * MINUTE
      return at - bot.zone.offsetAt(at - bot.zone.offsetAt(at)) - day * DAY
    }
    const [begin, end] = [utc(from), utc(to)]
    // Whoever goes on is handed the contacts of the new day a little later.
    const first = begin < 0 ? 1 : Math.ceil(begin / SLOT_MS)
    const last = Math.min(SLOTS, Math.floor(end / SLOT_MS))
    if (last > first) parts.push({ agent, begin: first, end: last, goesOn: end > DAY })
  }
  return parts
}

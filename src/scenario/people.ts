import { say } from '../errors/catalogue.ts'
import type { ContentPack } from '../world/pack.ts'
import type { PersonSpec, ShiftSpec } from '../world/spec.ts'
import type { Fault } from './error.ts'
import type { BotFile, PersonFile, ShiftFile } from './file.ts'
import { unknownName } from './unknown-name.ts'

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const MONDAY_TO_FRIDAY = DAY_NAMES.slice(0, 5)
/** Minutes of a day, of a week, and of a shift at most. */
const MINUTES_A_DAY = 1440
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY
const MOST_OF_SHIFT = 12 * 60

/** The agents that a file names. */
export function peopleOf({ staff }: BotFile): PersonSpec[] {
  return (staff?.people ?? []).map(({ shifts, ...person }) => ({
    ...person,
    ...(shifts === undefined ? {} : { shifts: shifts.map(shiftOf) }),
  }))
}

function shiftOf({ days = [...MONDAY_TO_FRIDAY], from, to }: ShiftFile): ShiftSpec {
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  return { days: days.map(day => DAY_NAMES.indexOf(day)), from: begin, to: end > begin ? end : end + MINUTES_A_DAY }
}

function minutesOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
}

/** What is wrong with the agents that a file names: names that lead nowhere or are there twice, shifts that overlap. */
export function checkPeople(own: BotFile, pack: ContentPack): Fault[] {
  const { staff } = own
  const people = staff?.people ?? []
  const faults = [...twice(people, 'name'), ...twice(people, 'email')]
  const queues = (staff?.queues ?? []).length > 0 ? staff?.queues : pack.queues
  for (const [index, person] of people.entries()) {
    faults.push(
      ...unknownIn(person.skills, queues ?? [], ['staff', 'people', index, 'skills']),
      ...unknownIn(person.languages, Object.keys(own.languages ?? {}), ['staff', 'people', index, 'languages']),
      ...checkShifts(person, ['staff', 'people', index, 'shifts']),
    )
  }
  const agents = staff?.agents
  if (agents !== undefined && agents < people.length) {
    const must = `must be at least ${people.length}: so many are named`
    faults.push({ path: ['staff', 'agents'], ...say('KM_SETTING_WRONG', { must, found: String(agents) }) })
  }
  return faults
}

function twice(people: readonly PersonFile[], key: 'name' | 'email'): Fault[] {
  const seen = new Set<string>()
  return people.flatMap((person, index) => {
    const name = person[key]
    if (name === undefined) return []
    const isThere = seen.has(name)
    seen.add(name)
    return isThere ? [{ path: ['staff', 'people', index, key], ...say('KM_NAME_TWICE', { name }) }] : []
  })
}

function unknownIn(names: readonly string[] = [], known: readonly string[], path: Fault['path']): Fault[] {
  return names.flatMap((name, i) => (known.includes(name) ? [] : [{ path: [...path, i], ...unknownName(name, known) }]))
}

/** Shifts of one person lie apart, also from one week to the next, and none is longer than twelve hours. */
function checkShifts({ shifts = [] }: PersonFile, path: Fault['path']): Fault[] {
  const faults: Fault[] = []
  const before: { from: number; to: number }[] = []
  for (const [index, shift] of shifts.entries()) {
    const { days, from, to } = shiftOf(shift)
    const found = `${shift.from} to ${shift.to}`
    if (to - from > MOST_OF_SHIFT) {
      faults.push({ path: [...path, index], ...say('KM_SETTING_WRONG', { must: 'must be 12 hours at most', found }) })
    }
    const weekly = days.map(day => ({ from: day * MINUTES_A_DAY + from, to: day * MINUTES_A_DAY + to }))
    for (const one of weekly) {
      if (before.some(other => meet(one, other))) {
        faults.push({
          path: [...path, index],
          ...say('KM_SETTING_WRONG', { must: 'must not overlap another shift', found }),
        })
        break
      }
      before.push(one)
    }
  }
  return faults
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/** Whether two stretches of the week meet, the last of which may reach into the next week. */
function meet(one: Stretch, other: Stretch): boolean {
  return [-MINUTES_A_WEEK, 0, MINUTES_A_WEEK].some(by => one.from + by < other.to && other.from < one.to + by)
}

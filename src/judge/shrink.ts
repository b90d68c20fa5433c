import { isFair } from './draw.ts'
import { FLOWING, RANGES } from './judged-world.ts'
import type { Schedule, TroubleEvent } from './schedule.ts'

/** Whether a schedule still shows the mistake. */
type Shows = (schedule: Schedule) => Promise<boolean>

/** Tries of one shrinking at most. */
const MOST_SHRINKING = 80

/**
 * The smallest schedule that still shows a mistake, as far as it is found: first without halves and parts of its events (delta
 * debugging), then with fewer runs, then with what is left nearer to nothing. No event of the outcome can be left out.
 */
export async function shrink(schedule: Schedule, shows: Shows, isOver: () => boolean = () => false): Promise<Schedule> {
  let tries = 0
  const smaller: Shows = async candidate =>
    isFair(candidate) && !isOver() && ++tries <= MOST_SHRINKING && (await shows(candidate))
  let least = await withoutEvents(schedule, smaller)
  least = await withFewerRuns(least, smaller)
  least = await withoutEvents(least, smaller)
  least = await withPlainValues(least, smaller)
  return await withoutEvents(least, smaller)
}

async function withoutEvents(schedule: Schedule, shows: Shows): Promise<Schedule> {
  if (schedule.events.length > 0 && (await shows({ ...schedule, events: [] }))) return { ...schedule, events: [] }
  let { events } = schedule
  let parts = 2
  while (events.length >= 2 && parts <= events.length) {
    const kept = await firstWithoutPart({ ...schedule, events }, parts, shows)
    if (kept !== undefined) {
      events = kept
      parts = Math.max(2, parts - 1)
    } else if (parts === events.length) break
    else parts = Math.min(events.length, parts * 2)
  }
  return { ...schedule, events }
}

/** The events without the first of so many parts that can be left out. */
async function firstWithoutPart(
  schedule: Schedule,
  parts: number,
  shows: Shows,
): Promise<readonly TroubleEvent[] | undefined> {
  const { events } = schedule
  const size = Math.ceil(events.length / parts)
  for (let at = 0; at < events.length; at += size) {
    const kept = events.filter((_, index) => index < at || index >= at + size)
    if (await shows({ ...schedule, events: kept })) return kept
  }
  return undefined
}

async function withFewerRuns(schedule: Schedule, shows: Shows): Promise<Schedule> {
  let least = schedule
  for (let run = schedule.runs.length - 1; run >= 0 && least.runs.length > 1; run--) {
    const fewer = withoutRun(least, run)
    if (await shows(fewer)) least = fewer
  }
  return least
}

function withoutRun(schedule: Schedule, run: number): Schedule {
  return {
    ...schedule,
    runs: schedule.runs.filter((_, index) => index !== run),
    events: schedule.events
      .filter(event => event.run !== run || event.kind === 'late')
      .map(event => ({ ...event, run: event.run > run ? event.run - 1 : event.run })),
  }
}

/** A usual bot, plain days, early requests. */
async function withPlainValues(schedule: Schedule, shows: Shows): Promise<Schedule> {
  let least = schedule
  if (least.bot !== FLOWING && (await shows({ ...least, bot: FLOWING }))) least = { ...least, bot: FLOWING }
  const plain = onPlainDays(least)
  if (plain.from !== least.from && (await shows(plain))) least = plain
  for (const [index, event] of least.events.entries()) {
    for (const request of [1, 2, event.request - 1].filter(earlier => earlier > 0 && earlier < event.request)) {
      const events = least.events.with(index, { ...event, request })
      if (!(await shows({ ...least, events }))) continue
      least = { ...least, events }
      break
    }
  }
  return least
}

function onPlainDays(schedule: Schedule): Schedule {
  const { from, to } = RANGES[0]
  const moved = Date.parse(to) - Date.parse(schedule.to)
  const runs = schedule.runs.map(at => new Date(Date.parse(at) + moved).toISOString())
  return { ...schedule, from, to, runs }
}

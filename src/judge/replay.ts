import { own } from '../contract/own.ts'
import type { ScenarioFile } from '../scenario/file.ts'
import type { FaultSpec } from '../scenario/types.ts'
import { type WorldNeeds, worldOf } from './judged-world.ts'
import type { Schedule, TroubleEvent } from './schedule.ts'

/** A schedule with all that it needs to be tried again. */
export interface Replay {
  readonly replay: 1
  readonly seed: string
  readonly needs: WorldNeeds
  readonly schedule: Schedule
  /** The mistake that it shows. */
  readonly shows: string
}

/**
 * What a mock needs to do the same without the judge, as far as it can: the bot of the schedule, which is the same without the others,
 * its clock, and faults by their place.
 */
export function replayScenario({ seed, needs, schedule }: Replay): ScenarioFile {
  const { bots = {}, ...world } = worldOf(needs, schedule)
  const { bot } = schedule
  const faults = schedule.events.filter(event => event.run === 0).flatMap(faultOfEvent)
  return {
    seed,
    now: schedule.runs[0]!,
    ...world,
    bots: { [bot]: own(bots, bot) ?? {} },
    ...(faults.length === 0 ? {} : { faults }),
  }
}

/** Clocks, ends of tokens and kills are no faults of a mock. */
function faultOfEvent({ kind, request, amount }: TroubleEvent): FaultSpec[] {
  const at = { after: request - 1, times: 1 }
  switch (kind) {
    case 'limited':
    case 'limited-bare':
    case 'quota':
      return [{ ...at, fault: { status: 429 } }]
    case 'error':
      return [{ ...at, fault: { status: amount } }]
    case 'outage':
      return [{ after: request - 1, fault: { status: 503 } }]
    case 'reset':
      return [{ ...at, fault: { connection: 'reset' } }]
    case 'cut':
      return [{ ...at, fault: { body: { truncateAt: amount } } }]
    case 'dribble':
      return [{ ...at, fault: { body: { dribbleMs: amount } } }]
    case 'slow':
      return [{ ...at, fault: { delay: { type: 'fixed', ms: amount } } }]
    case 'token':
      return [{ ...at, fault: { status: 401 } }]
    case 'shift':
      return [{ after: request - 1, fault: { page: 'shift' } }]
    default:
      return []
  }
}

/** Reads a replay. @throws RangeError for what is none. */
export function readReplay(value: unknown): Replay {
  const said = value as Partial<Replay> | null
  const { schedule, needs } = said ?? {}
  if (
    said?.replay !== 1 ||
    typeof said.seed !== 'string' ||
    typeof said.shows !== 'string' ||
    !isSchedule(schedule) ||
    typeof needs?.pageSize !== 'number'
  ) {
    throw new RangeError('this is no replay that `kore-mock judge --save` has written')
  }
  return value as Replay
}

function isSchedule(value: Partial<Schedule> | undefined): boolean {
  if (typeof value?.bot !== 'string' || !Array.isArray(value.runs) || !Array.isArray(value.events)) return false
  const days = [value.from, value.to, ...(value.runs as unknown[])]
  return value.runs.length > 0 && days.every(at => typeof at === 'string' && !Number.isNaN(Date.parse(at)))
}

import { pick, type Stream, stream } from '../world/random.ts'
import { DAY, HOUR, MINUTE } from '../world/time.ts'
import { EDGES, edgeBot, FLOWING, RANGES, sizesFor } from './judged-world.ts'
import { type Schedule, TROUBLE_KINDS, type TroubleEvent, type TroubleKind } from './schedule.ts'

/** Runs of one schedule at most. */
const MOST_RUNS = 3
/** Events of one schedule at most. */
const MOST_EVENTS = 5

/** Share of schedules of several runs in whose world rows come late. */
const LATE_SHARE = 0.5
const ROWS_COME_LATE: TroubleEvent = { run: 0, request: 1, kind: 'late', amount: 0 }

/** What schedules are drawn for. */
export interface DrawnFor {
  readonly seed: string
  /** Requests that the client needs when nothing goes wrong. */
  readonly requests: number
  readonly pageSize: number
  readonly kinds: readonly TroubleKind[]
  /** How long a slow answer takes, ms. */
  readonly slow: number
}

/** Kinds after which a further run must come, in which all can be mended. */
const NEVER_IN_LAST_RUN: ReadonlySet<TroubleKind> = new Set(['outage'])

/** Whether a client that does all right can be right under it. */
export const isFair = ({ events, runs }: Schedule): boolean =>
  !events.some(({ kind, run }) => NEVER_IN_LAST_RUN.has(kind) && run === runs.length - 1)

/** The schedule of that number; what one draws moves nothing in another. */
export function drawSchedule(number: number, drawnFor: DrawnFor): Schedule {
  const { seed, pageSize } = drawnFor
  const draw = stream(seed, 'judge', number, 'world')
  const { from, to } = pick(RANGES, draw)
  const bot = pick([FLOWING, FLOWING, FLOWING, EDGES, EDGES, ...sizesFor(pageSize).map(edgeBot)], draw)
  const runs = drawRuns(Date.parse(from), Date.parse(to) + DAY, draw)
  const kinds = drawnFor.kinds.filter(kind => kind !== 'late')
  const count = kinds.length === 0 ? 0 : Math.floor(draw() * (MOST_EVENTS + 1))
  const events = Array.from({ length: count }, (_, index) =>
    drawEvent(stream(seed, 'judge', number, 'event', index), runs.length, { ...drawnFor, kinds }),
  ).filter(({ kind, run }) => !(NEVER_IN_LAST_RUN.has(kind) && run === runs.length - 1))
  // Who is run once cannot tell what comes late.
  const isLate = runs.length > 1 && drawnFor.kinds.includes('late') && draw() < LATE_SHARE
  return { number, bot, from, to, runs, events: eventsInOrder(isLate ? [ROWS_COME_LATE, ...events] : events) }
}

/** The schedule in which nothing goes wrong: one run, when the days are long over. */
export const quietSchedule = (bot: string = FLOWING): Schedule => {
  const { from, to } = RANGES[0]
  return { number: 0, bot, from, to, runs: [new Date(Date.parse(to) + 4 * DAY).toISOString()], events: [] }
}

const eventsInOrder = (events: readonly TroubleEvent[]) =>
  events.toSorted((a, b) => a.run - b.run || a.request - b.request || (a.kind < b.kind ? -1 : 1))

/** One to three runs: some while the days are still going on, some after them. */
function drawRuns(first: number, end: number, draw: Stream): string[] {
  const count = 1 + Math.floor(draw() * MOST_RUNS)
  let at = first + (0.2 + 1.1 * draw()) * (end - first)
  const runs: string[] = []
  for (let run = 0; run < count; run++) {
    runs.push(new Date(Math.floor(at)).toISOString())
    at += pick([10 * MINUTE, HOUR, 3 * HOUR, 12 * HOUR], draw) * (0.5 + draw())
  }
  return runs
}

function drawEvent(draw: Stream, runs: number, { requests, kinds, slow }: DrawnFor): TroubleEvent {
  const run = Math.floor(draw() * runs)
  const request = 1 + Math.floor(draw() * (requests + 1))
  const kind = pick(kinds, draw)
  return { run, request, kind, amount: amountOf(kind, draw, slow) }
}

function amountOf(kind: TroubleKind, draw: Stream, slow: number): number {
  switch (kind) {
    case 'error':
      return pick([500, 503], draw)
    case 'cut':
      return Math.round(draw() * 90) / 100
    case 'slow':
      return slow
    case 'dribble':
      return 400
    case 'arrive':
      return Math.round((1 + draw() ** 2 * 59) * MINUTE)
    default:
      return 0
  }
}

/** The kinds that are asked for. */
export function kindsWithout(without: readonly TroubleKind[]): TroubleKind[] {
  return TROUBLE_KINDS.filter(kind => !without.includes(kind))
}

import { askedPage, takerOf } from './client-page.ts'
import { type DrawnFor, drawSchedule, quietSchedule } from './draw.ts'
import { type Demands, demandedKinds, type Executed, execute } from './execute.ts'
import type { WorldNeeds } from './judged-world.ts'
import { type Lane, openLane } from './lane.ts'
import type { Replay } from './replay.ts'
import { ROW_KINDS, type RowKind, type Schedule, type TroubleKind } from './schedule.ts'
import { shrink } from './shrink.ts'
import { allColumns, type StoredColumns } from './stored-columns.ts'
import type { Subject } from './subject.ts'
import { mistakeName, VERDICT_KINDS, type Verdict, type VerdictKind } from './verdict.ts'

/** What is searched, and for how long. */
export interface SearchOptions {
  readonly seed: string
  readonly schedules: number
  /** ms. */
  readonly budget: number
  readonly kinds: readonly RowKind[] | undefined
  readonly troubles: readonly TroubleKind[]
  /** Schedules tried at the same time. */
  readonly lanes: number
  /** ms that a slow answer takes. */
  readonly slow: number
  /** Ends at the first mistake. */
  readonly firstOnly: boolean
  readonly subject: () => Subject
  /** The one schedule to try, in its world, and nothing else. */
  readonly replay?: Replay | undefined
  /** Told after each schedule. */
  readonly onProgress?: (done: number, failed: number) => void
}

/** A mistake, with the smallest schedule that was found to show it. */
export interface FoundFailure {
  readonly name: string
  /** The schedule by which it was found. */
  readonly found: Schedule
  /** How many schedules showed it. */
  count: number
  executed: Executed
}

/** What a search has seen. */
export interface Searched {
  readonly seed: string
  /** Schedules tried, the quiet one included. */
  readonly tried: number
  readonly failed: number
  readonly failures: readonly FoundFailure[]
  /** Schedules in which each kind of trouble befell the client. */
  readonly met: ReadonlyMap<TroubleKind, number>
  /** Requests by operation. */
  readonly operations: ReadonlyMap<string, number>
  /** Schedules by what was special about bot and days. */
  readonly places: ReadonlyMap<string, number>
  readonly kinds: readonly RowKind[]
  /** Kinds of trouble that there were to be. */
  readonly troubles: readonly TroubleKind[]
  /** Columns that it has stored, of all schedules. */
  readonly columns: StoredColumns
  readonly requests: number
  /** ms. */
  readonly took: number
  readonly needs: WorldNeeds
}

/** A client that has not needed so many requests in quiet times, times this and more, never ends. */
const MOST_TIMES = 20
const MOST_MORE = 150
/** Requests of a run of a schedule that is tried again. */
const MOST_OF_REPLAY = 2_000
/** Part of the budget after which nothing more is looked for once something was found: the rest is for making it small. */
const TO_LOOK = 2 / 3
/** Pages longer than this are too long to stand at their edges. */
const LONGEST_EDGE = 500

/** Looks for schedules under which a client does something wrong, and makes them small. */
export async function search(options: SearchOptions): Promise<Searched> {
  if (options.replay !== undefined) return await tryAgain(options, options.replay)
  const began = performance.now()
  const tally = new SearchTally()
  const { quiet, needs } = await probe(options, tally)
  const demands: Demands = {
    kinds: demandedKinds(options.kinds, quiet.kinds),
    mostRequests: MOST_TIMES * quiet.log.length + MOST_MORE,
  }
  const drawnFor: DrawnFor = {
    seed: options.seed,
    requests: Math.max(1, quiet.log.length),
    pageSize: needs.pageSize,
    kinds: options.troubles,
    slow: options.slow,
  }
  const queue = { next: 1 }
  const isOver = () =>
    // Who asks for nothing when all is well never will.
    quiet.log.length === 0 ||
    queue.next >= options.schedules ||
    performance.now() - began > options.budget * (tally.failures.size > 0 ? TO_LOOK : 1) ||
    (options.firstOnly && tally.failures.size > 0)
  const places: WorkPlace[] = []
  const work = async () => {
    const lane = await openLane(options.seed, needs)
    const place: WorkPlace = { lane, subject: options.subject() }
    places.push(place)
    while (!isOver()) {
      const schedule = drawSchedule(queue.next++, drawnFor)
      tally.add(await execute(place.lane, place.subject, schedule, demands))
      options.onProgress?.(tally.tried, tally.failed)
    }
  }
  try {
    const lanes = await Promise.allSettled(Array.from({ length: Math.max(1, options.lanes) }, work))
    for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason
    const [first] = places
    const until = began + options.budget
    for (const failure of tally.failures.values()) await makeSmall(failure, first!, demands, until)
  } finally {
    await Promise.all(places.map(({ lane }) => lane.close()))
  }
  const { seed, troubles } = options
  return { ...tally.outcome(), seed, kinds: demands.kinds ?? [], troubles, needs, took: performance.now() - began }
}

/** Tries one schedule that was kept. */
async function tryAgain(options: SearchOptions, { seed, needs, schedule, shows }: Replay): Promise<Searched> {
  const began = performance.now()
  const tally = new SearchTally()
  const lane = await openLane(seed, needs)
  try {
    const shown = ROW_KINDS.filter(kind => shows.endsWith(`: ${kind}`))
    const kinds = options.kinds ?? (shown.length === 0 ? undefined : shown)
    const demands: Demands = { kinds, mostRequests: MOST_OF_REPLAY }
    const executed = await execute(lane, options.subject(), schedule, demands)
    tally.add(executed)
    const { troubles } = options
    const asked = demandedKinds(kinds, executed.kinds)
    return { ...tally.outcome(), seed, kinds: asked, troubles, needs, took: performance.now() - began }
  } finally {
    await lane.close()
  }
}

interface WorkPlace {
  readonly lane: Lane
  readonly subject: Subject
}

/** @param until when it must end, ms: what is found by then counts */
async function makeSmall(
  failure: FoundFailure,
  { lane, subject }: WorkPlace,
  demands: Demands,
  until: number,
): Promise<void> {
  let last: Executed | undefined
  await shrink(
    failure.found,
    async schedule => {
      const executed = await execute(lane, subject, schedule, demands)
      if (!executed.verdicts.some(verdict => mistakeName(verdict) === failure.name)) return false
      last = executed
      return true
    },
    () => performance.now() > until,
  )
  // The last one that showed it is the smallest.
  if (last !== undefined) failure.executed = last
}

/** Runs the client once while all is quiet: what it asks for and how often. */
async function probe(options: SearchOptions, tally: SearchTally): Promise<{ quiet: Executed; needs: WorldNeeds }> {
  const lane = await openLane(options.seed, { pageSize: 100, hasAgents: false })
  try {
    const demands: Demands = { kinds: options.kinds, mostRequests: 2_000 }
    const quiet = await execute(lane, options.subject(), quietSchedule(), demands)
    tally.add(quiet)
    const sizes = quiet.log.flatMap(({ request }) => {
      const route = takerOf(request)
      return route === undefined ? [] : (askedPage(request, route)?.size ?? [])
    })
    const asked = sizes.find(size => size > 1 && size <= LONGEST_EDGE)
    const hasAgents = quiet.kinds.some(kind => kind === 'conversations' || kind === 'segments')
    return { quiet, needs: { pageSize: asked ?? 100, hasAgents } }
  } finally {
    await lane.close()
  }
}

/** What has been seen so far. */
class SearchTally {
  tried = 0
  failed = 0
  readonly failures = new Map<string, FoundFailure>()
  readonly #met = new Map<TroubleKind, number>()
  readonly #operations = new Map<string, number>()
  readonly #places = new Map<string, number>()
  #columns: StoredColumns = new Map()
  #requests = 0

  add(executed: Executed): void {
    this.tried++
    if (executed.verdicts.length > 0) this.failed++
    for (const name of new Set(executed.verdicts.map(mistakeName))) this.#addFailure(name, executed)
    for (const kind of new Set(executed.fired.map(event => event.kind))) countUp(this.#met, kind)
    for (const { operationId } of executed.log) countUp(this.#operations, operationId ?? 'no operation')
    countUp(this.#places, `${executed.schedule.bot} ${executed.schedule.from}`)
    this.#requests += executed.log.length
    this.#columns = allColumns(this.#columns, executed.columns)
  }

  #addFailure(name: string, executed: Executed): void {
    const known = this.failures.get(name)
    if (known !== undefined) known.count++
    else this.failures.set(name, { name, found: executed.schedule, count: 1, executed })
  }

  outcome() {
    return {
      tried: this.tried,
      failed: this.failed,
      failures: [...this.failures.values()].sort((a, b) => rankOf(a) - rankOf(b)),
      met: this.#met,
      operations: this.#operations,
      places: this.#places,
      columns: this.#columns,
      requests: this.#requests,
    }
  }
}

/** Mistakes are told in the order of their kinds. */
const rankOf = ({ name }: FoundFailure) => VERDICT_KINDS.indexOf(name.split(':')[0] as VerdictKind)

function countUp<Name>(counts: Map<Name, number>, name: Name): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** The verdicts of a failure that are about its mistake. */
export const verdictsOfFailure = ({ name, executed }: FoundFailure): Verdict[] =>
  executed.verdicts.filter(verdict => mistakeName(verdict) === name)

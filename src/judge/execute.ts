import type { KoreMock } from '../embed/kore-mock.ts'
import { factsFor } from './client-facts.ts'
import type { JudgedExchange } from './exchange-log.ts'
import { CLIENT_APP } from './judged-world.ts'
import type { Lane } from './lane.ts'
import { judgeManners } from './manners.ts'
import { judgeRows } from './row-verdicts.ts'
import type { RowKind, Schedule, TroubleEvent } from './schedule.ts'
import { type StoredColumns, storedColumnsOf } from './stored-columns.ts'
import type { Attempt, AttemptEnd, ClientText, Subject } from './subject.ts'
import { Trial } from './trial.ts'
import { type Truth, TruthTeller } from './truth.ts'
import type { Verdict } from './verdict.ts'

/** What was seen of a client under a schedule. */
export interface Executed {
  readonly schedule: Schedule
  readonly verdicts: readonly Verdict[]
  readonly log: readonly JudgedExchange[]
  /** Events that have befallen it. */
  readonly fired: readonly TroubleEvent[]
  /** ms on the world's clock: beginnings of runs, and the end. */
  readonly instants: readonly number[]
  /** Kinds of which it has stored anything. */
  readonly kinds: readonly RowKind[]
  /** Columns of what it stored. */
  readonly columns: StoredColumns
  /** ISO instants from which on the APIs showed rows that verdicts name, by their ids. */
  readonly visible: ReadonlyMap<string, string>
}

/** What is asked of a client. */
export interface Demands {
  /** Kinds that it must store; undefined: those that it does. */
  readonly kinds: readonly RowKind[] | undefined
  /** Requests of a run beyond which it never ends. */
  readonly mostRequests: number
}

/** Kinds that a client must store: those that were said, else those that it does; of one that stores nothing sessions are missed. */
export const demandedKinds = (said: readonly RowKind[] | undefined, stored: readonly RowKind[]): readonly RowKind[] =>
  said ?? (stored.length === 0 ? ['sessions'] : stored)

/** A client that is restarted is killed again at most so often. */
const MOST_ATTEMPTS = 8

type RunEnd = AttemptEnd & { readonly why: 'done' | 'killed' | 'requests' | 'time' }

/** Runs a client under a schedule and judges it. */
export async function execute(lane: Lane, subject: Subject, schedule: Schedule, demands: Demands): Promise<Executed> {
  const { url } = lane
  const mock = await lane.mockFor(schedule)
  mock.reset()
  await subject.clear()
  const trial = new Trial(mock, schedule, subject.time, demands.mostRequests)
  lane.trial = trial
  const seen: RunsSeen = { instants: [], written: [], ends: [] }
  for (const run of schedule.runs.keys()) {
    trial.beginRun(run)
    seen.instants.push(trial.worldNow)
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (attempt > 0) trial.beginAttempt()
      const end = await endOf(trial, subject.start(trial, factsFor(mock, url, schedule)), subject)
      if (end.output !== undefined) seen.written.push({ where: 'its output', text: end.output })
      seen.ends.push({ run, end })
      if (end.why !== 'killed') break
    }
    trial.end()
    if (neverEnded(seen.ends.at(-1)!.end)) break
  }
  seen.instants.push(trial.worldNow)
  lane.trial = undefined
  seen.written.push(...(await subject.logs()))
  const isAsked = trial.log.length > 0
  const { kinds, verdicts, columns } = await rowVerdicts(mock, subject, { schedule, seen, demands, isAsked })
  const visible = new Map<string, string>()
  for (const verdict of verdicts) await lookUp(mock, schedule, verdict, visible)
  return {
    schedule,
    verdicts: [
      ...verdicts,
      ...endings(trial, seen, subject),
      ...judgeManners(trial.log, [CLIENT_APP.clientSecret], seen.written),
    ],
    log: trial.log,
    fired: schedule.events.filter(
      event => trial.fired.has(event) && (event.kind !== 'late' || cameLate(mock, schedule, seen)),
    ),
    instants: seen.instants,
    kinds,
    columns,
    visible,
  }
}

/** Whether a session was not to be seen in a run, though it had begun, and was in the last. */
function cameLate(mock: KoreMock, schedule: Schedule, { instants }: RunsSeen): boolean {
  const teller = new TruthTeller(mock, schedule)
  const last = teller.at(instants.at(-2)!, 'sessions')
  return instants.slice(0, -2).some(began => {
    const seen = new Set(teller.at(began, 'sessions').map(row => row.sessionId))
    return last.some(row => Date.parse(String(row.start_time)) < began && !seen.has(row.sessionId))
  })
}

/** Rows of a verdict of which is told when they came to light. */
const MOST_ROWS_DATED = 5

async function lookUp(
  mock: KoreMock,
  { bot, from, to }: Schedule,
  { rows: kind, ids }: Verdict,
  visible: Map<string, string>,
): Promise<void> {
  if (kind === undefined) return
  const wanted = new Set(ids.slice(0, MOST_ROWS_DATED))
  for await (const { id, visibleAt } of mock.truth({ kind, bot, from, to })) {
    if (wanted.delete(id)) visible.set(id, visibleAt)
    if (wanted.size === 0) return
  }
}

interface RunsSeen {
  readonly instants: number[]
  readonly written: ClientText[]
  readonly ends: { readonly run: number; readonly end: RunEnd }[]
}

const neverEnded = ({ why }: RunEnd) => why === 'requests' || why === 'time'

async function endOf(trial: Trial, attempt: Attempt, { timeout }: Subject): Promise<RunEnd> {
  let timer: NodeJS.Timeout | undefined
  const first = await Promise.race([
    attempt.done.then((end): RunEnd => ({ ...end, why: 'done' })),
    new Promise<RunEnd>(done => {
      trial.onKill = () => done({ why: 'killed' })
      trial.onExcess = () => done({ why: 'requests' })
      timer = setTimeout(() => done({ why: 'time' }), timeout)
    }),
  ]).finally(() => clearTimeout(timer))
  if (first.why !== 'done') await attempt.kill()
  return first
}

/** How runs ended: a client may give up when nothing answers, and else not. */
function endings(trial: Trial, { ends }: RunsSeen, { timeout }: Subject): Verdict[] {
  const last = ends.at(-1)!
  if (neverEnded(last.end)) {
    const requests = trial.log.flatMap((x, place) => (x.run === last.run ? [place] : []))
    const text =
      last.end.why === 'time'
        ? `Run ${last.run + 1} has not ended after ${timeout / 1000} s, and was killed`
        : `Run ${last.run + 1} does not end: ${requests.length} requests, and more`
    return [{ kind: 'never ends', ids: [], text, requests }]
  }
  const failed = ends.find(({ run, end }) => end.failure !== undefined && !trial.hasFired('outage', run))
  if (failed === undefined) return []
  const isQuiet = [...trial.fired].every(event => event.run !== failed.run)
  const though = isQuiet ? 'though nothing befell it' : 'though whatever befell it passes for who tries again'
  const text = `Run ${failed.run + 1} fails (${failed.end.failure!.slice(0, 200)}), ${though}`
  return [{ kind: 'gave up', ids: [], text }]
}

interface RowsSeen {
  readonly schedule: Schedule
  readonly seen: RunsSeen
  readonly demands: Demands
  /** It has sent requests. */
  readonly isAsked: boolean
}

async function rowVerdicts(
  mock: KoreMock,
  subject: Subject,
  { schedule, seen, demands, isAsked }: RowsSeen,
): Promise<{ kinds: RowKind[]; verdicts: Verdict[]; columns: StoredColumns }> {
  const { rows: stored, notes } = await subject.stored()
  const teller = new TruthTeller(mock, schedule)
  const { instants } = seen
  const [start, end] = [instants.at(-2)!, instants.at(-1)!]
  const kinds = [...stored.keys()]
  const demanded = demandedKinds(demands.kinds, kinds)
  const columns = storedColumnsOf(stored, demanded)
  // A run that never ends has stored nothing yet; that is told once.
  if (neverEnded(seen.ends.at(-1)!.end)) return { kinds, verdicts: [], columns }
  const verdicts = demanded.flatMap(kind => {
    const before = (): Truth[] => instants.slice(0, -2).map(at => teller.at(at, kind))
    const ofSessions = kind === 'messages' ? new Set(teller.at(end, 'sessions').map(row => row.sessionId)) : undefined
    return judgeRows({
      kind,
      stored: stored.get(kind) ?? [],
      atStart: teller.at(start, kind),
      atEnd: teller.at(end, kind),
      around: () => teller.around(end, kind),
      before,
      sessionsInRange: ofSessions,
    })
  })
  const all = [...(isAsked ? [] : ['It has sent no request to the mock.']), ...failuresIn(seen), ...notes]
  return {
    kinds,
    columns,
    verdicts: verdicts.map(verdict => (all.length === 0 ? verdict : { ...verdict, notes: all })),
  }
}

/** How runs failed, for who looks at what is stored. */
const failuresIn = ({ ends }: RunsSeen): string[] =>
  ends.flatMap(({ run, end }) =>
    end.failure === undefined ? [] : [`Run ${run + 1} failed: ${end.failure.slice(0, 200)}.`],
  )

import { readDuration } from './budget.ts'
import { kindsWithout } from './draw.ts'
import { FunctionSubject, type JudgedFunction } from './function-subject.ts'
import { type Judgement, judgementOf } from './judgement.ts'
import { type Replay, readReplay } from './replay.ts'
import { ROW_KINDS, type RowKind, TROUBLE_KINDS, type TroubleKind } from './schedule.ts'
import { search } from './search.ts'

/** How a client is judged; all of it may be left out. */
export interface JudgeOptions {
  /** The same seed gives the same schedules. Default `1`. */
  readonly seed?: string | number
  /** Schedules to try, the quiet one included. Default 1,000. */
  readonly schedules?: number
  /** Time for all of it: ms, or a text such as `60s`. Default 60 s. A third of it is for making small what was found. */
  readonly budget?: number | string
  /** Kinds of rows that it must store. Default: those that it gives. */
  readonly kinds?: readonly RowKind[]
  /** Kinds of trouble to leave out. */
  readonly without?: readonly TroubleKind[]
  /** Ends at the first mistake. Default: all schedules are tried. */
  readonly firstOnly?: boolean
  /** The one schedule to try: what `mistakes` have as `replay`. */
  readonly replay?: Replay
}

const JUDGE_OPTIONS: readonly string[] = ['seed', 'schedules', 'budget', 'kinds', 'without', 'firstOnly', 'replay']
/** Slow answers of functions take so long on their clock, which nobody waits for, ms: longer than any usual time-out. */
const SLOW = 65_000
/** What a function may take by real time, ms. */
const FUNCTION_TIMEOUT = 10_000
/** Schedules of one search at most. */
export const MOST_SCHEDULES = 10_000_000

/**
 * Runs a client, a function of this process, against mocks under schedules of trouble, and says whether what it stored is right
 * (docs/test-an-exporter.md).
 * @throws RangeError for options that are none.
 * @example
 * const { ok, text } = await judge(async ({ baseUrl, bot, token, from, to, fetch }) => rows, { schedules: 200 })
 * assert.ok(ok, text)
 */
export async function judge(client: JudgedFunction, options: JudgeOptions = {}): Promise<Judgement> {
  if (typeof client !== 'function') throw new TypeError(`judge needs a function; found ${typeof client}`)
  checkJudgeOptions(options)
  const { seed = 1, schedules = 1_000, budget = 60_000, kinds, without = [], firstOnly = false, replay } = options
  const searched = await search({
    seed: String(seed),
    schedules,
    budget: readDuration(budget),
    kinds,
    troubles: kindsWithout(without),
    lanes: 1,
    slow: SLOW,
    firstOnly,
    replay: replay === undefined ? undefined : readReplay(replay),
    subject: () => new FunctionSubject(client, FUNCTION_TIMEOUT),
  })
  return judgementOf(searched)
}

function checkJudgeOptions(options: JudgeOptions): void {
  const unknown = Object.keys(options).find(name => !JUDGE_OPTIONS.includes(name))
  if (unknown !== undefined)
    throw new RangeError(`judge has no option ${unknown}; there are ${JUDGE_OPTIONS.join(', ')}`)
  const { schedules = 1, kinds = [], without = [] } = options
  if (!Number.isSafeInteger(schedules) || schedules < 1 || schedules > MOST_SCHEDULES) {
    throw new RangeError(
      `judge: schedules must be a whole number from 1 to ${MOST_SCHEDULES}; found ${String(schedules)}`,
    )
  }
  checkWords('kinds', kinds, ROW_KINDS)
  checkWords('without', without, TROUBLE_KINDS)
}

function checkWords(name: string, found: readonly string[], allowed: readonly string[]): void {
  if (!Array.isArray(found)) throw new RangeError(`judge: ${name} must be a list; found ${typeof found}`)
  const wrong = found.find(word => !allowed.includes(word))
  if (wrong !== undefined) {
    throw new RangeError(`judge: ${name} must be some of ${allowed.join(', ')}; found ${String(wrong)}`)
  }
}

import type { ScenarioFile } from '../scenario/file.ts'
import { harOfLog } from './har-log.ts'
import { type Replay, replayScenario } from './replay.ts'
import { judgeText } from './report-text.ts'
import { TROUBLE_KINDS, type TroubleKind } from './schedule.ts'
import { type FoundFailure, type Searched, verdictsOfFailure } from './search.ts'
import { storyOf } from './story.ts'
import type { Verdict } from './verdict.ts'

/** A mistake of a client, with all that shows it. */
export interface FoundMistake {
  /** Such as `lost: sessions`. */
  readonly name: string
  /** Schedules that showed it. */
  readonly count: number
  readonly verdicts: readonly Verdict[]
  /** The smallest schedule that was found to show it, told for a person. */
  readonly story: string
  /** For `kore-mock judge --replay`. */
  readonly replay: Replay
  /** The same without the judge, as far as a mock alone can do it. */
  readonly scenario: ScenarioFile
  /** What was asked and answered under that schedule. */
  readonly har: object
}

/** What the judge says of a client. */
export interface Judgement {
  readonly ok: boolean
  readonly seed: string
  /** Schedules that were tried. */
  readonly schedules: number
  /** Schedules under which something was wrong. */
  readonly failed: number
  readonly mistakes: readonly FoundMistake[]
  /** How many schedules met each kind of trouble; 0: it was never met, so nothing is known of it. */
  readonly met: Readonly<Record<TroubleKind, number>>
  /** Requests by operation. */
  readonly operations: Readonly<Record<string, number>>
  readonly requests: number
  /** ms. */
  readonly took: number
  /** All of it, for a person. */
  readonly text: string
}

/** What a folder with what was kept of a mistake is called. */
export const folderOfMistake = (name: string): string => name.replaceAll(/[^\w]+/g, '-')

/** What a search has seen, as it is told. */
export function judgementOf(searched: Searched): Judgement {
  const { seed, tried, failed, failures, met, operations, requests, took } = searched
  return {
    ok: failures.length === 0,
    seed,
    schedules: tried,
    failed,
    mistakes: failures.map(failure => mistakeOf(failure, searched)),
    met: Object.fromEntries(TROUBLE_KINDS.map(kind => [kind, met.get(kind) ?? 0])) as Record<TroubleKind, number>,
    operations: Object.fromEntries(operations),
    requests,
    took: Math.round(took),
    text: judgeText(searched),
  }
}

function mistakeOf(failure: FoundFailure, { seed, needs }: Searched): FoundMistake {
  const { name, count, executed } = failure
  const replay: Replay = { replay: 1, seed, needs, schedule: executed.schedule, shows: name }
  return {
    name,
    count,
    verdicts: verdictsOfFailure(failure),
    story: storyOf(failure),
    replay,
    scenario: replayScenario(replay),
    har: harOfLog(executed.log, 'http://127.0.0.1'),
  }
}

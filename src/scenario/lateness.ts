import { say } from '../errors/catalogue.ts'
import {
  type DelaySpread,
  type KindLateness,
  LATE_KINDS,
  type LatenessSpec,
  type RevisionsSpec,
} from '../world/spec.ts'
import { DAY } from '../world/time.ts'
import { durationMs } from './durations.ts'
import type { Fault, ReportFault } from './error.ts'
import type { DelayFile, LateFile, LatenessFile } from './file.ts'

/** Nothing is later than by so much: all that lies less far back is looked at with each call. */
const MOST_DELAY = 31 * DAY
const REVISED = ['end', 'containment', 'summary'] as const

/** What a schema cannot see of lateness: too long, none at all, a median above the greatest. */
export function checkLateness(file: LatenessFile, report: ReportFault): void {
  for (const kind of LATE_KINDS) {
    const late = file[kind]
    if (late === undefined) continue
    const place = ['lateness', kind]
    for (const { path, delay } of delaysOf(late, place)) checkDelay(delay, path, report)
    if (late.every !== undefined) checkLength(late.every, { least: 1, most: DAY }, [...place, 'every'], report)
  }
}

interface PlacedDelay {
  readonly path: Fault['path']
  readonly delay: DelayFile
}

function delaysOf({ lag, late, revisions = {} }: LateFile, place: Fault['path']): PlacedDelay[] {
  const said: readonly (readonly [Fault['path'], DelayFile | undefined])[] = [
    [['lag'], lag],
    [['late', 'by'], late?.by],
    ...REVISED.map(name => [['revisions', name], revisions[name]] as const),
  ]
  return said.flatMap(([path, delay]) => (delay === undefined ? [] : [{ path: [...place, ...path], delay }]))
}

function checkDelay(delay: DelayFile, path: Fault['path'], report: ReportFault): void {
  if (typeof delay === 'string') {
    checkLength(delay, { least: 0, most: MOST_DELAY }, path, report)
    return
  }
  let least = 1
  for (const name of ['median', 'p99', 'max'] as const) {
    const said = delay[name]
    if (said === undefined) continue
    checkLength(said, { least, most: MOST_DELAY }, [...path, name], report)
    least = Math.max(least, durationMs(said))
  }
}

function checkLength(
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
  path: Fault['path'],
  report: ReportFault,
): void {
  const ms = durationMs(text)
  const must = `must be ${least > 1 ? `${least / 1000} seconds at least` : least === 1 ? 'longer than nothing' : 'a duration'}, and ${most / DAY} days at most`
  if (ms < least || ms > most) report(path, say('KM_SETTING_WRONG', { must, found: text }))
}

/** What a world needs to know of it; undefined: nothing is late. */
export function latenessOf(file: LatenessFile | false | undefined): { readonly lateness?: LatenessSpec } {
  if (file === undefined || file === false) return {}
  const kinds = LATE_KINDS.flatMap(kind => {
    const late = file[kind]
    return late === undefined ? [] : [[kind, kindLateness(late)] as const]
  })
  return { lateness: Object.fromEntries(kinds) }
}

function kindLateness({ lag, after, late, every, revisions }: LateFile): KindLateness {
  return {
    ...(lag === undefined ? {} : { lag: delaySpreadOf(lag) }),
    ...(after === undefined ? {} : { after }),
    ...(late === undefined ? {} : { late: { share: late.share, by: delaySpreadOf(late.by) } }),
    ...(every === undefined ? {} : { every: durationMs(every) }),
    ...(revisions === undefined ? {} : { revisions: revisionsSpec(revisions) }),
  }
}

function revisionsSpec(file: NonNullable<LateFile['revisions']>): RevisionsSpec {
  const said = REVISED.flatMap(name => {
    const delay = file[name]
    return delay === undefined ? [] : [[name, delaySpreadOf(delay)] as const]
  })
  return Object.fromEntries(said)
}

function delaySpreadOf(delay: DelayFile): DelaySpread {
  if (typeof delay === 'string') {
    const ms = durationMs(delay)
    return { median: ms, p99: ms, max: ms }
  }
  const median = durationMs(delay.median)
  const p99 = durationMs(delay.p99 ?? delay.max ?? delay.median)
  // A file that is told to be wrong is resolved all the same.
  return { median, p99, max: delay.max === undefined ? 2 * p99 : durationMs(delay.max) }
}

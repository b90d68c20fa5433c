import { isTrueKind, LISTED_INCLUDES, LISTED_KINDS, type ListedInclude, type ListedKind } from '../apis/listed.ts'
import { isBotId } from '../contract/bot-id.ts'
import { CLOCK_RANGE_TEXT, isInClockRange } from '../contract/clock-range.ts'
import { instantOf, isoBoundsOf } from '../contract/formats.ts'
import { didYouMean, nearestWord } from '../contract/nearest-word.ts'
import { own } from '../contract/own.ts'
import { brokenRange } from '../contract/rules.ts'
import { say } from '../errors/catalogue.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../export/question.ts'
import { defaultThreads } from '../export/threads.ts'
import { MOST_THREADS } from '../memory/thread-bounds.ts'
import type { Window } from '../world/sessions/types.ts'
import type { World } from '../world/types.ts'
import type { GivenArguments } from './arguments.ts'
import { excludes } from './flag-pairs.ts'
import { nonEmptyText, wholeNumber, wordOf } from './flag-values.ts'
import { UsageError } from './usage-error.ts'

/** What `kore-mock export` is told, but for the world. */
export interface AskedExport {
  readonly kind: ListedKind
  readonly window: Window
  readonly format: ExportFormat
  readonly gzip: boolean
  readonly includes: readonly ListedInclude[]
  /** Rows as they are in truth. */
  readonly isTruth: boolean
  /** Path of the file; `-`: stdout. */
  readonly out: string
  readonly threads: number
  /** Ids of the bots. @throws UsageError for one that the world does not have */
  readonly exportedBots: (world: World) => readonly string[]
}

/**
 * Reads the arguments of `kore-mock export`.
 * @throws UsageError with one line that says what is allowed.
 */
export function readExport({ values, positionals }: GivenArguments): AskedExport {
  const kind = exportedKind(positionals[0])
  const last = (name: string) => values.get(name)?.at(-1)
  const format = wordOf(EXPORT_FORMATS, last('format') ?? 'ndjson', '--format')
  const gzip = values.has('gzip')
  const isTruth = values.has('truth')
  for (const other of ['csv', 'parquet']) excludes('--truth', isTruth, `--format ${other}`, format === other)
  excludes('--truth', isTruth, kind, !isTrueKind(kind))
  excludes('--gzip', gzip, '--format parquet', format === 'parquet')
  const threads = last('threads')
  return {
    kind,
    window: windowBetween(last('from'), last('to')),
    format,
    gzip,
    isTruth,
    includes: (values.get('include') ?? []).map(name => includeOf(kind, name)),
    out: nonEmptyText(last('out') ?? '-', '--out'),
    threads: threads === undefined ? defaultThreads() : wholeNumber(threads, '--threads', MOST_THREADS, 1),
    exportedBots: world => exportedBots(world, values.get('bot')),
  }
}

function exportedKind(found: string | undefined): ListedKind {
  const kind = LISTED_KINDS.find(name => name === found)
  if (kind !== undefined) return kind
  const hint = didYouMean(found === undefined ? undefined : nearestWord(found, LISTED_KINDS))
  const what = found === undefined ? 'none' : `"${found}"`
  throw new UsageError(say('KM_EXPORT_KIND', { allowed: LISTED_KINDS.join(', '), found: what, hint }))
}

function windowBetween(from: string | undefined, to: string | undefined): Window {
  const wrong = (reason: string) => new UsageError(say('KM_EXPORT_RANGE', { reason }))
  if (from === undefined || to === undefined) {
    throw wrong(`export needs ${from === undefined ? '--from' : '--to'}: a day, or an instant`)
  }
  const window = { from: isoBoundsOf(from).lower, to: isoBoundsOf(to).upper }
  for (const [name, said, ms] of [['--from', from, window.from] as const, ['--to', to, window.to] as const]) {
    if (Number.isNaN(instantOf(said)))
      throw wrong(`${name} must be a day or an instant, such as 2026-02-01; found "${said}"`)
    if (!isInClockRange(ms)) throw wrong(`${name} must lie ${CLOCK_RANGE_TEXT}; found "${said}"`)
  }
  const broken = brokenRange({ from: '--from', to: '--to' }, { '--from': from, '--to': to }, isoBoundsOf)
  if (broken !== undefined) throw wrong(broken)
  return window
}

function includeOf(kind: ListedKind, found: string): ListedInclude {
  const allowed: readonly ListedInclude[] =
    own(LISTED_INCLUDES as Partial<Record<ListedKind, readonly ListedInclude[]>>, kind) ?? []
  const include = allowed.find(name => name === found)
  if (include !== undefined) return include
  const hint = didYouMean(nearestWord(found, allowed))
  throw new UsageError(say('KM_EXPORT_INCLUDE', { kind, found, hint, allowed: allowed.join(', ') || 'nothing' }))
}

function exportedBots(world: World, asked: readonly string[] | undefined): readonly string[] {
  const named = world.bots.map(({ id }) => id)
  if (asked === undefined || asked.includes('all')) return named
  for (const found of asked) {
    if (isBotId(found) && world.bot(found) !== undefined) continue
    const known = named.length === 0 ? ', which names none' : ` (${named.join(', ')})`
    throw new UsageError(say('KM_EXPORT_BOT', { known, found, hint: didYouMean(nearestWord(found, named)) }))
  }
  return [...new Set(asked)]
}

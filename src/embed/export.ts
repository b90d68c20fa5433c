import { LISTED_INCLUDES, LISTED_KINDS, type ListedInclude, type ListedKind } from '../apis/listed.ts'
import { instantOf, isoBoundsOf } from '../contract/formats.ts'
import { own } from '../contract/own.ts'
import { shown } from '../contract/violations.ts'
import { EXPORT_FORMATS, type ExportFormat, type ExportQuestion } from '../export/question.ts'
import { writeRows } from '../export/run.ts'
import { defaultThreads } from '../export/threads.ts'
import { MOST_THREADS } from '../memory/thread-bounds.ts'
import type { Stage } from '../mock/mock.ts'
import { checkNamed } from './check-options.ts'
import { type AskedStretch, checkAskedStretch } from './check-stretch.ts'

/** What a program wants written, and how. */
export interface AskedFile {
  readonly kind: ListedKind
  /** Default `ndjson`. */
  readonly format?: ExportFormat
  /** Packed by gzip; Parquet is packed in its own way. */
  readonly gzip?: boolean
  /** What rows have only when it is asked for. */
  readonly include?: readonly ListedInclude[]
  /** From 1 to 64. Default: as many as there are cores. */
  readonly threads?: number
}

const EXPORT_NAMES = ['from', 'to', 'kind', 'format', 'gzip', 'include', 'threads']

/**
 * The bytes of a file of a bot's rows at an instant.
 * @throws RangeError for what is no stretch, kind, format or name of something to include.
 */
export function exportOf(
  stage: Pick<Stage, 'world'>,
  bot: string,
  now: number,
  said: AskedStretch & AskedFile,
): AsyncIterable<Uint8Array> {
  checkNamed(said, EXPORT_NAMES, 'export')
  const { kind, format = 'ndjson', gzip = false, include = [], threads = defaultThreads(), from, to } = said
  checkWord('kind', kind, LISTED_KINDS)
  checkWord('format', format, EXPORT_FORMATS)
  if (typeof gzip !== 'boolean') throw new RangeError(`export: gzip must be true or false; found ${shown(gzip)}`)
  if (gzip && format === 'parquet') throw new RangeError('export: gzip and format parquet exclude each other')
  if (!Array.isArray(include)) throw new RangeError(`export: include must be a list; found ${shown(include)}`)
  const known: Partial<Record<ListedKind, readonly string[]>> = LISTED_INCLUDES
  for (const name of include) checkWord('include', name, own(known, kind) ?? [])
  if (!(Number.isSafeInteger(threads) && threads >= 1 && threads <= MOST_THREADS)) {
    throw new RangeError(`export: threads must be a whole number from 1 to ${MOST_THREADS}; found ${shown(threads)}`)
  }
  const window = { from: boundOf('from', from).lower, to: boundOf('to', to).upper }
  checkAskedStretch('export', said, Number.POSITIVE_INFINITY)
  const { world } = stage
  const accountId = world.spec.account.id
  const question: ExportQuestion = { kind, includes: [...include], bots: [bot], window, now, accountId, format, gzip }
  return bytesOfRows(world, question, threads)
}

async function* bytesOfRows(
  world: Stage['world'],
  question: ExportQuestion,
  threads: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { bytes, release } of writeRows(world, question, { threads })) {
    yield bytes
    // They are the program's from now on.
    release(false)
  }
}

function checkWord(name: string, found: unknown, allowed: readonly string[]): void {
  if (allowed.some(word => word === found)) return
  const must = allowed.length === 0 ? 'be left out for this kind' : `be one of ${allowed.join(', ')}`
  throw new RangeError(`export: ${name} must ${must}; found ${shown(found)}`)
}

function boundOf(name: string, text: unknown): { readonly lower: number; readonly upper: number } {
  if (typeof text === 'string' && !Number.isNaN(instantOf(text))) return isoBoundsOf(text)
  throw new RangeError(`export: ${name} must be a day or an instant, such as 2026-02-01; found ${shown(text)}`)
}

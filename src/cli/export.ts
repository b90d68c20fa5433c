import { withoutSecrets } from '../admin/shown-error.ts'
import { lineOf, say } from '../errors/catalogue.ts'
import type { ExportQuestion } from '../export/question.ts'
import { writeRows } from '../export/run.ts'
import { Mock } from '../mock/mock.ts'
import { ScenarioError } from '../scenario/error.ts'
import type { World } from '../world/types.ts'
import type { GivenArguments } from './arguments.ts'
import { WORLD_FLAGS } from './export-flags.ts'
import { ExportProgress } from './export-progress.ts'
import { type AskedExport, readExport } from './export-question.ts'
import { ExportTarget, isUnread, TargetError } from './export-target.ts'
import { settingsFrom } from './flags.ts'
import { inlineLess } from './inline-less.ts'
import { limitGarbage } from './limit-garbage.ts'
import { complain } from './serving.ts'
import { EndedBySignal, SignalledEnd } from './signalled-end.ts'
import { UsageError } from './usage-error.ts'

/**
 * `kore-mock export`: writes what the APIs would give.
 * @returns 0 when all is written, or when whoever reads stdout wants no more; 1 when it cannot be written.
 * @throws UsageError for wrong arguments.
 */
export async function exportRows(
  given: GivenArguments,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const { scenario, seed, now } = settingsFrom(WORLD_FLAGS, given, environment)
  const asked = readExport(given)
  refuseTerminal(asked)
  let mock: Mock
  try {
    mock = new Mock({ scenario, seed, now })
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    return complain(withoutSecrets(error).message)
  }
  const { world } = mock.main
  const question: ExportQuestion = {
    kind: asked.kind,
    includes: asked.includes,
    isTruth: asked.isTruth,
    window: asked.window,
    format: asked.format,
    gzip: asked.gzip,
    bots: asked.exportedBots(world),
    now: mock.control.clock.now(undefined, mock.main.now),
    accountId: world.spec.account.id,
  }
  limitGarbage()
  inlineLess('rows')
  const end = new SignalledEnd()
  try {
    await writeAll(world, question, { out: asked.out, threads: asked.threads, end })
    return 0
  } catch (error) {
    if (isUnread(error)) return 0
    if (error instanceof TargetError) return complain(lineOf(error.said))
    if (error instanceof EndedBySignal) return await end.go(error)
    throw error
  } finally {
    end.close()
  }
}

/** @throws UsageError where a terminal would get bytes that are no text */
function refuseTerminal({ out, gzip, format }: AskedExport): void {
  if (out !== '-' || !process.stdout.isTTY || (!gzip && format !== 'parquet')) return
  throw new UsageError(say('KM_EXPORT_TERMINAL', { what: gzip ? 'What is packed' : 'Parquet' }))
}

/** How rows are written. */
interface WritingOptions {
  readonly out: string
  readonly threads: number
  readonly end: SignalledEnd
}

async function writeAll(world: World, question: ExportQuestion, { out, threads, end }: WritingOptions): Promise<void> {
  const target = await ExportTarget.open(out)
  // Rows and progress would be mixed up on one terminal.
  const progress = new ExportProgress(out === '-' && process.stdout.isTTY ? undefined : process.stderr)
  const state = { rows: 0, bytes: 0, share: 0 }
  try {
    for await (const { bytes, rows, unpacked, share, release } of writeRows(world, question, {
      threads,
      signal: end.signal,
    })) {
      await end.before(target.write(bytes))
      release(true)
      state.rows += rows
      state.bytes += unpacked
      state.share = share
      progress.show(state)
    }
    await target.finish()
  } catch (error) {
    progress.clear()
    await target.discard()
    throw error
  }
  progress.end(state)
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandSubject } from './command-subject.ts'
import { kindsWithout } from './draw.ts'
import { type Judgement, judgementOf } from './judgement.ts'
import type { StoredMapping } from './mapping.ts'
import type { Replay } from './replay.ts'
import type { RowKind, TroubleKind } from './schedule.ts'
import { type Searched, search } from './search.ts'

/** How a command is judged. */
export interface CommandJudging {
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly seed: string
  readonly schedules: number
  /** ms. */
  readonly budget: number
  readonly kinds: readonly RowKind[] | undefined
  readonly without: readonly TroubleKind[]
  readonly lanes: number
  /** ms. */
  readonly timeout: number
  /** ms. */
  readonly slow: number
  readonly firstOnly: boolean
  readonly mapping: StoredMapping
  /** The one schedule to try, as it is. */
  readonly replay: Replay | undefined
  /** Ends it: what runs is killed, and the reason is thrown. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress: (done: number, failed: number) => void
}

/** What was seen of a command, and what is to be said of it. */
export interface JudgedCommand {
  readonly searched: Searched
  readonly judgement: Judgement
}

/** Runs a command under schedules of trouble, several at the same time, each with a port and a folder of its own. */
export async function judgeCommand(judging: CommandJudging): Promise<JudgedCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'kore-mock-judge-'))
  let places = 0
  try {
    const searched = await search({
      ...judging,
      troubles: kindsWithout(judging.without),
      subject: () => new CommandSubject({ ...judging, folder: join(folder, String(++places), 'out') }),
    })
    // What was killed in its last schedule has done nothing wrong.
    judging.signal?.throwIfAborted()
    return { searched, judgement: judgementOf(searched) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

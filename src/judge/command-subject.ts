import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { failureOf } from '../errors/failure.ts'
import type { ClientFacts } from './client-facts.ts'
import type { StoredMapping } from './mapping.ts'
import { readLogs, readStored } from './stored-files.ts'
import type { Attempt, AttemptEnd, ClientText, Stored, Subject } from './subject.ts'
import { realTime } from './time-source.ts'
import type { Trial } from './trial.ts'

/** The command cannot be run at all. */
export class CommandError extends Error {
  override name = 'CommandError'
}

/** Of what a client writes on stdout and stderr so many characters are kept. */
const MOST_OUTPUT = 256 * 1024

/** How a command is run. */
export interface CommandOptions {
  readonly command: readonly string[]
  /** Folder of its own, which the client finds empty. */
  readonly folder: string
  /** ms. */
  readonly timeout: number
  readonly mapping: StoredMapping
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Kills what runs, and lets nothing more begin. */
  readonly signal?: AbortSignal | undefined
}

/** Runs a command, in a process group of its own, so that it dies as a whole. */
export class CommandSubject implements Subject {
  readonly time = realTime
  readonly timeout: number
  readonly #options: CommandOptions

  constructor(options: CommandOptions) {
    this.#options = options
    this.timeout = options.timeout
  }

  async clear(): Promise<void> {
    const { folder } = this.#options
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
  }

  /** @throws the reason of the signal that ends all; by the promise CommandError */
  start(trial: Trial, facts: ClientFacts): Attempt {
    const { command, folder, environment, signal } = this.#options
    signal?.throwIfAborted()
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment, ...variablesOf(facts, folder, trial.worldNow) },
    })
    const killed = () => killGroup(child)
    signal?.addEventListener('abort', killed)
    const done = endOfChild(child).finally(() => signal?.removeEventListener('abort', killed))
    return {
      done,
      kill: async () => {
        killGroup(child)
        await done
      },
    }
  }

  async logs(): Promise<ClientText[]> {
    return await readLogs(this.#options.folder)
  }

  async stored(): Promise<Stored> {
    return await readStored(this.#options.folder, this.#options.mapping)
  }
}

/** What a command finds in its environment. */
function variablesOf(facts: ClientFacts, folder: string, now: number): Record<string, string> {
  return {
    KORE_BASE_URL: facts.baseUrl,
    KORE_TOKEN: facts.token,
    KORE_CLIENT_ID: facts.clientId,
    KORE_CLIENT_SECRET: facts.clientSecret,
    KORE_ACCOUNT_ID: facts.account,
    KORE_BOT_ID: facts.bot,
    KORE_FROM: facts.from,
    KORE_TO: facts.to,
    KORE_NOW: new Date(now).toISOString(),
    KORE_LATE: facts.late,
    KORE_OUT: folder,
  }
}

async function endOfChild(child: ChildProcess): Promise<AttemptEnd> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < MOST_OUTPUT) output += text
    })
  }
  return await new Promise((done, fail) => {
    child.once('error', error => {
      const never = whyNever(child, error)
      if (never === undefined) done({ failure: `it cannot be started: ${error.message}` })
      else fail(new CommandError(never))
    })
    child.once('close', (code, signal) => {
      if (code === 0) done({ output })
      else done({ output, failure: `${signal ?? `exit code ${code}`}${lastLine(output)}` })
    })
  })
}

/** Why it can never be started; undefined: the next time it may, such as when there were too many processes. */
function whyNever({ spawnfile }: ChildProcess, error: Error): string | undefined {
  const { code } = failureOf(error)
  if (code === 'ENOENT') return `${spawnfile} is no program that is found here`
  return code === 'EACCES' ? `${spawnfile} may not be run` : undefined
}

const lastLine = (output: string) => {
  const line = output.trimEnd().split('\n').at(-1) ?? ''
  return line === '' ? '' : `: ${line.slice(0, 160)}`
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { COMMAND } from '../../test/command.ts'
import { BOT, HEADERS } from '../../test/helper.ts'

/** Seconds of a lease. */
export const LEASE = 4
/** Opens the admin API of a replica that is asked from another machine. */
const ADMIN_TOKEN = 'of-the-faults'
const SESSIONS = `/api/public/bot/${BOT}/getSessions`
/** ms after which an answer is given up. */
const PATIENCE = 2_000 + LEASE * 1_000

/** A mock that shares a store with others. */
export interface Replica {
  readonly url: string
  readonly process: ChildProcess
}

/** How a replica is started other than the usual way. */
interface Place {
  /** The command before `node`: of another network. */
  readonly within?: readonly string[]
  /** The command that runs; undefined: that of this version. */
  readonly command?: readonly string[]
  readonly flags?: readonly string[]
}

/** Three replicas, or more, what is asked of them, and the answers that were wrong. */
export class Replicas {
  readonly wrong: string[] = []
  readonly #started: ChildProcess[] = []

  /** @throws Error with what it said, where it ended */
  async start(store: string, { within = [], command = COMMAND, flags = [] }: Place = {}): Promise<Replica> {
    const usual = [
      '--port',
      '0',
      '--scenario',
      'default',
      '--now',
      '2026-03-09T12:00:00Z',
      '--admin-token',
      ADMIN_TOKEN,
    ]
    const shared = ['--store', store, '--store-lease', `${LEASE}`]
    const [program, ...args] = [...within, process.execPath, ...command, ...usual, ...shared, ...flags] as [string]
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#started.push(child)
    return new Promise((done, fail) => {
      let text = ''
      for (const stream of [child.stdout!, child.stderr!]) {
        stream.on('data', chunk => {
          text += chunk
          const url = /listens on (http:\/\/[^\s/]+)/.exec(text)?.[1]
          if (url !== undefined) done({ url, process: child })
        })
      }
      child.once('exit', code => fail(new Error(`it ended with ${code}: ${text}`)))
    })
  }

  /** Asks all while something happens, and says what they answered. */
  async during(name: string, replicas: readonly Replica[], what: () => Promise<void>): Promise<void> {
    let isOver = false
    const seen = new Map<string, number>()
    let longest = 0
    const clients = replicas.flatMap(({ url }) =>
      (['plain', 'counted', 'ready'] as const).map(async kind => {
        while (!isOver) {
          const began = performance.now()
          const headers = kind === 'counted' ? { 'x-mock-scenario': 'rate-limited' } : {}
          const { status } =
            kind === 'ready'
              ? await ask(url, ['GET', '/__admin/ready'])
              : await ask(url, ['POST', SESSIONS, {}, headers])
          longest = Math.max(longest, performance.now() - began)
          seen.set(`${kind} ${status}`, (seen.get(`${kind} ${status}`) ?? 0) + 1)
          await sleep(50)
        }
      }),
    )
    await what()
    isOver = true
    await Promise.all(clients)
    const counts = [...seen].sort().map(([kind, count]) => `${kind}: ${count}`)
    console.log(`${name}\n  ${counts.join(', ')}; the longest took ${Math.round(longest)} ms`)
    for (const kind of seen.keys()) if (!/ (?:200|429|503)$/.test(kind)) this.wrong.push(`${name}: ${kind}`)
  }

  /** Sets the clock by the first, and looks that all that answer have it. */
  async check(name: string, replicas: readonly Replica[], now: string): Promise<void> {
    const began = performance.now()
    const { status } = await ask(replicas[0]!.url, ['PUT', '/__admin/clock', { now }])
    const took = Math.round(performance.now() - began)
    const shown = await Promise.all(replicas.map(({ url }) => ask(url, ['POST', SESSIONS, {}])))
    for (const { status: answered, now: its } of shown) {
      if (status === 200 && answered === 200 && its !== now) this.wrong.push(`${name}: ${its} in place of ${now}`)
    }
    const all = shown.map(one => one.now || one.status).join(' ')
    console.log(`  ${name}, the clock is set: ${status} after ${took} ms; all show: ${all}`)
  }

  end(): void {
    for (const child of this.#started) child.kill('SIGKILL')
  }
}

type Asked = readonly [method: string, path: string, body?: object, headers?: Readonly<Record<string, string>>]

/** Status of an answer, and the time in the world it was made at; 0: there was none for long. */
async function ask(url: string, [method, path, body, headers = {}]: Asked): Promise<{ status: number; now: string }> {
  try {
    const answer = await fetch(url + path, {
      method,
      headers: { ...HEADERS, authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE),
    })
    await answer.arrayBuffer()
    return { status: answer.status, now: answer.headers.get('x-mock-now') ?? '' }
  } catch {
    return { status: 0, now: '' }
  }
}

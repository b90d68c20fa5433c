import cluster, { type Worker } from 'node:cluster'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { forwardApp } from '../cluster/forward.ts'
import { Member } from '../cluster/member.ts'
import { OwnerControl } from '../cluster/owner.ts'
import { lineOf, say } from '../errors/catalogue.ts'
import { listen } from '../fastify/listen.ts'
import { DEFAULT_MEMORY_BYTES, Memory } from '../memory/memory.ts'
import { settleAdminToken } from './admin-token.ts'
import type { EndSignals } from './end-signals.ts'
import type { LogLevel, Settings } from './flags.ts'
import {
  announce,
  closeApp,
  complain,
  controlOptionsOf,
  endOfServing,
  makeApp,
  urlOf,
  watch,
  whyNotListening,
} from './serving.ts'

/** So many processes in a row may end before they listen. */
const MOST_FAILURES = 3
/** ms between looks at the journals of the others while somebody follows the events. */
const FOLLOW = 100
/** ms beyond the deadline in which a worker has to say what it has answered, and then to end. */
const GRACE = 1_000

/** Keeps no process alive. */
const late = (ms: number) => sleep(ms, 'late' as const, { ref: false })

/**
 * Serves from several processes that share a port (`--workers`). The first process owns the state and answers the admin
 * API; it forks the others, and another for one that died.
 */
export function serveWorkers(settings: Settings, signals: EndSignals): Promise<number> {
  // A terminal sends its signals to all processes; only the first acts on them.
  return cluster.isPrimary ? leadMembers(settings, signals) : serveAsMember(settings)
}

async function leadMembers(settings: Settings, signals: EndSignals): Promise<number> {
  const problem = settleAdminToken(settings)
  if (problem !== undefined) return complain(lineOf(problem))
  const control = controlOptionsOf(settings)
  // The first process keeps something too: what it counts for all of them.
  const memoryBytes = Math.floor((settings.memoryBytes ?? DEFAULT_MEMORY_BYTES) / (settings.workers + 1))
  const memory = new Memory(memoryBytes)
  const owner = new OwnerControl({ ...control, memory })
  const app = makeApp(settings, {}, { control: owner, memory })
  owner.lead(app.mock)
  let port: number
  try {
    port = await freePort(settings)
  } catch (error) {
    return complain(whyNotListening(error, settings))
  }
  await listen(app, { port: 0, host: '127.0.0.1' })
  const crew = new Crew(owner, {
    control,
    port,
    host: settings.host,
    ownerPort: (app.server.address() as AddressInfo).port,
    memoryBytes,
    adminToken: settings.adminToken,
  })
  await Promise.race([crew.start(settings.workers), crew.failed, signals.first])
  if (crew.failure === undefined && !signals.isSent) await announce(app, urlOf(settings.host, port), settings)
  const follower = setInterval(() => owner.journal.isWatched && owner.gather(), FOLLOW)
  const unwatch = settings.watch ? await watch(app, settings, scenario => owner.replace(scenario)) : undefined
  await Promise.race([signals.first, crew.failed])
  unwatch?.()
  clearInterval(follower)
  await crew.stop(settings.shutdownTimeout, signals.second)
  await closeApp(app, 0)
  return crew.failure === undefined ? endOfServing(app.mock, settings) : complain(crew.failure)
}

/** The processes that answer. */
class Crew {
  readonly #owner: OwnerControl
  readonly #beginning: Parameters<OwnerControl['begin']>[1]
  readonly #workers = new Set<Worker>()
  /** Those of them that do not listen yet. */
  readonly #starting = new Set<Worker>()
  #isOver = false
  #failures = 0
  #giveUp: () => void = () => {}
  /** Is over when there is no point in going on; `failure` says why. */
  readonly failed = new Promise<void>(resolve => {
    this.#giveUp = resolve
  })
  failure: string | undefined

  constructor(owner: OwnerControl, beginning: Parameters<OwnerControl['begin']>[1]) {
    this.#owner = owner
    this.#beginning = beginning
    // Bodies travel as bytes.
    cluster.setupPrimary({ serialization: 'advanced' })
  }

  /** Is over when all of them listen. */
  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#fork()))
  }

  /**
   * Lets them answer what is in flight, for so many ms or until `hurry` is over, and ends them. One that has not begun has
   * nothing to answer, and one that does not say in time what it has answered is not waited for.
   */
  async stop(timeout: number, hurry: Promise<void>): Promise<void> {
    this.#isOver = true
    for (const worker of this.#starting) worker.process.kill('SIGKILL')
    const stopped = this.#owner.stop(timeout).then(() => 'in time' as const)
    const hurried = hurry.then(() => {
      void this.#owner.stop(0)
      return Promise.race([stopped, late(GRACE)])
    })
    const isComplete = await Promise.race([stopped, hurried, late(timeout + GRACE)])
    if (isComplete === 'late') {
      process.stderr.write('kore-mock: a worker did not end in time; the journal may lack what it has answered last\n')
    }
    for (const worker of this.#workers) {
      if (worker.isConnected()) worker.process.disconnect()
      setTimeout(() => worker.process.kill('SIGKILL'), GRACE).unref()
    }
  }

  async #fork(): Promise<void> {
    const worker = cluster.fork()
    this.#workers.add(worker)
    this.#starting.add(worker)
    const line = this.#owner.add({
      send: (message, done) => worker.process.send(message as object, done),
      on: (event, listener) => worker.process.on(event, listener),
    })
    worker.once('exit', (code, signal) => {
      this.#workers.delete(worker)
      this.#starting.delete(worker)
      this.#owner.remove(line)
      if (!this.#isOver) this.#replace(signal ?? `exit code ${code}`)
    })
    try {
      await this.#owner.begin(line, this.#beginning)
      this.#starting.delete(worker)
      this.#failures = 0
    } catch (error) {
      // One that ended is replaced; one that says why it cannot listen is right for all.
      if (!worker.isDead() && worker.isConnected()) this.#fail((error as Error).message)
    }
  }

  #replace(reason: string): void {
    this.#failures += 1
    if (this.#failures > MOST_FAILURES) {
      this.#fail(lineOf(say('KM_WORKERS_END', { reason })))
      return
    }
    process.stderr.write(`kore-mock: a worker ended (${reason}); another takes its place\n`)
    void this.#fork()
  }

  #fail(reason: string): void {
    this.failure ??= reason
    this.#giveUp()
  }
}

/** A process of the crew: it ends when the first one says so, or is gone. */
async function serveAsMember(settings: Settings): Promise<number> {
  new Member(process as NodeJS.Process & { send: NonNullable<NodeJS.Process['send']> }, {
    close: closeApp,
    async listen({ scenario, port, host, ownerPort, adminToken }, parts) {
      const own = { ...settings, adminToken, logLevel: quieter(settings.logLevel) }
      const app = makeApp(own, { scenario }, { ...parts, adminApp: () => forwardApp(ownerPort, adminToken) })
      try {
        await listen(app, { port, host })
      } catch (error) {
        throw new Error(whyNotListening(error, settings))
      }
      return app
    },
  })
  return new Promise(() => {})
}

/** What was answered is logged by the first process, from its journal. */
const quieter = (level: LogLevel): LogLevel => (['info', 'debug', 'trace'].includes(level) ? 'warn' : level)

/** The port to share: that of the settings when nobody has it, a free one for 0. */
function freePort({ port, host }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ port, host }, () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

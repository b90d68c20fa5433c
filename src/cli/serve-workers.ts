import cluster, { type Worker } from 'node:cluster'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ExchangeCount } from '../cluster/exchange-count.ts'
import { forwardApp } from '../cluster/forward.ts'
import { giveBackLate, HandedConnections } from '../cluster/handed-over.ts'
import { LOOK } from '../cluster/known-member.ts'
import type { Peer } from '../cluster/line.ts'
import { Member } from '../cluster/member.ts'
import { OwnerControl } from '../cluster/owner.ts'
import { howMany } from '../contract/how-many.ts'
import type { ProcessNotice } from '../control/process-notice.ts'
import { lineOf, say } from '../errors/catalogue.ts'
import { listen } from '../fastify/listen.ts'
import { listeningAt } from '../fastify/listening-at.ts'
import { DEFAULT_MEMORY_BYTES, Memory } from '../memory/memory.ts'
import { receiveScenario } from '../scenario/sent-packs.ts'
import type { EndSignals } from './end-signals.ts'
import type { LogLevel, Settings } from './flags.ts'
import {
  announce,
  closeApp,
  complain,
  controlOptionsOf,
  endOfServing,
  makeApp,
  settleBeginning,
  tlsOrCode,
  urlOf,
  watch,
  whyNotListening,
} from './serving.ts'

/** So many processes in a row may end before they listen. */
const MOST_FAILURES = 3
/** ms for which a process may be silent before another takes its place: until then it may just have much to do. */
const MOST_SILENCE = 5_000
/** ms between looks at the journals of the others while somebody follows the events. */
const FOLLOW = 100
/** ms beyond the deadline in which a worker has to say what it has answered, and then to end. */
const GRACE = 1_000

/** What a worker has open from its start; behind them stands the file in which it counts. */
const STDIO = ['inherit', 'inherit', 'inherit', 'ipc'] as const

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
  const problem = await settleBeginning(settings, signals)
  if (problem !== undefined) return complain(lineOf(problem))
  const tls = settings.tls ? await tlsOrCode(settings) : undefined
  if (typeof tls === 'number') return tls
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
    ownerPort: listeningAt(app.server).port,
    memoryBytes,
    adminToken: settings.adminToken,
    pair: tls?.ready.pair,
  })
  await Promise.race([crew.start(settings.workers), crew.failed, signals.first])
  if (crew.failure === undefined && !signals.isSent) {
    await announce(app, urlOf(settings.host, port, settings), settings, tls)
  }
  const follower = setInterval(() => owner.journal.isWatched && owner.gather(), FOLLOW)
  const unwatch = settings.watch ? await watch(app, settings, scenario => owner.replace(scenario)) : undefined
  await Promise.race([signals.first, crew.failed])
  unwatch?.()
  clearInterval(follower)
  await crew.stop(settings.shutdownTimeout, signals.second)
  await closeApp(app, 0)
  tls?.end()
  return crew.failure === undefined ? endOfServing(app.mock, settings) : complain(crew.failure)
}

type CommonBeginning = Omit<Parameters<OwnerControl['begin']>[1], 'counted'>

/** The processes that answer. */
class Crew {
  readonly #owner: OwnerControl
  readonly #beginning: CommonBeginning
  readonly #workers = new Map<Worker, HandedConnections>()
  readonly #givenBack = new WeakSet<object>()
  /** Those of them that do not listen yet. */
  readonly #starting = new Set<Worker>()
  /** What ends a silent process, by its id. */
  readonly #silences = new Map<number, NodeJS.Timeout>()
  readonly #look: NodeJS.Timeout
  #isOver = false
  #failures = 0
  #giveUp: () => void = () => {}
  /** Is over when there is no point in going on; `failure` says why. */
  readonly failed = new Promise<void>(resolve => {
    this.#giveUp = resolve
  })
  failure: string | undefined

  constructor(owner: OwnerControl, beginning: CommonBeginning) {
    this.#owner = owner
    this.#beginning = beginning
    owner.notices.subscribe(notice => this.#heed(notice))
    this.#look = setInterval(() => this.#lookAround(), LOOK)
  }

  /** Finds out who is silent, and has others take the connections that wait for one. */
  #lookAround(): void {
    void this.#owner.ping()
    if (this.#isOver) return
    for (const handed of this.#workers.values()) {
      const other = this.#instead(handed)
      if (other !== undefined) handed.handOn(other, false)
    }
  }

  /** Says what happens to a process, and ends one that stays silent: what it answered might be of yesterday. */
  #heed({ process: id, what, entries }: ProcessNotice): void {
    const pid = Number(id)
    process.stderr.write(`kore-mock: ${lineOfNotice({ process: pid, what, entries: entries ?? 0 }, this.#isOver)}\n`)
    const worker = [...this.#workers.keys()].find(({ process }) => process.pid === pid)
    clearTimeout(this.#silences.get(pid))
    this.#silences.delete(pid)
    if (what !== 'silent' || worker === undefined) return
    const end = () => worker.process.kill('SIGKILL')
    this.#silences.set(pid, setTimeout(end, MOST_SILENCE).unref())
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
    const end = await Promise.race([stopped, hurried, late(timeout + GRACE)])
    if (end === 'late') {
      process.stderr.write('kore-mock: a worker did not end in time; the journal may lack what it has answered last\n')
    }
    clearInterval(this.#look)
    const silent = this.#owner.silent()
    for (const worker of this.#workers.keys()) {
      // The deadline is over, or it hears nothing: it is not asked, and its channel ends with it.
      if (end === 'late' || silent.includes(worker.process.pid ?? 0)) worker.process.kill('SIGKILL')
      else if (worker.isConnected()) worker.process.disconnect()
      setTimeout(() => worker.process.kill('SIGKILL'), GRACE).unref()
    }
  }

  /** Is over when it listens, or is known not to. */
  async #fork(): Promise<HandedConnections> {
    const counted = ExchangeCount.make()
    // Bodies travel as bytes.
    cluster.setupPrimary({
      serialization: 'advanced',
      stdio: [...STDIO, ...(counted === undefined ? [] : [counted.descriptor])],
    })
    const worker = cluster.fork()
    const handed = new HandedConnections(worker, { instead: one => this.#instead(one), givenBack: this.#givenBack })
    this.#workers.set(worker, handed)
    this.#starting.add(worker)
    const peer: Peer = {
      send: (message, done) => worker.process.send(message as object, done),
      on: (event, listener) => worker.process.on(event, listener),
    }
    const line = this.#owner.add(peer, { pid: worker.process.pid ?? 0, counted })
    // One that cannot even be started has no id; that a message could not be sent any more is no end.
    worker.on('error', error => {
      if (worker.process.pid === undefined) this.#fail(error.message)
    })
    worker.once('exit', async (code, signal) => {
      // What it has sent may still be on its way when it has ended; how much of its journal is lost is known after that.
      if (worker.isConnected()) await new Promise<void>(resolve => worker.once('disconnect', resolve))
      this.#workers.delete(worker)
      this.#starting.delete(worker)
      this.#owner.remove(line)
      if (!this.#isOver) this.#replace(signal ?? `exit code ${code}`, handed)
    })
    try {
      await this.#owner.begin(line, { ...this.#beginning, counted: counted && STDIO.length })
      this.#starting.delete(worker)
      this.#failures = 0
    } catch (error) {
      // One that ended is replaced; one that says why it cannot listen is right for all.
      if (!worker.isDead() && worker.isConnected()) this.#fail((error as Error).message)
    }
    return handed
  }

  /** @param handed connections that the one that ended has not taken */
  #replace(reason: string, handed: HandedConnections): void {
    this.#failures += 1
    if (this.#failures > MOST_FAILURES) {
      this.#fail(lineOf(say('KM_WORKERS_END', { reason })))
      return
    }
    process.stderr.write(`kore-mock: a worker ended (${reason}); another takes its place\n`)
    const taker = this.#anyOther()
    const forked = this.#fork()
    if (taker !== undefined) handed.handOn(taker, true)
    else void forked.then(its => handed.handOn(its, true))
  }

  /** Who takes the connections of one that is silent; undefined: it is not, or nobody answers. */
  #instead(one: HandedConnections): HandedConnections | undefined {
    const silent = this.#owner.silent()
    if (silent.length === 0) return undefined
    for (const [worker, handed] of this.#workers) {
      if (handed === one) return silent.includes(worker.process.pid ?? 0) ? this.#anyOther() : undefined
    }
    return undefined
  }

  /** One that answers; undefined: none does. */
  #anyOther(): HandedConnections | undefined {
    const silent = this.#owner.silent()
    for (const [worker, handed] of this.#workers) {
      if (this.#starting.has(worker) || !worker.isConnected()) continue
      if (!silent.includes(worker.process.pid ?? 0)) return handed
    }
    return undefined
  }

  #fail(reason: string): void {
    this.failure ??= reason
    this.#giveUp()
  }
}

/** A notice as one line on stderr. @param isOver nobody takes the place of one that is ended */
function lineOfNotice({ process: pid, what, entries }: Required<ProcessNotice>, isOver: boolean): string {
  if (what === 'back') return `worker ${pid} answers again`
  if (what === 'silent')
    return `worker ${pid} has not answered in time; unless it does within ${MOST_SILENCE / 1000} s it is ended${isOver ? '' : ' and replaced'}`
  return `${howMany(entries, 'entry', 'entries')} of the journal ended with worker ${pid}`
}

/** A process of the crew: it ends when the first one says so, or is gone. */
async function serveAsMember(settings: Settings): Promise<number> {
  giveBackLate(process)
  new Member(process as NodeJS.Process & { send: NonNullable<NodeJS.Process['send']> }, {
    close: closeApp,
    async listen({ scenario, startClock, port, host, ownerPort, adminToken, pair }, parts) {
      const own = { ...settings, adminToken, logLevel: quieter(settings.logLevel) }
      const front = pair && new (await import('../fastify/tls-front.ts')).TlsFront({ pair })
      const adminApp = () => forwardApp(ownerPort, adminToken)
      const app = makeApp(own, { scenario: receiveScenario(scenario), startClock }, { ...parts, adminApp, front })
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
      const { port } = listeningAt(probe)
      probe.close(() => resolve(port))
    })
  })
}

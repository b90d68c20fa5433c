import { randomUUID } from 'node:crypto'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { Line } from '../src/cluster/line.ts'
import { handOverJournal, Member, MemberControl } from '../src/cluster/member.ts'
import { OwnerControl } from '../src/cluster/owner.ts'
import type { Beginning } from '../src/cluster/questions.ts'
import type { Control, JournalControl, Maybe } from '../src/control/control.ts'
import type { Exchanged } from '../src/control/exchanged.ts'
import { type ControlOptions, MemoryControl } from '../src/control/memory-control.ts'
import { createApp } from '../src/fastify/app.ts'
import type { AppOptions } from '../src/fastify/app-options.ts'
import type { Mock, Stage } from '../src/mock/mock.ts'
import { receiveScenario } from '../src/scenario/sent-packs.ts'
import { type StartClock, startClock } from '../src/scenario/start-clock.ts'
import type { StoreControl } from '../src/store/store-control.ts'
import { channel } from './cluster/channel.ts'
import { checkAnswers, NOW } from './helper.ts'
import { joinedReplica } from './joined-replica.ts'
import { IS_LONG } from './long.ts'
import { noStore, TestStore } from './store-server.ts'

/*
 * The state of a mock, of each kind that there is, for tests that are the same for all: in the memory of one process, in an owner
 * with two workers, in a store that three replicas share. Whoever asks comes to one process after the other, as behind a proxy that
 * takes turns.
 */

/** The kinds. */
const KINDS = ['memory', 'workers', 'store'] as const
export type Kind = (typeof KINDS)[number]

const REPLICAS = 3
const WORKERS = 2
/** ms: longer than a busy machine holds a test up. */
const LEASE = 10_000
/** ms */
const FOLLOW = 25

/**
 * Runs a test once for each kind; without a server the one with a store is left out, and says so.
 * @param isSlow run of memory alone where tests are to be quick: the others in CI
 */
export function everyKind(
  t: Test,
  name: string,
  test: (t: Test, kind: Kind) => Promise<unknown>,
  { isSlow = false } = {},
): void {
  for (const kind of KINDS) {
    const isLeftOut = isSlow && kind !== 'memory' && !IS_LONG
    const skip = isLeftOut ? 'slow: in CI' : kind === 'store' && noStore
    t.test(`${name} (${kind})`, { skip }, async one => {
      await test(one, kind)
    })
  }
}

/** The processes of a mock. */
interface Processes {
  /** Answers admin calls. */
  readonly admin: Process
  /** Answer everything else, in turns. */
  readonly answering: readonly Process[]
}

interface Process {
  readonly control: Control
  readonly app: FastifyInstance
}

/** A mock of some kind as its clients see it. */
export interface MockOfKind {
  inject(request: InjectOptions | string): Promise<LightMyRequestResponse>
  /** Puts an exchange into the journal, of one process after the other. */
  add(make: (mock: Mock) => Exchanged): void
  /** Address of the process that is next to answer such a path; it listens from then on. */
  originFor(path: string): Promise<string>
  /** The process that answers the next admin call. */
  readonly app: FastifyInstance
}

/** Options of the mock. */
export interface MockOfKindOptions extends AppOptions {
  /** Exchanges are put into its journal that never were. */
  readonly areMadeUp?: boolean
}

/** A mock of a kind, ended with the test; what leaves it is checked against the contract. */
export async function mockOfKind(t: Test, kind: Kind, given: MockOfKindOptions = {}): Promise<MockOfKind> {
  const { areMadeUp = false, ...options } = given
  const all = { seed: 'test', now: NOW, ...options }
  const processes = await processesOf(t, kind, all)
  if (!areMadeUp) for (const { app } of processes.answering) checkAnswers(t, app)
  let turn = 0
  const next = () => {
    turn += 1
    return processes.answering[turn % processes.answering.length]!
  }
  const answers = (path: string) => (kind === 'workers' && path.startsWith('/__admin') ? processes.admin : next())
  const origins = new Map<FastifyInstance, Promise<string>>()
  return {
    inject: request =>
      answers(typeof request === 'string' ? request : String(request.url)).app.inject(request as InjectOptions),
    originFor: path => {
      const { app } = answers(path)
      const origin = origins.get(app) ?? app.listen({ port: 0, host: '127.0.0.1' })
      origins.set(app, origin)
      return origin
    },
    add: make => {
      const { app, control } = next()
      control.journal.add(make(app.mock))
    },
    get app() {
      return processes.admin.app
    },
  }
}

/** The parts of a mock's state that count, of one process after the other; for calls that are made up. */
export interface ControlOfKind {
  takeFault: Control['takeFault']
  takeQuota: Control['takeQuota']
  useTokenId: Control['useTokenId']
  /** Of the process that answers the next admin call. */
  readonly admin: Control
  /** An exchange leaves the next process; those that are later left later. */
  add(exchange: Exchanged): void
  /** The journal as an admin call finds it. */
  journal(): Promise<JournalControl>
  /** Does something as an admin call: it is over when that is in force everywhere. */
  change<Value>(what: (control: Control) => Maybe<Value>): Promise<Value>
  /** The next process, to read what is in force there. */
  readonly next: Control
}

/** State of a kind, ended with the test. */
export async function controlOfKind(t: Test, kind: Kind, options: ControlOptions = {}): Promise<ControlOfKind> {
  const stages = new Map<string, Stage>()
  const lead = { stage: (name: string) => stages.get(name)! } as Mock
  const { admin, answering } = await controlsOf(t, kind, options, lead)
  let turn = 0
  const next = () => {
    turn += 1
    return answering[turn % answering.length]!
  }
  const noted = (call: { readonly stage: object }) => stages.set((call.stage as Stage).name, call.stage as Stage)
  return {
    takeFault: call => {
      noted(call)
      return next().takeFault(call)
    },
    takeQuota: call => {
      noted(call)
      return next().takeQuota(call)
    },
    useTokenId: (clientId, tokenId) => next().useTokenId(clientId, tokenId),
    add: exchange => next().journal.add(exchange),
    async journal() {
      const control = kind === 'store' ? next() : admin
      await control.gather()
      return control.journal
    },
    get admin() {
      return kind === 'store' ? next() : admin
    },
    async change(what) {
      const control = kind === 'store' ? next() : admin
      await control.gather()
      const given = await what(control)
      await control.publish()
      return given
    },
    get next() {
      return next()
    },
  }
}

async function controlsOf(t: Test, kind: Kind, options: ControlOptions, lead: Mock) {
  if (kind === 'memory') {
    const control = new MemoryControl(options)
    return { admin: control as Control, answering: [control] as readonly Control[] }
  }
  if (kind === 'store') {
    const controls = await replicas(t, options, startClock())
    return { admin: controls[0]! as Control, answering: controls as readonly Control[] }
  }
  const owner = new OwnerControl(options)
  owner.lead({ ...lead, main: { scenario: { world: { packs: {} } } }, startClock: {} } as unknown as Mock)
  const answering: Control[] = []
  for (let pid = 1; pid <= WORKERS; pid += 1) {
    const [parent, child] = channel()
    const line = owner.add(parent, { pid, counted: undefined })
    const own: { control?: MemberControl } = {}
    const said = new Line<{ state(state: never): void; pull(until: number): unknown }>(
      child,
      'child',
      (name, question) => {
        const { state } = question as unknown as Beginning
        if (name === 'begin') own.control = new MemberControl(options, said as never, state)
        if (name === 'state') own.control?.restore(question)
        return name === 'pull' ? handOverJournal(own.control!, question) : undefined
      },
    )
    await owner.begin(line, {} as never)
    answering.push(own.control!)
  }
  return { admin: owner as Control, answering: answering as readonly Control[] }
}

async function processesOf(t: Test, kind: Kind, options: AppOptions): Promise<Processes> {
  if (kind === 'memory') {
    const app = createApp(options)
    t.teardown(() => app.close())
    const one = { app, control: app.mock.control }
    return { admin: one, answering: [one] }
  }
  if (kind === 'store') {
    const controls = await replicas(t, options, options.startClock ?? startClock(options.now))
    const answering: Process[] = []
    for (const control of controls) {
      const app = createApp({ ...options, startClock: control.startClock }, { control })
      await control.lead(app.mock)
      t.teardown(() => app.close())
      answering.push({ app, control })
    }
    return { admin: answering[0]!, answering }
  }
  return workersOf(t, options)
}

async function workersOf(t: Test, options: AppOptions): Promise<Processes> {
  const owner = new OwnerControl(options)
  const app = createApp(options, { control: owner })
  t.teardown(() => app.close())
  owner.lead(app.mock)
  // As `cli/serve-workers.ts` does while somebody follows the events.
  const follower = setInterval(() => owner.journal.isWatched && void owner.gather(), FOLLOW)
  t.teardown(() => clearInterval(follower))
  const answering: Process[] = []
  for (let pid = 1; pid <= WORKERS; pid += 1) {
    const [parent, child] = channel()
    const line = owner.add(parent, { pid, counted: undefined })
    new Member(child, {
      close: async () => {},
      async listen({ scenario, startClock: clock }, parts) {
        const own = createApp({ ...options, scenario: receiveScenario(scenario), startClock: clock }, parts)
        t.teardown(() => own.close())
        answering.push({ app: own, control: parts.control })
        return own
      },
    })
    await owner.begin(line, {
      control: { now: options.now, journal: options.journal },
      adminToken: undefined,
      pair: undefined,
      port: 0,
      host: '',
      ownerPort: 0,
      memoryBytes: 192 * 1024 * 1024,
      counted: undefined,
    })
  }
  return { admin: { app, control: owner }, answering }
}

/** One server for all tests of a process; each has keys of its own. */
const server: { started?: Promise<TestStore> } = {}

function startedServer(): Promise<TestStore> {
  server.started ??= TestStore.start().then(store => {
    process.once('exit', () => store.end())
    return store
  })
  return server.started
}

/** Replicas that share a store, ended with the test. */
async function replicas(t: Test, options: ControlOptions, clock: StartClock): Promise<StoreControl[]> {
  const { url } = await startedServer()
  const prefix = `test-${randomUUID()}`
  const all: StoreControl[] = []
  for (let i = 1; i <= REPLICAS; i += 1) {
    const id = `replica-${i}`
    const { now, journal } = options
    const own = { id, now, journal, startClock: clock, identity: 'a test', lease: LEASE }
    all.push(await joinedReplica({ url, prefix, ...own }))
  }
  t.teardown(async () => {
    for (const control of all) await control.leave()
  })
  return all
}

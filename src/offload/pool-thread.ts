import type { Worker } from 'node:worker_threads'
import type { Budget } from '../memory/cache.ts'
import type { BudgetState } from '../memory/memory.ts'
import { sendPacks } from '../scenario/sent-packs.ts'
import type { World } from '../world/types.ts'
import type { QueuedJob } from './fair-queue.ts'
import { unpackError, type WorkerOrder, type WorkerReply, type WorldQuestion } from './job.ts'
import type { ReadingQuestion } from './reading.ts'

/** Worlds that a thread knows; all share what it may keep. The one used longest ago goes. */
const WORLDS = 3
/** Jobs that a thread is given at once: one, and others that are done in its breaks. */
const MOST_GIVEN = 3
/** How many times shorter than the job under way a job must be in order to be done in its breaks. */
const MUCH_SHORTER = 4

/** What is to be made: of a world, or of files and texts. */
export type ThreadOrder =
  | { readonly world: World; readonly question: WorldQuestion }
  | { readonly world?: undefined; readonly question: ReadingQuestion }

/** Something that waits for a thread, or that one has been given. */
export interface PoolJob extends QueuedJob {
  readonly id: number
  ms: number
  readonly order: ThreadOrder
  readonly resolve: (text: Uint8Array) => void
  readonly reject: (error: unknown) => void
  tries: number
  /** `performance.now()` when it was given to a thread. */
  givenAt: number
}

/** What a thread is made of, and who is told what becomes of it. */
export interface PoolThreadParts {
  readonly start: () => Worker
  /** Bytes of heap with which it stays when it has nothing to do. */
  readonly mostHeap: number
  /** Bytes that it may keep. */
  readonly memoryBytes: number
  /** What it keeps is counted there. */
  readonly budget: Budget
  /** A job has ended, good or not: there is room for another. */
  readonly freed: (job: PoolJob | undefined) => void
  /** It died of what it had been given, or could not be started (`isBroken`). */
  readonly died: (jobs: readonly PoolJob[], reason: unknown) => void
}

/**
 * One thread of a pool, started with its first job and started again when it dies. It has worlds of its own, made from the same
 * specs: a world is a function of its spec, so they are the same worlds. It does not keep the process alive but while a job waits.
 */
export class PoolThread {
  readonly #parts: PoolThreadParts
  /** What it has been told to do, in the order in which it was. */
  readonly #given = new Map<number, PoolJob>()
  /** Worlds that it has; the one used last stands last. */
  readonly #worlds = new Map<World, number>()
  #worker: Worker | undefined
  /** What it keeps, as it said last. */
  #kept: readonly BudgetState[] = []
  #isReady = false
  #isClosed = false
  /** None could be started. */
  #isBroken = false
  #made = 0

  constructor(parts: PoolThreadParts) {
    this.#parts = parts
  }

  /** Whether none could be started: there is no use in another try. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  /** Whether there is one that has been started. */
  get isThere(): boolean {
    return this.#worker !== undefined
  }

  get isIdle(): boolean {
    return this.#given.size === 0
  }

  /** Whether it has a world already. */
  knows(world: World | undefined): boolean {
    return world !== undefined && this.#worlds.has(world)
  }

  /** ms that a job may take that is given now; -1: none may be. */
  get mostMs(): number {
    if (this.#isBroken || this.#given.size >= MOST_GIVEN) return -1
    let most = Number.POSITIVE_INFINITY
    for (const { ms, tries } of this.#given.values()) {
      // A job that may have killed a thread runs alone, so that no other job dies with it.
      if (tries > 0) return -1
      // A job of unknown time (Infinity) is never shorter than another one.
      most = Math.min(most, ms, Number.MAX_VALUE) / MUCH_SHORTER
    }
    return most
  }

  /** @throws what keeps a thread from being started */
  give(job: PoolJob): void {
    if (this.#worker === undefined) this.#start()
    const { id, order } = job
    this.#given.set(id, job)
    job.givenAt = performance.now()
    try {
      if (order.world === undefined) this.#say({ id, question: order.question })
      else this.#say({ id, of: this.#numberOf(order.world), question: order.question })
    } catch (error) {
      this.#given.delete(id)
      throw error
    }
    this.#worker!.ref()
  }

  /** Nobody waits for a job any more; false: it was not given here. It stays on the list until the thread says that it has ended it. */
  abandon(job: PoolJob): boolean {
    if (!this.#given.has(job.id)) return false
    this.#say({ abandon: job.id })
    return true
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#worker?.terminate()
  }

  /** It may be tried again whether it can be started. */
  mend(): void {
    this.#isBroken = false
  }

  /** Takes back what it has been given. */
  takeAll(): PoolJob[] {
    const all = [...this.#given.values()]
    this.#given.clear()
    return all
  }

  #start(): void {
    // Until it has been.
    this.#isBroken = true
    const worker = this.#parts.start()
    this.#isBroken = false
    this.#worker = worker
    this.#isReady = false
    this.#worlds.clear()
    let reason: unknown
    worker.on('message', (delivery: WorkerReply) => this.#receive(delivery))
    worker.on('error', error => {
      reason = error
    })
    worker.on('exit', code => this.#ended(worker, reason ?? new Error(`the worker thread ended with code ${code}`)))
    this.#say({ memoryBytes: this.#parts.memoryBytes })
    worker.unref()
  }

  #say(order: WorkerOrder): void {
    this.#worker?.postMessage(order)
  }

  #count(kept: readonly BudgetState[]): void {
    const { budget } = this.#parts
    for (const { bytes, entries } of this.#kept) budget.hold(-bytes, -entries)
    for (const { bytes, entries } of kept) budget.hold(bytes, entries)
    this.#kept = kept
  }

  /** By which the thread knows a world from now on. */
  #numberOf(world: World): number {
    let of = this.#worlds.get(world)
    this.#worlds.delete(world)
    if (of === undefined) {
      this.#made += 1
      of = this.#made
      this.#say({ world: of, spec: sendPacks(world.spec) })
    }
    this.#worlds.set(world, of)
    if (this.#worlds.size > WORLDS) this.#dropWorld()
    return of
  }

  /** The one used longest ago; there are more worlds than jobs that are under way. */
  #dropWorld(): void {
    const inUse = new Set([...this.#given.values()].map(({ order }) => order.world))
    for (const [world, number] of this.#worlds) {
      if (inUse.has(world)) continue
      this.#worlds.delete(world)
      this.#say({ drop: number })
      return
    }
  }

  #receive(delivery: WorkerReply): void {
    // It is being ended, which `close` waits for: it must keep the process alive, so it is not unref-ed here.
    if (this.#isClosed) return
    if ('ready' in delivery) {
      this.#isReady = true
      return
    }
    const job = this.#given.get(delivery.id)
    this.#given.delete(delivery.id)
    this.#parts.freed(job)
    if (this.isIdle) this.#worker?.unref()
    if ('text' in delivery) {
      this.#count(delivery.kept)
      if (this.isIdle && delivery.heapBytes > this.#parts.mostHeap) this.#rest()
      job?.resolve(delivery.text)
    } else job?.reject(unpackError(delivery.error))
  }

  /** It has nothing to do and has grown: the next job starts another. */
  #rest(): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#count([])
    worker?.terminate()
  }

  #ended(worker: Worker, reason: unknown): void {
    if (worker !== this.#worker) return
    this.#worker = undefined
    this.#count([])
    if (!this.#isReady) this.#isBroken = true
    if (!this.#isClosed) this.#parts.died(this.takeAll(), reason)
  }
}

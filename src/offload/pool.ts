import type { Worker } from 'node:worker_threads'
import { nobodyWaits } from '../contract/closing-refusal.ts'
import type { Budget } from '../memory/cache.ts'
import type { BudgetState } from '../memory/memory.ts'
import { sendPacks } from '../scenario/sent-packs.ts'
import type { World } from '../world/types.ts'
import { FairQueue, type QueuedJob } from './fair-queue.ts'
import { unpackError, type WorkerOrder, type WorkerReply, type WorldQuestion } from './job.ts'
import type { ReadingQuestion } from './reading.ts'
import { tooManyWait } from './refusals.ts'
import { startThread } from './start-thread.ts'

/** Worlds that the worker knows; all share what it may keep. The one used longest ago goes. */
const WORLDS = 3
/** How often a job is begun: the second time in a new thread, should the first have died of it. */
const JOB_TRIES = 2
/** Jobs that wait at most, of all clients. */
const MOST_WAITING = 256
/** Jobs that are given to the worker at once: one, and others that are done in its breaks. */
const MOST_GIVEN = 3
/** How many times shorter than the job under way a job must be in order to be done in its breaks. */
const MUCH_SHORTER = 4

/**
 * MB of the worker's young generation, the part of the heap in which V8 makes new objects; by itself V8 takes 48. Pages of
 * 10,000 messages of `busy` took the same time with either, within noise, and 30 MB less with 12.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

/**
 * Bytes of heap with which the worker may wait for another job. It cleans its heap after a large one (`thread-heap.ts`); one that
 * has more all the same is ended, and the next job starts another.
 */
const MOST_HEAP = 96 * 1024 * 1024

/** There is no worker thread to be had here: the caller has to do the work himself. */
export class NoWorker extends Error {
  override name = 'NoWorker'
}

/** Who asks for an answer, and what is known of it beforehand. */
export interface Asker extends QueuedJob {
  /** Says that he has left. */
  readonly signal?: AbortSignal | undefined
}

/** What a pool is made of; each has a default. */
export interface PoolOptions {
  /** Bytes of heap with which the worker stays when it has nothing to do. */
  readonly mostHeap?: number
  readonly mostWaiting?: number
  readonly start?: () => Worker
}

/** What is to be made: of a world, or of files and texts. */
export type ThreadOrder =
  | { readonly world: World; readonly question: WorldQuestion }
  | { readonly world?: undefined; readonly question: ReadingQuestion }

interface Job extends QueuedJob {
  readonly id: number
  readonly client: string
  ms: number
  readonly order: ThreadOrder
  readonly resolve: (text: Uint8Array) => void
  readonly reject: (error: unknown) => void
  tries: number
  /** `performance.now()` when it was given to the worker. */
  givenAt: number
}

/**
 * One worker thread, started with the first job and started again when it dies. It has worlds of its own, made from the
 * same specs: a world is a function of its spec, so they are the same worlds. Clients take turns (`FairQueue`); what takes
 * much less time than the job under way is done in its breaks (`Thread`). A job of a client who has left is not begun, and
 * ends at its next break. The thread does not keep the process alive but while a job waits.
 */
export class Pool {
  readonly #queue: FairQueue<Job>
  /** What the worker has been told to do, in the order in which it was. */
  readonly #given = new Map<number, Job>()
  /** Worlds that the worker has; the one used last stands last. */
  readonly #worlds = new Map<World, number>()
  readonly #budget: Budget
  readonly #mostHeap: number
  readonly #startWorker: () => Worker
  #worker: Worker | undefined
  /** What the worker keeps, as it said last. */
  #kept: readonly BudgetState[] = []
  #isReady = false
  #isClosed = false
  #jobs = 0
  #made = 0
  /** ms that the last jobs took, about. */
  #usualMs = 1000

  /** @param budget what the worker may keep; it is counted there */
  constructor(
    budget: Budget,
    { mostHeap = MOST_HEAP, mostWaiting = MOST_WAITING, start = startWorker }: PoolOptions = {},
  ) {
    this.#budget = budget
    this.#mostHeap = mostHeap
    this.#queue = new FairQueue(mostWaiting)
    this.#startWorker = start
  }

  /**
   * The text of an answer, UTF-8; of what is read what `readInto` gives.
   * @throws NoWorker when no thread can be started, Refusal 503 when there is no room to wait, 499 when the asker has left;
   *   else what the operation throws.
   */
  run(order: ThreadOrder, { client, ms, signal }: Asker): Promise<Uint8Array> {
    let stop = () => {}
    const made = new Promise<Uint8Array>((resolve, reject) => {
      if (this.#isClosed) {
        reject(new NoWorker('the mock has been closed'))
        return
      }
      if (signal?.aborted) {
        reject(nobodyWaits())
        return
      }
      this.#jobs += 1
      const job = { id: this.#jobs, client, ms, order, resolve, reject, tries: 0, givenAt: 0 }
      stop = () => this.#abandon(job)
      signal?.addEventListener('abort', stop)
      const refused = this.#queue.add(job)
      refused?.reject(tooManyWait(this.#queue.size, Math.max(1, Math.ceil(this.#usualMs / 1000))))
      this.#giveMore()
    })
    // One who asks for one thing after the other has one signal for all.
    return made.finally(() => signal?.removeEventListener('abort', stop))
  }

  /** Ends the thread; who still waits is told `NoWorker`. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#refuse(new NoWorker('the mock has been closed'))
    await this.#worker?.terminate()
  }

  #abandon(job: Job): void {
    job.reject(nobodyWaits())
    // One that the worker has been given stays on the list until it says that it has ended it.
    if (!this.#queue.remove(job) && this.#given.has(job.id)) this.#say({ abandon: job.id })
  }

  /** Gives the worker as much as it may have now. */
  #giveMore(): void {
    while (this.#given.size < MOST_GIVEN) {
      const job = this.#queue.next(this.#mostMs())
      if (job === undefined) return
      try {
        if (this.#worker === undefined) this.#start()
        this.#give(job)
      } catch (error) {
        this.#given.delete(job.id)
        job.reject(new NoWorker(String(error)))
      }
    }
  }

  /** ms that a job may take that is given now. */
  #mostMs(): number {
    let most = Number.POSITIVE_INFINITY
    for (const { ms, tries } of this.#given.values()) {
      // A job that may have killed a thread runs alone, so that no other job dies with it.
      if (tries > 0) return -1
      // A job of unknown time (Infinity) is never shorter than another one.
      most = Math.min(most, ms, Number.MAX_VALUE) / MUCH_SHORTER
    }
    return most
  }

  #start(): void {
    const worker = this.#startWorker()
    this.#worker = worker
    this.#isReady = false
    this.#worlds.clear()
    let reason: unknown
    worker.on('message', (delivery: WorkerReply) => this.#receive(delivery))
    worker.on('error', error => {
      reason = error
    })
    worker.on('exit', code => this.#died(worker, reason ?? new Error(`the worker thread ended with code ${code}`)))
    this.#say({ memoryBytes: this.#budget.limit })
    worker.unref()
  }

  #say(order: WorkerOrder): void {
    this.#worker?.postMessage(order)
  }

  #count(kept: readonly BudgetState[]): void {
    for (const { bytes, entries } of this.#kept) this.#budget.hold(-bytes, -entries)
    for (const { bytes, entries } of kept) this.#budget.hold(bytes, entries)
    this.#kept = kept
  }

  #give(job: Job): void {
    const { id, order } = job
    this.#given.set(id, job)
    job.givenAt = performance.now()
    if (order.world === undefined) this.#say({ id, question: order.question })
    else this.#say({ id, of: this.#numberOf(order.world), question: order.question })
    this.#worker!.ref()
  }

  /** By which the worker knows a world from now on. */
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
    // The thread is being ended, which `close` waits for: it must keep the process alive, so it is not unref-ed here.
    if (this.#isClosed) return
    if ('ready' in delivery) {
      this.#isReady = true
      return
    }
    const job = this.#given.get(delivery.id)
    this.#given.delete(delivery.id)
    if (job !== undefined) this.#usualMs += (performance.now() - job.givenAt - this.#usualMs) / 8
    this.#giveMore()
    const isIdle = this.#given.size === 0
    if (isIdle) this.#worker?.unref()
    if ('text' in delivery) {
      this.#count(delivery.kept)
      if (isIdle && delivery.heapBytes > this.#mostHeap) this.#endWorker()
      job?.resolve(delivery.text)
    } else job?.reject(unpackError(delivery.error))
  }

  /** Ends a worker that has nothing to do; the next job starts another. */
  #endWorker(): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#count([])
    worker?.terminate()
  }

  #died(worker: Worker, reason: unknown): void {
    if (worker !== this.#worker) return
    this.#worker = undefined
    this.#count([])
    if (this.#isClosed) return
    if (!this.#isReady) {
      this.#refuse(new NoWorker(String(reason)))
      return
    }
    const begun = [...this.#given.values()].reverse()
    this.#given.clear()
    for (const job of begun) {
      job.tries += 1
      // Alone the next time, so that it is known who is to blame.
      job.ms = Number.POSITIVE_INFINITY
      if (job.tries >= JOB_TRIES) job.reject(reason)
      else this.#queue.putBack(job)
    }
    this.#giveMore()
  }

  #refuse(error: unknown): void {
    for (const { reject } of [...this.#given.values(), ...this.#queue.takeAll()]) reject(error)
    this.#given.clear()
  }
}

/** Starts the worker thread. */
export function startWorker(): Worker {
  return startThread(
    { built: 'offload-worker.js', source: new URL('./worker.ts', import.meta.url) },
    { resourceLimits },
  )
}

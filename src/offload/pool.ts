import type { Worker } from 'node:worker_threads'
import { nobodyWaits } from '../contract/closing-refusal.ts'
import type { Budget } from '../memory/cache.ts'
import { FairQueue, type QueuedJob } from './fair-queue.ts'
import { type PoolJob, PoolThread, type ThreadOrder } from './pool-thread.ts'
import { tooManyWait } from './refusals.ts'
import { startThread } from './start-thread.ts'

/** How often a job is begun: the second time in a new thread, should the first have died of it. */
const JOB_TRIES = 2
/** Jobs that wait at most, of all clients. */
const MOST_WAITING = 256

/**
 * MB of a worker's young generation, the part of the heap in which V8 makes new objects; by itself V8 takes 48. Pages of
 * 10,000 messages of `busy` took the same time with either, within noise, and 30 MB less with 12.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

/**
 * Bytes of heap with which a worker may wait for another job. It cleans its heap after a large one (`thread-heap.ts`); one that
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
  /** Threads at most. Default 1. */
  readonly threads?: number
  /** Bytes of heap with which a worker stays when it has nothing to do. */
  readonly mostHeap?: number
  readonly mostWaiting?: number
  readonly start?: () => Worker
}

/**
 * Worker threads, each started when there is work and no other is free. Clients take turns (`FairQueue`); what takes much less
 * time than the job under way is done in its breaks (`Thread`). A job of a client who has left is not begun, and ends at its
 * next break. All threads together keep what the budget allows, each its part.
 */
export class Pool {
  readonly #queue: FairQueue<PoolJob>
  readonly #threads: readonly PoolThread[]
  #isClosed = false
  #jobs = 0
  /** ms that the last jobs took, about. */
  #usualMs = 1000

  /** @param budget what the workers may keep; it is counted there */
  constructor(
    budget: Budget,
    { threads = 1, mostHeap = MOST_HEAP, mostWaiting = MOST_WAITING, start = startWorker }: PoolOptions = {},
  ) {
    this.#queue = new FairQueue(mostWaiting)
    const parts = {
      start,
      mostHeap,
      budget,
      memoryBytes: Math.floor(budget.limit / threads),
      freed: (job: PoolJob | undefined) => this.#freed(job),
    }
    this.#threads = Array.from({ length: threads }, () => {
      const thread: PoolThread = new PoolThread({
        ...parts,
        died: (jobs, reason) => (thread.isBroken ? this.#couldNotStart(jobs, reason) : this.#died(jobs, reason)),
      })
      return thread
    })
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

  /** Whether nobody waits and a thread has nothing to do. */
  get hasTime(): boolean {
    return this.#queue.size === 0 && this.#threads.some(({ isIdle, isBroken }) => isIdle && !isBroken)
  }

  /** Ends the threads; who still waits is told `NoWorker`. */
  async close(): Promise<void> {
    this.#isClosed = true
    const closing = new NoWorker('the mock has been closed')
    for (const thread of this.#threads) for (const { reject } of thread.takeAll()) reject(closing)
    for (const { reject } of this.#queue.takeAll()) reject(closing)
    await Promise.all(this.#threads.map(thread => thread.close()))
  }

  #abandon(job: PoolJob): void {
    job.reject(nobodyWaits())
    if (!this.#queue.remove(job)) this.#threads.some(thread => thread.abandon(job))
  }

  /** Gives the threads as much as they may have now. */
  #giveMore(): void {
    for (;;) {
      const most = Math.max(...this.#threads.map(({ mostMs }) => mostMs))
      const job = most < 0 ? undefined : this.#queue.next(most)
      if (job === undefined) return
      const thread = this.#threadFor(job)
      try {
        thread.give(job)
      } catch (error) {
        if (!thread.isBroken) job.reject(new NoWorker(String(error)))
        else this.#couldNotStart([job], error)
      }
    }
  }

  /** One that is idle and has its world, that is idle, that is to be started, in this order; else one that has breaks for it. */
  #threadFor({ ms, order }: PoolJob): PoolThread {
    const free = this.#threads.filter(({ mostMs }) => mostMs >= ms)
    const rank = (thread: PoolThread) =>
      (thread.isIdle ? 4 : 0) + (thread.isThere ? (thread.knows(order.world) ? 3 : 2) : 0)
    return free.reduce((best, thread) => (rank(thread) > rank(best) ? thread : best))
  }

  #freed(job: PoolJob | undefined): void {
    if (job !== undefined) this.#usualMs += (performance.now() - job.givenAt - this.#usualMs) / 8
    this.#giveMore()
  }

  /** What a thread had to do that could not be started is done by the others; where there are none everybody is told. */
  #couldNotStart(jobs: readonly PoolJob[], reason: unknown): void {
    for (const job of jobs.toReversed()) this.#queue.putBack(job)
    if (this.#threads.some(({ isBroken }) => !isBroken)) {
      this.#giveMore()
      return
    }
    const none = new NoWorker(String(reason))
    for (const { reject } of this.#queue.takeAll()) reject(none)
    // Who asks later is given another try.
    for (const thread of this.#threads) thread.mend()
  }

  #died(jobs: readonly PoolJob[], reason: unknown): void {
    if (this.#isClosed) return
    for (const job of jobs.toReversed()) {
      job.tries += 1
      // Alone the next time, so that it is known who is to blame.
      job.ms = Number.POSITIVE_INFINITY
      if (job.tries >= JOB_TRIES) job.reject(reason)
      else this.#queue.putBack(job)
    }
    this.#giveMore()
  }
}

/** Starts a worker thread. */
export function startWorker(): Worker {
  return startThread(
    { built: 'offload-worker.js', source: new URL('./worker.ts', import.meta.url) },
    { resourceLimits },
  )
}

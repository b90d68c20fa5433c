import { availableParallelism } from 'node:os'
import { deserialize } from 'node:v8'
import type { Body } from '../apis/page.ts'
import { closingRefusal } from '../contract/closing-refusal.ts'
import type { Budget } from '../memory/cache.ts'
import { LEAST_THREAD_BYTES } from '../memory/thread-bounds.ts'
import type { World } from '../world/types.ts'
import { type Effort, estimate, estimateScan, type Scan } from './estimate.ts'
import type { WorldQuestion } from './job.ts'
import type { Asker, Pool } from './pool.ts'
import type { ThreadOrder } from './pool-thread.ts'
import type { ReadingOutcome, ReadingQuestion } from './reading.ts'
import { SpareJob } from './spare-job.ts'

/** Answers estimated to take longer than this many ms are computed beside the main thread. */
const MAX_BLOCK = 40

/** ms that an answer takes which nobody has asked for yet, as far as others are concerned: they wait for its next break at most. */
const AHEAD_MS = 10 * MAX_BLOCK

/** How much is left to other threads, and to how many. */
export interface OffloadOptions {
  /** ms that an answer may take on the main thread by estimate; Infinity: any. Default 40. */
  readonly maxBlock?: number | undefined
  /** Threads at most. Default: as many as there are cores less one, at least one, as far as each has 16 MB of the budget. */
  readonly threads?: number | undefined
  /** False: nothing is made before it is asked for. Default: it is, where there is a core for it. */
  readonly readsAhead?: boolean | undefined
}

/**
 * Keeps long computations off the main thread, so that it goes on answering others. An operation is a pure function of
 * world, clock and request; a worker thread with a world made from the same spec gives the same bytes.
 */
export class Offload {
  readonly #budget: Budget
  readonly #maxBlock: number
  readonly #threads: number
  readonly #readsAhead: boolean
  readonly #spareJobs = new Set<SpareJob>()
  #pool: Promise<Pool> | undefined
  #isClosed = false

  /**
   * @param budget what the other threads may keep, all together
   */
  constructor(budget: Budget, { maxBlock = MAX_BLOCK, threads, readsAhead = true }: OffloadOptions = {}) {
    this.#budget = budget
    this.#maxBlock = maxBlock
    this.#threads = threads ?? usualThreads(budget)
    this.#readsAhead = readsAhead && availableParallelism() > 1 && maxBlock !== Number.POSITIVE_INFINITY
  }

  /** Whether there is a core for what nobody has asked for yet. */
  get readsAhead(): boolean {
    return this.#readsAhead && !this.#isClosed
  }

  /** ms that something takes which is to be left to `answer`, by estimate; undefined: it takes less. */
  takes(effort: Effort | Scan): number | undefined {
    if (this.#maxBlock === Number.POSITIVE_INFINITY) return undefined
    const ms = 'op' in effort ? estimate(effort, this.#maxBlock) : estimateScan(effort)
    return ms > this.#maxBlock ? ms : undefined
  }

  /**
   * The body of an answer, made in the worker; on this thread when there can be none.
   * @throws Refusal 503 when too many wait for theirs or it is closed meanwhile, 499 when the asker has left; else what the operation throws
   */
  async answer(world: World, question: WorldQuestion, asker: Asker): Promise<Body> {
    return (await this.#run({ world, question }, asker)) ?? (await import('./job.ts')).compute(world, question)
  }

  /**
   * What is read of scenarios and stories, always in the worker, as nothing tells how long it takes; on this thread when there can be none.
   * @throws Refusal as `answer` does
   */
  async read<Asked extends ReadingQuestion>(question: Asked, asker: Asker): Promise<ReadingOutcome<Asked>> {
    const bytes = await this.#run({ question }, asker)
    const outcome = bytes === undefined ? (await import('./reading.ts')).readFiles(question, {}) : deserialize(bytes)
    return outcome as ReadingOutcome<Asked>
  }

  /**
   * An answer that nobody has asked for yet; it is made where nobody waits and a thread has nothing to do.
   * @param client who will ask for it
   */
  ahead(world: World, question: WorldQuestion, client: string): SpareJob {
    const job = new SpareJob(async signal => {
      const pool = await this.#poolOfThreads()
      if (!pool.hasTime || this.#isClosed) return undefined
      return bufferOf(await pool.run({ world, question }, { client, ms: AHEAD_MS, signal }))
    })
    this.#spareJobs.add(job)
    void job.body.then(() => this.#spareJobs.delete(job))
    return job
  }

  #poolOfThreads(): Promise<Pool> {
    this.#pool ??= import('./pool.ts').then(({ Pool }) => new Pool(this.#budget, { threads: this.#threads }))
    return this.#pool
  }

  /** What the worker gives; undefined: there can be none. */
  async #run(order: ThreadOrder, asker: Asker): Promise<Buffer | undefined> {
    if (this.#isClosed) throw closingRefusal()
    const pool = await this.#poolOfThreads()
    if (!pool.hasTime) for (const job of this.#spareJobs) job.giveWay()
    try {
      return bufferOf(await pool.run(order, asker))
    } catch (error) {
      if (this.#isClosed) throw closingRefusal()
      if (!(error instanceof Error && error.name === 'NoWorker')) throw error
      return undefined
    }
  }

  /** Ends the threads, if there were any. */
  async close(): Promise<void> {
    this.#isClosed = true
    await (await this.#pool)?.close()
  }
}

/** The same bytes, as what a server sends. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)

/** As many threads as the cores and the memory are good for; one core is left to the main thread. */
const usualThreads = ({ limit }: Budget): number =>
  Math.max(1, Math.min(availableParallelism() - 1, Math.floor(limit / LEAST_THREAD_BYTES)))

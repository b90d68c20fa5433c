import { Worker } from 'node:worker_threads'
import type { Question } from '../apis/ask.ts'
import type { Budget } from '../memory/cache.ts'
import type { BudgetState } from '../memory/memory.ts'
import type { World } from '../world/types.ts'
import { unpackError, type WorkerOrder, type WorkerReply } from './job.ts'

/** Worlds that the worker knows; all share what it may keep. The one used longest ago goes. */
const WORLDS = 3
/** How often a job is begun: the second time in a new thread, should the first have died of it. */
const JOB_TRIES = 2

/**
 * MB for what the worker has just made, of which two thirds are in use at a time; V8 would take 48. What it makes lives for
 * one job; pages of 10,000 messages of `busy` took it as much CPU with either, within noise, and 30 MB less.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

/**
 * Bytes of heap with which the worker may wait for another job. One large job has left 174 MB behind, garbage included,
 * at which V8 does not look again as long as nothing happens: a worker like that ends, and the next job has a new one.
 */
const MOST_HEAP = 96 * 1024 * 1024

/** There is no worker thread to be had here: the caller has to do the work himself. */
export class NoWorker extends Error {
  override name = 'NoWorker'
}

interface Waiting {
  readonly world: World
  readonly question: Question
  readonly resolve: (text: Uint8Array) => void
  readonly reject: (error: unknown) => void
  tries: number
}

/**
 * One worker thread, started with the first job and started again when it dies. It has worlds of its own, made from the
 * same specs: a world is a function of its spec, so they are the same worlds. Jobs are done one after the other. It does
 * not keep the process alive but while a job waits.
 */
export class Pool {
  /** In the order in which they were given. */
  readonly #waiting = new Map<number, Waiting>()
  /** Worlds that the worker has; the one used last stands last. */
  readonly #worlds = new Map<World, number>()
  readonly #budget: Budget
  readonly #mostHeap: number
  #worker: Worker | undefined
  /** What the worker keeps, as it said last. */
  #kept: readonly BudgetState[] = []
  #isReady = false
  #isClosed = false
  #jobs = 0
  #made = 0

  /**
   * @param budget what the worker may keep; it is counted there
   * @param mostHeap bytes of heap with which it stays when it has nothing to do
   */
  constructor(budget: Budget, mostHeap: number = MOST_HEAP) {
    this.#budget = budget
    this.#mostHeap = mostHeap
  }

  /**
   * The text of an answer, UTF-8.
   * @throws NoWorker when no thread can be started; else what the operation throws.
   */
  run(world: World, question: Question): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new NoWorker('the mock has been closed'))
        return
      }
      this.#jobs += 1
      const waiting = { world, question, resolve, reject, tries: 0 }
      this.#waiting.set(this.#jobs, waiting)
      try {
        if (this.#worker === undefined) this.#start()
        this.#send(this.#jobs, waiting)
      } catch (error) {
        this.#waiting.delete(this.#jobs)
        reject(new NoWorker(String(error)))
      }
    })
  }

  /** Ends the thread; who still waits is told `NoWorker`. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#refuse(new NoWorker('the mock has been closed'))
    await this.#worker?.terminate()
  }

  #start(): void {
    const worker = startWorker()
    this.#worker = worker
    this.#isReady = false
    this.#worlds.clear()
    let reason: unknown
    worker.on('message', (delivery: WorkerReply) => this.#receive(delivery))
    worker.on('error', error => {
      reason = error
    })
    worker.on('exit', code => this.#died(worker, reason ?? new Error(`the worker thread ended with code ${code}`)))
    worker.postMessage({ memoryBytes: this.#budget.limit } satisfies WorkerOrder)
    worker.unref()
  }

  #count(kept: readonly BudgetState[]): void {
    for (const { bytes, entries } of this.#kept) this.#budget.hold(-bytes, -entries)
    for (const { bytes, entries } of kept) this.#budget.hold(bytes, entries)
    this.#kept = kept
  }

  #send(id: number, { world, question }: Waiting): void {
    const worker = this.#worker!
    const say = (order: WorkerOrder) => worker.postMessage(order)
    let of = this.#worlds.get(world)
    this.#worlds.delete(world)
    if (of === undefined) {
      this.#made += 1
      of = this.#made
      say({ world: of, spec: world.spec })
    }
    this.#worlds.set(world, of)
    if (this.#worlds.size > WORLDS) {
      const [oldest, number] = this.#worlds.entries().next().value!
      this.#worlds.delete(oldest)
      say({ drop: number })
    }
    say({ id, of, question })
    worker.ref()
  }

  #receive(delivery: WorkerReply): void {
    if ('ready' in delivery) {
      this.#isReady = true
      return
    }
    const waiting = this.#waiting.get(delivery.id)
    this.#waiting.delete(delivery.id)
    if (this.#waiting.size === 0) this.#worker?.unref()
    if ('text' in delivery) {
      this.#count(delivery.kept)
      if (this.#waiting.size === 0 && delivery.heapBytes > this.#mostHeap) this.#endWorker()
      waiting?.resolve(delivery.text)
    } else waiting?.reject(unpackError(delivery.error))
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
    if (this.#isClosed || this.#waiting.size === 0) return
    if (!this.#isReady) {
      this.#refuse(new NoWorker(String(reason)))
      return
    }
    const [id, first] = this.#waiting.entries().next().value!
    first.tries += 1
    if (first.tries >= JOB_TRIES) {
      this.#waiting.delete(id)
      first.reject(reason)
    }
    if (this.#waiting.size === 0) return
    this.#start()
    for (const [id, waiting] of this.#waiting) this.#send(id, waiting)
  }

  #refuse(error: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** The thread, from what the build made; as long as this is source, from source, which needs the loader that this has. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./offload-worker.js', import.meta.url), { resourceLimits })
  const loader = import.meta.resolve('tsx/esm/api')
  const source = new URL('./worker.ts', import.meta.url)
  return new Worker(`import('${loader}').then(tsx => (tsx.register(), import('${source}')))`, {
    eval: true,
    resourceLimits,
  })
}

import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { LEAST_THREAD_BYTES, MOST_THREADS } from '../memory/thread-bounds.ts'
import { unpackError } from '../offload/job.ts'
import { startThread } from '../offload/start-thread.ts'
import type { WorldSpec } from '../world/spec.ts'
import type { ExportTask } from './chunks.ts'
import { type ExportNews, type ExportThreadData, type FilePiece, kilobytesOf, PIECE_BYTES } from './pieces.ts'
import type { ExportQuestion } from './question.ts'

/** Bytes that all threads keep of the world, as far as each has the least that it needs. */
const WORLD_BYTES = 40 * 1024 * 1024
/** MB of a thread's young generation: rows are made and gone at once. */
const threadLimits = { maxYoungGenerationSizeMb: 8 }

/** As many threads as there are cores: the main thread only hands on what they make. */
export const defaultThreads = (): number => Math.min(MOST_THREADS, Math.max(1, availableParallelism()))

/** A piece in its place of the file. */
export interface PlacedPiece extends FilePiece {
  /** Weight of the chunks before it. */
  readonly weightBefore: number
  /** Is to be called once for each piece, so that its thread goes on. @param mayReuse nobody reads its memory any more */
  readonly release: (mayReuse: boolean) => void
}

interface WaitingPiece {
  readonly piece: FilePiece
  readonly thread: ExportWorker
  /** Of the chunks of its task before it. */
  readonly weightBefore: number
}

interface TaskState {
  readonly weight: number
  readonly pieces: WaitingPiece[]
  isDone: boolean
}

interface ExportWorker {
  readonly worker: Worker
  readonly taken: Int32Array
  isBusy: boolean
}

/** What an export is made from. */
export interface ExportSource {
  readonly spec: WorldSpec
  readonly question: ExportQuestion
  readonly tasks: Iterable<ExportTask>
  readonly threads: number
  /** Bytes that may wait for the thread that comes before them in the file, of all threads: half a task's at least, or threads stand still. */
  readonly mostWaiting: number
}

/**
 * Makes the rows of tasks in several threads, and gives the pieces in the order of the tasks. A thread that is ahead waits when
 * too much of its work waits for others, so that memory stays the same however much there is to do.
 */
export class ExportThreads {
  readonly #source: ExportSource
  readonly #tasks: Iterator<ExportTask>
  readonly #states = new Map<number, TaskState>()
  readonly #workers: ExportWorker[] = []
  /** Memory of pieces that nobody reads any more. */
  readonly #free: ArrayBuffer[] = []
  #assigned = 0
  #isAllAssigned = false
  #error: unknown
  #wake: () => void = () => {}

  constructor(source: ExportSource) {
    this.#source = source
    this.#tasks = source.tasks[Symbol.iterator]()
  }

  /**
   * The pieces, each in its place. They end early when the signal comes, with its reason.
   * @throws what a thread throws
   */
  async *pieces(signal?: AbortSignal): AsyncGenerator<PlacedPiece, void, undefined> {
    const stop = () => this.#fail(signal?.reason)
    signal?.addEventListener('abort', stop, { once: true })
    try {
      if (signal?.aborted === true) throw signal.reason
      this.#assign()
      let done = 0
      for (let task = 0; !(this.#isAllAssigned && task === this.#assigned); task++) {
        const state = this.#states.get(task)!
        for await (const { piece, thread, weightBefore } of this.#piecesOf(state)) {
          const release = (mayReuse: boolean) => this.#release(piece, thread, mayReuse)
          yield { ...piece, weightBefore: done + weightBefore, release }
        }
        this.#states.delete(task)
        done += state.weight
        this.#assign()
      }
    } finally {
      signal?.removeEventListener('abort', stop)
      await Promise.all(this.#workers.map(({ worker }) => worker.terminate()))
    }
  }

  async *#piecesOf(state: TaskState): AsyncGenerator<WaitingPiece, void, undefined> {
    for (;;) {
      if (this.#error !== undefined) throw this.#error
      const next = state.pieces.shift()
      if (next !== undefined) yield next
      else if (state.isDone) return
      else await new Promise<void>(resolve => (this.#wake = resolve))
    }
  }

  /** Gives tasks to threads that have none, and starts threads as long as there may be more. */
  #assign(): void {
    for (;;) {
      const thread = this.#workers.find(({ isBusy }) => !isBusy)
      if (thread === undefined && this.#workers.length === this.#source.threads) return
      const next = this.#isAllAssigned ? undefined : this.#tasks.next()
      if (next === undefined || next.done === true) {
        this.#isAllAssigned = true
        return
      }
      const { chunks, weight } = next.value
      const task = this.#assigned++
      this.#states.set(task, { weight, pieces: [], isDone: false })
      const chosen = thread ?? this.#start()
      chosen.isBusy = true
      chosen.worker.postMessage({ task, chunks })
    }
  }

  #start(): ExportWorker {
    const { spec, question, threads, mostWaiting } = this.#source
    const taken = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    const data: ExportThreadData = {
      spec,
      question,
      memoryBytes: Math.max(LEAST_THREAD_BYTES, Math.floor(WORLD_BYTES / threads)),
      taken,
      credit: Math.ceil(mostWaiting / 1024 / Math.max(1, threads - 1)),
    }
    const entry = { built: 'export-worker.js', source: new URL('./worker.ts', import.meta.url) }
    const worker = startThread(entry, { resourceLimits: threadLimits, workerData: data })
    const thread: ExportWorker = { worker, taken: new Int32Array(taken), isBusy: false }
    worker.on('message', (news: ExportNews) => this.#hear(thread, news))
    worker.on('error', error => this.#fail(error))
    worker.on('exit', code => this.#fail(new Error(`an export thread ended with code ${code}`)))
    this.#workers.push(thread)
    return thread
  }

  #hear(thread: ExportWorker, news: ExportNews): void {
    if ('ready' in news) return
    if ('error' in news) {
      this.#fail(unpackError(news.error))
      return
    }
    const state = this.#states.get(news.task)!
    if ('piece' in news) {
      state.pieces.push({ piece: news.piece, weightBefore: news.weightBefore, thread })
      this.#lend(thread)
    } else {
      state.isDone = true
      thread.isBusy = false
      this.#assign()
    }
    this.#wake()
  }

  /** Gives a thread that has given memory other memory for it, if there is any: all threads share what there is. */
  #lend({ worker }: ExportWorker): void {
    const back = this.#free.pop()
    if (back !== undefined) worker.postMessage({ back }, [back])
  }

  #release(piece: FilePiece, { taken }: ExportWorker, mayReuse: boolean): void {
    const memory = piece.bytes.buffer as ArrayBuffer
    if (mayReuse && memory.byteLength === PIECE_BYTES) this.#free.push(memory)
    Atomics.add(taken, 0, kilobytesOf(piece))
    Atomics.notify(taken, 0)
  }

  #fail(error: unknown): void {
    this.#error ??= error
    this.#wake()
  }
}

import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { listedRows } from '../apis/listed.ts'
import type { View } from '../apis/operation.ts'
import { Memory, type Shares } from '../memory/memory.ts'
import { packError } from '../offload/job.ts'
import { ThreadHeap } from '../offload/thread-heap.ts'
import { createWorld } from '../world/world.ts'
import type { Chunk } from './chunks.ts'
import { type Encoder, encoderFor } from './encoders.ts'
import { loadParquet } from './parquet.ts'
import { type ExportNews, type ExportOrder, type ExportThreadData, type FilePiece, kilobytesOf } from './pieces.ts'

/**
 * Bytes of heap above which it is cleaned before the next day or block of messages is made. V8 by itself cleans it when it has grown by a share of
 * what is in use, and later where other programs keep all cores busy.
 */
const CLEANED_HEAP = 48 * 1024 * 1024
/** Bytes by which it has to have grown since it was cleaned. */
const GROWN_HEAP = 10 * 1024 * 1024

/** Pieces whose memory a thread keeps for those to come. */
const MOST_FREE = 4

/** What the world of an export keeps: no rows, since none is asked for twice, but the timelines of a whole chunk. */
const EXPORT_SHARES: Shares = {
  columns: 20,
  timelines: 16,
  messages: 4,
  conversations: 4,
  bots: 8,
  searches: 1,
  matches: 1,
  trends: 1,
  filters: 1,
}

/** Makes the rows of an export beside others, task by task, and waits when what it made is not taken off its hands. */
export class ExportThread {
  readonly #port: MessagePort
  readonly #data: ExportThreadData
  readonly #taken: Int32Array
  readonly #free: ArrayBuffer[] = []
  readonly #view: View
  readonly #waiting: Extract<ExportOrder, { task: number }>[] = []
  readonly #heap = new ThreadHeap(0)
  #cleanAbove = CLEANED_HEAP
  #encoder: Encoder | undefined
  #task = -1
  /** Of the chunks of the task that are done. */
  #weight = 0
  /** kB */
  #given = 0

  constructor(port: MessagePort, data: ExportThreadData) {
    const { spec, question, memoryBytes, taken } = data
    this.#port = port
    this.#data = data
    this.#taken = new Int32Array(taken)
    const world = createWorld(spec, new Memory(memoryBytes, EXPORT_SHARES), { pause: () => this.#cleanHeap() })
    this.#view = { world, now: question.now, accountId: question.accountId }
    port.on('message', (order: ExportOrder) => this.#take(order))
    void this.#begin()
  }

  async #begin(): Promise<void> {
    try {
      const { question } = this.#data
      const library = question.format === 'parquet' ? await loadParquet() : undefined
      this.#encoder = encoderFor(question, { give: piece => this.#give(piece), reuse: () => this.#reuse() }, library)
      this.#say({ ready: true })
      this.#work()
    } catch (error) {
      this.#say({ error: packError(error) })
    }
  }

  #cleanHeap(): void {
    if (process.memoryUsage().heapTotal <= this.#cleanAbove) return
    this.#cleanAbove = Math.max(CLEANED_HEAP, this.#heap.cleaned() + GROWN_HEAP)
  }

  #say(news: ExportNews, moved: ArrayBuffer[] = []): void {
    this.#port.postMessage(news, moved)
  }

  #take(order: ExportOrder): void {
    if ('back' in order) {
      this.#keep(order.back)
      return
    }
    this.#waiting.push(order)
    if (this.#encoder !== undefined) this.#work()
  }

  #work(): void {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#task = next.task
      try {
        this.#weight = 0
        for (const chunk of next.chunks) {
          this.#makeRows(chunk)
          this.#weight += chunk.weight
        }
        this.#say({ task: next.task, done: true })
      } catch (error) {
        this.#say({ error: packError(error) })
      }
    }
  }

  #makeRows({ bot: id, window }: Chunk): void {
    const bot = this.#view.world.bot(id)!
    const encoder = this.#encoder!
    for (const row of listedRows(this.#view, bot, window, this.#data.question)) encoder.add(row, id)
    encoder.flush()
  }

  #give(piece: FilePiece): void {
    this.#say({ task: this.#task, piece, weightBefore: this.#weight }, [piece.bytes.buffer as ArrayBuffer])
    this.#given += kilobytesOf(piece)
    for (;;) {
      const taken = Atomics.load(this.#taken, 0)
      // Both are counted on and on, so it is their difference that counts.
      if (((this.#given - taken) | 0) <= this.#data.credit) return
      Atomics.wait(this.#taken, 0, taken)
    }
  }

  /** What came late, when other memory had been taken for it already, is let go. */
  #keep(memory: ArrayBuffer): void {
    if (this.#free.length < MOST_FREE) this.#free.push(memory)
  }

  #reuse(): ArrayBuffer | undefined {
    for (let news = receiveMessageOnPort(this.#port); news !== undefined; news = receiveMessageOnPort(this.#port)) {
      const order = news.message as ExportOrder
      if ('back' in order) this.#keep(order.back)
      else this.#waiting.push(order)
    }
    return this.#free.pop()
  }
}

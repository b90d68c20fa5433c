import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { whole } from '../apis/page.ts'
import { Memory, WORLD_SHARES } from '../memory/memory.ts'
import { receivePacks } from '../scenario/sent-packs.ts'
import type { WorldSpec } from '../world/spec.ts'
import type { World } from '../world/types.ts'
import { createWorld } from '../world/world.ts'
import { compute, packError, readInto, type WorkerOrder, type WorkerReply } from './job.ts'
import { ThreadHeap } from './thread-heap.ts'

type JobOrder = Extract<WorkerOrder, { id: number }>

/** A job that was begun and has not ended. */
interface Begun {
  readonly id: number
  /** `performance.now()` since when it has been going on without a break. */
  since: number
  /** ms that others were given in its last break. */
  lent: number
}

/** Nobody waits for the answer any more. */
class Abandoned extends Error {
  override name = 'Abandoned'
}

/**
 * The worker's side of a `Pool`: does what it is told, one job after the other. Between two days of a long job it looks for
 * news: a job that came meanwhile is done there and then (the pool sends only those that take much less time), and one that
 * nobody waits for ends. In each break a job lends no more time than it had since the last one, so it goes on at half its
 * speed at least.
 */
export class Thread {
  readonly #port: MessagePort
  readonly #specs = new Map<number, WorldSpec>()
  readonly #worlds = new Map<number, World>()
  readonly #waiting: JobOrder[] = []
  /** The last one is under way. */
  readonly #begun: Begun[] = []
  readonly #abandoned = new Set<number>()
  readonly #heap = new ThreadHeap()
  #memory: Memory | undefined

  /** @param port where orders come from and replies go to */
  constructor(port: MessagePort) {
    this.#port = port
    port.on('message', (order: WorkerOrder) => {
      this.#take(order)
      for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) this.#do(job)
    })
    this.#say({ ready: true })
  }

  #say(reply: WorkerReply, moved: ArrayBuffer[] = []): void {
    this.#port.postMessage(reply, moved)
  }

  #take(order: WorkerOrder): void {
    if ('memoryBytes' in order) this.#memory = new Memory(order.memoryBytes, WORLD_SHARES)
    else if ('spec' in order) this.#specs.set(order.world, receivePacks(order.spec))
    else if ('drop' in order) this.#drop(order.drop)
    else if ('abandon' in order) this.#abandon(order.abandon)
    else this.#waiting.push(order)
  }

  #drop(world: number): void {
    this.#worlds.get(world)?.clear()
    this.#worlds.delete(world)
    this.#specs.delete(world)
  }

  /** One that has ended already is not remembered. */
  #abandon(id: number): void {
    if ([...this.#begun, ...this.#waiting].some(job => job.id === id)) this.#abandoned.add(id)
  }

  #do(job: JobOrder): void {
    const { id } = job
    this.#begun.push({ id, since: performance.now(), lent: 0 })
    try {
      if (this.#abandoned.has(id)) throw new Abandoned()
      const body = this.#made(job)
      const text = typeof body === 'string' ? new TextEncoder().encode(body) : body
      const heapBytes = this.#heap.cleaned()
      this.#say({ id, text, kept: this.#memory?.report() ?? [], heapBytes }, [text.buffer as ArrayBuffer])
    } catch (error) {
      this.#say({ id, error: packError(error) })
    }
    this.#begun.pop()
    this.#abandoned.delete(id)
  }

  #made(job: JobOrder): string | Uint8Array {
    if ('of' in job) return whole(compute(this.#world(job.of), job.question))
    return readInto(job.question, { memory: this.#memory, pause: () => this.#pause() })
  }

  /** @throws WorldError when the spec contradicts itself */
  #world(number: number): World {
    let world = this.#worlds.get(number)
    if (world === undefined) {
      world = createWorld(this.#specs.get(number)!, this.#memory, { pause: () => this.#pause() })
      this.#worlds.set(number, world)
    }
    return world
  }

  /** Between two pieces of the job that is under way. */
  #pause(): void {
    const job = this.#begun.at(-1)
    if (job === undefined) return
    for (let news = receiveMessageOnPort(this.#port); news !== undefined; news = receiveMessageOnPort(this.#port)) {
      this.#take(news.message as WorkerOrder)
    }
    const began = performance.now()
    if (this.#waiting.length > 0 && began - job.since >= job.lent) {
      this.#do(this.#waiting.shift()!)
      job.since = performance.now()
      job.lent = job.since - began
    }
    if (this.#abandoned.has(job.id)) throw new Abandoned()
  }
}

import { parentPort } from 'node:worker_threads'
import { whole } from '../apis/page.ts'
import { Memory, WORLD_SHARES } from '../memory/memory.ts'
import type { World } from '../world/types.ts'
import { createWorld } from '../world/world.ts'
import { compute, packError, type WorkerOrder, type WorkerReply } from './job.ts'

const worlds = new Map<number, World>()
let memory: Memory | undefined

const say = (delivery: WorkerReply, moved: ArrayBuffer[] = []) => parentPort?.postMessage(delivery, moved)

parentPort?.on('message', (order: WorkerOrder) => {
  if ('memoryBytes' in order) memory = new Memory(order.memoryBytes, WORLD_SHARES)
  else if ('spec' in order) worlds.set(order.world, createWorld(order.spec, memory))
  else if ('drop' in order) {
    worlds.get(order.drop)?.clear()
    worlds.delete(order.drop)
  } else {
    try {
      const body = whole(compute(worlds.get(order.of)!, order.question))
      const text = typeof body === 'string' ? new TextEncoder().encode(body) : body
      const { heapTotal: heapBytes } = process.memoryUsage()
      say({ id: order.id, text, kept: memory?.report() ?? [], heapBytes }, [text.buffer as ArrayBuffer])
    } catch (error) {
      say({ id: order.id, error: packError(error) })
    }
  }
})
say({ ready: true })

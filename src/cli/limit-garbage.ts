import { setFlagsFromString } from 'node:v8'
import type { Worker } from 'node:worker_threads'

/* V8 left to itself keeps much that nobody needs. For a process of the mock's own; a program that has a mock beside other things decides for itself. */

/** V8 cleans the heap when it has grown by so many percent since it was cleaned last. */
const GROWTH = 25

/**
 * Has V8 clean the heap more often: left to itself it lets 50 MB in use grow to 150 MB, and after 20,000 mixed requests 589 MB
 * were resident. 16,000 of them take no more processor time at 25 percent than at 50; a request of a walk through a week takes 80 µs
 * in place of 70.
 */
export function limitGarbage(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}

/**
 * Has V8 keep the room for what is new at the 8 MB, or less, that the start has made of it; left to itself it lets it grow to 34
 * (Node 20) or 67 (Node 26). With it and with threads that clean their heaps 377 MB are resident after 90,000 mixed requests, where
 * 440 were. A walk through a week takes the same processor time with 8 MB and with 34 (93 and 90 µs a request).
 */
export function limitYoungGeneration(): void {
  keepYoungGeneration()
  // The heap that V8 makes for a thread sets the factor back to 2, for all heaps of the process, and nothing tells when.
  process.on('worker', (worker: Worker) => {
    const timer = setInterval(keepYoungGeneration, UNTIL_IT_RUNS)
    const end = () => {
      clearInterval(timer)
      keepYoungGeneration()
    }
    worker.once('online', end)
    worker.once('exit', end)
  })
}

/** ms between looks at a thread that does not run yet. */
const UNTIL_IT_RUNS = 5

function keepYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

// Loaded into a process with `--import`: tells whoever connects to the socket `BLOCK_SOCKET` how long its main thread was
// blocked at most since the last one asked, in ms: by the clock, and by the processor time that the thread took, which
// others on the machine do not lengthen.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { isMainThread } from 'node:worker_threads'

const SCHEDSTAT = '/proc/self/schedstat'
const TICK = 1

/** ms of processor time of this thread; of the clock where the system does not say. */
function processorTime() {
  try {
    return Number(readFileSync(SCHEDSTAT, 'utf8').split(' ', 1)[0]) / 1e6
  } catch {
    return performance.now()
  }
}

let last = { clock: performance.now(), processor: processorTime() }
let longest = { clock: 0, processor: 0 }

const timer = setInterval(() => {
  const now = { clock: performance.now(), processor: processorTime() }
  longest = {
    clock: Math.max(longest.clock, now.clock - last.clock - TICK),
    processor: Math.max(longest.processor, now.processor - last.processor),
  }
  last = now
}, TICK)
timer.unref()

// The flags of a process are those of its threads too.
if (isMainThread && process.env.BLOCK_SOCKET !== undefined) {
  createServer(socket => {
    socket.on('error', () => {})
    socket.end(JSON.stringify(longest))
    longest = { clock: 0, processor: 0 }
  })
    .listen(process.env.BLOCK_SOCKET)
    .unref()
}

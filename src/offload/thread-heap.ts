import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of heap above which it is cleaned at the end of a job, unless said otherwise: most of a large one's is garbage. */
const CLEANED_ABOVE = 48 * 1024 * 1024

/**
 * The heap of this thread. V8 cleans nothing in a thread that does nothing: one large job has left 174 MB behind, most of it
 * garbage, until the next one came.
 */
export class ThreadHeap {
  #clean: (() => void) | undefined
  readonly #cleanedAbove: number
  readonly #collector: () => () => void

  /**
   * @param cleanedAbove bytes
   * @param collector gives what cleans
   */
  constructor(cleanedAbove: number = CLEANED_ABOVE, collector: () => () => void = exposedCollector) {
    this.#cleanedAbove = cleanedAbove
    this.#collector = collector
  }

  /** Bytes of the heap, cleaned when it has become large, which takes some 50 ms of this thread. */
  cleaned(): number {
    if (process.memoryUsage().heapTotal > this.#cleanedAbove) {
      this.#clean ??= this.#collector()
      this.#clean()
    }
    return process.memoryUsage().heapTotal
  }
}

/** V8's own collector, of which scripts know only after this flag, and only in contexts made later. */
function exposedCollector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}

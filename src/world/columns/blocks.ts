import { type Stream, stream } from '../random.ts'

/**
 * Rows are drawn in blocks of this many, so that a page of a large day draws the rows near it and no others. On a day of a
 * million sessions the columns of one block take about 15 ms, those of the whole day about 200.
 */
export const BLOCK_BITS = 16
const BLOCK_ROWS = 1 << BLOCK_BITS

/** Rows `lo` to `hi` - 1 of a day. */
export interface Block {
  readonly index: number
  readonly lo: number
  readonly hi: number
}

/** How columns are filled. */
interface Filling<C> {
  readonly rows: number
  /** Fills a block; it is begun anew where it throws. */
  readonly fill: (columns: C, block: Block) => void
  /** Is called when a block is filled. */
  readonly kept: () => void
}

/** Columns of a day that are filled block by block, each block at most once. */
export class Blocks<C> {
  readonly #columns: C
  readonly #rows: number
  readonly #fill: (columns: C, block: Block) => void
  readonly #kept: () => void
  readonly #done: Uint8Array
  #left: number

  constructor(columns: C, { rows, fill, kept }: Filling<C>) {
    this.#kept = kept
    this.#columns = columns
    this.#rows = rows
    this.#fill = fill
    this.#left = Math.ceil(rows / BLOCK_ROWS)
    this.#done = new Uint8Array(this.#left)
  }

  /** The columns, filled from row `lo` to `hi` - 1 at least. */
  filled(lo = 0, hi = this.#rows): C {
    if (this.#left > 0 && hi > lo) {
      for (let index = lo >>> BLOCK_BITS; index <= (hi - 1) >>> BLOCK_BITS; index++) {
        if (this.#done[index] === 0) this.#make(index)
      }
    }
    return this.#columns
  }

  #make(index: number): void {
    const lo = index * BLOCK_ROWS
    this.#fill(this.#columns, { index, lo, hi: Math.min(this.#rows, lo + BLOCK_ROWS) })
    this.#done[index] = 1
    this.#left--
    this.#kept()
  }
}

/** The stream of an attribute for one block of a day's rows. */
export function blockStream(key: string, day: number, attribute: string, { index }: Block): Stream {
  return index === 0 ? stream(key, day, attribute) : stream(key, day, attribute, index)
}

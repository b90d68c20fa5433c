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
  /** Fills a block, or a part of it; it is begun anew where it throws. */
  readonly fill: (columns: C, block: Block) => void
  /** Rows of a part; undefined: a block is filled in one piece, as its rows are drawn one after the other. */
  readonly part?: number | undefined
  /** Is called when a block, or a part of it, is filled. */
  readonly kept: () => void
}

/** Columns of a day that are filled block by block, each block at most once. */
export class Blocks<C> {
  readonly #columns: C
  readonly #rows: number
  readonly #fill: (columns: C, block: Block) => void
  readonly #part: number
  readonly #kept: () => void
  readonly #done: Uint8Array
  /** Rows that are filled of a block that was begun and is not done, by its index. */
  readonly #begun = new Map<number, number>()
  #left: number

  constructor(columns: C, { rows, fill, part = BLOCK_ROWS, kept }: Filling<C>) {
    this.#part = part
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
    const first = index * BLOCK_ROWS
    const end = Math.min(this.#rows, first + BLOCK_ROWS)
    for (let lo = first + (this.#begun.get(index) ?? 0); lo < end; lo += this.#part) {
      const hi = Math.min(end, lo + this.#part)
      this.#fill(this.#columns, { index, lo, hi })
      if (hi < end) {
        this.#begun.set(index, hi - first)
        this.#kept()
      }
    }
    this.#begun.delete(index)
    this.#done[index] = 1
    this.#left--
    this.#kept()
  }
}

/** The stream of an attribute for one block of a day's rows. */
export function blockStream(key: string, day: number, attribute: string, { index }: Block): Stream {
  return index === 0 ? stream(key, day, attribute) : stream(key, day, attribute, index)
}

import { quick, UNIT31 } from '../random.ts'
import { TIMES } from '../turns.ts'

/** Cells hold so many numbers at least, on average. */
const LEAST_WIDTH = 1.25
/** The chance of numbers is a line between so many points. */
const KNOTS = 32

/**
 * `count` different numbers below `size`, low ones more often: the chance of a number falls as 1 / (number + offset), after Zipf and
 * Mandelbrot. The numbers are cut into as many cells as are wanted, so that each is as likely, and one is drawn in each; so the `i`-th of
 * them is known without the others. It is `i` modulo `TIMES` where its cell has such a number.
 */
export class Cells {
  readonly count: number
  readonly #seed: number
  /** Lowest numbers of every so many cells; those between are on a line. */
  readonly #knots: readonly number[]
  readonly #scale: number

  /**
   * @param size at least 1.25 times `count`
   * @param least offset, where so few are wanted that it may be as low
   */
  constructor(count: number, size: number, least: number, seed: number) {
    let offset = Math.max(1, least)
    while (offset < 64 * size && offset * Math.log(size / offset + 1) < LEAST_WIDTH * count) offset *= 2
    this.count = count
    this.#seed = seed >>> 1
    this.#scale = count > 0 ? KNOTS / count : 0
    const log = Math.log(size / offset + 1)
    const knots: number[] = []
    for (let i = 0; i < KNOTS; i++) knots.push(offset * (Math.exp((i / KNOTS) * log) - 1))
    // One more, as the lines go from one to the next.
    knots.push(size, size)
    this.#knots = knots
  }

  /** The number drawn in a cell. */
  at(i: number): number {
    const low = edgeOf(i, this.#knots, this.#scale)
    return drawnCell(i, this.#seed, low, edgeOf(i + 1, this.#knots, this.#scale))
  }

  /** Puts the numbers that are drawn in every `TIMES`-th cell from `first` on into a list from `at` on, and tells where they end. */
  everyTime(first: number, numbers: Uint32Array, at: number): number {
    const count = this.count
    const knots = this.#knots
    const scale = this.#scale
    const seed = this.#seed
    let n = at
    for (let i = first; i < count; i += TIMES) {
      numbers[n++] = drawnCell(i, seed, edgeOf(i, knots, scale), edgeOf(i + 1, knots, scale))
    }
    return n
  }
}

/** The lowest number of a cell. */
function edgeOf(i: number, knots: readonly number[], scale: number): number {
  const place = i * scale
  const knot = place | 0
  const low = knots[knot]!
  return Math.ceil(low + (place - knot) * (knots[knot + 1]! - low)) | 0
}

/** A number from `low` to `high` - 1: that of a cell. */
function drawnCell(i: number, seed: number, low: number, high: number): number {
  const any = low + ((quick(seed ^ i) * UNIT31 * (high - low)) | 0)
  // The next one that is `i` modulo TIMES, else the one before; without branches, which nobody could foresee.
  const next = any + ((i - any) & (TIMES - 1))
  const liked = next - (TIMES & ((high - 1 - next) >> 31))
  return liked + ((any - liked) & ((liked - low) >> 31))
}

import { hash2 } from '../random.ts'
import { TIMES } from '../turns.ts'

/** Cells hold so many numbers at least, on average. */
const LEAST_WIDTH = 1.25
/** The chance of numbers is a line between so many points. */
const KNOTS = 32
const UNIT = 2 ** -32

/**
 * `count` different numbers below `size`, low ones more often: the chance of a number falls as 1 / (number + offset), after Zipf and
 * Mandelbrot. The numbers are cut into as many cells as are wanted, so that each is as likely, and one is drawn in each; so the `i`-th of
 * them is known without the others. It is `i` modulo `TIMES` where its cell has such a number.
 */
export class Cells {
  readonly count: number
  readonly #seed: number
  /** Lowest numbers of every so many cells; those between are on a line. */
  readonly #knots = new Float64Array(KNOTS + 1)
  readonly #scale: number

  /**
   * @param size at least 1.25 times `count`
   * @param least offset, where so few are wanted that it may be as low
   */
  constructor(count: number, size: number, least: number, seed: number) {
    let offset = Math.max(1, least)
    while (offset < 64 * size && offset * Math.log(size / offset + 1) < LEAST_WIDTH * count) offset *= 2
    this.count = count
    this.#seed = seed
    this.#scale = count > 0 ? KNOTS / count : 0
    const log = Math.log(size / offset + 1)
    for (let i = 1; i < KNOTS; i++) this.#knots[i] = offset * (Math.exp((i / KNOTS) * log) - 1)
    this.#knots[KNOTS] = size
  }

  /** The number drawn in a cell. */
  at(i: number): number {
    const low = this.#edge(i)
    const width = this.#edge(i + 1) - low
    const drawn = low + ((hash2(this.#seed, i) * UNIT * width) | 0)
    const liked = drawn + ((i - drawn) & (TIMES - 1))
    if (liked < low + width) return liked
    return liked - TIMES >= low ? liked - TIMES : drawn
  }

  /** The lowest number of a cell. */
  #edge(i: number): number {
    const place = i * this.#scale
    const knot = place | 0
    if (knot >= KNOTS) return this.#knots[KNOTS]!
    const low = this.#knots[knot]!
    return Math.ceil(low + (place - knot) * (this.#knots[knot + 1]! - low))
  }
}

import { hash3, UNIT32 } from '../random.ts'

/** The draws of one plan, in their order: numbers hashed from its address, so that there is nothing to set up. */
export class Lots {
  readonly #a: number
  readonly #b: number
  #place = 0

  /** @param a, b the address, 32 bits each */
  constructor(a: number, b: number) {
    this.#a = a
    this.#b = b
  }

  /** The next number, in [0, 1). */
  next(): number {
    return hash3(this.#a, this.#b, this.#place++) * UNIT32
  }

  /** Whether something comes about that does so in a share of cases. */
  chance(share: number): boolean {
    return this.next() < share
  }

  /** A whole number below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  /** Index of a weight, by running sums that end at 1. */
  by(sums: readonly number[]): number {
    const x = this.next()
    let i = 0
    while (i < sums.length - 1 && x >= sums[i]!) i++
    return i
  }
}

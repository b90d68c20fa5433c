import type { Value } from './fields.ts'

/** Something with the values that it is sorted by, the first before all. */
export interface Sortable {
  readonly keys: readonly Value[]
}

/** Orders by several keys, each ascending or descending; what is equal stays in its order, null comes last either way. */
export class Order {
  readonly #descending: readonly boolean[]

  constructor(descending: readonly boolean[]) {
    this.#descending = descending
  }

  /** Below 0: the first stands before the second; 0: they are equal. */
  compare(a: readonly Value[], b: readonly Value[]): number {
    for (let i = 0; i < this.#descending.length; i++) {
      const x = a[i]!
      const y = b[i]!
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return (x < y ? -1 : 1) * (this.#descending[i] ? -1 : 1)
    }
    return 0
  }

  /** Sorts a list in its place, and gives it. */
  sort<T extends Sortable>(list: T[]): T[] {
    return list.sort((a, b) => this.compare(a.keys, b.keys))
  }
}

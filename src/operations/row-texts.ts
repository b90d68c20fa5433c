import type { Day } from '../world/day.ts'
import type { World } from '../world/world.ts'

// What a text costs beside its characters, roughly.
const OVERHEAD = 80

/**
 * Ready JSON text of rows that never change any more, found by day and row. Bounded in bytes: when half of the room is
 * full, what was not asked for since the last time that happened is forgotten; and it goes when its day's columns go.
 */
export class RowTexts {
  readonly #half: number
  #bytes = 0
  #young = new WeakMap<Day, Map<number, string>>()
  #old = new WeakMap<Day, Map<number, string>>()

  /** @param limit bytes, about */
  constructor(limit: number) {
    this.#half = limit / 2
  }

  get(day: Day, row: number): string | undefined {
    const young = this.#young.get(day)?.get(row)
    if (young !== undefined) return young
    const old = this.#old.get(day)?.get(row)
    if (old !== undefined) this.set(day, row, old)
    return old
  }

  set(day: Day, row: number, text: string): void {
    if (this.#bytes > this.#half) {
      this.#old = this.#young
      this.#young = new WeakMap()
      this.#bytes = 0
    }
    let rows = this.#young.get(day)
    if (rows === undefined) {
      rows = new Map()
      this.#young.set(day, rows)
    }
    rows.set(row, flat(text))
    this.#bytes += text.length + OVERHEAD
  }
}

/** Texts of one kind for each world: they may take a share of the world's cache limit besides. */
export class WorldTexts {
  readonly #share: number
  readonly #texts = new WeakMap<World, RowTexts>()

  constructor(share: number) {
    this.#share = share
  }

  of(world: World): RowTexts {
    let texts = this.#texts.get(world)
    if (texts === undefined) {
      texts = new RowTexts(world.cache.limit * this.#share)
      this.#texts.set(world, texts)
    }
    return texts
  }
}

/** The same text in one piece: put together from many, it would keep all of them in memory. */
function flat(text: string): string {
  // Reading it as a number makes the engine join the pieces.
  Number(text)
  return text
}

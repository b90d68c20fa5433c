import type { Bot } from '../world/bot.ts'
import type { Day } from '../world/day.ts'
import type { World } from '../world/world.ts'

/** What a row costs beside its bytes, roughly. */
const OVERHEAD = 200

/** A row as it is sent, and from when on it never changes any more (ms UTC, ruling R15). */
interface Kept {
  readonly over: number
  readonly bytes: Buffer
}

/** What is kept for one world: the rows of a day by their number. */
interface Store {
  bytes: number
  young: WeakMap<Day, Map<number, Kept>>
  old: WeakMap<Day, Map<number, Kept>>
}

/**
 * Rows of one kind as the bytes of their JSON, so that a page is put together by copying. Bounded by a share of each
 * world's cache limit: when half of that is full, what was not asked for since the last time that happened is forgotten;
 * and rows go when their day's columns go. Bytes rather than strings: a page of 10,000 messages would be encoded anew
 * each time, and what lies outside of the heap costs no garbage collection.
 */
export class KeptRows {
  readonly #share: number
  readonly #stores = new WeakMap<World, Store>()

  constructor(share: number) {
    this.#share = share
  }

  /** The row of a number of a day, where it is kept and has come to its end by `now`. */
  get(day: Day, number: number, now: number): Buffer | undefined {
    const store = this.#stores.get(day.bot.world)
    if (store === undefined) return undefined
    let kept = store.young.get(day)?.get(number)
    if (kept === undefined) {
      kept = store.old.get(day)?.get(number)
      if (kept === undefined) return undefined
      this.#put(store, day, number, kept)
    }
    // A clock may have been set back to before the end.
    return kept.over <= now ? kept.bytes : undefined
  }

  /** Turns a row into bytes, and keeps them when it is over. */
  made(day: Day, number: number, over: number, now: number, text: string): Buffer {
    const bytes = Buffer.from(text)
    if (over <= now) this.#put(this.#storeOf(day.bot), day, number, { over, bytes })
    return bytes
  }

  #storeOf({ world }: Bot): Store {
    let store = this.#stores.get(world)
    if (store === undefined) {
      store = { bytes: 0, young: new WeakMap(), old: new WeakMap() }
      this.#stores.set(world, store)
    }
    return store
  }

  #put(store: Store, day: Day, number: number, kept: Kept): void {
    if (store.bytes > (day.bot.world.cache.limit * this.#share) / 2) {
      store.old = store.young
      store.young = new WeakMap()
      store.bytes = 0
    }
    let rows = store.young.get(day)
    if (rows === undefined) {
      rows = new Map()
      store.young.set(day, rows)
    }
    rows.set(number, kept)
    store.bytes += kept.bytes.length + OVERHEAD
  }
}

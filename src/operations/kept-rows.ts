import type { Day } from '../world/day.ts'
import { once } from '../world/once.ts'
import { overAt } from '../world/sessions/session.ts'
import type { World } from '../world/world.ts'

/** What a row costs beside its bytes, roughly. */
const OVERHEAD = 200

/** A row as it is sent, and from when on it never changes any more (ms UTC, ruling R15). */
interface Kept {
  readonly over: number
  readonly bytes: Buffer
}

const KINDS = ['session', 'conversation', 'segment', 'message'] as const

/** Rows of one day: by kind, then by form or part, then by row of the day. Small whole numbers are found the fastest. */
type DayRows = readonly Map<number, Kept>[][]

/** What is kept for one world. */
interface Store {
  bytes: number
  young: WeakMap<Day, DayRows>
  old: WeakMap<Day, DayRows>
}

/** Part of a world's cache limit that rows of all kinds may take besides: a week of every list, a page of 10,000 messages. */
const SHARE = 3 / 4
const storeOf = once((_: World): Store => ({ bytes: 0, young: new WeakMap(), old: new WeakMap() }))

/**
 * Rows of one kind as the bytes of their JSON, so that a page is put together by copying. All kinds share the room there
 * is: when half of it is full, what was not asked for since the last time that happened is forgotten; and rows go when
 * their day's columns go. Bytes rather than strings: a page of 10,000 messages would be encoded anew each time, and what
 * lies outside of the heap costs no garbage collection.
 */
export class KeptRows {
  readonly #kind: number

  constructor(kind: (typeof KINDS)[number]) {
    this.#kind = KINDS.indexOf(kind)
  }

  /**
   * A row of a day, where it is kept and has come to its end by `now`.
   * @param part tells the rows apart that one session has: a small whole number
   */
  get(day: Day, row: number, part: number, now: number): Buffer | undefined {
    const store = storeOf(day.bot.world)
    let kept = store.young.get(day)?.[this.#kind]?.[part]?.get(row)
    if (kept === undefined) {
      kept = store.old.get(day)?.[this.#kind]?.[part]?.get(row)
      if (kept === undefined) return undefined
      this.#put(store, day, row, part, kept)
    }
    // A clock may have been set back to before the end.
    return kept.over <= now ? kept.bytes : undefined
  }

  /** Turns a row into bytes, and keeps them when it is over. */
  made(day: Day, row: number, part: number, now: number, text: string): Buffer {
    const bytes = Buffer.from(text)
    const over = overAt(day, row)
    if (over <= now) this.#put(storeOf(day.bot.world), day, row, part, { over, bytes })
    return bytes
  }

  #put(store: Store, day: Day, row: number, part: number, kept: Kept): void {
    if (store.bytes > (day.bot.world.cache.limit * SHARE) / 2) {
      store.old = store.young
      store.young = new WeakMap()
      store.bytes = 0
    }
    let kinds = store.young.get(day)
    if (kinds === undefined) {
      kinds = KINDS.map(() => [])
      store.young.set(day, kinds)
    }
    const parts = kinds[this.#kind] as Map<number, Kept>[]
    let rows = parts[part]
    if (rows === undefined) {
      rows = new Map()
      parts[part] = rows
    }
    rows.set(row, kept)
    store.bytes += kept.bytes.length + OVERHEAD
  }
}

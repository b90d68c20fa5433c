import { memoize } from '../memory/memoize.ts'
import type { Day } from '../world/day.ts'
import { isClosed, latestCloseOfDay } from '../world/settled.ts'
import type { World } from '../world/world.ts'
import { utf8 } from './bytes.ts'

/** Sessions whose rows come and go together; a power of two. */
const GROUP_BITS = 8
const IN_GROUP = (1 << GROUP_BITS) - 1

/** What a row costs beside its bytes, roughly. */
const OVERHEAD = 120

/** What is kept of neighbouring sessions. */
interface Group<Kept> {
  sessions: (Kept | undefined)[]
  bytes: number
  /** The store's turn in which somebody last looked into it. */
  turn: number
}

/** Part of a world's cache limit that rows of all kinds may take besides: a week of every list, a page of 10,000 messages. */
const SHARE = 3 / 4
const storeOf = memoize((world: World) => new Store((world.cache.limit * SHARE) / 2))

/** The groups of all kinds and days of one world, in two generations: when the younger is full, the older is emptied. */
class Store {
  readonly #most: number
  #turn = 0
  #bytes = 0
  #young: Group<unknown>[] = []
  #old: Group<unknown>[] = []

  /** @param most bytes of a generation */
  constructor(most: number) {
    this.#most = most
  }

  /** Somebody looks into a group. */
  use(group: Group<unknown>): void {
    if (group.turn === this.#turn) return
    group.turn = this.#turn
    this.#young.push(group)
    this.#count(group.bytes)
  }

  /** A group in use has grown. */
  grow(group: Group<unknown>, bytes: number): void {
    group.bytes += bytes
    this.#count(bytes)
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes <= this.#most) return
    for (const group of this.#old) {
      if (group.turn === this.#turn) continue
      group.sessions = []
      group.bytes = 0
    }
    this.#old = this.#young
    this.#young = []
    this.#bytes = 0
    this.#turn += 1
  }
}

/**
 * Rows as the bytes of their JSON, so that a page is put together by copying; kept by day and session, in whatever forms
 * a list has. All lists of a world share the room there is. Bytes rather than strings: a page of 10,000 messages would be
 * encoded anew each time, and what lies outside of the heap costs no garbage collection.
 */
export class KeptRows<Kept = Uint8Array> {
  readonly #shelvesOf = memoize((_: Day): Shelf<Kept>[] => [])

  /**
   * What is kept of a day.
   * @param form tells apart what one session has of it: a small whole number
   */
  of(day: Day, form = 0): Shelf<Kept> {
    const shelves = this.#shelvesOf(day)
    let shelf = shelves[form]
    if (shelf === undefined) {
      shelf = new Shelf(day, storeOf(day.bot.world))
      shelves[form] = shelf
    }
    return shelf
  }
}

/** What is kept of one day in one form, by the rows of its sessions. */
export class Shelf<Kept> {
  readonly #day: Day
  readonly #store: Store
  readonly #groups: Group<Kept>[] = []
  /** ms UTC at which the last session is over. */
  readonly #allOver: number

  constructor(day: Day, store: Store) {
    this.#day = day
    this.#store = store
    this.#allOver = latestCloseOfDay(day.midnight)
  }

  /** What is kept of a session, where it has come to its end by `now`: a clock may have been set back to before that. */
  get(row: number, now: number): Kept | undefined {
    const group = this.#groups[row >>> GROUP_BITS]
    if (group === undefined) return undefined
    this.#store.use(group)
    const kept = group.sessions[row & IN_GROUP]
    return kept === undefined || this.#isOver(row, now) ? kept : undefined
  }

  /** Keeps what was made of a session, and its size in bytes; only of one that is over, as it never changes any more (ruling R15). */
  keep(row: number, now: number, made: Kept, bytes: number): Kept {
    if (!this.#isOver(row, now)) return made
    let group = this.#groups[row >>> GROUP_BITS]
    if (group === undefined) {
      group = { sessions: [], bytes: 0, turn: -1 }
      this.#groups[row >>> GROUP_BITS] = group
    }
    this.#store.use(group)
    group.sessions[row & IN_GROUP] = made
    this.#store.grow(group, bytes + OVERHEAD)
    return made
  }

  /** Counts what was added to something kept. */
  grow(row: number, bytes: number): void {
    const group = this.#groups[row >>> GROUP_BITS]
    if (group !== undefined) this.#store.grow(group, bytes + OVERHEAD)
  }

  #isOver(row: number, now: number): boolean {
    return now >= this.#allOver || isClosed(this.#day, row, now)
  }
}

/** Keeps the text of a session's row as bytes, and gives them. */
export function keepText(shelf: Shelf<Uint8Array>, row: number, now: number, text: string): Uint8Array {
  const bytes = utf8(text)
  return shelf.keep(row, now, bytes, bytes.length)
}

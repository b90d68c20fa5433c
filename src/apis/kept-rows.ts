import { utf8 } from '../memory/bytes.ts'
import type { Cache } from '../memory/cache.ts'
import { memoize } from '../memory/memoize.ts'
import { isClosed, latestCloseOfDay } from '../world/settled.ts'
import type { Day } from '../world/types.ts'
import type { Sight } from '../world/visible.ts'

/** Sessions whose rows come and go together; a power of two. */
const GROUP_BITS = 8
const IN_GROUP = (1 << GROUP_BITS) - 1

/** What a row costs beside its bytes, roughly. */
const ROW_BYTES = 120
/** What a group costs: a list that grows has places up to its highest index, and V8 adds half as many again. */
const GROUP_BYTES = 1_500

/** What is kept of neighbouring sessions. */
interface KeptGroup<Kept> {
  readonly sessions: (Kept | undefined)[]
  bytes: number
}

/**
 * Rows as the bytes of their JSON, so that a page is put together by copying; kept by day and session, in whatever forms
 * a list has. All lists share the room there is; when the columns of a day go, its rows go too. Bytes rather than strings:
 * a page of 10,000 messages would be encoded anew each time, and what lies outside of the heap costs no garbage collection.
 */
export class KeptRows<Kept = Uint8Array> {
  readonly #shelvesOf = memoize((_: Day): Shelf<Kept>[] => [])

  /**
   * What is kept of a day.
   * @param sight as whom its sessions are seen in this list
   * @param form tells apart what one session has of it: a small whole number
   */
  of(day: Day, sight: Sight | undefined, form = 0): Shelf<Kept> {
    const shelves = this.#shelvesOf(day)
    let shelf = shelves[form]
    if (shelf === undefined) {
      shelf = new Shelf(day, sight)
      shelves[form] = shelf
    }
    return shelf
  }
}

/** What is kept of one day in one form, by the rows of its sessions. */
export class Shelf<Kept> {
  readonly #day: Day
  readonly #groups: Cache<number, KeptGroup<Kept>>
  readonly #sight: Sight | undefined
  /** ms UTC at which the last session is over, and seen as it stays. */
  readonly #allOver: number

  constructor(day: Day, sight: Sight | undefined) {
    this.#day = day
    this.#sight = sight
    this.#groups = day.belongings.cache('rows')
    this.#allOver = latestCloseOfDay(day.midnight) + (sight?.latest ?? 0)
  }

  /** What is kept of a session, where it has come to its end by `now`: a clock may have been set back to before that. */
  get(row: number, now: number): Kept | undefined {
    const kept = this.#groups.get(row >>> GROUP_BITS)?.sessions[row & IN_GROUP]
    return kept === undefined || this.#isOver(row, now) ? kept : undefined
  }

  /** Keeps what was made of a session, and its size in bytes; only of one that is over, as it never changes any more (ruling R15). */
  keep(row: number, now: number, made: Kept, bytes: number): Kept {
    if (!this.#isOver(row, now)) return made
    let group = this.#groups.peek(row >>> GROUP_BITS)
    if (group === undefined) {
      group = { sessions: [], bytes: GROUP_BYTES }
      this.#groups.set(row >>> GROUP_BITS, group, 0)
    }
    group.sessions[row & IN_GROUP] = made
    this.#grow(row, group, bytes)
    this.#day.bot.world.kept()
    return made
  }

  /** Counts what was added to something kept. */
  grow(row: number, bytes: number): void {
    const group = this.#groups.peek(row >>> GROUP_BITS)
    if (group !== undefined) this.#grow(row, group, bytes)
  }

  #grow(row: number, group: KeptGroup<Kept>, bytes: number): void {
    group.bytes += bytes + ROW_BYTES
    this.#groups.resize(row >>> GROUP_BITS, group, group.bytes)
  }

  #isOver(row: number, now: number): boolean {
    if (now >= this.#allOver) return true
    return this.#sight === undefined ? isClosed(this.#day, row, now) : now >= this.#sight.finalAt(this.#day, row)
  }
}

/** Keeps the text of a session's row as bytes, and gives them. */
export function keepText(shelf: Shelf<Uint8Array>, row: number, now: number, text: string): Uint8Array {
  const bytes = utf8(text)
  return shelf.keep(row, now, bytes, bytes.length)
}

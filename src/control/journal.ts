import { ConsoleShare } from './console-share.ts'
import type { Dropped, Entry, JournalControl, LostEntries } from './control.ts'
import type { Exchanged } from './exchanged.ts'

/** How much a journal keeps. */
export interface JournalBounds {
  /** Most exchanges kept. Default 1,000; with 0 none is, and all are counted as dropped. */
  readonly entries?: number | undefined
  /** Most bytes of bodies and heads kept. Default 32 MB; with 0 no exchange is kept. */
  readonly bytes?: number | undefined
}

/** What goes on in another journal. */
export interface GivenAway {
  readonly exchanges: readonly Exchanged[]
  readonly dropped: Dropped
  /** Exchanges that are not in this journal any more: those, the dropped ones, and what went as the console had too many. */
  readonly gone: number
  readonly isAll: boolean
}

const ENTRIES = 1_000
/** Most that a journal may be told to keep: room for all of them is made at the start, 16 bytes each. */
export const MOST_JOURNAL_ENTRIES = 1_000_000
const MOST_LOST = 100
const BYTES = 32 * 1024 * 1024
/** Counted for the head of a request and its answer, instead of measuring them. */
const HEAD_BYTES = 1_024

/**
 * The exchanges that have left, in the order in which they left, bounded in number and bytes: the oldest goes first.
 *
 * Writing keeps a reference and adds two numbers; what an entry looks like is made when somebody reads it (`shapes.ts`),
 * and secrets are blanked there. An exchange that alone is larger than the bound is kept while it is the latest.
 */
export class Journal implements JournalControl {
  readonly #limit: number
  readonly #byteLimit: number
  readonly #listeners = new Set<(entry: Entry) => void>()
  readonly #ofConsole: ConsoleShare
  /** A ring: the oldest at `#head`, `#size` of them. */
  #ring: (Exchanged | undefined)[]
  #numbers: Float64Array
  #head = 0
  #size = 0
  #bytes = 0
  #last = 0
  #droppedEntries = 0
  #droppedBytes = 0
  #unmissed = 0
  #lost: readonly LostEntries[] = []

  constructor({ entries = ENTRIES, bytes = BYTES }: JournalBounds = {}) {
    this.#limit = bytes === 0 ? 0 : Math.floor(entries)
    this.#byteLimit = bytes
    this.#ofConsole = new ConsoleShare({ entries: this.#limit, bytes })
    // Filled, so that the ring stays a packed array.
    this.#ring = new Array<Exchanged | undefined>(this.#limit).fill(undefined)
    this.#numbers = new Float64Array(this.#limit)
  }

  /** Takes an exchange whose answer is about to leave. */
  add(exchange: Exchanged): void {
    if (this.#limit === 0) {
      this.#pass(exchange)
      return
    }
    const bytes = entryBytes(exchange)
    this.#last += 1
    this.#ofConsole.add(exchange, this.#last, bytes)
    for (let own = this.#ofConsole.surplus; own !== undefined; own = this.#ofConsole.surplus) this.#remove(own)
    if (this.#size === this.#limit) this.#drop()
    let at = this.#head + this.#size
    if (at >= this.#limit) at -= this.#limit
    this.#ring[at] = exchange
    this.#numbers[at] = this.#last
    this.#size += 1
    this.#bytes += bytes
    while (this.#bytes > this.#byteLimit && this.#size > 1) this.#drop()
    if (this.#listeners.size > 0) this.#tell({ number: this.#last, exchange })
  }

  /** Tells of an exchange that is not kept. */
  #pass(exchange: Exchanged): void {
    this.#last += 1
    this.#droppedEntries += 1
    this.#droppedBytes += entryBytes(exchange)
    if (this.#listeners.size > 0) this.#tell({ number: this.#last, exchange })
  }

  /** Calls `listener` for every exchange from now on, before its answer leaves; returns what ends it. */
  subscribe(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  subscribeOwn(listener: (exchange: Exchanged) => void): () => void {
    return this.subscribe(({ exchange }) => listener(exchange))
  }

  /** What is kept, newest first. */
  *entries(): Generator<Entry, void, undefined> {
    for (let i = this.#size - 1; i >= 0; i -= 1) yield this.#entry(i)
  }

  /** The entry of that number, or the latest whose request had that `X-Request-Id`. */
  find(id: string): Entry | undefined {
    const number = entryNumber(id)
    for (const entry of this.entries()) {
      if (entry.number === number || entry.exchange.requestId === id) return entry
    }
    return undefined
  }

  get size(): number {
    return this.#size
  }

  /** Bytes held, as they are counted for the bound. */
  get bytes(): number {
    return this.#bytes
  }

  /** Bytes that it may take. */
  get byteLimit(): number {
    return this.#byteLimit
  }

  /** Exchanges that it may have. */
  get entryLimit(): number {
    return this.#limit
  }

  get dropped(): Dropped {
    const dropped = { entries: this.#droppedEntries, bytes: this.#droppedBytes }
    return this.#lost.length === 0 ? dropped : { ...dropped, lost: this.#lost }
  }

  /** Removes the entries that `which` wants gone; gives how many. Without it all go, and the count of dropped ones too. */
  clear(which?: (entry: Entry) => boolean): number {
    const kept: Entry[] = []
    if (which !== undefined) for (const entry of this.entries()) if (!which(entry)) kept.push(entry)
    const removed = this.#size - kept.length
    this.#ring = this.#ring.fill(undefined)
    this.#head = 0
    this.#size = 0
    this.#bytes = 0
    this.#ofConsole.clear()
    for (const { number, exchange } of kept.reverse()) {
      this.#ring[this.#size] = exchange
      this.#numbers[this.#size] = number
      this.#size += 1
      const bytes = entryBytes(exchange)
      this.#bytes += bytes
      this.#ofConsole.add(exchange, number, bytes)
    }
    if (which === undefined) {
      this.#droppedEntries = 0
      this.#droppedBytes = 0
      this.#lost = []
    }
    return removed
  }

  /** Whether somebody listens. */
  get isWatched(): boolean {
    return this.#listeners.size > 0
  }

  /**
   * Gives away what `which` wants, oldest first, and the count of what was dropped: another journal goes on with it.
   * @param mostBytes of bodies and heads; one exchange is given in any case, and `isAll` says whether that was all
   */
  handOver(which: (exchange: Exchanged) => boolean, mostBytes = Number.POSITIVE_INFINITY): GivenAway {
    const exchanges: Exchanged[] = []
    let bytes = 0
    let isAll = true
    for (const { exchange } of [...this.entries()].reverse()) {
      if (!which(exchange)) continue
      bytes += entryBytes(exchange)
      isAll = bytes <= mostBytes || exchanges.length === 0
      if (!isAll) break
      exchanges.push(exchange)
    }
    const given = new Set(exchanges)
    this.clear(({ exchange }) => given.has(exchange))
    const { dropped } = this
    const gone = exchanges.length + dropped.entries + this.#unmissed
    this.#droppedEntries = 0
    this.#droppedBytes = 0
    this.#unmissed = 0
    return { exchanges, dropped, gone, isAll }
  }

  /** Counts what another journal dropped before it was handed over. */
  lose({ entries, bytes }: Dropped): void {
    this.#droppedEntries += entries
    this.#droppedBytes += bytes
  }

  /** Notes what went with a process; of the latest 100 processes each by itself. */
  loseWith(lost: LostEntries): void {
    this.#lost = [...this.#lost, lost].slice(-MOST_LOST)
  }

  #entry(i: number): Entry {
    const at = (this.#head + i) % this.#limit
    return { number: this.#numbers[at]!, exchange: this.#ring[at]! }
  }

  /** The oldest goes. */
  #drop(): void {
    this.#droppedEntries += 1
    this.#droppedBytes += this.#shift()
  }

  /** One of the console's goes: those before it move up. Nobody misses it, so it is not counted as dropped. */
  #remove(number: number): void {
    for (let i = this.#indexOf(number); i > 0; i -= 1) {
      const [to, from] = [(this.#head + i) % this.#limit, (this.#head + i - 1) % this.#limit]
      const moved = this.#ring[to]
      this.#ring[to] = this.#ring[from]
      this.#numbers[to] = this.#numbers[from]!
      this.#ring[from] = moved
      this.#numbers[from] = number
    }
    this.#unmissed += 1
    this.#shift()
  }

  /** Place of an entry that there is: numbers ascend. */
  #indexOf(number: number): number {
    let [low, high] = [0, this.#size - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#numbers[(this.#head + middle) % this.#limit]! < number) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Takes the first out. @returns its bytes */
  #shift(): number {
    const bytes = entryBytes(this.#ring[this.#head]!)
    this.#ofConsole.forget(this.#numbers[this.#head]!)
    this.#ring[this.#head] = undefined
    this.#head += 1
    if (this.#head === this.#limit) this.#head = 0
    this.#size -= 1
    this.#bytes -= bytes
    return bytes
  }

  #tell(entry: Entry): void {
    for (const listener of this.#listeners) listener(entry)
  }
}

/** Id of an entry as the admin API shows it: `r-17`. */
export function entryId(number: number): string {
  return `r-${number}`
}

/** 0 for what is no id. */
export function entryNumber(id: string): number {
  return /^r-\d{1,15}$/.test(id) ? Number(id.slice(2)) : 0
}

/** Bytes of an exchange, as they are counted. */
export function entryBytes(exchange: Exchanged): number {
  return HEAD_BYTES + (exchange.body?.length ?? 0) + (exchange.answer?.body.length ?? 0)
}

import { deserialize, serialize } from 'node:v8'
import { isOfConsole } from '../control/console-share.ts'
import type { Dropped, Entry, JournalControl, LostEntries } from '../control/control.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { entryBytes, Journal, type JournalBounds } from '../control/journal.ts'
import { News } from '../control/news.ts'
import { pack, type SentExchange, unpack } from '../control/sent-exchange.ts'
import { replyList, replyNumber, replyText, type ScriptArgument, type ScriptReply, type Timing } from './link.ts'
import { Mirror } from './mirror.ts'
import type { Shared } from './shared.ts'

/** ms that an exchange may wait until it is sent. */
const SOON = 50
/** What is sent at once without having been asked for: a replica that has much to do keeps the rest until somebody reads. */
const TRICKLE = { entries: 40, bytes: 128 * 1024 }
/** What is sent, or read, at once when somebody reads. */
const ALL = { entries: 500, bytes: 4 * 1024 * 1024 }
const READ = 200
/** ms between looks at the journal while somebody follows it. */
const FOLLOW_STORE = 100

/** Exchanges on their way to the server. */
interface Batch {
  readonly id: string
  readonly args: readonly ScriptArgument[]
  readonly entries: number
}

/**
 * The journal that all replicas share: a stream on the server, with numbers that are given when somebody reads, in the order in
 * which the exchanges left. What left here is in a journal of this process first, within its bounds, and sent little by little; at
 * the latest when somebody reads.
 */
export class StoreJournal implements JournalControl {
  readonly #shared: Shared
  readonly #outbox: Journal
  readonly #mirror: Mirror
  readonly #timing: Timing
  readonly #own = new News<Exchanged>()
  readonly #followers = new Set<(entry: Entry) => void>()
  readonly #gather: () => Promise<void>
  #mock: Exchanged['mock'] = { readsControlHeaders: true, cors: undefined }
  #written = 0
  /** Those of what was written that are on the server, or were dropped. */
  #known = 0
  #dropped: Dropped = { entries: 0, bytes: 0 }
  #lost: readonly LostEntries[] = []
  #missed: readonly LostEntries[] = []
  #sending: Promise<void> | undefined
  /** What was sent and not acknowledged: it is sent again as it is. */
  #batch: Batch | undefined
  #batches = 0
  /** Sent since the journal was emptied: what is lost with a store that loses its data. */
  #sent = 0
  #lostByStore = 0
  #toldUntil = 0
  #isDue = false
  #unfollow: () => void = () => {}

  /** @param gather brings what all replicas have, as for a reader */
  constructor(shared: Shared, bounds: JournalBounds | undefined, timing: Timing, gather: () => Promise<void>) {
    this.#shared = shared
    this.#outbox = new Journal(bounds)
    this.#mirror = new Mirror({ entries: this.entryLimit, bytes: this.byteLimit })
    this.#timing = timing
    this.#gather = gather
  }

  /** The mock to which what is read belongs. */
  lead(mock: Exchanged['mock']): void {
    this.#mock = mock
  }

  get size(): number {
    return this.#mirror.size
  }

  get bytes(): number {
    return this.#mirror.bytes
  }

  get byteLimit(): number {
    return this.#outbox.byteLimit
  }

  get entryLimit(): number {
    return this.#outbox.entryLimit
  }

  get dropped(): Dropped {
    const lost = [...this.#lost, ...this.#missed]
    return lost.length === 0 ? this.#dropped : { ...this.#dropped, lost }
  }

  add(exchange: Exchanged): void {
    this.#outbox.add(exchange)
    this.#written += 1
    this.#own.tell(exchange)
    if (this.#isDue) return
    this.#again()
  }

  entries(): Iterable<Entry> {
    return this.#mirror.entries()
  }

  find(id: string): Entry | undefined {
    return this.#mirror.find(id)
  }

  async clear(which?: (entry: Entry) => boolean): Promise<number> {
    const gone = this.#mirror.entries().filter(entry => which?.(entry) ?? true)
    if (which === undefined) {
      await this.#shared.ask('clear', [])
      this.#missed = []
    } else {
      for (let i = 0; i < gone.length; i += ALL.entries) {
        const numbers = gone.slice(i, i + ALL.entries).map(({ number }) => number)
        await this.#shared.ask('clear', numbers)
      }
    }
    await this.read()
    return gone.length
  }

  loseWith(lost: LostEntries): void {
    this.#missed = [...this.#missed, lost].slice(-100)
  }

  subscribe(listener: (entry: Entry) => void): () => void {
    this.#followers.add(listener)
    if (this.#followers.size === 1) this.#follow()
    return () => {
      this.#followers.delete(listener)
      if (this.#followers.size === 0) this.#unfollow()
    }
  }

  subscribeOwn(listener: (exchange: Exchanged) => void): () => void {
    return this.#own.subscribe(listener)
  }

  /** Sends all that has not been sent. */
  async flush(): Promise<void> {
    await this.#sending?.catch(() => {})
    do await this.#send(ALL)
    while (this.#outbox.size > 0 || this.#batch !== undefined)
  }

  /** Numbers what all have sent, and reads it. @throws Refusal 503 */
  async read(): Promise<void> {
    const merged = await this.#shared.ask('merge', [this.entryLimit, this.byteLimit])
    const [last, entries, bytes, first, clears, lost] = replyList(merged)
    this.#dropped = { entries: replyNumber(entries), bytes: replyNumber(bytes) }
    this.#lost = replyList(lost).map(reply => {
      const [id, missing] = replyList(reply)
      return { process: replyText(id), entries: replyNumber(missing) }
    })
    // Removed somewhere, or another store.
    if (replyNumber(clears) !== this.#mirror.clears || replyNumber(last) < this.#mirror.last) this.#mirror.clear()
    this.#mirror.clears = replyNumber(clears)
    this.#mirror.dropUntil(replyNumber(first))
    await this.#readUntil(replyNumber(last))
  }

  /** Somebody has emptied it. */
  cleared(): void {
    this.#sent = 0
  }

  /** The store has come back without what was sent to it: how many entries that were at most. */
  lostByStore(): number {
    const lost = Math.min(this.#sent, this.entryLimit)
    this.#lostByStore += lost
    this.#sent = 0
    this.#toldUntil = 0
    this.#mirror.clear()
    return lost
  }

  end(): void {
    this.#unfollow()
  }

  async #readUntil(last: number): Promise<void> {
    while (this.#mirror.last < last) {
      const replies = replyList(await this.#shared.ask('entries', [this.#mirror.last + 1, READ]))
      for (const reply of replies) this.#take(reply)
      if (replies.length === 0) this.#mirror.last = last
    }
  }

  #take(reply: ScriptReply): void {
    const [id, fields] = replyList(reply)
    const [, replica, , , , packed] = replyList(fields)
    const sent = deserialize(packed as Uint8Array) as SentExchange
    const number = Number.parseInt(replyText(id), 10)
    const entry = { number, replica: replyText(replica), exchange: unpack(this.#mock, sent) }
    this.#mirror.add(entry)
    if (number <= this.#toldUntil) return
    this.#toldUntil = number
    for (const follower of this.#followers) follower(entry)
  }

  /** One after the other, so that none is sent twice. */
  #send(most: typeof ALL): Promise<void> {
    const mine = (this.#sending ?? Promise.resolve()).catch(() => {}).then(() => this.#sendSome(most))
    this.#sending = mine
    return mine
  }

  async #sendSome(most: typeof ALL): Promise<void> {
    if (this.#batch === undefined && this.#outbox.size === 0 && this.#written === this.#known) return
    this.#batch ??= this.#nextBatch(most)
    const { id, args, entries } = this.#batch
    await this.#shared.ask('append', [this.#shared.replica.id, id, ...args])
    this.#batch = undefined
    this.#sent += entries
    if (this.#outbox.size > 0 && !this.#isDue) this.#again()
  }

  #nextBatch(most: typeof ALL): Batch {
    let left = most.entries
    const { exchanges, dropped, gone } = this.#outbox.handOver(() => left-- > 0, most.bytes)
    this.#known += gone
    this.#batches += 1
    const counts = [this.#written, this.#known, this.#lostByStore, dropped.entries, dropped.bytes]
    this.#lostByStore = 0
    const args: ScriptArgument[] = [...counts, this.entryLimit, this.byteLimit]
    for (const exchange of exchanges) {
      const own = isOfConsole(exchange) ? 1 : 0
      args.push(this.#leftAt(exchange), entryBytes(exchange), own, serialize(pack(exchange)))
    }
    return { id: `${this.#batches}`, args, entries: exchanges.length }
  }

  #again(): void {
    this.#isDue = true
    this.#timing.after(SOON, () => {
      this.#isDue = false
      void this.#send(TRICKLE).catch(() => {})
    })
  }

  /** ms UTC on the store's clock, with fractions: what left first is to be read first. */
  #leftAt({ startedAt, durationMs }: Exchanged): number {
    return performance.timeOrigin + startedAt + durationMs + this.#shared.replica.clockOffset
  }

  #follow(): void {
    let cancel = () => {}
    let isOver = false
    const look = async () => {
      await this.#gather().catch(() => {})
      if (!isOver) cancel = this.#timing.after(FOLLOW_STORE, () => void look())
    }
    void look()
    this.#unfollow = () => {
      isOver = true
      cancel()
    }
  }
}

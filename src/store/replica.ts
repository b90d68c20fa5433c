import { type Founding, foundingOf } from './founding.ts'
import { replyList, replyNumber, replyText, type ScriptReply, type StoreLink, type Timing } from './link.ts'
import type { ChangeNews, MadeChange, Patch, StoreFields } from './patch.ts'

/** How a replica is made. */
export interface ReplicaOptions {
  readonly id: string
  /** What all replicas of a store must have in common, as text. */
  readonly identity: string
  /** ms for which a replica may go on without having heard of the store. */
  readonly lease: number
  readonly timing: Timing
  /** What is shared while nobody has said anything. */
  readonly initial: StoreFields
  /** Puts in place what is shared from now on; `changed` names what is different, undefined: all may be. */
  apply(fields: StoreFields, changed: Patch | undefined): void | Promise<void>
  /** Something happened that a reader of the journal should know. */
  tell(what: 'out' | 'in' | 'anew'): void
  /** A name that nobody has had before. */
  fresh(): string
}

/** The replicas of the store are of another kind than this one. */
export class OtherKind extends Error {
  readonly found: string
  constructor(found: string) {
    super('the store is in use by replicas of another kind')
    this.found = found
  }
}

/** Nothing is known of the store, or it cannot do what is asked. */
export class OutOfTouch extends Error {}

/** Part of the lease by which clocks of two machines may differ in speed, and what a turn of the loop takes. */
const LEASE_MARGIN = 0.02
/** Beats within a lease. */
const BEATS = 10
/** ms between looks whether all have what was changed. */
const LOOKS_AROUND = [1, 2, 4, 8, 16, 32, 50] as const
/** Changes of others that may come between, before it is given up. */
const MOST_CONFLICTS = 50
/** Incarnations that are remembered: a store comes back with data that are older than the latest seldom, and seldom much older. */
const MOST_BEFORE = 16

/**
 * What one replica knows of what all share, by the protocol of docs/scale.md: fields that an admin call changes as one, under an
 * epoch that goes up with each change. What is here is in force (`isCurrent`) as long as the lease runs that the store has granted
 * to the epoch that is here; whoever changes something waits until every replica has it, or has no lease any more.
 *
 * It knows no server: `link` runs the scripts and brings the news.
 */
export class Replica {
  readonly #options: ReplicaOptions
  readonly #link: StoreLink
  #fields: StoreFields
  #incarnation = ''
  /** The incarnations before it, the latest first. */
  #before: readonly string[] = []
  #epoch = 0
  /** The name of the change that led to it. */
  #stamp = ''
  /** Until when what is here is in force, ms of both clocks: one stands while the machine sleeps, the other may be moved. */
  #until = Number.NEGATIVE_INFINITY
  #untilWall = Number.NEGATIVE_INFINITY
  /** Is over when what came last is in place. */
  #applied: Promise<void> = Promise.resolve()
  #isOver = false
  #isOut = true
  #touching: Promise<void> | undefined
  #again = false
  #unwait: () => void = () => {}
  #changing: Promise<unknown> = Promise.resolve()
  readonly #waiting = new Set<() => void>()
  readonly #acknowledged = new Set<() => void>()
  /** What the store's clock showed last, and when that came (`mono`). */
  #seen = { store: 0, came: 0 }
  #offset = 0
  #other: OtherKind | undefined
  /** Why it was last out of touch. */
  #reason = 'it has not been reached yet'

  constructor(link: StoreLink, options: ReplicaOptions) {
    this.#link = link
    this.#options = options
    this.#fields = options.initial
  }

  get id(): string {
    return this.#options.id
  }

  get fields(): StoreFields {
    return this.#fields
  }

  get epoch(): number {
    return this.#epoch
  }

  get reason(): string {
    return this.#reason
  }

  /** Whether what is here is in force. */
  isCurrent(): boolean {
    const { timing } = this.#options
    return timing.mono() < this.#until && timing.wall() < this.#untilWall
  }

  /** Is over when it is current, or after so many ms; says which. */
  async whenCurrent(patience: number): Promise<boolean> {
    if (this.isCurrent()) return true
    void this.touch()
    await this.#told(this.#waiting, patience)
    return this.isCurrent()
  }

  /**
   * Gets in touch for the first time; is over when it is.
   * @throws OtherKind; OutOfTouch when the store does not answer
   */
  async join(): Promise<void> {
    await this.touch()
    for (let i = 0; !this.isCurrent() && i < BEATS; i += 1) {
      if (this.#other !== undefined) throw this.#other
      await this.#pause(this.#options.lease / BEATS)
      await this.touch()
    }
    if (!this.isCurrent()) throw new OutOfTouch(this.#reason)
  }

  /** Says goodbye: nobody waits for it any more. */
  async leave(): Promise<void> {
    this.#isOver = true
    this.#unwait()
    this.#until = Number.NEGATIVE_INFINITY
    await this.#link.run('leave', [this.id], this.#patience).catch(() => {})
  }

  /** ms UTC on the store's clock, the least that it can be; what this machine says where nothing is known. */
  leastStoreTime(): number {
    const { timing } = this.#options
    return this.#seen.store === 0 ? timing.wall() : this.#seen.store + (timing.mono() - this.#seen.came)
  }

  /** ms by which the store's clock is ahead of this machine's: 0 as long as both can be the same. */
  get clockOffset(): number {
    return this.#offset
  }

  /** News of a change. */
  heardChange(text: string): void {
    const news = JSON.parse(text) as ChangeNews
    if (news.incarnation === this.#incarnation && news.epoch <= this.#epoch) return
    const isNext = news.epoch === this.#epoch + 1 && news.after === this.#stamp
    if (isNext && news.patch !== undefined) this.#take(news.patch, news.stamp)
    void this.touch()
  }

  /** News that another replica has what was changed. */
  heardAcknowledged(): void {
    for (const wake of [...this.#acknowledged]) wake()
  }

  /** The link is gone, or there again. */
  linked(isOpen: boolean, reason = ''): void {
    if (isOpen) void this.touch()
    else this.#reason = reason
  }

  /**
   * Changes what is shared; is over when that is in force in every replica that answers.
   * @param make gives what is to be changed, and is asked anew where another replica came first; what it throws goes to the caller
   * @throws OutOfTouch where it is not known to be in force: it may be, or come into force
   */
  async change(make: (fields: StoreFields) => Patch): Promise<void> {
    const mine = this.#changing.then(() => this.#change(make))
    this.#changing = mine.catch(() => {})
    const made = await mine
    if (made !== undefined) await this.#everywhere(made)
  }

  /** Says that it is there and what it has, and gets what it has not. One at a time. */
  touch(): Promise<void> {
    if (this.#touching !== undefined) {
      this.#again = true
      return this.#touching
    }
    this.#touching = this.#touch()
      .catch((error: unknown) => {
        this.#other = error instanceof OtherKind ? error : undefined
        this.#reason = error instanceof Error ? error.message : String(error)
      })
      .finally(() => {
        this.#touching = undefined
        if (this.isCurrent()) this.#turnIn()
        else if (!this.#isOut) this.#turnOut()
        if (this.#again) {
          this.#again = false
          void this.touch()
        } else this.#waitForBeat()
      })
    return this.#touching
  }

  get #patience(): number {
    return this.#options.lease / 2
  }

  #waitForBeat(): void {
    this.#unwait()
    if (this.#isOver) return
    const { timing, lease } = this.#options
    this.#unwait = timing.after(lease / BEATS, () => void this.touch())
  }

  async #touch(): Promise<void> {
    for (let i = 0; i < MOST_CONFLICTS && !this.#isOver; i += 1) {
      if (await this.#beat()) return
      if (!(await this.#load()) && !(await this.#found())) return
    }
  }

  /** Says that it is there; true: the store has granted a lease to what is here. */
  async #beat(): Promise<boolean> {
    const { timing, lease } = this.#options
    await this.#applied
    const [sent, sentWall, epoch] = [timing.mono(), timing.wall(), this.#epoch]
    const reply = replyList(
      await this.#link.run('beat', [this.id, this.#incarnation, epoch, lease, this.#stamp], this.#patience),
    )
    this.#see(reply[0], sent)
    if (replyNumber(reply[1]) !== 1 || epoch !== this.#epoch || this.#isOver) return false
    // Counted from before it was asked: the store has counted later.
    const length = lease * (1 - LEASE_MARGIN)
    this.#until = sent + length
    this.#untilWall = sentWall + length
    return true
  }

  #see(store: ScriptReply | undefined, sent: number): void {
    const { timing } = this.#options
    const [came, wall] = [timing.mono(), timing.wall()]
    this.#seen = { store: replyNumber(store), came }
    // It showed that between the two; what was taken for the difference so far stays as long as it can be.
    const least = this.#seen.store - wall
    const most = this.#seen.store + 1 - (wall - (came - sent))
    this.#offset = Math.ceil(Math.min(Math.max(this.#offset, least), Math.max(least, most)))
  }

  /** Gets all that is shared; false: the store has nothing of it, or has gone back to what it was before. */
  async #load(): Promise<boolean> {
    const sent = this.#options.timing.mono()
    const [store, incarnation, epoch, identity, fields, stamp, line] = replyList(
      await this.#link.run('load', [], this.#patience),
    )
    this.#see(store, sent)
    const name = replyText(incarnation)
    if (name === '') return false
    if (replyText(identity) !== this.#options.identity) return false
    const number = replyNumber(epoch)
    if (name === this.#incarnation) {
      if (number < this.#epoch) return false
      if (number === this.#epoch && replyText(stamp) === this.#stamp) return true
    } else if (number < this.#epoch && this.#before.includes(name)) return false
    const next = new Map<string, string>()
    const flat = replyList(fields)
    for (let i = 0; i < flat.length; i += 2) next.set(replyText(flat[i]), replyText(flat[i + 1]))
    this.#before = replyText(line).split(' ').filter(Boolean).slice(0, MOST_BEFORE)
    this.#put({ incarnation: name, epoch: number, stamp: replyText(stamp) }, next)
    return true
  }

  /** Gives the store what is here, as it has nothing or something older; false: another one is to, or has to be waited for. */
  async #found(): Promise<boolean> {
    const { identity, lease, fresh } = this.#options
    const said: Founding = {
      identity,
      id: this.id,
      from: this.#incarnation,
      before: this.#before,
      epoch: this.#epoch,
      isCertain: this.isCurrent(),
      incarnation: fresh(),
      // Who knows something waits as long as others may need to come back.
      settle: this.#incarnation === '' ? Math.ceil((2 * lease) / BEATS) : lease,
      isYoung: this.leastStoreTime() < this.#link.startedAt() + lease,
      storeProcess: this.#link.processName(),
      fields: this.#fields,
    }
    const [what, detail] = replyList(await this.#link.run('found', foundingOf(said), this.#patience))
    const answer = replyText(what)
    if (answer === 'other') throw new OtherKind(replyText(detail))
    if (answer === 'wait') {
      this.#reason = 'the store has lost its data, and who knows best is waited for'
      return false
    }
    return true
  }

  #put({ incarnation, epoch, stamp }: MadeChange, fields: StoreFields): void {
    const isAnew = this.#incarnation !== '' && this.#incarnation !== incarnation
    this.#incarnation = incarnation
    this.#epoch = epoch
    this.#stamp = stamp
    this.#fields = fields
    this.#place(undefined)
    if (isAnew) this.#options.tell('anew')
  }

  #take(patch: Patch, stamp = ''): void {
    const next = new Map(this.#fields)
    for (const name of patch.drop) next.delete(name)
    for (const [name, text] of Object.entries(patch.set)) next.set(name, text)
    this.#epoch += 1
    this.#stamp = stamp
    this.#fields = next
    this.#place(patch)
  }

  /** Has what is here put in place: it is acknowledged when it is. */
  #place(changed: Patch | undefined): void {
    const done = this.#options.apply(this.#fields, changed)
    if (done !== undefined) this.#applied = Promise.all([this.#applied, done]).then(() => {})
  }

  async #change(make: (fields: StoreFields) => Patch): Promise<MadeChange | undefined> {
    for (let i = 0; i < MOST_CONFLICTS; i += 1) {
      if (!(await this.whenCurrent(this.#patience))) throw new OutOfTouch(this.#reason)
      const patch = make(this.#fields)
      if (patch.drop.length === 0 && Object.keys(patch.set).length === 0) return undefined
      const [incarnation, epoch, before] = [this.#incarnation, this.#epoch, this.#stamp]
      const stamp = this.#options.fresh()
      const reply = await this.#run('change', [incarnation, epoch, JSON.stringify(patch), before, stamp])
      if (replyNumber(reply) === 1) {
        if (this.#stamp === before) this.#take(patch, stamp)
        await this.touch()
        return { incarnation, epoch: epoch + 1, stamp }
      }
      await this.touch()
    }
    throw new OutOfTouch('others change the same all the time')
  }

  /** Is over when every replica that may answer has an epoch. */
  async #everywhere({ incarnation, epoch, stamp }: MadeChange): Promise<void> {
    const { timing, lease } = this.#options
    const until = timing.mono() + 2 * lease
    for (let i = 0; timing.mono() < until; i += 1) {
      const behind = await this.#run('behind', [incarnation, epoch, this.#link.startedAt() + lease, stamp])
      if (replyNumber(behind) === 0) return
      if (replyNumber(behind) < 0) throw new OutOfTouch('the store has lost its data meanwhile')
      await this.#told(this.#acknowledged, LOOKS_AROUND[Math.min(i, LOOKS_AROUND.length - 1)]!)
    }
    throw new OutOfTouch('a replica has not said in time that it knows of it')
  }

  async #run(script: 'change' | 'behind', args: readonly (string | number)[]): Promise<ScriptReply> {
    try {
      return await this.#link.run(script, args, this.#patience)
    } catch (error) {
      throw new OutOfTouch(error instanceof Error ? error.message : String(error))
    }
  }

  /** Is over when those who wait there are told, or after so many ms. */
  #told(waiting: Set<() => void>, most: number): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        cancel()
        waiting.delete(done)
        resolve()
      }
      const cancel = this.#options.timing.after(most, done)
      waiting.add(done)
    })
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => void this.#options.timing.after(ms, resolve))
  }

  #turnIn(): void {
    if (this.#isOut) this.#options.tell('in')
    this.#isOut = false
    for (const done of [...this.#waiting]) done()
  }

  #turnOut(): void {
    this.#isOut = true
    this.#options.tell('out')
  }
}

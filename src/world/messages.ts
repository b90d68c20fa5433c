import { cachePerOwner } from '../memory/belongings.ts'
import { decodeMessageId } from './ids.ts'
import { blockLength, compareIds, type MessageBlock, messageBlock } from './message-index.ts'
import { hash3 } from './random.ts'
import { makeReady } from './ready-days.ts'
import { type Match, matcher } from './sessions/match.ts'
import { seenRows } from './sessions/seen-rows.ts'
import { findRow, rowOf, sessionOf } from './sessions/session.ts'
import { timelineOf } from './sessions/timeline.ts'
import type { SessionFilter, Tag, TagCondition, TagFilter, Window } from './sessions/types.ts'
import { earliestStart, isSurelyOver, latestCloseOfDay } from './settled.ts'
import { lowerBound } from './sorted.ts'
import { messageTags, sessionTags, userTags } from './tags.ts'
import { DAY, dayOf } from './time.ts'
import type { Bot, Day } from './types.ts'
import type { Sight } from './visible.ts'

/** Where a message is. */
export interface MessageAddress {
  readonly bot: Bot
  readonly day: number
  readonly row: number
  /** Its number within the session. */
  readonly index: number
  /** ms UTC. */
  readonly time: number
}

/** Which messages are wanted, and in what order. */
export interface MessageQuestion {
  /** By the instant of the message (ruling R7). */
  readonly window: Window
  /** What the session of a message must be; its tags go into `tags`. */
  readonly filter: Pick<SessionFilter, 'userId' | 'callId' | 'channels' | 'developer'>
  readonly tags?: TagFilter | undefined
  readonly sessionIds?: readonly string[] | undefined
  readonly side?: 'incoming' | 'outgoing' | undefined
  /** Leaves out what alert tasks sent (facts 7.1, version 2). */
  readonly withoutAlerts?: boolean
  readonly forward: boolean
}

/** Messages in the order asked for, of which only the page is looked at. */
export interface FoundMessages {
  readonly total: number
  page(skip: number, limit: number): MessageAddress[]
}

/** All messages of a bot in a window, newest first, as there are at `now`: some time's after the other, so that few are at hand at once. */
export function* messagesIn(bot: Bot, { from, to }: Window, now: number): Generator<MessageAddress> {
  const question: MessageQuestion = { window: { from, to: Math.min(to, now) }, filter: {}, forward: false }
  yield* new Walk([new Picker(bot, question, now)], question).all()
}

/**
 * Whether a session was started by an alert task, which sent all there is in it. A quarter of the sessions in which nobody
 * answered are; never those whose number of messages a scenario fixed.
 */
export function isAlert(day: Day, row: number): boolean {
  if (day.columns(row, row + 1).userMessages[row]! > 0 || day.pins.has(row)) return false
  if (hash3(day.bot.salt ^ 0xa1e7, day.number, row) % 4 !== 0) return false
  return !day.exact.some(({ lo, hi }) => row >= lo && row < hi)
}

/** Messages of some bots as there are at `now`; each is there from its own instant on (ruling R15). */
export function findMessages(bots: readonly Bot[], question: MessageQuestion, now: number): FoundMessages {
  const { window, filter, sessionIds } = question
  const to = Math.min(window.to, now)
  const asked: MessageQuestion = { ...question, window: { from: window.from, to } }
  const picks = bots.map(bot => new Picker(bot, asked, now))
  const isNarrow = sessionIds !== undefined || filter.userId !== undefined || filter.callId !== undefined
  if (isNarrow)
    return inList(
      picks.flatMap(pick => pick.ofSessions()),
      question.forward,
    )
  return new Walk(picks, asked)
}

function inList(messages: MessageAddress[], forward: boolean): FoundMessages {
  messages.sort(byTimeAndId)
  if (!forward) messages.reverse()
  return { total: messages.length, page: (skip, limit) => messages.slice(skip, skip + limit) }
}

function byTimeAndId(a: MessageAddress, b: MessageAddress): number {
  return a.time - b.time || (a.bot === b.bot ? compareIds(a.bot, a, b) : a.bot.id < b.bot.id ? -1 : 1)
}

const totalsOf = cachePerOwner<string, number>('messages')

/** The messages of one bot that a question is about. */
class Picker {
  readonly bot: Bot
  readonly #question: MessageQuestion
  readonly #now: number
  readonly #match: Match
  readonly #sight: Sight | undefined
  /** For the session last looked at. */
  #key = -1
  #isWanted = false
  #sides: Uint8Array | undefined
  #sessionHolds: ((condition: TagCondition) => boolean) | undefined

  constructor(bot: Bot, question: MessageQuestion, now: number) {
    this.bot = bot
    this.#question = question
    this.#now = now
    this.#match = matcher(bot, question.filter)
    this.#sight = bot.sights.messages
  }

  /** The answer does not hang on the single message. */
  get isOfSession(): boolean {
    return this.#question.side === undefined && !hasConditions(this.#question.tags)
  }

  /** All messages are wanted. */
  get isAll(): boolean {
    return this.#match.always && this.isOfSession && this.#question.withoutAlerts !== true
  }

  /** Whether all messages are seen that were written at an instant (ms UTC) or before. */
  isAllSeen(ms: number): boolean {
    return this.#sight === undefined || isSurelyOver(ms, this.#now - this.#sight.latest)
  }

  /** Whether a message is seen that was written at an instant (ms UTC). */
  sees(day: Day, row: number, time: number): boolean {
    return this.#sight === undefined || this.#sight.shownAt(day, row, time) <= this.#now
  }

  /** Nothing asked of a session hangs on "now", so it is the same under way and over. */
  wantsSession(day: Day, row: number): boolean {
    return this.#wantedRows(day, row, row + 1).length > 0
  }

  #wantedRows(day: Day, lo: number, hi: number): Uint32Array {
    const rows = this.#match.rows(day, lo, hi, Number.POSITIVE_INFINITY)
    return this.#question.withoutAlerts === true ? rows.filter(row => !isAlert(day, row)) : rows
  }

  wants(dayNumber: number, row: number, index: number): boolean {
    const key = dayNumber * 0x1000000 + row
    if (key !== this.#key) {
      this.#key = key
      const day = this.bot.day(dayNumber)
      this.#isWanted = this.wantsSession(day, row)
      this.#sides = undefined
      this.#sessionHolds = undefined
    }
    return this.#isWanted && (this.isOfSession || this.#wantsMessage(dayNumber, row, index))
  }

  #wantsMessage(day: number, row: number, index: number): boolean {
    this.#sides ??= timelineOf(this.bot, day, row).sides
    const side = this.#sides[index]!
    const { side: wanted, tags } = this.#question
    if (wanted !== undefined && (side === 1) !== (wanted === 'incoming')) return false
    if (!hasConditions(tags)) return true
    this.#sessionHolds ??= sessionTagTest(this.bot.day(day), row, this.#now)
    const ofSession = this.#sessionHolds
    const own = messageTags(this.bot, { day, row }, index, side)
    const holds = (condition: TagCondition) =>
      ((condition.type === undefined || condition.type === 'message') && has(own, condition)) || ofSession(condition)
    if (tags?.and !== undefined && !tags.and.every(holds)) return false
    return tags?.or === undefined || tags.or.length === 0 || tags.or.some(holds)
  }

  /** Messages of few sessions: those of the ids, else those that match in the window. */
  ofSessions(): MessageAddress[] {
    const { sessionIds } = this.#question
    const found: MessageAddress[] = []
    if (sessionIds === undefined) {
      this.#eachDay((day, rows) => {
        for (const row of rows) this.#take(day.number, row, found)
      })
      return found
    }
    for (const id of new Set(sessionIds)) {
      const at = findRow(this.bot, id)
      if (at !== undefined && this.wantsSession(this.bot.day(at.day), at.row)) this.#take(at.day, at.row, found)
    }
    return found
  }

  /** Adds the messages of a wanted session that are wanted themselves. */
  #take(day: number, row: number, found: MessageAddress[]): void {
    const source = this.bot.day(day)
    timelineOf(this.bot, day, row).times.forEach((time, index) => {
      if (!this.#isInWindow(time) || !this.sees(source, row, time) || !this.wants(day, row, index)) return
      found.push({ bot: this.bot, day, row, index, time })
    })
  }

  #isInWindow(time: number): boolean {
    return time >= this.#question.window.from && time <= this.#question.window.to
  }

  /** Number of messages in the window; kept, as what is there by `now` stays (ruling R15), and once all of it is seen no more comes. */
  get count(): number {
    const { window, withoutAlerts } = this.#question
    const asOf = this.isAllSeen(window.to) ? undefined : this.#now
    const key = JSON.stringify([window, this.#match.key, withoutAlerts, asOf])
    const counts = totalsOf(this.bot)
    let total = counts.get(key)
    if (total === undefined) {
      total = this.#count()
      counts.set(key, total, 2 * key.length)
    }
    return total
  }

  /** By the columns where a session lies in the window as a whole. */
  #count(): number {
    const { window } = this.#question
    let total = 0
    this.#eachDay((day, rows) => {
      const { start, talk, messages } = day
      const since = window.from - day.midnight
      const until = window.to - day.midnight
      const whole = this.isAllSeen(latestCloseOfDay(day.midnight)) ? undefined : seenRows(day, 'messages')?.whole
      for (const row of rows) {
        const first = start[row]!
        const last = first + talk[row]!
        if (last < since) continue
        const isWhole = first >= since && last <= until && (whole === undefined || whole[row]! <= this.#now)
        total += isWhole ? messages[row]! : this.#messagesInWindow(day, row)
      }
    })
    return total
  }

  #messagesInWindow(day: Day, row: number): number {
    const { times } = timelineOf(this.bot, day.number, row)
    return times.filter(time => this.#isInWindow(time) && this.sees(day, row, time)).length
  }

  /** Visits the wanted rows of the days that may have messages in the window. */
  #eachDay(visit: (day: Day, rows: Uint32Array) => void): void {
    const { window } = this.#question
    const { never, only } = this.#match
    if (never) return
    const from = Math.max(earliestStart(window.from), this.bot.firstDay * DAY)
    const mayAllMatch = only === undefined && !this.#match.isForUser
    if (mayAllMatch) makeReady(this.bot, dayOf(from), dayOf(window.to), day => day.columns(0, day.count))
    for (let number = dayOf(from); number <= dayOf(window.to); number++) {
      if (!this.#match.isPossible(number) || (only !== undefined && only.day !== number)) continue
      const day = this.bot.day(number)
      visit(day, this.#wantedRows(day, day.rowAt(from), day.rowAt(window.to + 1)))
    }
  }
}

/** Walks through the window block by block, from the end the client begins at, as far as the page goes. */
class Walk implements FoundMessages {
  readonly #picks: readonly Picker[]
  readonly #question: MessageQuestion
  #total = -1

  constructor(picks: readonly Picker[], question: MessageQuestion) {
    this.#picks = picks
    this.#question = question
  }

  get total(): number {
    if (this.#total < 0) {
      this.#total = this.#picks[0]?.isOfSession
        ? this.#picks.reduce((sum, pick) => sum + pick.count, 0)
        : this.page(0, Number.POSITIVE_INFINITY).length
    }
    return this.#total
  }

  page(skip: number, limit: number): MessageAddress[] {
    const found: MessageAddress[] = []
    let left = skip
    for (const slices of this.#slices()) {
      const count = slices.reduce((sum, slice) => sum + slice.count, 0)
      if (left < count) {
        const messages = this.#inOrder(slices)
        for (let i = left; i < messages.length && found.length < limit; i++) found.push(messages[i]!)
      }
      left = Math.max(0, left - count)
      if (found.length >= limit) break
    }
    return found
  }

  /** From the end the client begins at. */
  *all(): Generator<MessageAddress> {
    for (const slices of this.#slices()) yield* this.#inOrder(slices)
  }

  /** What each bot has in one block after the other, from the end the client begins at. */
  *#slices(): Generator<Slice[]> {
    const { window, forward } = this.#question
    const bots = this.#picks.map(pick => pick.bot)
    const since = Math.max(window.from, Math.min(...bots.map(bot => bot.firstDay * DAY)))
    for (let at = forward ? since : window.to; forward ? at <= window.to : at >= since; ) {
      const length = Math.min(...bots.map(bot => blockLength(bot, at)))
      const from = Math.floor(at / length) * length
      yield this.#picks.map(pick => new Slice(pick, messageBlock(pick.bot, from, length), window))
      at = forward ? from + length : from - 1
    }
  }

  #inOrder(slices: readonly Slice[]): MessageAddress[] {
    const messages = slices.flatMap(slice => slice.all())
    if (slices.length > 1) messages.sort(byTimeAndId)
    return this.#question.forward ? messages : messages.reverse()
  }
}

/** What of a block lies in the window and is wanted. */
class Slice {
  readonly #pick: Picker
  readonly #block: MessageBlock
  readonly #from: number
  readonly #to: number
  /** All that lies in the window is wanted. */
  readonly #isAll: boolean
  #wanted: number[] | undefined

  constructor(pick: Picker, block: MessageBlock, { from, to }: Window) {
    this.#pick = pick
    this.#block = block
    this.#from = lowerBound(block.times, from)
    this.#to = lowerBound(block.times, to + 1)
    this.#isAll = pick.isAll && (this.#to === 0 || pick.isAllSeen(block.times[this.#to - 1]!))
  }

  get count(): number {
    return this.#isAll ? this.#to - this.#from : this.#list().length
  }

  all(): MessageAddress[] {
    const { times, days, rows, indexes } = this.#block
    return this.#list().map(i => ({
      bot: this.#pick.bot,
      day: days[i]!,
      row: rows[i]!,
      index: indexes[i]!,
      time: times[i]!,
    }))
  }

  #list(): number[] {
    if (this.#wanted === undefined) {
      this.#wanted = []
      for (let i = this.#from; i < this.#to; i++) {
        if (this.#isAll || this.#isWanted(i)) this.#wanted.push(i)
      }
    }
    return this.#wanted
  }

  #isWanted(i: number): boolean {
    const { times, days, rows, indexes } = this.#block
    const pick = this.#pick
    if (!pick.sees(pick.bot.day(days[i]!), rows[i]!, times[i]!)) return false
    return pick.isAll || pick.wants(days[i]!, rows[i]!, indexes[i]!)
  }
}

function hasConditions(tags: TagFilter | undefined): boolean {
  return tags !== undefined && ((tags.and?.length ?? 0) > 0 || (tags.or?.length ?? 0) > 0)
}

function sessionTagTest(day: Day, row: number, now: number): (condition: TagCondition) => boolean {
  const session = sessionOf(day, row, now, day.bot.sights.messages)
  const ofUser = userTags(session)
  const ofSession = sessionTags(session)
  return condition =>
    ((condition.type === undefined || condition.type === 'user') && has(ofUser, condition)) ||
    ((condition.type === undefined || condition.type === 'session') && has(ofSession, condition))
}

function has(tags: readonly Tag[], { name, values }: TagCondition): boolean {
  return tags.some(tag => tag.name === name && values.includes(tag.value))
}

/** The message of an id, if there is one by `now`; of whichever of the bots it is. */
export function messageById(bots: readonly Bot[], id: string, now: number): MessageAddress | undefined {
  for (const bot of bots) {
    const address = decodeMessageId(bot, id)
    const found = address === undefined ? undefined : rowOf(bot, address)
    if (found === undefined || address === undefined) continue
    const time = timelineOf(bot, found.day, found.row).times[address.seq]
    if (time === undefined || time > now) return undefined
    const shown = bot.sights.messages?.shownAt(bot.day(found.day), found.row, time) ?? time
    return shown > now ? undefined : { bot, ...found, index: address.seq, time }
  }
  return undefined
}

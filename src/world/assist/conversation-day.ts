import { cachePerOwner } from '../../memory/belongings.ts'
import { agentFor } from '../dialogue/staff.ts'
import { earliestStart } from '../settled.ts'
import { compareTexts, lowerBound } from '../sorted.ts'
import { DAY } from '../time.ts'
import type { Bot, Day } from '../types.ts'
import type { Sight } from '../visible.ts'
import { AGENT_CHANNELS, agentChannel, type Conversation, conversationOf, conversationsFrom } from './conversation.ts'

/** Where a conversation, or one segment of it, is found. */
export interface SegmentAddress {
  readonly day: number
  readonly row: number
  /** 0 for a conversation. */
  readonly segmentIndex: number
}

const BYTES_OF_A_DAY = 1200
/** Of a row: its start, the day and row of its session, the segment's index, its channel. */
const BYTES_A_ROW = 8 + 4 + 4 + 1 + 1
const BYTES_OF_A_POINTER = 8

/** Conversations, or segments, in the order of a list: by start and then by id (ruling R8). */
export class ConversationColumns {
  /** ms UTC. */
  readonly starts: Float64Array
  /** Day and row of the session. */
  readonly days: Int32Array
  readonly rows: Uint32Array
  readonly segmentIndexes: Uint8Array
  /** Index into `AGENT_CHANNELS`. */
  readonly channels: Uint8Array
  /** ms UTC from which on each is seen; undefined: as it begins. */
  readonly shown: Float64Array | undefined

  constructor(
    entries: ConversationEntries,
    idOf: (address: SegmentAddress) => string,
    shownAt: ((address: SegmentAddress, start: number) => number) | undefined,
  ) {
    const order = entries.order(idOf)
    const count = order.length
    this.starts = inOrder(entries.starts, order, new Float64Array(count))
    this.days = inOrder(entries.days, order, new Int32Array(count))
    this.rows = inOrder(entries.rows, order, new Uint32Array(count))
    this.segmentIndexes = inOrder(entries.segmentIndexes, order, new Uint8Array(count))
    this.channels = inOrder(entries.channels, order, new Uint8Array(count))
    this.shown = shownAt && Float64Array.from(this.starts, (start, index) => shownAt(this.at(index), start))
  }

  at(index: number): SegmentAddress {
    return { day: this.days[index]!, row: this.rows[index]!, segmentIndex: this.segmentIndexes[index]! }
  }

  /** Entries `lo` to `hi` - 1 began between two instants, both inclusive. */
  between(from: number, to: number): { readonly lo: number; readonly hi: number } {
    const lo = lowerBound(this.starts, from)
    return { lo, hi: Math.max(lo, lowerBound(this.starts, to + 1)) }
  }
}

/**
 * The conversations and segments that began on one UTC day. They belong to sessions of that day or of the last hours of the
 * day before.
 */
export class ConversationDay {
  readonly conversations: ConversationColumns
  readonly segments: ConversationColumns
  readonly #bot: Bot
  #agentIds: string[] | undefined

  constructor(bot: Bot, day: number) {
    const { conversations, segments } = conversationEntries(bot, day)
    const find = ({ day, row }: SegmentAddress) => conversationOf(bot, day, row)!
    this.#bot = bot
    const shownTo = (sight: Sight | undefined) =>
      sight &&
      (({ day, row, segmentIndex }: SegmentAddress, start: number) =>
        sight.shownAt(bot.day(day), row, start, segmentIndex))
    this.conversations = new ConversationColumns(
      conversations,
      address => find(address).recordId,
      shownTo(bot.sights.conversations),
    )
    this.segments = new ConversationColumns(
      segments,
      address => find(address).segmentId(address.segmentIndex),
      shownTo(bot.sights.segments),
    )
  }

  get bytes(): number {
    const conversations = this.conversations.rows.length
    const segments = this.segments.rows.length
    const seen = (this.conversations.shown?.byteLength ?? 0) + (this.segments.shown?.byteLength ?? 0)
    return seen + BYTES_OF_A_DAY + (conversations + segments) * BYTES_A_ROW + segments * BYTES_OF_A_POINTER
  }

  /** `agentId` of each segment; made on first use, as only filters need it. */
  get agentIds(): readonly string[] {
    const { days, segmentIndexes, rows } = this.segments
    this.#agentIds ??= Array.from(rows, (row, i) => agentFor(this.#bot, days[i]!, row, segmentIndexes[i]!).agentId)
    return this.#agentIds
  }
}

/** More than a list of one day can have entries; a start within the day times this is still a whole number. */
const MOST_ENTRIES = 2 ** 26

/** Entries of a list as they come, to be put in order. */
class ConversationEntries {
  readonly starts: number[] = []
  readonly days: number[] = []
  readonly rows: number[] = []
  readonly segmentIndexes: number[] = []
  readonly channels: number[] = []
  readonly #midnight: number

  /** @param midnight ms UTC at which the day begins; what does not begin on that day is left out */
  constructor(midnight: number) {
    this.#midnight = midnight
  }

  /** @param channel index into `AGENT_CHANNELS` */
  add({ day, row }: Conversation, segmentIndex: number, start: number, channel: number): void {
    if (start < this.#midnight || start >= this.#midnight + DAY) return
    this.days.push(day)
    this.rows.push(row)
    this.segmentIndexes.push(segmentIndex)
    this.starts.push(start)
    this.channels.push(channel)
  }

  /**
   * Positions by start; where starts are equal, by id. Start and position are put into one number each, as numbers are
   * sorted without calling a comparison, and a day may have 200,000 entries.
   */
  order(idOf: (address: SegmentAddress) => string): Float64Array {
    const { starts } = this
    const order = new Float64Array(starts.length)
    for (let i = 0; i < order.length; i++) order[i] = (starts[i]! - this.#midnight) * MOST_ENTRIES + i
    order.sort()
    for (let i = 0; i < order.length; i++) order[i] = order[i]! % MOST_ENTRIES
    for (let lo = 0, hi = 1; lo < order.length; lo = hi, hi = lo + 1) {
      while (hi < order.length && starts[order[hi]!] === starts[order[lo]!]) hi++
      if (hi - lo > 1) order.subarray(lo, hi).sort((a, b) => compareTexts(idOf(this.#at(a)), idOf(this.#at(b))))
    }
    return order
  }

  #at(i: number): SegmentAddress {
    return { day: this.days[i]!, row: this.rows[i]!, segmentIndex: this.segmentIndexes[i]! }
  }
}

/** Fills a column with values in another order. */
function inOrder<Column extends Float64Array | Int32Array | Uint32Array | Uint8Array>(
  values: readonly number[],
  order: Float64Array,
  column: Column,
): Column {
  for (let i = 0; i < order.length; i++) column[i] = values[order[i]!]!
  return column
}

function conversationEntries(bot: Bot, day: number) {
  const midnight = day * DAY
  const conversations = new ConversationEntries(midnight)
  const segments = new ConversationEntries(midnight)
  const dayBefore = bot.day(day - 1)
  addEntries(dayBefore, dayBefore.rowAt(earliestStart(midnight)), conversations, segments)
  addEntries(bot.day(day), 0, conversations, segments)
  return { conversations, segments }
}

/** Adds the conversations of a day's sessions, from a row on. */
function addEntries(
  source: Day,
  firstRow: number,
  conversations: ConversationEntries,
  segments: ConversationEntries,
): void {
  const { bot } = source
  const channels = bot.channels.map((_, index) => AGENT_CHANNELS.indexOf(agentChannel(bot, index)))
  for (const conversation of conversationsFrom(source, firstRow)) {
    const channel = channels[source.channel[conversation.row]!]!
    conversations.add(conversation, 0, conversation.start, channel)
    for (const { index, start } of conversation.segments) {
      const pinned = conversation.pin?.segments?.[index]?.channel
      segments.add(conversation, index, start, pinned === undefined ? channel : AGENT_CHANNELS.indexOf(pinned))
    }
  }
}

const conversationDaysOf = cachePerOwner<number, ConversationDay>('conversations')

/** The conversations and segments that began on a UTC day, from the cache or made anew. */
export function conversationDay(bot: Bot, day: number): ConversationDay {
  const kept = conversationDaysOf(bot)
  let found = kept.get(day)
  if (found === undefined) {
    found = new ConversationDay(bot, day)
    kept.set(day, found, found.bytes)
    bot.world.kept()
  }
  return found
}

import { decodeCallId } from '../ids.ts'
import { findRow, rowOf, taggedSessionOf } from '../sessions/session.ts'
import type { TaggedSession, Window } from '../sessions/types.ts'
import { isSurelyOver } from '../settled.ts'
import { compareTexts } from '../sorted.ts'
import { dayOf } from '../time.ts'
import type { Bot } from '../types.ts'
import type { Sight } from '../visible.ts'
import { AGENT_CHANNELS, type Conversation, conversationOf } from './conversation.ts'
import {
  type ConversationColumns,
  type ConversationDay,
  conversationDay,
  type SegmentAddress,
} from './conversation-day.ts'

/** A conversation as it stands at an instant. */
export interface ConversationAt {
  readonly conversation: Conversation
  readonly session: TaggedSession
  /** ms UTC up to which it may be shown: its close, or the latest message so far. */
  readonly shownUntil: number
  readonly isClosed: boolean
  /** Its final summary may be shown. */
  readonly isSummedUp: boolean
}

/** A list in order, of which only the page is looked at. */
export interface Listing {
  readonly total: number
  page(skip: number, limit: number): SegmentAddress[]
}

/** Filters of raw data: all given ones must be met, by any value of each (facts 9.3). */
export interface SegmentFilter {
  readonly conversationIds?: readonly string[] | undefined
  readonly sessionIds?: readonly string[] | undefined
  readonly channels?: readonly string[] | undefined
  readonly agentIds?: readonly string[] | undefined
}

/** Where a conversation is, when it is looked at, and by whom. */
export interface LookedAt {
  readonly day: number
  readonly row: number
  /** ms UTC */
  readonly now: number
  /** Absent: it is seen as it happened. */
  readonly sight?: Sight | undefined
}

/**
 * The conversation of a session as it stands at `now`.
 * @throws Error for a session that no human took
 */
export function conversationAt(bot: Bot, { day, row, now: present, sight }: LookedAt): ConversationAt {
  const conversation = conversationOf(bot, day, row)
  if (conversation === undefined) throw new Error(`session ${row} of day ${day} has no conversation`)
  const source = bot.day(day)
  const now = sight === undefined ? present : sight.asOf(source, row, present)
  const session = taggedSessionOf(source, row, now)
  const isClosed = session.status === 'closed'
  // An agent who has taken it may not have said anything yet.
  const begun = conversation.segments.findLast(({ start }) => start <= now)?.start ?? 0
  const shownUntil = isClosed ? conversation.end : Math.max(session.end, begun)
  const isSummedUp = isClosed && (sight === undefined || present >= sight.summaryShownAt(source, row))
  return { conversation, session, shownUntil, isClosed, isSummedUp }
}

/** The conversation with an id of the customer's (`convId`) that has begun by `now`; undefined when there is none. */
export function conversationById(bot: Bot, convId: string, now: number): Conversation | undefined {
  return namedConversations(bot, [convId]).find(
    found => found.start <= now && found.convId === convId && isConversationSeen(found, now),
  )
}

function isConversationSeen({ bot, day, row, start }: Conversation, now: number): boolean {
  return isEntrySeen(bot, bot.sights.conversations, { day, row, segmentIndex: 0, start }, now)
}

/** Whether what began at an instant is seen at `now`. */
function isEntrySeen(
  bot: Bot,
  sight: Sight | undefined,
  { day, row, segmentIndex, start }: SegmentAddress & { readonly start: number },
  now: number,
): boolean {
  return sight === undefined || sight.shownAt(bot.day(day), row, start, segmentIndex) <= now
}

/** What of a day's entries is listed. */
interface Listed {
  readonly columns: ConversationColumns
  readonly window: Window
  readonly now: number
  readonly sight: Sight | undefined
  /** Undefined: all are wanted. */
  readonly isWanted?: ((index: number) => boolean) | undefined
}

/** The entries of a day that began in a window, are seen and are wanted. */
function listedEntries({ columns, window, now, sight, isWanted }: Listed): DayEntries {
  const { lo, hi } = columns.between(window.from, window.to)
  const { starts, shown } = columns
  const isAllSeen = sight === undefined || hi === lo || isSurelyOver(starts[hi - 1]!, now - sight.latest)
  if (isAllSeen && isWanted === undefined) return { count: hi - lo, at: n => columns.at(lo + n) }
  const found: number[] = []
  for (let index = lo; index < hi; index++) {
    if (isWanted?.(index) === false) continue
    if (isAllSeen || shown === undefined || shown[index]! <= now) found.push(index)
  }
  return { count: found.length, at: n => columns.at(found[n]!) }
}

/** Conversations that began in a window and by `now`, by start and `_id`; only those of `ids` when given. */
export function findConversations(bot: Bot, window: Window, now: number, ids?: readonly string[]): Listing {
  const begun = { from: window.from, to: Math.min(window.to, now) }
  if (ids !== undefined) return findNamedConversations(bot, begun, ids, now)
  const sight = bot.sights.conversations
  return listOfDays(bot, begun, ({ conversations: columns }) => listedEntries({ columns, window: begun, now, sight }))
}

/** Segments that began in a window and by `now`, by start and `segmentID`, that meet a filter. */
export function findSegments(bot: Bot, window: Window, now: number, filter: SegmentFilter): Listing {
  const begun = { from: window.from, to: Math.min(window.to, now) }
  if (filter.conversationIds !== undefined || filter.sessionIds !== undefined) {
    return findNamedSegments(bot, begun, filter, now)
  }
  const meets = columnTest(filter)
  const sight = bot.sights.segments
  return listOfDays(bot, begun, day => {
    const isWanted = meets === undefined ? undefined : (index: number) => meets(day, index)
    return listedEntries({ columns: day.segments, window: begun, now, sight, isWanted })
  })
}

/** Tests a segment of a day by its columns; undefined: all pass. */
function columnTest(filter: SegmentFilter): ((day: ConversationDay, index: number) => boolean) | undefined {
  const { channels, agentIds } = filter
  if (channels === undefined && agentIds === undefined) return undefined
  const names = channels?.map(name => name.toLowerCase())
  const isWanted = AGENT_CHANNELS.map(channel => names === undefined || names.includes(channel))
  const agents = agentIds === undefined ? undefined : new Set(agentIds)
  return (day, index) =>
    isWanted[day.segments.channels[index]!]! && (agents === undefined || agents.has(day.agentIds[index]!))
}

function findNamedConversations(bot: Bot, begun: Window, ids: readonly string[], now: number): Listing {
  const wanted = new Set(ids)
  const found = namedConversations(bot, wanted)
    .filter(found => wanted.has(found.convId) && isInside(found.start, begun) && isConversationSeen(found, now))
    .map(({ start, recordId, day, row }) => ({ start, id: recordId, address: { day, row, segmentIndex: 0 } }))
  return listingOf(found)
}

function findNamedSegments(bot: Bot, begun: Window, filter: SegmentFilter, now: number): Listing {
  const conversationIds = filter.conversationIds === undefined ? undefined : new Set(filter.conversationIds)
  const sessionIds = filter.sessionIds === undefined ? undefined : new Set(filter.sessionIds)
  const meets = segmentTest(filter)
  const found: FoundEntry[] = []
  for (const conversation of namedConversations(bot, conversationIds ?? sessionIds ?? [])) {
    const { day, row, convId, sessionId } = conversation
    if (conversationIds?.has(convId) === false || sessionIds?.has(sessionId) === false) continue
    for (const { index, start } of conversation.segments) {
      const address = { day, row, segmentIndex: index }
      const isThere = isInside(start, begun) && isEntrySeen(bot, bot.sights.segments, { ...address, start }, now)
      if (isThere && meets(conversation, index)) {
        found.push({ start, id: conversation.segmentId(index), address })
      }
    }
  }
  return listingOf(found)
}

/** Tests a segment of a conversation at hand. */
function segmentTest({ channels, agentIds }: SegmentFilter): (conversation: Conversation, index: number) => boolean {
  const names = channels?.map(name => name.toLowerCase())
  return (conversation, index) =>
    names?.includes(conversation.channelOf(index)) !== false &&
    agentIds?.includes(conversation.agentOf(index).agentId) !== false
}

const isInside = (ms: number, { from, to }: Window) => ms >= from && ms <= to

/** Conversations that ids of sessions or conversations may lead to; each once. */
function namedConversations(bot: Bot, ids: Iterable<string>): Conversation[] {
  const found = new Map<string, Conversation>()
  for (const id of ids) {
    for (const { day, row } of addressesOf(bot, id)) {
      const conversation = conversationOf(bot, day, row)
      if (conversation !== undefined) found.set(conversation.address, conversation)
    }
  }
  return [...found.values()]
}

/** Sessions that an id may mean: what it holds itself, and what the scenario gave that id. */
function* addressesOf(bot: Bot, id: string): Generator<{ readonly day: number; readonly row: number }> {
  const session = findRow(bot, id)
  if (session !== undefined) yield session
  const decoded = decodeCallId(bot, id)
  const called = decoded === undefined ? undefined : rowOf(bot, decoded)
  if (called !== undefined) yield called
  for (const pin of bot.pins) {
    if (pin.spec.conversation?.convId !== id) continue
    for (const [row, other] of bot.day(pin.day).pins) if (other === pin) yield { day: pin.day, row }
  }
}

/** What a day has of a list: how many, and where the n-th is found. */
interface DayEntries {
  readonly count: number
  at(n: number): SegmentAddress
}

/** A list of what the days of a window have, one day after the other. */
function listOfDays(bot: Bot, { from, to }: Window, entriesOf: (day: ConversationDay) => DayEntries): Listing {
  const days: DayEntries[] = []
  for (let day = Math.max(dayOf(from), bot.firstDay); day <= dayOf(to); day++) {
    days.push(entriesOf(conversationDay(bot, day)))
  }
  return {
    total: days.reduce((sum, { count }) => sum + count, 0),
    page(skip, limit) {
      const found: SegmentAddress[] = []
      let before = 0
      for (const day of days) {
        for (let n = Math.max(0, skip - before); n < day.count && found.length < limit; n++) found.push(day.at(n))
        before += day.count
      }
      return found
    },
  }
}

interface FoundEntry {
  readonly start: number
  readonly id: string
  readonly address: SegmentAddress
}

/** A list by start and id. */
function listingOf(found: readonly FoundEntry[]): Listing {
  const addresses = found
    .toSorted((a, b) => a.start - b.start || compareTexts(a.id, b.id))
    .map(({ address }) => address)
  return { total: addresses.length, page: (skip, limit) => addresses.slice(skip, skip + limit) }
}

import type { Bot } from '../bot.ts'
import { decodeCallId } from '../ids.ts'
import { findRow, rowOf, sessionAt } from '../sessions/session.ts'
import type { Session, Window } from '../sessions/types.ts'
import { dayOf } from '../time.ts'
import { channelKind, convIdOf, Handled, recordIdOf, segmentIdOf, sessionIdOf } from './conversation.ts'
import { agentIdOf, assistDay, compare, KINDS, slice } from './conversation-day.ts'
import { type Outline, outlineOf } from './outline.ts'

/** A conversation as it stands at an instant. */
export interface Found {
  readonly handled: Handled
  readonly session: Session
  /** ms UTC up to which it may be told: its close, or the latest message so far. */
  readonly told: number
  readonly closed: boolean
}

/** Where a conversation, or one segment of it, is found. */
interface Address {
  readonly day: number
  readonly row: number
  /** Number of the segment; 0 for a conversation. */
  readonly part: number
}

/** A list in order, of which only the page is looked at. */
export interface Listing {
  readonly total: number
  page(skip: number, limit: number): Address[]
}

/** Filters of raw data: all given ones must be met, by any value of each (facts 9.3). */
export interface SegmentFilter {
  readonly conversationIds?: readonly string[] | undefined
  readonly sessionIds?: readonly string[] | undefined
  readonly channels?: readonly string[] | undefined
  readonly agentIds?: readonly string[] | undefined
}

/** Opens the conversation of a session that a human took. */
export function openConversation(bot: Bot, day: number, row: number, now: number): Found {
  const outline = outlineOf(bot, day, row)
  if (outline === undefined) throw new Error(`session ${row} of day ${day} has no conversation`)
  const session = sessionAt(bot, day, row, now)
  const closed = session.status === 'closed'
  return { handled: new Handled(outline), session, told: closed ? outline.end : session.end, closed }
}

/** Conversations that began in a window and by `now`, by start and `_id`; only those of `ids` when given. */
export function findConversations(bot: Bot, window: Window, now: number, ids?: readonly string[]): Listing {
  const to = Math.min(window.to, now)
  if (ids !== undefined) {
    const wanted = new Set(ids)
    const outlines = named(bot, wanted, outline => wanted.has(convIdOf(outline)))
    const inside = outlines.filter(({ start }) => start >= window.from && start <= to)
    inside.sort((a, b) => a.start - b.start || compare(recordIdOf(a), recordIdOf(b)))
    return listed(inside.map(({ day, row }) => ({ day, row, part: 0 })))
  }
  const runs: Run[] = []
  for (let number = dayOf(window.from); number <= dayOf(to); number++) {
    if (number < bot.firstDay) continue
    const { starts, days, rows } = assistDay(bot, number)
    const { lo, hi } = slice(starts, window.from, to)
    runs.push({ count: hi - lo, at: n => ({ day: days[lo + n]!, row: rows[lo + n]!, part: 0 }) })
  }
  return joined(runs)
}

/** Segments that began in a window and by `now`, by start and `segmentID`, that meet a filter. */
export function findSegments(bot: Bot, window: Window, now: number, filter: SegmentFilter): Listing {
  const to = Math.min(window.to, now)
  const { conversationIds, sessionIds, channels, agentIds } = filter
  if (conversationIds !== undefined || sessionIds !== undefined) return namedSegments(bot, window.from, to, filter)
  const kinds =
    channels === undefined ? undefined : new Set(channels.map(name => KINDS.indexOf(name.toLowerCase() as never)))
  const staff = agentIds === undefined ? undefined : new Set(agentIds)
  const runs: Run[] = []
  for (let number = dayOf(window.from); number <= dayOf(to); number++) {
    if (number < bot.firstDay) continue
    const columns = assistDay(bot, number)
    const { segmentDays: days, segmentRows: rows, segmentParts: parts } = columns
    const { lo, hi } = slice(columns.segmentStarts, window.from, to)
    const address = (index: number) => ({ day: days[index]!, row: rows[index]!, part: parts[index]! })
    if (kinds === undefined && staff === undefined) {
      runs.push({ count: hi - lo, at: n => address(lo + n) })
      continue
    }
    const agents = staff === undefined ? undefined : columns.agents
    const kept: number[] = []
    for (let index = lo; index < hi; index++) {
      if (kinds !== undefined && !kinds.has(columns.kinds[index]!)) continue
      if (staff !== undefined && !staff.has(agents![index]!)) continue
      kept.push(index)
    }
    runs.push({ count: kept.length, at: n => address(kept[n]!) })
  }
  return joined(runs)
}

function namedSegments(bot: Bot, from: number, to: number, filter: SegmentFilter): Listing {
  const { channels, agentIds } = filter
  const conversations = filter.conversationIds === undefined ? undefined : new Set(filter.conversationIds)
  const sessions = filter.sessionIds === undefined ? undefined : new Set(filter.sessionIds)
  const outlines = named(
    bot,
    conversations ?? sessions ?? [],
    outline => (conversations?.has(convIdOf(outline)) ?? true) && (sessions?.has(sessionIdOf(outline)) ?? true),
  )
  const found: { readonly start: number; readonly id: string; readonly at: Address }[] = []
  for (const outline of outlines) {
    const { day, row, pin } = outline
    for (const { index: part, start } of outline.parts) {
      if (start < from || start > to) continue
      const pinned = pin?.segments?.[part]
      const kind = String(pinned?.channel ?? channelKind(bot, bot.day(day).channel[row]!))
      if (channels !== undefined && !channels.some(name => name.toLowerCase() === kind)) continue
      if (agentIds !== undefined && !agentIds.includes(agentIdOf(bot, day, row, part, pinned))) continue
      found.push({ start, id: segmentIdOf(outline, part), at: { day, row, part } })
    }
  }
  found.sort((a, b) => a.start - b.start || compare(a.id, b.id))
  return listed(found.map(({ at }) => at))
}

/** Conversations that ids of sessions or conversations lead to and that pass a test; each once. */
function named(bot: Bot, ids: Iterable<string>, test: (outline: Outline) => boolean): Outline[] {
  const found = new Map<string, Outline>()
  for (const id of ids) {
    for (const { day, row } of addressesOf(bot, id)) {
      const outline = outlineOf(bot, day, row)
      if (outline !== undefined && test(outline)) found.set(`${day}/${row}`, outline)
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

/** The conversation with an id of the customer's (`convId`) that has begun by `now`; undefined when there is none. */
export function conversationById(bot: Bot, convId: string, now: number): Outline | undefined {
  return named(bot, [convId], outline => outline.start <= now && convIdOf(outline) === convId)[0]
}

/** A stretch of a list: how many, and where the n-th is found. */
interface Run {
  readonly count: number
  at(n: number): Address
}

function joined(runs: readonly Run[]): Listing {
  return {
    total: runs.reduce((sum, run) => sum + run.count, 0),
    page(skip, limit) {
      const found: Address[] = []
      let before = 0
      for (const run of runs) {
        for (let n = Math.max(0, skip - before); n < run.count && found.length < limit; n++) found.push(run.at(n))
        before += run.count
      }
      return found
    },
  }
}

function listed(addresses: readonly Address[]): Listing {
  return { total: addresses.length, page: (skip, limit) => addresses.slice(skip, skip + limit) }
}

import type { Bot } from '../bot.ts'
import { ByteCache, type Held } from '../cache.ts'
import { agentFor } from '../dialogue/staff.ts'
import type { SessionPin } from '../spec.ts'
import { DAY, MAX_SPAN } from '../time.ts'
import type { World } from '../world.ts'
import { channelKind, recordIdOf, segmentIdOf } from './handled.ts'
import { lowerBound, outlinesFrom } from './outline.ts'

/** Values of `AssistDay.kinds`. */
export const KINDS = ['chat', 'voice', 'email'] as const

/** Part of the world's cache limit that days of conversations may take besides. */
const SHARE_OF_CACHE = 12
const OVERHEAD = 1200

/**
 * The conversations and segments that began on one UTC day, as columns: conversations by start and `_id`, segments by start
 * and `segmentID` (ruling R8). They belong to sessions of that day or of the last hours of the day before.
 */
export class AssistDay implements Held {
  readonly bot: Bot
  /** ms UTC. */
  readonly starts: Float64Array
  /** Day and row of the session. */
  readonly days: Int32Array
  readonly rows: Uint32Array
  /** The same of segments, with the number of the segment within its conversation. */
  readonly segmentStarts: Float64Array
  readonly segmentDays: Int32Array
  readonly segmentRows: Uint32Array
  readonly segmentParts: Uint8Array
  /** Index into `KINDS`. */
  readonly kinds: Uint8Array
  #agents: string[] | undefined

  constructor(bot: Bot, day: number) {
    this.bot = bot
    const drafts = gather(bot, day)
    const { conversations, segments } = drafts
    this.starts = Float64Array.from(conversations, draft => draft.start)
    this.days = Int32Array.from(conversations, draft => draft.day)
    this.rows = Uint32Array.from(conversations, draft => draft.row)
    this.segmentStarts = Float64Array.from(segments, draft => draft.start)
    this.segmentDays = Int32Array.from(segments, draft => draft.day)
    this.segmentRows = Uint32Array.from(segments, draft => draft.row)
    this.segmentParts = Uint8Array.from(segments, draft => draft.part)
    this.kinds = Uint8Array.from(segments, draft => draft.kind)
  }

  get bytes(): number {
    // 16 bytes a conversation, 18 a segment, a pointer for its agent.
    return OVERHEAD + this.rows.length * 16 + this.segmentRows.length * 26
  }

  /** `agentId` of each segment; made on first use, as only filters need it. */
  get agents(): readonly string[] {
    this.#agents ??= Array.from(this.segmentRows, (row, index) => {
      const day = this.segmentDays[index]!
      const part = this.segmentParts[index]!
      const pinned = this.bot.day(day).pins.get(row)?.spec.segments?.[part]
      return agentIdOf(this.bot, day, row, part, pinned)
    })
    return this.#agents
  }
}

/** `agentId` of a segment, the scenario's when it gave one. */
export function agentIdOf(
  bot: Bot,
  day: number,
  row: number,
  part: number,
  pinned: NonNullable<SessionPin['segments']>[number] | undefined,
): string {
  const agent = pinned?.agent as { agentId?: string } | undefined
  return agent?.agentId ?? agentFor(bot, day, row, part).agentId
}

interface Draft {
  readonly bot: Bot
  readonly start: number
  readonly day: number
  readonly row: number
  readonly part: number
  readonly kind: number
  readonly pin: SessionPin | undefined
}

function gather(bot: Bot, day: number): { conversations: Draft[]; segments: Draft[] } {
  const from = day * DAY
  const until = from + DAY
  const conversations: Draft[] = []
  const segments: Draft[] = []
  for (const number of [day - 1, day]) {
    const source = bot.day(number)
    const first = number === day ? 0 : source.rowAt(from - MAX_SPAN)
    for (const outline of outlinesFrom(source, first)) {
      const { row, start, pin } = outline
      const kind = KINDS.indexOf(channelKind(bot, source.channel[row]!))
      if (start >= from && start < until) conversations.push({ bot, start, day: number, row, part: 0, kind, pin })
      for (const part of outline.parts) {
        if (part.start < from || part.start >= until) continue
        const pinned = pin?.segments?.[part.index]?.channel as (typeof KINDS)[number] | undefined
        segments.push({
          bot,
          start: part.start,
          day: number,
          row,
          part: part.index,
          kind: pinned === undefined ? kind : KINDS.indexOf(pinned),
          pin,
        })
      }
    }
  }
  conversations.sort((a, b) => a.start - b.start || compare(recordIdOf(a), recordIdOf(b)))
  segments.sort((a, b) => a.start - b.start || compare(segmentIdOf(a, a.part), segmentIdOf(b, b.part)))
  return { conversations, segments }
}

/** Order of two texts by their code units. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const caches = new WeakMap<World, ByteCache<AssistDay>>()

/** The conversations and segments that began on a UTC day, from the cache or made anew. */
export function assistDay(bot: Bot, day: number): AssistDay {
  let cache = caches.get(bot.world)
  if (cache === undefined) {
    cache = new ByteCache(Math.ceil(bot.world.cache.limit / SHARE_OF_CACHE))
    caches.set(bot.world, cache)
  }
  const key = bot.cacheKey(day)
  let found = cache.get(key)
  if (found === undefined) {
    found = new AssistDay(bot, day)
    cache.set(key, found)
  }
  return found
}

/** Rows `lo` to `hi` - 1 of ascending times lie between two instants, both inclusive. */
export function slice(times: Float64Array, from: number, to: number): { readonly lo: number; readonly hi: number } {
  const lo = lowerBound(times, from)
  return { lo, hi: Math.max(lo, lowerBound(times, to + 1)) }
}

import { ByteCache, type Held } from '../../memory/byte-cache.ts'
import { memoize } from '../../memory/memoize.ts'
import type { Bot } from '../bot.ts'
import { agentFor } from '../dialogue/staff.ts'
import { earliestStart } from '../settled.ts'
import type { SessionPin } from '../spec.ts'
import { DAY } from '../time.ts'
import type { World } from '../world.ts'
import { channelKind, recordIdOf, segmentIdOf } from './conversation.ts'
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
    const { conversations, segments } = gather(bot, day)
    const first = conversations.ordered(({ bot, day, row, start }) =>
      recordIdOf({ bot, day, row, start, pin: pinOf(bot, day, row) }),
    )
    this.starts = first.starts
    this.days = first.days
    this.rows = first.rows
    const second = segments.ordered(({ bot, day, row, start, part }) =>
      segmentIdOf({ bot, day, row, start, pin: pinOf(bot, day, row) }, part),
    )
    this.segmentStarts = second.starts
    this.segmentDays = second.days
    this.segmentRows = second.rows
    this.segmentParts = second.parts
    this.kinds = second.kinds
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

/** One row of a list that is being put together. */
interface Entry {
  readonly bot: Bot
  readonly day: number
  readonly row: number
  readonly part: number
  /** ms UTC. */
  readonly start: number
}

/** Rows as they come, to be put in order by start and id. */
class Draft {
  readonly #bot: Bot
  readonly #from: number
  readonly #starts: number[] = []
  readonly #days: number[] = []
  readonly #rows: number[] = []
  readonly #parts: number[] = []
  readonly #kinds: number[] = []

  /** @param from ms UTC of the day's midnight */
  constructor(bot: Bot, from: number) {
    this.#bot = bot
    this.#from = from
  }

  add(day: number, row: number, part: number, start: number, kind: number): void {
    this.#days.push(day)
    this.#rows.push(row)
    this.#parts.push(part)
    this.#starts.push(start)
    this.#kinds.push(kind)
  }

  ordered(idOf: (entry: Entry) => string) {
    const order = this.#order(idOf)
    return {
      starts: Float64Array.from(take(this.#starts, order)),
      days: Int32Array.from(take(this.#days, order)),
      rows: Uint32Array.from(take(this.#rows, order)),
      parts: Uint8Array.from(take(this.#parts, order)),
      kinds: Uint8Array.from(take(this.#kinds, order)),
    }
  }

  /** Positions by start; where starts are equal, by id. Numbers sort without a comparison to call: a day may have 200,000. */
  #order(idOf: (entry: Entry) => string): Float64Array {
    const starts = this.#starts
    const keys = new Float64Array(starts.length)
    for (let i = 0; i < keys.length; i++) keys[i] = (starts[i]! - this.#from) * PLACES + i
    keys.sort()
    for (let i = 0; i < keys.length; i++) keys[i] = keys[i]! % PLACES
    for (let lo = 0, hi = 1; lo < keys.length; lo = hi, hi = lo + 1) {
      while (hi < keys.length && starts[keys[hi]!] === starts[keys[lo]!]) hi++
      if (hi - lo > 1) keys.subarray(lo, hi).sort((a, b) => compare(idOf(this.#entry(a)), idOf(this.#entry(b))))
    }
    return keys
  }

  #entry(i: number): Entry {
    return { bot: this.#bot, day: this.#days[i]!, row: this.#rows[i]!, part: this.#parts[i]!, start: this.#starts[i]! }
  }
}

/** More than rows of a list; a start within the day times this is still a whole number. */
const PLACES = 2 ** 26

function take(values: readonly number[], order: Float64Array): Float64Array {
  const taken = new Float64Array(order.length)
  for (let i = 0; i < order.length; i++) taken[i] = values[order[i]!]!
  return taken
}

function pinOf(bot: Bot, day: number, row: number): SessionPin | undefined {
  return bot.day(day).pins.get(row)?.spec
}

function gather(bot: Bot, day: number): { readonly conversations: Draft; readonly segments: Draft } {
  const from = day * DAY
  const until = from + DAY
  const conversations = new Draft(bot, from)
  const segments = new Draft(bot, from)
  for (const number of [day - 1, day]) {
    const source = bot.day(number)
    const { channel } = source
    const kinds = bot.channels.map((_, index) => KINDS.indexOf(channelKind(bot, index)))
    for (const outline of outlinesFrom(source, number === day ? 0 : source.rowAt(earliestStart(from)))) {
      const { row, start, pin } = outline
      const kind = kinds[channel[row]!]!
      if (start >= from && start < until) conversations.add(number, row, 0, start, kind)
      for (const part of outline.parts) {
        if (part.start < from || part.start >= until) continue
        const pinned = pin?.segments?.[part.index]?.channel as (typeof KINDS)[number] | undefined
        segments.add(number, row, part.index, part.start, pinned === undefined ? kind : KINDS.indexOf(pinned))
      }
    }
  }
  return { conversations, segments }
}

/** Order of two texts by their code units. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const cacheOf = memoize((world: World) => new ByteCache<AssistDay>(Math.ceil(world.cache.limit / SHARE_OF_CACHE)))

/** The conversations and segments that began on a UTC day, from the cache or made anew. */
export function assistDay(bot: Bot, day: number): AssistDay {
  const cache = cacheOf(bot.world)
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

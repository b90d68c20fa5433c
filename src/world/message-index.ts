import { cachePerOwner } from '../memory/belongings.ts'
import { encodeMessageId } from './ids.ts'
import { timelineOf } from './sessions/timeline.ts'
import { earliestStart } from './settled.ts'
import { DAY, dayOf, HOUR } from './time.ts'
import type { Bot } from './types.ts'

/**
 * All messages of one bot in one stretch of time, by time and id, whatever "now" is. Sessions overlap, so their order is
 * found once and kept.
 */
export interface MessageBlock {
  readonly bytes: number
  /** ms UTC, ascending. */
  readonly times: Float64Array
  /** UTC day and row of the session, and number of the message in it. */
  readonly days: Uint32Array
  readonly rows: Uint32Array
  readonly indexes: Uint16Array
}

const PER_MESSAGE = 8 + 4 + 4 + 2
const blocksOf = cachePerOwner<string, MessageBlock>('messages')

/** Lengths of a block by how many sessions a day has: few enough to be made while a client waits. */
const LENGTHS: readonly { readonly upTo: number; readonly length: number }[] = [
  { upTo: 2_000, length: 6 * HOUR },
  { upTo: 20_000, length: HOUR },
  { upTo: 100_000, length: HOUR / 4 },
  { upTo: Number.POSITIVE_INFINITY, length: HOUR / 12 },
]

/** ms that a block of a bot covers around an instant. */
export function blockLength(bot: Bot, ms: number): number {
  const count = bot.calendar.count(dayOf(ms))
  return (LENGTHS.find(({ upTo }) => count <= upTo) as { length: number }).length
}

/** The messages from `from` (a multiple of `length`) on for `length` ms. */
export function messageBlock(bot: Bot, from: number, length: number): MessageBlock {
  const cache = blocksOf(bot)
  const key = `${from}/${length}`
  let block = cache.get(key)
  if (block === undefined) {
    bot.world.pause()
    block = makeBlock(bot, from, from + length)
    cache.set(key, block, block.bytes)
    bot.world.kept()
  }
  return block
}

function makeBlock(bot: Bot, from: number, to: number): MessageBlock {
  const found = messagesBetween(bot, from, to)
  found.sort((a, b) => a.time - b.time || compareIds(bot, a, b))
  const block: MessageBlock = {
    bytes: found.length * PER_MESSAGE + 800,
    times: new Float64Array(found.length),
    days: new Uint32Array(found.length),
    rows: new Uint32Array(found.length),
    indexes: new Uint16Array(found.length),
  }
  found.forEach(({ time, day, row, index }, i) => {
    block.times[i] = time
    block.days[i] = day
    block.rows[i] = row
    block.indexes[i] = index
  })
  return block
}

/** Messages from an instant on and before another, session by session. */
function messagesBetween(bot: Bot, from: number, to: number): PlacedMessage[] {
  const found: PlacedMessage[] = []
  const earliest = earliestStart(from)
  for (let number = Math.max(bot.firstDay, dayOf(earliest)); number <= dayOf(to - 1); number++) {
    const day = bot.day(number)
    const end = day.rowAt(to)
    const first = day.rowAt(earliest)
    if (first >= end) continue
    for (let row = first; row < end; row++) {
      if (day.startOf(row) + day.talkOf(row) < from) continue
      timelineOf(bot, number, row).times.forEach((time, index) => {
        if (time >= from && time < to) found.push({ time, day: number, row, index })
      })
    }
  }
  return found
}

interface PlacedMessage {
  readonly time: number
  readonly day: number
  readonly row: number
  readonly index: number
}

/** By id, which is what ruling R8 breaks ties by. */
export function compareIds(bot: Bot, a: Omit<PlacedMessage, 'time'>, b: Omit<PlacedMessage, 'time'>): number {
  const idOf = ({ day, row, index }: Omit<PlacedMessage, 'time'>) =>
    encodeMessageId(bot, Math.floor((day * DAY + bot.day(day).start[row]!) / 1000), row, index)
  return idOf(a) < idOf(b) ? -1 : 1
}

import { queueOfIntent, queuesOf } from '../desk/queues.ts'
import { indexOf } from '../random.ts'
import type { SegmentPin } from '../spec.ts'
import type { Bot, Day } from '../types.ts'
import { reasonLot } from '../visits.ts'

/** Index of the intent that brings the customer of a row, also where he has not said so: as a pin has it, else as drawn. */
export function matterOf(day: Day, row: number): number {
  const { bot, number, user, back } = day
  const lot = reasonLot(bot, user[row]!, number, back[row]!)
  const said = day.pins.size === 0 ? undefined : pinnedMatter(day, row, lot)
  return said ?? indexOf(bot.intentShares, lot)
}

/** What a pin says, or the queue does to which it gives the session; undefined: neither. */
function pinnedMatter({ bot, pins }: Day, row: number, lot: number): number | undefined {
  const spec = pins.get(row)?.spec
  if (spec === undefined) return undefined
  const { intents } = bot.pack
  const asked = spec.intent ?? spec.transcript?.find(({ intent }) => intent !== undefined)?.intent
  if (asked !== undefined) return intents.findIndex(({ name }) => name === asked)
  const queue = pinnedQueue(bot, spec.segments?.[0])
  const ofQueue = [...intents.keys()].filter(intent => queueOfIntent(bot)[intent] === queue)
  return ofQueue[Math.floor(lot * ofQueue.length)]
}

/** Index of the queue that a pinned segment names; undefined: it names none of the bot's. */
export function pinnedQueue(bot: Bot, segment: SegmentPin | undefined): number | undefined {
  const name = queueNameIn(segment)
  const at = name === undefined ? -1 : queuesOf(bot).findIndex(({ queueName }) => queueName === name)
  return at < 0 ? undefined : at
}

/** The queue that a pinned segment names. */
export function queueNameIn(segment: SegmentPin | undefined): string | undefined {
  const info: unknown = segment?.queueInfo
  if (typeof info !== 'object' || info === null || !('queueName' in info)) return undefined
  return typeof info.queueName === 'string' ? info.queueName : undefined
}

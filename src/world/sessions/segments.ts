import type { Bot } from '../bot.ts'
import type { SessionPin } from '../spec.ts'
import { drawsOf } from './segment-stream.ts'
import type { Timeline } from './types.ts'

/** The stretch of a conversation that one agent led: a segment. ms UTC. */
export interface Part {
  readonly index: number
  readonly start: number
  readonly end: number
  /** How it came to this agent; only a warm transfer overlaps the part before. */
  readonly transfer: 'none' | 'cold' | 'warm'
}

/** Share of conversations that are never transferred, and of those transferred at most once. */
const STAYS = 0.82
const ONCE = 0.96
const WARM = 0.4
/** Messages that an agent and the customer exchange at least before the conversation is passed on. */
const LEAST = 4

/**
 * The segments of a conversation, by start. The first begins with the hand-over, later ones with a message of the next
 * agent; all bounds but the last are times of messages, so that a conversation under way is cut where its session is.
 * @param isSingle of an exact stretch of agent sessions, which fixes the number of segments too
 * @param start time of the hand-over
 * @param timeline asked for only when the conversation is transferred at all
 */
export function partsOf(
  bot: Bot,
  day: number,
  row: number,
  isSingle: boolean,
  start: number,
  end: number,
  pin: SessionPin | undefined,
  timeline: () => Timeline,
): readonly Part[] {
  if (pin?.segments !== undefined && pin.segments.length > 0) return pinnedParts(pin.segments, end)
  const whole: Part = { index: 0, start, end, transfer: 'none' }
  // Where the scenario fixed the beginning, the messages' own times do not say where to cut.
  if (isSingle || pin?.conversation?.startTime !== undefined) return [whole]
  const draw = drawsOf(bot, day, row, 0, 'transfers')
  const lot = draw()
  if (lot < STAYS) return [whole]
  return transferred(timeline(), lot < ONCE ? 1 : 2, start, end, draw)
}

function transferred(
  timeline: Timeline,
  most: number,
  start: number,
  end: number,
  draw: () => number,
): readonly Part[] {
  const { times, sides, handover } = timeline
  const cuts: number[] = []
  let since = handover
  const room = times.length - 1 - handover
  const stride = Math.max(LEAST, Math.floor((room / (most + 1)) * (0.7 + draw() * 0.6)))
  for (let message = handover + 1; message < times.length - 1 && cuts.length < most; message++) {
    if (message - since < stride || sides[message] !== 2 || sides[message - 1] === 2) continue
    cuts.push(message)
    since = message
  }
  const parts: Part[] = [{ index: 0, start, end, transfer: 'none' }]
  for (const cut of cuts) {
    const warm = draw() < WARM
    const last = parts.pop()!
    // A warm transfer: the agent who leaves stays until the next word has been said.
    parts.push({ ...last, end: warm ? times[cut + 1]! : times[cut - 1]! })
    parts.push({ index: last.index + 1, start: times[cut]!, end, transfer: warm ? 'warm' : 'cold' })
  }
  return parts
}

function pinnedParts(segments: NonNullable<SessionPin['segments']>, end: number): readonly Part[] {
  const parts: Part[] = []
  for (const [index, segment] of segments.entries()) {
    const start = Date.parse(String(segment.segmentStartTime))
    const next = segments[index + 1]?.segmentStartTime
    const until = segment.segmentEndTime ?? next
    const before = parts[index - 1]
    parts.push({
      index,
      start,
      end: Math.max(start, until === undefined ? end : Date.parse(String(until))),
      transfer: before === undefined ? 'none' : before.end > start ? 'warm' : 'cold',
    })
  }
  return parts
}

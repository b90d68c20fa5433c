import { hashText } from '../random.ts'
import type { SegmentPin, SessionPin } from '../spec.ts'
import { segmentStream } from './segment-stream.ts'
import { AGENT_SIDE } from './sides.ts'
import type { RowAddress, Timeline } from './types.ts'

/** What of a conversation one agent led. Instants are ms UTC. */
export interface Segment {
  /** Its place in the conversation, from 0. */
  readonly index: number
  readonly start: number
  readonly end: number
  /** How the conversation came to this agent; only a warm transfer overlaps the segment before. */
  readonly transfer: 'none' | 'cold' | 'warm'
}

/** A session that was handed over to human agents. Instants are ms UTC. */
export interface HandedOver extends RowAddress {
  /** The hand-over, and the end of the talk with agents. */
  readonly start: number
  readonly end: number
  readonly pin: SessionPin | undefined
  /** The scenario fixed how many conversations there are, and thereby that each has one segment. */
  readonly isUndivided: boolean
}

const TRANSFERS = hashText('transfers')
/** Share of conversations that are never transferred, and of those transferred at most once. */
const NEVER = 0.82
const AT_MOST_ONCE = 0.96
/** Share of transfers that are warm. */
const WARM = 0.4
/** Messages that an agent and the customer exchange at least before the conversation is passed on. */
const LEAST_MESSAGES = 4

/**
 * The segments of a conversation, by start. The first begins with the hand-over, later ones with a message of the next
 * agent. All bounds but the last are times of messages, so that a conversation under way is cut where its session is.
 * @param timeline called only when the conversation is transferred at all
 */
export function divideIntoSegments(session: HandedOver, timeline: () => Timeline): readonly Segment[] {
  const { start, end, pin, isUndivided } = session
  if (pin?.segments !== undefined && pin.segments.length > 0) return pinnedSegments(pin.segments, end)
  const whole: Segment = { index: 0, start, end, transfer: 'none' }
  // Where the scenario fixed the beginning, the messages' own times do not say where to cut.
  if (isUndivided || pin?.conversation?.startTime !== undefined) return [whole]
  const draw = segmentStream(session, 0, TRANSFERS)
  const lot = draw()
  if (lot < NEVER) return [whole]
  const lines = timeline()
  const segments = [whole]
  for (const message of transfersIn(lines, lot < AT_MOST_ONCE ? 1 : 2, draw())) {
    const isWarm = draw() < WARM
    const last = segments.pop()!
    // A warm transfer: the agent who leaves stays until the next word has been said.
    segments.push({ ...last, end: lines.times[isWarm ? message + 1 : message - 1]! })
    segments.push({ index: last.index + 1, start: lines.times[message]!, end, transfer: isWarm ? 'warm' : 'cold' })
  }
  return segments
}

/** Messages with which another agent takes over: each answers the customer, and none comes too soon after the last. */
function transfersIn({ times, sides, handover }: Timeline, most: number, lot: number): readonly number[] {
  const lastMessage = times.length - 1
  const between = Math.max(LEAST_MESSAGES, Math.floor(((lastMessage - handover) / (most + 1)) * (0.7 + lot * 0.6)))
  const found: number[] = []
  let since = handover
  for (let message = handover + 1; message < lastMessage && found.length < most; message++) {
    if (message - since < between || sides[message] !== AGENT_SIDE || sides[message - 1] === AGENT_SIDE) continue
    found.push(message)
    since = message
  }
  return found
}

function pinnedSegments(pins: readonly SegmentPin[], end: number): readonly Segment[] {
  const segments: Segment[] = []
  for (const [index, pin] of pins.entries()) {
    const start = Date.parse(String(pin.segmentStartTime))
    const until = pin.segmentEndTime ?? pins[index + 1]?.segmentStartTime
    const before = segments[index - 1]
    segments.push({
      index,
      start,
      end: Math.max(start, until === undefined ? end : Date.parse(until)),
      transfer: before === undefined ? 'none' : before.end > start ? 'warm' : 'cold',
    })
  }
  return segments
}

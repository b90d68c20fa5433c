import type { AgentPart } from '../columns/types.ts'
import { hashText } from '../random.ts'
import type { SegmentPin } from '../spec.ts'
import { segmentStream } from './segment-stream.ts'
import type { RowAddress } from './types.ts'

/** What of a conversation one agent led. Instants are ms UTC. */
export interface Segment {
  /** Its place in the conversation, from 0. */
  readonly index: number
  readonly start: number
  readonly end: number
  /** How the conversation came to this agent; only a warm transfer overlaps the segment before. */
  readonly transfer: 'none' | 'cold' | 'warm'
}

const TRANSFERS = hashText('transfers')
/** Share of transfers that are warm. */
const WARM = 0.4
/** ms for which the agent who leaves stays, so that all three have said a word: less than what he would do after the contact. */
const LEAST_OVERLAP = 5_000
const MORE_OVERLAP = 15_000

/** A session that humans took. */
export interface Divided extends RowAddress {
  /** Of the session, ms UTC; the parts count from it. */
  readonly start: number
  readonly parts: readonly AgentPart[]
  /** What a scenario says of its segments. */
  readonly pins: readonly SegmentPin[] | undefined
}

/**
 * The segments of a conversation, by start: each is what one agent had of it, as the desk says. A segment begins when its
 * agent takes the conversation; the first one after the wait in the queue.
 */
export function divideIntoSegments(session: Divided): readonly Segment[] {
  const { start, parts, pins } = session
  if (pins !== undefined && pins.length > 0) return pinnedSegments(start, parts, pins)
  const draw = segmentStream(session, 0, TRANSFERS)
  const segments: Segment[] = []
  for (const [index, { begin, end }] of parts.entries()) {
    const isWarm = draw() < WARM
    const overlap = LEAST_OVERLAP + Math.floor(draw() * MORE_OVERLAP)
    const before = segments[index - 1]
    if (before !== undefined && isWarm && before.end === start + begin) {
      const stays = Math.min(overlap, Math.floor((end - begin) / 2))
      segments[index - 1] = { ...before, end: before.end + stays }
    }
    const last = segments[index - 1]
    const transfer = last === undefined ? 'none' : last.end > start + begin ? 'warm' : 'cold'
    segments.push({ index, start: start + begin, end: start + end, transfer })
  }
  return segments
}

/** Segments that a scenario fixed may overlap, and leave time between them. */
function pinnedSegments(start: number, parts: readonly AgentPart[], pins: readonly SegmentPin[]): readonly Segment[] {
  const segments: Segment[] = []
  for (const [index, { begin, end }] of parts.entries()) {
    const given = pins[index]?.segmentEndTime
    const until = given === undefined ? start + end : Math.max(start + begin, Date.parse(given))
    const before = segments[index - 1]
    const transfer = before === undefined ? 'none' : before.end > start + begin ? 'warm' : 'cold'
    segments.push({ index, start: start + begin, end: until, transfer })
  }
  return segments
}

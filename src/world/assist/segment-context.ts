import { objectIdFor } from '../ids.ts'
import type { PackIntent } from '../pack.ts'
import type { Stream } from '../random.ts'
import { segmentStream } from '../sessions/segment-stream.ts'
import type { Segment } from '../sessions/segments.ts'
import { USER_SIDE } from '../sessions/sides.ts'
import type { Timeline } from '../sessions/types.ts'
import type { ActKind } from '../talk/acts.ts'
import type { Bot } from '../types.ts'
import { type AgentAiContent, agentAiContent } from './agent-ai-content.ts'
import type { Conversation } from './conversation.ts'

/** With these acts a customer names a wish, a detail or a question. */
const TELLING: ReadonlySet<ActKind> = new Set(['ask', 'answer', 'story', 'followUp'])

/**
 * All that the records of one segment are made from: what was said, by whom, about what, and up to which instant it may be
 * shown. What is drawn for the segment comes from streams of its own address, and is drawn whether or not its time has come.
 */
export class SegmentContext {
  readonly conversation: Conversation
  readonly segment: Segment
  /** What is later than this has not happened yet; ms UTC. */
  readonly now: number
  readonly content: AgentAiContent
  /** Messages of the segment: `first` to `last`, inclusive; `last` < `first` when it has none. */
  readonly first: number
  readonly last: number

  constructor(conversation: Conversation, segment: Segment, now: number) {
    this.conversation = conversation
    this.segment = segment
    this.now = now
    this.content = agentAiContent(conversation.bot, conversation.language)
    const { times, handover } = conversation.timeline
    const until = conversation.segments[segment.index + 1]?.start ?? segment.end + 1
    let first = handover + 1
    while (first < times.length && times[first]! < segment.start) first++
    let last = first - 1
    while (last + 1 < times.length && times[last + 1]! < until) last++
    this.first = first
    this.last = last
  }

  get bot(): Bot {
    return this.conversation.bot
  }

  get timeline(): Timeline {
    return this.conversation.timeline
  }

  /**
   * A stream for one attribute of this segment.
   * @param attribute `hashText` of its name
   */
  draw(attribute: number): Stream {
    return segmentStream(this.conversation, this.segment.index, attribute)
  }

  /** When a message was sent; ms UTC. */
  timeOf(message: number): number {
    return this.timeline.times[message]!
  }

  textOf(message: number): string {
    return this.conversation.textOf(message)
  }

  /**
   * Messages of the customer upon which Agent AI did something: of those with which he tells or asks something a share, and not
   * more than `most`. Each is drawn when it is asked for, so that what is drawn about one message comes before the next one.
   */
  *utterances(draw: Stream, share: number, most: number): Generator<number> {
    let count = 0
    for (let message = this.first; message <= this.last && count < most; message++) {
      if (!this.isTelling(message) || draw() >= share) continue
      count++
      yield message
    }
  }

  /** Whether the customer tells or asks something with a message, on which there is something to suggest. */
  isTelling(message: number): boolean {
    const { sides, lines } = this.timeline
    return sides[message] === USER_SIDE && lines[message]!.acts.some(({ kind }) => TELLING.has(kind))
  }

  /** 24 hex digits for a record of this segment, made at `ms`. */
  recordId(ms: number, kind: string, detail: string | number): string {
    const { bot, conversation, segment } = this
    return objectIdFor(bot.key, Math.floor(ms / 1000), conversation.address, segment.index, kind, detail)
  }

  /** What is talked about at a message. */
  intentAt(message: number): PackIntent {
    return this.conversation.intentAt(message)
  }

  /** What is talked about at the end of the segment. */
  get lastIntent(): PackIntent {
    return this.intentAt(Math.max(this.first, this.last))
  }
}

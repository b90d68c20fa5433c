import type { Bot } from '../bot.ts'
import { writeDialogue } from '../dialogue/write-dialogue.ts'
import { encodeMessageId } from '../ids.ts'
import type { Stream } from '../random.ts'
import { drawsOf } from '../sessions/segment-stream.ts'
import type { Part } from '../sessions/segments.ts'
import type { Timeline } from '../sessions/types.ts'
import type { PackIntent } from '../spec.ts'
import type { Handled } from './conversation.ts'
import { type Knowledge, knowledgeOf } from './knowledge.ts'

/**
 * One segment as its builders see it: what was said, by whom, about what, and up to which instant it may be told.
 * Everything drawn for it comes from streams of its own address, and is drawn whether or not its time has come.
 */
export class Scene {
  readonly handled: Handled
  readonly part: Part
  /** What is later than this has not happened yet; ms. */
  readonly now: number
  readonly knowledge: Knowledge
  /** Messages of the segment: `first` to `last`, inclusive; `last` < `first` when it has none. */
  readonly first: number
  readonly last: number

  constructor(handled: Handled, part: Part, now: number) {
    this.handled = handled
    this.part = part
    this.now = now
    this.knowledge = knowledgeOf(handled.bot)
    const { times } = handled.timeline
    const next = handled.parts[part.index + 1]
    const until = next === undefined ? Number.POSITIVE_INFINITY : next.start
    let first = handled.timeline.handover + 1
    while (first < times.length && times[first]! < part.start) first++
    let last = first - 1
    while (last + 1 < times.length && times[last + 1]! < until) last++
    this.first = first
    this.last = last
  }

  get bot(): Bot {
    return this.handled.bot
  }

  get timeline(): Timeline {
    return this.handled.timeline
  }

  /** Words of every message of the session. */
  get texts(): readonly string[] {
    return textsOf(this.handled)
  }

  /** A stream for one attribute of this segment. */
  draw(attribute: string): Stream {
    const { day, row } = this.handled
    return drawsOf(this.bot, day, row, this.part.index, attribute)
  }

  /** ms of a message. */
  at(message: number): number {
    return this.timeline.times[message]!
  }

  /** Whether it is the customer's last word, on which there is nothing to suggest. */
  isGoodbye(message: number): boolean {
    const { sides } = this.timeline
    return message > this.first && message === sides.lastIndexOf(1)
  }

  /** `ms-…` of a message, as getMessages has it. */
  messageId(message: number): string {
    return messageIdOf(this.handled, message)
  }

  /** What is talked about at a message. */
  intent(message: number): PackIntent {
    return intentAt(this.handled, message)
  }
}

/** Words of every message of a handled session. */
export function textsOf(handled: Handled): readonly string[] {
  return writeDialogue(handled.bot, handled.day, handled.row, handled.timeline)
}

/** `ms-…` of a message, as getMessages has it. */
export function messageIdOf(handled: Handled, message: number): string {
  return encodeMessageId(handled.bot, handled.second, handled.row, message)
}

/** The intent of the task in hand at a message: that of its turn, else of the last task before it, else a common one. */
function intentAt(handled: Handled, message: number): PackIntent {
  const { turns, tasks } = handled.timeline
  let task = -1
  for (const turn of turns) {
    if (turn.first > message) break
    if (turn.task >= 0) task = turn.task
  }
  const { intents } = handled.bot.pack
  return intents[tasks[task]?.intent ?? handled.row % intents.length]!
}

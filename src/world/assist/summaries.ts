import type { Agent } from '../desk/staff.ts'
import { summaryText } from '../dialogue/summary-text.ts'
import { ownOf } from '../own.ts'
import { hashText } from '../random.ts'
import { segmentStream } from '../sessions/segment-stream.ts'
import { type Conversation, shortUuid } from './conversation.ts'
import { drawFeedback } from './feedback.ts'
import { drawPositionId } from './position-id.ts'
import type { Feedback } from './records.ts'

/** A summary made for an agent: when he took over (interim) or at the end (final). Facts 8.6, 9.9. */
export interface Summary {
  /** `smr-` and a UUID whose first block has 7 digits. */
  readonly id: string
  readonly type: 'interim' | 'final'
  readonly agent: Agent
  readonly text: string
  /** The agent's version; absent when he left it as it was. */
  readonly editedText?: string
  /** 3 decimals. */
  readonly generationSeconds: number
  /** ms UTC: its making began, and the agent handed it in. */
  readonly startedAt: number
  readonly submittedAt: number
  readonly positionId: string
  readonly feedback?: Feedback
}

const STREAMS = { interim: hashText('interim'), final: hashText('final') }
/** Shares of summaries that the agent edits, and of those he has an opinion of. */
const EDITED_SHARE = 0.15
const RATED_SHARE = 0.25
const REMARKS: Readonly<Record<string, string>> = {
  en: 'No further action needed.',
  es: 'Sin más acciones pendientes.',
  de: 'Keine weiteren Schritte nötig.',
}
/** The same where it is not settled. */
const OPEN_REMARKS: typeof REMARKS = {
  en: 'Follow-up pending.',
  es: 'Queda pendiente el seguimiento.',
  de: 'Die Rückmeldung steht noch aus.',
}

/** Summaries there are at `now`: one as each agent takes over, and the final one, once it is there. */
export function summariesOf(conversation: Conversation, now: number, isSummedUp: boolean): Summary[] {
  const summaries: Summary[] = []
  for (const { index, start, end } of conversation.segments) {
    const from = start + Math.min(400, Math.floor((end - start) * 0.1))
    const summary = makeSummary(conversation, 'interim', index, { from, until: end })
    if (from + summary.generationSeconds * 1000 <= now) summaries.push(summary)
  }
  if (isSummedUp) summaries.push(finalSummary(conversation))
  return summaries
}

/** The summary of a closed conversation, made for its last agent. */
export function finalSummary(conversation: Conversation): Summary {
  const last = conversation.segments.at(-1)!
  const until = last.end
  // What the customer writes after that, as by e-mail, is not waited for.
  const said = conversation.timeline.times.findLast(time => time <= until) ?? last.start
  const lastWord = Math.max(said, last.start)
  return makeSummary(conversation, 'final', last.index, { from: Math.min(lastWord + 200, until), until })
}

/** @param time ms UTC between which it is made and handed in */
function makeSummary(
  conversation: Conversation,
  type: Summary['type'],
  segmentIndex: number,
  time: { readonly from: number; readonly until: number },
): Summary {
  const { bot, day, row, address, timeline, language } = conversation
  const draw = segmentStream(conversation, segmentIndex, STREAMS[type])
  const room = Math.max(0, time.until - time.from)
  const generationSeconds = Math.round(Math.min(700 + draw() * 2600, room * 0.9)) / 1000
  const reading = Math.floor(Math.min(2000 + draw() * 20_000, room - generationSeconds * 1000))
  const given = type === 'final' ? conversation.pin?.summary : undefined
  const isEdited = draw() < EDITED_SHARE && type === 'final' && given === undefined
  const isRated = draw() < RATED_SHARE
  const opinion = drawFeedback(draw)
  const messages = type === 'final' ? timeline.times.length : messagesBefore(conversation, segmentIndex)
  const text = given ?? summaryText({ bot, day, row, timeline, messages })
  return {
    id: shortUuid('smr-', bot.key, address, 'summary', type, segmentIndex),
    type,
    agent: conversation.agentOf(segmentIndex),
    text,
    ...(isEdited ? { editedText: `${text} ${remarkOf(conversation, language)}` } : {}),
    generationSeconds,
    startedAt: time.from,
    submittedAt: Math.floor(time.from + generationSeconds * 1000 + reading),
    positionId: drawPositionId(draw),
    ...(isRated ? { feedback: opinion } : {}),
  }
}

/** What an agent adds to a summary. */
function remarkOf({ timeline }: Conversation, language: string): string {
  const remarks = timeline.ending === 'agentSettled' ? REMARKS : OPEN_REMARKS
  return ownOf(remarks, language) ?? remarks.en!
}

/** Messages up to the moment an agent takes over: what there is to sum up for him. */
function messagesBefore({ timeline, segments }: Conversation, segmentIndex: number): number {
  const { start } = segments[segmentIndex]!
  let count = timeline.handover + 1
  while (count < timeline.times.length && timeline.times[count]! < start) count++
  return count
}

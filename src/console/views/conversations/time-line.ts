import type { MessageLabel, MessageRow, SegmentRow } from '../../api/answers.ts'
import type { ReadConversation } from './read-conversation.ts'

type Suggestion = SegmentRow['proActiveSuggestions'][number]
type Action = SegmentRow['agentActions'][number]
type Coaching = SegmentRow['coachingRuntimeData'][number]
type Playbook = SegmentRow['playbookRuntimeData'][number]
type Agentic = NonNullable<SegmentRow['agenticActivities']>[number]
type UsedThing = Action['used'][number]

/** Something that was said. */
export interface SaidEntry {
  readonly kind: 'said'
  readonly id: string
  readonly at: number
  readonly side: MessageLabel['side']
  readonly text: string
  readonly label: MessageLabel | undefined
  readonly message: MessageRow
}

/** Something that the agent saw or did, and the message that it hangs on. */
export type DeskEntry = { readonly id: string; readonly at: number; readonly of: string | undefined } & (
  | {
      readonly kind: 'taken'
      readonly segment: SegmentRow
      readonly waited: number | undefined
      readonly isTransfer: boolean
    }
  | { readonly kind: 'left'; readonly segment: SegmentRow }
  | { readonly kind: 'suggestion'; readonly suggestion: Suggestion }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'coaching'; readonly coaching: Coaching }
  | { readonly kind: 'playbook'; readonly playbook: Playbook }
  | { readonly kind: 'agentic'; readonly agentic: Agentic }
  | { readonly kind: 'summary'; readonly type: string; readonly text: string; readonly edited: string }
)

export type TimeLineEntry = SaidEntry | DeskEntry

/** What was said and what the agent saw, by time. */
export function timeLineOf(read: ReadConversation): TimeLineEntry[] {
  const said = saidIn(read)
  const segments = read.segments.data
  const desk = segments.flatMap((segment, i) => [
    ...marksOf(segment, { waited: i === 0 ? waitBefore(segment, said) : undefined, isTransfer: i > 0 }),
    ...seenIn(segment, said),
  ])
  return [...said, ...desk, ...interimSummaries(read)].sort((a, b) => a.at - b.at || rank(a) - rank(b))
}

/** What was said comes before what it set off. */
const rank = ({ kind }: TimeLineEntry) => (kind === 'said' ? 0 : 1)

function saidIn({ messages, labels, segments }: ReadConversation): SaidEntry[] {
  const byId = new Map(labels.labels.map(label => [label.messageId, label]))
  const taken = Math.min(...segments.data.map(({ segmentStartTime }) => Date.parse(segmentStartTime)))
  return messages.messages
    .map((message): SaidEntry => {
      const at = Date.parse(message.createdOn)
      const label = byId.get(message._id)
      const guess = message.type === 'incoming' ? 'customer' : at >= taken ? 'agent' : 'bot'
      const text = message.components.map(({ data }) => data.text ?? data.fileName ?? '').join('\n')
      return { kind: 'said', id: message._id, at, side: label?.side ?? guess, text, label, message }
    })
    .sort((a, b) => a.at - b.at)
}

/** ms that the customer waited in the queue; undefined: nobody took it. */
export function waitOf(read: ReadConversation): number | undefined {
  const first = read.segments.data[0]
  return first === undefined ? undefined : waitBefore(first, saidIn(read))
}

/** ms from the last words of the bot until an agent was there. */
function waitBefore({ segmentStartTime }: SegmentRow, said: readonly SaidEntry[]): number | undefined {
  const begin = Date.parse(segmentStartTime)
  const handover = said.findLast(({ side, at }) => side === 'bot' && at <= begin)
  return handover === undefined ? undefined : begin - handover.at
}

function marksOf(
  segment: SegmentRow,
  { waited, isTransfer }: { waited: number | undefined; isTransfer: boolean },
): DeskEntry[] {
  const { segmentID, segmentStartTime, segmentEndTime } = segment
  return [
    {
      kind: 'taken',
      id: `${segmentID}-taken`,
      at: Date.parse(segmentStartTime),
      of: undefined,
      segment,
      waited,
      isTransfer,
    },
    { kind: 'left', id: `${segmentID}-left`, at: Date.parse(segmentEndTime), of: undefined, segment },
  ]
}

function seenIn(segment: SegmentRow, said: readonly SaidEntry[]): DeskEntry[] {
  const { segmentID, summary, segmentStartTime } = segment
  const begin = Date.parse(segmentStartTime)
  const customer = said.filter(({ side }) => side === 'customer')
  /** The message whose words these are: the last one before it was seen. */
  const saidAs = (words: string, at: number) =>
    (customer.findLast(one => one.text === words && one.at <= at) ?? customer.find(one => one.text === words))?.id
  const entries: DeskEntry[] = []
  segment.proActiveSuggestions.forEach((suggestion, i) => {
    const of = saidAs(suggestion.utterance, Date.parse(suggestion.displayTime ?? ''))
    const at = Date.parse(suggestion.displayTime ?? '') || (said.find(({ id }) => id === of)?.at ?? begin)
    entries.push({ kind: 'suggestion', id: `${segmentID}-suggestion-${i}`, at, of, suggestion })
  })
  segment.agentActions.forEach((action, i) => {
    const at = Date.parse(action.action?.executionStartTime ?? startOf(action.used) ?? segmentStartTime)
    entries.push({ kind: 'action', id: `${segmentID}-action-${i}`, at, of: undefined, action })
  })
  for (const coaching of segment.coachingRuntimeData) {
    entries.push({
      kind: 'coaching',
      id: coaching._id,
      at: Date.parse(coaching.triggeredAt),
      of: coaching.messageId,
      coaching,
    })
  }
  for (const playbook of segment.playbookRuntimeData) {
    entries.push({ kind: 'playbook', id: playbook._id, at: Date.parse(playbook.openedAt), of: undefined, playbook })
  }
  for (const agentic of segment.agenticActivities ?? []) {
    const at = Date.parse(agentic.responseTime)
    entries.push({ kind: 'agentic', id: agentic.requestId, at, of: saidAs(agentic.utterance, at), agentic })
  }
  if (summary !== undefined) {
    const { summaryId, exeStartTime, type, summary: text, editedSummary: edited } = summary
    entries.push({ kind: 'summary', id: summaryId, at: exeStartTime, of: undefined, type, text, edited })
  }
  return entries
}

const startOf = (used: readonly UsedThing[]) =>
  used.find(({ target }) => target.startTime !== undefined)?.target.startTime

/** Summaries that were made before the end: only aaconversation has them, and it does not say when. They stand where the agent came. */
function interimSummaries({ conversations, segments }: ReadConversation): DeskEntry[] {
  const begin = Date.parse(segments.data[0]?.segmentStartTime ?? '')
  const summaries = conversations?.results[0]?.summaries ?? []
  return summaries
    .filter(({ type }) => type === 'interim')
    .map(({ summaryId, type, summary, editedSummary = '' }) => ({
      kind: 'summary' as const,
      id: summaryId,
      at: begin + 1,
      of: undefined,
      type,
      text: summary,
      edited: editedSummary,
    }))
}

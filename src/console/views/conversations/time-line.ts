import type { MessageLabel, MessageRow, SegmentRow } from '../../api/answers.ts'
import { Anchors } from './anchors.ts'
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
  /** Its words without the names of its files. */
  readonly written: string
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
  | {
      readonly kind: 'playbook'
      readonly playbook: Playbook
      /** By the id of a step: what the agent said when it was kept. */
      readonly stepsOf: ReadonlyMap<string, string>
    }
  | { readonly kind: 'agentic'; readonly agentic: Agentic }
  | { readonly kind: 'summary'; readonly type: string; readonly text: string; readonly edited: string }
)

export type TimeLineEntry = SaidEntry | DeskEntry

/** What was said and what the agent saw, by time. */
export function timeLineOf(read: ReadConversation): TimeLineEntry[] {
  const said = saidIn(read)
  const anchors = new Anchors(said)
  const segments = read.segments.data
  const desk = segments.flatMap((segment, i) => [
    ...marksOf(segment, anchors, { waited: i === 0 ? waitBefore(segment, said) : undefined, isTransfer: i > 0 }),
    ...suggestionsIn(segment, anchors),
    ...guidanceIn(segment, anchors),
  ])
  return [...said, ...desk, ...interimSummaries(read, anchors)].sort((a, b) => a.at - b.at || rank(a) - rank(b))
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
      const written = message.components.flatMap(({ data }) => data.text ?? []).join('\n')
      return { kind: 'said', id: message._id, at, side: label?.side ?? guess, text, written, label, message }
    })
    .sort((a, b) => a.at - b.at)
}

/** ms that the customer waited in the queue; undefined: nobody took it. */
export function waitOf(read: ReadConversation): number | undefined {
  const first = read.segments.data[0]
  return first === undefined ? undefined : waitBefore(first, saidIn(read))
}

/** ms from the hand-over until an agent was there: the bot may say more while its customer waits. */
function waitBefore({ segmentStartTime }: SegmentRow, said: readonly SaidEntry[]): number | undefined {
  const begin = Date.parse(segmentStartTime)
  const bot = said.filter(({ side, at }) => side === 'bot' && at <= begin)
  const handover = bot.findLast(({ label }) => label?.acts.includes('handover')) ?? bot.at(-1)
  return handover === undefined ? undefined : begin - handover.at
}

function marksOf(
  segment: SegmentRow,
  anchors: Anchors,
  { waited, isTransfer }: { waited: number | undefined; isTransfer: boolean },
): DeskEntry[] {
  const { segmentID, segmentStartTime, segmentEndTime } = segment
  const [begin, end] = [Date.parse(segmentStartTime), Date.parse(segmentEndTime)]
  const handover = anchors.before(begin, isTransfer ? undefined : 'bot')
  return [
    { kind: 'taken', id: `${segmentID}-taken`, at: begin, of: handover, segment, waited, isTransfer },
    { kind: 'left', id: `${segmentID}-left`, at: end, of: anchors.before(end), segment },
  ]
}

/** What was put before the agent: unasked, searched for, by the agentic assistant. */
function suggestionsIn(segment: SegmentRow, anchors: Anchors): DeskEntry[] {
  const { segmentID, segmentStartTime } = segment
  const begin = Date.parse(segmentStartTime)
  const unasked = segment.proActiveSuggestions.map((suggestion, i): DeskEntry => {
    const shown = Date.parse(suggestion.displayTime ?? '')
    const of = anchors.words(suggestion.utterance, shown)
    const at = shown || (of?.at ?? begin)
    return { kind: 'suggestion', id: `${segmentID}-suggestion-${i}`, at, of: of?.id, suggestion }
  })
  const actions = segment.agentActions.map((action, i): DeskEntry => {
    const at = Date.parse(action.action?.executionStartTime ?? startOf(action.used) ?? segmentStartTime)
    const of = anchors.before(at, 'customer') ?? anchors.before(at)
    return { kind: 'action', id: `${segmentID}-action-${i}`, at, of, action }
  })
  const agentic = (segment.agenticActivities ?? []).map((agentic): DeskEntry => {
    const at = Date.parse(agentic.responseTime)
    return { kind: 'agentic', id: agentic.requestId, at, of: anchors.words(agentic.utterance, at)?.id, agentic }
  })
  return [...unasked, ...actions, ...agentic]
}

/** What told the agent how to go on, and what came of it. */
function guidanceIn(segment: SegmentRow, anchors: Anchors): DeskEntry[] {
  const coaching = segment.coachingRuntimeData.map((coaching): DeskEntry => {
    const at = Date.parse(coaching.triggeredAt)
    return { kind: 'coaching', id: coaching._id, at, of: anchors.named(coaching.messageId, at), coaching }
  })
  const playbooks = segment.playbookRuntimeData.map((playbook): DeskEntry => {
    const at = Date.parse(playbook.openedAt)
    return {
      kind: 'playbook',
      id: playbook._id,
      at,
      of: anchors.before(at),
      playbook,
      stepsOf: stepsOf(playbook, anchors),
    }
  })
  const { summary } = segment
  if (summary === undefined) return [...coaching, ...playbooks]
  const { summaryId, exeStartTime: at, type, summary: text, editedSummary: edited } = summary
  return [...coaching, ...playbooks, { kind: 'summary', id: summaryId, at, of: anchors.before(at), type, text, edited }]
}

function stepsOf({ stages }: Playbook, anchors: Anchors): ReadonlyMap<string, string> {
  const kept = stages.flatMap(({ steps }) => steps).filter(({ adheredAt }) => adheredAt !== undefined)
  return new Map(
    kept.flatMap(({ stepId, adheredAt }) => {
      const message = anchors.before(Date.parse(adheredAt!), 'agent')
      return message === undefined ? [] : [[stepId, message] as const]
    }),
  )
}

const startOf = (used: readonly UsedThing[]) =>
  used.find(({ target }) => target.startTime !== undefined)?.target.startTime

/** Summaries that were made before the end: only aaconversation has them, and it does not say when. They stand where the agent came. */
function interimSummaries({ conversations, segments }: ReadConversation, anchors: Anchors): DeskEntry[] {
  const begin = Date.parse(segments.data[0]?.segmentStartTime ?? '')
  const summaries = conversations?.results[0]?.summaries ?? []
  return summaries
    .filter(({ type }) => type === 'interim')
    .map(({ summaryId, type, summary, editedSummary = '' }) => ({
      kind: 'summary' as const,
      id: summaryId,
      at: begin + 1,
      of: anchors.before(begin),
      type,
      text: summary,
      edited: editedSummary,
    }))
}

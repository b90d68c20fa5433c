import type { FilledSchema, SchemaOf } from '../../contract/contract.ts'
import { asMade } from '../../contract/row-templates.ts'
import { agentActions } from '../../world/assist/agent-actions.ts'
import { agenticRequestsOf } from '../../world/assist/agentic-requests.ts'
import { coachingEvents } from '../../world/assist/coaching.ts'
import type { ConversationAt } from '../../world/assist/find-conversations.ts'
import { playbookRuns } from '../../world/assist/playbooks.ts'
import { proActiveSuggestions } from '../../world/assist/proactive-suggestions.ts'
import { SegmentContext } from '../../world/assist/segment-context.ts'
import { segmentTags } from '../../world/assist/segment-tags.ts'
import { finalSummary, type Summary } from '../../world/assist/summaries.ts'
import { isWelcomeRead, linksClicked, scrolls } from '../../world/assist/widget-activity.ts'
import type { Segment } from '../../world/sessions/segments.ts'
import { sessionTags, userTags } from '../../world/tags.ts'
import { iso } from '../../world/time.ts'

type FilledSegment = FilledSchema<'Segment'>

/** A segment as raw data shows it (facts 9.5 to 9.12). */
export function segmentRow(found: ConversationAt, segment: Segment, withAgentic: boolean): FilledSegment {
  const { conversation, shownUntil, isSummedUp, session } = found
  const context = new SegmentContext(conversation, segment, shownUntil)
  const agent = conversation.agentOf(segment.index)
  const isLast = segment.index === conversation.segments.length - 1
  const { up, down } = scrolls(context)
  const actions = agentActions(context)
  const suggestions = proActiveSuggestions(context)
  const row: FilledSegment = {
    conversationID: conversation.convId,
    botSessionID: conversation.sessionId,
    channel: conversation.channel,
    segmentID: conversation.segmentId(segment.index),
    agent: {
      firstName: agent.firstName,
      lastName: agent.lastName,
      email: agent.email,
      name: agent.name,
      agentId: agent.agentId,
    },
    tags: asMade<SchemaOf<'Segment'>['tags']>(segmentTags(context, userTags(session), sessionTags(session))),
    segmentStartTime: iso(segment.start),
    segmentEndTime: iso(Math.min(segment.end, shownUntil)),
    agentActions: asMade<SchemaOf<'Segment'>['agentActions']>(actions),
    proActiveSuggestions: asMade<SchemaOf<'Segment'>['proActiveSuggestions']>(suggestions),
    countScrollUp: up,
    countScrollDn: down,
    isWelcomeMsgRead: isWelcomeRead(context),
    linksClicked: linksClicked(context),
    playbookRuntimeData: playbookRuns(context),
    coachingRuntimeData: asMade<SchemaOf<'Segment'>['coachingRuntimeData']>(coachingEvents(context)),
    summary: isLast && isSummedUp ? summaryRow(finalSummary(conversation)) : undefined,
    queueInfo: conversation.isOtherDesktop ? undefined : conversation.queueOf(segment.index),
    agenticActivities: withAgentic ? activities(context) : undefined,
  }
  // What the scenario fixed is shown as it stands there.
  const pinned: Readonly<Record<string, unknown>> | undefined = conversation.pin?.segments?.[segment.index]
  return pinned === undefined ? row : { ...row, ...pinned }
}

function summaryRow(summary: Summary): FilledSchema<'SegmentSummary'> {
  return {
    summaryId: summary.id,
    participant: {
      identity: summary.agent.identity,
      name: summary.agent.name,
      type: 'AGENT',
      startTime: [],
      endTime: [],
    },
    type: summary.type,
    summary: summary.text,
    editedSummary: summary.editedText ?? '',
    isError: false,
    isDisabled: false,
    isEdited: summary.editedText !== undefined,
    exeStartTime: summary.startedAt,
    sumSubTime: summary.submittedAt,
    time: (summary.submittedAt - summary.startedAt) / 1000,
    positionId: summary.positionId,
    feedback: summary.feedback,
    modelType: '',
    summaryModel: 'kore',
    identity: summary.agent.identity,
  }
}

/** Exchanges with the assistant upon the customer's words; searches by hand are told by agentic-history alone. */
function activities(context: SegmentContext): FilledSchema<'AgenticActivity'>[] {
  return agenticRequestsOf(context)
    .filter(request => !request.isSearch)
    .map(request => ({
      utterance: request.query,
      requestId: request.requestId,
      requestTime: iso(request.requested),
      reqStatus: '200',
      response: [{ type: request.kind, content: request.answer }],
      responseTime: iso(request.responded),
      resStatus: 200,
      sessionInfo: { botSessionID: context.conversation.sessionId },
      participantId: request.agent.identity,
      streaming: request.isStreamed,
      usageDetails: request.used === undefined ? undefined : { usedType: request.used },
      feedback: request.feedback,
    }))
}

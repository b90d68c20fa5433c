import { type RequestOf, type SchemaOf, serializeRow } from '../../contract/contract.ts'
import { agentActions } from '../../world/assist/agent-actions.ts'
import { agenticRequestsOf } from '../../world/assist/agentic-requests.ts'
import { coachingEvents } from '../../world/assist/coaching.ts'
import { type ConversationAt, conversationAt, findSegments } from '../../world/assist/find-conversations.ts'
import { playbookRuns } from '../../world/assist/playbooks.ts'
import { proActiveSuggestions } from '../../world/assist/proactive-suggestions.ts'
import { SegmentContext } from '../../world/assist/segment-context.ts'
import { segmentTags } from '../../world/assist/segment-tags.ts'
import { finalSummary, type Summary } from '../../world/assist/summaries.ts'
import { isWelcomeRead, linksClicked, scrolls } from '../../world/assist/widget-activity.ts'
import type { Segment } from '../../world/sessions/segments.ts'
import { sessionTags, userTags } from '../../world/tags.ts'
import { iso } from '../../world/time.ts'
import { windowOf } from '../dates.ts'
import { KeptRows, keepText } from '../kept-rows.ts'
import { botOf, type Operation } from '../operation.ts'

type SegmentRow = SchemaOf<'Segment'>

const kept = new KeptRows()

/** The segments of a window, oldest first, page by page: facts 9.1 to 9.4. */
export const listInteractions: Operation<RequestOf<'queryInteractions'>> = (view, { path, query, body }) => {
  const bot = botOf(view, path.streamId)
  const { now } = view
  const { offset, limit, includeAgenticData } = query
  const filter = {
    conversationIds: given(body?.conversationIds),
    sessionIds: given(body?.sessionIds),
    channels: given(body?.channels),
    agentIds: given(body?.agentIds),
  }
  const listing = findSegments(bot, windowOf(query.from, query.to), now, filter)
  const rows = listing.page(offset, limit).map(({ day, row, segmentIndex }) => {
    const shelf = kept.of(bot.day(day), segmentIndex * 2 + Number(includeAgenticData))
    const known = shelf.get(row, now)
    if (known !== undefined) return known
    const found = conversationAt(bot, day, row, now)
    const text = serializeRow(
      'queryInteractions',
      segmentRow(found, found.conversation.segments[segmentIndex]!, includeAgenticData),
    )
    return keepText(shelf, row, now, text)
  })
  const hasMore = offset + rows.length < listing.total
  return { body: { numResults: rows.length, hasMore, data: [] }, list: 'data', rows }
}

/** A filter without values filters nothing (facts 13.16). */
function given(values: readonly string[] | undefined): readonly string[] | undefined {
  return values !== undefined && values.length > 0 ? values : undefined
}

/** A segment as raw data shows it (facts 9.5 to 9.12). */
function segmentRow(found: ConversationAt, segment: Segment, withAgentic: boolean): SegmentRow {
  const { conversation, shownUntil, isClosed, session } = found
  const { bot } = conversation
  const context = new SegmentContext(conversation, segment, shownUntil)
  const agent = conversation.agentOf(segment.index)
  const isLast = segment.index === conversation.segments.length - 1
  const { up, down } = scrolls(context)
  const actions = agentActions(context)
  const suggestions = proActiveSuggestions(context)
  const row: SegmentRow = {
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
    tags: segmentTags(context, userTags(session), sessionTags(session)),
    segmentStartTime: iso(segment.start),
    segmentEndTime: iso(Math.min(segment.end, shownUntil)),
    agentActions: actions,
    proActiveSuggestions: suggestions,
    countScrollUp: up,
    countScrollDn: down,
    isWelcomeMsgRead: isWelcomeRead(context),
    linksClicked: linksClicked(context),
    playbookRuntimeData: playbookRuns(context),
    coachingRuntimeData: coachingEvents(context),
  }
  // Where they stand is the contract's affair.
  if (isLast && isClosed) row.summary = summaryRow(finalSummary(conversation))
  if (bot.spec.staff.desktop) row.queueInfo = conversation.queueOf(segment.index)
  if (withAgentic) row.agenticActivities = activities(context)
  // What the scenario fixed is shown as it stands there.
  const pinned: Readonly<Record<string, unknown>> | undefined = conversation.pin?.segments?.[segment.index]
  return pinned === undefined ? row : { ...row, ...pinned }
}

function summaryRow(summary: Summary): SchemaOf<'SegmentSummary'> {
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
    ...(summary.feedback === undefined ? {} : { feedback: summary.feedback }),
    modelType: '',
    summaryModel: 'kore',
    identity: summary.agent.identity,
  }
}

/** Exchanges with the assistant upon the customer's words; searches by hand are told by agentic-history alone. */
function activities(context: SegmentContext): SchemaOf<'AgenticActivity'>[] {
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
      streaming: false,
      ...(request.used === undefined ? {} : { usageDetails: { usedType: request.used } }),
      ...(request.feedback === undefined ? {} : { feedback: request.feedback }),
    }))
}

import { type RequestOf, type SchemaOf, serializeRow } from '../../contract/contract.ts'
import { agentActions } from '../../world/assist/agent-actions.ts'
import { agenticRequestsOf } from '../../world/assist/agentic-requests.ts'
import { coachingEvents } from '../../world/assist/coaching.ts'
import { segmentIdOf } from '../../world/assist/conversation.ts'
import { type Found, findSegments, openConversation } from '../../world/assist/find-conversations.ts'
import { playbookRuns } from '../../world/assist/playbooks.ts'
import { proActiveSuggestions } from '../../world/assist/proactive-suggestions.ts'
import { Scene } from '../../world/assist/segment-context.ts'
import { segmentTags } from '../../world/assist/segment-tags.ts'
import { finalSummary, type Summary } from '../../world/assist/summaries.ts'
import { linksClicked, scrolls, welcomeRead } from '../../world/assist/widget-activity.ts'
import type { Part } from '../../world/sessions/segments.ts'
import { sessionTags, userTags } from '../../world/tags.ts'
import { iso } from '../../world/time.ts'
import { windowOf } from '../dates.ts'
import { KeptRows, keepText } from '../kept-rows.ts'
import { botOf, type Operation } from '../operation.ts'

type Segment = SchemaOf<'Segment'>

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
  const rows = listing.page(offset, limit).map(({ day, row, part }) => {
    const shelf = kept.of(bot.day(day), part * 2 + Number(includeAgenticData))
    const known = shelf.get(row, now)
    if (known !== undefined) return known
    const found = openConversation(bot, day, row, now)
    const text = serializeRow('queryInteractions', segmentRow(found, found.handled.parts[part]!, includeAgenticData))
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
function segmentRow(found: Found, part: Part, withAgentic: boolean): Segment {
  const { handled, told, closed, session } = found
  const { bot } = handled
  const scene = new Scene(handled, part, told)
  const agent = handled.agentOf(part.index)
  const isLast = part.index === handled.parts.length - 1
  const { up, down } = scrolls(scene)
  const actions = agentActions(scene)
  const suggestions = proActiveSuggestions(scene)
  const row: Segment = {
    conversationID: handled.convId,
    botSessionID: handled.sessionId,
    channel: handled.channel,
    segmentID: segmentIdOf(handled, part.index),
    agent: {
      firstName: agent.firstName,
      lastName: agent.lastName,
      email: agent.email,
      name: agent.name,
      agentId: agent.agentId,
    },
    tags: segmentTags(scene, userTags(session), sessionTags(session)),
    segmentStartTime: iso(part.start),
    segmentEndTime: iso(Math.min(part.end, told)),
    agentActions: actions,
    proActiveSuggestions: suggestions,
    countScrollUp: up,
    countScrollDn: down,
    isWelcomeMsgRead: welcomeRead(scene),
    linksClicked: linksClicked(scene),
    playbookRuntimeData: playbookRuns(scene),
    coachingRuntimeData: coachingEvents(scene),
  }
  // Where they stand is the contract's affair.
  if (isLast && closed) row.summary = summaryRow(finalSummary(handled))
  if (bot.spec.staff.desktop) row.queueInfo = handled.queueOf(part.index)
  if (withAgentic) row.agenticActivities = activities(scene)
  const pinned = handled.pin?.segments?.[part.index]
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
    editedSummary: summary.edited ?? '',
    isError: false,
    isDisabled: false,
    isEdited: summary.edited !== undefined,
    exeStartTime: summary.made,
    sumSubTime: summary.submitted,
    time: (summary.submitted - summary.made) / 1000,
    positionId: summary.positionId,
    ...(summary.feedback === undefined ? {} : { feedback: summary.feedback }),
    modelType: '',
    summaryModel: 'kore',
    identity: summary.agent.identity,
  }
}

/** Exchanges with the assistant upon the customer's words; searches by hand are told by agentic-history alone. */
function activities(scene: Scene): SchemaOf<'AgenticActivity'>[] {
  return agenticRequestsOf(scene)
    .filter(request => !request.search)
    .map(request => ({
      utterance: request.query,
      requestId: request.requestId,
      requestTime: iso(request.requested),
      reqStatus: '200',
      response: [{ type: request.kind, content: request.answer }],
      responseTime: iso(request.responded),
      resStatus: 200,
      sessionInfo: { botSessionID: scene.handled.sessionId },
      participantId: request.agent.identity,
      streaming: false,
      ...(request.used === undefined ? {} : { usageDetails: { usedType: request.used } }),
      ...(request.feedback === undefined ? {} : { feedback: request.feedback }),
    }))
}

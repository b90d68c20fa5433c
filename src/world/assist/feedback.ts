import type { Agent } from '../desk/staff.ts'
import { hashText, pick, type Stream } from '../random.ts'
import { segmentStream } from '../sessions/segment-stream.ts'
import type { Conversation } from './conversation.ts'
import type { Feedback } from './records.ts'

const ON_WIDGET = hashText('widget feedback')
/** Share of conversations in which the agent says something of the widget. */
const SHARE_ON_WIDGET = 0.25

interface FeedbackWordings {
  readonly reasons: readonly string[]
  readonly comments: readonly string[]
}

const ITEM_PRAISE: FeedbackWordings = {
  reasons: ['Correct Intent', 'Accurate Content', 'Saved Time'],
  comments: ['', '', 'Just what I needed.', 'Good answer, sent as it was.', 'Helped me to answer at once.'],
}
const ITEM_BLAME: FeedbackWordings = {
  reasons: ['Wrong Intent', 'Missed Context', 'Time Taking', 'Confusing', 'Inaccurate Content'],
  comments: ['', 'The customer meant something else.', 'Too long for a chat.', 'Not up to date.'],
}
const WIDGET_PRAISE: FeedbackWordings = {
  // The blank at the end is the vendor's own.
  reasons: ['Good Search Functionality ', 'Helpful Suggestions', 'Easy To Use'],
  comments: ['', 'Saved me a lot of time today.', 'The answers fit the question.'],
}
const WIDGET_BLAME: FeedbackWordings = {
  reasons: ['Not Satisfactory', 'Slow Response', 'Missing Articles'],
  comments: ['', 'I had to look it up elsewhere.', 'Suggestions came too late.'],
}

/** An agent's opinion of something shown; three in four are good. */
export function drawFeedback(draw: Stream): Feedback {
  const isGood = draw() < 0.75
  const { reasons, comments } = isGood ? ITEM_PRAISE : ITEM_BLAME
  const reason = pick(reasons, draw)
  const comment = pick(comments, draw)
  return { response: isGood ? 'up' : 'down', reasonCode: isGood && comment === '' ? [] : [reason], comment }
}

/** What the last agent of a closed conversation thought of the whole widget; most say nothing (facts 8.7). */
export function widgetFeedback(
  conversation: Conversation,
): { readonly agent: Agent; readonly feedback: Feedback } | undefined {
  const draw = segmentStream(conversation, 0, ON_WIDGET)
  if (draw() >= SHARE_ON_WIDGET) return undefined
  const isGood = draw() < 0.7
  const { reasons, comments } = isGood ? WIDGET_PRAISE : WIDGET_BLAME
  const reason = pick(reasons, draw)
  const comment = pick(comments, draw)
  return {
    agent: conversation.agentOf(conversation.segments.length - 1),
    feedback: { response: isGood ? 'up' : 'down', reasonCode: [reason], comment },
  }
}

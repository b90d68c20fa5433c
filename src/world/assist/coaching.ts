import { hashText, pick } from '../random.ts'
import { iso } from '../time.ts'
import type { CoachingEvent } from './records.ts'
import type { SegmentContext } from './segment-context.ts'

const COACHING = hashText('coaching')
/** Share of messages upon which a rule fires; at most so many in a segment. */
const COACHING_SHARE = 0.12
const MOST_EVENTS = 3
/** Share of events upon which the agent does as told. */
const ADHERED_SHARE = 0.7

/** Coaching rules that fired upon messages of a segment, oldest first: facts 9.11. */
export function coachingEvents(context: SegmentContext): CoachingEvent[] {
  const { coachingRules, supervisor } = context.content
  if (coachingRules.length === 0) return []
  const draw = context.draw(COACHING)
  const { end } = context.segment
  const events: CoachingEvent[] = []
  let made = 0
  for (let message = context.first; message <= context.last && made < MOST_EVENTS; message++) {
    if (draw() >= COACHING_SHARE) continue
    made++
    const { id, actionId, spec, words } = pick(coachingRules, draw)
    const next = context.timeline.times[message + 1] ?? end
    const triggered = Math.min(context.timeOf(message) + 150 + Math.floor(draw() * 1500), next, end)
    const adheres = draw() < ADHERED_SHARE
    const adhered = triggered + Math.floor(Math.min(1000 + draw() * 20_000, (end - triggered) * 0.9))
    if (triggered > context.now) continue
    const isAdhered = adheres && adhered <= context.now
    events.push({
      _id: context.recordId(triggered, 'coaching event', message),
      ruleId: id,
      ruleName: spec.name,
      messageId: context.conversation.messageId(message),
      triggeredAt: iso(triggered),
      actionType: spec.actionType,
      actionId,
      expression: spec.expression,
      message: { title: words.title, body: words.body },
      emails: spec.actionType === 'email_manager' ? [supervisor] : [],
      adherence: { criteria: words.criteria },
      isAdhered,
      ...(isAdhered ? { adheredAt: iso(adhered) } : {}),
    })
  }
  return events
}

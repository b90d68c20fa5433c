import { coachingWords } from '../dialogue/words.ts'
import { hashText } from '../random.ts'
import { iso } from '../time.ts'
import type { CoachingEvent } from './records.ts'
import type { FiredRule } from './rules.ts'
import type { SegmentContext } from './segment-context.ts'

const COACHING = hashText('coaching')
/** Share of events upon which the agent does as told. */
const ADHERED_SHARE = 0.7

/** Coaching rules that fired upon messages of a segment, oldest first: facts 9.11. */
export function coachingEvents(context: SegmentContext): CoachingEvent[] {
  const draw = context.draw(COACHING)
  const events: CoachingEvent[] = []
  for (const fired of context.conversation.firedRules) {
    if (fired.message < context.first || fired.message > context.last) continue
    const event = eventOf(context, fired, [draw(), draw(), draw()])
    if (event !== undefined) events.push(event)
  }
  return events
}

/** What became of a rule that fired; undefined while its message is not there yet. */
function eventOf(
  context: SegmentContext,
  { message, rule, after }: FiredRule,
  [delay, diligence, pace]: readonly [number, number, number],
): CoachingEvent | undefined {
  const { content, conversation, now, segment } = context
  const { end } = segment
  const next = context.timeline.times[message + 1] ?? end
  const triggered = Math.min(context.timeOf(message) + after + 150 + Math.floor(delay * 1500), next, end)
  if (triggered > now) return undefined
  const adhered = triggered + Math.floor(Math.min(1000 + pace * 20_000, (end - triggered) * 0.9))
  const isAdhered = diligence < ADHERED_SHARE && adhered <= now
  const words = coachingWords(context.bot.pack, conversation.language, rule)
  return {
    _id: context.recordId(triggered, 'coaching event', `${message} ${rule.name}`),
    ...content.coachingIds(rule),
    ruleName: rule.name,
    messageId: conversation.messageId(message),
    triggeredAt: iso(triggered),
    actionType: rule.actionType,
    expression: rule.expression,
    message: { title: words.title, body: words.body },
    emails: rule.actionType === 'email_manager' ? [content.supervisor] : [],
    adherence: { criteria: words.criteria },
    isAdhered,
    ...(isAdhered ? { adheredAt: iso(adhered) } : {}),
  }
}

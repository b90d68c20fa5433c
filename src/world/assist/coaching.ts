import { iso } from '../time.ts'
import { recordId } from './playbooks.ts'
import type { CoachingEvent } from './records.ts'
import type { Scene } from './segment-context.ts'

const SHARE = 0.12
const MOST = 3
const ADHERES = 0.7

/** Coaching rules that fired upon messages of a segment, oldest first: facts 9.11. */
export function coachingEvents(scene: Scene): CoachingEvent[] {
  const { rules, supervisor } = scene.knowledge
  if (rules.length === 0) return []
  const draw = scene.draw('coaching')
  const { end } = scene.part
  const events: CoachingEvent[] = []
  let made = 0
  for (let message = scene.first; message <= scene.last && made < MOST; message++) {
    if (draw() >= SHARE) continue
    made++
    const rule = rules[Math.floor(draw() * rules.length)]!
    const next = scene.timeline.times[message + 1] ?? end
    const triggered = Math.min(scene.at(message) + 150 + Math.floor(draw() * 1500), next, end)
    const adheres = draw() < ADHERES
    const adhered = triggered + Math.floor(Math.min(1000 + draw() * 20_000, (end - triggered) * 0.9))
    if (triggered > scene.now) continue
    const isAdhered = adheres && adhered <= scene.now
    const { spec } = rule
    events.push({
      _id: recordId(scene, triggered, 'coaching event', message),
      ruleId: rule.id,
      ruleName: spec.name,
      messageId: scene.messageId(message),
      triggeredAt: iso(triggered),
      actionType: spec.actionType,
      actionId: rule.actionId,
      expression: spec.expression as CoachingEvent['expression'],
      message: { title: spec.title, body: spec.body },
      emails: spec.actionType === 'email_manager' ? [supervisor] : [],
      adherence: { criteria: spec.criteria },
      isAdhered,
      ...(isAdhered ? { adheredAt: iso(adhered) } : {}),
    })
  }
  return events
}

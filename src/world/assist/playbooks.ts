import { hashText } from '../random.ts'
import { iso } from '../time.ts'
import type { Playbook } from './agent-ai-content.ts'
import type { PlaybookRun } from './records.ts'
import type { SegmentContext } from './segment-context.ts'

const PLAYBOOKS = hashText('playbooks')
const PRIMARY_RUN = hashText('primary playbook')
const DYNAMIC_RUN = hashText('dynamic playbook')
/** Share of segments in which the agent opens a playbook of the type. */
const PRIMARY_SHARE = 0.75
const DYNAMIC_SHARE = 0.3

/** Playbooks the agent had open in a segment, in the order of opening: facts 9.10. */
export function playbookRuns(context: SegmentContext): PlaybookRun[] {
  const { start, end } = context.segment
  const { primaryPlaybooks, dynamicPlaybooks } = context.content
  const draw = context.draw(PLAYBOOKS)
  const primary = primaryPlaybooks[Math.floor(draw() * primaryPlaybooks.length)]
  const opensPrimary = draw() < PRIMARY_SHARE
  const primaryOpened = start + Math.floor(Math.min(500 + draw() * 6000, (end - start) * 0.3))
  const dynamic = dynamicPlaybooks[Math.floor(draw() * dynamicPlaybooks.length)]
  const opensDynamic = draw() < DYNAMIC_SHARE
  const dynamicOpened = primaryOpened + Math.floor((end - primaryOpened) * (0.1 + draw() * 0.5))
  return [
    ...(primary !== undefined && opensPrimary ? runOf(context, primary, primaryOpened, PRIMARY_RUN) : []),
    ...(dynamic !== undefined && opensDynamic ? runOf(context, dynamic, dynamicOpened, DYNAMIC_RUN) : []),
  ]
}

/** The run of a playbook; empty when it is not open yet. */
function runOf(context: SegmentContext, playbook: Playbook, opened: number, attribute: number): [PlaybookRun] | [] {
  const { now, segment } = context
  if (opened > now) return []
  const draw = context.draw(attribute)
  const closed = opened + Math.floor((segment.end - opened) * (0.6 + draw() * 0.4))
  const diligence = 0.5 + draw() * 0.6
  let adhered = 0
  for (let step = 0; step < playbook.steps; step++) {
    const done = opened + Math.floor(((closed - opened) * (step + draw())) / playbook.steps)
    if (draw() < diligence && done <= now) adhered++
  }
  return [
    {
      _id: context.recordId(opened, 'playbook run', playbook.id),
      playbookId: playbook.id,
      type: playbook.spec.type,
      triggerType: 'auto',
      language: context.conversation.language,
      order: playbook.order,
      openedAt: iso(opened),
      closedAt: iso(Math.min(closed, now)),
      adheredSteps: adhered,
      adherenceRate: playbook.steps === 0 ? 0 : Math.round((100 * adhered) / playbook.steps),
      stages: [],
      totalStages: { ...playbook.spec.stages },
    },
  ]
}

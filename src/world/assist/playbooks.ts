import { playbookWords } from '../dialogue/words.ts'
import { hashText, type Stream } from '../random.ts'
import { AGENT_SIDE } from '../sessions/sides.ts'
import type { ActKind } from '../talk/acts.ts'
import { iso } from '../time.ts'
import type { Playbook } from './agent-ai-content.ts'
import type { PlaybookRun, PlaybookStage, PlaybookStep } from './records.ts'
import type { SegmentContext } from './segment-context.ts'

const PLAYBOOKS = hashText('playbooks')
const PRIMARY_RUN = hashText('primary playbook')
const DYNAMIC_RUN = hashText('dynamic playbook')
/** Share of segments in which the agent opens the primary playbook, and, where there is one on the matter, a dynamic one. */
const PRIMARY_SHARE = 0.75
const DYNAMIC_SHARE = 0.7
/** Share of dynamic playbooks that the agent opens himself, and of steps that he ticks off by hand. */
const BY_HAND = 0.15

/** What an agent does in each phase of a talk; the stages of a playbook go through them in this order. */
const PHASES: readonly ReadonlySet<ActKind>[] = [
  new Set<ActKind>(['greet', 'takeOver', 'empathy']),
  new Set<ActKind>(['question', 'confirm', 'check', 'explain']),
  new Set<ActKind>(['resolve', 'promise', 'transfer', 'followUpReply']),
  new Set<ActKind>(['anythingElse', 'closing']),
]

/** A run of a playbook. */
interface OpenedPlaybook {
  readonly playbook: Playbook
  /** ms UTC. */
  readonly opened: number
  readonly attribute: number
}

/** Playbooks the agent had open in a segment, in the order of opening: facts 9.10. */
export function playbookRuns(context: SegmentContext): PlaybookRun[] {
  const { start, end } = context.segment
  const { primaryPlaybooks, dynamicPlaybooks } = context.content
  const draw = context.draw(PLAYBOOKS)
  const primary = primaryPlaybooks[Math.floor(draw() * primaryPlaybooks.length)]
  const opensPrimary = draw() < PRIMARY_SHARE
  const primaryOpened = start + Math.floor(Math.min(500 + draw() * 6000, (end - start) * 0.3))
  const opensDynamic = draw() < DYNAMIC_SHARE
  const dynamicOpened = primaryOpened + Math.floor((end - primaryOpened) * (0.1 + draw() * 0.3))
  const { name } = context.lastIntent
  const dynamic = dynamicPlaybooks.find(({ spec }) => spec.intent === name)
  const runs: OpenedPlaybook[] = []
  if (primary !== undefined && opensPrimary)
    runs.push({ playbook: primary, opened: primaryOpened, attribute: PRIMARY_RUN })
  if (dynamic !== undefined && opensDynamic)
    runs.push({ playbook: dynamic, opened: dynamicOpened, attribute: DYNAMIC_RUN })
  return runs.filter(({ opened }) => opened <= context.now).map(run => runOf(context, run))
}

function runOf(context: SegmentContext, { playbook, opened, attribute }: OpenedPlaybook): PlaybookRun {
  const { now, segment, conversation } = context
  const draw = context.draw(attribute)
  const closed = opened + Math.floor((segment.end - opened) * (0.85 + draw() * 0.15))
  const isByHand = draw() < BY_HAND && playbook.spec.type === 'dynamic'
  const stages = stagesOf(context, playbook, { from: opened, to: closed, diligence: 0.6 + draw() * 0.5 }, draw)
  const adhered = stages.reduce((sum, { steps }) => sum + steps.filter(step => step.isAdhered).length, 0)
  return {
    _id: context.recordId(opened, 'playbook run', playbook.id),
    playbookId: playbook.id,
    type: playbook.spec.type,
    triggerType: isByHand ? 'manual' : 'auto',
    language: conversation.language,
    order: playbook.order,
    openedAt: iso(opened),
    closedAt: iso(Math.min(closed, now)),
    adheredSteps: adhered,
    adherenceRate: playbook.steps === 0 ? 0 : Math.round((100 * adhered) / playbook.steps),
    stages,
    totalStages: { ...playbook.spec.stages },
  }
}

/** How long a playbook is open, ms UTC, and how likely the agent is to do as it says, 0..1 and more. */
interface Diligence {
  readonly from: number
  readonly to: number
  readonly diligence: number
}

/** The stages of a playbook with their steps, and with what message each was kept. */
function stagesOf(context: SegmentContext, playbook: Playbook, run: Diligence, draw: Stream): PlaybookStage[] {
  const { spec } = playbook
  const words = playbookWords(context.bot.pack, context.conversation.language, spec)
  const names = Object.keys(spec.stages)
  return names.map((stage, place) => {
    const lines = linesOfPhase(context, phaseOf(spec.type, place, names.length), run)
    const steps: PlaybookStep[] = []
    for (let step = 0; step < spec.stages[stage]!; step++) {
      const isKept = draw() < run.diligence
      const isByHand = draw() < BY_HAND
      const at = lines[Math.min(step, lines.length - 1)]
      const isAdhered = at !== undefined && isKept && at <= context.now
      steps.push({
        stepId: `${playbook.id}-${place + 1}-${step + 1}`,
        title: words?.stages[stage]?.steps[step] ?? `${stage} ${step + 1}`,
        isAdhered,
        adheredAt: isAdhered ? iso(at) : undefined,
        adherenceType: isAdhered ? (isByHand ? 'manual' : 'agentUtterance') : undefined,
      })
    }
    return { stageId: `${playbook.id}-${place + 1}`, name: words?.stages[stage]?.name ?? stage, steps }
  })
}

/** The phase of a talk that a stage belongs to. A dynamic playbook is opened once the matter is known: it has no opening. */
function phaseOf(type: 'primary' | 'dynamic', place: number, stages: number): number {
  return type === 'primary' ? Math.floor((place * 4) / stages) : 1 + Math.floor((place * 2) / stages)
}

/** When the agent does what belongs to a phase, ms UTC, ascending. */
function linesOfPhase(
  { timeline, first, last }: SegmentContext,
  phase: number,
  { from, to }: Diligence,
): readonly number[] {
  const found: number[] = []
  for (let message = first; message <= last; message++) {
    const at = timeline.times[message]!
    const isAgents = timeline.sides[message] === AGENT_SIDE && at >= from && at <= to
    if (isAgents && timeline.lines[message]!.acts.some(({ kind }) => PHASES[phase]!.has(kind))) found.push(at)
  }
  return found
}

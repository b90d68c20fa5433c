import { objectIdFor } from '../ids.ts'
import type { Stream } from '../random.ts'
import { iso } from '../time.ts'
import type { Playbook } from './knowledge.ts'
import type { PlaybookRun } from './records.ts'
import type { Scene } from './segment-context.ts'

const PRIMARY = 0.75
const DYNAMIC = 0.3

/** Playbooks the agent had open in a segment, in the order of opening: facts 9.10. */
export function playbookRuns(scene: Scene): PlaybookRun[] {
  const { start, end } = scene.part
  const { primaryPlaybooks, dynamicPlaybooks } = scene.knowledge
  const runs: PlaybookRun[] = []
  const draw = scene.draw('playbooks')
  const primary = primaryPlaybooks[Math.floor(draw() * primaryPlaybooks.length)]
  const opensPrimary = draw() < PRIMARY
  const primaryOpened = start + Math.floor(Math.min(500 + draw() * 6000, (end - start) * 0.3))
  if (primary !== undefined && opensPrimary)
    run(scene, primary, primaryOpened, end, scene.draw('primary playbook'), runs)
  const dynamic = dynamicPlaybooks[Math.floor(draw() * dynamicPlaybooks.length)]
  const opensDynamic = draw() < DYNAMIC
  const dynamicOpened = primaryOpened + Math.floor((end - primaryOpened) * (0.1 + draw() * 0.5))
  if (dynamic !== undefined && opensDynamic)
    run(scene, dynamic, dynamicOpened, end, scene.draw('dynamic playbook'), runs)
  return runs
}

function run(scene: Scene, playbook: Playbook, opened: number, end: number, draw: Stream, runs: PlaybookRun[]): void {
  const closed = opened + Math.floor((end - opened) * (0.6 + draw() * 0.4))
  const diligence = 0.5 + draw() * 0.6
  let adhered = 0
  for (let step = 0; step < playbook.steps; step++) {
    const done = opened + Math.floor(((closed - opened) * (step + draw())) / playbook.steps)
    if (draw() < diligence && done <= scene.now) adhered++
  }
  if (opened > scene.now) return
  runs.push({
    _id: recordId(scene, opened, 'playbook run', playbook.id),
    playbookId: playbook.id,
    type: playbook.spec.type,
    triggerType: 'auto',
    language: scene.handled.language,
    order: playbook.order,
    openedAt: iso(opened),
    closedAt: iso(Math.min(closed, scene.now)),
    adheredSteps: adhered,
    adherenceRate: playbook.steps === 0 ? 0 : Math.round((100 * adhered) / playbook.steps),
    stages: [],
    totalStages: { ...playbook.spec.stages },
  })
}

/** 24 hex digits for a record inside a segment, made at `ms`. */
export function recordId(scene: Scene, ms: number, kind: string, detail: string | number): string {
  const { bot, handled, part } = scene
  return objectIdFor(bot.key, Math.floor(ms / 1000), handled.address, part.index, kind, detail)
}

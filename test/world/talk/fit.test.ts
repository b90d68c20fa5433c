import fc from 'fast-check'
import t from 'tap'
import { CLOSED, GAVE_UP, TAKEN_BY_HUMAN as TAKEN } from '../../../src/world/desk/types.ts'
import { BOT_PLANS } from '../../../src/world/talk/bot-plan.ts'
import { PlanDraft } from '../../../src/world/talk/draft.ts'
import { botShare, planFittedBot, planFittedHuman, planFittedWait } from '../../../src/world/talk/fit.ts'
import { runs } from '../../long.ts'
import { askedTwice, botClass, misfit } from './helper.ts'

const counts = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400 }))

t.test('a plan has just as many messages and tasks as is said', async t => {
  fc.assert(
    fc.property(
      fc.nat(3),
      fc.constantFrom(...BOT_PLANS),
      fc.integer({ min: -1, max: 3 }),
      counts,
      fc.option(fc.nat(12), { nil: undefined }),
      fc.nat(127),
      (medium, kind, intent, messages, tasks, number) => {
        const draft = new PlanDraft()
        planFittedBot(draft, botClass(medium, kind, intent), { messages, tasks }, number)
        const lines = draft.toLines()
        const wrong = misfit(lines) ?? askedTwice(lines)[0]
        if (wrong !== undefined)
          throw new Error(`${wrong}\n${lines.map(line => line.acts.map(act => act.kind).join('+')).join(' ')}`)
        if (tasks !== undefined && draft.tasks.length !== tasks) throw new Error(`${draft.tasks.length} tasks`)
        return (
          draft.lines === messages &&
          lines.length === messages &&
          (kind !== 'handover' || messages < 2 || lines.at(-1)!.acts[0]!.kind === 'handover')
        )
      },
    ),
    { seed: 16, numRuns: runs(3000) },
  )
  t.pass()
})

t.test('so has a session that humans take, or nobody', async t => {
  fc.assert(
    fc.property(
      counts,
      fc.nat(3),
      fc.nat(3),
      fc.constantFrom(TAKEN, GAVE_UP, CLOSED),
      (messages, intent, known, then) => {
        const draft = new PlanDraft()
        const told = planFittedBot(
          draft,
          botClass(1, 'handover', intent),
          { messages: botShare(messages), tasks: undefined },
          3,
        )
        const rest = messages - draft.lines
        if (then === TAKEN) {
          const isTold = draft.tasks.length > 0
          planFittedHuman(
            draft,
            {
              medium: 1,
              questions: intent,
              known: Math.max(told, Math.min(known, intent)),
              isTold,
              isSettled: true,
              parts: 1,
              isInteractive: true,
              isDivided: false,
            },
            rest,
          )
        } else planFittedWait(draft, rest, then)
        const lines = draft.toLines()
        const wrong = misfit(lines) ?? askedTwice(lines)[0]
        if (wrong !== undefined)
          throw new Error(`${wrong}\n${lines.map(line => line.acts.map(act => act.kind).join('+')).join(' ')}`)
        return lines.length === messages
      },
    ),
    { seed: 16, numRuns: runs(2000) },
  )
  t.pass()
})

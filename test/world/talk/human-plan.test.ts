import t from 'tap'
import { EMAIL } from '../../../src/world/channels.ts'
import { CLOSED, GAVE_UP, MOST_CONTACT_PARTS, TAKEN_BY_HUMAN as TAKEN } from '../../../src/world/desk/types.ts'
import { MEDIUMS } from '../../../src/world/pack.ts'
import { PlanDraft } from '../../../src/world/talk/draft.ts'
import { type HumanPlanClass, planHuman } from '../../../src/world/talk/human-plan.ts'
import { planWait, updatesIn } from '../../../src/world/talk/wait-plan.ts'
import { askedTwice, botClass, botDraft, misfit } from './helper.ts'

const NUMBERS = 64

function* humanClasses(): Generator<HumanPlanClass> {
  for (let medium = 0; medium < 4; medium++) {
    for (const parts of [1, 2, 3]) {
      yield {
        medium,
        questions: 2,
        known: 0,
        isTold: false,
        isSettled: false,
        parts,
        isInteractive: true,
        isDivided: false,
      }
      for (let questions = 0; questions <= 3; questions++) {
        for (let known = 0; known <= questions; known++) {
          yield {
            medium,
            questions,
            known,
            isTold: true,
            isSettled: known > 0,
            parts,
            isInteractive: true,
            isDivided: false,
          }
        }
      }
    }
  }
}

function humanLines(what: HumanPlanClass, number: number) {
  const draft = new PlanDraft()
  planHuman(draft, what, number)
  return draft.toLines()
}

t.test('humans and customers answer each other; nobody repeats what the bot has learnt', async t => {
  let all = 0
  const parts = [0, 0]
  for (const what of humanClasses()) {
    for (let number = 0; number < NUMBERS; number++) {
      const lines = humanLines(what, number)
      const where = `${MEDIUMS[what.medium]} ${JSON.stringify(what)} ${number}`
      const wrong = misfit(lines)
      if (wrong !== undefined) t.fail(`${where}: ${wrong}`)
      const acts = lines.flatMap(line => line.acts)
      if (lines.some(line => line.acts.length > 3)) t.fail(`${where}: a line of many acts`)
      if (lines[0]!.side !== 2 || lines[0]!.acts[0]!.kind !== 'greet') t.fail(`${where}: nobody greets`)
      const asked = acts.filter(act => act.kind === 'question').map(act => act.item)
      const expected =
        what.medium === EMAIL ? [] : Array.from({ length: what.questions - what.known }, (_, i) => i + what.known)
      if (asked.join() !== expected.join()) t.fail(`${where}: asks ${asked.join()}`)
      const ends = acts.filter(act => act.kind === 'resolve' || act.kind === 'promise')
      if (ends.map(end => end.kind).join() !== (what.isSettled ? 'resolve' : 'promise'))
        t.fail(`${where}: ${ends.length} ends`)
      const transfers = acts.filter(act => act.kind === 'transfer').length
      if (transfers !== acts.filter(act => act.kind === 'takeOver').length) t.fail(`${where}: a transfer to nobody`)
      if (transfers >= what.parts) t.fail(`${where}: ${transfers} transfers`)
      parts[transfers]!++
      all++
    }
  }
  t.ok(parts[1]! > 0 && parts[0]! / all > 0.8, parts.join())
})

t.test('a whole session: bot, wait and humans', async t => {
  for (let medium = 0; medium < 4; medium++) {
    for (let number = 0; number < 128; number++) {
      for (const intent of [0, 1, 2, 3]) {
        for (const outcome of [TAKEN, GAVE_UP, CLOSED]) {
          const { draft, told } = botDraft(botClass(medium, 'handover', intent), number)
          planWait(draft, { medium, wait: (number % 40) * 10_000, outcome, isInteractive: true }, number)
          const isTold = draft.tasks.length > 0
          if (outcome === TAKEN)
            planHuman(
              draft,
              {
                medium,
                questions: intent,
                known: told,
                isTold,
                isSettled: true,
                parts: MOST_CONTACT_PARTS,
                isInteractive: true,
                isDivided: false,
              },
              number % 64,
            )
          const lines = draft.toLines()
          const wrong = misfit(lines) ?? askedTwice(lines)[0]
          if (wrong !== undefined) t.fail(`${MEDIUMS[medium]} ${intent} ${number}: ${wrong}`)
        }
      }
    }
  }
})

t.test('a wait has an update each 75 seconds, three at most, and none by e-mail', async t => {
  for (const [medium, wait, updates] of [
    [0, 74_999, 0],
    [0, 75_000, 1],
    [1, 160_000, 2],
    [2, 1e7, 3],
    [3, 1e7, 0],
  ] as const) {
    t.equal(updatesIn(medium, wait), updates)
    const draft = new PlanDraft()
    planWait(draft, { medium, wait, outcome: TAKEN, isInteractive: true }, 9)
    const kinds = draft.toLines().map(({ acts }) => acts[0]!.kind)
    // One more answers who is impatient.
    const own = kinds.filter((kind, i) => kind === 'queueUpdate' && kinds[i - 1] !== 'impatient')
    t.equal(own.length, updates)
    t.notOk(
      kinds.some((kind, i) => kind === 'impatient' && kinds[i + 1] !== 'queueUpdate'),
      'nobody is left without an answer',
    )
  }
})

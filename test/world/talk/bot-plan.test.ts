import t from 'tap'
import { CHAT, EMAIL, SMS, VOICE } from '../../../src/world/channels.ts'
import { MEDIUMS } from '../../../src/world/pack.ts'
import type { SpeechLine } from '../../../src/world/talk/acts.ts'
import { isSilent } from '../../../src/world/talk/fit.ts'
import { askedTwice, botClass, botClasses, botDraft, misfit } from './helper.ts'

const NUMBERS = 128

function kindsOf(lines: readonly SpeechLine[], side: number): string[] {
  return lines.filter(line => line.side === side).flatMap(line => line.acts.map(act => act.kind))
}

t.test('each line follows the one before it, says one to three things, and no slot is asked twice', async t => {
  for (const what of botClasses()) {
    for (let number = 0; number < NUMBERS; number++) {
      const lines = botDraft(what, number).draft.toLines()
      const where = `${MEDIUMS[what.medium]} ${what.kind} ${what.intent} ${number}`
      const wrong = misfit(lines)
      if (wrong !== undefined) t.fail(`${where}: ${wrong}`)
      if (lines.some(({ acts }) => acts.length < 1 || acts.length > 3)) t.fail(`${where}: a line of many acts`)
      const again = askedTwice(lines)
      if (again.length > 0) t.fail(`${where}: ${again.join()}`)
    }
  }
})

t.test('what is said last fits how it ends', async t => {
  const last = {
    notified: ['notification'],
    ignored: ['welcome', 'nudge'],
    resolved: ['done', 'anythingElse', 'followUpReply', 'goodbye'],
    left: ['question', 'confirm', 'offer', 'goodbye'],
    failed: ['failed', 'goodbye'],
    notUnderstood: ['notUnderstood', 'question', 'confirm', 'offer', 'goodbye'],
    noAnswer: ['question', 'confirm', 'offer', 'nudge', 'timedOut'],
    handover: ['handover'],
    passedOn: ['handover'],
  }
  for (const what of botClasses()) {
    for (let number = 0; number < NUMBERS; number++) {
      const { draft } = botDraft(what, number)
      const lines = draft.toLines()
      const bots = kindsOf(lines, 0)
      const users = kindsOf(lines, 1)
      const where = `${MEDIUMS[what.medium]} ${what.kind} ${what.intent} ${number}`
      if (bots.length > 0 && !last[what.kind].includes(bots.at(-1)!)) t.fail(`${where}: ${bots.at(-1)}`)
      if (what.kind === 'resolved' && !bots.includes('done')) t.fail(`${where}: nothing is done`)
      if ((users.length === 0) !== isSilent(what.kind)) t.fail(`${where}: the customer says ${users.length} things`)
      if (users.filter(kind => kind === 'ask').length !== draft.tasks.length)
        t.fail(`${where}: a task without its wish`)
      if (what.kind === 'handover' && lines.at(-1)!.acts.at(-1)!.kind !== 'handover') t.fail(`${where}: no hand-over`)
      const demand = lines.findIndex(({ acts }) => acts.some(act => act.kind === 'wantsAgent'))
      const failure = bots.indexOf('failed')
      if (failure > 0 && bots[failure - 1] === 'confirm') t.fail(`${where}: offers what fails`)
      if (demand >= 0 && demand !== lines.length - 2) t.fail(`${where}: the bot goes on after the demand`)
    }
  }
})

t.test('what the bot has learnt is what was answered', async t => {
  for (const what of botClasses()) {
    for (let number = 0; number < NUMBERS; number++) {
      const { draft, told } = botDraft(what, number)
      const task = draft.tasks.length - 1
      const answers = draft
        .toLines()
        .flatMap(line => line.acts.filter(act => act.kind === 'answer' && act.task === task))
      if (answers.length !== told) t.fail(`${what.kind}: ${answers.length} answers, ${told} told`)
    }
  }
})

t.test('a session of the bot alone has as many messages as its medium has', async t => {
  for (const [medium, from, to] of [
    [VOICE, 12, 20],
    [CHAT, 8, 18],
    [SMS, 5, 10],
    [EMAIL, 2, 5],
  ] as const) {
    const counts = [2, 3].flatMap(intent =>
      Array.from(
        { length: NUMBERS },
        (_, number) => botDraft(botClass(medium, 'resolved', intent), number).draft.lines,
      ),
    )
    const within = counts.filter(count => count >= from && count <= to).length / counts.length
    counts.sort((a, b) => a - b)
    const median = counts[counts.length >> 1]!
    t.ok(median >= from && median <= to && within > 0.7, `${MEDIUMS[medium]}: ${median}, ${within} within`)
  }
})

t.test('who writes first is not welcomed', async t => {
  for (const what of botClasses()) {
    if (isSilent(what.kind)) continue
    const [first] = botDraft(what, 5).draft.toLines()
    t.equal(first!.side, what.medium === SMS || what.medium === EMAIL ? 1 : 0, `${what.medium} ${what.kind}`)
  }
})

t.test('a plan is a function of its class and number', async t => {
  const what = botClass(CHAT, 'resolved', 2)
  t.same(botDraft(what, 7).draft.acts, botDraft(what, 7).draft.acts)
  const plans = Array.from({ length: NUMBERS }, (_, number) =>
    botDraft(what, number)
      .draft.acts.map(a => a & 63)
      .join(),
  )
  t.ok(new Set(plans).size > 90, `${new Set(plans).size} of ${NUMBERS} are different`)
})

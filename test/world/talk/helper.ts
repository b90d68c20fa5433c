import { cumulate } from '../../../src/world/random.ts'
import type { ActKind, SpeechLine } from '../../../src/world/talk/acts.ts'
import { BOT_PLANS, type BotPlanClass, type BotPlanKind, planBot } from '../../../src/world/talk/bot-plan.ts'
import { PlanDraft } from '../../../src/world/talk/draft.ts'
import { isSilent } from '../../../src/world/talk/fit.ts'

/** Things to be asked of four intents. */
const QUESTIONS = [0, 1, 2, 3]
const SHARES = cumulate([4, 3, 2, 1])

export function botClass(medium: number, kind: BotPlanKind, intent: number): BotPlanClass {
  return { medium, kind, intent, questions: QUESTIONS, shares: SHARES }
}

/** All classes of plans of the bot's part. */
export function* botClasses(): Generator<BotPlanClass> {
  for (let medium = 0; medium < 4; medium++) {
    for (const kind of BOT_PLANS) {
      if (isSilent(kind)) yield botClass(medium, kind, -1)
      else for (const intent of QUESTIONS.keys()) yield botClass(medium, kind, intent)
      if (kind === 'left' || kind === 'notUnderstood' || kind === 'noAnswer') yield botClass(medium, kind, -1)
    }
  }
}

export function botDraft(what: BotPlanClass, number: number): { readonly draft: PlanDraft; readonly told: number } {
  const draft = new PlanDraft()
  const told = planBot(draft, what, number)
  return { draft, told }
}

/** What the next line of the other side may begin with, by the last act of the line before. */
const ANSWERS: Readonly<Partial<Record<ActKind, readonly ActKind[]>>> = {
  welcome: ['ask', 'unclear', 'smallTalk', 'wantsAgent'],
  offer: ['ask', 'unclear', 'smallTalk', 'wantsAgent', 'leave'],
  question: ['answer', 'unclear', 'smallTalk', 'wantsAgent', 'leave'],
  confirm: ['affirm', 'unclear', 'wantsAgent', 'leave'],
  done: ['followUp', 'ask', 'thanks', 'wantsAgent', 'smallTalk', 'leave', 'unclear'],
  failed: ['wantsAgent', 'leave'],
  anythingElse: ['followUp', 'ask', 'thanks'],
  followUpReply: ['followUp', 'ask', 'thanks', 'smallTalk', 'wantsAgent', 'leave', 'unclear'],
  notUnderstood: ['unclear', 'wantsAgent', 'leave'],
  smallTalkReply: ['followUp', 'ask', 'thanks', 'smallTalk', 'wantsAgent', 'leave', 'unclear'],
  handover: ['greet', 'leave'],
  closed: ['thanks', 'leave'],
  queueUpdate: ['impatient', 'greet', 'leave'],
  ask: ['acknowledge', 'question', 'confirm', 'working', 'done', 'failed'],
  answer: [
    'acknowledge',
    'question',
    'confirm',
    'working',
    'done',
    'failed',
    'check',
    'resolve',
    'promise',
    'explain',
    'transfer',
  ],
  affirm: [
    'working',
    'done',
    'failed',
    'check',
    'question',
    'empathy',
    'explain',
    'resolve',
    'promise',
    'takeOver',
    'transfer',
  ],
  unclear: ['notUnderstood'],
  smallTalk: ['smallTalkReply'],
  followUp: ['followUpReply'],
  wantsAgent: ['handover', 'closed'],
  impatient: ['queueUpdate', 'greet'],
  leave: ['goodbye'],
  thanks: ['goodbye', 'closing'],
  patient: ['explain', 'transfer'],
  story: ['check', 'question', 'empathy', 'explain', 'transfer', 'resolve', 'promise'],
  react: ['check', 'resolve', 'promise', 'question'],
  greet: ['story', 'affirm', 'thanks'],
  takeOver: ['affirm', 'story'],
  check: ['patient'],
  explain: ['react', 'patient'],
  resolve: ['followUp', 'thanks'],
  promise: ['followUp', 'thanks'],
  transfer: ['affirm'],
  // Nothing comes after these.
  goodbye: [],
  closing: [],
  nudge: [],
  timedOut: [],
  notification: [],
  working: [],
}

/** What one side may say of its own accord after its own line. */
const GOES_ON: Readonly<Partial<Record<ActKind, readonly ActKind[]>>> = {
  welcome: ['offer', 'nudge', 'handover'],
  offer: ['nudge', 'timedOut'],
  acknowledge: ['question', 'confirm', 'working', 'done', 'failed'],
  working: ['done'],
  question: ['nudge', 'timedOut'],
  confirm: ['nudge', 'timedOut'],
  done: ['anythingElse', 'timedOut'],
  followUpReply: ['anythingElse', 'timedOut'],
  smallTalkReply: ['timedOut'],
  failed: ['handover'],
  nudge: ['timedOut', 'nudge', 'handover'],
  handover: ['queueUpdate', 'closed'],
  queueUpdate: ['queueUpdate', 'closed'],
  // Impatience has no answer, and patience may end.
  impatient: ['leave'],
  notification: ['notification', 'handover'],
  greet: ['question', 'check', 'resolve'],
  takeOver: ['check', 'explain', 'resolve', 'promise'],
  check: ['explain', 'transfer'],
  explain: ['explain'],
  resolve: ['anythingElse'],
  promise: ['anythingElse'],
}

/** The first two lines of which the second does not follow the first; undefined: all do. */
export function misfit(lines: readonly SpeechLine[]): string | undefined {
  for (let i = 1; i < lines.length; i++) {
    const [before, line] = [lines[i - 1]!, lines[i]!]
    const [last, first] = [before.acts.at(-1)!, line.acts[0]!]
    // A human takes over from the bot that has handed over to him.
    const isTurn = before.side !== line.side && !(before.side === 2 && first.kind === 'takeOver')
    const allowed = (isTurn ? ANSWERS : GOES_ON)[last.kind] ?? []
    if (!allowed.includes(first.kind)) return `${i}: ${last.kind} (${before.side}) -> ${first.kind} (${line.side})`
  }
  return undefined
}

/** Slots that are asked for although they are known: but for a question that is said again after something beside it. */
export function askedTwice(lines: readonly SpeechLine[]): readonly string[] {
  const told = new Set<string>()
  const asked = new Set<string>()
  const found: string[] = []
  for (const line of lines) {
    const isAgain = ['notUnderstood', 'smallTalkReply'].includes(line.acts[0]!.kind)
    for (const { kind, task, item } of line.acts) {
      const slot = `${task}/${item}`
      if (kind === 'answer') {
        if (told.has(slot)) found.push(`${slot} is answered again`)
        told.add(slot)
      }
      if (kind !== 'question') continue
      // A human may ask what the customer has not told the bot.
      if (told.has(slot) || (asked.has(slot) && !isAgain && line.side === 0)) found.push(`${slot} is asked again`)
      asked.add(slot)
    }
  }
  return found
}

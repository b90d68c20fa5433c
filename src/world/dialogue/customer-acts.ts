import { ownOf } from '../own.ts'
import type { CustomerAct } from '../talk/acts.ts'
import { countBits } from '../whole-numbers.ts'
import { chooseExchange } from './agent-acts.ts'
import type { SayAct } from './bot-acts.ts'
import type { Talk } from './talk.ts'

/** What the customer says. */
export const CUSTOMER_ACTS: Readonly<Record<CustomerAct, SayAct>> = {
  ask: (talk, { task }) => {
    const { another } = talk.speaker.phrases
    if (task > 0 && another !== undefined) talk.phrase(another)
    sayWish(talk, task, takeAnswers(talk, task))
  },
  answer: (talk, { task, item }) => answer(talk, task, item, false),
  affirm: (talk, { task }) => affirm(talk, task),
  unclear: (talk, { task }) => {
    if (task >= 0) talk.speaker.afterQuestion(isSensitive(talk, task))
    askAside(talk, task, talk.pairOfPhrases(talk.speaker.phrases.notUnderstood))
  },
  smallTalk: (talk, { task }) => askAside(talk, task, talk.pairOfPhrases(talk.speaker.phrases.smallTalk)),
  followUp: (talk, { task }) => askAside(talk, task, talk.chooseAside(task)),
  wantsAgent: talk => {
    // What the bot cannot do is no question.
    if (talk.before !== 'failed') talk.speaker.afterQuestion()
    talk.phrase(talk.speaker.phrases.wantsAgent)
  },
  impatient: talk => talk.phrase(talk.speaker.phrases.impatient),
  leave: talk => {
    if (IN_TALK.has(talk.before)) talk.speaker.afterQuestion()
    talk.phrase(talk.speaker.phrases.leave)
  },
  thanks,
  patient: talk => talk.phrase(talk.speaker.phrases.patient),
  story: (talk, { task }) => {
    if (!talk.isWished(task)) sayWish(talk, task, [])
    else tellStory(talk, task)
  },
  react: (talk, { task }) => {
    const { phrases } = talk.speaker
    if (talk.isLastFinding && !talk.isUnsettled && talk.exchange >= 0)
      talk.ofIntent(task, talk.intent(task).words.agent[talk.exchange]!.react)
    else if (talk.before === 'promise') waitsFor(talk)
    else if (talk.isLastFinding) beDisappointed(talk)
    else if (talk.before === 'resolve') talk.phrase(phrases.react?.pleased ?? phrases.thanks)
    else talk.phrase(phrases.patient)
  },
}

/** Kinds of slots that hold a number, a code or something personal. */
const SENSITIVE = /^(digits:|code:|email$|customer|postcode$)/

/** Whether what is open of a task is a number, a code or something personal. */
function isSensitive(talk: Talk, task: number): boolean {
  if (talk.before !== 'question') return false
  const { asked, slots } = talk.intent(task).intent
  const open = asked.find((_, item) => (talk.told(task) & (1 << item)) === 0)
  return open !== undefined && SENSITIVE.test(ownOf(slots, open) ?? '')
}

/** What the bot has said who waits for an answer. */
const IN_TALK: ReadonlySet<Talk['before']> = new Set([
  'question',
  'confirm',
  'notUnderstood',
  'offer',
  'smallTalkReply',
])

function beDisappointed(talk: Talk): void {
  const { react, patient } = talk.speaker.phrases
  talk.isDisappointed = true
  talk.phrase(react?.disappointed ?? patient)
}

/** Answers what an agent has promised. */
function waitsFor(talk: Talk): void {
  const waits = talk.speaker.phrases.react?.waits
  if (waits === undefined) beDisappointed(talk)
  else talk.phrase(waits)
}

/** What is told in the same line as the wish: it is said with it. */
function takeAnswers(talk: Talk, task: number): number[] {
  const items: number[] = []
  talk.rest = talk.rest.filter(act => {
    if (act.kind !== 'answer' || act.task !== task) return true
    items.push(act.item)
    return false
  })
  return items
}

/** What the customer wants, in words that tell as much of what he tells as there are; the rest behind it. */
function sayWish(talk: Talk, task: number, items: readonly number[]): void {
  const told = items.reduce((bits, item) => bits | (1 << item), 0)
  const list = talk.intent(task).lists.list(talk.intent(task).words.ask)
  let most = 0
  for (const { needs } of list.items) if ((needs & ~told) === 0 && countBits(needs) > countBits(most)) most = needs
  talk.sayOfIntent(task, list, ({ needs }) => needs === most)
  talk.wish(task)
  talk.tell(task, most)
  for (const item of items) if ((most & (1 << item)) === 0) answer(talk, task, item, true)
}

/** @param isBehind something stands before it in the line: a bare value would hang in the air, as it would in a letter */
function answer(talk: Talk, task: number, item: number, isBehind: boolean): void {
  const list = talk.intent(task).question(item, 'user')
  if (list === undefined) {
    affirm(talk, task)
    return
  }
  talk.tell(task, 1 << item)
  const known = talk.told(task)
  const isSecond = isBehind || talk.draft.text !== '' || talk.speaker.medium === 'email'
  talk.sayOfIntent(task, list, ({ needs, isBare }) => (needs & ~known) === 0 && !(isSecond && isBare))
}

/** What an agent has said who has taken up what the customer wants. */
const TAKEN_UP: ReadonlySet<Talk['before']> = new Set(['greet', 'empathy', 'takeOver'])

/** Yes, in the words that belong to what was asked. */
function affirm(talk: Talk, task: number): void {
  const { confirmation } = talk
  talk.confirmation = undefined
  const { affirm: words, confirm, isSo } = talk.speaker.phrases
  const isTakenUp = talk.isHuman && TAKEN_UP.has(talk.before)
  if (isTakenUp && isSo !== undefined) {
    talk.phrase(isSo)
    return
  }
  // What the bot wanted to have confirmed is no agent's question.
  if (confirmation !== undefined && !talk.isHuman && talk.sayHalf(confirmation, task, 'user')) return
  if (words !== undefined) talk.phrase(words)
  else talk.sayHalf(talk.pairOfPhrases(confirm), task, 'user')
}

function askAside(talk: Talk, task: number, half: NonNullable<Talk['aside']>): void {
  talk.aside = half
  talk.sayHalf(half, task, 'user')
}

/** Says thank you: to the question whether there is more, to what was settled, or to what was not. */
function thanks(talk: Talk): void {
  const { phrases } = talk.speaker
  const { before } = talk
  if (before === 'anythingElse') talk.speaker.afterQuestion()
  if (before === 'closed' && phrases.triesAgain !== undefined) talk.phrase(phrases.triesAgain)
  else if (before === 'closed') beDisappointed(talk)
  else if (before === 'promise' && (!talk.isDisappointed || phrases.react?.waits !== undefined)) waitsFor(talk)
  else if (before === 'resolve') talk.phrase(phrases.react?.pleased ?? phrases.thanks)
  else talk.phrase(phrases.thanks)
}

/** How it came about: what the agent will find, or where he finds nothing that settles it, of the matter alone. */
function tellStory(talk: Talk, task: number): void {
  const { story: general, agent } = talk.intent(task).words
  const { phrases } = talk.speaker
  chooseExchange(talk, task)
  const own = talk.isUnsettled ? undefined : agent[talk.exchange]!.story
  const story = own !== undefined && talk.canSay(task, own) ? own : general
  if (story !== undefined && talk.canSay(task, story)) talk.ofIntent(task, story)
  else talk.phrase(phrases.story ?? phrases.affirm ?? phrases.patient)
}

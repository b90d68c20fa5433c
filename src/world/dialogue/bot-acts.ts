import type { Act, BotAct } from '../talk/acts.ts'
import { MINUTE } from '../time.ts'
import type { Talk } from './talk.ts'

/** Fewer minutes nobody is told to wait. */
const FEWEST_MINUTES = 2

/** Says an act. */
export type SayAct = (talk: Talk, act: Act) => void

/** What the bot says; what it shares with human agents as well. */
export const BOT_ACTS: Readonly<Record<BotAct, SayAct>> = {
  welcome: talk => talk.phrase(talk.speaker.phrases.welcome),
  offer: talk => talk.phrase(talk.speaker.phrases.offer),
  acknowledge: talk => talk.phrase(talk.speaker.phrases.acknowledge),
  question: (talk, { task, item }) => {
    const list = talk.intent(task).question(item, 'bot')
    const known = talk.told(task)
    if (list !== undefined) talk.askOfIntent(task, list, ({ needs }) => (needs & ~known) === 0)
    else confirm(talk, task)
  },
  confirm: (talk, { task }) => confirm(talk, task),
  working: talk => talk.phrase(talk.speaker.phrases.working),
  done: (talk, { task }) => {
    talk.ofIntent(task, talk.intent(task).words.done)
    talk.settle(task)
  },
  failed: (talk, { task }) => {
    talk.failed.add(task)
    talk.ofIntent(task, talk.intent(task).words.failed)
  },
  anythingElse: talk => {
    const { agentAnythingElse, anythingElse } = talk.speaker.phrases
    talk.phrase(talk.isHuman ? agentAnythingElse : anythingElse)
  },
  goodbye: talk => talk.lastWords(talk.speaker.phrases.goodbye),
  notUnderstood: (talk, { task }) => answerAside(talk, task, talk.speaker.phrases.notUnderstood),
  smallTalkReply: (talk, { task }) => answerAside(talk, task, talk.speaker.phrases.smallTalk),
  followUpReply: (talk, { task }) => {
    talk.sayHalf(talk.aside ?? talk.chooseAside(task), task, 'other')
    talk.aside = undefined
  },
  handover: talk => {
    talk.handover = talk.speaker.message
    const { handover, looksForAgent } = talk.speaker.phrases
    talk.phrase(talk.isTurnedAway ? (looksForAgent ?? handover) : handover)
  },
  closed: talk => talk.phrase(talk.speaker.phrases.closed ?? talk.speaker.phrases.queueUpdate),
  queueUpdate: talk => {
    talk.speaker.minutesLeft = Math.max(FEWEST_MINUTES, Math.ceil(talk.waitLeft / MINUTE))
    talk.phrase(talk.speaker.phrases.queueUpdate)
    talk.speaker.minutesLeft = undefined
  },
  nudge: talk => talk.phrase(talk.speaker.phrases.nudge),
  timedOut: talk => talk.phrase(talk.speaker.phrases.timedOut ?? talk.speaker.phrases.nudge),
  notification: talk => talk.phrase(talk.speaker.phrases.notification),
}

/** Makes sure: of the matter's own values where there are words for that, once a task. */
function confirm(talk: Talk, task: number): void {
  const { confirm: own } = talk.intent(task).words
  const isAgain = talk.confirmed.has(task)
  talk.confirmed.add(task)
  const half = own === undefined || isAgain ? undefined : talk.pairOfIntent(task, own)
  talk.confirmation = half ?? talk.pairOfPhrases(talk.speaker.phrases.confirm)
  talk.sayHalf(talk.confirmation, task, 'other')
}

function answerAside(talk: Talk, task: number, list: Parameters<Talk['pairOfPhrases']>[0]): void {
  talk.sayHalf(talk.aside ?? talk.pairOfPhrases(list), task, 'other')
  talk.aside = undefined
}

import type { Wordings } from '../pack.ts'
import type { AgentAct } from '../talk/acts.ts'
import type { SayAct } from './bot-acts.ts'
import type { Talk } from './talk.ts'

const RECAP = 0x2eca
const EXCHANGE = 0xe7c4

/** What human agents say beside what they share with the bot. */
export const AGENT_ACTS: Readonly<Record<AgentAct, SayAct>> = {
  greet: (talk, { task }) => {
    talk.beginPart(false)
    greet(talk, task)
  },
  takeOver: talk => {
    talk.beginPart(true)
    const { takeOver, greet: words } = talk.speaker.phrases
    talk.phrase(takeOver ?? words)
  },
  empathy: talk => {
    const { empathy } = talk.speaker.phrases
    if (empathy !== undefined) talk.phrase(empathy)
  },
  check: (talk, { task }) => ofIntentOr(talk, task, talk.intent(task).words.looks, talk.speaker.phrases.check),
  explain: (talk, { task }) => {
    if (!talk.isLastFinding) {
      const { progress, check } = talk.speaker.phrases
      ofIntentOr(talk, task, talk.intent(task).words.goesOn, progress ?? check)
      return
    }
    const { unsettled, agent } = talk.intent(task).words
    if (talk.isUnsettled && unsettled !== undefined) {
      talk.ofIntent(task, unsettled)
      return
    }
    chooseExchange(talk, task)
    const { seesMore } = talk.speaker.phrases
    if (talk.failed.has(task) && seesMore !== undefined) talk.phrase(seesMore)
    talk.ofIntent(task, agent[talk.exchange]!.explain)
  },
  resolve: (talk, { task }) => {
    chooseExchange(talk, task)
    const { resolve, did } = talk.intent(task).words.agent[talk.exchange]!
    talk.ofIntent(task, resolve)
    if (did !== undefined) talk.noteDone(did)
    talk.settle(task)
  },
  promise: (talk, { task }) => {
    const { promise, check } = talk.speaker.phrases
    ofIntentOr(talk, task, talk.intent(task).words.promise, promise ?? check)
  },
  transfer: (talk, { task }) => {
    talk.passOn()
    const { passesOn, transfer, handover } = talk.speaker.phrases
    const { transfer: reason } = talk.intent(task).words
    const isGiven = passesOn !== undefined && reason !== undefined && talk.canSay(task, reason)
    if (isGiven) talk.ofIntent(task, reason)
    talk.phrase(isGiven ? passesOn : (transfer ?? handover))
  },
  closing: talk => talk.lastWords(talk.speaker.phrases.closing),
}

/** Says what the matter has words for, naming only what is known; else a phrase. */
function ofIntentOr(talk: Talk, task: number, own: Wordings | undefined, phrases: Wordings): void {
  if (own !== undefined && talk.canSay(task, own)) talk.ofIntent(task, own)
  else talk.phrase(phrases)
}

/** By name, with what the customer wants, as far as he has said so. */
function greet(talk: Talk, task: number): void {
  const { greet: words, hello, greetOpen } = talk.speaker.phrases
  const { recap } = talk.intent(task).words
  if (!talk.isWished(task)) talk.phrase(greetOpen ?? hello ?? words)
  else if (hello !== undefined && recap !== undefined && talk.canSay(task, recap) && isRecapped(talk)) {
    talk.phrase(hello)
    talk.ofIntent(task, recap)
  } else talk.phrase(words)
}

function isRecapped(talk: Talk): boolean {
  return talk.speaker.lot(RECAP) % 10 < 7
}

/** Decides what the agent finds, once a session: what the customer tells of it is of one piece with that. */
export function chooseExchange(talk: Talk, task: number): void {
  if (talk.exchange < 0) talk.exchange = talk.speaker.lotOfSession(EXCHANGE) % talk.intent(task).words.agent.length
}

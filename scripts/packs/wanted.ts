import type { PackIntent } from '../../src/world/pack.ts'

/** How many different texts a list of phrases should make, with its alternatives and slots; a path has slashes. */
export const inPhrases: readonly (readonly [path: string, count: number])[] = [
  // In every session.
  ['welcome', 400],
  ['offer', 200],
  ['acknowledge', 300],
  ['affirm', 100],
  ['anythingElse', 150],
  ['thanks', 300],
  ['goodbye', 300],
  // In every session with humans.
  ['wantsAgent', 150],
  ['handover', 150],
  ['greet', 200],
  ['hello', 200],
  ['greetOpen', 60],
  ['check', 150],
  ['progress', 100],
  ['patient', 100],
  ['empathy', 100],
  ['story', 60],
  ['react/pleased', 150],
  ['react/disappointed', 80],
  ['promise', 100],
  ['agentAnythingElse', 100],
  ['agentFollowUps', 60],
  ['closing', 200],
  // In some.
  ['queueUpdate', 60],
  ['impatient', 60],
  ['takeOver', 60],
  ['transfer', 60],
  ['closed', 30],
  ['confirm', 60],
  ['working', 40],
  ['nudge', 40],
  ['timedOut', 20],
  ['leave', 60],
  ['notUnderstood', 60],
  ['smallTalk', 30],
  ['followUps', 60],
  ['notification', 100],
  ['emailOpening/customer', 20],
  ['emailOpening/bot', 10],
  ['emailOpening/agent', 10],
  ['emailClosing/customer', 20],
  ['emailClosing/bot', 10],
  ['emailClosing/agent', 20],
  ['outcomes/success', 10],
  ['outcomes/failed', 10],
  ['outcomes/open', 10],
  ['outcomes/agent', 10],
  ['outcomes/waiting', 6],
  ['outcomes/unsettled', 10],
  ['outcomes/transferred', 6],
  ['outcomes/closed', 6],
]

const OF_INTENT: readonly (readonly [path: string, count: number])[] = [
  ['ask', 80],
  ['confirm', 30],
  ['done', 40],
  ['failed', 30],
  ['followUps', 20],
  ['recap', 20],
  ['story', 20],
  ['agent', 60],
  ['looks', 20],
  ['goesOn', 15],
  ['unsettled', 10],
  ['summary', 6],
  ['reasons', 2],
  ['searches', 3],
]

/** The same for the words of an intent. */
export function inIntents({ asked }: PackIntent): readonly (readonly [path: string, count: number])[] {
  const questions = asked.flatMap((slot): [string, number][] => [
    [`questions/${slot}/bot`, 30],
    [`questions/${slot}/user`, 60],
  ])
  return [...OF_INTENT, ...questions]
}

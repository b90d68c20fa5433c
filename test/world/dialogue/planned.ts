import type { PlannedTalk } from '../../../src/world/dialogue/talk.ts'
import type { SpeechLine } from '../../../src/world/talk/acts.ts'
import type { Bot } from '../../../src/world/types.ts'

/** A session of a bot with lines of our own, one each half minute; the day's rows differ in customer, mood and words. */
export function talkOf(
  bot: Bot,
  row: number,
  lines: readonly SpeechLine[],
  intents: readonly number[] = [0],
): PlannedTalk {
  const day = 20_500
  const { midnight, start } = bot.day(day)
  const times = lines.map((_, i) => midnight + start[row]! + i * 30_000)
  return { bot, day, row, tasks: intents.map(intent => ({ intent })), times, lines }
}

/** All acts there are, in an order in which they may come: a bot that fails, two agents, an end without success. */
export const EVERYTHING = `
  bot welcome + offer
  customer smallTalk @-1
  bot smallTalkReply @-1 + offer
  customer ask + answer 0
  bot acknowledge + question 1
  customer unclear
  bot notUnderstood + question 1
  customer answer 1
  bot confirm
  customer affirm
  bot working
  bot done + anythingElse
  customer followUp
  bot followUpReply
  customer followUp
  bot followUpReply + anythingElse
  customer ask @1 + answer 0 @1 + answer 1 @1
  bot failed @1
  bot nudge @1
  customer wantsAgent @1
  bot handover @1
  bot queueUpdate @1
  customer impatient @1
  agent greet @1 + empathy @1
  customer story @1
  agent check @1
  customer patient @1
  agent explain 4 @1
  customer react 4 @1
  agent transfer @1
  customer affirm @1
  agent takeOver @1
  customer affirm @1
  agent check 5 @1
  agent explain 5 @1
  customer react 5 @1
  agent promise @1
  customer react @1
  customer followUp @1
  agent followUpReply @1 + anythingElse @1
  customer thanks @1
  agent closing @1
`
/** What is left: the ends that exclude these. */
export const OTHER_ENDS: readonly string[] = [
  'bot notification @-1',
  'bot welcome\ncustomer ask\nbot acknowledge + question 0\nbot nudge\nbot timedOut',
  'bot welcome\ncustomer ask\nbot question 0\ncustomer leave\nbot goodbye',
  'customer ask\nbot acknowledge + question 0 + question 1\ncustomer answer 0 + answer 1\nbot done\ncustomer thanks\nbot goodbye',
  'bot welcome\ncustomer wantsAgent @-1\nbot handover @-1\nbot closed @-1\ncustomer thanks @-1\nbot goodbye @-1',
  'bot welcome\nbot handover @-1\nagent greet @-1\ncustomer story @-1\nagent question 0 @-1\ncustomer answer 0 @-1\nagent check @-1\nagent explain @-1 + resolve @-1\ncustomer thanks @-1\nagent closing @-1',
  'customer ask + answer 0 + answer 1 + wantsAgent\nbot handover\nagent greet + explain 3 + resolve\ncustomer thanks',
]

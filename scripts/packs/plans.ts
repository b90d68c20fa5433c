import type { Act, ActKind, SpeechLine } from '../../src/world/talk/acts.ts'

const SIDES = ['bot', 'customer', 'agent']

/** Lines as they are noted here: `customer ask + answer 0`, a task behind an act as `@1` (default: the first). */
export function linesOf(text: string): SpeechLine[] {
  return text
    .trim()
    .split('\n')
    .map(line => {
      const [side = '', ...rest] = line.trim().split(' ')
      return { side: SIDES.indexOf(side), acts: rest.join(' ').split(' + ').map(actOf) }
    })
}

function actOf(text: string): Act {
  const [kind, item = '-1'] = text
    .replace(/@-?\d+/, '')
    .trim()
    .split(' ')
  const task = /@(-?\d+)/.exec(text)?.[1] ?? '0'
  return { kind: kind as ActKind, task: Number(task), item: Number(item) }
}

/** Courses of a session in which so many things are asked, for somebody who wants to read words: each line there is comes up. */
export function plansFor(medium: string, asked: number): readonly string[] {
  return medium === 'email' ? letters(asked) : talks(asked)
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)

function talks(asked: number): string[] {
  const asks = (side: string, from: number): string =>
    numbers(from, asked)
      .map(item => `\n${side} question ${item}\ncustomer answer ${item}`)
      .join('')
  const first = asked > 0 ? ' + question 0\ncustomer answer 0' : ''
  return [
    `bot welcome + offer\ncustomer ask\nbot acknowledge${first}${asks('bot', 1)}\nbot confirm\ncustomer affirm\nbot done
customer followUp\nbot followUpReply + anythingElse\ncustomer thanks\nbot goodbye`,
    `bot welcome\ncustomer ask\nbot acknowledge${first}${asks('bot', 1)}\nbot failed\ncustomer wantsAgent\nbot handover
bot queueUpdate\ncustomer impatient\nagent greet + empathy\ncustomer story\nagent check\ncustomer patient
agent explain 1\ncustomer react 1\nagent resolve\ncustomer followUp\nagent followUpReply\nagent anythingElse\ncustomer thanks\nagent closing`,
    `bot welcome\ncustomer ask${asked > 0 ? ' + answer 0' : ''}\nbot acknowledge\ncustomer wantsAgent\nbot handover\nagent greet\ncustomer affirm
agent check\nagent explain 1\ncustomer react 1\nagent transfer\ncustomer patient\nagent takeOver\ncustomer affirm${asks('agent', 1)}
agent check\ncustomer patient\nagent explain 2\ncustomer react 2\nagent promise\ncustomer react\nagent anythingElse\ncustomer thanks\nagent closing`,
    `bot welcome\ncustomer smallTalk\nbot smallTalkReply\ncustomer ask\nbot acknowledge${asked > 0 ? ' + question 0\ncustomer unclear\nbot notUnderstood + question 0' : ''}
bot nudge\nbot timedOut`,
    `bot welcome\ncustomer wantsAgent @-1\nbot handover @-1\nagent greet @-1\ncustomer story @-1${asks('agent', 0).replaceAll(/(\d+)$/gm, '$1 @-1')}
agent check @-1\nagent explain 0 @-1\ncustomer react 0 @-1\nagent resolve @-1\ncustomer thanks @-1\nagent closing @-1`,
    `bot welcome\ncustomer ask\nbot acknowledge${asked > 0 ? ' + question 0\ncustomer leave\nbot goodbye' : ''}`,
    'bot welcome\ncustomer wantsAgent @-1\nbot handover @-1\nbot closed @-1\ncustomer thanks @-1\nbot goodbye @-1',
  ]
}

function letters(asked: number): string[] {
  const half = Math.ceil(asked / 2)
  const some = (kind: string, from: number, to: number): string =>
    numbers(from, to)
      .map(item => `${kind} ${item}`)
      .join(' + ')
  const and = (text: string): string => (text === '' ? '' : ` + ${text}`)
  const rest = half < asked ? `${and(some('question', half, asked))}\ncustomer ${some('answer', half, asked)}` : ''
  return [
    `customer ask${and(some('answer', 0, half))}\nbot acknowledge${rest}\nbot done\ncustomer thanks`,
    `customer ask${and(some('answer', 0, asked))}\nbot acknowledge + failed + handover\nagent greet + explain 1 + resolve\ncustomer thanks`,
    `customer ask${and(some('answer', 0, half))} + wantsAgent\nbot handover\nagent greet + explain 2 + promise\ncustomer thanks`,
    'customer ask + wantsAgent\nbot handover + closed',
  ]
}

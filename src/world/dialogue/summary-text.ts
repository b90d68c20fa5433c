import type { Bot } from '../bot.ts'
import { timelineOf } from '../sessions/timeline.ts'
import type { Timeline } from '../sessions/types.ts'
import type { PackPhrases } from '../spec.ts'
import { agentAt } from './agent-writer.ts'
import { Words } from './phrasebook.ts'
import { selectionOf, wordingsOf } from './template.ts'
import { writeDialogue } from './write-dialogue.ts'

/** Tasks a summary speaks of at most; the last ones count. */
const MOST = 3
const ENDS = 0xe4d5

/**
 * What a customer wanted, with the values that were named, and what became of it: one or two sentences a task, in the
 * language of the session. For an interim summary the timeline ends where it is made, and its ending is `queueAbandoned`.
 */
export function summarise(bot: Bot, day: number, row: number, timeline: Timeline): string {
  const words = new Words(bot, day, row, timeline)
  const talkedOf: number[] = []
  for (const { task } of timeline.turns) if (task >= 0 && !talkedOf.includes(task)) talkedOf.push(task)
  const tasks = talkedOf.slice(-MOST)
  if (tasks.length === 0) tasks.push(-1)
  const agent = agentAt(words, timeline, { day, row, flags: bot.day(day).flags[row]! })
  if (agent !== undefined) words.agent = agent.name
  let text: string | undefined
  const said = (): string => {
    if (text === undefined) {
      const all = writeDialogue(bot, day, row, timelineOf(bot, day, row))
      text = all.slice(0, timeline.times.length).join('\n').toLowerCase()
    }
    return text
  }
  return tasks
    .map((task, i) => {
      words.about(task)
      words.message = ENDS + task
      const outcome = outcomeOf(timeline, task, i === tasks.length - 1)
      const wanted = want(words, timeline, task, said)
      const ends = words.phrases.outcomes[outcome]
      // To the next agent "nobody had answered" would be wrong.
      const isPassedOn = outcome === 'waiting' && timeline.sides.includes(2)
      const became = words.phrase(
        isPassedOn ? selectionOf(ends, (_, at) => at === 0) : ends,
        words.isOfQueue(task) ? undefined : 'queue',
      )
      return `${wanted} ${became}`
    })
    .join(' ')
}

function outcomeOf(timeline: Timeline, task: number, isLast: boolean): keyof PackPhrases['outcomes'] {
  const outcome = timeline.tasks[task]?.outcome ?? 'open'
  if (!isLast || timeline.handover < 0 || outcome === 'success') return outcome
  return timeline.ending === 'agentClosed' || timeline.ending === 'resolved' ? 'agent' : 'waiting'
}

/**
 * What the customer wanted, in a wording that names only what has been said by then; when too little has, the one that
 * names the topic alone. In packs without such a wording, the one with the fewest values nobody has named.
 */
function want(words: Words, timeline: Timeline, task: number, said: () => string): string {
  const { summary, questions } = words.texts(task)
  let answers = 0
  for (const turn of timeline.turns) if (turn.task === task && turn.kind === 'slot') answers++
  // Of what the bot did or could not do the customer told everything; of what was left open, what he answered.
  const known = (timeline.tasks[task]?.outcome ?? 'open') === 'open' ? questions.slice(0, answers) : questions
  const told = new Set(known.map(question => question.slot))
  const answered = selectionOf(summary, ({ slots }) => slots.length > 0 && slots.every(name => told.has(name)))
  if (answered.length > 0) return words.ownAnew(answered)
  // What a human asked for besides stands in the texts; they are written only for that.
  const hasAgents = timeline.sides.includes(2)
  const isUnsaid = (name: string): boolean => !told.has(name) && !(hasAgents && isSaid(said(), words.value(task, name)))
  const unsaid = wordingsOf(summary).items.map(({ slots }) => slots.filter(isUnsaid).length)
  const fewest = Math.min(...unsaid)
  const telling = selectionOf(summary, ({ slots }, i) => unsaid[i] === fewest && slots.length > 0)
  return words.ownAnew(telling.length > 0 ? telling : selectionOf(summary, (_, i) => unsaid[i] === fewest))
}

/** Whether a value stands in a text as a word of its own; `text` is in lower case. */
function isSaid(text: string, value: string): boolean {
  const wanted = value.toLowerCase()
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + wanted.length])) return true
  }
  return false
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
}

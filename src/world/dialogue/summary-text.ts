import { AGENT_SIDE } from '../sessions/sides.ts'
import { timelineOf } from '../sessions/timeline.ts'
import type { Timeline } from '../sessions/types.ts'
import type { Bot } from '../types.ts'
import { lastAgentIn } from './agent-writer.ts'
import { Phrasebook } from './phrasebook.ts'
import { selectionOf, wordingsOf } from './wordings.ts'
import { writeDialogue } from './write-dialogue.ts'

/** Tasks a summary speaks of at most; the last ones count. */
const MOST_TASKS = 3
/** What stands in the place of a message's number: a summary is no message, and each task has a draw of its own. */
const SUMMARY_MESSAGE = 0xe4d5

/**
 * What a customer wanted, with the values that were named, and what became of it: one or two sentences a task, in the
 * language of the session. For an interim summary the timeline ends where it is made, and its ending is `queueAbandoned`.
 */
export function summaryText(bot: Bot, day: number, row: number, timeline: Timeline): string {
  const book = new Phrasebook(bot, day, row, timeline)
  const agent = lastAgentIn(book, timeline, { day, row, flags: bot.day(day).flags[row]! })
  if (agent !== undefined) book.agentName = agent.name
  // Most summaries do not need the texts, which are written only when they are asked for.
  let said: string | undefined
  const textSoFar = (): string => {
    said ??= writeDialogue(bot, day, row, timelineOf(bot, day, row))
      .slice(0, timeline.times.length)
      .join('\n')
      .toLowerCase()
    return said
  }
  const tasks = tasksIn(timeline)
  return tasks
    .map((task, i) => {
      book.setTask(task)
      book.message = SUMMARY_MESSAGE + task
      const wanted = whatWasWanted(book, timeline, task, textSoFar)
      return `${wanted} ${whatBecame(book, timeline, task, i === tasks.length - 1)}`
    })
    .join(' ')
}

/** The tasks talked of last, in the order they came up; -1 alone when there was none. */
function tasksIn({ turns }: Timeline): readonly number[] {
  const tasks = new Set(turns.map(({ task }) => task).filter(task => task >= 0))
  return tasks.size === 0 ? [-1] : [...tasks].slice(-MOST_TASKS)
}

function whatBecame(book: Phrasebook, timeline: Timeline, task: number, isLast: boolean): string {
  const outcome = summaryOutcome(timeline, task, isLast)
  const wordings = book.phrases.outcomes[outcome]
  // The first wording says that the customer waits; to the next agent "nobody had answered" would be wrong.
  const isPassedOn = outcome === 'waiting' && timeline.sides.includes(AGENT_SIDE)
  return book.phrase(
    isPassedOn ? selectionOf(wordings, (_, at) => at === 0) : wordings,
    book.isOfQueue(task) ? undefined : 'queue',
  )
}

function summaryOutcome(
  timeline: Timeline,
  task: number,
  isLast: boolean,
): 'success' | 'failed' | 'open' | 'agent' | 'waiting' {
  const outcome = timeline.tasks[task]?.outcome ?? 'open'
  if (!isLast || timeline.handover < 0 || outcome === 'success') return outcome
  return timeline.ending === 'agentClosed' || timeline.ending === 'resolved' ? 'agent' : 'waiting'
}

/**
 * What the customer wanted, in a wording that names only what has been said by then; when too little has, the one that
 * names the topic alone. In packs without such a wording, the one with the fewest values nobody has named.
 */
function whatWasWanted(book: Phrasebook, timeline: Timeline, task: number, textSoFar: () => string): string {
  const { summary } = book.texts(task)
  const questions = book.questions(task)
  let answers = 0
  for (const turn of timeline.turns) if (turn.task === task && turn.kind === 'slot') answers++
  // Of what the bot did or could not do the customer told everything; of what was left open, what he answered.
  const known = (timeline.tasks[task]?.outcome ?? 'open') === 'open' ? questions.slice(0, answers) : questions
  const told = new Set(known.map(question => question.slot))
  const answered = selectionOf(summary, ({ slots }) => slots.length > 0 && slots.every(name => told.has(name)))
  if (answered.length > 0) return book.intentPhraseAnew(answered)
  // What a human asked for besides stands in the texts; they are written only for that.
  const hasAgents = timeline.sides.includes(AGENT_SIDE)
  const isUnsaid = (name: string): boolean =>
    !told.has(name) && !(hasAgents && isSaid(textSoFar(), book.value(task, name)))
  const unsaid = wordingsOf(summary).items.map(({ slots }) => slots.filter(isUnsaid).length)
  const fewest = Math.min(...unsaid)
  const telling = selectionOf(summary, ({ slots }, i) => unsaid[i] === fewest && slots.length > 0)
  return book.intentPhraseAnew(telling.length > 0 ? telling : selectionOf(summary, (_, i) => unsaid[i] === fewest))
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

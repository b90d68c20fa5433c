import type { Bot } from '../bot.ts'
import type { Timeline } from '../sessions/types.ts'
import type { PackPhrases } from '../spec.ts'
import { agentAt } from './agent-part.ts'
import { slotsOf, wordingsOf } from './template.ts'
import { Words } from './words.ts'

/** Tasks a summary speaks of at most; the last ones count. */
const MOST = 3
const ENDS = 0xe4d5

/**
 * What a customer wanted, with the values he gave, and what became of it: one or two sentences a task, in the language of
 * the session. For an interim summary the timeline ends where it is made, and its ending is `queueAbandoned`.
 */
export function summarise(bot: Bot, day: number, row: number, timeline: Timeline): string {
  const words = new Words(bot, day, row, timeline)
  const talkedOf = new Set(timeline.turns.map(turn => turn.task).filter(task => task >= 0))
  const tasks = [...talkedOf].slice(-MOST)
  if (tasks.length === 0) tasks.push(-1)
  const agent = agentAt(words, timeline, { day, row, flags: bot.day(day).flags[row] as number })
  if (agent !== undefined) words.agent = agent.name
  return tasks
    .map((task, i) => {
      words.about(task)
      words.message = ENDS + task
      const outcome = outcomeOf(timeline, task, i === tasks.length - 1)
      const wanted = want(words, timeline, task)
      const ends = words.phrases.outcomes[outcome]
      // To the next agent "nobody had answered" would be wrong.
      const isPassedOn = outcome === 'waiting' && timeline.sides.includes(2)
      const became = words.phrase(isPassedOn ? ends.slice(0, 1) : ends, words.isOfQueue(task) ? undefined : 'queue')
      return `${wanted} ${became}`
    })
    .join(' ')
}

function outcomeOf(timeline: Timeline, task: number, isLast: boolean): keyof PackPhrases['outcomes'] {
  const outcome = timeline.tasks[task]?.outcome ?? 'open'
  if (!isLast || timeline.handover < 0 || outcome === 'success') return outcome
  return timeline.ending === 'agentClosed' || timeline.ending === 'resolved' ? 'agent' : 'waiting'
}

/** The wording that needs the fewest values nobody has named yet. */
function want(words: Words, timeline: Timeline, task: number): string {
  const { summary, questions } = words.texts(task)
  if (timeline.ending === 'agentClosed' || timeline.tasks[task]?.outcome === 'success') return words.own(summary)
  const answers = timeline.turns.filter(turn => turn.task === task && turn.kind === 'slot').length
  const untold = questions.slice(answers).map(question => question.slot)
  const missing = (text: string): number =>
    slotsOf(wordingsOf([text]).items[0] ?? []).filter(slot => untold.includes(slot)).length
  const fewest = Math.min(...summary.map(missing))
  return words.own(summary.filter(text => missing(text) === fewest))
}

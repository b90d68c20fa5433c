import type { PackPhrases } from '../pack.ts'
import { AGENT_SIDE } from '../sessions/sides.ts'
import type { Timeline } from '../sessions/types.ts'
import type { ActKind } from '../talk/acts.ts'
import type { Bot } from '../types.ts'
import type { SplitWording } from './lists.ts'
import { Speaker } from './speaker.ts'
import { agentFor, queueFor } from './staff.ts'
import { saidSinceHandover } from './write-dialogue.ts'

/** Tasks a summary speaks of at most; the last ones count. */
const MOST_TASKS = 3
/** What stands in the place of a message's number: a summary is no message, and each task has a draw of its own. */
const SUMMARY_MESSAGE = 0xe4d5

type SummaryOutcome = keyof PackPhrases['outcomes']

/** A session as far as it is summed up. */
export interface SummedUp {
  readonly bot: Bot
  readonly day: number
  readonly row: number
  /** The whole session. */
  readonly timeline: Timeline
  /** Messages that there are so far: all of them in a final summary. */
  readonly messages: number
}

/**
 * What a customer wanted, with the values that were named, what became of it, and why or what happens next: two or three
 * sentences a task, in the language of the session.
 */
export function summaryText(summed: SummedUp): string {
  const { bot, day, row, timeline } = summed
  const speaker = new Speaker({ bot, day, row, tasks: timeline.tasks, times: timeline.times })
  const part = partAt(summed)
  if (part >= 0) {
    speaker.agentName = agentFor(bot, day, row, part).name
    // Who had it passes it on, or has ended it.
    const isPassedOn = summed.messages < timeline.lines.length
    speaker.queue = speaker.queueName(queueFor(bot, day, row, isPassedOn ? part + 1 : part).queueName)
  }
  const tasks = tasksIn(summed)
  return tasks
    .map((task, i) => {
      speaker.begin(SUMMARY_MESSAGE + task, false)
      const outcome = outcomeOf(summed, task, i === tasks.length - 1)
      const wanted = whatWasWanted(speaker, summed, task)
      const became = whatBecame(speaker, task, outcome)
      const told = toldOf(summed, task, outcome)
      // What was done leads to who settled it; why it was not stands behind.
      return (outcome === 'agent' ? [wanted, ...told, became] : [wanted, became, ...told]).join(' ')
    })
    .join(' ')
}

/** Number of the agent who has the last word; -1: nobody has taken it. */
function partAt({ timeline: { sides, takeOvers }, messages }: SummedUp): number {
  const last = sides.subarray(0, messages).lastIndexOf(AGENT_SIDE)
  return last < 0 ? -1 : takeOvers.filter(message => message <= last).length
}

/** The tasks talked of last, in the order they came up; -1 alone when there was none. */
function tasksIn({ timeline, messages }: SummedUp): readonly number[] {
  const tasks = new Set<number>()
  for (const { acts } of timeline.lines.slice(0, messages)) for (const { task } of acts) if (task >= 0) tasks.add(task)
  return tasks.size === 0 ? [-1] : [...tasks].slice(-MOST_TASKS)
}

function outcomeOf({ timeline, messages }: SummedUp, task: number, isLast: boolean): SummaryOutcome {
  const { tasks, handover, ending, lines, sides } = timeline
  const own = tasks[task]?.outcome ?? 'open'
  if (!isLast || handover < 0) return own
  if (messages < lines.length) return sides.subarray(0, messages).includes(AGENT_SIDE) ? 'transferred' : 'waiting'
  switch (ending) {
    case 'agentSettled':
      return 'agent'
    case 'agentUnsettled':
      return 'unsettled'
    case 'closed':
      return 'closed'
    default:
      return 'waiting'
  }
}

/** In a pack without words for it, what comes nearest. */
const INSTEAD: Readonly<Partial<Record<SummaryOutcome, SummaryOutcome>>> = {
  unsettled: 'open',
  transferred: 'open',
  closed: 'waiting',
}

function whatBecame(speaker: Speaker, task: number, outcome: SummaryOutcome): string {
  const { outcomes } = speaker.phrases
  const wordings = outcomes[outcome] ?? outcomes[INSTEAD[outcome] ?? 'open'] ?? outcomes.open
  speaker.setTask(task)
  return speaker.sentence(speaker.next(speaker.speech.lists.list(wordings)).template, false)
}

/** Acts whose words tell what was done, why not, or what happens next, by what became of it. */
const TELLING_ACTS: ReadonlyMap<SummaryOutcome, readonly ActKind[]> = new Map([
  ['failed', ['failed']],
  ['agent', ['resolve']],
  ['unsettled', ['explain', 'promise']],
])

/** What was done, why it could not be, or what happens next, as the words of the session have it. */
function toldOf(summed: SummedUp, task: number, outcome: SummaryOutcome): readonly string[] {
  const kinds = TELLING_ACTS.get(outcome)
  if (kinds === undefined) return []
  const { bot, day, row, timeline } = summed
  const said = saidSinceHandover(bot, day, row, timeline)
  const told: string[] = []
  for (const [message, { reason, next }] of said.entries()) {
    if (reason === undefined && next === undefined) continue
    const { acts } = timeline.lines[message]!
    if (!acts.some(act => act.task === task && kinds.includes(act.kind))) continue
    if (reason !== undefined) told.push(reason)
    if (next !== undefined) told.push(next)
  }
  return told
}

/** What the customer wanted, in a wording that names only what has been said by then. */
function whatWasWanted(speaker: Speaker, { bot, day, row, timeline, messages }: SummedUp, task: number): string {
  const named = new Set<string>()
  const said = saidSinceHandover(bot, day, row, timeline)
  for (let message = 0; message < Math.min(messages, said.length); message++) {
    const { slots } = said[message]!
    if (slots.length === 0 || !timeline.lines[message]!.acts.some(act => act.task === task)) continue
    for (const { name } of slots) named.add(name)
  }
  speaker.setTask(task)
  const { words, lists } = speaker.speech.intent(speaker.intent(task))
  const list = lists.list(words.summary)
  const isTrue = ({ template }: SplitWording) => template.slots.every(name => named.has(name) || name === 'company')
  const isTelling = list.items.some(said => said.template.slots.length > 0 && isTrue(said))
  const accepts = (said: SplitWording) => isTrue(said) && (said.template.slots.length > 0 || !isTelling)
  return speaker.sentence(speaker.next(list, { accepts }).template, true)
}

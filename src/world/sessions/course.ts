import { HumanPart } from '../columns/human-part.ts'
import { BotPart } from '../columns/plans.ts'
import type { HandedOver } from '../columns/types.ts'
import { drawWait } from '../columns/wait-part.ts'
import { CLOSED, TAKEN_BY_HUMAN } from '../desk/types.ts'
import { actCodeOf, beginsLine, kindIn, PlanDraft, sideIn, taskIn } from '../talk/draft.ts'
import { TAKE_OVER } from '../talk/timing.ts'
import type { Day } from '../types.ts'
import type { Task, Timeline } from './types.ts'

const DONE = actCodeOf('done')
const FAILED = actCodeOf('failed')
const RESOLVE = actCodeOf('resolve')

/** What is said in a session, act by act, before anybody asks when. */
export interface Course {
  readonly draft: PlanDraft
  /** Acts of the bot's part, and of it with the wait; what follows is said to or by humans. */
  readonly botActs: number
  readonly waitActs: number
  /** Lines of the bot's part, and of it with the wait. */
  readonly botLines: number
  readonly waitLines: number
  readonly handedOver: HandedOver | undefined
  readonly bot: BotPart
  readonly human: HumanPart | undefined
}

/** The course of a session: it has just the messages, user messages and tasks of the day's columns. */
export function courseOf(day: Day, row: number): Course {
  const kinds = day.kinds(row, row + 1)
  const bot = new BotPart(day, kinds)
  const draft = new PlanDraft()
  bot.enter(row)
  bot.draw(draft)
  const botActs = draft.acts.length
  const botLines = draft.lines
  const handedOver = day.handoverOf(row)
  let human: HumanPart | undefined
  let waitActs = botActs
  let waitLines = botLines
  if (handedOver !== undefined) {
    const { agents } = day
    drawWait(draft, day, { bot, agents, place: handedOver.place })
    waitActs = draft.acts.length
    waitLines = draft.lines
    if (handedOver.outcome === TAKEN_BY_HUMAN) {
      human = new HumanPart(day)
      human.enter(row, bot, handedOver.parts.length)
      human.draw(draft)
    }
  }
  return { draft, botActs, waitActs, botLines, waitLines, handedOver, bot, human }
}

/** Who says each message of a course. */
export function sidesOf({ draft }: Course): Uint8Array {
  const sides = new Uint8Array(draft.lines)
  let line = 0
  for (const act of draft.acts) if (beginsLine(act)) sides[line++] = sideIn(act)
  return sides
}

/** Why a session ended. */
export function endingOf({ draft, handedOver, bot }: Course): Timeline['ending'] {
  if (handedOver !== undefined) {
    if (handedOver.outcome === CLOSED) return 'closed'
    if (handedOver.outcome !== TAKEN_BY_HUMAN) return 'queueAbandoned'
    return draft.acts.some(act => kindIn(act) === RESOLVE) ? 'agentSettled' : 'agentUnsettled'
  }
  switch (bot.kind) {
    case 'resolved':
    case 'left':
    case 'failed':
    case 'notUnderstood':
    case 'noAnswer':
    case 'notified':
      return bot.kind
    default:
      return 'noAnswer'
  }
}

/** What became of each task in the bot's part, and with which message. */
export function tasksOf({ draft, botActs, bot }: Course): Task[] {
  const { acts, tasks } = draft
  const ends = new Int32Array(tasks.length).fill(-1)
  const lasts = new Int32Array(tasks.length).fill(-1)
  const outcomes = new Array<Task['outcome']>(tasks.length).fill(bot.kind === 'notified' ? 'success' : 'open')
  let line = -1
  for (let i = 0; i < botActs; i++) {
    const act = acts[i]!
    if (beginsLine(act)) line++
    const task = taskIn(act)
    if (task < 0) continue
    lasts[task] = line
    const kind = kindIn(act)
    if (kind !== DONE && kind !== FAILED) continue
    ends[task] = line
    outcomes[task] = kind === DONE ? 'success' : 'failed'
  }
  return tasks.map((intent, task) => ({
    intent,
    outcome: outcomes[task]!,
    endedBy: ends[task]! >= 0 ? ends[task]! : lasts[task]! >= 0 ? lasts[task]! : line,
  }))
}

/** Messages with which another agent takes over. */
export function takeOversOf({ draft, waitLines, waitActs }: Course): number[] {
  const found: number[] = []
  let line = waitLines - 1
  for (let i = waitActs; i < draft.acts.length; i++) {
    const act = draft.acts[i]!
    if (beginsLine(act)) line++
    if (kindIn(act) === TAKE_OVER) found.push(line)
  }
  return found
}

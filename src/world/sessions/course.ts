import { AGENT, CONTAINMENT, DROP_OFF, INTERACTIVE, TAKEN } from '../columns/flags.ts'
import { hashText, indexOf, nextIndexOf, rowStream, type Stream } from '../random.ts'
import type { Day } from '../types.ts'
import { AGENT_SIDE, USER_SIDE } from './sides.ts'
import type { Task, Timeline, Turn } from './types.ts'

/** A timeline without its times: who speaks, in which turns, about which tasks. */
export type Course = Omit<Timeline, 'times' | 'words'>

type TurnKind = Turn['kind']
type Ending = Timeline['ending']

/** What the user's turns before a hand-over are about, as two lists of one length. */
interface Plan {
  readonly kinds: TurnKind[]
  readonly tasks: number[]
}

// Widgets need the courses of months of sessions, so the functions of this file make no closures and few objects.
const COURSE = hashText('course')

/** What the columns say of a session, and the sequence that its course is drawn from. */
interface Frame {
  readonly day: Day
  readonly row: number
  /** Bits of `columns/flags.ts`. */
  readonly flags: number
  /** Messages of all sides, and the user's. */
  readonly messages: number
  readonly user: number
  /** Of each task. */
  readonly intents: readonly number[]
  /** Number of the hand-over message; -1: none. */
  readonly handover: number
  readonly draw: Stream
}

/** The course of a session, drawn so that it has just the messages, user messages and tasks of the day's columns. */
export function courseOf(day: Day, row: number): Course {
  const draw = rowStream(day.bot.salt, day.number, row, COURSE)
  const columns = day.columns(row, row + 1)
  const flags = columns.flags[row]!
  const messages = columns.messages[row]!
  const user = columns.userMessages[row]!
  const intents = intentsOf(day, columns.intent[row]!, columns.tasks[row]!, draw)
  const handover = (flags & CONTAINMENT) === AGENT ? day.handoverOf(row).at : -1
  const frame: Frame = { day, row, flags, messages, user, intents, handover, draw }
  return (flags & INTERACTIVE) === 0 ? notice(frame) : dialogue(frame)
}

function dialogue(frame: Frame): Course {
  const { flags, messages, user, handover, draw } = frame
  const botPart = handover >= 0 ? handover + 1 : messages
  const agentPart = messages - botPart
  const botUsers = handover >= 0 ? usersBefore(frame) : user
  const ending = endingOf(frame, botPart - botUsers < botUsers + 1)
  const plan = planTurns(frame, botUsers, ending)
  const answers = shareAnswers(botPart - botUsers, botUsers, ending, draw)
  const sides = new Uint8Array(messages)
  const turns: Turn[] = []
  let at = answers[0]!
  if (at > 0) turns.push({ first: 0, last: at - 1, kind: 'opening', task: -1 })
  for (let i = 0; i < botUsers; i++) {
    const first = at
    sides[first] = USER_SIDE
    at += 1 + answers[i + 1]!
    turns.push({ first, last: at - 1, kind: plan.kinds[i]!, task: plan.tasks[i]! })
  }
  if (agentPart > 0) {
    if ((flags & TAKEN) !== 0) addAgentTurns({ sides, turns }, at, user - botUsers, draw)
    else waitInQueue(turns, sides, user - botUsers)
  }
  return { sides, turns, tasks: endTasks(frame, turns, ending), handover, ending }
}

/** Only the bot speaks: a welcome nobody answered, or a notification. */
function notice({ flags, messages, intents, handover }: Frame): Course {
  const sides = new Uint8Array(messages)
  if ((flags & TAKEN) !== 0 && handover >= 0) sides.fill(AGENT_SIDE, handover + 1)
  const last = messages - 1
  return {
    sides,
    turns: [{ first: 0, last, kind: 'opening', task: -1 }],
    tasks: intents.map(intent => ({ intent, outcome: 'success' as const, endedBy: last })),
    handover,
    ending: 'notified',
  }
}

function intentsOf(day: Day, first: number, wanted: number, draw: Stream): number[] {
  const intents: number[] = []
  const shares = day.bot.intentShares
  for (let i = 0; i < wanted; i++) {
    let intent = i === 0 ? first : indexOf(shares, draw())
    if (i > 0 && intent === intents[i - 1]) intent = nextIndexOf(shares, intent)
    intents.push(intent)
  }
  return intents
}

/** How many of the user's messages come before the hand-over. */
function usersBefore({ flags, user, handover, messages }: Frame): number {
  const after = messages - handover - 1
  // Whom no human answers says at most one thing more after the hand-over.
  const mostAfter = (flags & TAKEN) !== 0 ? after >> 1 : after > 1 ? 1 : 0
  const wanted = Math.round((user * handover) / Math.max(1, messages - 1))
  const least = Math.max(1, user - mostAfter)
  return Math.min(user, handover + 1, Math.max(least, Math.min(wanted, Math.max(1, handover >> 1))))
}

/** @param isShort the bot has too few messages to answer each of the user's */
function endingOf({ flags, intents, draw }: Frame, isShort: boolean): Ending {
  const x = draw()
  const kind = flags & CONTAINMENT
  if (kind === AGENT) return (flags & TAKEN) !== 0 ? 'agentClosed' : 'queueAbandoned'
  if (kind !== DROP_OFF) return 'resolved'
  if (isShort || x < 0.1) return 'noAnswer'
  if (intents.length === 0) return x < 0.6 ? 'notUnderstood' : 'left'
  return x < 0.35 ? 'notUnderstood' : x < 0.6 ? 'failed' : 'left'
}

function isHandedOver(ending: Ending): boolean {
  return ending === 'agentClosed' || ending === 'queueAbandoned'
}

/** What each of the user's turns before a hand-over is about. */
function planTurns(frame: Frame, count: number, ending: Ending): Plan {
  const { intents, draw } = frame
  const plan: Plan = { kinds: [], tasks: [] }
  const closing = closingKind(ending, count, intents.length, draw)
  const open = closing === undefined ? count : count - 1
  const fits = Math.min(intents.length, open)
  let free = open - fits
  if (fits === 0) for (; free > 0; free--) addTurn(plan, asideKind(draw), -1)
  for (let task = 0; task < fits; task++) {
    const left = fits - task
    const more = left === 1 ? free : Math.min(free, Math.round((free / left) * (0.6 + 0.8 * draw())))
    free -= more
    planTask(frame, plan, task, more)
  }
  if (closing !== undefined) {
    addTurn(plan, closing, closing === 'handover' || closing === 'notUnderstood' ? fits - 1 : -1)
  }
  return plan
}

/** The user asks for a thing, and has `more` turns about it after that. */
function planTask({ day, intents, draw }: Frame, plan: Plan, task: number, more: number): void {
  addTurn(plan, 'ask', task)
  let slots = more > 0 ? questions(day, intents[task]!) : 0
  let isAfterAside = false
  for (let i = 0; i < more; i++) {
    // Two asides in a row would read as a stutter, so there is one to a task at most.
    if (draw() < 0.12 && !isAfterAside) {
      addTurn(plan, asideKind(draw), task)
      isAfterAside = true
    } else if (slots > 0) {
      addTurn(plan, 'slot', task)
      slots--
    } else addTurn(plan, 'followUp', task)
  }
}

function addTurn(plan: Plan, kind: TurnKind, task: number): void {
  plan.kinds.push(kind)
  plan.tasks.push(task)
}

function closingKind(ending: Ending, count: number, tasks: number, draw: Stream): TurnKind | undefined {
  const x = draw()
  if (isHandedOver(ending)) return 'handover'
  if (count <= tasks) return undefined
  if (ending === 'resolved') return x < 0.8 || tasks === 0 ? 'close' : undefined
  return ending === 'notUnderstood' ? 'notUnderstood' : undefined
}

function asideKind(draw: Stream): TurnKind {
  return draw() < 0.6 ? 'notUnderstood' : 'smallTalk'
}

/** Questions the bot has for an intent. */
function questions(day: Day, intent: number): number {
  return day.bot.pack.intents[intent]?.asked.length ?? 0
}

/** Bot messages of the opening and of each turn: one each where there are enough, the rest here and there. */
function shareAnswers(bots: number, turns: number, ending: Ending, draw: Stream): number[] {
  const answers: number[] = []
  for (let i = 0; i <= turns; i++) answers.push(0)
  let left = bots
  const silent = ending === 'noAnswer' ? turns : -1
  if (isHandedOver(ending) && left > 0) {
    answers[turns] = 1
    left--
  }
  for (let i = 0; i <= turns && left > 0; i++) {
    if (i === silent || answers[i] === 1) continue
    answers[i] = 1
    left--
  }
  for (; left > 0; left--) {
    const x = draw()
    let i = x < 0.3 && answers[0]! < 3 ? 0 : Math.floor(draw() * (turns + 1))
    if (i === silent) i = 0
    answers[i] = answers[i]! + 1
  }
  return answers
}

/** Without a human the bot asks for patience, and the user may lose it: all of it belongs to the turn of the hand-over. */
function waitInQueue(turns: Turn[], sides: Uint8Array, users: number): void {
  const handover = turns.pop()!
  sides.fill(USER_SIDE, sides.length - users)
  turns.push({ first: handover.first, last: sides.length - 1, kind: handover.kind, task: handover.task })
}

/** After the hand-over the human greets, then they take turns. */
function addAgentTurns(
  { sides, turns }: { readonly sides: Uint8Array; readonly turns: Turn[] },
  from: number,
  users: number,
  draw: Stream,
): void {
  const answers: number[] = []
  let left = sides.length - from - users
  for (let i = 0; i <= users; i++) {
    answers.push(left > 0 ? 1 : 0)
    if (left > 0) left--
  }
  for (; left > 0; left--) {
    const i = Math.floor(draw() * (users + 1))
    answers[i] = answers[i]! + 1
  }
  sides.fill(AGENT_SIDE, from)
  let at = from
  for (let i = 0; i <= users; i++) {
    const first = at
    if (i > 0) sides[at++] = USER_SIDE
    at += answers[i]!
    if (at > first) turns.push({ first, last: at - 1, kind: 'agent', task: -1 })
  }
}

/** What became of each task, and with which message. */
function endTasks({ intents, messages, draw }: Frame, turns: readonly Turn[], ending: Ending): Task[] {
  const { done, last } = taskEnds(turns, intents.length)
  return intents.map((intent, i) => {
    const end = done[i]! >= 0 ? done[i]! : messages - 1
    const outcome = taskOutcome(i === intents.length - 1, ending, draw())
    return { intent, outcome, endedBy: outcome === 'open' && last[i]! >= 0 ? last[i]! : end }
  })
}

/** By task: the last message of the turns that ask for it or answer its questions, and of all turns about it; -1: none. */
function taskEnds(turns: readonly Turn[], tasks: number): { readonly done: Int32Array; readonly last: Int32Array } {
  const done = new Int32Array(tasks).fill(-1)
  const last = new Int32Array(tasks).fill(-1)
  for (const turn of turns) {
    if (turn.task < 0) continue
    last[turn.task] = turn.last
    if (turn.kind === 'ask' || turn.kind === 'slot') done[turn.task] = turn.last
  }
  return { done, last }
}

function taskOutcome(isLast: boolean, ending: Ending, x: number): Task['outcome'] {
  if (!isLast) return x < 0.93 ? 'success' : 'failed'
  if (ending === 'resolved') return 'success'
  if (ending === 'failed') return 'failed'
  return isHandedOver(ending) && x < 0.55 ? 'failed' : 'open'
}

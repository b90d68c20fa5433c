import { AGENT, CONTAINMENT, DROP_OFF, INTERACTIVE, TAKEN } from '../columns/flags.ts'
import type { Day } from '../day.ts'
import { hashText, indexOf, rowStream, type Stream } from '../random.ts'
import type { Task, Timeline, Turn } from './types.ts'

/** A timeline without its times: who speaks, in which turns, about which tasks. */
export type Course = Omit<Timeline, 'times' | 'words'>

type Kind = Turn['kind']
type Ending = Timeline['ending']

/** What the user's turns before a hand-over are about, as two lists of one length. */
interface Plan {
  readonly kinds: Kind[]
  readonly tasks: number[]
}

// Widgets go through the courses of months: no closures here, and few objects.
const COURSE = hashText('course')
const USER_SIDE = 1
const AGENT_SIDE = 2

/** The course of a session, drawn so that it has just the messages, user messages and tasks of the day's columns. */
export function courseOf(day: Day, row: number): Course {
  const draw = rowStream(day.bot.salt, day.number, row, COURSE)
  const columns = day.columns(row, row + 1)
  const flags = columns.flags[row]!
  const messages = columns.messages[row]!
  const user = columns.userMessages[row]!
  const wanted = columns.tasks[row]!
  const intents = intentsOf(day, columns.intent[row]!, wanted, draw)
  if ((flags & INTERACTIVE) === 0) return notice(day, row, flags, messages, intents)
  const kind = flags & CONTAINMENT
  const taken = kind === AGENT && (flags & TAKEN) !== 0
  const handover = kind === AGENT ? day.handoverOf(row).at : -1
  const botPart = handover >= 0 ? handover + 1 : messages
  const agentPart = messages - botPart
  const botUsers = handover >= 0 ? usersBefore(user, handover, agentPart, taken, messages) : user
  const ending = endingOf(kind, taken, wanted, botPart - botUsers < botUsers + 1, draw)
  const plan = planTurns(day, row, intents, botUsers, ending, draw)
  const answers = shareAnswers(botPart - botUsers, botUsers, ending, handover >= 0, draw)
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
    if (taken) agentTurns(turns, sides, at, user - botUsers, draw)
    else waitInQueue(turns, sides, user - botUsers)
  }
  return { sides, turns, tasks: tasksOf(turns, intents, ending, messages, draw), handover, ending }
}

/** Only the bot speaks: a welcome nobody answered, or a notification. */
function notice(day: Day, row: number, flags: number, messages: number, intents: readonly number[]): Course {
  const handover = (flags & CONTAINMENT) === AGENT ? day.handoverOf(row).at : -1
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
    if (i > 0 && intent === intents[i - 1] && shares.length > 1) intent = (intent + 1) % shares.length
    intents.push(intent)
  }
  return intents
}

/** How many of the user's messages come before the hand-over. */
function usersBefore(user: number, handover: number, after: number, taken: boolean, messages: number): number {
  // Who waits for a human in vain may say one word more.
  const mostAfter = taken ? after >> 1 : after > 1 ? 1 : 0
  const wanted = Math.round((user * handover) / Math.max(1, messages - 1))
  const least = Math.max(1, user - mostAfter)
  return Math.min(user, handover + 1, Math.max(least, Math.min(wanted, Math.max(1, handover >> 1))))
}

function endingOf(kind: number, taken: boolean, tasks: number, short: boolean, draw: Stream): Ending {
  const x = draw()
  if (kind === AGENT) return taken ? 'agentClosed' : 'queueAbandoned'
  if (kind !== DROP_OFF) return 'resolved'
  if (short || x < 0.1) return 'noAnswer'
  if (tasks === 0) return x < 0.6 ? 'notUnderstood' : 'left'
  return x < 0.35 ? 'notUnderstood' : x < 0.6 ? 'failed' : 'left'
}

/** What each of the user's turns before a hand-over is about. */
function planTurns(
  day: Day,
  row: number,
  intents: readonly number[],
  count: number,
  ending: Ending,
  draw: Stream,
): Plan {
  const plan: Plan = { kinds: [], tasks: [] }
  const closing = closingKind(ending, count, intents.length, draw)
  const open = closing === undefined ? count : count - 1
  const fits = Math.min(intents.length, open)
  let free = open - fits
  if (fits === 0) for (; free > 0; free--) add(plan, asideKind(draw), -1)
  for (let task = 0; task < fits; task++) {
    const left = fits - task
    const mine = left === 1 ? free : Math.min(free, Math.round((free / left) * (0.6 + 0.8 * draw())))
    free -= mine
    add(plan, 'ask', task)
    let slots = mine > 0 ? questions(day, row, intents[task]!) : 0
    let afterAside = false
    for (let i = 0; i < mine; i++) {
      // Two asides in a row would read as a stutter, so there is one to a task at most.
      if (draw() < 0.12 && !afterAside) {
        add(plan, asideKind(draw), task)
        afterAside = true
      } else if (slots > 0) {
        add(plan, 'slot', task)
        slots--
      } else add(plan, 'followUp', task)
    }
  }
  if (closing !== undefined) {
    add(plan, closing, closing === 'handover' || closing === 'notUnderstood' ? fits - 1 : -1)
  }
  return plan
}

function add(plan: Plan, kind: Kind, task: number): void {
  plan.kinds.push(kind)
  plan.tasks.push(task)
}

function closingKind(ending: Ending, count: number, tasks: number, draw: Stream): Kind | undefined {
  const x = draw()
  if (ending === 'agentClosed' || ending === 'queueAbandoned') return 'handover'
  if (count <= tasks) return undefined
  if (ending === 'resolved') return x < 0.8 || tasks === 0 ? 'close' : undefined
  return ending === 'notUnderstood' ? 'notUnderstood' : undefined
}

function asideKind(draw: Stream): Kind {
  return draw() < 0.6 ? 'notUnderstood' : 'smallTalk'
}

/** Questions the bot has for an intent, in the language of the session. */
function questions(day: Day, row: number, intent: number): number {
  const texts = day.bot.pack.intents[intent]?.texts
  const own = texts?.[day.languageOf(row)] ?? texts?.en
  return own?.questions.length ?? 0
}

/** Bot messages of the opening and of each turn: one each where there are enough, the rest here and there. */
function shareAnswers(bots: number, turns: number, ending: Ending, handover: boolean, draw: Stream): number[] {
  const answers: number[] = []
  for (let i = 0; i <= turns; i++) answers.push(0)
  let left = bots
  const silent = ending === 'noAnswer' ? turns : -1
  if (handover && left > 0) {
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
function agentTurns(turns: Turn[], sides: Uint8Array, from: number, users: number, draw: Stream): void {
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

function tasksOf(
  turns: readonly Turn[],
  intents: readonly number[],
  ending: Ending,
  messages: number,
  draw: Stream,
): Task[] {
  const tasks: Task[] = []
  // Turns of a task stand together: one walk through all of them.
  let turn = 0
  for (let i = 0; i < intents.length; i++) {
    let done = -1
    let last = -1
    for (; turn < turns.length; turn++) {
      const { kind, task, last: end } = turns[turn]!
      if (task > i) break
      if (task !== i) continue
      last = end
      if (kind === 'ask' || kind === 'slot') done = end
    }
    const end = done >= 0 ? done : messages - 1
    const outcome = outcomeOf(i === intents.length - 1, ending, draw())
    const endedBy = outcome === 'open' && last >= 0 ? last : end
    tasks.push({ intent: intents[i]!, outcome, endedBy })
  }
  return tasks
}

function outcomeOf(isLast: boolean, ending: Ending, x: number): Task['outcome'] {
  if (!isLast) return x < 0.93 ? 'success' : 'failed'
  if (ending === 'resolved') return 'success'
  if (ending === 'failed') return 'failed'
  return (ending === 'agentClosed' || ending === 'queueAbandoned') && x < 0.55 ? 'failed' : 'open'
}

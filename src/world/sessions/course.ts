import { AGENT, CONTAINMENT, DROP_OFF, INTERACTIVE, TAKEN } from '../columns/flags.ts'
import type { Day } from '../day.ts'
import { indexOf, type Stream, stream } from '../random.ts'
import { indexIn } from './timeline.ts'
import type { Task, Timeline, Turn } from './types.ts'

/** A timeline without its times: who speaks, in which turns, about which tasks. */
export type Course = Omit<Timeline, 'times'>

type Kind = Turn['kind']

interface Plan {
  readonly kind: Kind
  readonly task: number
}

const BOT_SIDE = 0
const USER_SIDE = 1
const AGENT_SIDE = 2

/** The course of a session, drawn so that it has just the messages, user messages and tasks of the day's columns. */
export function courseOf(day: Day, row: number): Course {
  const draw = stream(day.bot.key, day.number, row, 'course')
  const flags = day.flags[row] as number
  const messages = day.messages[row] as number
  const user = day.userMessages[row] as number
  const wanted = day.tasks[row] as number
  const intents = intentsOf(day, row, wanted, draw)
  if ((flags & INTERACTIVE) === 0) return notice(day, row, flags, messages, intents)
  const kind = flags & CONTAINMENT
  const taken = kind === AGENT && (flags & TAKEN) !== 0
  const handover = kind === AGENT ? (day.agents.at[indexIn(day.agents.rows, row)] as number) : -1
  const botPart = handover >= 0 ? handover + 1 : messages
  const agentPart = messages - botPart
  const botUsers = handover >= 0 ? usersBefore(user, handover, agentPart, taken, messages) : user
  const ending = endingOf(kind, taken, wanted, botPart - botUsers < botUsers + 1, draw)
  const plans = planTurns(day, row, intents, botUsers, ending, draw)
  const answers = shareAnswers(botPart - botUsers, botUsers, ending, handover >= 0, draw)
  const sides = new Uint8Array(messages)
  const turns: Turn[] = []
  let at = 0
  const speak = (side: number, count: number) => {
    for (let i = 0; i < count; i++) sides[at++] = side
  }
  const opening = answers[0] as number
  if (opening > 0) {
    speak(BOT_SIDE, opening)
    turns.push({ kind: 'opening', task: -1, first: 0, last: at - 1 })
  }
  plans.forEach((plan, i) => {
    const first = at
    speak(USER_SIDE, 1)
    speak(BOT_SIDE, answers[i + 1] as number)
    turns.push({ ...plan, first, last: at - 1 })
  })
  if (agentPart > 0) speakAgentPart(turns, speak, () => at, agentPart, user - botUsers, taken, draw)
  const tasks = intents.map((intent, i) => taskOf(turns, i, intent, intents.length, ending, messages, draw))
  return { sides, turns, tasks, handover, ending }
}

/** Only the bot speaks: a welcome nobody answered, or a notification. */
function notice(day: Day, row: number, flags: number, messages: number, intents: readonly number[]): Course {
  const at = (flags & CONTAINMENT) === AGENT ? (day.agents.at[indexIn(day.agents.rows, row)] as number) : -1
  const sides = new Uint8Array(messages)
  if ((flags & TAKEN) !== 0 && at >= 0) sides.fill(AGENT_SIDE, at + 1)
  const last = messages - 1
  return {
    sides,
    turns: [{ kind: 'opening', task: -1, first: 0, last }],
    tasks: intents.map(intent => ({ intent, outcome: 'success' as const, endedBy: last })),
    handover: at,
    ending: 'notified',
  }
}

function intentsOf(day: Day, row: number, wanted: number, draw: Stream): number[] {
  const intents: number[] = []
  const shares = day.bot.intentShares
  for (let i = 0; i < wanted; i++) {
    let intent = i === 0 ? (day.intent[row] as number) : indexOf(shares, draw())
    if (i > 0 && intent === intents[i - 1] && shares.length > 1) intent = (intent + 1) % shares.length
    intents.push(intent)
  }
  return intents
}

/** How many of the user's messages come before the hand-over. */
function usersBefore(user: number, handover: number, after: number, taken: boolean, messages: number): number {
  const mostAfter = taken ? after >> 1 : 0
  const wanted = Math.round((user * handover) / Math.max(1, messages - 1))
  const least = Math.max(1, user - mostAfter)
  return Math.min(user, handover + 1, Math.max(least, Math.min(wanted, Math.max(1, handover >> 1))))
}

function endingOf(kind: number, taken: boolean, tasks: number, short: boolean, draw: Stream): Timeline['ending'] {
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
  ending: Timeline['ending'],
  draw: Stream,
): Plan[] {
  const closing = closingKind(ending, count, intents.length, draw)
  const plans: Plan[] = []
  let free = count - intents.length - (closing === undefined ? 0 : 1)
  const fits = free >= 0 ? intents.length : count - (closing === undefined ? 0 : 1)
  free = Math.max(0, free)
  if (fits === 0) for (let i = count - (closing === undefined ? 0 : 1); i > 0; i--) plans.push(aside(draw, -1))
  for (let task = 0; task < fits; task++) {
    const left = fits - task
    const mine = left === 1 ? free : Math.min(free, Math.round((free / left) * (0.6 + 0.8 * draw())))
    free -= mine
    plans.push({ kind: 'ask', task })
    let slots = questions(day, row, intents[task] as number)
    let asides = 0
    for (let i = 0; i < mine; i++) {
      const x = draw()
      // Two asides in a row would read as a stutter.
      if (x < 0.12 && asides === 0) {
        plans.push(aside(draw, task))
        asides++
      } else if (slots > 0) {
        plans.push({ kind: 'slot', task })
        slots--
        asides = 0
      } else {
        plans.push({ kind: 'followUp', task })
        asides = 0
      }
    }
  }
  if (closing !== undefined) {
    const task = closing === 'handover' || closing === 'notUnderstood' ? fits - 1 : -1
    plans.push({ kind: closing, task })
  }
  return plans
}

function closingKind(ending: Timeline['ending'], count: number, tasks: number, draw: Stream): Kind | undefined {
  const x = draw()
  if (ending === 'agentClosed' || ending === 'queueAbandoned') return 'handover'
  if (count <= tasks) return undefined
  if (ending === 'resolved') return x < 0.8 || tasks === 0 ? 'close' : undefined
  return ending === 'notUnderstood' ? 'notUnderstood' : undefined
}

function aside(draw: Stream, task: number): Plan {
  return { kind: draw() < 0.6 ? 'notUnderstood' : 'smallTalk', task }
}

/** Questions the bot has for an intent, in the language of the session. */
function questions(day: Day, row: number, intent: number): number {
  const texts = day.bot.pack.intents[intent]?.texts
  const own = texts?.[day.languageOf(row)] ?? texts?.en
  return own?.questions.length ?? 0
}

/** Bot messages of the opening and of each turn: one each where there are enough, the rest here and there. */
function shareAnswers(
  bots: number,
  turns: number,
  ending: Timeline['ending'],
  handover: boolean,
  draw: Stream,
): number[] {
  const answers = new Array<number>(turns + 1).fill(0)
  let left = bots
  const give = (i: number) => {
    if (left <= 0) return
    answers[i] = (answers[i] as number) + 1
    left--
  }
  const silent = ending === 'noAnswer' ? turns : -1
  if (handover) give(turns)
  give(0)
  for (let i = 1; i <= turns; i++) if (i !== silent && !(handover && i === turns)) give(i)
  while (left > 0) {
    const x = draw()
    let i = x < 0.3 && (answers[0] as number) < 3 ? 0 : Math.floor(draw() * (turns + 1))
    if (i === silent) i = 0
    give(i)
  }
  return answers
}

/** After the hand-over: the human greets, then they take turns; without a human the bot asks for patience. */
function speakAgentPart(
  turns: Turn[],
  speak: (side: number, count: number) => void,
  position: () => number,
  count: number,
  users: number,
  taken: boolean,
  draw: Stream,
): void {
  if (!taken) {
    const handover = turns.pop() as Turn
    speak(BOT_SIDE, count)
    turns.push({ ...handover, last: position() - 1 })
    return
  }
  const answers = new Array<number>(users + 1).fill(0)
  let left = count - users
  for (let i = 0; i <= users && left > 0; i++, left--) answers[i] = 1
  while (left > 0) {
    const i = Math.floor(draw() * (users + 1))
    answers[i] = (answers[i] as number) + 1
    left--
  }
  for (let i = 0; i <= users; i++) {
    const first = position()
    if (i > 0) speak(USER_SIDE, 1)
    speak(AGENT_SIDE, answers[i] as number)
    if (position() > first) turns.push({ kind: 'agent', task: -1, first, last: position() - 1 })
  }
}

function taskOf(
  turns: readonly Turn[],
  task: number,
  intent: number,
  count: number,
  ending: Timeline['ending'],
  messages: number,
  draw: Stream,
): Task {
  const x = draw()
  let done = -1
  let last = -1
  for (const turn of turns) {
    if (turn.task !== task) continue
    last = turn.last
    if (turn.kind === 'ask' || turn.kind === 'slot') done = turn.last
  }
  const end = done >= 0 ? done : messages - 1
  if (task < count - 1) return { intent, outcome: x < 0.93 ? 'success' : 'failed', endedBy: end }
  if (ending === 'resolved') return { intent, outcome: 'success', endedBy: end }
  const failed = ending === 'failed' || ((ending === 'agentClosed' || ending === 'queueAbandoned') && x < 0.55)
  return failed
    ? { intent, outcome: 'failed', endedBy: end }
    : { intent, outcome: 'open', endedBy: last >= 0 ? last : end }
}

import { cachePerOwner } from '../../memory/belongings.ts'
import { type ChannelProfile, EMAIL, PROFILES } from '../channels.ts'
import type { HumanPart } from '../columns/human-part.ts'
import { moodOf } from '../dialogue/manner.ts'
import { hashText, normalAt, rowStream, type Stream } from '../random.ts'
import type { Act, SpeechLine } from '../talk/acts.ts'
import { beginsLine, sideIn } from '../talk/draft.ts'
import { gapBefore, isLookedUp } from '../talk/timing.ts'
import { waitTimes } from '../talk/wait-times.ts'
import type { Bot, Day } from '../types.ts'
import { type Course, courseOf, endingOf, sidesOf, takeOversOf, tasksOf } from './course.ts'
import { AGENT_SIDE, BOT_SIDE, USER_SIDE } from './sides.ts'
import type { Task, Timeline } from './types.ts'

const GAPS_OF = hashText('gaps')
/**
 * Bytes of a timeline, and for each of its messages with its acts and words, about. The budget has room for some hundred, as a page
 * often looks at the same session several times. To keep more costs more than to make them again: what is kept for
 * long is copied into V8's old generation.
 */
const TIMELINE_BYTES = 700
const MESSAGE_BYTES = 400

/** The timelines made last. */
const keptOf = cachePerOwner<number, Timeline>('timelines')

/** ms before another agent takes over within which the one who leaves says so. */
const BEFORE_TRANSFER = 12_000

/** The course of a session with its times: the final truth, whatever "now" is. Agrees with the day's columns. */
export function timelineOf(bot: Bot, day: number, row: number): Timeline {
  const mine = keptOf(bot)
  const key = day * 0x1000000 + row
  const known = mine.get(key)
  if (known !== undefined) return known
  const made = makeTimeline(bot.day(day), row)
  mine.set(key, made, TIMELINE_BYTES + MESSAGE_BYTES * made.times.length)
  return made
}

/** The task that a message is about; undefined for one about none. */
export function taskAt({ lines, tasks }: Timeline, message: number): Task | undefined {
  return tasks[lines[message]!.acts.find(act => act.task >= 0)?.task ?? -1]
}

/** Number of messages with a time at or before `now`. */
export function messagesAt(timeline: Timeline, now: number): number {
  const { times } = timeline
  let n = times.length
  while (n > 0 && times[n - 1]! > now) n--
  return n
}

/** Index of the message that begins a task: its `ask`. More tasks than are asked for (a pin may say so) begin with the last of them. */
export function taskBegin({ lines }: Timeline, task: number): number {
  let last = 0
  for (const [message, { acts }] of lines.entries()) {
    for (const act of acts) {
      if (act.kind !== 'ask') continue
      if (act.task === task) return message
      last = message
    }
  }
  return last
}

function makeTimeline(day: Day, row: number): Timeline {
  const course = courseOf(day, row)
  return {
    times: course.bot.script?.times.map(time => day.startOf(row) + time) ?? timesOf(day, row, course),
    sides: sidesOf(course),
    lines: linesOf(day, row, course),
    tasks: tasksOf(course),
    matter: course.bot.intent,
    handover: course.handedOver?.at ?? -1,
    takeOvers: takeOversOf(course),
    ending: endingOf(course),
    words: { said: undefined, saidLate: undefined, texts: undefined },
  }
}

const isEmpathy = ({ kind }: Act): boolean => kind === 'empathy'

/** The acts by line: an agent feels with those alone who are annoyed, which plans do not know. */
function linesOf(day: Day, row: number, { draft, bot }: Course): readonly SpeechLine[] {
  const lines = draft.toLines()
  if (bot.script !== undefined || moodOf(day.bot, day.number, row) === 'annoyed') return lines
  return lines.map(line =>
    line.acts.some(isEmpathy) ? { ...line, acts: line.acts.filter(act => !isEmpathy(act)) } : line,
  )
}

function timesOf(day: Day, row: number, course: Course): number[] {
  const start = day.startOf(row)
  const talk = day.talkOf(row)
  const clock = new LineClock(course, start, rowStream(day.bot.salt, day.number, row, GAPS_OF))
  const { handedOver, botLines, waitLines } = course
  if (handedOver === undefined) {
    clock.fill(botLines, start + talk)
    return clock.times
  }
  const { handover, answered, outcome, parts } = handedOver
  clock.fill(botLines, start + handover)
  const wait = { medium: course.bot.medium, wait: answered - handover, outcome }
  const { acts } = course.draft
  for (const at of waitTimes(acts, course.botActs, course.waitActs, wait)) clock.add(start + handover + at)
  const begins = [waitLines, ...takeOversOf(course)]
  const last = course.draft.lines
  for (const [i, line] of begins.entries()) {
    const part = parts[i]
    if (part === undefined || line >= last) break
    clock.wait(start + part.begin)
    const next = i + 1 < begins.length ? parts[i + 1] : undefined
    if (next === undefined) clock.finish(start + finalWordOf(part.end, answered, course.human!), start + talk)
    else
      clock.fill(
        begins[i + 1]!,
        start + next.begin - Math.min(BEFORE_TRANSFER, Math.floor((next.begin - part.begin) / 4)),
      )
  }
  return clock.times
}

/** When the last human says his last word, ms from the start: some time before he closes it, if there is any. */
function finalWordOf(end: number, answered: number, { close, messages }: HumanPart): number {
  return Math.max(end - close, Math.min(end, answered + messages))
}

/** Gives lines their times, one run after the other. */
class LineClock {
  readonly times: number[]
  readonly #acts: readonly number[]
  readonly #profile: ChannelProfile
  readonly #isMail: boolean
  readonly #lines: number
  readonly #draw: Stream
  /** Act with which the line to be timed next begins, and that of the line before it. */
  #act: number
  #line = 0
  /** When the run begins that has not begun with a line: somebody takes it, and speaks later. */
  #since: number | undefined

  constructor({ draft, bot }: Course, start: number, draw: Stream) {
    this.times = [start]
    this.#acts = draft.acts
    this.#profile = PROFILES[bot.medium]!
    this.#isMail = bot.medium === EMAIL && bot.fixedMessages === undefined
    this.#lines = draft.lines
    this.#draw = draw
    this.#act = this.#after(0)
  }

  /** The next line is at an instant, or as soon after the one before as can be. */
  add(time: number): void {
    this.times.push(Math.max(time, this.times.at(-1)! + 1))
    this.#line = this.#act
    this.#act = this.#after(this.#act)
  }

  /** What follows is said by somebody who begins at an instant. */
  wait(time: number): void {
    this.#since = time
  }

  /** The lines of the humans' part that are left: the last of them at `end`; an e-mail is answered later. */
  finish(end: number, talk: number): void {
    if (!this.#isMail) {
      this.fill(this.#lines, talk)
      return
    }
    this.add(Math.min(end, talk))
    if (this.times.length < this.#lines) this.fill(this.#lines, talk)
  }

  /** Lines up to `until` - 1, the last of them at `end`: believable gaps, stretched to fit; where that is enough, those of one kind alone. */
  fill(until: number, end: number): void {
    const from = this.times.length
    const steps = until - from
    const begin = Math.max(this.#since ?? 0, this.times[from - 1]!)
    const isFresh = this.#since !== undefined
    this.#since = undefined
    if (steps <= 0) return
    const firstAct = this.#act
    const sums: GapsByKind = { customer: 0, lookedUp: 0, others: 0 }
    // First the gaps themselves, then in their places the times that follow from all of them.
    for (let i = 0; i < steps; i++) {
      const kind = gapKindOf(this.#acts[this.#act]!)
      const gap = this.#gap(isFresh && i === 0)
      this.times.push(gap)
      sums[kind] += gap
    }
    // One ms a step is set aside, so that no two messages share one when there is room for it.
    const tick = end - begin >= steps ? 1 : 0
    const factors = stretch(Math.max(0, end - begin - steps), sums, this.#profile.isSpoken)
    let act = firstAct
    let sum = 0
    for (let i = 1; i <= steps; i++) {
      sum += this.times[from + i - 1]! * factors[gapKindOf(this.#acts[act]!)]
      this.times[from + i - 1] = begin + i * tick + Math.floor(sum)
      act = this.#after(act)
    }
    this.times[until - 1] = Math.max(end, begin + steps * tick)
  }

  /** The gap before the next line, and on to the one after it. */
  #gap(isFirst: boolean): number {
    const act = this.#acts[this.#act]!
    const { gaps, spread } = this.#profile
    const gap = isFirst ? gaps[BOT_SIDE]![AGENT_SIDE]! : gapBefore(this.#acts, this.#line, this.#act, this.#profile)
    this.#line = this.#act
    this.#act = this.#after(this.#act)
    return gap * Math.exp(spread[sideIn(act)]! * normalAt(this.#draw()))
  }

  /** The act with which the line after that of an act begins. */
  #after(act: number): number {
    let next = act + 1
    while (next < this.#acts.length && !beginsLine(this.#acts[next]!)) next++
    return next
  }
}

/** Something for each kind of gap: before the customer's lines, before what was looked up, before all others. */
interface GapsByKind {
  customer: number
  lookedUp: number
  others: number
}

/** The kind of the gap before a line, by its first act. */
function gapKindOf(act: number): keyof GapsByKind {
  if (sideIn(act) === USER_SIDE) return 'customer'
  return isLookedUp(act) ? 'lookedUp' : 'others'
}

/** Looking something up takes so many times as long at most, or at least, before others change their pace too. */
const MOST_LOOKED_UP = 3
/** So does the customer who writes. */
const MOST_STRETCHED = 5

/** Factors by which gaps with these sums take `room` ms. */
function stretch(room: number, { customer, lookedUp, others }: GapsByKind, isSpoken: boolean): Readonly<GapsByKind> {
  const looking = (room - customer - others) / lookedUp
  if (isWithin(looking, MOST_LOOKED_UP)) return { customer: 1, lookedUp: looking, others: 1 }
  const alone = (room - lookedUp - others) / customer
  // Who speaks cannot be hurried: the line before has to be heard.
  if (!isSpoken && isWithin(alone, MOST_STRETCHED)) return { customer: alone, lookedUp: 1, others: 1 }
  const all = room / (customer + lookedUp + others)
  return { customer: all, lookedUp: all, others: all }
}

function isWithin(factor: number, most: number): boolean {
  return factor > 1 / most && factor < most
}

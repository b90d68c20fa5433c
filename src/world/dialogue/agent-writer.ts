import { SINGLE } from '../columns/flags.ts'
import { segmentsOf } from '../sessions/segments.ts'
import type { Timeline } from '../sessions/types.ts'
import type { IntentTexts } from '../spec.ts'
import type { Exchange, Words } from './phrasebook.ts'
import { type Agent, agentFor } from './staff.ts'
import { plainOf, statementsOf, wordingsOf } from './template.ts'

/** Exchanges on other questions between two on the matter itself. */
const FILLERS = 5

/** Address of a session whose human part is written. */
export interface Place {
  readonly day: number
  readonly row: number
  readonly flags: number
}

/** Writes what follows the hand-over to humans: greeting by name, work on that very matter, good-bye. */
export class AgentPart {
  readonly #words: Words
  readonly #timeline: Timeline
  readonly #place: Place
  readonly #task: number
  /** Instants at which another agent takes over, ms. */
  readonly #changes: readonly number[]
  /** Lines of the exchange under way, agent first, and the next of them. */
  #lines: readonly (() => string)[] = []
  #at = 0
  #exchanges = 0
  #fillers = FILLERS
  #answer: Exchange | undefined

  constructor(words: Words, timeline: Timeline, place: Place) {
    this.#words = words
    this.#timeline = timeline
    this.#place = place
    this.#task = lastTask(timeline)
    this.#changes = changesOf(words, timeline, place)
  }

  /** Puts the texts of all messages after the hand-over into `out`. */
  write(out: string[]): void {
    const words = this.#words
    const { sides, times, handover } = this.#timeline
    const last = sides.length - 1
    let agents = 0
    let users = 0
    for (let m = handover + 1; m <= last; m++) {
      if (sides[m] === 2) agents++
      else users++
    }
    const all = { agents, users }
    let part = -1
    words.about(this.#task)
    for (let m = handover + 1; m <= last; m++) {
      words.message = m
      if (sides[m] === 2) {
        agents--
        const now = countUpTo(this.#changes, times[m]!)
        const isNew = now !== part
        if (isNew) words.agent = agentFor(words.bot, this.#place.day, this.#place.row, now).firstName
        part = now
        const isHeld = sides[m + 1] === 2
        out[m] = this.#agent(isNew, agents, users, all.agents === 1, isHeld)
      } else {
        users--
        out[m] = this.#user(agents, users, all)
      }
      words.last = out[m]!
    }
  }

  /**
   * @param agents, users messages of each that are still to come
   * @param isHeld the next message is the agent's as well, so a question had better wait for it
   */
  #agent(isNew: boolean, agents: number, users: number, isOnly: boolean, isHeld: boolean): string {
    const words = this.#words
    const { phrases } = words
    const answer = this.#answer
    this.#answer = undefined
    if (isNew) {
      const greeting = words.phrase(phrases.agentGreeting, words.isOfQueue(this.#task) ? undefined : 'queue')
      // What was asked of the agent before is not left without an answer.
      if (answer !== undefined) return `${greeting} ${answer.answer()}`
      return isOnly ? `${greeting} ${this.#solution()}` : greeting
    }
    if (agents === 0 && users === 0) {
      const closing = words.phrase(phrases.agentClosing)
      if (answer !== undefined) return `${answer.answer()} ${closing}`
      // What is left of the matter goes before the good-bye.
      return this.#isSolved() ? closing : `${this.#solution()} ${closing}`
    }
    if (answer !== undefined) return answer.answer()
    if (this.#at < this.#lines.length) {
      const isAnswered = this.#at < this.#lines.length - 1
      if (this.#at % 2 === 0 && !(isAnswered && isHeld && agents > 1)) return this.#next()
      return words.phrase(phrases.agentProgress)
    }
    const isNearEnd = agents === 0 || (agents === 1 && users <= 1)
    if (isNearEnd && this.#exchanges > 0) return words.phrase(phrases.agentElse)
    if (isHeld && agents > 1 && this.#fillers >= FILLERS) return words.phrase(phrases.agentProgress)
    if (agents >= 1 && users >= 1 && this.#begins(agents, users)) return this.#next()
    if (this.#exchanges === 0) return this.#solution()
    return words.phrase(this.#fillers === 0 && !isHeld ? phrases.agentElse : phrases.agentProgress)
  }

  #user(agents: number, users: number, all: { readonly agents: number; readonly users: number }): string {
    const words = this.#words
    const { phrases } = words
    const isGoodbye = users === 0 && agents <= 1 && all.agents > 1
    if (isGoodbye && this.#isSolved()) {
      this.#at = this.#lines.length
      return words.phrase(phrases.thanks)
    }
    if (this.#at < this.#lines.length && this.#at % 2 === 1) return this.#next()
    const isFree = this.#at >= this.#lines.length && this.#exchanges > 0
    if (isFree && agents >= 1 && this.#fillers < FILLERS) {
      this.#fillers++
      const own = words.texts(this.#task).followUps
      this.#answer = this.#fillers % 3 === 0 ? words.pair(own, true) : words.pair(phrases.agentFiller)
      return this.#answer.user()
    }
    return words.phrase(phrases.patient)
  }

  /** Begins the next exchange on the matter when it is time for one; the first with what nobody has asked yet. */
  #begins(agents: number, users: number): boolean {
    if (this.#fillers < FILLERS) return false
    const words = this.#words
    const { agent } = words.texts(this.#task)
    const exchange = agent[(words.first(agent.length) + this.#exchanges) % agent.length]!
    const lines = wordingsOf(exchange).items.map(template => () => words.line(template))
    const questions = this.#exchanges === 0 && users > 0 ? this.#open() : []
    if (questions.length > 0) {
      // Where there is little room, it is done without asking further.
      if (agents < 2 || users < 2) lines.splice(0, lines.length, () => words.own(words.texts(this.#task).done))
      lines.unshift(
        () => questions.map(({ bot }) => words.own(plainOf(bot))).join(' '),
        () => questions.map(({ user }) => words.own(statementsOf(user))).join(' '),
      )
    }
    this.#lines = lines
    this.#at = 0
    this.#exchanges++
    this.#fillers = 0
    return true
  }

  #next(): string {
    return this.#lines[this.#at++]!()
  }

  /** The agent's last line of an exchange: by then the matter is settled. */
  #solution(): string {
    if (this.#exchanges === 0) {
      this.#fillers = FILLERS
      this.#begins(0, 0)
    }
    const line = this.#lines[this.#lastOwn()]!
    this.#at = this.#lines.length
    return line()
  }

  /** The agent's last line of the exchange under way: the even ones are his. */
  #lastOwn(): number {
    const last = this.#lines.length - 1
    return last % 2 === 0 ? last : last - 1
  }

  /** Questions of the matter that the customer has not answered so far. */
  #open(): IntentTexts['questions'] {
    const { tasks } = this.#timeline
    // What the bot did or tried to do it knew everything about.
    return this.#task >= 0 && tasks[this.#task]?.outcome !== 'open' ? [] : this.#words.untold(this.#task)
  }

  /** Whether the agent has said all of his lines of the exchange under way. */
  #isSolved(): boolean {
    return this.#exchanges > 0 && this.#at > this.#lastOwn()
  }
}

/** The agent who has the last word in a timeline; undefined when nobody took it. */
export function agentAt(words: Words, timeline: Timeline, place: Place): Agent | undefined {
  if (timeline.handover < 0 || !timeline.sides.includes(2)) return undefined
  const last = timeline.times[timeline.sides.lastIndexOf(2)]!
  return agentFor(words.bot, place.day, place.row, countUpTo(changesOf(words, timeline, place), last))
}

function changesOf(words: Words, timeline: Timeline, { day, row, flags }: Place): readonly number[] {
  const { times, handover } = timeline
  const { bot } = words
  const pin = bot.day(day).pins.get(row)?.spec
  const start = times[handover]!
  const end = times[times.length - 1]!
  const isUndivided = (flags & SINGLE) !== 0
  const segments = segmentsOf({ bot, day, row, isUndivided, start, end, pin }, () => timeline)
  return segments.slice(1).map(segment => segment.start)
}

function countUpTo(ascending: readonly number[], limit: number): number {
  let count = 0
  for (const instant of ascending) if (limit >= instant) count++
  return count
}

/** The task in hand when a human takes over, -1 when there was none. */
function lastTask(timeline: Timeline): number {
  let task = -1
  for (const turn of timeline.turns) if (turn.task >= 0 && turn.first <= timeline.handover) task = turn.task
  return task
}

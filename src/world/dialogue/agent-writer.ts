import { SINGLE } from '../columns/flags.ts'
import { divideIntoSegments } from '../sessions/segments.ts'
import { AGENT_SIDE, messagesOf } from '../sessions/sides.ts'
import type { Timeline } from '../sessions/types.ts'
import type { LinePair, Phrasebook, Question } from './phrasebook.ts'
import { type Agent, agentFor } from './staff.ts'
import { plainOf, statementsOf } from './wordings.ts'

/** Questions beside the matter between two exchanges on the matter itself. */
const ASIDES = 5

/** Where a session is, and the flags of its row. */
export interface SessionPlace {
  readonly day: number
  readonly row: number
  readonly flags: number
}

/** A message of the agents' part, by what is still to come after it. */
interface Moment {
  /** Messages of agents and of the customer that follow. */
  readonly agentsLeft: number
  readonly usersLeft: number
  /** The next message is the agent's as well, so a question had better wait for it. */
  readonly agentGoesOn: boolean
}

/** Writes what follows the hand-over to humans: greeting by name, work on that very matter, good-bye. */
export class AgentWriter {
  readonly #book: Phrasebook
  readonly #timeline: Timeline
  readonly #place: SessionPlace
  /** The task in hand at the hand-over; -1: none. */
  readonly #task: number
  /** Instants at which another agent takes over, ms UTC. */
  readonly #takeOvers: readonly number[]
  /** Messages of agents, all in all. */
  readonly #agentMessages: number
  /** Lines of the exchange under way, in turn of agent and customer, agent first; and the next of them. */
  #lines: readonly (() => string)[] = []
  #nextLine = 0
  #exchanges = 0
  #asides = ASIDES
  /** A question beside the matter that the agent has not answered yet. */
  #aside: LinePair | undefined

  constructor(book: Phrasebook, timeline: Timeline, place: SessionPlace) {
    this.#book = book
    this.#timeline = timeline
    this.#place = place
    this.#task = taskAtHandover(timeline)
    this.#takeOvers = takeOversIn(book, timeline, place)
    const { sides, handover } = timeline
    this.#agentMessages = messagesOf(AGENT_SIDE, sides, handover + 1, sides.length)
  }

  /** Puts the texts of all messages after the hand-over into `texts`. */
  write(texts: string[]): void {
    const book = this.#book
    const { sides, times, handover } = this.#timeline
    let agentsLeft = this.#agentMessages
    let usersLeft = sides.length - 1 - handover - agentsLeft
    let segment = -1
    book.setTask(this.#task)
    for (let message = handover + 1; message < sides.length; message++) {
      book.message = message
      const isAgents = sides[message] === AGENT_SIDE
      if (isAgents) agentsLeft--
      else usersLeft--
      const moment = { agentsLeft, usersLeft, agentGoesOn: sides[message + 1] === AGENT_SIDE }
      let text: string
      if (isAgents) {
        const current = countUpTo(this.#takeOvers, times[message]!)
        const isNewAgent = current !== segment
        if (isNewAgent) book.agentName = agentFor(book.bot, this.#place.day, this.#place.row, current).firstName
        segment = current
        text = this.#agentText(moment, isNewAgent)
      } else text = this.#userText(moment)
      texts[message] = book.lastText = text
    }
  }

  #agentText(moment: Moment, isNewAgent: boolean): string {
    const aside = this.#aside
    this.#aside = undefined
    if (isNewAgent) return this.#greeting(aside)
    if (moment.agentsLeft === 0 && moment.usersLeft === 0) return this.#closing(aside)
    if (aside !== undefined) return aside.other()
    return this.#nextLine < this.#lines.length ? this.#inExchange(moment) : this.#betweenExchanges(moment)
  }

  /** What was asked of the agent before is not left without an answer. */
  #greeting(aside: LinePair | undefined): string {
    const book = this.#book
    // The queue is that of the first task; about another one's matter it is better not named.
    const greeting = book.phrase(book.phrases.greet, book.isOfQueue(this.#task) ? undefined : 'queue')
    if (aside !== undefined) return `${greeting} ${aside.other()}`
    return this.#agentMessages === 1 ? `${greeting} ${this.#solution()}` : greeting
  }

  /** What is left of the matter goes before the good-bye. */
  #closing(aside: LinePair | undefined): string {
    const closing = this.#book.phrase(this.#book.phrases.closing)
    if (aside !== undefined) return `${aside.other()} ${closing}`
    return this.#isSolved() ? closing : `${this.#solution()} ${closing}`
  }

  #inExchange({ agentsLeft, agentGoesOn }: Moment): string {
    const isAgentsLine = this.#nextLine % 2 === 0
    const isToBeAnswered = this.#nextLine < this.#lines.length - 1
    const waits = isToBeAnswered && agentGoesOn && agentsLeft > 1
    return isAgentsLine && !waits ? this.#sayNextLine() : this.#book.phrase(this.#book.phrases.check)
  }

  #betweenExchanges({ agentsLeft, usersLeft, agentGoesOn }: Moment): string {
    const book = this.#book
    const { agentAnythingElse: agentElse, check: agentProgress } = book.phrases
    const isNearEnd = agentsLeft === 0 || (agentsLeft === 1 && usersLeft <= 1)
    if (isNearEnd && this.#exchanges > 0) return book.phrase(agentElse)
    const isTime = this.#asides >= ASIDES
    if (isTime && agentGoesOn && agentsLeft > 1) return book.phrase(agentProgress)
    if (isTime && agentsLeft >= 1 && usersLeft >= 1) {
      this.#beginExchange(agentsLeft, usersLeft)
      return this.#sayNextLine()
    }
    if (this.#exchanges === 0) return this.#solution()
    return book.phrase(this.#asides === 0 && !agentGoesOn ? agentElse : agentProgress)
  }

  #userText({ agentsLeft, usersLeft }: Moment): string {
    const book = this.#book
    const { phrases } = book
    const isGoodbye = usersLeft === 0 && agentsLeft <= 1 && this.#agentMessages > 1
    if (isGoodbye && this.#isSolved()) {
      this.#nextLine = this.#lines.length
      return book.phrase(phrases.thanks)
    }
    const isOver = this.#nextLine >= this.#lines.length
    if (!isOver && this.#nextLine % 2 === 1) return this.#sayNextLine()
    if (isOver && this.#exchanges > 0 && agentsLeft >= 1 && this.#asides < ASIDES) {
      this.#asides++
      const { followUps } = book.texts(this.#task)
      // Every third is about the matter's details, the others are what one may always ask.
      this.#aside = this.#asides % 3 === 0 ? book.intentPair(followUps) : book.pair(phrases.agentFollowUps)
      return this.#aside.user()
    }
    return book.phrase(phrases.patient)
  }

  /** Begins the next exchange on the matter; the first one with what nobody has asked yet. */
  #beginExchange(agentsLeft: number, usersLeft: number): void {
    const book = this.#book
    const { agent, done } = book.texts(this.#task)
    const { explain, react, resolve } = agent[(book.startIn(agent.length) + this.#exchanges) % agent.length]!
    const lines = [explain, react, resolve].map(list => () => book.intentPhrase(list))
    const questions = this.#exchanges === 0 && usersLeft > 0 ? this.#openQuestions() : []
    if (questions.length > 0) {
      // Where there is little room, it is done without asking further.
      if (agentsLeft < 2 || usersLeft < 2) lines.splice(0, lines.length, () => book.intentPhrase(done))
      lines.unshift(
        () => questions.map(({ bot }) => book.intentPhrase(plainOf(bot))).join(' '),
        () => questions.map(({ user }) => book.intentPhrase(statementsOf(user))).join(' '),
      )
    }
    this.#lines = lines
    this.#nextLine = 0
    this.#exchanges++
    this.#asides = 0
  }

  #sayNextLine(): string {
    return this.#lines[this.#nextLine++]!()
  }

  /** The agent's last line of an exchange: by then the matter is settled. */
  #solution(): string {
    if (this.#exchanges === 0) this.#beginExchange(0, 0)
    const line = this.#lines[this.#lastOfAgent()]!
    this.#nextLine = this.#lines.length
    return line()
  }

  /** Index of the agent's last line of the exchange under way: the even ones are his. */
  #lastOfAgent(): number {
    const last = this.#lines.length - 1
    return last % 2 === 0 ? last : last - 1
  }

  /** Questions of the matter that the customer has not answered so far. */
  #openQuestions(): readonly Question[] {
    const { tasks } = this.#timeline
    // What the bot did or tried to do it knew everything about.
    return this.#task >= 0 && tasks[this.#task]?.outcome !== 'open' ? [] : this.#book.openQuestions(this.#task)
  }

  /** Whether the agent has said all of his lines of the exchange under way. */
  #isSolved(): boolean {
    return this.#exchanges > 0 && this.#nextLine > this.#lastOfAgent()
  }
}

/** The agent who has the last word in a timeline; undefined when nobody took it. */
export function lastAgentIn(book: Phrasebook, timeline: Timeline, place: SessionPlace): Agent | undefined {
  if (timeline.handover < 0 || !timeline.sides.includes(AGENT_SIDE)) return undefined
  const last = timeline.times[timeline.sides.lastIndexOf(AGENT_SIDE)]!
  return agentFor(book.bot, place.day, place.row, countUpTo(takeOversIn(book, timeline, place), last))
}

/** Instants at which another agent takes over, ms UTC, ascending. */
function takeOversIn({ bot }: Phrasebook, timeline: Timeline, { day, row, flags }: SessionPlace): readonly number[] {
  const { times, handover } = timeline
  const pin = bot.day(day).pins.get(row)?.spec
  const start = times[handover]!
  const end = times[times.length - 1]!
  const isUndivided = (flags & SINGLE) !== 0
  const segments = divideIntoSegments({ bot, day, row, isUndivided, start, end, pin }, () => timeline)
  return segments.slice(1).map(segment => segment.start)
}

function countUpTo(ascending: readonly number[], limit: number): number {
  let count = 0
  for (const instant of ascending) if (limit >= instant) count++
  return count
}

/** The task in hand when a human takes over, -1 when there was none. */
function taskAtHandover({ turns, handover }: Timeline): number {
  return turns.findLast(({ task, first }) => task >= 0 && first <= handover)?.task ?? -1
}

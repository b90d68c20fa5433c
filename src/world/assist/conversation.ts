import type { Queue } from '../desk/queues.ts'
import type { Agent } from '../desk/staff.ts'
import { TAKEN_BY_HUMAN } from '../desk/types.ts'
import { agentFor, queueFor } from '../dialogue/staff.ts'
import { saidSinceHandover } from '../dialogue/write-dialogue.ts'
import { encodeCallId, encodeMessageId, encodeObjectId, uuidFor } from '../ids.ts'
import type { PackIntent } from '../pack.ts'
import { hash3, hashText } from '../random.ts'
import { divideIntoSegments, type Segment } from '../sessions/segments.ts'
import { sessionIdOf } from '../sessions/session.ts'
import { timelineOf } from '../sessions/timeline.ts'
import type { RowAddress, Timeline } from '../sessions/types.ts'
import { indexIn, lowerBound } from '../sorted.ts'
import type { SessionPin } from '../spec.ts'
import type { SpeechLine } from '../talk/acts.ts'
import type { SaidLine } from '../talk/said-line.ts'
import type { Bot, Day } from '../types.ts'
import { userIdOf } from '../users.ts'
import { type FiredRule, firedRules } from './rules.ts'

const PARTNER = hashText('partner')
const PARTNER_PERCENT = 4

/** How raw data names the channels of conversations; columns hold an index into this list. */
export const AGENT_CHANNELS = ['chat', 'voice', 'email'] as const
/** One of `AGENT_CHANNELS`. */
export type AgentChannel = (typeof AGENT_CHANNELS)[number]

/**
 * A conversation with human agents: what of a session comes after the hand-over. It is the final truth, whatever `now` is.
 * All but when it was is found out when it is asked for, as lists look at many conversations and show few. Instants are ms
 * UTC.
 */
export class Conversation implements RowAddress {
  readonly bot: Bot
  readonly day: number
  readonly row: number
  /** The hand-over message. */
  readonly start: number
  readonly pin: SessionPin | undefined
  readonly #source: Day
  #segments: readonly Segment[] | undefined
  #timeline: Timeline | undefined
  #convId: string | undefined
  #said: readonly SaidLine[] | undefined
  #firedRules: readonly FiredRule[] | undefined

  /** @param index of its row among the day's rows that were handed over */
  constructor(source: Day, index: number) {
    const { agents } = source
    const row = agents.rows[index]!
    const pin = source.pins.get(row)?.spec
    const pinnedStart = pin?.conversation?.startTime
    const sessionStart = source.startOf(row)
    this.#source = source
    this.bot = source.bot
    this.day = source.number
    this.row = row
    this.start = pinnedStart === undefined ? sessionStart + agents.handover[index]! : Date.parse(pinnedStart)
    this.pin = pin
  }

  /** The close of its session. */
  get end(): number {
    return this.#source.startOf(this.row) + this.#source.spanOf(this.row)
  }

  /** By start; at least one. */
  get segments(): readonly Segment[] {
    this.#segments ??= this.#divide()
    return this.#segments
  }

  #divide(): readonly Segment[] {
    const { bot, day, row, pin } = this
    const start = this.#source.startOf(row)
    const { parts } = this.#source.handoverOf(row)!
    return divideIntoSegments({ bot, day, row, start, parts, pins: pin?.segments })
  }

  get timeline(): Timeline {
    this.#timeline ??= timelineOf(this.bot, this.day, this.row)
    return this.#timeline
  }

  /** What a message after the hand-over says. */
  textOf(message: number): string {
    this.#said ??= saidSinceHandover(this.bot, this.day, this.row, this.timeline)
    return this.#said[message]!.text
  }

  /** Coaching rules that fire in it, by message. */
  get firedRules(): readonly FiredRule[] {
    if (this.#firedRules === undefined) {
      const { bot, day, row, timeline, language } = this
      const textOf = (message: number) => this.textOf(message)
      this.#firedRules = firedRules({ bot, day, row, timeline, textOf, language, isEmail: this.channel === 'email' })
    }
    return this.#firedRules
  }

  /** First part of the address of ids that are hashed from texts. */
  get address(): string {
    return `${this.day}/${this.row}`
  }

  /** ISO 639-1. */
  get language(): string {
    return this.bot.languages[this.#source.language[this.row]!]!
  }

  get channel(): AgentChannel {
    return agentChannel(this.bot, this.#source.channel[this.row]!)
  }

  /** The channel of its session, as getSessions has it. */
  get sessionChannel(): string {
    return this.bot.channels[this.#source.channel[this.row]!]!
  }

  /** The agents work in another firm's desktop: all of a bot's, or those of a partner who helps out (decision D321). */
  get isOtherDesktop(): boolean {
    const { bot, day, row } = this
    return !bot.spec.staff.desktop || hash3(bot.salt ^ PARTNER, day, row) % 100 < PARTNER_PERCENT
  }

  /** As conversation records name the channel: e-mail is written, hence chat. */
  get experience(): 'chat' | 'voice' {
    return this.channel === 'voice' ? 'voice' : 'chat'
  }

  /** Id of its session, as getSessions has it. */
  get sessionId(): string {
    return sessionIdOf(this.#source, this.row)
  }

  get userId(): string {
    return userIdOf(this.bot, this.#source.user[this.row]!)
  }

  /** `_id` of the conversation; its first 8 digits are the second of its start. */
  get recordId(): string {
    return this.pin?.conversation?._id ?? encodeObjectId(this.bot, 'conversation', this.#startSecond, this.row)
  }

  /** The customer's conversation id: like that of a telephony provider, and it leads back to the session. */
  get convId(): string {
    if (this.#convId === undefined) {
      const prefix = this.channel === 'voice' ? 'CA' : 'CH'
      this.#convId = this.pin?.conversation?.convId ?? encodeCallId(this.bot, prefix, this.#sessionSecond, this.row)
    }
    return this.#convId
  }

  /** Its session of Agent AI, of the same second. */
  get aaSessionId(): string {
    return encodeObjectId(this.bot, 'aaSession', this.#startSecond, this.row)
  }

  /** `ac-…` of a segment. */
  segmentId(index: number): string {
    const { bot, day, row, pin } = this
    return pin?.segments?.[index]?.segmentID ?? shortUuid('ac-', bot.key, day, row, 'segment', index)
  }

  /** `ms-…` of a message, as getMessages has it. */
  messageId(message: number): string {
    return encodeMessageId(this.bot, this.#sessionSecond, this.row, message)
  }

  /** The agent of a segment. */
  agentOf(segmentIndex: number): Agent {
    return agentFor(this.bot, this.day, this.row, segmentIndex)
  }

  /** The queue of a segment: the one handed over to, after a transfer the one passed on to. */
  queueOf(segmentIndex: number): Queue {
    return queueFor(this.bot, this.day, this.row, segmentIndex)
  }

  /** The channel of a segment: the scenario may have given it another than the conversation's. */
  channelOf(segmentIndex: number): AgentChannel {
    return this.pin?.segments?.[segmentIndex]?.channel ?? this.channel
  }

  /** The intent of the task in hand at a message, else what the customer came for. */
  intentAt(message: number): PackIntent {
    const { lines, tasks, matter } = this.timeline
    const task = lastTask(lines, message)
    const { intents } = this.bot.pack
    // Who has not said what he wants is helped with something all the same.
    return intents[tasks[task]?.intent ?? matter] ?? intents[this.row % intents.length]!
  }

  get #startSecond(): number {
    return Math.floor(this.start / 1000)
  }

  get #sessionSecond(): number {
    return Math.floor(this.#source.startOf(this.row) / 1000)
  }
}

/** The task of the last act up to a message that is about one; -1: none. */
function lastTask(lines: readonly SpeechLine[], message: number): number {
  for (let i = Math.min(message, lines.length - 1); i >= 0; i--) {
    const { acts } = lines[i]!
    for (let act = acts.length - 1; act >= 0; act--) if (acts[act]!.task >= 0) return acts[act]!.task
  }
  return -1
}

/** The conversation of a session; undefined for a session that no human took. */
export function conversationOf(bot: Bot, day: number, row: number): Conversation | undefined {
  const source = bot.day(day)
  const index = indexIn(source.agents.rows, row)
  return index < 0 || !isTaken(source, index) ? undefined : new Conversation(source, index)
}

/** All conversations whose session started on a day, from a row on, by row. */
export function* conversationsFrom(source: Day, row: number): Generator<Conversation> {
  const { rows } = source.agents
  for (let index = lowerBound(rows, row); index < rows.length; index++) {
    if (isTaken(source, index)) yield new Conversation(source, index)
  }
}

/** How Agent AI names a bot's channel. */
export function agentChannel(bot: Bot, channel: number): AgentChannel {
  if (bot.voiceChannels[channel] === 1) return 'voice'
  return bot.channels[channel] === 'email' ? 'email' : 'chat'
}

/** An id whose first block lacks a digit, as the vendor's segments and summaries have (facts 1.2). */
export function shortUuid(prefix: string, key: string, ...address: readonly (string | number)[]): string {
  return prefix + uuidFor('', key, ...address).slice(1)
}

/** @param index of the row among the day's rows that were handed over */
function isTaken({ agents }: Day, index: number): boolean {
  return agents.outcome[index] === TAKEN_BY_HUMAN
}

import type { Bot } from '../bot.ts'
import { type Agent, agentFor, type Queue, queueFor, queuesOf } from '../dialogue/staff.ts'
import { encodeCallId, encodeObjectId, uuidFor } from '../ids.ts'
import type { Part } from '../sessions/segments.ts'
import { sessionIdOf as idOfSession } from '../sessions/session.ts'
import { timelineOf } from '../sessions/timeline.ts'
import type { Timeline } from '../sessions/types.ts'
import type { SessionPin } from '../spec.ts'
import { userIdOf } from '../users.ts'
import type { Outline } from './outline.ts'

/** A conversation with human agents, with everything that its views share. Times in ms UTC. */
export class Handled {
  readonly bot: Bot
  /** Address of its session. */
  readonly day: number
  readonly row: number
  /** The same as text, for addresses of streams. */
  readonly address: string
  readonly start: number
  readonly end: number
  readonly pin: SessionPin | undefined
  /** ISO 639-1. */
  readonly language: string
  /** As raw data names it. */
  readonly channel: 'chat' | 'voice' | 'email'
  readonly sessionId: string
  readonly convId: string
  /** Second the session starts in: part of the address its messages' ids hold. */
  readonly second: number
  readonly #outline: Outline
  readonly #user: number
  #timeline: Timeline | undefined

  constructor(outline: Outline) {
    const { bot, day, row, pin } = outline
    const source = bot.day(day)
    this.bot = bot
    this.second = Math.floor(source.startOf(row) / 1000)
    this.day = day
    this.row = row
    this.address = `${day}/${row}`
    this.start = outline.start
    this.end = outline.end
    this.pin = pin
    this.language = bot.languages[source.language[row]!]!
    this.channel = channelKind(bot, source.channel[row]!)
    this.sessionId = sessionIdOf(outline)
    this.convId = convIdOf(outline)
    this.#outline = outline
    this.#user = source.user[row]!
  }

  // Not everybody who opens a conversation looks into it, so this is found out when it is asked for.
  get timeline(): Timeline {
    this.#timeline ??= timelineOf(this.bot, this.day, this.row)
    return this.#timeline
  }

  get parts(): readonly Part[] {
    return this.#outline.parts
  }

  get userId(): string {
    return userIdOf(this.bot, this.#user)
  }

  /** As conversation records name the channel: e-mail is written, hence chat. */
  get experience(): 'chat' | 'voice' {
    return this.channel === 'voice' ? 'voice' : 'chat'
  }

  /** `_id` of the conversation; its first 8 digits are the second of its start. */
  get recordId(): string {
    return recordIdOf(this)
  }

  /** Its session of Agent AI, of the same second. */
  get aaSessionId(): string {
    return encodeObjectId(this.bot, 'aaSession', Math.floor(this.start / 1000), this.row)
  }

  agentOf(part: number): Agent {
    return agentFor(this.bot, this.day, this.row, part)
  }

  /** The queue of a segment: the one handed over to, after a transfer that of the agent. */
  queueOf(part: number): Queue {
    const first = queueFor(this.bot, this.day, this.row)
    if (part === 0) return first
    const name = this.agentOf(part).queue
    return queuesOf(this.bot).find(({ queueName }) => queueName === name) ?? first
  }
}

/** `chat`, `voice` or `email` of a channel by its index. */
export function channelKind(bot: Bot, channel: number): 'chat' | 'voice' | 'email' {
  if (bot.voiceChannels[channel] === 1) return 'voice'
  return bot.channels[channel] === 'email' ? 'email' : 'chat'
}

/** What ids are made from. */
type Named = Pick<Outline, 'bot' | 'day' | 'row' | 'start' | 'pin'>

/** `_id` of a conversation. */
export function recordIdOf({ bot, row, start, pin }: Named): string {
  const pinned = pin?.conversation?._id
  return pinned === undefined ? encodeObjectId(bot, 'conversation', Math.floor(start / 1000), row) : String(pinned)
}

/** The customer's conversation id: like that of a telephony provider, and it leads back to the session. */
export function convIdOf({ bot, day, row, pin }: Named): string {
  const pinned = pin?.conversation?.convId
  if (pinned !== undefined) return String(pinned)
  const source = bot.day(day)
  const prefix = bot.voiceChannels[source.channel[row]!] === 1 ? 'CA' : 'CH'
  return encodeCallId(bot, prefix, Math.floor(source.startOf(row) / 1000), row)
}

/** Id of the session, as getSessions has it. */
export function sessionIdOf({ bot, day, row }: Named): string {
  return idOfSession(bot.day(day), row)
}

/** `ac-…` of a segment. */
export function segmentIdOf({ bot, day, row, pin }: Named, part: number): string {
  const pinned = pin?.segments?.[part]?.segmentID
  return pinned === undefined ? shortUuid('ac-', bot.key, day, row, 'segment', part) : String(pinned)
}

/** An id whose first block lacks a digit, as the vendor's segments and summaries have (facts 1.2). */
export function shortUuid(prefix: string, key: string, ...address: readonly (string | number)[]): string {
  return prefix + uuidFor('', key, ...address).slice(1)
}

import { CONTAINMENT, CONTAINMENTS, DEVELOPER, FIRST_EVER, INTERACTIVE } from '../columns/flags.ts'
import type { SeenRows } from '../sessions/seen-rows.ts'
import { sessionOf } from '../sessions/session.ts'
import { timelineOf } from '../sessions/timeline.ts'
import type { Session, Tag } from '../sessions/types.ts'
import { hasEnded, isDayOver } from '../settled.ts'
import { customerType, messageTags, sessionTags, userTags } from '../tags.ts'
import { dayOf } from '../time.ts'
import { hasTrafficTags } from '../traffic-tags.ts'
import type { Bot, Day } from '../types.ts'
import type { Sight } from '../visible.ts'

/** Whose a tag is. */
export type TagKind = 'user' | 'session' | 'message'

/** Metrics in the order of their codes. */
export const METRICS = [
  'successtasks',
  'successintents',
  'failedtasks',
  'failedintents',
  'unhandledutterances',
] as const
/** `task` of a record that is about no intent of the pack. */
export const NO_TASK = 255

/**
 * The record that a scan stands at. One object is moved along, so that a scan of a million records makes none; a record
 * stands for `weight` of them where they do not differ in what is asked.
 */
export class RecordCursor {
  readonly bot: Bot
  readonly now: number
  /** When widgets see what happens; undefined: as it happens. */
  readonly sight: Sight | undefined
  day: Day
  row = 0
  weight = 1
  /** Number of the message within its session that the record is or comes from; -1: the session itself. */
  index = -1
  /** UTC day number of the record. */
  date = 0
  /** Messages: 1 for the user's. */
  side = 0
  /** Analytics: index into `METRICS`, -1 for an event. */
  metric = -1
  /** Analytics: the intent, or `NO_TASK`. */
  task = NO_TASK
  /** Analytics: a small-talk turn. */
  smallTalk = false
  /** Analytics: name of the event. */
  event: string | null = null
  /** As of this instant all that is over is seen as it stays. */
  readonly #settled: number
  /** When the rows of its day are seen; undefined: as they happen. */
  seen: SeenRows | undefined
  #session: Session | undefined
  #sessionTags: readonly Tag[] | undefined

  constructor(bot: Bot, now: number) {
    this.bot = bot
    this.now = now
    this.sight = bot.sights.widgets
    this.#settled = now - (this.sight?.latest ?? 0)
    this.day = bot.day(bot.firstDay)
  }

  /** Moves to another session. */
  enter(day: Day, row: number): void {
    this.day = day
    this.row = row
    this.weight = 1
    this.index = -1
    this.date = day.number
    this.#session = undefined
    this.#sessionTags = undefined
  }

  /** Moves to a message of the session. */
  at(index: number): void {
    this.index = index
    this.date = dayOf(this.time)
  }

  /** ms UTC of the record. */
  get time(): number {
    if (this.index < 0) return this.day.startOf(this.row)
    return timelineOf(this.bot, this.day.number, this.row).times[this.index]!
  }

  /** The session as it stands at "now". */
  get session(): Session {
    this.#session ??= sessionOf(this.day, this.row, this.now, this.sight)
    return this.#session
  }

  /** Whether all sessions of the day are over, and seen as they stay. */
  get isSettled(): boolean {
    return isDayOver(this.day.midnight, this.#settled)
  }

  /** Whether the session is surely over, and seen as it stays. */
  get isFinal(): boolean {
    return this.seen === undefined ? this.isSettled : this.seen.final[this.row]! <= this.now
  }

  /** Whether the session is under way, as far as is seen. */
  get isActive(): boolean {
    if (this.isFinal) return false
    const { day, row, now, sight } = this
    return !hasEnded(day.startOf(row), day.spanOf(row), sight === undefined ? now : sight.asOf(day, row, now))
  }

  /** Value of a tag; null without one. */
  tag(kind: TagKind, name: string): string | null {
    if (kind === 'user') return this.#userTag(name)
    if (kind === 'session') {
      this.#sessionTags ??= sessionTags(this.#light())
      return tagValue(this.#sessionTags, name)
    }
    return tagValue(messageTags(this.bot, { day: this.day.number, row: this.row }, this.index, this.side), name)
  }

  #userTag(name: string): string | null {
    const { bot, day, row } = this
    // The tag that dashboards ask for, without making a session for it.
    if (name === 'CustomerType' && !hasTrafficTags(bot) && day.pins.get(row)?.spec.userTags === undefined) {
      return customerType(bot, day.user[row]!)
    }
    return tagValue(userTags(this.#light()), name)
  }

  /** The session for its tags alone: without its id and the desk, which cost most to make and which no tag depends on. */
  #light(): Session {
    const { bot, day, row } = this
    if (!this.isFinal) return this.session
    const flags = day.flags[row]!
    const channel = day.channel[row]!
    const start = day.startOf(row)
    return {
      bot,
      day: day.number,
      row,
      sessionId: '',
      start,
      end: start,
      status: 'closed',
      containment: CONTAINMENTS[flags & CONTAINMENT]!,
      interactive: (flags & INTERACTIVE) !== 0,
      developer: (flags & DEVELOPER) !== 0,
      user: day.user[row]!,
      firstEver: (flags & FIRST_EVER) !== 0,
      channel: bot.channels[channel]!,
      voice: bot.voiceChannels[channel] === 1,
      language: '',
      messages: 0,
      userMessages: 0,
      tasks: 0,
      taken: false,
    }
  }
}

function tagValue(tags: readonly Tag[], name: string): string | null {
  return tags.find(tag => tag.name === name)?.value ?? null
}

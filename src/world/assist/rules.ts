import { moodOf } from '../dialogue/manner.ts'
import { holdsWordOf } from '../dialogue/word-classes.ts'
import { wordsOf } from '../dialogue/words.ts'
import type { Mood, PackCoaching } from '../pack.ts'
import { AGENT_SIDE } from '../sessions/sides.ts'
import type { Timeline } from '../sessions/types.ts'
import type { ActKind } from '../talk/acts.ts'
import type { Bot } from '../types.ts'

/** A coaching rule and the message upon which it fired: one for silence upon that after which nobody spoke. */
export interface FiredRule {
  readonly message: number
  /** ms for which there had been silence. */
  readonly after: number
  readonly rule: PackCoaching
}

/** A session with human agents, as rules look at it. */
export interface RuledSession {
  readonly bot: Bot
  readonly day: number
  readonly row: number
  readonly timeline: Timeline
  /** The text of a message that is said to or by a human. */
  textOf(message: number): string
  readonly language: string
  /** People who write e-mails are not waited for: no gap of theirs is one. */
  readonly isEmail: boolean
}

/** Where a rule is tried. */
interface RuleMoment {
  readonly session: RuledSession
  readonly message: number
  readonly mood: Mood
  /** What was done since a human took it, with this message. */
  readonly done: ReadonlySet<ActKind>
}

/**
 * The coaching rules of a pack that fire in a session, by message: each upon the first message of a human part on which all
 * that its `when` says holds, and no more than once in it.
 */
export function firedRules(session: RuledSession): readonly FiredRule[] {
  const { bot, day, row, timeline } = session
  const { lines, sides, takeOvers } = timeline
  const first = sides.indexOf(AGENT_SIDE)
  const fired: FiredRule[] = []
  if (first < 0) return fired
  const mood = moodOf(bot, day, row)
  const done = new Set<ActKind>()
  let waiting = bot.pack.coaching
  for (let message = first; message < lines.length; message++) {
    if (takeOvers.includes(message)) waiting = bot.pack.coaching
    for (const { kind } of lines[message]!.acts) done.add(kind)
    const moment = { session, message, mood, done }
    const before = fired.length
    for (const rule of waiting) if (fires(rule, moment)) fired.push(firedAt(message, rule))
    if (fired.length > before) waiting = waiting.filter(rule => !hasFired(fired, before, rule))
  }
  return fired
}

/** Whether a rule is among those that fired from a place in the list on. */
function hasFired(fired: readonly FiredRule[], from: number, rule: PackCoaching): boolean {
  for (let i = from; i < fired.length; i++) if (fired[i]!.rule === rule) return true
  return false
}

function firedAt(message: number, rule: PackCoaching): FiredRule {
  const gap = rule.when?.gap
  return gap === undefined ? { message, rule, after: 0 } : { message: message - 1, rule, after: gap * 1000 }
}

/** Whether all holds that a rule asks for. */
function fires({ when }: PackCoaching, { session, message, mood, done }: RuleMoment): boolean {
  if (when === undefined) return false
  const { acts } = session.timeline.lines[message]!
  const { said, missing, gap, words, intent } = when
  if (said !== undefined && !acts.some(({ kind }) => isOneOf(said, kind))) return false
  if (missing !== undefined && isOneDone(missing, done)) return false
  if (gap !== undefined && waitBefore(session, message) <= gap * 1000) return false
  if (when.mood !== undefined && !isOneOf(when.mood, mood)) return false
  if (intent !== undefined && !isOneOf(intent, matterNameOf(session))) return false
  // Last, as words have to be made for it.
  return words === undefined || holdsWord(session, message, words)
}

function isOneDone(wanted: ActKind | readonly ActKind[], done: ReadonlySet<ActKind>): boolean {
  return typeof wanted === 'string' ? done.has(wanted) : wanted.some(one => done.has(one))
}

function isOneOf<T extends string>(wanted: T | readonly T[], value: string): boolean {
  return typeof wanted === 'string' ? wanted === value : wanted.some(one => one === value)
}

/** ms that an agent lets the customer wait before a message; 0 before all others, and before the first words of an agent. */
function waitBefore({ timeline, isEmail }: RuledSession, message: number): number {
  const { times, sides, takeOvers } = timeline
  const isAgents = sides[message] === AGENT_SIDE && message > sides.indexOf(AGENT_SIDE) && !takeOvers.includes(message)
  return isAgents && !isEmail ? times[message]! - times[message - 1]! : 0
}

function matterNameOf({ bot, timeline: { matter } }: RuledSession): string {
  return bot.pack.intents[matter]?.name ?? ''
}

/** Whether a message holds a word of a class, in the language of the session. */
function holdsWord({ bot, textOf, language }: RuledSession, message: number, name: string): boolean {
  return holdsWordOf(wordsOf(bot.pack, language), name, textOf(message)) === true
}

import type { Timeline } from '../sessions/types.ts'
import type { SaidLine } from '../talk/said-line.ts'
import type { Bot } from '../types.ts'
import { writeTalk } from './write-talk.ts'

/** What every message of a session says, `result[i]` belonging to message `i` of its timeline. */
export function saidIn(bot: Bot, day: number, row: number, timeline: Timeline): readonly SaidLine[] {
  const { lines, tasks, times, words } = timeline
  words.said ??= scriptedIn(bot, day, row) ?? writeTalk({ bot, day, row, lines, tasks, times })
  return words.said
}

/**
 * `saidIn` for who looks at what comes after the hand-over: of what is before it there are the slots and the sentences of a summary, not the
 * text, which would be a third of the work.
 */
export function saidSinceHandover(bot: Bot, day: number, row: number, timeline: Timeline): readonly SaidLine[] {
  const { lines, tasks, times, words, handover } = timeline
  if (words.said !== undefined) return words.said
  words.saidLate ??= scriptedIn(bot, day, row) ?? writeTalk({ bot, day, row, lines, tasks, times }, handover + 1)
  return words.saidLate
}

/** The words of a transcript that the scenario wrote. */
function scriptedIn(bot: Bot, day: number, row: number): readonly SaidLine[] | undefined {
  const { pins } = bot.day(day)
  return pins.size === 0
    ? undefined
    : pins.get(row)?.spec.transcript?.map(({ text }) => ({
        text,
        slots: [],
        reason: undefined,
        next: undefined,
      }))
}

/** The text of every message of a session. */
export function writeDialogue(bot: Bot, day: number, row: number, timeline: Timeline): readonly string[] {
  const { words } = timeline
  words.texts ??= saidIn(bot, day, row, timeline).map(({ text }) => text)
  return words.texts
}

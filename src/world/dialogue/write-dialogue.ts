import { memoize } from '../../memory/memoize.ts'
import type { Timeline } from '../sessions/types.ts'
import type { Bot } from '../types.ts'
import type { SaidLine } from './talk.ts'
import { writeTalk } from './write-talk.ts'

// Timelines are kept while they are in use; their words are kept with them.
const keptWordsOf = memoize((_: Timeline): { said?: readonly SaidLine[]; texts?: readonly string[] } => ({}))

/** What every message of a session says, `result[i]` belonging to message `i` of its timeline. */
export function saidIn(bot: Bot, day: number, row: number, timeline: Timeline): readonly SaidLine[] {
  const words = keptWordsOf(timeline)
  const { lines, tasks, times } = timeline
  words.said ??= scriptedIn(bot, day, row) ?? writeTalk({ bot, day, row, lines, tasks, times })
  return words.said
}

/** The words of a transcript that the scenario wrote. */
function scriptedIn(bot: Bot, day: number, row: number): readonly SaidLine[] | undefined {
  const { pins } = bot.day(day)
  return pins.size === 0 ? undefined : pins.get(row)?.spec.transcript?.map(({ text }) => ({ text, slots: [] }))
}

/** The text of every message of a session. */
export function writeDialogue(bot: Bot, day: number, row: number, timeline: Timeline): readonly string[] {
  const words = keptWordsOf(timeline)
  words.texts ??= saidIn(bot, day, row, timeline).map(({ text }) => text)
  return words.texts
}

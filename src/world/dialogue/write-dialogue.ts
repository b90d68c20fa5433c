import { AGENT_SIDE } from '../sessions/sides.ts'
import type { Timeline } from '../sessions/types.ts'
import type { Bot } from '../types.ts'
import { AgentWriter } from './agent-writer.ts'
import { BotWriter } from './bot-writer.ts'
import { Phrasebook } from './phrasebook.ts'

/**
 * The text of every message of a session, `result[i]` belonging to message `i` of its timeline. They read as one dialogue:
 * answers fill the slots asked for, later texts repeat them, the last words agree with the ending. Drawn by address, so
 * they are the same for every "now" and in whatever order sessions are asked for.
 */
export function writeDialogue(bot: Bot, day: number, row: number, timeline: Timeline): readonly string[] {
  // Timelines are kept while they are in use; their words are kept with them.
  timeline.words ??= write(bot, day, row, timeline)
  return timeline.words
}

function write(bot: Bot, day: number, row: number, timeline: Timeline): readonly string[] {
  const { turns, handover, sides } = timeline
  const flags = bot.day(day).flags[row]!
  const book = new Phrasebook(bot, day, row, timeline)
  const texts = new Array<string>(sides.length)
  const botWriter = new BotWriter(book, timeline, flags)
  const hasAgents = handover >= 0 && sides.includes(AGENT_SIDE)
  const until = hasAgents ? handover : sides.length - 1
  for (let i = 0; i < turns.length && turns[i]!.first <= until; i++) botWriter.write(i, until, texts)
  if (hasAgents) new AgentWriter(book, timeline, { day, row, flags }).write(texts)
  return texts
}

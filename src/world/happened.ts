import { type ConversationColumns, conversationDay } from './assist/conversation-day.ts'
import { blockLength, messageBlock } from './message-index.ts'
import type { Window } from './sessions/types.ts'
import { lowerBound } from './sorted.ts'
import { DAY, dayOf } from './time.ts'
import type { Bot } from './types.ts'

/** Lists of whose rows the truth is known. */
export const TRUE_KINDS = ['sessions', 'messages', 'conversations', 'segments'] as const
/** One of them. */
export type TrueKind = (typeof TRUE_KINDS)[number]

/** Sessions whose texts are at hand, on average: those of their messages are 0.7 MB in the median, 1.3 at most (100,000 a day). */
const SESSIONS_OF_TEXTS = 40

/** Something that happened and is a row of a list. */
export interface Happening {
  /** UTC day and row of its session. */
  readonly day: number
  readonly row: number
  /** Number of the message or of the segment; else 0. */
  readonly part: number
  /** ms UTC at which it began: the time of its row. */
  readonly time: number
  /** ms UTC from which on its list has it. */
  readonly shown: number
}

/** A stretch of time cut into parts of which everything may be at hand at once, oldest first. */
export const trueParts = (bot: Bot, window: Window): Generator<Window> => partsOfTime(bot, window, endOfBlock)

/** The same in parts whose rows may be at hand as texts, of few sessions each: their readers may be slow, and many. */
export const trueTextParts = (bot: Bot, window: Window): Generator<Window> => partsOfTime(bot, window, endOfTexts)

/** @param endOf where the part ends that an instant lies in, exclusive */
function* partsOfTime(bot: Bot, { from, to }: Window, endOf: (bot: Bot, at: number) => number): Generator<Window> {
  for (let at = Math.max(from, bot.firstDay * DAY); at <= to; ) {
    const end = endOf(bot, at)
    yield { from: at, to: Math.min(to, end - 1) }
    at = end
  }
}

const endOfBlock = (bot: Bot, at: number) => endOfPart(at, blockLength(bot, at))

function endOfTexts(bot: Bot, at: number): number {
  const perDay = Math.max(bot.calendar.count(dayOf(at)), SESSIONS_OF_TEXTS)
  return Math.min(endOfBlock(bot, at), endOfPart(at, Math.ceil((DAY * SESSIONS_OF_TEXTS) / perDay)))
}

const endOfPart = (at: number, length: number) => Math.floor(at / length) * length + length

/**
 * All rows of a kind that began in a part of the time, oldest first, whatever "now" is and whether they are seen yet.
 * @param part of `trueParts`
 */
export function happeningsIn(bot: Bot, kind: TrueKind, part: Window): Happening[] {
  switch (kind) {
    case 'sessions':
      return sessionHappenings(bot, part)
    case 'messages':
      return messageHappenings(bot, part)
    case 'conversations':
    case 'segments':
      return listHappenings(bot, kind, conversationDay(bot, dayOf(part.from))[kind], part)
  }
}

function sessionHappenings(bot: Bot, { from, to }: Window): Happening[] {
  const day = bot.day(dayOf(from))
  const end = day.rowAt(to + 1)
  const found: Happening[] = []
  for (let row = day.rowAt(from); row < end; row++) {
    const time = day.startOf(row)
    found.push({ day: day.number, row, part: 0, time, shown: bot.sights.sessions?.shownAt(day, row, time) ?? time })
  }
  return found
}

function messageHappenings(bot: Bot, { from, to }: Window): Happening[] {
  const length = blockLength(bot, from)
  const block = messageBlock(bot, Math.floor(from / length) * length, length)
  const { times, days, rows, indexes } = block
  const found: Happening[] = []
  for (let i = lowerBound(times, from); i < times.length && times[i]! <= to; i++) {
    const [time, day, row] = [times[i]!, days[i]!, rows[i]!]
    const shown = bot.sights.messages?.shownAt(bot.day(day), row, time) ?? time
    found.push({ day, row, part: indexes[i]!, time, shown })
  }
  return found
}

function listHappenings(
  bot: Bot,
  kind: 'conversations' | 'segments',
  columns: ConversationColumns,
  { from, to }: Window,
): Happening[] {
  const { lo, hi } = columns.between(from, to)
  const found: Happening[] = []
  for (let index = lo; index < hi; index++) {
    const { day, row, segmentIndex: part } = columns.at(index)
    const time = columns.starts[index]!
    found.push({ day, row, part, time, shown: bot.sights[kind]?.shownAt(bot.day(day), row, time, part) ?? time })
  }
  return found
}

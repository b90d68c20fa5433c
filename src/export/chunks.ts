import { isNewestFirst, type ListedKind, MOST_TREND_DAYS } from '../apis/listed.ts'
import type { Window } from '../world/sessions/types.ts'
import { DAY, dayOf, HOUR } from '../world/time.ts'
import type { Bot, World } from '../world/types.ts'
import type { ExportQuestion } from './question.ts'

/** A stretch of one bot's time whose rows are made in one go: the same for any number of threads. */
export interface Chunk {
  readonly bot: string
  readonly window: Window
  /** Sessions that it has by the calendar, and 1: how much work it is. */
  readonly weight: number
}

/** Chunks that one thread makes one after the other. */
export interface ExportTask {
  readonly chunks: readonly Chunk[]
  readonly weight: number
}

/** Sessions whose rows are made in one go. A message is found among those of its chunk, which costs less the more there are. */
const SESSIONS_OF_CHUNK: Readonly<Record<ListedKind, number>> = {
  sessions: 8_000,
  messages: 1_500,
  conversations: 8_000,
  segments: 8_000,
  trend: Number.POSITIVE_INFINITY,
  labels: 1_000,
}

/** Lengths in hours of a part of a day: each ends where a block of messages does. */
const PART_HOURS = [12, 8, 6, 4, 3, 2, 1, 0.5]

/** The chunks of a question, in the order in which their rows are written. */
export function* chunksOf(world: World, question: ExportQuestion): Generator<Chunk> {
  for (const id of question.bots) {
    const bot = world.bot(id)
    if (bot === undefined) throw new Error(`no bot ${id} in this world`)
    if (question.kind === 'trend') yield* trendChunks(bot, question.window)
    else yield* chunksOfBot(bot, question)
  }
}

/** A trend may ask for days to come. */
function* trendChunks(bot: Bot, { from, to }: Window): Generator<Chunk> {
  for (let day = dayOf(from); day <= dayOf(to); day += MOST_TREND_DAYS) {
    const last = Math.min(dayOf(to), day + MOST_TREND_DAYS - 1)
    yield { bot: bot.id, window: { from: day * DAY, to: last * DAY }, weight: last - day + 1 }
  }
}

function* chunksOfBot(bot: Bot, { kind, window, now, isTruth }: ExportQuestion): Generator<Chunk> {
  const from = Math.max(window.from, bot.firstDay * DAY)
  const to = Math.min(window.to, now)
  const most = SESSIONS_OF_CHUNK[kind]
  const chunkOf = (stretch: CountedStretch): Chunk => ({
    bot: bot.id,
    window: { from: Math.max(from, stretch.from), to: Math.min(to, stretch.to) },
    weight: stretch.sessions + 1,
  })
  let joined: CountedStretch | undefined
  for (const next of countedStretches(bot, { from, to }, most, isTruth !== true && isNewestFirst(kind))) {
    if (joined !== undefined && joined.sessions + next.sessions <= most) {
      const sessions = joined.sessions + next.sessions
      joined = { from: Math.min(joined.from, next.from), to: Math.max(joined.to, next.to), sessions }
    } else {
      if (joined !== undefined) yield chunkOf(joined)
      joined = next
    }
  }
  if (joined !== undefined) yield chunkOf(joined)
}

/** A stretch of time with the number of its sessions, about. */
interface CountedStretch extends Window {
  readonly sessions: number
}

/** The days that a window touches, in the order of a list; those with more sessions than `most` in parts. */
function* countedStretches(
  bot: Bot,
  { from, to }: Window,
  most: number,
  isBackwards: boolean,
): Generator<CountedStretch> {
  if (from > to) return
  const step = isBackwards ? -1 : 1
  const [first, last] = isBackwards ? [dayOf(to), dayOf(from)] : [dayOf(from), dayOf(to)]
  for (let day = first; day !== last + step; day += step) {
    const sessions = bot.calendar.count(day)
    const parts = hoursOf({ from: day * DAY, to: (day + 1) * DAY - 1 }, sessions / most, isBackwards)
    for (const part of parts) {
      if (part.from <= to && part.to >= from) yield { ...part, sessions: Math.ceil(sessions / parts.length) }
    }
  }
}

/** A day in as many parts as are needed, half an hour at least. */
function hoursOf(day: Window, parts: number, isBackwards: boolean): Window[] {
  if (parts <= 1) return [day]
  const hours = PART_HOURS.find(length => length * parts <= 24) ?? PART_HOURS.at(-1)!
  const windows = Array.from({ length: 24 / hours }, (_, part) => ({
    from: day.from + part * hours * HOUR,
    to: day.from + (part + 1) * hours * HOUR - 1,
  }))
  return isBackwards ? windows.reverse() : windows
}

/**
 * Chunks joined to tasks: those of one day go to one thread, as far as they are no more work than `most`, since each thread that
 * makes rows of a day has to draw its columns.
 */
export function* tasksFrom(chunks: Iterable<Chunk>, most: number): Generator<ExportTask> {
  let joined: Chunk[] = []
  let weight = 0
  const isOfSameDay = (chunk: Chunk) =>
    joined[0]?.bot === chunk.bot && dayOf(joined[0].window.from) === dayOf(chunk.window.from)
  for (const chunk of chunks) {
    if (joined.length > 0 && (!isOfSameDay(chunk) || weight + chunk.weight > most)) {
      yield { chunks: joined, weight }
      joined = []
      weight = 0
    }
    joined.push(chunk)
    weight += chunk.weight
  }
  if (joined.length > 0) yield { chunks: joined, weight }
}

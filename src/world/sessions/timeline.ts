import { cachePerOwner } from '../../memory/belongings.ts'
import { hashText, normalAt, rowStream, type Stream } from '../random.ts'
import type { Bot, Day } from '../types.ts'
import { courseOf } from './course.ts'
import type { Timeline } from './types.ts'

const GAPS_OF = hashText('gaps')
/**
 * Bytes of a timeline, and for each of its messages with its words, about. The budget has room for some hundred, as a page
 * often looks at the same session several times. To keep more costs more than to make them again: what is kept for
 * long is copied into V8's old generation.
 */
const TIMELINE_BYTES = 600
const MESSAGE_BYTES = 150

/** The timelines made last. */
const keptOf = cachePerOwner<number, Timeline>('timelines')

/** Gaps before a message, ms at the middle, by who speaks after whom (0 bot, 1 user, 2 agent). */
const GAPS: readonly (readonly number[])[] = [
  [900, 9_000, 20_000],
  [1_300, 6_000, 17_000],
  [1_500, 14_000, 9_000],
]
const SPREAD: readonly number[] = [0.35, 0.55, 0.5]

/** The course of a session with its times: the final truth, whatever "now" is. Agrees with the day's columns. */
export function timelineOf(bot: Bot, day: number, row: number): Timeline {
  const mine = keptOf(bot)
  const key = day * 0x1000000 + row
  const known = mine.get(key)
  if (known !== undefined) return known
  const made = makeTimeline(bot.day(day), row)
  mine.set(key, made, TIMELINE_BYTES + MESSAGE_BYTES * made.times.length)
  return made
}

/** Number of messages with a time at or before `now`. */
export function messagesAt(timeline: Timeline, now: number): number {
  const { times } = timeline
  let n = times.length
  while (n > 0 && times[n - 1]! > now) n--
  return n
}

/** Index of the message that begins a task: its `ask`. More tasks than turns (a pin may say so) begin with the last of them. */
export function taskBegin(timeline: Timeline, task: number): number {
  let last = 0
  for (const turn of timeline.turns) {
    if (turn.task === task) return turn.first
    if (turn.task >= 0) last = turn.first
  }
  return last
}

function makeTimeline(day: Day, row: number): Timeline {
  const course = courseOf(day, row)
  const start = day.startOf(row)
  const talk = day.talkOf(row)
  const times = [start]
  const draw = rowStream(day.bot.salt, day.number, row, GAPS_OF)
  const last = course.sides.length - 1
  const { at, handover, answered } = day.handoverOf(row)
  if (at >= 0) {
    addTimes(times, course.sides, { to: at, end: start + handover }, draw)
    if (at < last) {
      times.push(start + answered)
      addTimes(times, course.sides, { to: last, end: start + talk }, draw)
    }
  } else {
    addTimes(times, course.sides, { to: last, end: start + talk }, draw)
  }
  const { sides, turns, tasks, ending } = course
  return { times, sides, turns, tasks, handover: course.handover, ending, words: undefined }
}

/** A run of messages: the number of its last, and the time (ms UTC) of it. */
interface TimedRun {
  readonly to: number
  readonly end: number
}

/** Adds the times of the messages that follow those which have one: believable gaps, stretched to fit. */
function addTimes(times: number[], sides: Uint8Array, { to, end }: TimedRun, draw: Stream): void {
  const from = times.length - 1
  const steps = to - from
  if (steps <= 0) return
  const begin = times[from]!
  let total = 0
  // First the gaps themselves, then in their places the times that follow from all of them.
  for (let i = 1; i <= steps; i++) {
    const before = sides[from + i - 1]!
    const after = sides[from + i]!
    const gap = GAPS[before]![after]! * Math.exp(SPREAD[after]! * normalAt(draw()))
    times.push(gap)
    total += gap
  }
  // One ms a step is set aside, so that no two messages share one when there is room for it.
  const room = Math.max(0, end - begin - steps)
  const tick = end - begin >= steps ? 1 : 0
  let sum = 0
  for (let i = 1; i < steps; i++) {
    sum += times[from + i]!
    times[from + i] = begin + i * tick + Math.floor((sum / total) * room)
  }
  times[to] = end
}

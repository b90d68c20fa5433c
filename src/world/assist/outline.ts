import type { Bot } from '../bot.ts'
import { SINGLE, TAKEN } from '../columns/flags.ts'
import type { Day } from '../day.ts'
import { type Part, partsOf } from '../sessions/segments.ts'
import { timelineOf } from '../sessions/timeline.ts'
import type { SessionPin } from '../spec.ts'

/** When a conversation with human agents was, and how it is divided; the final truth, whatever `now` is. */
export class Outline {
  readonly bot: Bot
  /** Address of its session. */
  readonly day: number
  readonly row: number
  /** ms UTC of the hand-over message. */
  readonly start: number
  /** ms UTC of the close of its session. */
  readonly end: number
  /** What the scenario fixed. */
  readonly pin: SessionPin | undefined
  readonly #isSingle: boolean
  #parts: readonly Part[] | undefined

  /** @param index of its row among the day's rows that were handed over */
  constructor(source: Day, index: number) {
    const { agents } = source
    const row = agents.rows[index]!
    const pin = source.pins.get(row)?.spec
    const pinned = pin?.conversation?.startTime
    const begin = source.startOf(row)
    this.bot = source.bot
    this.day = source.number
    this.row = row
    this.start = pinned === undefined ? begin + agents.handover[index]! : Date.parse(String(pinned))
    this.end = begin + source.span[row]!
    this.pin = pin
    this.#isSingle = (source.flags[row]! & SINGLE) !== 0
  }

  /** Segments by start; at least one. */
  get parts(): readonly Part[] {
    const { bot, day, row, start, end, pin } = this
    this.#parts ??= partsOf(bot, day, row, this.#isSingle, start, end, pin, () => timelineOf(bot, day, row))
    return this.#parts
  }
}

/** The conversation of a session; undefined for a session that no human took. */
export function outlineOf(bot: Bot, day: number, row: number): Outline | undefined {
  const source = bot.day(day)
  const index = find(source.agents.rows, row)
  return index < 0 || !isTaken(source, row) ? undefined : new Outline(source, index)
}

/** Outlines of all conversations whose session started on a day, from a row on, by row. */
export function* outlinesFrom(source: Day, row: number): Generator<Outline> {
  const { rows } = source.agents
  for (let index = lowerBound(rows, row); index < rows.length; index++) {
    if (isTaken(source, rows[index]!)) yield new Outline(source, index)
  }
}

function isTaken(source: Day, row: number): boolean {
  return ((source.flags[row] ?? 0) & TAKEN) !== 0
}

/** Index of a value in ascending numbers, -1 when it is not there. */
function find(ascending: Uint32Array, value: number): number {
  const index = lowerBound(ascending, value)
  return ascending[index] === value ? index : -1
}

/** First index whose value is not below the one given. */
export function lowerBound(ascending: Uint32Array | Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

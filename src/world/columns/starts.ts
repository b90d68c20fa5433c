import { arrivalsIn } from '../arrivals.ts'
import { type ExactPart, within } from '../exact-stretches.ts'
import { stream } from '../random.ts'
import type { Pin } from '../sessions/pins.ts'
import { lowerBound } from '../sorted.ts'
import { DAY } from '../time.ts'
import type { Bot } from '../types.ts'
import type { Starts } from './types.ts'

/** ms before the end of an exact stretch of agent sessions in which none of them starts: time for the hand-over. */
export const BEFORE_END = 60_000

const NO_PINS: ReadonlyMap<number, Pin> = new Map()

/** When the sessions of a day start: as they arrive, with exact stretches in place of what it has there, and the pins. */
export function makeStarts(bot: Bot, day: number): Starts {
  const { calendar, key } = bot
  const base = calendar.base(day)
  const special = calendar.special(day)
  const made = calendar.baseStarts(day, base)
  if (special === undefined) return { start: made, pins: NO_PINS, exact: [] }
  const { parts, pins } = special
  const drawn = new Uint32Array(calendar.count(day) - pins.length)
  let n = 0
  for (const at of made) if (parts.length === 0 || !within(parts, at)) drawn[n++] = at
  parts.forEach((part, i) => {
    const masses = calendar.bursts(day, part.count)
    const stretch = { from: part.from, to: lastStart(part) }
    const starts = arrivalsIn(masses, part.count, stretch, stream(key, day, 'exact', i))
    drawn.set(starts, n)
    n += starts.length
  })
  drawn.sort()
  return withPins(drawn, pins, parts)
}

/** Agent sessions start early enough to be handed over within their stretch, where it is long enough. */
function lastStart({ spec, from, to, count }: ExactPart): number {
  const latest = to - BEFORE_END
  return spec.containment === 'agent' && latest - from >= count ? latest : to
}

/** Puts the pins among the other starts, which give way where they meet one. Both ascend. */
function withPins(drawn: Uint32Array, pins: readonly Pin[], parts: readonly ExactPart[]): Starts {
  const pinned = new Set(pins.map(pin => pin.offset))
  for (const at of pinned) giveWay(drawn, at, pinned, parts)
  const start = new Uint32Array(drawn.length + pins.length)
  const byRow = new Map<number, Pin>()
  let next = 0
  for (let row = 0; row < start.length; row++) {
    const pin = pins[byRow.size]
    const at = next < drawn.length ? drawn[next]! : DAY
    if (pin !== undefined && pin.offset < at) {
      byRow.set(row, pin)
      start[row] = pin.offset
    } else {
      start[row] = at
      next++
    }
  }
  const exact = parts.map(({ spec, from, to }) => ({
    spec,
    lo: lowerBound(start, from),
    hi: lowerBound(start, to + 1),
  }))
  return { start, pins: byRow, exact: exact.filter(({ lo, hi }) => hi > lo) }
}

/** Moves the start at a pin's ms, if there is one, to the nearest free ms of the same stretch. */
function giveWay(drawn: Uint32Array, at: number, pinned: ReadonlySet<number>, parts: readonly ExactPart[]): void {
  let i = lowerBound(drawn, at)
  if (drawn[i] !== at) return
  const home = parts.findIndex(part => at >= part.from && at <= part.to)
  const isFree = (ms: number) =>
    ms >= 0 &&
    ms < DAY &&
    parts.findIndex(part => ms >= part.from && ms <= part.to) === home &&
    !pinned.has(ms) &&
    drawn[lowerBound(drawn, ms)] !== ms
  for (let step = 1; step < DAY; step++) {
    const to = isFree(at + step) ? at + step : isFree(at - step) ? at - step : -1
    if (to < 0) continue
    // Those it passes move up or down by one place.
    for (; i + 1 < drawn.length && drawn[i + 1]! < to; i++) drawn[i] = drawn[i + 1]!
    for (; i > 0 && drawn[i - 1]! > to; i--) drawn[i] = drawn[i - 1]!
    drawn[i] = to
    return
  }
  throw new RangeError('a stretch holds more sessions than ms')
}

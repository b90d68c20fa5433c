import { SLOT_MS, SLOTS_OF_HOUR } from '../arrivals.ts'
import { hash3, hashText } from '../random.ts'
import type { Bot } from '../types.ts'
import { MOST_BREAKS, OTHER_WORK } from './types.ts'

/** A day's shifts, by slot. */
interface Staffed {
  readonly shifts: readonly { readonly begin: number; readonly end: number }[]
  /** Agents more than wanted; who has a break is taken off. */
  readonly spare: Float64Array
}

/** A break: slots from the begin of the shift to the earliest and the latest begin of it, and its length. */
interface BreakRule {
  readonly from: number
  readonly to: number
  readonly length: number
}

const OF_LONG: readonly BreakRule[] = [
  { from: 1.5 * SLOTS_OF_HOUR, to: 2.5 * SLOTS_OF_HOUR, length: 1 },
  { from: 3.5 * SLOTS_OF_HOUR, to: 5 * SLOTS_OF_HOUR, length: 2 },
  { from: 6 * SLOTS_OF_HOUR, to: 7.25 * SLOTS_OF_HOUR, length: 1 },
]
const OF_MIDDLE: readonly BreakRule[] = [{ from: 2.25 * SLOTS_OF_HOUR, to: 3.5 * SLOTS_OF_HOUR, length: 1 }]
const OF_SHORT: readonly BreakRule[] = [{ from: 1.5 * SLOTS_OF_HOUR, to: 2.5 * SLOTS_OF_HOUR, length: 1 }]
/** Slots of a shift from which on it has these breaks. */
const FROM_LONG = 7.75 * SLOTS_OF_HOUR
const FROM_MIDDLE = 5.25 * SLOTS_OF_HOUR
const FROM_SHORT = 3.5 * SLOTS_OF_HOUR
/** Slots of letters, training and other work, if there are agents to spare. */
const AT_A_TIME = 4
/** Agents more than are needed at least from which on one has other work. */
const TO_SPARE = 0.5
const BREAKS = hashText('breaks')

/** A stretch in which an agent takes no contacts, in slots. */
interface Away {
  readonly at: number
  readonly length: number
}

/** Breaks of a day's shifts as `Shifts.breaks` has them, each where most can do without its agent. */
export function placeBreaks(bot: Bot, day: number, { shifts, spare }: Staffed): Uint32Array {
  const breaks = new Uint32Array(2 * MOST_BREAKS * shifts.length)
  for (const [i, { begin, end }] of shifts.entries()) {
    const shift = { at: begin, length: end - begin }
    const away = rulesOf(shift.length).map((rule, b) => {
      const lot = hash3(bot.salt ^ BREAKS, day, i * MOST_BREAKS + b)
      return leave(spare, { at: bestBegin(spare, begin, rule, lot), length: rule.length })
    })
    for (const [b, { at, length }] of away.entries()) {
      breaks.set([at * SLOT_MS, length * SLOT_MS], 2 * (MOST_BREAKS * i + b))
    }
    const times = shift.length >= FROM_LONG ? MOST_BREAKS - OTHER_WORK : 1
    for (let b = 0; b < times; b++) {
      const other = otherWork(spare, shift, away)
      if (other === undefined) break
      away.push(leave(spare, other))
      breaks.set([other.at * SLOT_MS, other.length * SLOT_MS], 2 * (MOST_BREAKS * i + OTHER_WORK + b))
    }
  }
  return breaks
}

function rulesOf(length: number): readonly BreakRule[] {
  if (length >= FROM_LONG) return OF_LONG
  if (length >= FROM_MIDDLE) return OF_MIDDLE
  return length >= FROM_SHORT ? OF_SHORT : []
}

function leave(spare: Float64Array, away: Away): Away {
  for (let slot = away.at; slot < away.at + away.length; slot++) spare[slot]!--
  return away
}

function leastOf(spare: Float64Array, at: number, length: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let slot = at; slot < at + length; slot++) least = Math.min(least, spare[slot]!)
  return least
}

/** @param lot which of several that are as good */
function bestBegin(spare: Float64Array, begin: number, { from, to, length }: BreakRule, lot: number): number {
  const count = to - from + 1
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < count; i++) {
    const at = begin + from + ((lot + i) % count)
    const least = leastOf(spare, at, length)
    if (least <= most + 1e-9) continue
    most = least
    best = at
  }
  return best
}

/** When an agent has other work, between his breaks; undefined where he cannot be spared. */
function otherWork(spare: Float64Array, shift: Away, others: readonly Away[]): Away | undefined {
  let best: Away | undefined
  let most = TO_SPARE
  const length = AT_A_TIME
  for (let at = shift.at + 1; at + length < shift.at + shift.length; at++) {
    if (others.some(other => at < other.at + other.length && other.at < at + length)) continue
    const least = leastOf(spare, at, length)
    if (least <= most + 1e-9) continue
    most = least
    best = { at, length }
  }
  return best
}

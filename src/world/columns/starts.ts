import { burstMasses, sweep } from '../arrivals.ts'
import type { Bot } from '../bot.ts'
import { baseStarts, type ExactPart, within } from '../calendar.ts'
import { stream } from '../random.ts'
import type { Pin } from '../sessions/pins.ts'
import type { ExactSpec } from '../spec.ts'
import { BEFORE_END } from './moves.ts'

/** Rows `lo` to `hi` - 1 belong to an exact stretch. */
export interface ExactRows {
  readonly spec: ExactSpec
  readonly lo: number
  readonly hi: number
}

export interface Starts {
  /** ms within the day, ascending; the same ms twice only where pins share it. */
  readonly start: Uint32Array
  readonly pins: ReadonlyMap<number, Pin>
  readonly exact: readonly ExactRows[]
}

const NO_PINS: ReadonlyMap<number, Pin> = new Map()

/** When the sessions of a day start: the sweep, with exact stretches in place of what it has there, and the pins. */
export function makeStarts(bot: Bot, day: number): Starts {
  const { calendar, key, spec } = bot
  const base = calendar.base(day)
  const special = calendar.special(day)
  if (special === undefined) return { start: baseStarts(key, spec, day, base), pins: NO_PINS, exact: [] }
  const swept = base > 0 ? baseStarts(key, spec, day, base) : new Uint32Array(0)
  const outside = special.parts.length === 0 ? [...swept] : [...swept].filter(at => !within(special.parts, at))
  const starts = [...outside]
  special.parts.forEach((part, i) => {
    const masses = burstMasses(key, spec.traffic, spec.zone, day, part.count)
    starts.push(...sweep(masses, part.count, part.from, lastStart(part), stream(key, day, 'exact', i)))
  })
  starts.sort((a, b) => a - b)
  return merge(starts.slice(0, calendar.count(day) - special.pins.length), special.pins, special.parts)
}

/** Agent sessions start early enough to be handed over within their stretch, where it is long enough. */
function lastStart({ spec, from, to, count }: ExactPart): number {
  const latest = to - BEFORE_END
  return spec.containment === 'agent' && latest - from >= count ? latest : to
}

/** Puts pins among the other starts, which give way by a ms where they meet one. */
function merge(starts: readonly number[], pins: readonly Pin[], parts: readonly ExactPart[]): Starts {
  const taken = new Set(pins.map(pin => pin.offset))
  const used = new Set<number>()
  const moved = starts.map(at => giveWay(at, taken, used, parts))
  const rows: { at: number; pin: Pin | undefined }[] = moved.map(at => ({ at, pin: undefined }))
  for (const pin of pins) rows.push({ at: pin.offset, pin })
  rows.sort((a, b) => a.at - b.at)
  const start = new Uint32Array(rows.length)
  const byRow = new Map<number, Pin>()
  rows.forEach(({ at, pin }, row) => {
    start[row] = at
    if (pin !== undefined) byRow.set(row, pin)
  })
  const exact = parts.map(part => ({
    spec: part.spec,
    lo: start.findIndex(at => at >= part.from),
    hi: start.findLastIndex(at => at <= part.to) + 1,
  }))
  return { start, pins: byRow, exact: exact.filter(rows => rows.lo >= 0 && rows.hi > rows.lo) }
}

/** The nearest free ms that lies in the same stretches, or in none. */
function giveWay(at: number, taken: ReadonlySet<number>, used: Set<number>, parts: readonly ExactPart[]): number {
  const home = parts.find(part => at >= part.from && at <= part.to)
  const allowed = (ms: number) =>
    ms >= 0 && ms < 86_400_000 && (home ? ms >= home.from && ms <= home.to : !within(parts, ms))
  for (let step = 0; ; step++) {
    for (const ms of [at + step, at - step]) {
      if (allowed(ms) && !taken.has(ms) && !used.has(ms)) {
        used.add(ms)
        return ms
      }
    }
    if (step > 86_400_000) throw new RangeError('a stretch holds more sessions than ms')
  }
}

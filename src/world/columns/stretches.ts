import type { Pin } from '../sessions/pins.ts'
import type { ExactSpec } from '../spec.ts'
import { iso, lastInstantOf } from '../time.ts'
import type { Day } from '../types.ts'

/**
 * ms from a row's start to the end of the exact stretch of agent sessions that it is one of: its conversation and segment
 * lie in it as its session does, since the Agent AI views go by them. Undefined for every other row.
 */
export function roomInStretch(day: Day, row: number): number | undefined {
  for (const exact of day.exact) {
    if (row < exact.lo || row >= exact.hi) continue
    return exact.spec.containment === 'agent' ? lastInstantOf(exact.spec.to) - day.startOf(row) : undefined
  }
  return undefined
}

/** What a scenario says of the rows of a stretch as a pin would say it of one: how long they last. */
export function asPin(day: Day, row: number, { duration }: ExactSpec): Pin {
  const start = day.startOf(row)
  return {
    spec: { start_time: iso(start) },
    start,
    end: duration === undefined ? undefined : start + duration,
    day: day.number,
    offset: start - day.midnight,
    user: day.user[row]!,
    isFirst: false,
  }
}

/** The stretch that a row is one of. */
export function stretchOf({ exact, pins }: Day, row: number): ExactSpec | undefined {
  if (exact.length === 0 || pins.has(row)) return undefined
  return exact.find(({ lo, hi }) => row >= lo && row < hi)?.spec
}

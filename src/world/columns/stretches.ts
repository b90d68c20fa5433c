import { DAY } from '../time.ts'
import type { Day } from '../types.ts'
import type { ExactRows } from './types.ts'

/** ms UTC of the last instant of an exact stretch. */
function endOf({ spec }: ExactRows): number {
  return Date.parse(spec.to) + (spec.to.length === 10 ? DAY - 1 : 0)
}

/**
 * ms from a row's start to the end of the exact stretch of agent sessions that it is one of: its conversation and segment
 * lie in it as its session does, since the Agent AI views go by them. Undefined for every other row.
 */
export function roomInStretch(day: Day, row: number): number | undefined {
  for (const exact of day.exact) {
    if (row < exact.lo || row >= exact.hi) continue
    return exact.spec.containment === 'agent' ? endOf(exact) - day.startOf(row) : undefined
  }
  return undefined
}

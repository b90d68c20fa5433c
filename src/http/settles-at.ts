import { parseBound } from '../contract/formats.ts'
import { own } from '../contract/own.ts'
import type { OperationInfo } from '../contract/types.ts'
import { latestClose } from '../world/settled.ts'

/** ms by which a day may end later in some time zone than in UTC. */
const LATEST_DAY_END = 14 * 3_600_000

/**
 * The instant from which on the answer to a valid request never changes: both bounds of its range are given, and a
 * session that began at the upper one has ended in every zone. Infinity: there is no such instant.
 */
export function settlesAt({ dateRange }: OperationInfo, valid: { query: object; body: object }): number {
  if (dateRange === undefined) return Number.POSITIVE_INFINITY
  const fields = valid[dateRange.in] as Readonly<Record<string, unknown>>
  const to = own(fields, dateRange.to)
  // Single sessions, of which some facts age (facts 6.3), are asked for without a range: it is ignored beside them (ruling R27).
  if (typeof to !== 'string' || typeof own(fields, dateRange.from) !== 'string') return Number.POSITIVE_INFINITY
  return latestClose(parseBound(to, 'upper') + LATEST_DAY_END)
}

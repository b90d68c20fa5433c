import type { TrafficSpec } from './spec.ts'
import { dayOfDate } from './time.ts'

/** Growth ends where a bot has so many sessions a day, so that the year 2100 is no larger than a machine bears (decision D134). */
const MOST_BY_GROWTH = 200_000
/** On this day a bot has `perDay` sessions. */
const GROWTH_BASE = dayOfDate('2026-01-01')
const YEAR = 365.25

/** Sessions of an average day, as a bot has grown by then; before week, season and events. */
export function grownPerDay({ perDay, growth }: Pick<TrafficSpec, 'perDay' | 'growth'>, day: number): number {
  const grown = perDay * Math.max(0, 1 + growth) ** ((day - GROWTH_BASE) / YEAR)
  return Math.min(grown, Math.max(perDay, MOST_BY_GROWTH))
}

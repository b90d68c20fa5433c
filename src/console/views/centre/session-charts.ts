import type { ChartData } from '../../charts/data.ts'
import type { DayRange } from '../../state/range.ts'
import { daysBetween, weekdayIn, type ZoneTime } from '../../state/zone-time.ts'
import type { SeenSession } from './read-sessions.ts'

const CONTAINMENTS = [
  { key: 'selfService', name: 'Self-service', colour: 1 },
  { key: 'agent', name: 'Agent', colour: 2 },
  { key: 'dropOff', name: 'Drop-off', colour: 3 },
] as const
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
/** Days up to which a range is shown by the hour. */
const BY_HOUR = 2
const MOST_NAMED = 8

/** Whether charts of a range have a column for each hour. */
export const isByHour = ({ first, last }: DayRange): boolean => daysBetween(first, last).length <= BY_HOUR

/** The columns of a range: its days, or the hours of them. */
export class Columns {
  readonly names: readonly string[]
  readonly are: string
  readonly #index: ReadonlyMap<string, number>
  readonly #zone: ZoneTime
  readonly #isByHour: boolean

  constructor(range: DayRange, zone: ZoneTime) {
    const days = daysBetween(range.first, range.last)
    this.#isByHour = isByHour(range)
    this.#zone = zone
    this.are = this.#isByHour ? 'Hour' : 'Day'
    const keys = this.#isByHour ? days.flatMap(day => HOURS.map(hour => `${day} ${hour}`)) : days
    this.#index = new Map(keys.map((key, i) => [key, i]))
    this.names = keys.map(key =>
      this.#isByHour
        ? days.length === 1
          ? key.slice(11)
          : `${key.slice(8, 10)}. ${key.slice(11)}h`
        : `${WEEKDAYS[weekdayIn(key)]} ${key.slice(5)}`,
    )
  }

  /** The column of an instant, ms UTC; undefined: it lies outside. */
  at(instant: number): number | undefined {
    const { day, hour } = this.#zone.hourOf(instant)
    return this.#index.get(this.#isByHour ? `${day} ${HOURS[hour]}` : day)
  }
}

/** Sessions by column, on top of each other by how they ended. */
export function containmentChart(rows: readonly SeenSession[], columns: Columns): ChartData {
  const counts = new Map<string, number[]>(CONTAINMENTS.map(({ key }) => [key, columns.names.map(() => 0)]))
  for (const { start, containment } of rows) {
    const at = columns.at(start)
    if (at !== undefined) counts.get(containment)![at]!++
  }
  return {
    columnsAre: columns.are,
    columns: columns.names,
    series: CONTAINMENTS.map(({ key, name, colour }) => ({ name, colour, values: counts.get(key)! })),
  }
}

/** Sessions by one of their attributes, the most frequent first; rare ones are one. */
export function rankedChart(
  rows: readonly SeenSession[],
  { are, colour, keyOf }: { are: string; colour: number; keyOf: (row: SeenSession) => string | undefined },
): ChartData {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const ranked = [...counts].sort(([, a], [, b]) => b - a)
  const rest = ranked.slice(MOST_NAMED).reduce((sum, [, count]) => sum + count, 0)
  const shown =
    rest === 0 ? ranked : [...ranked.slice(0, MOST_NAMED), [`${ranked.length - MOST_NAMED} more`, rest] as const]
  return {
    columnsAre: are,
    columns: shown.map(([name]) => name),
    series: [{ name: 'Sessions', colour, values: shown.map(([, count]) => count) }],
  }
}

/** Sessions by weekday and hour, on average of the days of the range. */
export function weekChart(rows: readonly SeenSession[], range: DayRange, zone: ZoneTime): ChartData {
  const days = WEEKDAYS.map(() => 0)
  for (const day of daysBetween(range.first, range.last)) days[weekdayIn(day)]!++
  const counts = WEEKDAYS.map(() => HOURS.map(() => 0))
  for (const { start } of rows) {
    const { day, hour } = zone.hourOf(start)
    counts[weekdayIn(day)]![hour]!++
  }
  return {
    columnsAre: 'Hour',
    columns: HOURS,
    series: WEEKDAYS.map((name, weekday) => ({
      name,
      colour: 1,
      values: counts[weekday]!.map(count => (days[weekday] === 0 ? null : count / days[weekday]!)),
    })),
  }
}

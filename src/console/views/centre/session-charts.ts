import { type ChartData, writtenShare } from '../../charts/data.ts'
import { ENDINGS } from '../../state/endings.ts'
import type { DayRange } from '../../state/range.ts'
import { daysBetween, type LocalHour, WEEKDAYS, weekdayIn, type ZoneTime } from '../../state/zone-time.ts'
import type { SeenSession } from './read-sessions.ts'

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
  readonly areHours: boolean
  readonly #places: readonly LocalHour[]
  readonly #index: ReadonlyMap<string, number>
  readonly #zone: ZoneTime

  constructor(range: DayRange, zone: ZoneTime) {
    const days = daysBetween(range.first, range.last)
    this.areHours = isByHour(range)
    this.#zone = zone
    this.are = this.areHours ? 'Hour' : 'Day'
    const hours = this.areHours ? HOURS.map((_, hour) => hour) : [0]
    this.#places = days.flatMap(day => hours.map(hour => ({ day, hour })))
    const keys = this.areHours ? days.flatMap(day => HOURS.map(hour => `${day} ${hour}`)) : days
    this.#index = new Map(keys.map((key, i) => [key, i]))
    this.names = keys.map(key =>
      this.areHours
        ? days.length === 1
          ? key.slice(11)
          : `${key.slice(8, 10)}. ${key.slice(11)}h`
        : `${WEEKDAYS[weekdayIn(key)]} ${key.slice(5)}`,
    )
  }

  /** Day and hour with which a column begins. */
  placeOf(column: number): LocalHour {
    return this.#places[column]!
  }

  /** The column of an instant, ms UTC; undefined: it lies outside. */
  at(instant: number): number | undefined {
    const { day, hour } = this.#zone.hourOf(instant)
    return this.#index.get(this.areHours ? `${day} ${HOURS[hour]}` : day)
  }
}

/** Sessions by column, on top of each other by how they ended. */
export function containmentChart(rows: readonly SeenSession[], columns: Columns): ChartData {
  const counts = new Map<string, number[]>(ENDINGS.map(({ key }) => [key, columns.names.map(() => 0)]))
  for (const { start, containment } of rows) {
    const at = columns.at(start)
    if (at !== undefined) counts.get(containment)![at]!++
  }
  return {
    columnsAre: columns.are,
    columns: columns.names,
    series: ENDINGS.map(({ key, name, colour }) => ({ name, colour, values: counts.get(key)! })),
  }
}

/** Of all sessions of a column, the part that ended in each way. */
export function shareChart(containment: ChartData): ChartData {
  const sums = containment.columns.map((_, i) =>
    containment.series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0),
  )
  return {
    ...containment,
    write: writtenShare,
    series: containment.series.map(one => ({
      ...one,
      values: one.values.map((value, i) => (sums[i] === 0 ? null : (value ?? 0) / sums[i]!)),
    })),
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

/** Sessions by weekday and hour, on average of the hours of the range that have begun. */
export function weekChart(rows: readonly SeenSession[], range: DayRange, zone: ZoneTime, present: number): ChartData {
  const now = zone.hourOf(present)
  const inRange = new Set(daysBetween(range.first, range.last).map(weekdayIn))
  const begun = WEEKDAYS.map(() => HOURS.map(() => 0))
  for (const day of daysBetween(range.first, range.last)) {
    const hours = day < now.day ? HOURS.length : day === now.day ? now.hour + 1 : 0
    for (let hour = 0; hour < hours; hour++) begun[weekdayIn(day)]![hour]!++
  }
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
      values: counts[weekday]!.map((count, hour) => {
        const hours = begun[weekday]![hour]!
        return hours === 0 ? null : count / hours
      }),
    })).filter((_, weekday) => inRange.has(weekday)),
  }
}

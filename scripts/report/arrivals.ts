import { HOUR, MINUTE } from '../../src/world/time.ts'
import type { Zone } from '../../src/world/zones.ts'
import { decimal, figure, percent, type Section } from './figures.ts'
import { lineChart } from './line-chart.ts'
import { dateOf, HOURS, hourOf, isWeekend, weekdayOf } from './local-time.ts'
import type { MonthOfRows } from './month.ts'
import type { SessionRow } from './rows.ts'
import { groupBy, mean, shareOf, sum } from './stats.ts'

const BIN = 5 * MINUTE

/** A count of arrivals and what was to be expected. */
export interface Bin {
  /** ms UTC. */
  readonly at: number
  readonly count: number
  /** Mean of all bins of the same cell. */
  readonly expected: number
}

/**
 * Counts of arrivals by bins of `length` ms, each with the mean of its cell.
 * @param starts ms UTC, ascending
 * @param cellOf what bins with the same expectation have in common
 */
export function binned(starts: readonly number[], length: number, cellOf: (ms: number) => number | string): Bin[] {
  if (starts.length === 0) return []
  const first = Math.ceil(starts[0]! / HOUR) * HOUR
  const last = Math.floor(starts.at(-1)! / HOUR) * HOUR
  const counts = new Array<number>(Math.max(0, Math.round((last - first) / length))).fill(0)
  for (const ms of starts) {
    const at = Math.floor((ms - first) / length)
    if (at >= 0 && at < counts.length) counts[at]! += 1
  }
  const bins = counts.map((count, at) => ({ at: first + at * length, count }))
  return [...groupBy(bins, ({ at }) => cellOf(at)).values()].flatMap(own => {
    const expected = mean(own.map(({ count }) => count))
    return own.map(bin => ({ ...bin, expected }))
  })
}

/** Variance to mean after dividing by the expected: 1 for Poisson, more where arrivals come in bursts. */
export function dispersion(bins: readonly Bin[], perCell: number): number {
  const spread = sum(bins.map(({ count, expected }) => (count - expected) ** 2))
  // The expectation was itself found from the cell.
  return ((perCell / (perCell - 1)) * spread) / Math.max(1, sum(bins.map(({ expected }) => expected)))
}

/** Share of bins with 0, 1, 2 … arrivals. */
function countShares(bins: readonly Bin[], most: number): number[] {
  return Array.from({ length: most + 1 }, (_, n) => shareOf(bins, ({ count }) => count === n))
}

/** The same for Poisson with the expectations of these bins. */
function poissonShares(bins: readonly Bin[], most: number): number[] {
  const total = new Array<number>(most + 1).fill(0)
  for (const { expected } of bins) {
    let share = Math.exp(-expected)
    for (let n = 0; n <= most; n++) {
      total[n]! += share / bins.length
      share *= expected / (n + 1)
    }
  }
  return total
}

/** Share of each day's sessions that are a user's first. */
function newShares(sessions: readonly SessionRow[], zone: Zone): { date: string; share: number }[] {
  const days = groupBy(sessions, ({ start_time }) => dateOf(zone, Date.parse(start_time)))
  return [...days].map(([date, own]) => ({ date, share: shareOf(own, isNew) }))
}

const isNew = ({ tags }: SessionRow) => tags.userTags.some(({ name, value }) => name === 'user' && value === 'newuser')

/** Shares of the 24 local hours. */
function hourShares(starts: readonly number[], zone: Zone): number[] {
  const counts = new Array<number>(24).fill(0)
  for (const ms of starts) counts[hourOf(zone, ms)]! += 1
  return counts.map(count => count / Math.max(1, starts.length))
}

/** How people arrive: against Poisson, new ones by day, on weekends. */
export function arrivals({ sessions, zone }: MonthOfRows): Section {
  const starts = sessions.map(({ start_time }) => Date.parse(start_time))
  const inHour = binned(starts, BIN, ms => Math.floor(ms / HOUR))
  const cellOf = (ms: number) => `${weekdayOf(zone, ms)} ${hourOf(zone, ms)}`
  const inWeek = binned(starts, BIN, cellOf)
  const hourly = binned(starts, HOUR, cellOf)
  const fresh = newShares(sessions, zone).slice(1, -1)
  const freshShares = fresh.map(({ share }) => share)
  const spread = Math.max(...freshShares) - Math.min(...freshShares)
  const [weekend, weekdays] = [true, false].map(isSo =>
    hourShares(
      starts.filter(ms => isWeekend(zone, ms) === isSo),
      zone,
    ),
  ) as [number[], number[]]
  const apart = sum(weekend.map((share, hour) => Math.abs(share - weekdays[hour]!))) / 2
  const most = Math.min(20, Math.ceil(3 * Math.max(...inWeek.map(({ expected }) => expected))))
  return {
    title: 'Arrivals',
    figures: [
      figure('variance to mean in 5 minutes, within the hour', dispersion(inHour, 12), decimal, {
        from: 0.9,
        to: 1.5,
      }),
      figure('variance to mean in 5 minutes, of hour and weekday', dispersion(inWeek, 50), decimal),
      figure('variance to mean of hours, of hour and weekday', dispersion(hourly, 4.4), decimal),
      figure('share of new users by day, highest minus lowest', spread, percent, { from: 0.03 }),
      figure('weekend hours against weekdays, share that lies elsewhere', apart, percent, { from: 0.05 }),
    ],
    tables: [
      {
        title: 'New users by day',
        head: ['', 'share of sessions'],
        rows: fresh.map(({ date, share }) => [date, percent(share)]),
      },
    ],
    charts: [
      lineChart(
        'Arrivals in five minutes against Poisson',
        { names: Array.from({ length: most + 1 }, (_, n) => String(n)), format: percent },
        [
          { name: 'seen', values: countShares(inWeek, most) },
          { name: 'Poisson', values: poissonShares(inWeek, most) },
        ],
      ),
      lineChart('Share of new users by day', { names: fresh.map(({ date }) => date.slice(8)), format: percent }, [
        { name: 'new', values: freshShares },
      ]),
      lineChart('Sessions by local hour', { names: HOURS, format: percent }, [
        { name: 'weekdays', values: weekdays },
        { name: 'weekends', values: weekend },
      ]),
    ],
  }
}

import { MEDIUMS, type Medium } from '../../src/world/pack.ts'
import type { Zone } from '../../src/world/zones.ts'
import { count, duration, type Figure, figure, percent, type Section, type Table } from './figures.ts'
import { lineChart } from './line-chart.ts'
import { HOURS, hourOf } from './local-time.ts'
import type { HandOver } from './month.ts'
import { groupBy, median, quantile, shareOf } from './stats.ts'

/** How long people waited for a human, of so many who were handed over while somebody was on shift. */
export interface Waits {
  readonly handedOver: number
  readonly answered: number
  /** Shares of these. */
  readonly within20: number
  readonly abandoned: number
  /** Seconds, of those answered. */
  readonly median: number
  readonly p90: number
}

export function waitsOf(all: readonly HandOver[]): Waits {
  const handOvers = all.filter(({ isClosed }) => !isClosed)
  const seconds = handOvers.flatMap(({ wait }) => (wait === undefined ? [] : [wait / 1000]))
  return {
    handedOver: handOvers.length,
    answered: seconds.length,
    within20: handOvers.length === 0 ? 0 : seconds.filter(wait => wait <= 20).length / handOvers.length,
    abandoned: shareOf(handOvers, ({ wait }) => wait === undefined),
    median: median(seconds),
    p90: quantile(seconds, 0.9),
  }
}

/** How soon a human answered, and who gave up. */
export function waits(handOvers: readonly HandOver[], zone: Zone): Section {
  const byMedium = groupBy(handOvers, ({ talk }) => talk.medium)
  const voice = waitsOf(byMedium.get('voice') ?? [])
  const live = handOvers.filter(({ talk }) => talk.medium !== 'email')
  const byHour = (medium: Medium) => {
    const groups = groupBy(byMedium.get(medium) ?? [], ({ talk, at }) => hourOf(zone, at ?? talk.end))
    return HOURS.map((_, hour) => waitsOf(groups.get(hour) ?? []))
  }
  const voiceHours = byHour('voice')
  const chatHours = byHour('chat')
  const known = (hours: readonly Waits[], of: (one: Waits) => number) =>
    hours.map(one => (one.answered === 0 ? undefined : of(one)))
  const figures: Figure[] = [
    figure('calls answered within 20 s', voice.within20, percent, { from: 0.7, to: 0.85 }),
    figure('handed over and never answered', waitsOf(handOvers).abandoned, percent, { from: 0.03, to: 0.08 }),
    figure(
      'handed over while nobody is on shift',
      shareOf(handOvers, ({ isClosed }) => isClosed),
      percent,
    ),
    figure('wait of all but e-mails, median', waitsOf(live).median, duration),
    figure('wait of all but e-mails, p90', waitsOf(live).p90, duration),
  ]
  return {
    title: 'Waits',
    figures,
    tables: [mediumTable(byMedium), hourTable(voiceHours, chatHours)],
    charts: [
      lineChart('Wait for a human by local hour, calls', { names: HOURS, format: duration }, [
        { name: 'p90', values: known(voiceHours, one => one.p90) },
        { name: 'median', values: known(voiceHours, one => one.median) },
      ]),
      lineChart('Wait for a human by local hour, chats', { names: HOURS, format: duration }, [
        { name: 'p90', values: known(chatHours, one => one.p90) },
        { name: 'median', values: known(chatHours, one => one.median) },
      ]),
      lineChart('Calls answered within 20 s, and never', { names: HOURS, format: percent }, [
        { name: 'within 20 s', values: voiceHours.map(one => one.within20) },
        { name: 'never', values: voiceHours.map(one => one.abandoned) },
      ]),
    ],
  }
}

const waitCells = (one: Waits) => [
  count(one.handedOver),
  percent(one.within20),
  percent(one.abandoned),
  duration(one.median),
  duration(one.p90),
]
const WAIT_HEAD = ['handed over', 'within 20 s', 'never', 'median', 'p90']

function mediumTable(byMedium: ReadonlyMap<Medium, readonly HandOver[]>): Table {
  return {
    title: 'Waits by medium',
    head: ['', ...WAIT_HEAD],
    rows: MEDIUMS.map(medium => [medium, ...waitCells(waitsOf(byMedium.get(medium) ?? []))]),
  }
}

function hourTable(voice: readonly Waits[], chat: readonly Waits[]): Table {
  return {
    title: 'Waits by local hour: calls, then chats',
    head: ['hour', ...WAIT_HEAD, ...WAIT_HEAD],
    rows: HOURS.map((hour, at) => [hour, ...waitCells(voice[at]!), ...waitCells(chat[at]!)]),
  }
}

import { mediumNamed } from '../../src/world/dialogue/manner.ts'
import { type Bar, barChart } from './bar-chart.ts'
import { count, decimal, duration, type Section, percent as show, type Table } from './figures.ts'
import { HOURS, hourOf, WEEKDAYS, weekdayOf } from './local-time.ts'
import type { MonthOfRows } from './month.ts'
import { mean, median, quantile, sum, tally } from './stats.ts'
import type { Talk } from './talks.ts'

const KINDS: readonly string[] = ['selfService', 'dropOff', 'agent']

/** How much comes when, on which channels, in which languages, and what becomes of it (facts 6.4 has a real centre's). */
export function traffic({ sessions, zone, talks }: MonthOfRows): Section {
  const starts = sessions.map(({ start_time }) => Date.parse(start_time))
  const byHour = shares(
    starts.map(ms => String(hourOf(zone, ms))),
    HOURS,
  )
  const byWeekday = shares(
    starts.map(ms => WEEKDAYS[weekdayOf(zone, ms)]!),
    WEEKDAYS,
  )
  const minutes = sessions.map(({ start_time, end_time }) => (Date.parse(end_time) - Date.parse(start_time)) / 60_000)
  const durations = histogram(minutes, [2, 5, 8, 10, 12, 15, 20, 30, 60, 240], (from, to) => `${from}-${to} min`)
  const messages = histogram(
    sessions.map(({ noOfMessagesExchanged }) => noOfMessagesExchanged),
    [2, 5, 10, 15, 20, 25, 30, 40, 60, 100],
    whole,
  )
  const perUser = histogram(
    tally(sessions.map(({ userId }) => userId)).map(([, times]) => times),
    [2, 3, 4, 5, 6, 8, 11],
    whole,
  )
  const channels = shares(sessions.map(({ channel }) => channel))
  const languages = shares(sessions.map(({ session_lang }) => session_lang[0] ?? ''))
  const containment = channels.map(({ name }) => {
    const own = sessions.filter(({ channel }) => channel === name)
    const parts = shares(
      own.map(({ containmentType }) => containmentType),
      KINDS,
    ).map(({ value }) => value)
    return { name, value: 1, parts }
  })
  const userLines = sum(talks.map(({ lines }) => lines.filter(({ side }) => side === 'customer').length))
  const allLines = sum(talks.map(({ lines }) => lines.length))
  return {
    title: 'Traffic',
    figures: [],
    tables: [
      barTable('By hour (local)', byHour),
      barTable('By weekday', byWeekday),
      barTable('Duration', durations),
      barTable('Messages', messages),
      barTable('Sessions a user', perUser),
      barTable('Channel', channels),
      barTable('Language', languages),
      kindTable(
        sessions.map(row => row.containmentType),
        minutes,
        sessions.map(row => row.noOfMessagesExchanged),
      ),
      {
        title: 'Containment by channel',
        head: ['', ...KINDS],
        rows: containment.map(({ name, parts }) => [name, ...parts.map(show)]),
      },
      {
        title: 'Who says the messages',
        head: ['', 'share'],
        rows: [
          ['customers', show(userLines / allLines)],
          ['bot or agents', show(1 - userLines / allLines)],
        ],
      },
      mediumTable(talks),
    ],
    charts: [
      barChart('Sessions by local hour', byHour),
      barChart('Sessions by weekday', byWeekday),
      barChart('Duration', durations),
      barChart('Messages per session', messages),
      barChart('Sessions per user in the month', perUser),
      barChart('Channel', channels),
      barChart('Language', languages),
      barChart('Containment by channel', containment, KINDS),
    ],
  }
}

/** Shares of the texts, in the order of `keys`, else the most frequent first. */
function shares(texts: readonly string[], keys?: readonly string[]): Bar[] {
  const counts = new Map(tally(texts))
  return (keys ?? [...counts.keys()]).map(name => ({ name, value: (counts.get(name) ?? 0) / texts.length }))
}

/** Shares by bins: `edges` are upper bounds, the last bin is open. */
function histogram(
  values: readonly number[],
  edges: readonly number[],
  label: (from: number, to: number) => string,
): Bar[] {
  const counts = new Array<number>(edges.length + 1).fill(0)
  for (const value of values) {
    const at = edges.findIndex(edge => value < edge)
    counts[at < 0 ? edges.length : at]! += 1
  }
  return counts.map((times, at) => ({
    name: at === edges.length ? `${edges.at(-1)}+` : label(edges[at - 1] ?? 0, edges[at]!),
    value: times / values.length,
  }))
}

/** Whole numbers from 1: the bin that ends before 5 and begins at 2 is 2 to 4. */
const whole = (from: number, to: number) =>
  to - Math.max(1, from) === 1 ? `${to - 1}` : `${Math.max(1, from)}-${to - 1}`

function barTable(title: string, bars: readonly Bar[]): Table {
  const most = Math.max(...bars.map(bar => bar.value))
  return {
    title,
    head: ['', 'share', ''.padEnd(40)],
    rows: bars.map(({ name, value }) => [name, show(value), '#'.repeat(Math.round((value / most) * 40)).padEnd(40)]),
  }
}

function kindTable(kinds: readonly string[], minutes: readonly number[], messages: readonly number[]): Table {
  const rows = KINDS.map(kind => {
    const own = kinds.flatMap((one, at) => (one === kind ? [at] : []))
    const lengths = own.map(at => minutes[at]! * 60)
    const counts = own.map(at => messages[at]!)
    return [
      kind,
      show(own.length / kinds.length),
      duration(median(lengths)),
      duration(quantile(lengths, 0.99)),
      count(median(counts)),
      decimal(mean(counts)),
      count(quantile(counts, 1)),
    ]
  })
  return {
    title: 'What becomes of sessions',
    head: ['', 'share', 'lasts (median)', '99 % below', 'messages (median)', 'mean', 'most'],
    rows,
  }
}

function mediumTable(talks: readonly Talk[]): Table {
  return {
    title: 'Mediums',
    head: ['', 'share'],
    rows: tally(talks.map(({ session }) => mediumNamed(session.channel))).map(([medium, times]) => [
      medium,
      show(times / talks.length),
    ]),
  }
}

import type { DeskAnswer } from '../../api/answers.ts'
import { type ChartData, writtenSeconds, writtenShare } from '../../charts/data.ts'
import type { Columns } from './session-charts.ts'

type DeskHour = DeskAnswer['hours'][number]

const SHOWN_AGENTS = 10

/** Hours of the desk put together by the columns of a range. */
function byColumn({ hours }: DeskAnswer, columns: Columns): (readonly DeskHour[])[] {
  const found: DeskHour[][] = columns.names.map(() => [])
  for (const hour of hours) {
    const at = columns.at(Date.parse(hour.start))
    if (at !== undefined) found[at]!.push(hour)
  }
  return found
}

const sumOf = <Row>(rows: readonly Row[], read: (row: Row) => number) => rows.reduce((sum, row) => sum + read(row), 0)
const shareOf = (part: number, whole: number) => (whole === 0 ? null : part / whole)

/** Whom humans took in time, and how busy these were: shares of one. */
export function serviceChart(desk: DeskAnswer, columns: Columns): ChartData {
  const groups = byColumn(desk, columns)
  return {
    columnsAre: columns.are,
    columns: columns.names,
    write: writtenShare,
    series: [
      {
        name: 'Service level',
        colour: 1,
        values: groups.map(hours =>
          shareOf(
            sumOf(hours, h => h.withinTarget),
            sumOf(hours, h => h.offered - h.closed),
          ),
        ),
      },
      {
        name: 'Occupancy',
        colour: 4,
        values: groups.map(hours =>
          shareOf(
            sumOf(hours, h => h.busySeconds),
            sumOf(hours, h => h.staffedSeconds),
          ),
        ),
      },
    ],
  }
}

/** What became of those who were handed over. */
export function outcomeChart(desk: DeskAnswer, columns: Columns): ChartData {
  const groups = byColumn(desk, columns)
  const series = (name: string, colour: number, read: (hour: DeskHour) => number) => ({
    name,
    colour,
    values: groups.map(hours => sumOf(hours, read)),
  })
  return {
    columnsAre: columns.are,
    columns: columns.names,
    series: [
      series('In time', 1, h => h.withinTarget),
      series('Later', 7, h => h.answered - h.withinTarget),
      series('Gave up', 5, h => h.gaveUp),
      series('Nobody there', 6, h => h.closed),
      series('Waiting', 3, h => h.waiting),
    ].filter(({ values }) => values.some(value => value > 0)),
  }
}

/** What nine of ten waited at most in each queue, and the middle, in seconds. */
export function queueWaits({ queues }: DeskAnswer): ChartData {
  const answered = queues.filter(({ medianWait }) => medianWait !== null)
  return {
    columnsAre: 'Queue',
    columns: answered.map(({ queueName }) => queueName),
    write: writtenSeconds,
    series: [
      { name: 'Nine of ten', colour: 3, values: answered.map(({ longWait }) => longWait) },
      { name: 'Median', colour: 3, values: answered.map(({ medianWait }) => medianWait) },
    ],
  }
}

/** Those who had most conversations. */
export function busiestAgents({ agents }: DeskAnswer): ChartData {
  const busiest = [...agents].sort((a, b) => b.conversations - a.conversations).slice(0, SHOWN_AGENTS)
  return {
    columnsAre: 'Agent',
    columns: busiest.map(({ name }) => name),
    series: [{ name: 'Conversations', colour: 2, values: busiest.map(({ conversations }) => conversations) }],
  }
}

/** Sums over calls and chats. */
export function waitsOf({ queues, hours }: DeskAnswer) {
  const offered = sumOf(queues, q => q.offered - q.closed)
  return {
    waiting: sumOf(queues, q => q.waiting),
    gaveUp: sumOf(queues, q => q.gaveUp),
    serviceLevel: shareOf(
      sumOf(queues, q => q.withinTarget),
      offered,
    ),
    occupancy: shareOf(
      sumOf(hours, h => h.busySeconds),
      sumOf(hours, h => h.staffedSeconds),
    ),
  }
}

import { DAY, HOUR, MINUTE } from '../../src/world/time.ts'
import { barChart } from './bar-chart.ts'
import type { Chart } from './charts.ts'
import { count, figure, hours, percent, type Section, type Table } from './figures.ts'
import type { HandOver } from './month.ts'
import { type Days, eachDay, type SegmentRow } from './rows.ts'
import { groupBy, mean, median, mostAtOnce, overlapping, quantile, type Stretch, sum, unionLength } from './stats.ts'
import type { Talk } from './talks.ts'
import { timetable } from './timetable.ts'

/** What one agent did for one customer. */
export interface Piece extends Stretch {
  readonly agentId: string
  readonly agent: string
  readonly channel: SegmentRow['channel']
}

/** An agent's UTC day. */
export interface AgentDay {
  readonly agentId: string
  readonly day: number
  /** ms from the begin of the first segment to the end of the last. */
  readonly length: number
}

/** Segments as raw data shows them. */
function piecesOf(segments: readonly SegmentRow[]): Piece[] {
  return segments.map(({ agent, channel, segmentStartTime, segmentEndTime }) => ({
    agentId: agent.agentId,
    agent: agent.name ?? '',
    channel,
    start: Date.parse(segmentStartTime),
    end: Date.parse(segmentEndTime),
  }))
}

/** Time that an e-mail's answer takes to write. */
const WRITING = 6 * MINUTE

/** Time that an agent needs after a call or a chat. */
const WRAP = 45_000

/**
 * What agents were busy with: a call or a chat from the agent's first word to the last word while it was his and the work
 * after it, an e-mail for the minutes before each of his answers.
 */
export function busyWith(handOvers: readonly HandOver[]): Piece[] {
  return handOvers.flatMap(({ talk }) => (talk.medium === 'email' ? answers(talk) : stints(talk)))
}

function answers({ lines }: Talk): Piece[] {
  return lines.flatMap(({ at, agent }) =>
    agent === undefined
      ? []
      : [{ agentId: agent.id, agent: agent.name, channel: 'email' as const, start: at - WRITING, end: at }],
  )
}

function stints({ lines, medium }: Talk): Piece[] {
  const channel = medium === 'voice' ? 'voice' : 'chat'
  const begins = lines.flatMap(({ agent }, at) => (agent === undefined ? [] : [{ agent, at }]))
  const firsts = begins.filter(({ agent }, n) => agent.id !== begins[n - 1]?.agent.id)
  return firsts.map(({ agent, at }, n) => ({
    agentId: agent.id,
    agent: agent.name,
    channel,
    start: lines[at]!.at,
    end: lines[(firsts[n + 1]?.at ?? lines.length) - 1]!.at + WRAP,
  }))
}

const dayOf = (ms: number) => Math.floor(ms / DAY)

/** How long after midnight somebody may still have to do with what came before. */
const OVERTIME = 45 * MINUTE
/** Who has nothing to do for so long has gone home. */
const AWAY = 8 * HOUR

/** An agent's work by days: what is begun in overtime after midnight belongs to the day before, where his day has ended with it. */
function byAgentDay(pieces: readonly Piece[]): (readonly Piece[])[] {
  return [...groupBy(pieces, ({ agentId }) => agentId).values()].flatMap(own => {
    const starts = own.map(({ start }) => start).sort((a, b) => a - b)
    const dayOfWork = (start: number) => {
      const midnight = dayOf(start) * DAY
      if (start - midnight > OVERTIME) return dayOf(start)
      const isGoing = starts.some(other => other < midnight && other > midnight - AWAY)
      const isComing = starts.some(other => other > midnight + OVERTIME && other < start + AWAY)
      return isGoing && !isComing ? dayOf(start) - 1 : dayOf(start)
    }
    return [...groupBy(own, ({ start }) => dayOfWork(start)).values()]
  })
}

/** First to last segment of each agent and UTC day. */
export function agentDays(pieces: readonly Piece[]): AgentDay[] {
  return byAgentDay(pieces).map(own => ({
    agentId: own[0]!.agentId,
    day: dayOf(Math.min(...own.map(({ start }) => start))),
    length: Math.max(...own.map(({ end }) => end)) - Math.min(...own.map(({ start }) => start)),
  }))
}

/** Share of the time between an agent's first and last work of a day in which he was busy, over all days. */
export function occupancyOf(busy: readonly Piece[]): number {
  const days = byAgentDay(busy)
  const present = agentDays(busy)
  return sum(days.map(unionLength)) / Math.max(1, sum(present.map(({ length }) => length)))
}

/** The longest run of days in a row of each agent. */
export function runsOf(days: readonly AgentDay[]): number[] {
  return [...groupBy(days, ({ agentId }) => agentId).values()].map(own => longestRun(own.map(({ day }) => day)))
}

/** Length of the longest run of numbers that follow each other. */
export function longestRun(days: readonly number[]): number {
  const numbers = [...new Set(days)].sort((a, b) => a - b)
  let longest = 0
  let run = 0
  for (const [at, day] of numbers.entries()) {
    run = numbers[at - 1] === day - 1 ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  return longest
}

/** How agents work: days, rest, calls over each other. */
export function work(segments: readonly SegmentRow[], handOvers: readonly HandOver[], days: Days): Section {
  const pieces = piecesOf(segments)
  const busy = busyWith(handOvers)
  const present = agentDays(pieces)
  const lengths = present.map(({ length }) => length / HOUR)
  const runs = runsOf(present)
  const byAgent = [...groupBy(pieces, ({ agentId }) => agentId).values()]
  const calls = pieces.filter(({ channel }) => channel === 'voice')
  const callsOver = [...groupBy(calls, ({ agentId }) => agentId).values()].map(overlapping)
  const workedDays = [...groupBy(present, ({ agentId }) => agentId).values()].map(own => own.length)
  const most = byAgent.map(mostAtOnce)
  const live = pieces.filter(({ channel }) => channel !== 'email')
  const mostLive = [...groupBy(live, ({ agentId }) => agentId).values()].map(mostAtOnce)
  return {
    title: 'Work',
    figures: [
      figure('share of the time between first and last contact with one', occupancyOf(busy), percent),
      figure("agent's day, median", median(lengths), hours, { from: 7, to: 9 }),
      figure("agent's day, p95", quantile(lengths, 0.95), hours, { to: 11 }),
      figure('days in a row, most', Math.max(0, ...runs), count, { to: 6 }),
      figure('days worked of the month, median of agents', median(workedDays), count, { to: 23 }),
      figure('calls of an agent that overlap another of his', sum(callsOver), count, { to: 0 }),
      figure('calls and chats of an agent at once, most', Math.max(0, ...mostLive), count, { to: 3 }),
      figure('contacts of an agent at once, with e-mails, most', Math.max(0, ...most), count),
    ],
    tables: [hourTable(busy, days), agentTable(pieces, present)],
    charts: [
      barChart("An agent's day, first to last segment, hours", bins(lengths, 20)),
      barChart('Longest run of days in a row, agents', bins(runs, 31)),
    ],
  }
}

/** Shares by whole numbers, up to `most` and above. */
function bins(values: readonly number[], most: number) {
  const top = Math.min(most, Math.ceil(Math.max(0, ...values)))
  return Array.from({ length: top + 1 }, (_, at) => ({
    name: String(at),
    value: values.filter(value => Math.min(most, Math.floor(value)) === at).length / Math.max(1, values.length),
  }))
}

/** How many are busy at once, on average, by hour of the UTC day. */
function hourTable(busy: readonly Piece[], days: Days): Table {
  const perHour = new Float64Array(24)
  for (const { start, end } of busy) {
    for (let at = start; at < end; ) {
      const next = Math.min(end, (Math.floor(at / HOUR) + 1) * HOUR)
      perHour[Math.floor(at / HOUR) % 24]! += (next - at) / HOUR
      at = next
    }
  }
  const length = eachDay(days).length
  return {
    title: 'Contacts under way at once by hour (UTC)',
    head: ['hour', 'contacts'],
    rows: [...perHour].map((total, hour) => [String(hour), (total / length).toFixed(1)]),
  }
}

function agentTable(pieces: readonly Piece[], present: readonly AgentDay[]): Table {
  const daysOf = groupBy(present, ({ agentId }) => agentId)
  const rows = [...groupBy(pieces, ({ agentId }) => agentId).values()].map(own => {
    const days = daysOf.get(own[0]!.agentId) ?? []
    const contacts = (channel: Piece['channel']) => count(own.filter(one => one.channel === channel).length)
    return [
      own[0]!.agent,
      count(days.length),
      hours(mean(days.map(({ length }) => length)) / HOUR),
      contacts('voice'),
      contacts('chat'),
      contacts('email'),
    ]
  })
  return {
    title: 'Agents of the month',
    head: ['', 'days', 'day (mean)', 'calls', 'chats', 'e-mails'],
    rows: rows.sort(([a], [b]) => (a! < b! ? -1 : 1)).slice(0, 40),
  }
}

const CHANNELS: readonly Piece['channel'][] = ['voice', 'chat', 'email']
/** Agents whose week is drawn. */
const DRAWN = 24

/** A row for each of some agents: what they did from Monday to Sunday, and, pale, when they were on shift. */
export function weekChart(
  busy: readonly Piece[],
  shifts: readonly (Stretch & { agentId: string })[],
  { from }: Days,
): Chart {
  const begin = Math.ceil((dayOf(Date.parse(from)) + 3) / 7) * 7 - 3
  const names = Array.from({ length: 7 }, (_, at) => new Date((begin + at) * DAY).toISOString().slice(0, 10))
  const part = (ms: number) => (ms / DAY - begin) / 7
  const inWeek = ({ start }: Stretch) => part(start) >= 0 && part(start) < 1
  const rows = [...groupBy(busy.filter(inWeek), ({ agentId }) => agentId).entries()]
  const there = groupBy(shifts.filter(inWeek), ({ agentId }) => agentId)
  return timetable(
    'A week of agents (UTC): who is on shift, and busy with what',
    rows
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, DRAWN)
      .map(([agentId, own]) => ({
        name: own[0]!.agent,
        behind: (there.get(agentId) ?? []).map(({ start, end }) => ({ from: part(start), to: part(end) })),
        stretches: own.map(({ start, end, channel }) => ({
          from: part(start),
          to: Math.min(1, part(end)),
          kind: CHANNELS.indexOf(channel),
        })),
      })),
    names,
    CHANNELS,
  )
}

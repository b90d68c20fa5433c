import type { Bot } from '../bot.ts'
import { DEVELOPER } from '../columns/flags.ts'
import type { Day } from '../day.ts'
import { messagesAt, timelineOf } from '../sessions/timeline.ts'
import type { Window } from '../sessions/types.ts'
import { earliestStart } from '../settled.ts'
import { DAY, dayOf } from '../time.ts'
import { type DayMetrics, eventsOf, isSmallTalk, metricOf, metricsOf } from './analytics.ts'
import type { DataSet } from './fields.ts'
import { NO_TASK, RecordCursor } from './record.ts'

/** What a query needs of a scan. */
export interface Needs {
  readonly dataSet: DataSet
  /** Developer sessions too (facts 10.4). */
  readonly developers: boolean
  /** Single messages, not only how many there are. */
  readonly messages: boolean
  /** Analytics: events in place of metrics. */
  readonly events: boolean
  /** Last day first, and in it the last session. */
  readonly backwards: boolean
}

/** Visits a record; `false` ends the scan. */
export type Visit = (record: RecordCursor) => boolean | undefined

/** Visits the records of a window as they stand at `now`, session by session, oldest first (rulings R7, R15, R16). */
export function scan(bot: Bot, window: Window, now: number, needs: Needs, visit: Visit): void {
  const record = new RecordCursor(bot, now)
  const to = Math.min(window.to, now)
  const since = needs.dataSet === 'Sessions' ? window.from : earliestStart(window.from)
  const from = Math.max(since, bot.firstDay * DAY)
  const span: Window = { from: window.from, to }
  const ofSession = needs.dataSet === 'Sessions' ? visit : needs.dataSet === 'Messages' ? messages : analytics
  const { backwards } = needs
  const days = dayOf(to) - dayOf(from) + 1
  for (let n = 0; n < days; n++) {
    const day = bot.day(backwards ? dayOf(to) - n : dayOf(from) + n)
    const first = day.rowAt(from)
    const end = day.rowAt(to + 1)
    const { flags } = day
    const metrics = needs.dataSet === 'Analytics' && !needs.events && end > first ? metricsOf(day) : undefined
    for (let i = first; i < end; i++) {
      const row = backwards ? first + end - 1 - i : i
      if (!needs.developers && (flags[row]! & DEVELOPER) !== 0) continue
      record.enter(day, row)
      if (ofSession(record, span, needs, visit, metrics) === false) return
    }
  }
}

/** Whether the session lies in the window and in one day with all it holds: then no message need be looked at. */
function isWhole(day: Day, row: number, window: Window): boolean {
  const start = day.start[row]!
  const end = start + day.talk[row]!
  return end < DAY && day.midnight + start >= window.from && day.midnight + end <= window.to
}

function messages(record: RecordCursor, window: Window, needs: Needs, visit: Visit): boolean | undefined {
  const { day, row } = record
  if (!needs.messages && isWhole(day, row, window)) {
    record.weight = day.messages[row]!
    return visit(record)
  }
  const timeline = timelineOf(record.bot, day.number, row)
  const count = messagesAt(timeline, window.to)
  for (let index = 0; index < count; index++) {
    if (timeline.times[index]! < window.from) continue
    record.at(index)
    record.side = timeline.sides[index]!
    if (visit(record) === false) return false
  }
  return undefined
}

function analytics(
  record: RecordCursor,
  window: Window,
  _needs: Needs,
  visit: Visit,
  metrics: DayMetrics | undefined,
): boolean | undefined {
  const { day, row } = record
  const isIn = isWhole(day, row, window) ? undefined : inWindow(record, window)
  if (metrics === undefined) return events(record, window, visit)
  const end = metrics.from[row + 1]!
  for (let i = metrics.from[row]!; i < end; i++) {
    record.index = metrics.index[i]!
    if (isIn !== undefined) {
      if (!isIn(record.index)) continue
      record.at(record.index)
    }
    const code = metrics.code[i]!
    record.metric = metricOf(code)
    record.smallTalk = isSmallTalk(code)
    record.task = metrics.task[i]!
    if (visit(record) === false) return false
  }
  return undefined
}

function inWindow({ bot, day, row }: RecordCursor, { from, to }: Window): (index: number) => boolean {
  const { times } = timelineOf(bot, day.number, row)
  return index => times[index]! >= from && times[index]! <= to
}

function events(record: RecordCursor, { from, to }: Window, visit: Visit): boolean | undefined {
  const { bot, day, row } = record
  record.metric = -1
  record.smallTalk = false
  for (const { event, index, task } of eventsOf(day, row, timelineOf(bot, day.number, row))) {
    record.at(index)
    const { time } = record
    if (time < from || time > to) continue
    if (event === 'endofconversation' && record.session.status === 'active') continue
    record.event = event
    record.task = task ?? NO_TASK
    if (visit(record) === false) return false
  }
  return undefined
}

import { DEVELOPER } from '../columns/flags.ts'
import { makeReady } from '../ready-days.ts'
import { type SeenRows, seenRows } from '../sessions/seen-rows.ts'
import { messagesAt, timelineOf } from '../sessions/timeline.ts'
import type { Window } from '../sessions/types.ts'
import { earliestStart } from '../settled.ts'
import { DAY, dayOf } from '../time.ts'
import type { Bot, Day } from '../types.ts'
import type { Sight } from '../visible.ts'
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
  /** The visitor ends the scan only with its last record. */
  readonly all: boolean
}

/** Visits a record; `false` ends the scan. */
export type Visit = (record: RecordCursor) => boolean | undefined

/** Shows the records of a session; `false`: the visitor has seen enough. */
type ShowSession = (record: RecordCursor, showing: Showing, visit: Visit) => boolean | undefined

/** Visits the records of a window as they stand at `now`, session by session, oldest first (rulings R7, R15, R16). */
export function scan(
  bot: Bot,
  { window, now }: { readonly window: Window; readonly now: number },
  needs: Needs,
  visit: Visit,
): void {
  const record = new RecordCursor(bot, now)
  const to = Math.min(window.to, now)
  const since = needs.dataSet === 'Sessions' ? window.from : earliestStart(window.from)
  const from = Math.max(since, bot.firstDay * DAY)
  const span: Window = { from: window.from, to }
  const days = dayOf(to) - dayOf(from) + 1
  if (needs.all) makeReady(bot, dayOf(from), dayOf(to), day => makeColumns(day, needs))
  for (let n = 0; n < days; n++) {
    const day = bot.day(needs.backwards ? dayOf(to) - n : dayOf(from) + n)
    const rows = { first: day.rowAt(from), end: day.rowAt(to + 1) }
    if (rows.first < rows.end && showDay(record, day, rows, { needs, span, visit }) === false) return
  }
}

/** Makes what the records of a day are read off. */
function makeColumns(day: Day, { dataSet }: Needs): void {
  day.columns(0, day.count)
  if (dataSet === 'Analytics') metricsOf(day)
}

/** Rows that are shown in one go: some 100 ms. */
const ROWS_WITHOUT_PAUSE = 1 << 15

/** What of a day is shown, and as whom it is seen. */
interface Showing {
  readonly window: Window
  /** Undefined: all of the day is seen that has happened. */
  readonly sight: Sight | undefined
  readonly seen: SeenRows | undefined
  readonly now: number
}

/** Shows what began in some rows of a day; `false`: the visitor has seen enough. */
function showDay(
  record: RecordCursor,
  day: Day,
  { first, end }: { readonly first: number; readonly end: number },
  { needs, span, visit }: { readonly needs: Needs; readonly span: Window; readonly visit: Visit },
): boolean | undefined {
  const show = sessionsOf(day, needs)
  record.enter(day, first)
  const sight = record.isSettled ? undefined : record.sight
  record.seen = sight === undefined ? undefined : seenRows(day, 'widgets')
  const showing: Showing = { window: span, sight, seen: record.seen, now: record.now }
  for (let i = first; i < end; i++) {
    if (i % ROWS_WITHOUT_PAUSE === 0) day.bot.world.pause()
    const row = needs.backwards ? first + end - 1 - i : i
    if (!needs.developers && (day.flags[row]! & DEVELOPER) !== 0) continue
    record.enter(day, row)
    if (show(record, showing, visit) === false) return false
  }
  return undefined
}

function sessionsOf(day: Day, { dataSet, messages, events }: Needs): ShowSession {
  if (dataSet === 'Sessions') return showSession
  if (dataSet === 'Messages') return messages ? showMessages : showMessageCount
  if (events) return showEvents
  const metrics = metricsOf(day)
  return (record, showing, visit) => showMetrics(metrics, record, showing, visit)
}

/** Whether the session lies in the window and in one day with all it holds, and is seen whole: then no message need be looked at. */
function isWhole(day: Day, row: number, showing: Showing): boolean {
  const { window } = showing
  const start = day.start[row]!
  const end = start + day.talk[row]!
  const isInside = end < DAY && day.midnight + start >= window.from && day.midnight + end <= window.to
  return isInside && (showing.seen === undefined || showing.seen.whole[row]! <= showing.now)
}

/** Whether something of a session is seen that happened at an instant. */
function isSeen(day: Day, row: number, happened: number, { sight, now }: Showing): boolean {
  return sight === undefined || sight.shownAt(day, row, happened) <= now
}

/** Tells of messages of a session whether they lie in the window and are seen. */
function inWindow({ bot, day, row }: RecordCursor, showing: Showing): (index: number) => boolean {
  const { from, to } = showing.window
  const { times } = timelineOf(bot, day.number, row)
  return index => times[index]! >= from && times[index]! <= to && isSeen(day, row, times[index]!, showing)
}

function showSession(record: RecordCursor, showing: Showing, visit: Visit): boolean | undefined {
  const isShown = showing.seen === undefined || showing.seen.shown[record.row]! <= showing.now
  return isShown ? visit(record) : undefined
}

/** One record for all messages of a session, where they need not be told apart. */
function showMessageCount(record: RecordCursor, showing: Showing, visit: Visit): boolean | undefined {
  const { day, row } = record
  if (!isWhole(day, row, showing)) return showMessages(record, showing, visit)
  record.weight = day.messages[row]!
  return visit(record)
}

function showMessages(record: RecordCursor, showing: Showing, visit: Visit): boolean | undefined {
  const { day, row } = record
  const timeline = timelineOf(record.bot, day.number, row)
  const count = messagesAt(timeline, showing.window.to)
  const isIn = inWindow(record, showing)
  for (let index = 0; index < count; index++) {
    if (!isIn(index)) continue
    record.at(index)
    record.side = timeline.sides[index]!
    if (visit(record) === false) return false
  }
  return undefined
}

function showMetrics(metrics: DayMetrics, record: RecordCursor, showing: Showing, visit: Visit): boolean | undefined {
  const { day, row } = record
  const isIn = isWhole(day, row, showing) ? undefined : inWindow(record, showing)
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

function showEvents(record: RecordCursor, showing: Showing, visit: Visit): boolean | undefined {
  const { bot, day, row } = record
  const isIn = inWindow(record, showing)
  record.metric = -1
  record.smallTalk = false
  for (const { event, index, task } of eventsOf(day, row, timelineOf(bot, day.number, row))) {
    record.at(index)
    if (!isIn(index)) continue
    if (event === 'endofconversation' && record.session.status === 'active') continue
    record.event = event
    record.task = task ?? NO_TASK
    if (visit(record) === false) return false
  }
  return undefined
}

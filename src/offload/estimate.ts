import type { ValidRequest } from '../apis/operation.ts'
import { parseBound } from '../contract/formats.ts'
import type { OperationInfo } from '../contract/types.ts'
import type { Bot } from '../world/bot.ts'
import { decodeSessionId } from '../world/ids.ts'
import { earliestStart } from '../world/settled.ts'
import { DAY, dayOf } from '../world/time.ts'

/** What an operation costs, in microseconds of one core: `docs/architecture.md` says how it was measured. */
interface Weight {
  /** For each session that begins in the window (and, as sessions last up to 4 h, on the day before its first hours). */
  readonly session: number
  /** For each row of the page. */
  readonly row: number
}

const RECORDS: Weight = { session: 0.35, row: 8 }
const SEGMENTS: Weight = { session: 2, row: 200 }
const MESSAGES: Weight = { session: 1, row: 30 }
const FIGURES: Weight = { session: 0.8, row: 0 }
const WIDGETS: Weight = { session: 4, row: 0 }

/** Operations not named here count records. */
const weights: Readonly<Record<string, Weight>> = {
  getMessages: MESSAGES,
  getMessagesLite: MESSAGES,
  getMessagesV2: MESSAGES,
  postAccountMessages: MESSAGES,
  postMessages: MESSAGES,
  postMessagesLite: MESSAGES,
  postMessagesV2: MESSAGES,
  listConversations: SEGMENTS,
  listInteractions: SEGMENTS,
  queryInteractions: SEGMENTS,
  getAgenticHistory: SEGMENTS,
  getUserEngagementTrend: FIGURES,
  getUserEngagementTrendV1: FIGURES,
  getWidgetData: WIDGETS,
  queryWidgetData: WIDGETS,
}

/** Days whose columns are in memory cost so much of what others do. */
const MADE = 0.25
/** Microseconds for each day that a calendar has still to sum up. */
const CALENDAR_DAY = 15
/** Days that it sums up at once: a bot of long standing is ready after some requests, none of which waits for all of it. */
const CALENDAR_STEP = 800
/** With more days than these still to go it is never this thread that goes them: they take 15 ms where nothing is warm yet. */
const CALENDAR_LONG = 1200
/** The default range of the operations that have one, and the day it begins in. */
const DEFAULT_DAYS = 8

/**
 * Milliseconds that an answer may take, from the calendar alone: sessions of the window, rows of the page, and the days
 * that the calendar itself has to go. It is meant to be too high rather than too low. A request costs it one addition for
 * each day of its window, or one look at each id.
 * @param enough ms up to which nobody wants to know it better: which days are in memory is then not asked
 */
export function estimate(
  op: OperationInfo,
  request: ValidRequest,
  bots: readonly Bot[],
  now: number,
  enough = 0,
): number {
  const { session, row } = weights[op.operationId] ?? RECORDS
  const ids = idsIn(op, request)
  const { first, last } = ids === undefined ? daysOf(op, request, now) : { first: 0, last: dayOf(now) }
  const days = calendarDays(bots, last)
  if (days > CALENDAR_LONG) return Number.POSITIVE_INFINITY
  const cost = (sessionsOf: (bot: Bot, day: number) => number) => {
    let sessions = 0
    for (const bot of bots) {
      if (ids === undefined)
        for (let day = Math.max(first, bot.firstDay); day <= last; day++) sessions += sessionsOf(bot, day)
      else for (const day of daysOfIds(bot, ids)) sessions += sessionsOf(bot, day)
    }
    const rows = row === 0 ? 0 : Math.min(numberIn(request, op.page?.size) ?? 1, (ids?.length ?? sessions) * MOST_ROWS)
    return (sessions * session + rows * row + days * CALENDAR_DAY) / 1000
  }
  const atMost = cost(allSessions)
  return atMost <= enough ? atMost : cost(sessionsToMake)
}

/** Rows of a page that one session can give: messages. */
const MOST_ROWS = 50

/** Days up to `last` whose users are not summed up, after one step towards it. */
function calendarDays(bots: readonly Bot[], last: number): number {
  let step = CALENDAR_STEP
  let left = 0
  for (const { calendar } of bots) {
    const days = calendar.daysTo(last + 1)
    const now = Math.min(days, step)
    if (now > 0) calendar.usersBefore(last + 1 - days + now)
    step -= now
    left += days - now
  }
  return left
}

const allSessions = (bot: Bot, day: number) => bot.calendar.count(day)

/** Sessions of a day that have to be made or looked at; those of a day already made count for less. */
function sessionsToMake(bot: Bot, day: number): number {
  const count = bot.calendar.count(day)
  return bot.days.peek(day) !== undefined ? count * MADE : count
}

/** The sessions that a request names; undefined: it names none. Other ids than theirs go with a range of days. */
function idsIn({ dateRange }: OperationInfo, { body, query }: ValidRequest): readonly string[] | undefined {
  for (const part of [body, query] as Readonly<Record<string, unknown>>[]) {
    const ids = part[dateRange?.unless ?? 'sessionId']
    if (Array.isArray(ids) && ids.length > 0) return ids as readonly string[]
    if (typeof ids === 'string') return [ids]
  }
  return undefined
}

/** The days that ids of a bot's sessions lead to; an id that is nobody's leads nowhere. */
function daysOfIds(bot: Bot, ids: readonly string[]): Set<number> {
  const days = new Set<number>()
  for (const id of ids) {
    const second = decodeSessionId(bot, id)?.second
    const day = second === undefined ? bot.pinById(id)?.day : dayOf(second * 1000)
    if (day !== undefined) days.add(day)
  }
  return days
}

function daysOf({ dateRange }: OperationInfo, request: ValidRequest, now: number): { first: number; last: number } {
  const today = dayOf(now)
  if (dateRange === undefined) return { first: today - 1, last: today }
  const fields = request[dateRange.in] as Readonly<Record<string, unknown>>
  const from = fields[dateRange.from]
  const to = fields[dateRange.to]
  const upper = typeof to === 'string' ? parseBound(to, 'upper') : undefined
  const lower = typeof from === 'string' ? parseBound(from, 'lower') : undefined
  const first = lower ?? (upper ?? now) - DEFAULT_DAYS * DAY
  const last = upper ?? (lower === undefined ? now : lower + DEFAULT_DAYS * DAY)
  return { first: dayOf(earliestStart(first)), last: Math.min(dayOf(last), today) }
}

function numberIn(request: ValidRequest, name: string | undefined): number | undefined {
  if (name === undefined) return undefined
  for (const part of [request.body, request.query]) {
    const value = (part as Readonly<Record<string, unknown>>)[name]
    if (typeof value === 'number') return value
  }
  return undefined
}

import { costWeightOf } from '../apis/cost-table.ts'
import type { SearchWeight } from '../apis/cost-weight.ts'
import type { ValidRequest } from '../apis/operation.ts'
import { numberIn, valueIn } from '../apis/request-fields.ts'
import { parseBound } from '../contract/formats.ts'
import { own } from '../contract/own.ts'
import type { OperationInfo } from '../contract/types.ts'
import { decodeSessionId } from '../world/ids.ts'
import type { TagFilter } from '../world/sessions/types.ts'
import { earliestStart } from '../world/settled.ts'
import { DAY, dayOf } from '../world/time.ts'
import type { Bot } from '../world/types.ts'

/** What decides how long an answer takes. */
export interface Effort {
  readonly op: OperationInfo
  readonly request: ValidRequest
  /** Those whose sessions it counts. */
  readonly bots: readonly Bot[]
  /** ms UTC */
  readonly now: number
  /** Where an estimate that may be broken off and begun anew says so: it sums up no more days than one that is not. */
  readonly step?: CalendarStep | undefined
}

/** Days that a request may still sum up. */
export interface CalendarStep {
  left: number
}

/** What a session costs on a day whose columns are in memory, as a part of what it costs where they have to be made. */
const COST_IN_MEMORY = 0.25
/** Microseconds for each day that a calendar has still to sum up. */
const CALENDAR_DAY_COST = 15
/** Days that one request sums up at most, so that no request waits for a long calendar: the next ones go on with it (decision D82). */
const CALENDAR_STEP = 800
/** The step of a request that has summed up nothing. */
export const calendarStep = (): CalendarStep => ({ left: CALENDAR_STEP })

/** With more days than these still to sum up the call always goes to the worker thread: 1,200 take 15 ms before V8 has compiled the code. */
const CALENDAR_LONG = 1200
/** The default range of the operations that have one, and the day it begins in. */
const DEFAULT_DAYS = 8

/**
 * Milliseconds that an answer may take, from the calendar alone: sessions of the window, rows of the page, and the days
 * that the calendar has still to sum up. A request costs it one addition for each day of its window, or one look at each id.
 * @param enough ms: when even with nothing in memory it is no more than this, that is the answer, and which days are in memory is
 *   not looked at
 */
export function estimate({ op, request, bots, now, step = calendarStep() }: Effort, enough = 0): number {
  const { session: plain, row, skipped = 0, search } = costWeightOf(op.operationId)
  const session = plain + searchCost(search, request)
  const ids = idsIn(request)
  const { first, last } = ids === undefined ? daysInRange(op, request, now) : { first: 0, last: dayOf(now) }
  const days = calendarDays(bots, last, step)
  if (days > CALENDAR_LONG) return Number.POSITIVE_INFINITY
  const pageSize = (op.page === undefined ? undefined : numberIn(request, op.page.size)) ?? 1
  const skip = op.page?.skip === undefined ? 0 : (numberIn(request, op.page.skip) ?? 0)
  const cost = (sessionsOf: SessionsOfDay) => {
    const sessions =
      ids === undefined ? sessionsInRange(bots, { first, last }, sessionsOf) : sessionsByIds(bots, ids, sessionsOf)
    const rows = row === 0 ? 0 : Math.min(pageSize, (ids?.length ?? sessions) * MOST_ROWS)
    const before = skipped === 0 ? 0 : Math.min(skip, sessions * MOST_ROWS)
    return (sessions * session + rows * row + before * skipped + days * CALENDAR_DAY_COST) / 1000
  }
  const atMost = cost(allSessions)
  return atMost <= enough ? atMost : cost(sessionsToMake)
}

/** What looks at each session of some days, both inclusive. */
export interface Scan extends Pick<Effort, 'bots' | 'step'>, DaysAsked {
  /** Microseconds for each session. */
  readonly session: number
}

/** Milliseconds that it may take, as `estimate` says. */
export function estimateScan({ bots, first, last, session, step = calendarStep() }: Scan): number {
  const days = calendarDays(bots, last, step)
  if (days > CALENDAR_LONG) return Number.POSITIVE_INFINITY
  return (sessionsInRange(bots, { first, last }, sessionsToMake) * session + days * CALENDAR_DAY_COST) / 1000
}

/** A condition that is read off columns, microseconds for each session. */
const COLUMN_CONDITION = 0.1

/** What a search adds for each session, microseconds; 0: nothing is searched for. */
function searchCost(weight: SearchWeight | undefined, request: ValidRequest): number {
  if (weight === undefined) return 0
  let conditions = 0
  let isAsked = false
  let isOfUsers = true
  for (const name of weight.fields) {
    const value = valueIn(request, name)
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) isAsked ||= value.length > 0
    else {
      const { and = [], or = [] } = value as TagFilter
      conditions += and.length + or.length
      isOfUsers &&= and.every(isOfUser) && or.every(isOfUser)
    }
  }
  if (conditions === 0 && !isAsked) return 0
  if (weight.userTagsInColumns && isOfUsers) return COLUMN_CONDITION * conditions
  return weight.session + weight.condition * conditions
}

const isOfUser = ({ type }: { readonly type?: unknown }) => type === 'user'

/** Rows of a page that one session can give: messages. */
const MOST_ROWS = 50

/** Days up to `last` whose users are not summed up, after one step towards it. */
function calendarDays(bots: readonly Bot[], last: number, step: CalendarStep): number {
  let left = 0
  for (const { calendar } of bots) {
    const days = calendar.daysTo(last + 1)
    const now = Math.min(days, step.left)
    if (now > 0) {
      try {
        calendar.usersBefore(last + 1 - days + now)
      } finally {
        step.left -= days - calendar.daysTo(last + 1)
      }
    }
    left += calendar.daysTo(last + 1)
  }
  return left
}

/** For how many sessions a day counts. */
type SessionsOfDay = (bot: Bot, day: number) => number

/** Days, both inclusive. */
interface DaysAsked {
  readonly first: number
  readonly last: number
}

function sessionsInRange(bots: readonly Bot[], { first, last }: DaysAsked, sessionsOf: SessionsOfDay): number {
  let sessions = 0
  for (const bot of bots) {
    for (let day = Math.max(first, bot.firstDay); day <= last; day++) sessions += sessionsOf(bot, day)
  }
  return sessions
}

function sessionsByIds(bots: readonly Bot[], ids: readonly string[], sessionsOf: SessionsOfDay): number {
  let sessions = 0
  for (const bot of bots) {
    for (const day of daysOfIds(bot, ids)) sessions += sessionsOf(bot, day)
  }
  return sessions
}

const allSessions: SessionsOfDay = (bot, day) => bot.calendar.count(day)

/** Sessions of a day that have to be made or looked at; those of a day already made count for less. */
function sessionsToMake(bot: Bot, day: number): number {
  const count = bot.calendar.count(day)
  return bot.days.peek(day) !== undefined ? count * COST_IN_MEMORY : count
}

/** The ids of sessions that a request names; undefined: it names none. Ids of anything else come with a range of days, which is counted then. */
function idsIn({ body, query }: ValidRequest): readonly string[] | undefined {
  for (const part of [body, query] as Readonly<Record<string, unknown>>[]) {
    const ids = own(part, 'sessionId')
    if (Array.isArray(ids) && ids.length > 0) return ids as readonly string[]
    if (typeof ids === 'string') return [ids]
  }
  return undefined
}

/** The days that ids of a bot's sessions lead to; an id that is nobody's leads nowhere. */
function daysOfIds(bot: Bot, ids: readonly string[]): Set<number> {
  const days = new Set<number>()
  for (const id of ids) {
    const day = dayOfSessionId(bot, id)
    if (day !== undefined) days.add(day)
  }
  return days
}

/** The UTC day of a session, by its id alone; undefined: it is none of the bot's. */
export function dayOfSessionId(bot: Bot, id: string): number | undefined {
  const second = decodeSessionId(bot, id)?.second
  return second === undefined ? bot.pinById(id)?.day : dayOf(second * 1000)
}

function daysInRange({ dateRange }: OperationInfo, request: ValidRequest, now: number): DaysAsked {
  const today = dayOf(now)
  if (dateRange === undefined) return { first: today - 1, last: today }
  const fields = request[dateRange.in] as Readonly<Record<string, unknown>>
  const from = own(fields, dateRange.from)
  const to = own(fields, dateRange.to)
  const upper = typeof to === 'string' ? parseBound(to, 'upper') : undefined
  const lower = typeof from === 'string' ? parseBound(from, 'lower') : undefined
  const first = lower ?? (upper ?? now) - DEFAULT_DAYS * DAY
  const last = upper ?? (lower === undefined ? now : lower + DEFAULT_DAYS * DAY)
  return { first: dayOf(earliestStart(first)), last: Math.min(dayOf(last), today) }
}

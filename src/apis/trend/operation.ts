import type { FilledSchema, SchemaOf } from '../../contract/contract.ts'
import { asMade } from '../../contract/row-templates.ts'
import { dayOfDate } from '../../world/time.ts'
import { type Trend, type TrendQuestion, trendOf } from '../../world/trend.ts'
import { trendDate } from '../dates.ts'
import { type AnswerOf, botOf, type Operation } from '../operation.ts'

type Point = FilledSchema<'TrendPoint'>

/** `0 - 1` to `23 - 0`: facts 5.2. */
const HOURS = Array.from({ length: 24 }, (_, hour) => `${hour} - ${(hour + 1) % 24}` as const)

/** Unique, new and returning users of a range: facts 5, ruling R17. */
export const getUserEngagementTrend: Operation<'getUserEngagementTrend'> = (view, { path, query }) => {
  const hourly = query.aggregation_type === 'hourly'
  const question: TrendQuestion = {
    firstDay: dayOfDate(query.start_date),
    lastDay: dayOfDate(query.end_date),
    zone: query.timeZoneOffset,
    hourly,
    interactive: query.conversationType === 'All' ? undefined : query.conversationType === 'Interactive',
    status: STATUS[query.conversationStatus],
    channels: channelsOf(query.channels),
  }
  const trend = trendOf(botOf(view, path.streamId), question, view.now)
  const { days, unique, fresh, uniqueUsers, newUsers, returningUsers } = trend
  const pointsOf = (values: (index: number) => number) => ({ dataPoints: points(question, days, values) })
  const body: AnswerOf<'getUserEngagementTrend'>['body'] = {
    summary: {
      uniqueUsers,
      newUsers,
      returningUsers,
      avgUniqueUsersPerDay: average(uniqueUsers, days),
      avgNewUsersPerDay: average(newUsers, days),
      avgReturningUsersPerDay: average(returningUsers, days),
    },
    uniqueUsersTrend: pointsOf(i => unique[i]!),
    newUsersTrend: pointsOf(i => fresh[i]!),
    returningUsersTrend: pointsOf(i => unique[i]! - fresh[i]!),
    filters: {
      start: trendDate(question.firstDay),
      end: trendDate(question.lastDay),
      conversationType: TYPE_ECHO[query.conversationType],
      conversationStatus: STATUS_ECHO[query.conversationStatus],
      aggregationType: query.aggregation_type,
      dataPointsCount: days,
    },
  }
  return { body }
}

/** The older form: the points of the unique users alone (facts 5.4). */
export const getUserEngagementTrendV1: Operation<'getUserEngagementTrendV1'> = (view, { path, query }) => {
  const question: TrendQuestion = {
    firstDay: dayOfDate(query.start_date),
    lastDay: dayOfDate(query.end_date),
    zone: 'UTC',
    hourly: query.aggregation_type === 'hourly',
    channels: channelsOf(query.channels),
  }
  const { days, unique }: Trend = trendOf(botOf(view, path.streamId), question, view.now)
  const results = points(question, days, i => unique[i]!)
  const body: AnswerOf<'getUserEngagementTrendV1'>['body'] = { results, totalResults: results.length }
  return { body }
}

const STATUS = { All: undefined, Active: 'active', Closed: 'closed' } as const
const STATUS_ECHO = { All: 'all', Active: 'active', Closed: 'closed' } as const
const TYPE_ECHO = { All: 'all', Interactive: 'interactive', 'Non Interactive': 'non interactive' } as const

/** Undefined: all of them. */
function channelsOf(channels: readonly string[]): readonly string[] | undefined {
  return channels.length === 0 || channels.includes('All') ? undefined : channels
}

function points({ firstDay, hourly }: TrendQuestion, days: number, value: (index: number) => number): readonly Point[] {
  return Array.from({ length: days }, (_, day): Point => {
    const date = trendDate(firstDay + day)
    if (!hourly) return asMade<SchemaOf<'TrendPoint'>>({ date, users: value(day) })
    const point: SchemaOf<'TrendPoint'> & Record<string, string | number> = { date }
    for (let hour = 0; hour < 24; hour++) point[HOURS[hour]!] = value(day * 24 + hour)
    return asMade<SchemaOf<'TrendPoint'>>(point)
  })
}

/** Per day, to 2 decimals (ruling R17). */
function average(users: number, days: number): number {
  return Math.round((users / days) * 100) / 100
}

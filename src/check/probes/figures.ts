import { DAY_MS } from '../../contract/formats.ts'
import { howMany } from '../../contract/how-many.ts'
import { isObject, type Json, listIn, objectIn } from '../json.ts'
import type { DayRange } from '../probe.ts'

/** Numbers in an answer that must agree with each other or with what was asked: known by operation. */
export interface Figure {
  readonly check: string
  readonly expected: string
  /** What is wrong; undefined: nothing. */
  readonly wrong: (body: Json, asked: { readonly query: Json; readonly range: DayRange }) => string | undefined
}

const TRENDS = ['uniqueUsersTrend', 'newUsersTrend', 'returningUsersTrend'] as const
const AVERAGES = {
  avgUniqueUsersPerDay: 'uniqueUsers',
  avgNewUsersPerDay: 'newUsers',
  avgReturningUsersPerDay: 'returningUsers',
} as const
/** Averages have two decimals (ruling R17); whether the last is rounded or cut nobody says. */
const ROUNDING = 0.0101

const trend: readonly Figure[] = [
  {
    check: 'days',
    expected: 'a point for each day of the range, in order, in all trends',
    wrong: (body, { range }) => first(TRENDS, name => wrongDays(pointsOf(body[name]), range)),
  },
  {
    check: 'buckets',
    expected: 'users by day, or 24 hours',
    wrong: (body, { query }) => first(TRENDS, name => wrongBuckets(pointsOf(body[name]), query)),
  },
  {
    check: 'dataPointsCount',
    expected: 'the days of the range',
    wrong: (body, { range }) => differing(objectIn(body.filters).dataPointsCount, daysIn(range)),
  },
  {
    check: 'new and returning',
    expected: 'unique = new + returning in every bucket',
    wrong: body => {
      const [unique = [], fresh = [], returning = []] = TRENDS.map(name => pointsOf(body[name]))
      // Which days are there is looked at above.
      if (fresh.length !== unique.length || returning.length !== unique.length) return undefined
      const bad = unique.filter((point, i) =>
        Object.entries(point).some(
          ([name, count]) => name !== 'date' && count !== sumOf(fresh[i]?.[name], returning[i]?.[name]),
        ),
      )
      return bad.length === 0 ? undefined : `not so on ${howMany(bad.length, 'day')}`
    },
  },
  {
    check: 'averages',
    expected: 'count / days',
    wrong: (body, { range }) => {
      const summary = objectIn(body.summary)
      return first(Object.entries(AVERAGES), ([average, count]) =>
        Math.abs(Number(summary[average]) - Number(summary[count]) / daysIn(range)) < ROUNDING
          ? undefined
          : `${average} is another number`,
      )
    },
  },
]

const FIGURES_BY_OPERATION: Readonly<Record<string, readonly Figure[]>> = {
  getUserEngagementTrend: trend,
  getUserEngagementTrendV1: [
    {
      check: 'days',
      expected: 'a point for each day of the range, in order',
      wrong: (body, { range }) => wrongDays(rowsIn(body.results), range),
    },
    {
      check: 'buckets',
      expected: 'users by day, or 24 hours',
      wrong: (body, { query }) => wrongBuckets(rowsIn(body.results), query),
    },
    {
      check: 'totalResults',
      expected: 'the number of points',
      wrong: body => differing(body.totalResults, rowsIn(body.results).length),
    },
  ],
  getWidgetData: [columns()],
  queryWidgetData: [columns()],
}

/** The figures of an operation. */
export function figuresOf(operationId: string): readonly Figure[] {
  return FIGURES_BY_OPERATION[operationId] ?? []
}

function columns(): Figure {
  return {
    check: 'columns',
    expected: 'the keys of metaData in every row',
    wrong: body => {
      const { metaData, queryResponse } = objectIn(body.queryResponse)
      const names = Object.keys(objectIn(metaData)).sort().join('\n')
      const rows = rowsIn(queryResponse)
      const bad = rows.filter(row => Object.keys(row).sort().join('\n') !== names)
      return bad.length === 0 ? undefined : `other keys in ${bad.length} of ${rows.length} rows`
    },
  }
}

function wrongDays(points: readonly Json[], range: DayRange): string | undefined {
  if (points.length !== daysIn(range)) return `${howMany(points.length, 'point')} for ${howMany(daysIn(range), 'day')}`
  const start = Date.parse(`${range.from}T00:00:00Z`)
  const wrong = points.filter(({ date }, i) => Date.parse(`${String(date)} UTC`) !== start + i * DAY_MS)
  return wrong.length === 0 ? undefined : `${wrong.length} of ${points.length} days at another place`
}

/** Hours are the default (facts 5.1). */
function wrongBuckets(points: readonly Json[], { aggregation_type: aggregation }: Json): string | undefined {
  const daily = aggregation === 'daily'
  const wrong = points.filter(point => {
    const hours = Object.keys(point).filter(name => /^\d+ - \d+$/.test(name)).length
    return daily ? hours > 0 || point.users === undefined : hours !== 24 || point.users !== undefined
  })
  return wrong.length === 0 ? undefined : `not so on ${wrong.length} of ${points.length} days`
}

const daysIn = ({ from, to }: DayRange) => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
const rowsIn = (value: unknown): readonly Json[] => listIn(value).filter(isObject)
const pointsOf = (value: unknown) => rowsIn(objectIn(value).dataPoints)
const sumOf = (a: unknown, b: unknown) => Number(a ?? 0) + Number(b ?? 0)
const differing = (value: unknown, expected: number) => (value === expected ? undefined : 'another number')

function first<Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

import type { TrendAnswer } from '../../api/answers.ts'
import type { ChartData } from '../../charts/data.ts'
import type { Columns } from './session-charts.ts'

type TrendPoint = TrendAnswer['uniqueUsersTrend']['dataPoints'][number]

const HOUR_NAMES = Array.from({ length: 24 }, (_, hour) => `${hour} - ${(hour + 1) % 24}` as keyof TrendPoint)

/** Users by day or hour: of the trend, whose points are the columns of the range. */
export function userChart(trend: TrendAnswer, columns: Columns): ChartData {
  const series = (name: string, colour: number, { dataPoints }: TrendAnswer['uniqueUsersTrend']) => ({
    name,
    colour,
    values: dataPoints.flatMap(point =>
      point.users === undefined ? HOUR_NAMES.map(hour => Number(point[hour] ?? 0)) : [point.users],
    ),
  })
  return {
    columnsAre: columns.are,
    columns: columns.names,
    series: [
      series('Unique', 1, trend.uniqueUsersTrend),
      series('Returning', 2, trend.returningUsersTrend),
      series('New', 3, trend.newUsersTrend),
    ],
  }
}

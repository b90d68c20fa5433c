import { type Chart, chart, colour, heightOf, LEFT, namesBelow, round, stepOf, valueAxis } from './charts.ts'

/** A line of a chart; an `undefined` value leaves a gap. */
export interface Series {
  readonly name: string
  readonly values: readonly (number | undefined)[]
}

/** What a line chart is over, and how its values are written. */
export interface LineAxes {
  readonly names: readonly string[]
  readonly format: (value: number) => string
}

/** Lines over the same names, with a value axis from 0. */
export function lineChart(title: string, { names, format }: LineAxes, series: readonly Series[]): Chart {
  const known = series.flatMap(({ values }) => values.filter(value => value !== undefined))
  const most = Math.max(...known, 1e-9)
  const step = stepOf(names.length)
  const place = ({ at, value }: Point) => `${round(LEFT + (at + 0.5) * step)},${round(heightOf(value, most))}`
  const lines = series.flatMap(({ values }, index) =>
    runsOf(values).map(
      run => `<polyline fill="none" stroke="${colour(index)}" stroke-width="2" points="${run.map(place).join(' ')}"/>`,
    ),
  )
  const every = Math.ceil(names.length / 24)
  const shown = namesBelow(names.map((name, at) => (at % every === 0 ? name : '')))
  const legend = series.length > 1 ? series.map(({ name }) => name) : []
  return chart(title, [...valueAxis(most, format), ...lines, ...shown], legend)
}

interface Point {
  readonly at: number
  readonly value: number
}

/** The stretches of a line between its gaps. */
function runsOf(values: readonly (number | undefined)[]): Point[][] {
  const runs: Point[][] = [[]]
  for (const [at, value] of values.entries()) {
    if (value === undefined) runs.push([])
    else runs.at(-1)!.push({ at, value })
  }
  return runs.filter(run => run.length > 0)
}

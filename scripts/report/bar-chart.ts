import { type Chart, chart, colour, heightOf, LEFT, namesBelow, round, stepOf, valueAxis } from './charts.ts'
import { percent } from './figures.ts'

/** A bar of a chart; `parts` divide it, bottom up. */
export interface Bar {
  readonly name: string
  /** Share, 0..1. */
  readonly value: number
  readonly parts?: readonly number[]
}

/** Bars of shares. `legend` names the parts of the bars. */
export function barChart(title: string, bars: readonly Bar[], legend: readonly string[] = []): Chart {
  const most = Math.max(...bars.map(bar => bar.value), 1e-9)
  const step = stepOf(bars.length)
  const marks = bars.flatMap(({ value, parts = [value] }, at) => {
    let below = 0
    return parts.map((part, index) => {
      const top = heightOf(below + part, most)
      const height = round(heightOf(below, most) - top)
      below += part
      return `<rect x="${round(LEFT + at * step + 2)}" y="${round(top)}" width="${round(step - 4)}" height="${height}" fill="${colour(index)}"/>`
    })
  })
  const names = namesBelow(bars.map(bar => bar.name))
  return chart(title, [...valueAxis(most, percent), ...marks, ...names], legend)
}

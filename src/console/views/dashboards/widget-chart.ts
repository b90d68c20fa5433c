import type { WidgetAnswer } from '../../api/answers.ts'
import { type ChartData, colourInTurn, type TableRows } from '../../charts/data.ts'
import { ENDINGS } from '../../state/endings.ts'
import type { ReadWidget, WidgetRow } from './read-widget.ts'

/** Series that are told apart; the others are one. */
const MOST_SERIES = 7

/**
 * What a widget shows as a chart: its first dimension along it, a series for each value of its overlay, or of its second dimension, else
 * one for each metric. Rows of one column and series are added up. Undefined: it has no metric, and is a table.
 */
export function chartOfWidget(
  { dimensions, metrics, overlay }: Pick<WidgetAnswer, 'dimensions' | 'metrics' | 'overlay'>,
  rows: readonly WidgetRow[],
): ChartData | undefined {
  const [metric] = metrics
  if (metric === undefined) return undefined
  const [along, second] = dimensions
  const split = overlay[0] ?? second
  const sums = new Map<string, Map<string, number>>()
  const columns = new Set<string>()
  const add = (series: string, column: string, value: unknown) => {
    columns.add(column)
    const own = sums.get(series) ?? new Map<string, number>()
    own.set(column, (own.get(column) ?? 0) + (Number(value) || 0))
    sums.set(series, own)
  }
  for (const row of rows) {
    const column = along === undefined ? 'All' : textOf(row[along.displayName])
    if (split !== undefined) add(textOf(row[split.displayName]), column, row[metric.displayName])
    else for (const { displayName } of metrics) add(displayName, column, row[displayName])
  }
  const names = [...columns]
  const colourOf = coloursOf([...sums.keys()])
  const series = [...sums].slice(0, MOST_SERIES).map(([name, values], i) => ({
    name,
    colour: colourOf(name, i),
    values: names.map(one => values.get(one) ?? null),
  }))
  return { columnsAre: along?.displayName ?? 'All', columns: names, series, colourOf: coloursOf(names) }
}

/** Ways in which sessions end have the colours that they have in other views. */
const ENDING_COLOURS: ReadonlyMap<string, number> = new Map(ENDINGS.map(({ key, colour }) => [key, colour]))

function coloursOf(names: readonly string[]): (name: string, place: number) => number {
  const areEndings = names.every(name => ENDING_COLOURS.has(name))
  return (name, place) => (areEndings ? ENDING_COLOURS.get(name)! : colourInTurn(place))
}

/** A value as people read it: a day without the time that all have. */
export const textOf = (value: string | number | null | undefined): string =>
  value === null || value === undefined || value === '' ? '–' : String(value).replace(/T00:00:00(?:\.000)?Z$/, '')

/** Types that are shown as rows, whatever they count. */
const ROW_TYPES: ReadonlySet<string> = new Set(['table', 'label'])

/** Whether a widget is shown as the rows that it has. */
export const isRows = ({ answer, rows }: ReadWidget): boolean =>
  rows.length === 0 || answer.metrics.length === 0 || ROW_TYPES.has(answer.type)

/** Whether a widget is a drawing, of which a picture can be saved. */
export const isDrawn = (read: ReadWidget): boolean => !isRows(read) && read.answer.type !== 'pivot'

/** The rows of a widget as it has them, for a file. */
export function rowsOf({ answer, rows }: ReadWidget): TableRows {
  const columns = Object.keys(answer.queryResponse.metaData)
  return [columns, ...rows.map(row => columns.map(column => row[column] ?? ''))]
}

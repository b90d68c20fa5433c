/** What a chart shows, whatever its form: a value for each series in each column. */
export interface ChartData {
  /** What the columns are, such as `Day`. */
  readonly columnsAre: string
  readonly columns: readonly string[]
  readonly series: readonly Series[]
  /** How values are written; plain numbers unless said. */
  readonly write?: (value: number) => string
  /** Numbers of colours that columns have whatever their place, where they are parts of a whole. */
  readonly colourOf?: (column: string, place: number) => number
}

/** Where a column leads to. */
export interface Opening {
  /** What a click shows, in words. */
  readonly words: string
  /** Address of the console. */
  readonly address: (column: number) => string
}

/** One of them. */
interface Series {
  readonly name: string
  /** Number of its colour in the tokens. */
  readonly colour: number
  /** By column; null: there is none. */
  readonly values: readonly (number | null)[]
}

/** Colours of series that the tokens have. */
const SERIES_COLOURS = 7

/** The colour of what has none of its own. */
export const colourInTurn = (place: number): number => (place % SERIES_COLOURS) + 1

/** A chart as comma-separated values (RFC 4180): a row for each column of it. */
export function csvOf({ columnsAre, columns, series }: ChartData): string {
  return csvOfRows([
    [columnsAre, ...series.map(({ name }) => name)],
    ...columns.map((column, i) => [column, ...series.map(({ values }) => values[i] ?? '')]),
  ])
}

/** Rows of a table, the first of which names its columns. */
export type TableRows = readonly (readonly (string | number)[])[]

/** A table as comma-separated values (RFC 4180). */
export const csvOfRows = (rows: TableRows): string =>
  rows.map(row => row.map(cell => csvCell(String(cell))).join(',')).join('\r\n')

/** A text that a table program would take for a formula is kept from being one. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** A number as people read it. */
export const written = (value: number): string => plain.format(value)
/** A number in little room. */
export const writtenShort = (value: number): string => short.format(value)
/** A share of one as a percentage. */
export const writtenShare = (share: number): string => `${plain.format(share * 100)} %`

/** Seconds as minutes and seconds. */
export function writtenSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(seconds / 3_600)} h ${Math.round((seconds % 3_600) / 60)} min`
}

/** Values for the lines of an axis from 0 on: round ones, some four of them, the last not below `most`. */
export function ticksTo(most: number): number[] {
  const rough = Math.max(most, 1e-9) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * power).find(one => one >= rough)!
  const whole = most >= 4 ? Math.max(1, step) : step
  return Array.from({ length: Math.ceil(most / whole) + 1 }, (_, i) => i * whole)
}

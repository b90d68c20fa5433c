/** What is found out about a world: figures beside their targets, and tables, as text. */
import type { Chart } from './charts.ts'

/** A number with a name; `met` is undefined where nothing is aimed at. */
export interface Figure {
  readonly name: string
  /** As it is read, such as `12.5 %`. */
  readonly value: string
  /** Empty without one. */
  readonly target: string
  readonly met: boolean | undefined
}

/** A table of texts; the first column stands left, all others right. */
export interface Table {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One matter of the report. */
export interface Section {
  readonly title: string
  readonly figures: readonly Figure[]
  readonly tables: readonly Table[]
  /** Pictures of it. */
  readonly charts: readonly Chart[]
}

/** What a figure should lie in, both bounds inclusive; an absent one is open. */
export interface Range {
  readonly from?: number
  readonly to?: number
}

type Format = (value: number) => string

export const percent: Format = value => `${(value * 100).toFixed(Math.abs(value) < 0.1 ? 1 : 0)} %`
export const count: Format = value => String(Math.round(value))
export const decimal: Format = value => value.toFixed(2)
export const hours: Format = value => `${value.toFixed(1)} h`

/** A time of so many seconds in the unit that fits it. */
export const duration: Format = seconds => {
  if (seconds < 120) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
  return seconds < 7200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`
}

/** A figure and whether it lies where it should; NaN is one that cannot be told. */
export function figure(name: string, value: number, format: Format, target: Range = {}): Figure {
  const { from, to } = target
  const isAimed = from !== undefined || to !== undefined
  // What is read is what is judged: 0.8801, which reads 88 %, is no more than 88 %.
  const shown = Number.isNaN(value) ? 'n/a' : format(value)
  const met =
    (from === undefined || value >= from || shown === format(from)) &&
    (to === undefined || value <= to || shown === format(to))
  return { name, value: shown, target: rangeText(target, format), met: isAimed ? met : undefined }
}

function rangeText({ from, to }: Range, format: Format): string {
  if (from === undefined) return to === undefined ? '' : to === 0 ? format(0) : `<= ${format(to)}`
  if (to === undefined) return `>= ${format(from)}`
  return from === to ? format(from) : `${format(from)} to ${format(to)}`
}

const VERDICTS = new Map([
  [true, 'met'],
  [false, 'MISSED'],
])

/** All figures as one table; with those of another run a column of theirs, found by section and name. */
export function figureTable(sections: readonly Section[], before: ReadonlyMap<string, string>): Table {
  const rows = sections.flatMap(({ title, figures }) =>
    figures.map(({ name, value, target, met }) => [
      `${title}: ${name}`,
      target,
      ...(before.size > 0 ? [before.get(`${title}: ${name}`) ?? ''] : []),
      value,
      VERDICTS.get(met as boolean) ?? '',
    ]),
  )
  return { title: 'Figures', head: ['', 'target', ...(before.size > 0 ? ['before'] : []), 'now', ''], rows }
}

/** A table as lines of text, its columns in line. */
export function tableText({ title, head, rows }: Table): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map(row => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')
  return [title, ...all.map(row => `  ${line(row).trimEnd()}`)].join('\n')
}

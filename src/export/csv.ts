import type { FlatColumn } from './columns.ts'

/** The first line of a CSV file. */
export const csvHead = (columns: readonly FlatColumn[]): string => `${columns.map(({ name }) => name).join(',')}\n`

/** A row as a line of CSV (RFC 4180, lines end with LF): nothing for null, quotes around an empty text. */
export function csvLine(columns: readonly FlatColumn[], row: Readonly<Record<string, unknown>>): string {
  let line = ''
  for (let i = 0; i < columns.length; i++) {
    const { type, of } = columns[i]!
    const value = of(row)
    if (i > 0) line += ','
    if (value === null || value === undefined) continue
    line += quotedCell(type === 'texts' || type === 'json' ? JSON.stringify(value) : String(value))
  }
  return `${line}\n`
}

const NEEDS_QUOTES = /[",\r\n]/

function quotedCell(text: string): string {
  return text === '' || NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

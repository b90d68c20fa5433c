import type { StoredRow } from './subject.ts'

/** The rows of a CSV text (RFC 4180) whose first line has the names; the sign between cells is the comma, or what stands most often in that line. */
export function readCsv(text: string): StoredRow[] {
  const head = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)))
  const separator = [',', ';', '\t'].reduce((best, sign) =>
    head.split(sign).length > head.split(best).length ? sign : best,
  )
  const [names = [], ...lines] = cellsOf(text, separator)
  return lines.map(cells => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])))
}

function cellsOf(text: string, separator: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let at = 0
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? readQuotedCell(text, at) : plainCell(text, at, separator)
    line.push(cell)
    if (text[end] === separator) {
      at = end + 1
      if (at < text.length) continue
      line.push('')
    }
    lines.push(line)
    line = []
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1
  }
  return lines.filter(cells => cells.length > 1 || cells[0] !== '')
}

interface FoundCell {
  readonly cell: string
  readonly end: number
}

function plainCell(text: string, at: number, separator: string): FoundCell {
  let end = at
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return { cell: text.slice(at, end), end }
}

function readQuotedCell(text: string, at: number): FoundCell {
  let cell = ''
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { cell: cell + text.slice(from), end: text.length }
    cell += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 }
    cell += '"'
    from = quote + 2
  }
}

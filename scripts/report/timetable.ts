import { type Chart, colour, label, round, TOP, WIDE, wideChart } from './charts.ts'

/** A stretch of a timetable's width, as parts (0..1) of it. */
interface Part {
  readonly from: number
  readonly to: number
}

/** Who did what when. */
export interface TimetableRow {
  readonly name: string
  readonly stretches: readonly (Part & { readonly kind: number })[]
  /** Drawn below, pale. */
  readonly behind: readonly Part[]
}

const ROW = 15
const NAMES = 150

/** A row for each person, as wide as two charts; `columns` divide it evenly, `kinds` names the colours. */
export function timetable(
  title: string,
  rows: readonly TimetableRow[],
  columns: readonly string[],
  kinds: readonly string[],
): Chart {
  const height = TOP + rows.length * ROW + 28
  const x = (part: number) => round(NAMES + part * (WIDE - NAMES - 10))
  const lines = columns.flatMap((name, at) => {
    const begin = x(at / columns.length)
    return [
      `<line x1="${begin}" x2="${begin}" y1="${TOP}" y2="${height - 24}" stroke="#bbb"/>`,
      label(name, x((at + 0.5) / columns.length), height - 8, 'middle'),
    ]
  })
  const marks = rows.flatMap(({ name, stretches, behind }, at) => {
    const y = TOP + at * ROW
    const box = ({ from, to }: Part, style: string) => {
      const width = Math.max(0.5, round(x(to) - x(from)))
      return `<rect x="${x(from)}" y="${y + 2}" width="${width}" height="${ROW - 4}" ${style}/>`
    }
    return [
      label(name, NAMES - 6, y + ROW - 4, 'end'),
      ...behind.map(part => box(part, 'fill="#ddd"')),
      ...stretches.map(part => box(part, `fill="${colour(part.kind)}" fill-opacity="0.7"`)),
    ]
  })
  return wideChart(title, [...lines, ...marks], kinds, height)
}

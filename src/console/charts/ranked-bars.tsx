import { type ChartData, written } from './data.ts'
import { Plot } from './plot.tsx'

interface RankedBarsProps {
  readonly label: string
  /** One series. */
  readonly data: ChartData
  /** Values are parts of a whole: their shares are written, too. */
  readonly hasShares?: boolean
}

const ROW = 22
/** px of a character, about, in the size in which it is drawn. */
const CHARACTER = 6.9

const NONE = { kind: 'none' } as const

/** Lying bars, one for each column, in their order. */
export function RankedBars({ label, data, hasShares = false }: RankedBarsProps) {
  const { columns, series, write = written } = data
  const { values, colour } = series[0]!
  const numbers = values.map(value => value ?? 0)
  const most = Math.max(1e-9, ...numbers)
  const sum = numbers.reduce((a, b) => a + b, 0)
  const texts = numbers.map(value =>
    hasShares && sum > 0 ? `${write(value)} · ${Math.round((100 * value) / sum)} %` : write(value),
  )
  const height = Math.max(1, columns.length) * ROW
  return (
    <Plot
      label={label}
      data={data}
      height={height}
      legend={NONE}
      columnAt={(_, y) => {
        const row = Math.floor(y / ROW)
        return row >= 0 && row < columns.length ? row : undefined
      }}
      draw={({ width, at }) => {
        const longest = Math.max(...columns.map(({ length }) => length), 4)
        const names = Math.min(width * 0.42, longest * CHARACTER + 10)
        const figures = Math.max(...texts.map(({ length }) => length)) * CHARACTER + 8
        const room = Math.max(8, width - names - figures)
        return columns.map((column, i) => (
          <g key={column} class={at === i ? 'row is-pointed' : 'row'}>
            <rect class="ground" x={0} y={i * ROW} width={width} height={ROW} />
            <text class="name" x={0} y={i * ROW + 15}>
              {cut(column, names)}
            </text>
            <rect
              class={`series-${colour}`}
              x={names}
              y={i * ROW + 4}
              width={Math.max(1, (numbers[i]! / most) * room)}
              height={ROW - 8}
            />
            <text class="figure" x={names + (numbers[i]! / most) * room + 6} y={i * ROW + 15}>
              {texts[i]}
            </text>
          </g>
        ))
      }}
    />
  )
}

function cut(text: string, width: number): string {
  // The room of the longest name is counted from its length: a hair less is no character less.
  const most = Math.floor((width - 10) / CHARACTER + 0.01)
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text
}

import { type ChartData, written } from './data.ts'
import { Plot } from './plot.tsx'

interface HeatMapProps {
  readonly label: string
  /** A series is a row of it. */
  readonly data: ChartData
  /** What stands above it. */
  readonly words: string
}

const LEFT = 34
const BELOW = 18
const CELL_HEIGHT = 20

/** A field for each column of each series, the darker the more. */
export function HeatMap({ label, data, words }: HeatMapProps) {
  const { columns, series } = data
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map(value => value ?? 0)))
  const height = series.length * CELL_HEIGHT + BELOW
  return (
    <Plot
      label={label}
      data={data}
      height={height}
      legend={{ kind: 'words', text: words }}
      columnAt={(x, _, { width }) => {
        const column = Math.floor((x - LEFT) / ((width - LEFT) / columns.length))
        return column >= 0 && column < columns.length ? column : undefined
      }}
      draw={({ width, at }) => {
        const cell = (width - LEFT) / columns.length
        return (
          <>
            {series.map(({ name, values }, row) => (
              <g key={name}>
                <text class="name" x={0} y={row * CELL_HEIGHT + 14}>
                  {name}
                </text>
                {values.map((value, i) =>
                  value === null ? null : (
                    <rect
                      key={columns[i]}
                      class={at === i ? 'heat is-pointed' : 'heat'}
                      x={LEFT + i * cell + 0.5}
                      y={row * CELL_HEIGHT + 0.5}
                      width={Math.max(1, cell - 1)}
                      height={CELL_HEIGHT - 1}
                      style={{ '--heat': `${Math.round((100 * value) / most)}%` }}
                    >
                      <title>{`${name} ${columns[i]}: ${written(value)}`}</title>
                    </rect>
                  ),
                )}
              </g>
            ))}
            <g class="axis">
              {columns.map((column, i) =>
                i % (width < 420 ? 6 : 3) === 0 ? (
                  <text key={column} x={LEFT + (i + 0.5) * cell} y={height - 4} text-anchor="middle">
                    {column}
                  </text>
                ) : null,
              )}
            </g>
          </>
        )
      }}
    />
  )
}

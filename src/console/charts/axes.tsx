import { writtenShort } from './data.ts'

/** px around the part of a plot that has values. */
export const MARGIN = { top: 6, right: 4, bottom: 20, left: 44 } as const
/** px that a label below needs at least, and for each of its characters. */
const LABEL_WIDTH = 52
const LABEL_CHARACTER = 6.2

interface ScaleProps {
  readonly width: number
  readonly ticks: readonly number[]
  /** px from the top, of a value. */
  readonly y: (value: number) => number
  readonly write?: ((value: number) => string) | undefined
}

/** Lines across with their values at the left. */
export function Scale({ width, ticks, y, write = writtenShort }: ScaleProps) {
  return (
    <g class="axis">
      {ticks.map(tick => (
        <g key={tick}>
          <line
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={Math.round(y(tick)) + 0.5}
            y2={Math.round(y(tick)) + 0.5}
          />
          <text x={MARGIN.left - 6} y={y(tick) + 4} text-anchor="end">
            {write(tick)}
          </text>
        </g>
      ))}
    </g>
  )
}

interface LabelsBelowProps {
  readonly columns: readonly string[]
  readonly width: number
  readonly height: number
  /** px from the left, of the middle of a column. */
  readonly x: (column: number) => number
}

/** As many of the columns' names as there is room for. */
export function LabelsBelow({ columns, width, height, x }: LabelsBelowProps) {
  const longest = Math.max(0, ...columns.map(({ length }) => length))
  const label = Math.max(LABEL_WIDTH, longest * LABEL_CHARACTER + 8)
  const room = Math.max(1, Math.floor((width - MARGIN.left) / label))
  const step = Math.max(1, Math.ceil(columns.length / room))
  return (
    <g class="axis">
      {columns.map((column, i) =>
        i % step === 0 ? (
          <text key={column} x={Math.min(x(i), width - label / 2)} y={height - 5} text-anchor="middle">
            {column}
          </text>
        ) : null,
      )}
    </g>
  )
}

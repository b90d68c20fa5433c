import { LabelsBelow, MARGIN, Scale } from './axes.tsx'
import { type ChartData, type Opening, ticksTo } from './data.ts'
import { Plot, type PlotRoom } from './plot.tsx'

interface LinesProps {
  readonly label: string
  readonly data: ChartData
  readonly height?: number
  /** What a click on a column shows. */
  readonly opening?: Opening | undefined
  /** Greatest value of the scale, where it has one: 1 of a share. */
  readonly most?: number
  readonly summary?: (values: readonly (number | null)[]) => string
}

/** A line for each series; where there is no value it has a gap. */
export function Lines({ label, data, height = 190, most, summary, opening }: LinesProps) {
  const { columns, series, write } = data
  const values = series.flatMap(one => one.values.filter(value => value !== null))
  const ticks =
    most === undefined ? ticksTo(Math.max(1, ...values)) : [0, 0.25, 0.5, 0.75, 1].map(share => share * most)
  const top = ticks.at(-1)!
  const stepOf = ({ width }: PlotRoom) => (width - MARGIN.left - MARGIN.right) / columns.length
  return (
    <Plot
      label={label}
      data={data}
      height={height}
      opening={opening}
      summary={summary}
      columnAt={(x, _, room) => {
        const column = Math.floor((x - MARGIN.left) / stepOf(room))
        return column >= 0 && column < columns.length ? column : undefined
      }}
      draw={room => {
        const step = stepOf(room)
        const x = (column: number) => MARGIN.left + (column + 0.5) * step
        const y = (value: number) => MARGIN.top + (1 - value / top) * (height - MARGIN.top - MARGIN.bottom)
        return (
          <>
            <Scale width={room.width} ticks={ticks} y={y} write={write} />
            {room.at !== undefined && (
              <line class="cross" x1={x(room.at)} x2={x(room.at)} y1={MARGIN.top} y2={height - MARGIN.bottom} />
            )}
            {series.map(({ name, colour, values }) => (
              <g key={name} class={`line series-${colour}`}>
                <path d={pathOf(values, x, y)} />
                {values.map((value, i) =>
                  value !== null && (room.at === i || isAlone(values, i)) ? (
                    <circle key={columns[i]} cx={x(i)} cy={y(value)} r={3} />
                  ) : null,
                )}
              </g>
            ))}
            <LabelsBelow columns={columns} width={room.width} height={height} x={x} />
          </>
        )
      }}
    />
  )
}

const isAlone = (values: readonly (number | null)[], i: number) =>
  (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null

function pathOf(
  values: readonly (number | null)[],
  x: (column: number) => number,
  y: (value: number) => number,
): string {
  let isDown = false
  let path = ''
  values.forEach((value, i) => {
    if (value === null) isDown = false
    else {
      path += `${isDown ? 'L' : 'M'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`
      isDown = true
    }
  })
  return path
}

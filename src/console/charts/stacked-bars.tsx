import { LabelsBelow, MARGIN, Scale } from './axes.tsx'
import { type ChartData, type Opening, ticksTo, written } from './data.ts'
import { Plot, type PlotRoom } from './plot.tsx'

interface StackedBarsProps {
  readonly label: string
  readonly data: ChartData
  readonly height?: number
  /** What a click on a column shows. */
  readonly opening?: Opening | undefined
}

const total = (values: readonly (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0)

/** px. */
const WIDEST_BAR = 72

/** A bar for each column, with the series on top of each other. */
export function StackedBars({ label, data, height = 190, opening }: StackedBarsProps) {
  const { columns, series } = data
  const sums = columns.map((_, i) => total(series.map(({ values }) => values[i] ?? 0)))
  const ticks = ticksTo(Math.max(1, ...sums))
  const top = ticks.at(-1)!
  const slotOf = ({ width }: PlotRoom) => (width - MARGIN.left - MARGIN.right) / columns.length
  return (
    <Plot
      label={label}
      data={data}
      height={height}
      opening={opening}
      summary={values => written(total(values))}
      columnAt={(x, _, room) => {
        const column = Math.floor((x - MARGIN.left) / slotOf(room))
        return column >= 0 && column < columns.length ? column : undefined
      }}
      draw={room => {
        const slot = slotOf(room)
        const y = (value: number) => MARGIN.top + (1 - value / top) * (height - MARGIN.top - MARGIN.bottom)
        const x = (column: number) => MARGIN.left + column * slot
        const bar = Math.min(WIDEST_BAR, Math.max(0.5, slot - Math.min(slot * 0.2, 6)))
        return (
          <>
            <Scale width={room.width} ticks={ticks} y={y} />
            {room.at !== undefined && (
              <rect
                class="pointed"
                x={x(room.at)}
                width={slot}
                y={MARGIN.top}
                height={height - MARGIN.top - MARGIN.bottom}
              />
            )}
            {columns.map((column, i) => {
              let sum = 0
              return (
                <g key={column}>
                  {series.map(({ name, colour, values }) => {
                    const value = values[i] ?? 0
                    sum += value
                    if (value === 0) return null
                    return (
                      <rect
                        key={name}
                        class={`series-${colour}`}
                        x={x(i) + (slot - bar) / 2}
                        width={bar}
                        y={y(sum)}
                        height={Math.max(0, y(sum - value) - y(sum))}
                      />
                    )
                  })}
                </g>
              )
            })}
            <LabelsBelow columns={columns} width={room.width} height={height} x={i => x(i) + slot / 2} />
          </>
        )
      }}
    />
  )
}

import { type ChartData, written } from './data.ts'
import { Plot } from './plot.tsx'

interface PieProps {
  readonly label: string
  /** One series: a part of the whole for each column. */
  readonly data: ChartData
  readonly isDonut: boolean
}

const HEIGHT = 190
const RADIUS = 80
const PART_ROW = 20
const PART_COLOURS = 7
/** Parts that have a colour of their own, and as many rows as there is room for. */
const MOST_PARTS = 8
const NO_LEGEND = { kind: 'none' } as const

interface Part {
  readonly name: string
  readonly value: number
  /** Shares of the whole at which it begins and ends. */
  readonly from: number
  readonly to: number
}

/** A circle with a part for each column, and their names and shares beside it. */
export function Pie({ label, data, isDonut }: PieProps) {
  const parts = partsOf(data)
  return (
    <Plot
      label={label}
      data={data}
      height={HEIGHT}
      legend={NO_LEGEND}
      columnAt={(x, y) => {
        const row = Math.floor((y - rowsTop(parts.length)) / PART_ROW)
        return x > 2 * RADIUS + 20 && row >= 0 && row < parts.length ? row : undefined
      }}
      draw={({ width, at }) => (
        <>
          {parts.map(({ name, from, to }, i) => (
            <path
              key={name}
              class={`part series-${(i % PART_COLOURS) + 1}`}
              d={pathOfPart(from, to, isDonut)}
              opacity={at === undefined || at === i ? 1 : 0.35}
            >
              <title>{name}</title>
            </path>
          ))}
          {parts.map(({ name, value, from, to }, i) => (
            <g key={name} class={at === i ? 'row is-pointed' : 'row'}>
              <rect
                class="ground"
                x={2 * RADIUS + 22}
                y={rowsTop(parts.length) + i * PART_ROW}
                width={Math.max(0, width - 2 * RADIUS - 22)}
                height={PART_ROW}
              />
              <rect
                class={`series-${(i % PART_COLOURS) + 1}`}
                x={2 * RADIUS + 26}
                y={rowsTop(parts.length) + i * PART_ROW + 5}
                width={9}
                height={9}
                rx={2}
              />
              <text class="name" x={2 * RADIUS + 42} y={rowsTop(parts.length) + i * PART_ROW + 14}>
                {`${cutTo(name, width - 2 * RADIUS - 150)} `}
                <tspan class="figure">{`${written(value)} · ${Math.round(100 * (to - from))} %`}</tspan>
              </text>
            </g>
          ))}
        </>
      )}
    />
  )
}

const rowsTop = (count: number) => Math.max(0, (HEIGHT - count * PART_ROW) / 2)

function partsOf({ columns, series }: ChartData): Part[] {
  const numbers = columns.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0))
  const whole = numbers.reduce((a, b) => a + b, 0) || 1
  const named = columns.map((name, i) => [name, numbers[i]!] as const)
  const rest = named.slice(MOST_PARTS - 1)
  const shown =
    named.length <= MOST_PARTS
      ? named
      : [...named.slice(0, MOST_PARTS - 1), [`${rest.length} more`, rest.reduce((sum, [, n]) => sum + n, 0)] as const]
  let from = 0
  return shown.map(([name, value]) => {
    const part = { name, value, from, to: from + value / whole }
    from = part.to
    return part
  })
}

function pathOfPart(from: number, to: number, isDonut: boolean): string {
  const inner = isDonut ? RADIUS * 0.58 : 0
  // A whole circle is no arc: it lacks a little.
  const end = Math.min(to, from + 0.9999)
  const point = (share: number, radius: number) => {
    const angle = share * 2 * Math.PI - Math.PI / 2
    return `${(RADIUS + 4 + radius * Math.cos(angle)).toFixed(2)} ${(HEIGHT / 2 + radius * Math.sin(angle)).toFixed(2)}`
  }
  const large = end - from > 0.5 ? 1 : 0
  return `M${point(from, RADIUS)}A${RADIUS} ${RADIUS} 0 ${large} 1 ${point(end, RADIUS)}L${point(end, inner)}A${inner} ${inner} 0 ${large} 0 ${point(from, inner)}Z`
}

function cutTo(text: string, width: number): string {
  const most = Math.max(4, Math.floor(width / 6.9))
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

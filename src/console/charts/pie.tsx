import { type ChartData, colourInTurn, written } from './data.ts'
import { Plot } from './plot.tsx'

interface PieProps {
  readonly label: string
  /** One series: a part of the whole for each column. */
  readonly data: ChartData
  readonly isDonut: boolean
}

const HEIGHT = 190
/** px of the circle: the greatest, and the least where names need the room. */
const MOST_RADIUS = 80
const LEAST_RADIUS = 44
/** px between the circle and its names, and of their squares. */
const GAP = 20
const SQUARE = 18
/** px of a character, about, in the size in which names are drawn. */
const NAME_CHARACTER = 6.9
const PART_ROW = 20
/** Parts that have a colour of their own, and as many rows as there is room for. */
const MOST_PARTS = 8
const NO_LEGEND = { kind: 'none' } as const

interface Part {
  readonly name: string
  readonly value: number
  /** Shares of the whole at which it begins and ends. */
  readonly from: number
  readonly to: number
  /** Number of its colour in the tokens. */
  readonly colour: number
}

/** A circle with a part for each column, and their names and shares beside it. */
export function Pie({ label, data, isDonut }: PieProps) {
  const parts = partsOf(data)
  const figures = parts.map(({ value, from, to }) => `${written(value)} · ${Math.round(100 * (to - from))} %`)
  const named = Math.max(...parts.map(({ name }, i) => name.length + 1 + figures[i]!.length)) * NAME_CHARACTER + SQUARE
  const radiusIn = (width: number) => Math.min(MOST_RADIUS, Math.max(LEAST_RADIUS, (width - GAP - named) / 2))
  return (
    <Plot
      label={label}
      data={data}
      height={HEIGHT}
      legend={NO_LEGEND}
      columnAt={(x, y, { width }) => {
        const row = Math.floor((y - rowsTop(parts.length)) / PART_ROW)
        return x > 2 * radiusIn(width) + GAP && row >= 0 && row < parts.length ? row : undefined
      }}
      draw={({ width, at }) => {
        const radius = radiusIn(width)
        const left = 2 * radius + GAP
        return (
          <>
            {parts.map(({ name, from, to, colour }, i) => (
              <path
                key={name}
                class={`part series-${colour}`}
                d={pathOfPart({ from, to, radius, isDonut })}
                opacity={at === undefined || at === i ? 1 : 0.35}
              >
                <title>{name}</title>
              </path>
            ))}
            {parts.map(({ name, colour }, i) => (
              <g key={name} class={at === i ? 'row is-pointed' : 'row'}>
                <rect
                  class="ground"
                  x={left}
                  y={rowsTop(parts.length) + i * PART_ROW}
                  width={Math.max(0, width - left)}
                  height={PART_ROW}
                />
                <rect
                  class={`series-${colour}`}
                  x={left + 4}
                  y={rowsTop(parts.length) + i * PART_ROW + 5}
                  width={9}
                  height={9}
                  rx={2}
                />
                <text class="name" x={left + SQUARE} y={rowsTop(parts.length) + i * PART_ROW + 14}>
                  {`${cutTo(name, width - left - SQUARE - (figures[i]!.length + 1) * NAME_CHARACTER)} `}
                  <tspan class="figure">{figures[i]}</tspan>
                </text>
              </g>
            ))}
          </>
        )
      }}
    />
  )
}

const rowsTop = (count: number) => Math.max(0, (HEIGHT - count * PART_ROW) / 2)

function partsOf({ columns, series, colourOf }: ChartData): Part[] {
  const numbers = columns.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0))
  const whole = numbers.reduce((a, b) => a + b, 0) || 1
  const named = columns.map((name, i) => [name, numbers[i]!] as const)
  const rest = named.slice(MOST_PARTS - 1)
  const shown =
    named.length <= MOST_PARTS
      ? named
      : [...named.slice(0, MOST_PARTS - 1), [`${rest.length} more`, rest.reduce((sum, [, n]) => sum + n, 0)] as const]
  let from = 0
  return shown.map(([name, value], i) => {
    const part = { name, value, from, to: from + value / whole, colour: colourOf?.(name, i) ?? colourInTurn(i) }
    from = part.to
    return part
  })
}

interface PartShape {
  readonly from: number
  readonly to: number
  readonly radius: number
  readonly isDonut: boolean
}

function pathOfPart({ from, to, radius, isDonut }: PartShape): string {
  const inner = isDonut ? radius * 0.58 : 0
  // A whole circle is no arc: it lacks a little.
  const end = Math.min(to, from + 0.9999)
  const point = (share: number, distance: number) => {
    const angle = share * 2 * Math.PI - Math.PI / 2
    return `${(radius + 4 + distance * Math.cos(angle)).toFixed(2)} ${(HEIGHT / 2 + distance * Math.sin(angle)).toFixed(2)}`
  }
  const large = end - from > 0.5 ? 1 : 0
  return `M${point(from, radius)}A${radius} ${radius} 0 ${large} 1 ${point(end, radius)}L${point(end, inner)}A${inner} ${inner} 0 ${large} 0 ${point(from, inner)}Z`
}

function cutTo(text: string, width: number): string {
  const most = Math.max(4, Math.floor(width / NAME_CHARACTER))
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

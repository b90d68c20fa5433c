import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { goTo } from '../state/router.ts'
import { type ChartData, type Opening, written } from './data.ts'

/** px of a plot, and the column that somebody points at. */
export interface PlotRoom {
  readonly width: number
  readonly height: number
  readonly at: number | undefined
}

interface PlotProps {
  readonly label: string
  readonly data: ChartData
  readonly height: number
  /** The column at a place, px from the left upper corner of the plot. */
  readonly columnAt: (x: number, y: number, room: PlotRoom) => number | undefined
  /** What the legend has of a series while nobody points at a column; undefined: nothing. */
  readonly summary?: ((values: readonly (number | null)[]) => string) | undefined
  /** `named`: what the colours mean. `words`: a sentence until somebody points at a column. `none`: nothing to be seen, as the drawing says all. */
  readonly legend?: { readonly kind: 'named' | 'none' } | { readonly kind: 'words'; readonly text: string }
  /** Undefined: columns lead nowhere. */
  readonly opening?: Opening | undefined
  readonly draw: (room: PlotRoom) => ComponentChildren
}

/**
 * A drawing with its legend. Columns are pointed at by mouse or by the arrow keys; the legend then has the values of that column, so that
 * nothing has to float above the drawing.
 */
export function Plot({ label, data, height, columnAt, summary, legend = NAMED, opening, draw }: PlotProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [pointed, setPointed] = useState<number>()
  const at = pointed !== undefined && pointed < data.columns.length ? pointed : undefined
  const room = { width, height, at }
  const move = (by: number) => {
    const last = data.columns.length - 1
    setPointed(at === undefined ? (by > 0 ? 0 : last) : Math.min(last, Math.max(0, at + by)))
  }
  const open = (column: number | undefined) => {
    if (opening !== undefined && column !== undefined) goTo(opening.address(column))
  }
  return (
    <div class="plot">
      <Legend data={data} at={at} summary={summary} legend={legend} opening={opening} />
      <div
        class={opening !== undefined && at !== undefined ? 'drawing opens' : 'drawing'}
        ref={box}
        tabIndex={0}
        role="group"
        aria-label={`${label}, a chart. Arrow keys move through its columns${opening === undefined ? '' : `, Enter ${opening.words}`}; its menu has it as a table.`}
        onPointerMove={event => {
          const { left, top } = event.currentTarget.getBoundingClientRect()
          setPointed(columnAt(event.clientX - left, event.clientY - top, room))
        }}
        onClick={event => {
          const { left, top } = event.currentTarget.getBoundingClientRect()
          open(columnAt(event.clientX - left, event.clientY - top, room))
        }}
        onPointerLeave={() => setPointed(undefined)}
        onBlur={() => setPointed(undefined)}
        onKeyDown={event => {
          if (event.key === 'Enter') open(at)
          const by = STEPS.get(event.key)
          if (by === undefined) return
          event.preventDefault()
          move(by)
        }}
      >
        {width > 0 && (
          <svg
            xmlns="http://www.w3.org/2000/svg"
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            aria-hidden="true"
          >
            {draw(room)}
          </svg>
        )}
      </div>
    </div>
  )
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowRight', 1],
  ['ArrowLeft', -1],
  ['ArrowDown', 1],
  ['ArrowUp', -1],
])

interface LegendProps {
  readonly data: ChartData
  readonly at: number | undefined
  readonly summary: PlotProps['summary']
  readonly legend: NonNullable<PlotProps['legend']>
  readonly opening: Opening | undefined
}

const NAMED = { kind: 'named' } as const

function Legend({ data, at, summary, legend, opening }: LegendProps) {
  const { columns, series, write = written } = data
  const figureOf = (values: readonly (number | null)[]) => {
    if (at === undefined) return summary?.(values)
    const value = values[at]
    return value === null || value === undefined ? '–' : write(value)
  }
  return (
    <p class={legend.kind === 'none' ? 'unseen' : 'legend'} aria-live="polite">
      {at !== undefined && <span class="column">{columns[at]}</span>}
      {at === undefined && legend.kind === 'words' && legend.text}
      {(at !== undefined || legend.kind === 'named') &&
        series.map(({ name, colour, values }) => (
          <span class="entry" key={name}>
            {legend.kind === 'named' && <i class={`swatch series-${colour}`} aria-hidden="true" />}
            {name} <b>{figureOf(values)}</b>
          </span>
        ))}
      {at !== undefined && opening !== undefined && <span class="soft">a click {opening.words}</span>}
    </p>
  )
}

/** px of an element's width, as it is now. */
function useWidth(box: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => setWidth(Math.floor(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return width
}

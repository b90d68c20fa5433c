import { type Chart, chart, colour, HEIGHT, LEFT, label, PLOT, round, TOP, WIDTH } from './charts.ts'

/** From one value to another, with one between them marked. */
export interface Span {
  readonly name: string
  readonly low: number
  readonly middle: number
  readonly high: number
  /** Which colour it has, from 0. */
  readonly kind: number
}

/** A mark of an axis. */
export interface Tick {
  readonly value: number
  readonly text: string
}

const NAMES = 66

/** Spans on a logarithmic axis from the first tick to the last, one below the other; `kinds` names their colours. */
export function spanChart(
  title: string,
  spans: readonly Span[],
  ticks: readonly Tick[],
  kinds: readonly string[],
): Chart {
  const from = Math.log(ticks[0]!.value)
  const to = Math.log(ticks.at(-1)!.value)
  const left = LEFT + NAMES
  const x = (value: number) => {
    const part = (Math.log(value) - from) / (to - from)
    return round(left + Math.min(1, Math.max(0, part)) * (WIDTH - left - 20))
  }
  const bottom = TOP + PLOT + 14
  const axis = ticks.map(
    ({ value, text }) =>
      `<line x1="${x(value)}" x2="${x(value)}" y1="${TOP}" y2="${bottom}" stroke="#ccc"/>${label(text, x(value), HEIGHT - 8, 'middle')}`,
  )
  const step = (bottom - TOP) / spans.length
  const marks = spans.map(({ name, low, middle, high, kind }, at) => {
    const y = round(TOP + (at + 0.5) * step)
    const line = `<line x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}" stroke="${colour(kind)}" stroke-width="5" stroke-opacity="0.45"/>`
    return `${label(name, left - 6, y + 4, 'end')}${line}<circle cx="${x(middle)}" cy="${y}" r="4" fill="${colour(kind)}"/>`
  })
  return chart(title, [...axis, ...marks], kinds)
}

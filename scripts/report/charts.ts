/** A bar of a chart; `parts` divide it, bottom up. */
export interface Bar {
  readonly name: string
  /** Share, 0..1. */
  readonly value: number
  readonly parts?: readonly number[]
}

const WIDTH = 560
const HEIGHT = 250
const LEFT = 44
const BOTTOM = 42
const TOP = 34
const COLOURS = ['#2f6f8f', '#e0a458', '#a4452c']

/** A bar chart as SVG, `WIDTH` x `HEIGHT` px. `legend` names the parts of the bars. */
export function barChart(title: string, bars: readonly Bar[], legend: readonly string[] = []): string {
  const most = Math.max(...bars.map(bar => bar.value))
  const step = (WIDTH - LEFT - 10) / bars.length
  const plot = HEIGHT - TOP - BOTTOM
  const y = (share: number) => TOP + plot - (share / most) * plot
  const slanted = bars.length > 9 && bars.some(bar => bar.name.length > 3)
  const marks = bars.flatMap(({ name, value, parts = [value] }, at) => {
    const x = LEFT + at * step
    const middle = x + step / 2
    let below = 0
    const rects = parts.map((part, index) => {
      const top = y(below + part)
      const rect = `<rect x="${round(x + 2)}" y="${round(top)}" width="${round(step - 4)}" height="${round(y(below) - top)}" fill="${COLOURS[index % COLOURS.length]}"/>`
      below += part
      return rect
    })
    const turn = slanted
      ? ` transform="rotate(-30 ${round(middle)} ${HEIGHT - BOTTOM + 14})" text-anchor="end"`
      : ' text-anchor="middle"'
    return [...rects, `<text x="${round(middle)}" y="${HEIGHT - BOTTOM + 14}"${turn}>${name}</text>`]
  })
  const axis = [0, 0.5, 1].map(part => {
    const at = round(y(most * part))
    return `<line x1="${LEFT}" x2="${WIDTH - 10}" y1="${at}" y2="${at}" stroke="#ccc"/><text x="${LEFT - 6}" y="${at + 4}" text-anchor="end">${percent(most * part)}</text>`
  })
  const keys = legend.map(
    (name, index) =>
      `<rect x="${WIDTH - 90 * (legend.length - index)}" y="8" width="10" height="10" fill="${COLOURS[index]}"/><text x="${WIDTH - 90 * (legend.length - index) + 15}" y="17">${name}</text>`,
  )
  return [`<text x="${LEFT}" y="18" class="title">${title}</text>`, ...axis, ...marks, ...keys].join('\n')
}

/** Charts in two columns under a heading, as one SVG picture. */
export function page(heading: string, charts: readonly string[]): string {
  const rows = Math.ceil(charts.length / 2)
  const placed = charts.map(
    (chart, at) =>
      `<g transform="translate(${20 + (at % 2) * (WIDTH + 20)} ${60 + Math.floor(at / 2) * (HEIGHT + 14)})">\n${chart}\n</g>`,
  )
  const width = 2 * WIDTH + 60
  const height = 70 + rows * (HEIGHT + 14)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11" fill="#333">
<style>.title { font-size: 14px; font-weight: bold } .heading { font-size: 18px; font-weight: bold }</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="20" y="36" class="heading">${heading}</text>
${placed.join('\n')}
</svg>
`
}

const round = (value: number) => Math.round(value * 10) / 10
const percent = (value: number) => (value < 0.1 ? `${(value * 100).toFixed(1)} %` : `${Math.round(value * 100)} %`)

/** What charts have in common, and pages of them. */

/** A drawing with its top left corner at 0, 0. */
export interface Chart {
  readonly svg: string
  readonly height: number
  /** It takes both columns of a page. */
  readonly isWide: boolean
}

export const WIDTH = 560
export const WIDE = 2 * WIDTH + 20
export const HEIGHT = 250
/** Where the area that is drawn in begins, and how high it is. */
export const LEFT = 44
export const TOP = 34
export const PLOT = HEIGHT - TOP - 42

const COLOURS = ['#2f6f8f', '#e0a458', '#a4452c', '#6b8f3c', '#7d5a9c']

export const colour = (index: number) => COLOURS[index % COLOURS.length]!
export const round = (value: number) => Math.round(value * 10) / 10

/** A chart of one column out of its parts. */
export function chart(title: string, parts: readonly string[], legend: readonly string[] = []): Chart {
  return { svg: framed(title, parts, legend, WIDTH), height: HEIGHT, isWide: false }
}

/** A chart of both columns out of its parts. */
export function wideChart(title: string, parts: readonly string[], legend: readonly string[], height: number): Chart {
  return { svg: framed(title, parts, legend, WIDE), height, isWide: true }
}

function framed(title: string, parts: readonly string[], legend: readonly string[], width: number): string {
  const keys = legend.map((name, index) => {
    const x = width - 90 * (legend.length - index)
    return `<rect x="${x}" y="8" width="10" height="10" fill="${colour(index)}"/>${label(name, x + 15, 17)}`
  })
  return [`<text x="${LEFT}" y="18" class="title">${escaped(title)}</text>`, ...parts, ...keys].join('\n')
}

/** Where a value stands on an upright axis from 0 to `most`. */
export const heightOf = (value: number, most: number) => TOP + PLOT - (value / most) * PLOT

/** Lines across at nothing, the half and the whole of `most`. */
export function valueAxis(most: number, format: (value: number) => string): string[] {
  return [0, 0.5, 1].map(part => {
    const at = round(heightOf(most * part, most))
    return `<line x1="${LEFT}" x2="${WIDTH - 10}" y1="${at}" y2="${at}" stroke="#ccc"/>${label(format(most * part), LEFT - 6, at + 4, 'end')}`
  })
}

/** Names below the plot, one for each step; slanted where they would run into each other. */
export function namesBelow(names: readonly string[]): string[] {
  const step = stepOf(names.length)
  const slanted = names.some(name => name.length * LETTER > step)
  return names.map((name, at) => {
    const middle = round(LEFT + (at + 0.5) * step)
    const y = HEIGHT - 28
    return slanted
      ? `<text x="${middle}" y="${y}" transform="rotate(-30 ${middle} ${y})" text-anchor="end">${escaped(name)}</text>`
      : label(name, middle, y, 'middle')
  })
}

/** Width of a letter, about. */
const LETTER = 6

/** A text at a place; `anchor` says which end of it stands there. */
export function label(text: string, x: number, y: number, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  return `<text x="${x}" y="${y}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(text)}</text>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Width of one of so many steps. */
export const stepOf = (steps: number) => (WIDTH - LEFT - 10) / steps

/** Charts in two columns under a heading, as one SVG picture. */
export function page(heading: string, charts: readonly Chart[]): string {
  const placed: string[] = []
  let y = 60
  let left: Chart | undefined
  const place = ({ svg }: Chart, x: number) => placed.push(`<g transform="translate(${x} ${y})">\n${svg}\n</g>`)
  const endRow = (height: number) => {
    y += height + 14
    left = undefined
  }
  for (const one of charts) {
    if (one.isWide && left !== undefined) endRow(left.height)
    place(one, left === undefined ? 20 : 20 + WIDTH + 20)
    if (one.isWide || left !== undefined) endRow(one.height)
    else left = one
  }
  if (left !== undefined) endRow(left.height)
  // Slanted names of the last row hang below it.
  y += 20
  const width = WIDE + 40
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" font-family="sans-serif" font-size="11" fill="#333">
<style>.title { font-size: 14px; font-weight: bold } .heading { font-size: 18px; font-weight: bold }</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="20" y="36" class="heading">${escaped(heading)}</text>
${placed.join('\n')}
</svg>
`
}

/** What of the page's style a picture needs when it stands alone. */
const KEPT = ['fill', 'stroke', 'stroke-width', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor']
/** Pixels of a picture for each one on the page. */
const SHARPNESS = 2

/** px around a drawing that stands alone, and of a line of what stands above it. */
const EDGE = 12
const LINE = 20
/** px of a character of the legend, about, and of what stands around a name. */
const LEGEND_CHARACTER = 7
const AROUND_NAME = 30

/** What a drawing has around it on the page, and a picture would lack. */
export interface Surroundings {
  readonly title: string
  /** What colours mean; none where the drawing names its parts. */
  readonly series: readonly { readonly name: string; readonly colour: number }[]
}

/** A picture that stands alone, px. */
export interface Picture {
  readonly text: string
  readonly width: number
  readonly height: number
}

/** A drawing with its title and legend, as a picture that stands alone: what style sheets say of it is written into it. */
export function svgTextOf(drawing: SVGSVGElement, { title, series }: Surroundings): Picture {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const [from, to] = [drawing.querySelectorAll('*'), copy.querySelectorAll('*')]
  from.forEach((element, i) => {
    const style = getComputedStyle(element)
    for (const name of KEPT) to[i]!.setAttribute(name, style.getPropertyValue(name))
    to[i]!.removeAttribute('class')
    to[i]!.removeAttribute('style')
  })
  const inner = drawing.clientWidth
  const legend = placesOf(series, inner)
  const above = LINE * (1 + (legend.at(-1)?.line ?? 0)) + EDGE
  const [width, height] = [inner + 2 * EDGE, drawing.clientHeight + above + EDGE]
  const style = getComputedStyle(document.documentElement)
  const ink = style.getPropertyValue('--ink')
  const font = { 'font-family': style.getPropertyValue('--font'), 'font-size': '12px', fill: ink }
  copy.prepend(
    shape('rect', {
      x: -EDGE,
      y: -above,
      width,
      height,
      fill: getComputedStyle(drawing.closest('.card') ?? document.body).backgroundColor,
    }),
    shape('text', { ...font, x: 0, y: LINE - above, 'font-size': '13px', 'font-weight': 600 }, title),
    ...legend.flatMap(({ name, colour, x, line }) => {
      const y = LINE * (line + 1) - above
      const square = { x, y: y - 9, width: 9, height: 9, rx: 2, fill: style.getPropertyValue(`--series-${colour}`) }
      return [shape('rect', square), shape('text', { ...font, x: x + 14, y }, name)]
    }),
  )
  copy.setAttribute('viewBox', `${-EDGE} ${-above} ${width} ${height}`)
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.removeAttribute('aria-hidden')
  return { text: new XMLSerializer().serializeToString(copy), width, height }
}

/** Where each name of a legend stands: px from the left, and its line below that of the title. */
function placesOf(series: Surroundings['series'], width: number) {
  let [x, line] = [0, 1]
  return series.map(({ name, colour }) => {
    const room = name.length * LEGEND_CHARACTER + AROUND_NAME
    if (x > 0 && x + room > width) [x, line] = [0, line + 1]
    const place = { name, colour, x, line }
    x += room
    return place
  })
}

function shape(kind: 'rect' | 'text', attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', kind)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  element.textContent = text
  return element
}

/** The same as PNG. */
export async function pngOf({ text, width, height }: Picture): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * SHARPNESS
  canvas.height = height * SHARPNESS
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => {
    canvas.toBlob(blob => (blob === null ? fail(new Error('no picture could be made')) : done(blob)), 'image/png')
  })
}

/** Gives the reader a file. */
export function saveFile(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** What of the page's style a picture needs when it stands alone. */
const KEPT = ['fill', 'stroke', 'stroke-width', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor']
/** Pixels of a picture for each one on the page. */
const SHARPNESS = 2

/** A drawing as a text that stands alone: what style sheets say of it is written into it. */
export function svgTextOf(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const [from, to] = [drawing.querySelectorAll('*'), copy.querySelectorAll('*')]
  from.forEach((element, i) => {
    const style = getComputedStyle(element)
    for (const name of KEPT) to[i]!.setAttribute(name, style.getPropertyValue(name))
    to[i]!.removeAttribute('class')
    to[i]!.removeAttribute('style')
  })
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(drawing.closest('.card') ?? document.body).backgroundColor)
  copy.prepend(ground)
  copy.removeAttribute('aria-hidden')
  return new XMLSerializer().serializeToString(copy)
}

/** A drawing as a PNG picture. */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgTextOf(drawing))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = drawing.clientWidth * SHARPNESS
  canvas.height = drawing.clientHeight * SHARPNESS
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

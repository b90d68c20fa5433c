// Takes the pictures of docs/console/ from a mock of the sources, so that they show what there is: after `npm run console:build`,
// node --import=tsx scripts/console-pictures.mjs [NAME...]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { createApp } from '../src/fastify/app.ts'
import { followCalls, visit } from '../test/console/page.ts'
import { agentSession } from '../test/console/sessions.ts'
import { traffic } from '../test/console/traffic.ts'

/** Names of pictures to take; none: all. */
const only = process.argv.slice(2)
const folder = join(import.meta.dirname, '../docs/console')
const WIDTHS = [1280, 768, 390]
const HEIGHTS = new Map([[390, 844]])
/** Those that the README shows and the package holds; the package leaves out those with a width in their name. */
const README_PICTURES = ['centre', 'traffic']
const README_HEIGHT = 800
/** Of WebP: a picture of 1280 px has some 40 kB. */
const QUALITY = 0.6

/** Name of the picture, address, and what is to be seen in its middle: whoever adds a view adds it here. */
const PLACES = [
  ['centre', '/console/centre'],
  ['conversations', '/console/conversations?open=SESSION', '.time-line .desk-note.suggestion'],
  ['dashboards', '/console/dashboards?range=7d'],
  ['query', '/console/dashboards?range=7d&dashboard=Customer+Insights&edit=Dollar+Value+Breakup'],
  ['scenario', '/console/scenario'],
  ['stories', '/console/stories'],
  ['story', '/console/stories?open=outage'],
  ['told', '/console/centre?from=2026-03-11&to=2026-03-11&story=outage&step=1'],
  ['json', '/console/conversations?open=SESSION&show=json'],
  ['traffic', '/console/traffic?open=r-8'],
  ['control', '/console/control'],
]
const wanted = PLACES.filter(([name]) => only.length === 0 || only.includes(name))

const app = createApp({ now: '2026-03-12T15:20:00Z', seed: 'console', journal: { entries: 50_000, bytes: 1e9 } })
await app.listen({ port: 0, host: '127.0.0.1' })
const url = `http://127.0.0.1:${app.server.address().port}`
await traffic(url)
const session = await agentSession(url)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
mkdirSync(folder, { recursive: true })

async function openPage(width, theme, height = HEIGHTS.get(width) ?? 900) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' })
  followCalls(page)
  return page
}

async function show(page, [name, place, middle]) {
  await visit(page, url + place.replace('SESSION', session))
  if (middle !== undefined)
    await page
      .locator(middle)
      .first()
      .evaluate(found => found.scrollIntoView({ block: 'center' }))
  if (name === 'told') await fetch(`${url}/__admin/scenario`, { method: 'DELETE' })
}

const canvas = await browser.newPage()

/** A picture of the page as WebP, which the browser makes of it: a third of what PNG takes. */
async function save(page, name) {
  const png = await page.screenshot()
  const made = await canvas.evaluate(
    async ([base64, quality]) => {
      const image = new Image()
      image.src = `data:image/png;base64,${base64}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', quality)
    },
    [png.toString('base64'), QUALITY],
  )
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(made.slice(made.indexOf(',') + 1), 'base64'))
}

for (const theme of ['light', 'dark']) {
  for (const width of theme === 'light' ? WIDTHS : [1280]) {
    const page = await openPage(width, theme)
    for (const place of wanted) {
      await show(page, place)
      await save(page, `${place[0]}-${width}${theme === 'dark' ? '-dark' : ''}`)
    }
    await page.close()
  }
}

for (const place of wanted.filter(([name]) => README_PICTURES.includes(name))) {
  const page = await openPage(1280, 'light', README_HEIGHT)
  await show(page, place)
  await save(page, place[0])
  await page.close()
}
await browser.close()
await app.close()

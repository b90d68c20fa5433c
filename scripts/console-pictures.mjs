// Takes the pictures of docs/console/ from a mock of the sources, so that they show what there is: node --import=tsx scripts/console-pictures.mjs [NAME...]
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { createApp } from '../src/fastify/app.ts'
import { agentSession } from '../test/console/sessions.ts'
import { traffic } from '../test/console/traffic.ts'

/** Names of pictures to take; none: all. */
const only = process.argv.slice(2)
const folder = join(import.meta.dirname, '../docs/console')
const WIDTHS = [1280, 768, 390]

/** Name of the picture, address, and what it is to begin with: whoever adds a view adds it here. */
const PLACES = [
  ['centre', '/console/centre'],
  ['conversations', '/console/conversations?open=SESSION'],
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

const app = createApp({ now: '2026-03-12T15:20:00Z', seed: 'console' })
await app.listen({ port: 0, host: '127.0.0.1' })
const url = `http://127.0.0.1:${app.server.address().port}`
await traffic(url)

const session = await agentSession(url)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
mkdirSync(folder, { recursive: true })
for (const theme of ['light', 'dark']) {
  for (const width of theme === 'light' ? WIDTHS : [1280]) {
    const page = await browser.newPage({
      viewport: { width, height: width === 390 ? 844 : 900 },
      colorScheme: theme,
      reducedMotion: 'reduce',
    })
    for (const [name, place] of PLACES.filter(([name]) => only.length === 0 || only.includes(name))) {
      if (theme === 'dark' && name === 'json') continue
      await page.goto(url + place.replace('SESSION', session))
      await page.waitForSelector('main h1')
      // A view that follows the journal is never idle.
      await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined)
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
      if (name === 'told') await fetch(`${url}/__admin/scenario`, { method: 'DELETE' })
      await page.screenshot({ path: join(folder, `${name}-${width}${theme === 'dark' ? '-dark' : ''}.png`) })
    }
    await page.close()
  }
}
await browser.close()
await app.close()

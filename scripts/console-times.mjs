// How quick the console is in Chromium, on this machine: after `npm run build`, node scripts/console-times.mjs [--runs N]. Prints a table;
// no time fails it. Times of others on the machine are in it: look at the processor's time first where there is some.
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { firstContents } from './console-times/first-content.mjs'
import { interactions } from './console-times/interactions.mjs'
import { scrolling } from './console-times/scrolling.mjs'
import { serverCosts } from './console-times/server-costs.mjs'
import { startWorld } from './console-times/world.mjs'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' }, only: { type: 'string' } } })
const runs = Number(values.runs)
const PARTS = {
  first: browser => firstContents(browser, runs),
  interactions: (browser, world) => interactions(browser, world, runs),
  scrolling: (browser, world) => scrolling(browser, world),
  server: browser => serverCosts(browser, 3 * runs),
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const world = await startWorld()
for (const [name, measure] of Object.entries(PARTS)) {
  if (values.only !== undefined && values.only !== name) continue
  console.log(`\n${name}`)
  console.table(await measure(browser, world))
}
await world.server.stop()
await browser.close()

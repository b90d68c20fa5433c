import { startServer } from '../drive/server.mjs'
import { median, ms } from './figures.mjs'
import { NOW } from './world.mjs'

/** What is waited for: a mark in the page when it is there for the first time. */
const SIGHTS = { frame: '.menu', figure: '.headline dd', chart: '.chart svg' }

/** From the address to what is seen, with nothing of the console in the browser: a fresh server, and one that was asked before. */
export async function firstContents(browser, runs) {
  const fresh = []
  const known = []
  for (let run = 0; run < runs; run++) {
    const server = await startServer({ flags: ['--now', NOW] })
    fresh.push(await load(browser, server.url))
    known.push(await load(browser, server.url))
    await server.stop()
  }
  return Object.fromEntries(
    [
      ['a fresh server', fresh],
      ['asked before', known],
    ].map(([name, times]) => [name, row(times)]),
  )
}

const row = times => ({
  'first content': ms(median(times.map(({ content }) => content))),
  'at most': ms(Math.max(...times.map(({ content }) => content))),
  'first figure': ms(median(times.map(({ figure }) => figure))),
  'first chart': ms(median(times.map(({ chart }) => chart))),
  'work until then': ms(median(times.map(({ work }) => work))),
})

async function load(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(sights => {
    const look = () => {
      for (const [name, selector] of Object.entries(sights)) {
        if (performance.getEntriesByName(name).length === 0 && document.querySelector(selector) !== null)
          performance.mark(name)
      }
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  }, SIGHTS)
  const devtools = await context.newCDPSession(page)
  // Processor time of the page's thread, so that others on the machine are not in it.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(`${url}/console`)
  await page.waitForSelector('.chart svg')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const work = metrics.find(({ name }) => name === 'TaskDuration').value * 1_000
  const times = await page.evaluate(names => {
    const at = name => performance.getEntriesByName(name)[0]?.startTime
    return { content: at('first-contentful-paint'), ...Object.fromEntries(names.map(name => [name, at(name)])) }
  }, Object.keys(SIGHTS))
  await context.close()
  return { ...times, work }
}

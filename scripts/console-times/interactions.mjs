import { median, ms } from './figures.mjs'

const click = selector => page => page.click(selector)
const press = (selector, key) => async page => {
  await page.focus(selector)
  await page.keyboard.press(key)
}
const type = (selector, text) => async page => {
  await page.click(selector)
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** What somebody does: address, what has to be there, and the deed. */
const deeds = ({ bot, session }) => ({
  'open Conversations': ['centre', '.chart svg', click('nav.menu a:text-is("Conversations")')],
  'open Traffic': ['centre', '.chart svg', click('nav.menu a:text-is("Traffic")')],
  'open Control': ['centre', '.chart svg', click('nav.menu a:text-is("Control")')],
  'another theme': ['centre', '.chart svg', click('.theme')],
  'menu of a chart': ['centre', '.chart svg', click('.chart .dots')],
  'column by key': ['centre', '.chart svg', press('.chart .drawing', 'ArrowRight')],
  'a session': [`conversations?bot=${bot}`, '.session-line', click('.session-line')],
  'its JSON': [`conversations?bot=${bot}&open=${session}`, '.time-line', click('.tabs a:text-is("JSON")')],
  'next session by key': [`conversations?bot=${bot}`, '.session-line', press('.session-line', 'ArrowDown')],
  'an entry of 1,000': ['traffic', '.entry-line', click('.entry-line')],
  'search in 1,000 entries': ['traffic', '.entry-line', type('input[type=search]', 'limit')],
  'hold the journal': ['traffic', '.entry-line', click('.live button')],
  'set a fault': ['control?test=times', '.presets button', click('.presets button')],
  'a query': ['dashboards', '.query summary', click('.query summary')],
  'type in the editor': ['scenario', '.editor-host .cm-content', type('.editor-host .cm-content', '# a')],
  'a story': ['stories', '.story-cards a', click('.story-cards a')],
})

/** From what somebody did until the next picture, as the browser counts it (steps of 8 ms; below 16 it does not tell). */
export async function interactions(browser, world, runs) {
  const rows = {}
  for (const [name, [place, there, act]] of Object.entries(deeds(world))) {
    const times = []
    for (let run = 0; run < runs; run++) times.push(await timeOf(browser, `${world.url}/console/${place}`, there, act))
    rows[name] = { median: shown(median(times)), 'at most': shown(Math.max(...times)) }
  }
  return rows
}

const shown = time => (time === 0 ? 'below 16 ms' : ms(time))

async function timeOf(browser, address, there, act) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.goto(address)
  await page.waitForSelector(there)
  await page.waitForTimeout(700)
  await page.evaluate(() => {
    window.took = []
    new PerformanceObserver(list => window.took.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'event',
      durationThreshold: 16,
    })
  })
  await act(page)
  await page.waitForTimeout(500)
  const took = await page.evaluate('window.took')
  await context.close()
  return Math.max(0, ...took)
}

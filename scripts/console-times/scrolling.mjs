import { median, ms, quantile } from './figures.mjs'

/** Turns of the wheel, px of each, and ms between two. */
const WHEEL = { turns: 180, step: 160, every: 16 }
/** ms of a frame at 60 a second, and from when on one was missed. */
const FRAME = 1_000 / 60
const MISSED = 1.5 * FRAME

/** How long frames take while somebody scrolls down and up again, and how long the page's thread works for each. */
export async function scrolling(browser, { url, bot, session }) {
  const places = {
    'journal, 1,000 entries': ['/console/traffic', '.virtual'],
    'session, 200 messages': [`/console/conversations?bot=${bot}&open=${session}`, '.time-line'],
    'list of 50 sessions': [`/console/conversations?bot=${bot}`, '.virtual'],
  }
  const rows = {}
  for (const [name, [place, over]] of Object.entries(places)) rows[name] = await scroll(browser, url + place, over)
  return rows
}

async function scroll(browser, address, over) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.goto(address)
  await page.waitForSelector(`${over} li:not(.gap)`)
  await page.waitForTimeout(1_000)
  const box = await page.locator(over).first().boundingBox()
  await page.mouse.move(box.x + box.width / 2, Math.min(box.y + 100, 850))
  const devtools = await context.newCDPSession(page)
  // Processor time of the page's thread, so that others on the machine are not in it.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async () =>
    (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1_000
  await page.evaluate(() => {
    window.frames60 = []
    const next = at => {
      window.frames60.push(at)
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  const before = await worked()
  for (let turn = 0; turn < WHEEL.turns; turn++) {
    await page.mouse.wheel(0, turn < WHEEL.turns / 2 ? WHEEL.step : -WHEEL.step)
    await page.waitForTimeout(WHEEL.every)
  }
  const work = (await worked()) - before
  const at = await page.evaluate('window.frames60')
  await context.close()
  const frames = at.slice(1).map((time, i) => time - at[i])
  return {
    frames: frames.length,
    'a frame, median': ms(median(frames)),
    '95 of 100 below': ms(quantile(frames, 0.95)),
    longest: ms(Math.max(...frames)),
    missed: `${((100 * frames.filter(time => time > MISSED).length) / frames.length).toFixed(1)} %`,
    'work for a frame': ms(work / frames.length),
  }
}

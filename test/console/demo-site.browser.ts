import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import t, { type Test } from 'tap'
import { makeSite } from '../../scripts/demo-site/make-site.ts'
import { axeFindings, CHROMIUM, CONSOLE_NOW, openPage, startBrowser } from './browser.ts'
import { settled, until } from './page.ts'

t.setTimeout(1_800_000)

/** Bytes that the folder may have, the code of the console included. */
const MOST_BYTES = 3_000_000
/** Where the folder is shown: not at the root. */
const BELOW = '/shown/below/'
const TYPES = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.json', 'application/json'],
])

/** A web server that knows nothing but files, and what was asked of it that is no file of the folder. */
async function serveFolder(t: Test, folder: string) {
  const elsewhere: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost')
    const file = pathname === BELOW ? 'index.html' : pathname.slice(BELOW.length)
    try {
      if (!pathname.startsWith(BELOW)) throw new Error('outside')
      const bytes = readFileSync(join(folder, file))
      response.setHeader('content-type', TYPES.get(extname(file)) ?? 'application/octet-stream')
      response.end(bytes)
    } catch {
      elsewhere.push(pathname)
      response.writeHead(404).end()
    }
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.teardown(() => server.close())
  return { elsewhere, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BELOW}` }
}

const shown = 'document.querySelector(".story-bar .story-words")?.textContent ?? ""'

t.test('a folder tells a story without a mock', async t => {
  const folder = join(t.testdir(), 'site')
  const bytes = await makeSite({ story: 'outage', folder, now: CONSOLE_NOW, chromium: CHROMIUM })
  t.ok(bytes < MOST_BYTES, `${bytes} bytes of answers`)
  const { url, elsewhere } = await serveFolder(t, folder)
  const { page, complaints } = await openPage(await startBrowser())
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))

  await page.goto(url)
  await page.waitForSelector('.script')
  t.match(await page.textContent('.recording'), /This is a recording of the story “Two hours without a network”/)
  t.same(await axeFindings(page), [])
  await page.click('button:text-is("Step by step")')
  for (const [step, heading, words] of [
    [1, 'Telephone company', /At nine the network fails/],
    [2, 'Telephone company', /an ordinary day/],
    [3, 'Conversations', /No bot mends a network/],
    [4, 'Conversations', /incident=network-down/],
    [5, 'Telephone company', /staffed for an ordinary morning/],
    [6, 'Telephone company', /The clock goes on/],
  ] as const) {
    await until(page, `${shown}.includes("${step} of 6")`)
    await settled(page)
    t.match(await page.evaluate(shown), words)
    t.equal(await page.textContent('main h1'), heading)
    const content = heading === 'Conversations' ? '.session-line' : '.chart svg rect'
    t.ok((await page.locator(content).count()) > 3, `step ${step} has ${content}`)
    t.equal(await page.locator('.note.error').count(), 0, `step ${step}: nothing lacks`)
    if (step < 6) await page.click('.story-bar button:text-is("Next")')
  }
  await page.click('.story-bar button:text-is("Back")')
  await until(page, `${shown}.includes("5 of 6")`)

  await t.test('what a step leads to is there, and survives a reload', async t => {
    await page.click('section[aria-label="Longest waits"] td a, section[aria-label="Longest waits"] th a')
    await page.waitForSelector('.time-line .bubble')
    const words = await page.textContent('.time-line')
    await page.reload()
    await page.waitForSelector('.time-line .bubble')
    t.equal(await page.textContent('.time-line'), words)
  })

  await t.test('all views are there', async t => {
    for (const view of ['Centre', 'Dashboards', 'Traffic', 'Control', 'Scenario editor', 'Stories', 'Conversations']) {
      await page.click(`nav.menu a:text-is("${view}")`)
      await page.waitForSelector(`nav.menu a[aria-current]:text-is("${view}")`)
      await settled(page)
      t.equal(await page.locator('main .note.error').count(), 0, view)
    }
    await page.click('.session-line')
    await page.waitForSelector('.time-line .bubble')
    await page.click('nav.menu a:text-is("Traffic")')
    await page.click('.entry-line:has-text("412")')
    await page.waitForSelector('.would-be-right table')
  })

  await t.test('what would change something says that it cannot', async t => {
    await page.click('nav.menu a:text-is("Control")')
    await page.click('button:text-is("+ 1 hour")')
    await until(page, 'document.querySelector("section[aria-label=Clock] [role=alert]") !== null')
    t.match(await page.textContent('section[aria-label="Clock"] [role=alert]'), /This is a recording/)
    await page.click('nav.menu a:text-is("Conversations")')
    await page.fill('input[type=search]', 'u-somebody')
    await page.keyboard.press('Enter')
    t.match(await (await page.waitForSelector('.note.error')).textContent(), /does not have the answer/)
  })

  t.same(complaints, [], 'the browser complains of nothing')
  t.same(elsewhere, [], 'nothing is asked that is not there')
  t.same(
    asked.filter(address => !address.startsWith(url) && !/^(?:data|blob):/.test(address)),
    [],
    'nothing is asked outside of the folder',
  )
})

import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import t from 'tap'
import { openPage, startBrowser, startMock } from './browser.ts'
import { settled, until, visit } from './page.ts'
import { traffic } from './traffic.ts'

t.setTimeout(1_800_000)

const lines = (page: Page) =>
  page.$$eval('.entry-line', all => all.map(one => one.querySelector('.status')?.textContent))

t.test('what was sent is listed, and comes as it is sent', async t => {
  const { url } = await startMock(t)
  const { page, complaints } = await openPage(await startBrowser())
  await visit(page, `${url}/console/traffic`)
  t.match(await page.textContent('.note.empty'), /Nobody has asked anything yet/)
  await until(page, 'document.querySelector(".dot.is-live") !== null')
  await traffic(url)
  await until(page, 'document.querySelectorAll(".entry-line").length === 8')
  t.same(await lines(page), ['412', '429', '400', '401', '404', '200', '200', '200'])
  t.match(await page.textContent('.entry-line'), /getSessions.* ms · 447 B · reporting.*query\.containmentType must be/)
  await page.click('button:text-is("Hold")')
  await traffic(url)
  await until(page, 'document.body.textContent.includes("Go on (8 new)")')
  t.equal((await lines(page)).length, 8, 'nothing moves while it is held')
  await page.click('.live button')
  await until(page, 'document.querySelectorAll(".entry-line").length === 16')
  t.same(complaints, [])
})

t.test('filters stand in the address; what the console asks is hidden until it is wanted', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await traffic(url)
  await visit(page, `${url}/console/conversations`)
  await page.click('nav a:text-is("Traffic")')
  await page.waitForSelector('.entry-line')
  t.equal((await lines(page)).length, 8)
  for (const [label, value, statuses] of [
    ['Status', '4xx', ['412', '429', '400', '401', '404']],
    ['Status', '401', ['401']],
    ['Status', '', ['412', '429', '400', '401', '404', '200', '200', '200']],
    ['Test id', 'nightly-export', ['400', '200']],
    ['Test id', '', ['412', '429', '400', '401', '404', '200', '200', '200']],
  ] as const) {
    await page.selectOption(`label:text-is("${label}") + select`, value)
    await until(page, `document.querySelectorAll(".entry-line").length === ${statuses.length}`)
    t.same(await lines(page), statuses, `${label} ${value}`)
  }
  await page.selectOption('label:text-is("Client") + select', { label: 'reporting (7)' })
  await page.selectOption('label:text-is("Bot") + select', { label: 'Bank Assistant (7)' })
  await page.fill('input[type=search]', 'EXPIRED at')
  await page.keyboard.press('Enter')
  await until(page, 'document.querySelectorAll(".entry-line").length === 1')
  t.same(await lines(page), ['401'])
  await page.reload()
  await page.waitForSelector('.entry-line')
  t.same(await lines(page), ['401'], 'it is the same after a reload')
  await page.fill('input[type=search]', 'nothing of the kind')
  await page.keyboard.press('Enter')
  t.match(await (await page.waitForSelector('.note.empty')).textContent(), /Nothing meets all of the filters/)
  await page.goto(`${url}/console/traffic`)
  await page.waitForSelector('.entry-line')
  await page.check('input[type=checkbox]')
  await until(page, 'document.querySelectorAll(".entry-line").length > 8')
  t.match(await page.textContent('.virtual'), /kore-mock-console/)
})

t.test('a refusal says what was wrong, where the rule stands, and what would be right, which is sent', async t => {
  const { url } = await startMock(t)
  const { page, complaints } = await openPage(await startBrowser())
  await traffic(url)
  await visit(page, `${url}/console/traffic?open=r-8`)
  await page.waitForSelector('.would-be-right table')
  t.equal(await page.locator('.broken .wrong').count(), 4)
  t.equal(await page.textContent('.rule p:last-child code'), '#/components/parameters/ContainmentType/schema')
  t.equal(await page.getAttribute('.rule a', 'href'), '/docs#/Sessions/getSessions')
  t.match(await page.textContent('.would-be-right'), /body\.limit\s*20000\s*10000/)
  await page.click('.would-be-right a')
  await page.click('button:text-is("Send")')
  await page.waitForSelector('.sent-answer')
  t.equal(await page.textContent('.sent-answer .status'), '200')
  await page.click('.sent-answer a')
  await page.waitForSelector('.exchange')
  t.match(await page.textContent('.opened-entry h2'), /200 POST getSessions/)
  t.same(complaints, [])
})

t.test('a request is sent again as it was, edited, with another token, or not at all', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await traffic(url)
  await visit(page, `${url}/console/traffic?open=r-8&show=again`)
  const sent = async () => {
    await page.click('button:text-is("Send")')
    await until(page, 'document.querySelector(".send-part button.main").disabled === false')
    return page.textContent('.sent-answer .status, .send-part .wrong')
  }
  t.equal(await sent(), '412')
  await page.fill('label:text-is("Body") + textarea', '{"limit": 1}')
  const address = 'label:text-is("Path and query") + textarea'
  await page.fill(address, (await page.inputValue(address)).split('?')[0]!)
  t.equal(await sent(), '200')
  await page.selectOption('label:text-is("Token") + select', { label: 'reporting: expired' })
  t.equal(await sent(), '401')
  await page.selectOption('label:text-is("Token") + select', { label: 'none, or in the headers' })
  t.equal(await sent(), '401')
  await page.fill('label:text-is("Headers, a line for each") + textarea', 'no header')
  t.match(await sent(), /is no header/)
  await page.click('button:text-is("As it was")')
  for (const away of ['@elsewhere.example/', 'https://elsewhere.example/']) {
    await page.fill(address, away)
    t.match(await sent(), /must begin with a slash/, `${away}: it goes to no other machine`)
  }
})

t.test('a request is copied as code that works, and the journal is saved', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await traffic(url)
  await visit(page, `${url}/console/traffic?open=r-1`)
  await page.waitForSelector('.exchange')
  for (const kind of ['curl', 'fetch', 'Python']) {
    await page.click('button[aria-label="This request as code"]')
    await page.click(`[role=menuitem]:text-is("Copy as ${kind}")`)
    await until(page, `document.body.textContent.includes("Copied as ${kind.toLowerCase()}")`)
    const code = (await page.evaluate('navigator.clipboard.readText()')) as string
    t.match(code, /getSessions/, kind)
    if (kind !== 'fetch') continue
    const [address, options] = JSON.parse(`[${/fetch\(([\s\S]*)\)\)\.json/.exec(code)![1]}]`) as [string, RequestInit]
    t.equal((await fetch(address, options)).status, 200, 'its token is good')
  }
  await visit(page, `${url}/console/traffic?status=2xx`)
  const saved = async (item: string) => {
    await page.click('button[aria-label="Files of the journal"]')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click(`[role=menuitem]:text-is("${item}")`),
    ])
    return JSON.parse(readFileSync(await download.path(), 'utf8'))
  }
  t.equal((await saved('Download HAR')).log.entries.length, 4, 'the filter holds')
  t.ok((await saved('Download Pact')).interactions.length >= 2)
  await page.click('button[aria-label="Files of the journal"]')
  await page.click('[role=menuitem]:text-is("Forget these entries")')
  await until(page, 'document.body.textContent.includes("4 entries forgotten")')
  await page.goto(`${url}/console/traffic`)
  await page.waitForSelector('.entry-line')
  t.equal((await lines(page)).length, 5)
})

t.test('a thousand entries are a list of which few are in the page', async t => {
  const { url, app } = await startMock(t, { journal: { entries: 3_000 } })
  const { page } = await openPage(await startBrowser())
  for (let i = 0; i < 1_300; i++) await app.inject({ method: 'GET', url: `/nowhere/${i}` })
  await visit(page, `${url}/console/traffic`)
  await page.waitForSelector('.entry-line')
  t.ok((await page.locator('.entry-line').count()) < 60)
  t.equal(await page.getAttribute('.virtual li[aria-setsize]', 'aria-setsize'), '1000')
  await page.click('button:text-is("Load older")')
  await until(page, 'document.querySelector(".virtual li[aria-setsize]").getAttribute("aria-setsize") === "1300"')
  await page.evaluate('document.querySelector(".virtual").scrollTop = 1e7')
  await until(page, '[...document.querySelectorAll(".entry-line")].some(line => line.dataset.entry === "r-1")')
  await settled(page)
  t.pass('the eldest is at its end')
})

t.test('entries are walked through by the keyboard', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await traffic(url)
  await visit(page, `${url}/console/traffic`)
  await page.focus('.entry-line')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.opened-entry h2')
  t.match(page.url(), /open=r-6/)
})

import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import t from 'tap'
import { axeFindings, openPage, overflow, RULES_OF_COLOUR, startBrowser, startMock } from './browser.ts'
import { settled, until, visit } from './page.ts'
import { agentSession, askSessions } from './sessions.ts'
import { traffic } from './traffic.ts'

t.setTimeout(1_800_000)

const WIDTHS = [1280, 768, 390]

const background = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor')

/** Every view in every state that an address gives it: whoever adds a view adds it here. */
const PLACES = [
  ['/console', 'Bank Assistant'],
  ['/console/centre?range=today&zone=UTC', 'Bank Assistant'],
  ['/console/conversations', 'Conversations'],
  ['/console/conversations?open=SESSION', 'Conversations'],
  ['/console/conversations?open=SESSION&show=json', 'Conversations'],
  ['/console/traffic', 'Traffic'],
  ['/console/traffic?open=r-4', 'Traffic'],
  ['/console/traffic?open=r-8', 'Traffic'],
  ['/console/traffic?open=r-8&show=right', 'Traffic'],
  ['/console/control', 'Control'],
  ['/console/control?test=nightly-export', 'Control'],
  ['/console/dashboards', 'Dashboards'],
  ['/console/dashboards?edit=Heavy+Users', 'Dashboards'],
  ['/console/dashboards?dashboard=Customer+Insights&range=28d', 'Dashboards'],
  ['/console/scenario', 'Scenario editor'],
  ['/console/stories', 'Stories'],
  ['/console/stories?open=outage', 'Two hours without a network'],
] as const

t.test('every view, at three widths, by day and by night', async t => {
  // What the console asks meanwhile must not push out what is looked at.
  const { url } = await startMock(t, { journal: { entries: 50_000, bytes: 1e9 } })
  const browser = await startBrowser()
  await traffic(url)
  const session = await agentSession(url)
  for (const width of WIDTHS) {
    const { page, complaints, close } = await openPage(browser, { width })
    for (const [place, heading] of PLACES) {
      const name = `${place}, ${width} px`
      await page.emulateMedia({ colorScheme: 'light' })
      await visit(page, url + place.replace('SESSION', session))
      t.equal(await page.textContent('main h1'), heading, `${name}: it is the view`)
      t.same(await axeFindings(page), [], `${name}: axe finds nothing`)
      t.same(await overflow(page), [], `${name}: nothing sticks out`)
      // The theme is a set of colours (`styles/tokens.css`), and nothing else.
      const day = await background(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      t.not(await background(page), day, `${name}: it is night`)
      t.same(await axeFindings(page, RULES_OF_COLOUR), [], `${name}, by night: axe finds nothing`)
    }
    t.same(complaints, [], `${width} px: the browser complains of nothing`)
    await close()
  }
})

t.test('figures of the centre are those of the APIs', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/centre?range=yesterday&zone=UTC`)
  const { total } = await askSessions(url, '', { dateFrom: '2026-03-11', dateTo: '2026-03-11', limit: 1 })
  const shown = await page.textContent('.headline div:first-child dd')
  t.equal(shown?.trim(), new Intl.NumberFormat('en').format(total))
})

t.test('a view is in its address, and is the same after a reload', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console`)
  await page.selectOption('label:text-is("Range") + select', 'yesterday')
  await page.selectOption('label:text-is("Zone") + select', 'UTC')
  t.match(page.url(), /range=yesterday&zone=UTC/)
  await page.reload()
  await page.waitForSelector('.chart svg')
  await settled(page)
  t.equal(await page.inputValue('label:text-is("Range") + select'), 'yesterday')
  t.match(await page.textContent('main'), /Sessions by hour/)
  await page.goBack()
  t.notMatch(page.url(), /zone=UTC/)
})

t.test('a search by id, user and call finds the same session', async t => {
  const { url } = await startMock(t)
  const session = await agentSession(url, 'korevg')
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/conversations?open=${session}`)
  const facts = await page.$$eval('.session-facts > div', rows =>
    Object.fromEntries(rows.map(row => [row.children[0]?.textContent, row.children[1]?.textContent])),
  )
  for (const searched of [session, facts.User, facts.Call]) {
    await visit(page, `${url}/console/conversations?q=${encodeURIComponent(searched ?? '')}`)
    t.ok(await page.$(`[data-session="${session}"]`), `by ${searched}`)
  }
})

t.test('what was copied is the call behind a chart, and it works', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/centre?range=today`)
  await page.click('button[aria-label="Calls and files of Users by hour"]')
  await page.click('[role=menuitem]:text-is("Copy as fetch")')
  await until(page, 'document.body.textContent.includes("One call copied as fetch")')
  const code = (await page.evaluate('navigator.clipboard.readText()')) as string
  const [address, options] = JSON.parse(`[${/fetch\(([\s\S]*)\)\)\.json/.exec(code)![1]}]`) as [string, RequestInit]
  const answer = await fetch(address, options)
  t.equal(answer.status, 200)
  t.ok(((await answer.json()) as { summary: object }).summary)
})

t.test('what an agent saw leads to the message that it hangs on', async t => {
  const { url } = await startMock(t)
  const session = await agentSession(url)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/conversations?open=${session}`)
  const notes = await page.locator('.desk-note').count()
  const links = page.locator('.desk-note header button')
  t.ok(notes > 3)
  t.equal(await links.count(), notes, 'each has one')
  const step = page.locator('.steps button').first()
  for (const link of [links.first(), links.nth(notes - 1), step]) {
    await link.click()
    t.equal(await page.evaluate('document.activeElement.className'), 'bubble is-shown')
  }
  const time = await page.evaluate('document.activeElement.closest("li").querySelector("time").firstChild.data')
  t.equal(time, await step.textContent(), 'a step leads to what the agent said when it was kept')
})

t.test('tables come as files with all of their rows', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  for (const [place, title, begin] of [
    ['/console/centre', 'Longest waits', 'Session,Seconds,Queue,Handed over,Answered\r\n'],
    ['/console/dashboards', 'Unhandled Utterances', 'date,channel,language,'],
    ['/console/dashboards?edit=Heavy+Users', 'What it finds', 'count(messageId),userId\r\n'],
    ['/console/scenario', 'The week that it makes', 'Day,Self-service,Agent,Drop-off\r\n'],
  ] as const) {
    await visit(page, url + place)
    await page.click(`button[aria-label="Calls and files of ${title}"]`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[role=menuitem]:text-is("Download CSV")'),
    ])
    const text = readFileSync(await download.path(), 'utf8')
    t.equal(text.slice(0, begin.length), begin, title)
    t.ok(text.split('\r\n').length > 5)
  }
})

t.test('charts come as files', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/centre?range=yesterday`)
  for (const [item, begin] of [
    ['Download PNG', '\u0089PNG'],
    ['Download SVG', '<svg xmlns="http://www.w3.org/2000/svg"'],
    ['Download CSV', 'Hour,Self-service,Agent,Drop-off'],
  ] as const) {
    await page.click('button[aria-label="Calls and files of Sessions by hour"]')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click(`[role=menuitem]:text-is("${item}")`),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const file = Buffer.concat(chunks).toString('latin1')
    t.equal(file.slice(0, begin.length), begin, item)
    if (item === 'Download SVG') t.match(file, />Sessions by hour<.*>Self-service<.*>Agent<.*>Drop-off</)
  }
})

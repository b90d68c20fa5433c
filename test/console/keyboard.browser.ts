import t from 'tap'
import { openPage, startBrowser, startMock } from './browser.ts'
import { settled, until, visit } from './page.ts'
import { agentSession } from './sessions.ts'

t.setTimeout(1_800_000)

const focused = 'document.activeElement.textContent.trim()'

t.test('the first stop of the keyboard leads to what the page is about', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console`)
  await page.keyboard.press('Tab')
  t.equal(await page.evaluate(focused), 'Skip to content')
  await page.keyboard.press('Enter')
  t.equal(await page.evaluate('document.activeElement.id'), 'main')
})

t.test('another view gets the focus at its heading', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console`)
  await page.focus('nav a:text-is("Conversations")')
  await page.keyboard.press('Enter')
  await until(page, 'document.activeElement.tagName === "H1"')
  t.equal(await page.evaluate(focused), 'Conversations')
})

t.test('a chart is read column by column', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/centre?range=yesterday&zone=UTC`)
  const chart = page.locator('section[aria-label="Sessions by hour"]')
  await chart.locator('.drawing').focus()
  await page.keyboard.press('ArrowRight')
  t.match(await chart.locator('.legend').textContent(), /^00\D/)
  await page.keyboard.press('ArrowRight')
  t.match(await chart.locator('.legend').textContent(), /^01\D/)
})

t.test('a menu opens, is walked through and closed, and gives the focus back', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/centre?range=today`)
  const button = page.locator('button[aria-label^="Calls and files of Channels"]')
  await button.focus()
  await page.keyboard.press('Enter')
  await until(page, `${focused} === 'Copy as curl'`)
  await page.keyboard.press('ArrowDown')
  t.equal(await page.evaluate(focused), 'Copy as fetch')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  t.equal(await page.evaluate(focused), 'Show as table')
  await page.keyboard.press('Enter')
  await page.waitForSelector('section[aria-label="Channels"] table')
  t.equal(await page.locator('section[aria-label="Channels"] table tbody tr').count(), 7)
  t.equal(await button.evaluate(element => element === element.ownerDocument.activeElement), true)
  await page.keyboard.press('Enter')
  await page.waitForSelector('[role=menu]')
  await page.keyboard.press('Escape')
  await page.waitForSelector('[role=menu]', { state: 'detached' })
  t.ok(await button.evaluate(element => element === element.ownerDocument.activeElement))
})

t.test('the list is walked through by arrows, far beyond what is seen', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/conversations`)
  await page.focus('.session-line')
  for (let i = 0; i < 49; i++) await page.keyboard.press('ArrowDown')
  const at = () => page.evaluate('Number(document.activeElement.closest("li").getAttribute("aria-posinset"))')
  t.equal(await at(), 50)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.time-line')
  t.match(page.url(), /open=[0-9a-f]{24}/)
})

t.test('what the agent saw leads to the message that it hangs on', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/conversations?open=${await agentSession(url)}`)
  await settled(page)
  const link = page.locator('.desk-note button').first()
  await link.focus()
  await page.keyboard.press('Enter')
  t.match(await page.evaluate('document.activeElement.id'), /^ms-/)
})

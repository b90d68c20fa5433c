import t from 'tap'
import { axeFindings, openPage, startBrowser, startMock, until, visit } from './browser.ts'

t.setTimeout(300_000)

t.test('with an admin token the page asks for it once', async t => {
  const { url } = await startMock(t, { adminToken: 'open-sesame' })
  const { page } = await openPage(await startBrowser(t))
  await page.goto(`${url}/console`)
  await page.waitForSelector('input[type=password]')
  t.same(await axeFindings(page), [])
  await page.fill('input[type=password]', 'wrong')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.wrong')
  await page.fill('input[type=password]', 'open-sesame')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.chart svg')
  await page.reload()
  await page.waitForSelector('.chart svg')
  t.equal(await page.locator('input[type=password]').count(), 0, 'it is kept in the tab')
})

t.test('nobody came', async t => {
  const { url } = await startMock(t, { scenario: 'empty' })
  const { page, complaints } = await openPage(await startBrowser(t))
  for (const view of ['centre', 'conversations']) {
    await visit(page, `${url}/console/${view}`)
    t.match(await page.textContent('.note.empty'), /No sessions/, view)
    t.same(await axeFindings(page), [], view)
  }
  t.same(complaints, [])
})

t.test('a refusal is shown with its reasons, and asked again', async t => {
  const { url, app } = await startMock(t)
  const { page } = await openPage(await startBrowser(t))
  await page.goto(`${url}/console/conversations?from=2026-01-01&to=2026-03-01`)
  await page.waitForSelector('.note.error')
  t.match(await page.textContent('.note.error'), /7 days/)
  t.same(await axeFindings(page), [])
  const fault = await app.mock.control.faults.add({ match: { operationId: 'getSessions' }, fault: { status: 503 } })
  await page.goto(`${url}/console/conversations`)
  await page.waitForSelector('.note.error')
  await app.mock.control.faults.remove(fault.id)
  await page.click('.note.error button')
  await page.waitForSelector('.session-line')
  t.equal(await page.locator('.note.error').count(), 0)
})

t.test('a mock that is gone is missed, and found again when it is back', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser(t))
  await visit(page, `${url}/console/conversations`)
  await page.route('**/__admin/**', route => route.abort())
  await page.waitForSelector('.away')
  t.ok(await page.$('.session-line'), 'what was there is still shown')
  t.same(await axeFindings(page), [])
  await page.unroute('**/__admin/**')
  await page.waitForSelector('.away', { state: 'detached' })
})

t.test('no such view', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser(t))
  await page.goto(`${url}/console/nonsense`)
  await page.waitForSelector('.note.empty')
  t.match(await page.textContent('main'), /There is no such view/)
  t.same(await axeFindings(page), [])
})

t.test('the clock of the mock is moved, and the page follows', async t => {
  const { url, app } = await startMock(t)
  const { page } = await openPage(await startBrowser(t))
  await visit(page, `${url}/console/centre?range=today&zone=UTC`)
  await app.mock.control.clock.set('2026-03-13T09:00:00Z', undefined)
  await until(page, 'document.querySelector(".facts time").textContent.includes("2026-03-13")')
  await until(page, 'document.querySelector(".as-of").textContent.includes("2026-03-13 09:00")')
  t.pass('clock and figures are of the new day')
})

import type { Page } from 'playwright-core'
import t from 'tap'
import { axeFindings, openPage, startBrowser, startMock } from './browser.ts'
import { until, visit } from './page.ts'

t.setTimeout(1_800_000)

/** Puts a text into the editor as somebody who types it. */
async function write(page: Page, text: string): Promise<void> {
  await page.click('.cm-content')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

const mistakes = 'document.querySelector("section[aria-label=Mistakes] h2")?.textContent'

t.test('mistakes are shown as one types, with their lines, and lead to them', async t => {
  const { url } = await startMock(t)
  const { page, complaints } = await openPage(await startBrowser())
  await visit(page, `${url}/console/scenario`)
  await page.waitForSelector('.cm-content')
  await until(page, `${mistakes} === "No mistakes"`)
  await write(page, 'extends: small\n\neveryBot:\n  sesions: { perDay: 5 }\n')
  await until(page, `${mistakes} === "One mistake"`)
  t.match(await page.textContent('.problems'), /everyBot\.sesions.*did you mean sessions/)
  await page.waitForSelector('.cm-lintRange-error')
  t.ok(await page.isDisabled('button:text-is("Apply")'))
  t.same(await axeFindings(page), [])
  await page.click('.problems button:text-is("Line 4")')
  await page.keyboard.insertText('x')
  await until(page, 'document.querySelector(".problems").textContent.includes("xsesions")')
  await page.reload()
  await page.waitForSelector('.cm-content')
  t.match(await page.textContent('.cm-content'), /xsesions/, 'a reload loses nothing')
  // Chromium itself styles what is typed over a selection, which the policy stops; the editor draws it anew anyway.
  t.same(
    complaints.filter(complaint => !complaint.startsWith('Applying inline style')),
    [],
  )
})

t.test('what may be written is offered, from the schema', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/scenario`)
  await page.waitForSelector('.cm-content')
  await page.waitForLoadState('networkidle')
  await write(page, 'everyBot:\n  ')
  await page.keyboard.type('sess', { delay: 30 })
  await page.waitForSelector('.cm-tooltip-autocomplete li[aria-selected]')
  t.match(await page.textContent('.cm-tooltip-autocomplete'), /sessions/)
  // What is offered is taken a moment after it is shown, so that no key that was meant for the text takes it.
  await new Promise(done => setTimeout(done, 150))
  await page.keyboard.press('Enter')
  await until(page, 'true')
  t.match(await page.textContent('.cm-content'), /sessions: /)
})

t.test('it is applied, taken back and downloaded', async t => {
  const { url, app } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/scenario`)
  await page.waitForSelector('.cm-content')
  for (const [i, perDay] of [30, 60].entries()) {
    await write(page, `extends: small\n\neveryBot:\n  sessions: { perDay: ${perDay} }\n`)
    await until(page, '!document.querySelector("button.main").disabled')
    await page.waitForSelector('section[aria-label="The week that it makes"] svg')
    await page.click('button:text-is("Apply")')
    await until(page, 'document.querySelector(".as-of").textContent.startsWith("Applied")')
    t.equal(app.mock.main.name, 'default-edited')
    t.equal(app.mock.main.world.bots[0]?.spec.traffic.perDay, perDay, `text ${i + 1}`)
    await until(page, 'document.querySelector(".facts dd").textContent === "default-edited"')
  }
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('button:text-is("Download")')])
  t.equal(download.suggestedFilename(), 'my-scenario.yaml')
  await page.click('button:text-is("Undo")')
  await until(page, 'document.querySelector(".as-of").textContent.startsWith("Taken back")')
  t.equal(app.mock.main.world.bots[0]?.spec.traffic.perDay, 30)
  t.match(await page.textContent('.cm-content'), /perDay: 30/)
  await until(page, '!document.querySelector("button:nth-of-type(2)").disabled')
  await page.click('button:text-is("Undo")')
  await until(page, 'document.querySelector(".facts dd").textContent === "default"')
  t.equal(app.mock.main.name, 'default')
})

t.test('another scenario to begin with; the keyboard gets in and out', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/scenario`)
  await page.waitForSelector('.cm-content')
  await page.selectOption('label:text-is("Begin with") + select', 'spike')
  await until(page, 'document.querySelector("section[aria-label=Mistakes]") !== null')
  await page.waitForSelector('.cm-content')
  t.match(await page.textContent('.cm-content'), /extends: spike/)
  await page.focus('button:text-is("Download")')
  await page.keyboard.press('Tab')
  t.ok(await page.evaluate('document.activeElement.shadowRoot?.activeElement?.classList.contains("cm-content")'))
  await page.keyboard.press('Tab')
  t.notOk(await page.evaluate('document.activeElement.shadowRoot?.activeElement?.classList.contains("cm-content")'))
})

t.test('a mock that does not answer: what is written stays', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/scenario`)
  await page.waitForSelector('.cm-content')
  await page.route('**/__admin/**', route => route.abort())
  await write(page, 'extends: small\n')
  await page.waitForSelector('.away')
  await until(page, 'document.querySelector("main .note.error") !== null')
  t.match(await page.textContent('.cm-content'), /extends: small/)
  t.same(await axeFindings(page), [])
})

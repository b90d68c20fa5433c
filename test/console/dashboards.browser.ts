import t from 'tap'
import { axeFindings, openPage, startBrowser, startMock } from './browser.ts'
import { settled, until, visit } from './page.ts'

t.setTimeout(1_800_000)

const widget = (name: string, type: string, select: string, groupBy: string) => ({
  name,
  type,
  dataSet: 'Sessions' as const,
  select,
  ...(groupBy !== '' && { groupBy }),
})
const COUNT = 'count(sessionid) as Sessions'
/** A widget of each type. */
const WIDGETS = [
  widget('Rows', 'table', `channel, ${COUNT}`, 'channel'),
  widget('Crossed', 'pivot', `channel, language, ${COUNT}`, 'channel, language'),
  widget('Bars', 'barchart', `channel, ${COUNT}`, 'channel'),
  widget('Lying', 'horizontalbarchart', `channel, ${COUNT}`, 'channel'),
  widget('Line', 'linechart', `date, ${COUNT}`, 'date'),
  widget('Pie', 'piechart', `channel, ${COUNT}`, 'channel'),
  widget('Donut', 'donutchart', `channel, ${COUNT}`, 'channel'),
  widget('Figure', 'label', COUNT, ''),
]

t.test('each type is drawn as what it is', async t => {
  const folder = t.testdir({
    'all.yaml': JSON.stringify({ everyBot: { dashboards: [{ name: 'All', widgets: WIDGETS }] } }),
  })
  const { url } = await startMock(t, { scenario: `${folder}/all.yaml` })
  const { page, complaints } = await openPage(await startBrowser())
  await visit(page, `${url}/console/dashboards?range=yesterday`)
  for (const [name, holds] of [
    ['Rows', 'table'],
    ['Crossed', 'table thead th:nth-child(3)'],
    ['Bars', 'svg rect.series-1'],
    ['Lying', 'svg .row rect.series-1'],
    ['Line', 'svg .line'],
    ['Pie', 'svg path.part'],
    ['Donut', 'svg path.part'],
    ['Figure', '.big-figures dd'],
  ] as const) {
    t.ok((await page.locator(`section[aria-label="${name}"] ${holds}`).count()) > 0, name)
  }
  const pie = await page.textContent('section[aria-label="Pie"] .plot')
  t.match(pie, /rtm .* %/)
  t.same(await axeFindings(page), [])
  t.same(complaints, [])
})

t.test('a query is edited: what is wrong stands at its clause, what is right is drawn and copied', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/dashboards?range=yesterday`)
  await page.click('section[aria-label="Sessions By Containment"] summary')
  await page.click('a[aria-label="Edit the query of Sessions By Containment"]')
  await settled(page)
  t.match(page.url(), /edit=Sessions\+By\+Containment/)
  await page.waitForSelector('path.part')
  const select = page.getByLabel('select', { exact: true })
  await select.fill('chanel, count(sessionid) as Sessions')
  await page.waitForSelector('.clause.is-wrong [role=alert]')
  t.match(await page.textContent('.clause.is-wrong'), /select.*chanel/)
  t.equal(await select.getAttribute('aria-invalid'), 'true')
  t.same(await axeFindings(page), [])
  await select.fill('channel, count(sessionid) as Sessions')
  await page.getByLabel('groupBy', { exact: true }).fill('channel')
  await page.getByLabel('sortBy', { exact: true }).fill('')
  await page.selectOption('label:text-is("Type") + select', 'horizontalbarchart')
  await until(page, 'document.querySelector(".clause.is-wrong") === null')
  await page.waitForSelector('section[aria-label="What it finds"] svg .row')
  t.match(await page.textContent('section[aria-label="What it finds"] .plot'), /korevg/)
  await page.click('button:text-is("Copy as YAML")')
  await until(page, 'document.body.textContent.includes("Copied as a part")')
  const copied = (await page.evaluate('navigator.clipboard.readText()')) as string
  const checked = await fetch(`${url}/__admin/scenario/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: copied }),
  })
  t.match(await checked.json(), { valid: true }, copied)
  t.match(copied, /type: horizontalbarchart/)
  await page.click('button:text-is("As it was")')
  t.match(await select.inputValue(), /containment_type/)
})

t.test('no dashboards, no rows, and calls that are refused', async t => {
  const folder = t.testdir({ 'none.yaml': 'everyBot: { dashboards: [] }\n' })
  const { url } = await startMock(t, { scenario: `${folder}/none.yaml` })
  const browser = await startBrowser()
  const { page } = await openPage(browser)
  await visit(page, `${url}/console/dashboards`)
  t.match(await page.textContent('.note.empty'), /No dashboards/)
  t.same(await axeFindings(page), [])
  const empty = await startMock(t, { scenario: 'empty' })
  await visit(page, `${empty.url}/console/dashboards`)
  t.match(await page.textContent('.note.empty'), /No rows/)
  await empty.app.mock.control.faults.add({ match: { operationId: 'getWidgetData' }, fault: { status: 503 } })
  await page.goto(`${empty.url}/console/dashboards`)
  await page.waitForSelector('.note.error')
  t.same(await axeFindings(page), [])
})

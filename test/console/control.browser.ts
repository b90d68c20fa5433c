import type { Page } from 'playwright-core'
import t from 'tap'
import { axeFindings, openPage, startBrowser, startMock } from './browser.ts'
import { until, visit } from './page.ts'
import { askSessions } from './sessions.ts'
import { traffic } from './traffic.ts'

t.setTimeout(1_800_000)

const card = (page: Page, name: string) => page.locator(`section[aria-label="${name}"]`)
const saysOf = (page: Page, name: string, text: string) =>
  until(page, `document.querySelector('section[aria-label="${name}"]').textContent.includes(${JSON.stringify(text)})`)

t.test('the clock is moved, set, played and stopped', async t => {
  const { url, app } = await startMock(t)
  const { page, complaints } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  const { clock } = app.mock.control
  for (const [button, now] of [
    ['+ 1 hour', '2026-03-12T16:20:00.000Z'],
    ['+ 1 day', '2026-03-13T16:20:00.000Z'],
    ['− 1 day', '2026-03-12T16:20:00.000Z'],
    ['− 1 hour', '2026-03-12T15:20:00.000Z'],
  ] as const) {
    await card(page, 'Clock').locator(`button:text-is("${button}")`).click()
    await saysOf(page, 'Clock', `It is ${now.slice(0, 10)} ${now.slice(11, 19)} UTC now`)
    t.same(clock.state(), { now, mode: 'frozen' }, button)
  }
  await page.fill('input[type=datetime-local]', '2026-03-20T08:30')
  await card(page, 'Clock').locator('button:text-is("Set")').click()
  await saysOf(page, 'Clock', 'It is 2026-03-20 08:30:00 UTC now')
  await until(page, 'document.querySelector(".facts time").textContent.includes("2026-03-20")')
  for (const [button, rate] of [
    ['60×', 60],
    ['3600×', 3_600],
  ] as const) {
    await card(page, 'Clock').locator(`button:text-is("${button}")`).click()
    await until(page, `document.querySelector('button[aria-pressed="true"]').textContent === ${JSON.stringify(button)}`)
    t.match(clock.state(), { mode: 'playing', rate })
    await saysOf(page, 'Clock', `plays at ${rate}×`)
  }
  await card(page, 'Clock').locator('button:text-is("1×")').click()
  await saysOf(page, 'Clock', 'runs beside real time')
  await card(page, 'Clock').locator('button:text-is("Stop")').click()
  await saysOf(page, 'Clock', 'stands still')
  t.equal(clock.state().mode, 'frozen')
  await card(page, 'Clock').locator('button:text-is("Now")').click()
  await saysOf(page, 'Clock', 'real time')
  t.equal(clock.state().mode, 'real')
  t.same(complaints, [])
})

t.test('what is for a test id leaves the others alone', async t => {
  const { url, app } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  await page.fill('input[type=search]', 'nightly')
  await page.keyboard.press('Enter')
  await until(page, 'document.body.textContent.includes("X-Test-Id: nightly")')
  await card(page, 'Clock').locator('button:text-is("+ 1 day")').click()
  await saysOf(page, 'Clock', 'It is 2026-03-13')
  await card(page, 'Faults').locator('button:has-text("429 twice")').click()
  await saysOf(page, 'Faults', 'with test id nightly')
  const { control, main } = app.mock
  t.equal(control.clock.state().now, '2026-03-12T15:20:00.000Z')
  t.equal(control.clock.state('nightly').now, '2026-03-13T15:20:00.000Z')
  t.match(await control.faults.list(main.scenario), [
    { match: { testId: 'nightly' }, times: 2, fault: { status: 429 } },
  ])
  await card(page, 'Reset').locator('button').click()
  await card(page, 'Reset').locator('button:text-is("Yes, reset what belongs to nightly")').click()
  await saysOf(page, 'Reset', 'As at the start: journal, faults, quotas, clock')
  t.equal(control.clock.state('nightly').now, '2026-03-12T15:20:00.000Z')
  t.same(await control.faults.list(main.scenario), [])
})

t.test('each fault can be set and removed', async t => {
  const { url, app } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  const { control, main } = app.mock
  const faults = card(page, 'Faults')
  t.match(await faults.textContent(), /None is in force/)
  await page.selectOption('label:text-is("Of calls to") + select', 'getSessions')
  await page.selectOption('label:text-is("For") + select', '')
  const names = await faults.locator('.presets button').evaluateAll(all => all.map(one => one.firstChild!.textContent!))
  t.equal(names.length, 10)
  for (const name of names) {
    await faults.locator(`.presets button:has-text("${name}")`).click()
    await saysOf(page, 'Faults', `${name} is in force as`)
  }
  await until(page, 'document.querySelectorAll(".in-force li").length === 10')
  const set = await control.faults.list(main.scenario)
  t.equal(set.length, 10)
  for (const { match, endsAt } of set)
    t.match({ match, endsAt }, { match: { operationId: 'getSessions' }, endsAt: null })
  t.same(await axeFindings(page), [])
  for (let left = 9; left >= 0; left--) {
    await faults.locator('.in-force button').first().click()
    await until(page, `document.querySelectorAll(".in-force li").length === ${left}`)
    t.equal(await page.evaluate('document.activeElement.textContent'), 'In force', 'the focus stays near')
  }
  t.same(await control.faults.list(main.scenario), [])
})

t.test('two calls fail with 429, and that is seen', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  await card(page, 'Faults').locator('button:has-text("429 twice")').click()
  await saysOf(page, 'Faults', '0 of 2 so far')
  await traffic(url)
  await saysOf(page, 'Faults', 'over: 2 of 2')
  await page.click('nav a:text-is("Traffic")')
  await page.waitForSelector('.entry-line')
  const statuses = await page.$$eval('.entry-line .status', all => all.map(one => one.textContent))
  t.same(statuses.slice(-2), ['429', '429'])
})

t.test('bots are given other scenarios, and their own back', async t => {
  const { url, app } = await startMock(t, { scenario: 'many-bots' })
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  const bots = app.mock.main.world.bots.map(({ id }) => id)
  t.match(await card(page, 'Scenarios').textContent(), /An everyday contact centre/, 'each says what it is for')
  await page.selectOption('label:text-is("Give to") + select', bots[1]!)
  await page.click('button[aria-label="Use empty"]')
  await saysOf(page, 'Scenarios', 'has empty now')
  const named = app.mock.stage('empty').world.bot(bots[1]!)!.spec.name
  await page.waitForSelector('.facts .soft')
  t.equal(await page.textContent('.facts dd'), `many-bots (${named}: empty)`)
  t.same(Object.fromEntries(app.mock.control.switches), { [bots[1]!]: 'empty' })
  await page.selectOption('label:text-is("Give to") + select', '')
  await page.click('button[aria-label="Use spike"]')
  await saysOf(page, 'Scenarios', 'All bots have spike now')
  t.equal(app.mock.control.switches.size, bots.length)
  await page.click('button[aria-label="Use many-bots"]')
  await saysOf(page, 'Scenarios', 'All bots have many-bots now')
  t.equal(app.mock.control.switches.size, 0)
  const undo = page.locator('button:text-is("All back to many-bots")')
  t.equal(await undo.getAttribute('aria-disabled'), 'true', 'nothing is to be undone')
  await page.click('button[aria-label="Use empty"]')
  await saysOf(page, 'Scenarios', 'All bots have empty now')
  await undo.click()
  await saysOf(page, 'Scenarios', 'All bots have many-bots again')
  t.equal(app.mock.control.switches.size, 0)
})

t.test('quotas have gauges', async t => {
  const { url } = await startMock(t, { scenario: 'rate-limited' })
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  t.match(await card(page, 'Quotas').textContent(), /No call was counted yet/)
  await askSessions(url, '', { limit: 1 })
  await saysOf(page, 'Quotas', 'getSessions')
  t.match(await card(page, 'Quotas').textContent(), /1 of \d+ a minute/)
  t.equal(await page.getAttribute('meter', 'value'), '1')
  t.same(await axeFindings(page), [])
})

t.test('tokens of each app are made and copied', async t => {
  const { url, app } = await startMock(t, { auth: 'strict' })
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  const bot = app.mock.main.world.bots[0]!.id
  for (const name of app.mock.main.scenario.apps.map(one => one.name)) {
    for (const [kind, status] of [
      ['good', 200],
      ['expired', 401],
      ['wrong secret', 401],
      ['missing scope', 401],
    ] as const) {
      await page.click(`[aria-label="Tokens of ${name}"] button:text-is("${kind}")`)
      await saysOf(page, 'Tokens', `A ${kind} token of ${name} is copied`)
      const token = (await page.evaluate('navigator.clipboard.readText()')) as string
      t.equal(await page.inputValue('.token input'), token)
      const answer = await fetch(`${url}/api/public/bot/${bot}/getSessions`, {
        method: 'POST',
        headers: { auth: token },
      })
      t.equal(answer.status, status, `${name}, ${kind}`)
    }
  }
})

t.test('everything is set back, but not by one click', async t => {
  const { url, app } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await traffic(url)
  await visit(page, `${url}/console/control`)
  await card(page, 'Clock').locator('button:text-is("+ 1 day")').click()
  await saysOf(page, 'Clock', 'It is')
  await page.click('button:text-is("Reset everything")')
  await page.click('button:text-is("No")')
  t.equal(app.mock.control.journal.size, 8)
  await page.click('button:text-is("Reset everything")')
  await page.click('button:text-is("Yes, reset everything")')
  await saysOf(page, 'Reset', 'As at the start')
  t.equal(app.mock.control.journal.size, 0)
  t.equal(app.mock.control.clock.state().now, '2026-03-12T15:20:00.000Z')
})

t.test('what is refused is said', async t => {
  const { url } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  await page.fill('input[type=datetime-local]', '2099-12-31T23:00')
  await card(page, 'Clock').locator('button:text-is("Set")').click()
  await saysOf(page, 'Clock', 'It is 2099')
  await card(page, 'Clock').locator('button:text-is("+ 1 day")').click()
  await page.waitForSelector('section[aria-label="Clock"] [role=alert]')
  t.match(await page.textContent('section[aria-label="Clock"] [role=alert]'), /2100-01-01/)
  t.same(await axeFindings(page), [])
})

t.test('all of it is done by the keyboard', async t => {
  const { url, app } = await startMock(t)
  const { page } = await openPage(await startBrowser())
  await visit(page, `${url}/console/control`)
  await page.focus('input[type=search]')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await saysOf(page, 'Clock', 'It is 2026-03-12 14:20:00')
  t.equal(app.mock.control.clock.state().now, '2026-03-12T14:20:00.000Z')
  t.equal(await page.evaluate('document.activeElement.textContent'), '− 1 hour', 'the focus stays where it was')
})

import type { Page } from 'playwright-core'
import { dayAfter, ZoneTime } from '../../src/console/state/zone-time.ts'
import type { Story } from '../../src/scenario/story.ts'
import { settled } from '../../test/console/page.ts'
import type { HeardAnswers } from './answers.ts'

/** Conversations of each list that are opened: those that are seen without scrolling. */
const OPENED_OF_A_LIST = 10

interface ShownMock {
  readonly url: string
  /** ISO instant at which its clock stands. */
  readonly now: string
}

/** Goes through all that a recording is to have: each view with what it leads to, then the steps of the story. */
export async function walk(page: Page, { url, now }: ShownMock, story: Story, answers: HeardAnswers): Promise<void> {
  const sessions = new Set<string>()
  const see = async (address: string) => {
    await page.goto(`${url}/console/${address}`)
    await page.waitForSelector('main h1')
    await settled(page)
    for (const link of await linksIn(page, 'a[href*="open="]')) {
      if (link.startsWith('conversations?')) sessions.add(link)
    }
  }
  await see('stories')
  await see(`stories?open=${story.name}`)
  for (const view of ['control', 'scenario', 'traffic', 'conversations']) await see(view)
  for (const { id, zone } of story.scenario.world.bots) {
    for (const range of ['today', 'yesterday', '7d']) await see(`centre?bot=${id}&range=${range}`)
    for (const day of lastDays(now, zone)) await see(`centre?bot=${id}&from=${day}&to=${day}`)
    await seeDashboards(page, id, see)
  }
  await see('traffic')
  for (const entry of await linksIn(page, '.entry-line')) await see(entry)
  await see('centre')
  for (const [i, step] of story.steps.entries()) {
    await answers.nextStage()
    await see(withStep(step.look, { story: story.name, step: i + 1 }))
  }
  for (const conversation of sessions) await see(conversation)
  await answers.settled()
}

/** The days before today that the centre shows unless it is asked for others: each bar leads to one. */
function lastDays(now: string, zone: string): string[] {
  const today = new ZoneTime(zone).hourOf(Date.parse(now)).day
  return [6, 5, 4, 3, 2, 1].map(back => dayAfter(today, -back))
}

const withStep = (look: string, { story, step }: { story: string; step: number }) =>
  `${look}${look.includes('?') ? '&' : '?'}story=${story}&step=${step}`

/** Where links lead, below `/console/`. */
async function linksIn(page: Page, selector: string): Promise<string[]> {
  const found = await page.locator(selector).evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''))
  const within = found.filter(href => href.startsWith('/console/')).map(href => href.slice('/console/'.length))
  return within.slice(0, OPENED_OF_A_LIST)
}

async function seeDashboards(page: Page, bot: string, see: (address: string) => Promise<void>): Promise<void> {
  await see(`dashboards?bot=${bot}`)
  const names = await page
    .locator('.toolbar select')
    .nth(1)
    .locator('option')
    .evaluateAll(options => options.map(option => option.getAttribute('value') ?? ''))
  for (const name of names) await see(`dashboards?bot=${bot}&dashboard=${encodeURIComponent(name)}`)
}

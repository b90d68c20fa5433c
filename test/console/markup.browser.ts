import { join } from 'node:path'
import t from 'tap'
import { loadStory } from '../../src/scenario/story.ts'
import { openPage, settled, startBrowser, startMock } from './browser.ts'

t.setTimeout(300_000)

const PLANTED = '<img src=x onerror="window.planted=1"><script>window.planted=1</script>'
const BOT = 'st-markup'
const SESSION = 'aaaaaaaaaaaaaaaaaaaaaaaa'

/** A world in which markup stands wherever somebody can put a text. */
const scenario = {
  bots: {
    planted: {
      id: BOT,
      name: PLANTED,
      sessions: { perDay: 5 },
      staff: { queues: [PLANTED.slice(0, 60)] },
      dashboards: [
        {
          name: PLANTED,
          widgets: [
            {
              name: PLANTED,
              type: 'piechart',
              dataSet: 'Sessions',
              select: 'channel, count(sessionid)',
              groupBy: 'channel',
            },
          ],
        },
      ],
      pins: {
        sessions: [
          {
            sessionId: SESSION,
            start_time: '2026-03-12T10:00:00Z',
            channel: 'rtm',
            summary: PLANTED,
            tags: { sessionTags: [{ name: PLANTED.slice(0, 40), value: PLANTED }] },
            transcript: [{ bot: PLANTED }, { customer: PLANTED }, { agent: PLANTED, name: 'Anna Berg' }],
          },
        ],
      },
    },
  },
}

t.test('what clients and scenarios say is text, wherever it stands', async t => {
  const step = { title: PLANTED, look: 'centre', text: PLANTED }
  const folder = t.testdir({
    'planted.yaml': JSON.stringify({
      title: PLANTED,
      about: PLANTED,
      industry: PLANTED.slice(0, 40),
      scenario,
      steps: [step],
    }),
  })
  const story = loadStory(join(folder, 'planted.yaml'))
  const { url } = await startMock(t, { scenario: story.scenario }, { story })
  const { page } = await openPage(await startBrowser(t))
  const places = [
    `/console?bot=${BOT}`,
    `/console/conversations?bot=${BOT}&open=${SESSION}`,
    `/console/conversations?bot=${BOT}&open=${SESSION}&show=json`,
    `/console/conversations?bot=${encodeURIComponent(PLANTED)}&q=${encodeURIComponent(PLANTED)}`,
    `/console/conversations?bot=${BOT}&open=${encodeURIComponent(PLANTED)}`,
    `/console/centre?bot=${BOT}&zone=${encodeURIComponent(PLANTED)}&from=${encodeURIComponent(PLANTED)}`,
    `/console/${encodeURIComponent(PLANTED)}`,
    `/console/dashboards?bot=${BOT}`,
    `/console/dashboards?bot=${BOT}&edit=${encodeURIComponent(PLANTED)}`,
    `/console/dashboards?bot=${encodeURIComponent(PLANTED)}`,
    '/console/scenario',
    `/console/stories?open=${encodeURIComponent(PLANTED)}`,
    `/console/centre?story=${encodeURIComponent(PLANTED)}&step=${encodeURIComponent(PLANTED)}`,
    '/console/centre?story=planted&step=1',
    '/console/stories?open=planted',
  ]
  for (const place of places) {
    await page.goto(url + place)
    await page.waitForSelector('main h1, main .note')
    await settled(page)
    t.equal(await page.evaluate('window.planted'), undefined, `${place}: nothing ran`)
    t.equal(await page.locator('img, main script').count(), 0, `${place}: no element was made of it`)
  }
  await page.goto(`${url}/console/conversations?bot=${BOT}&open=${SESSION}`)
  await page.waitForSelector('.bubble')
  t.equal(await page.locator('.words').first().textContent(), PLANTED, 'it is there to be read')
})

import { join } from 'node:path'
import t from 'tap'
import { loadStory } from '../../src/scenario/story.ts'
import { openPage, startBrowser, startMock } from './browser.ts'
import { settled } from './page.ts'

t.setTimeout(1_800_000)

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
  const { page } = await openPage(await startBrowser())
  const places = [
    `/console?bot=${BOT}`,
    `/console/conversations?bot=${BOT}&open=${SESSION}`,
    `/console/conversations?bot=${BOT}&open=${SESSION}&show=json`,
    `/console/conversations?bot=${encodeURIComponent(PLANTED)}&q=${encodeURIComponent(PLANTED)}`,
    `/console/conversations?bot=${BOT}&open=${encodeURIComponent(PLANTED)}`,
    `/console/centre?bot=${BOT}&zone=${encodeURIComponent(PLANTED)}&from=${encodeURIComponent(PLANTED)}`,
    `/console/${encodeURIComponent(PLANTED)}`,
    '/console/traffic',
    ...['r-1', 'r-2', 'r-3'].flatMap(id => [
      `/console/traffic?open=${id}`,
      `/console/traffic?open=${id}&show=again`,
      `/console/traffic?open=${id}&show=right`,
    ]),
    `/console/traffic?open=${encodeURIComponent(PLANTED)}`,
    `/console/traffic?text=${encodeURIComponent(PLANTED)}&test=${encodeURIComponent(PLANTED)}&status=9${encodeURIComponent(PLANTED)}`,
    `/console/control?test=${encodeURIComponent(PLANTED)}`,
    `/console/dashboards?bot=${BOT}`,
    `/console/dashboards?bot=${BOT}&edit=${encodeURIComponent(PLANTED)}`,
    `/console/dashboards?bot=${encodeURIComponent(PLANTED)}`,
    '/console/scenario',
    `/console/stories?open=${encodeURIComponent(PLANTED)}`,
    `/console/centre?story=${encodeURIComponent(PLANTED)}&step=${encodeURIComponent(PLANTED)}`,
    '/console/centre?story=planted&step=1',
    '/console/stories?open=planted',
  ]
  await plantInJournal(url)
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
  await page.goto(`${url}/console/traffic?open=r-2`)
  await page.waitForSelector('.exchange pre')
  t.match(await page.locator('.exchange pre').first().textContent(), PLANTED.slice(0, 14), 'here too')
  await page.goto(`${url}/console/control`)
  await page.waitForSelector('.in-force')
  t.match(await page.textContent('.in-force'), PLANTED, 'and here')
})

/** Requests with markup wherever a client can put a text. */
async function plantInJournal(url: string): Promise<void> {
  const headers = {
    'x-test-id': PLANTED,
    'user-agent': PLANTED,
    'x-request-id': PLANTED.slice(0, 60),
    'content-type': 'application/json',
    auth: `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(JSON.stringify({ appId: PLANTED })).toString('base64url')}.x`,
  }
  const planted = encodeURIComponent(PLANTED)
  for (const [method, path, body] of [
    ['GET', `/${planted}?${planted}=${planted}`, undefined],
    ['POST', `/api/public/bot/${BOT}/getSessions?containmentType=${planted}`, { limit: PLANTED, [PLANTED]: PLANTED }],
    ['POST', `/api/public/bot/${planted}/getsessions`, { userId: PLANTED }],
  ] as const) {
    const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    await answer.text()
  }
  await fetch(`${url}/__admin/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match: { clientId: PLANTED, testId: PLANTED, botId: BOT }, fault: { status: 500 } }),
  })
}

import t from 'tap'
import { ask, BOT, buildApp } from '../helper.ts'
import { IS_LONG } from '../long.ts'

/*
 * The clock stands between 2000-01-01 and 2100-01-01: what reaches beyond either end, or is a year long beside it, is
 * answered like any other range.
 */

const DAY = 86_400_000
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)

const dashboard = (app: ReturnType<typeof buildApp>) => {
  const [board] = app.mock.main.world.bots[0]?.spec.dashboards ?? []
  if (board === undefined) throw new Error('the bot has no dashboard')
  return board.widgets.map(
    ({ name }) =>
      `/api/public/bot/${BOT}/dashboard/${encodeURIComponent(board.name)}/widget/${encodeURIComponent(name)}`,
  )
}

for (const [now, hasSessions] of [
  ['2000-01-01T00:00:00.000Z', false],
  ['2000-01-01T00:00:00.001Z', false],
  ['2000-12-31T23:59:59.999Z', false],
  ['2099-01-01T00:00:00.000Z', true],
  ['2099-12-31T23:59:59.999Z', true],
  ['2100-01-01T00:00:00.000Z', true],
] as const) {
  t.test(`at ${now}`, async t => {
    // The default world grows: a year of it is large by then, and one look at it is enough, which CI takes.
    const isWhole = IS_LONG && now === '2100-01-01T00:00:00.000Z'
    const app = buildApp(t, { now, ...(isWhole ? {} : { scenario: 'small' }) })
    const end = Date.parse(now)
    const at = (ms: number) => new Date(ms).toISOString()
    for (const [from, to] of [
      [end - 6 * DAY, end],
      [end - 3 * DAY, end + 3 * DAY],
      [end + DAY, end + 2 * DAY],
    ] as const) {
      const isLater = from > end
      const body = { dateFrom: at(from), dateTo: at(to), limit: 5 }
      const sessions = await ask(app, 'POST', `/api/public/bot/${BOT}/getSessions`, { body })
      t.equal(sessions.status, 200, `sessions of ${body.dateFrom}`)
      t.equal(sessions.json?.total > 0, hasSessions && !isLater, `sessions of ${body.dateFrom}`)
      const messages = await ask(app, 'POST', `/api/public/bot/${BOT}/getMessagesV2`, { body })
      t.equal(messages.status, 200, `messages of ${body.dateFrom}`)
      t.equal(messages.json?.total > 0, hasSessions && !isLater, `messages of ${body.dateFrom}`)
    }
    // A year back, and a year of which most is still to come.
    for (const from of [end - 364 * DAY, end - 2 * DAY]) {
      const query = `start_date=${day(from)}&end_date=${day(from + 364 * DAY)}`
      const trend = await ask(app, 'POST', `/api/public/bot/${BOT}/v2/userEngagementTrend?${query}`)
      t.equal(trend.status, 200, `trend of ${query}: ${trend.text.slice(0, 300)}`)
    }
    const [path = ''] = dashboard(app)
    for (const from of [end - 6 * DAY, end - DAY]) {
      const widget = await ask(app, 'GET', `${path}?startDate=${day(from)}&endDate=${day(from + 6 * DAY)}`)
      t.equal(widget.status, 200, `widget of ${day(from)}: ${widget.text.slice(0, 300)}`)
    }
    const range = { from: day(end - DAY), to: day(end) }
    const conversations = await ask(app, 'POST', `/agentassist/api/v1/public/${BOT}/aaconversation`, { body: range })
    t.equal(conversations.status, 200, 'conversations')
    const world = await ask(app, 'GET', '/__admin/world')
    t.equal(world.status, 200, 'the counts of the admin API')
  })
}

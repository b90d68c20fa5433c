import t from 'tap'
import { ask, BOT, buildApp } from '../../helper.ts'

const PATH = `/api/public/bot/${BOT}/v2/userEngagementTrend`
const RANGE = 'start_date=2025-12-01&end_date=2025-12-05'
const HOURS = Array.from({ length: 24 }, (_, hour) => `${hour} - ${(hour + 1) % 24}`)
type Point = Record<string, number | string>

const app = buildApp(t)

t.test('000_fc6437617965d1c7: the sample request, daily', async t => {
  const query = `aggregation_type=daily&${RANGE}&conversationType=All&conversationStatus=All&timeZoneOffset=Asia%2FKolkata`
  const { status, json } = await ask(app, 'POST', `${PATH}?${query}`)
  t.equal(status, 200)
  t.same(Object.keys(json), ['summary', 'uniqueUsersTrend', 'newUsersTrend', 'returningUsersTrend', 'filters'])
  const dates = ['Dec 01 2025', 'Dec 02 2025', 'Dec 03 2025', 'Dec 04 2025', 'Dec 05 2025']
  for (const name of ['uniqueUsersTrend', 'newUsersTrend', 'returningUsersTrend']) {
    const points: Point[] = json[name].dataPoints
    t.same(
      points.map(point => point.date),
      dates,
    )
    t.ok(points.every(point => Object.keys(point).join() === 'date,users'))
  }
  t.same(json.filters, {
    start: 'Dec 01 2025',
    end: 'Dec 05 2025',
    conversationType: 'all',
    conversationStatus: 'all',
    aggregationType: 'daily',
    dataPointsCount: 5,
  })
  const { summary } = json
  const users = (name: string) => json[name].dataPoints.map((point: Point) => point.users as number)
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0)
  // A user whose first session was a developer's is new in the range, but on no day of it.
  t.ok(summary.newUsers >= sum(users('newUsersTrend')) && summary.newUsers <= summary.uniqueUsers)
  t.ok(summary.uniqueUsers <= sum(users('uniqueUsersTrend')))
  t.ok(summary.newUsers + summary.returningUsers >= summary.uniqueUsers)
  t.equal(summary.avgUniqueUsersPerDay, Math.round((summary.uniqueUsers / 5) * 100) / 100)
  t.equal(summary.avgReturningUsersPerDay, Math.round((summary.returningUsers / 5) * 100) / 100)
})

t.test('000_fc6437617965d1c7: hourly is the default, and what an empty value means', async t => {
  const { json, text } = await ask(app, 'POST', `${PATH}?${RANGE}`)
  for (const point of json.uniqueUsersTrend.dataPoints) t.same(Object.keys(point), ['date', ...HOURS])
  t.equal(json.filters.aggregationType, 'hourly')
  t.equal(json.filters.dataPointsCount, 5, 'days, in either aggregation')
  for (const value of ['', 'hourly', 'Hourly']) {
    t.equal((await ask(app, 'POST', `${PATH}?${RANGE}&aggregation_type=${value}`)).text, text, `"${value}"`)
  }
  const daily = await ask(app, 'POST', `${PATH}?${RANGE}&aggregation_type=Daily`)
  t.same(daily.json.summary, json.summary, 'the summary does not hang on the aggregation')
})

t.test('filters part or narrow the whole, and are echoed in lower case', async t => {
  const unique = async (more: string) => (await ask(app, 'POST', `${PATH}?${RANGE}&aggregation_type=daily${more}`)).json
  const all = (await unique('')).summary.uniqueUsers
  const silent = await unique('&conversationType=Non%20Interactive')
  t.equal(silent.filters.conversationType, 'non interactive')
  t.same(await unique('&conversationType=non-interactive'), silent)
  const spoken = (await unique('&conversationType=Interactive')).summary.uniqueUsers
  t.ok(silent.summary.uniqueUsers < all && spoken < all && silent.summary.uniqueUsers + spoken >= all)
  t.equal((await unique('&conversationStatus=Active')).summary.uniqueUsers, 0, 'all of it is over')
  t.equal((await unique('&conversationStatus=Closed')).summary.uniqueUsers, all)
  const rtm = (await unique('&channels=rtm')).summary.uniqueUsers
  const both = (await unique('&channels=rtm,korevg')).summary.uniqueUsers
  t.ok(rtm > 0 && rtm < both && both < all)
  t.equal((await unique('&channels=rtm&channels=korevg')).summary.uniqueUsers, both)
  t.equal((await unique('&channels=nowhere')).summary.uniqueUsers, 0)
})

t.test('the zone cuts days and hours', async t => {
  const spring = 'start_date=2026-03-08&end_date=2026-03-08&aggregation_type=hourly'
  const { json } = await ask(app, 'POST', `${PATH}?${spring}&timeZoneOffset=America/New_York`)
  const [point] = json.uniqueUsersTrend.dataPoints
  t.equal(point['2 - 3'], 0, 'an hour that the clock left out')
  t.ok(point['1 - 2'] > 0 && point['3 - 4'] > 0)
  const utc = await ask(app, 'POST', `${PATH}?${RANGE}`)
  t.equal((await ask(app, 'POST', `${PATH}?${RANGE}&timeZoneOffset=UTC`)).text, utc.text)
  t.not((await ask(app, 'POST', `${PATH}?${RANGE}&timeZoneOffset=Asia/Kolkata`)).text, utc.text)
})

t.test('days to come are there, without users; 366 days are enough, 367 too many (ruling R6)', async t => {
  const ahead = await ask(app, 'POST', `${PATH}?start_date=2026-03-09&end_date=2026-03-11&aggregation_type=daily`)
  t.match(ahead.json.uniqueUsersTrend.dataPoints, [{}, { users: 0 }, { users: 0 }])
  t.ok(ahead.json.uniqueUsersTrend.dataPoints[0].users > 0)
  t.equal(
    (await ask(app, 'POST', `${PATH}?start_date=2025-01-01&end_date=2026-01-02&aggregation_type=daily`)).status,
    200,
  )
  t.equal(
    (await ask(app, 'POST', `${PATH}?start_date=2025-01-01&end_date=2026-01-04&aggregation_type=daily`)).status,
    400,
  )
})

t.test('the older form: the points of the unique users (facts 5.4)', async t => {
  const v1 = `/api/public/bot/${BOT}/userEngagementTrend?${RANGE}&aggregation_type=daily`
  const { json } = await ask(app, 'POST', `${v1}&channel=rtm`)
  const v2 = await ask(app, 'POST', `${PATH}?${RANGE}&aggregation_type=daily&channels=rtm`)
  t.same(json, { results: v2.json.uniqueUsersTrend.dataPoints, totalResults: 5 })
  t.same((await ask(app, 'POST', `${v1}&channels=rtm`)).json, json)
})

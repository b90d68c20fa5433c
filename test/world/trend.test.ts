import t from 'tap'
import { dayOfDate } from '../../src/world/time.ts'
import { trendOf } from '../../src/world/trend.ts'
import { cutByClock } from '../../src/world/trend-buckets.ts'
import { Zone } from '../../src/world/zones.ts'
import { TEST_BOT, testWorld } from './helper.ts'

// Ruling R17: an hour that does not exist is in no bucket, an hour that comes twice is one.

const HOUR = 3_600_000
const day = (date: string, zone: string, hourly = true) =>
  cutByClock(
    { firstDay: dayOfDate(date), lastDay: dayOfDate(date), zone: new Zone(zone), hourly },
    Date.parse('2000-01-01'),
    Date.parse('2040-01-01'),
  )
const lengths = (date: string, zone: string, hourly = true) =>
  Object.fromEntries(
    day(date, zone, hourly).map(({ index, spans }) => [
      index,
      spans.map(({ from, to }) => (to - from) / HOUR).join('+'),
    ]),
  )

t.test('an ordinary day has 24 hours, whatever the offset', async t => {
  for (const zone of ['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    const hours = day('2026-05-05', zone)
    t.equal(hours.length, 24, zone)
    t.ok(hours.every(({ spans }) => spans.length === 1 && spans[0]!.to - spans[0]!.from === HOUR))
    t.equal(hours[0]?.spans[0]?.from, day('2026-05-05', zone, false)[0]?.spans[0]?.from)
  }
  t.equal(new Date(day('2026-05-05', 'Asia/Kolkata')[0]!.spans[0]!.from).toISOString(), '2026-05-04T18:30:00.000Z')
})

t.test('clocks that go forward', async t => {
  const newYork = lengths('2026-03-08', 'America/New_York')
  t.notOk('2' in newYork)
  t.equal(Object.keys(newYork).length, 23)
  t.equal(lengths('2026-03-08', 'America/New_York', false)[0], '23')
  const lordHowe = lengths('2026-10-04', 'Australia/Lord_Howe')
  t.equal(lordHowe[2], '0.5')
})

t.test('clocks that go back', async t => {
  t.equal(lengths('2026-11-01', 'America/New_York')[1], '2')
  t.equal(lengths('2026-11-01', 'America/New_York', false)[0], '25')
  t.equal(lengths('2026-04-05', 'Australia/Lord_Howe')[1], '1.5')
  t.match(lengths('2026-10-25', 'Antarctica/Troll'), { 1: '1+1', 2: '1+1' }, 'two hours come twice, interleaved')
})

t.test('a range before the bot began, and one after now', async t => {
  const bot = testWorld().bot(TEST_BOT)!
  const now = Date.parse('2026-02-20T12:00:00Z')
  for (const date of ['2025-01-01', '2026-02-21']) {
    const question = { firstDay: dayOfDate(date), lastDay: dayOfDate(date) + 1, zone: 'UTC', hourly: true }
    const { unique, fresh, ...summary } = trendOf(bot, question, now)
    t.same(summary, { days: 2, uniqueUsers: 0, newUsers: 0, returningUsers: 0 })
    t.equal(unique.length, 48)
    t.ok(unique.every(count => count === 0) && fresh.every(count => count === 0))
  }
})

t.test('an answer is kept; one of a day under way only for the same now', async t => {
  const bot = testWorld().bot(TEST_BOT)!
  const now = Date.parse('2026-02-20T12:00:00Z')
  const settled = { firstDay: dayOfDate('2026-02-10'), lastDay: dayOfDate('2026-02-12'), zone: 'UTC', hourly: false }
  t.equal(trendOf(bot, settled, now), trendOf(bot, { ...settled }, now + 5_000))
  const today = { ...settled, lastDay: dayOfDate('2026-02-20') }
  const first = trendOf(bot, today, now)
  t.equal(trendOf(bot, today, now), first)
  const later = trendOf(bot, today, now + 6 * HOUR)
  t.not(later, first)
  t.ok(later.uniqueUsers > first.uniqueUsers)
})

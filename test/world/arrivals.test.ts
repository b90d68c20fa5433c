import t from 'tap'
import { isHoliday } from '../../src/world/holidays.ts'
import { DAY, dayOfDate, HOUR, MINUTE } from '../../src/world/time.ts'
import type { Bot } from '../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testTemplate, testWorld } from './helper.ts'

const botOf = (options: TestOptions) => testWorld(options).bot(TEST_BOT) as Bot
const first = dayOfDate('2026-02-09')

/** Variance to mean of 5-minute counts around the mean of their hour. */
function dispersion(bot: Bot, days: number): number {
  let spread = 0
  let expected = 0
  for (let day = first; day < first + days; day++) {
    const counts = new Float64Array(DAY / (5 * MINUTE))
    for (const at of bot.day(day).start) counts[Math.floor(at / (5 * MINUTE))]! += 1
    for (let hour = 0; hour < 24; hour++) {
      const own = counts.subarray(hour * 12, hour * 12 + 12)
      const mean = own.reduce((a, b) => a + b, 0) / 12
      expected += 11 * mean
      for (const count of own) spread += (count - mean) ** 2
    }
  }
  return spread / expected
}

t.test('within an hour arrivals vary as chance has it, and a little more, whatever the size of the bot', async t => {
  for (const [perDay, days] of [
    [60, 60],
    [1200, 20],
    [100_000, 3],
  ] as const) {
    for (const seed of ['a', 'b']) {
      const found = dispersion(botOf({ seed, perDay, since: '2026-01-05' }), days)
      t.ok(found > 0.95 && found < 1.45, `${perDay} a day: ${found.toFixed(2)}`)
    }
  }
})

t.test('gaps between arrivals are exponential', async t => {
  const bot = botOf({ perDay: 20_000, traffic: { ...testTemplate(20_000).traffic, hours: new Array(24).fill(1) } })
  const { start } = bot.day(first + 1)
  const gaps = Array.from(start.subarray(1), (at, i) => at - start[i]!)
  const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length
  for (const [times, share] of [
    [0.1, 0.095],
    [1, 0.632],
    [3, 0.95],
  ] as const) {
    const found = gaps.filter(gap => gap < times * mean).length / gaps.length
    t.ok(Math.abs(found - share) < 0.02, `${times} times the mean: ${found}`)
  }
})

t.test('counts of days vary more than chance has them', async t => {
  const bot = botOf({ perDay: 2000, since: '2025-01-01' })
  const weeks = Array.from({ length: 30 }, (_, i) => bot.calendar.count(dayOfDate('2025-03-05') + 7 * i))
  const mean = weeks.reduce((a, b) => a + b, 0) / weeks.length
  const variance = weeks.reduce((sum, count) => sum + (count - mean) ** 2, 0) / weeks.length
  t.ok(variance / mean > 3 && variance / mean < 25, `${variance / mean}`)
})

t.test('weekends begin later and have less of a peak; hours at which nobody comes stay so', async t => {
  const hours = testTemplate().traffic.hours.map((weight, hour) => (hour < 6 ? 0 : weight))
  const bot = botOf({ perDay: 3000, zone: 'Etc/UTC', traffic: { ...testTemplate(3000).traffic, hours } })
  const sums = [new Float64Array(24), new Float64Array(24)]
  for (let day = first; day < first + 28; day++) {
    for (const at of bot.day(day).start) sums[day % 7 === 2 || day % 7 === 3 ? 1 : 0]![Math.floor(at / HOUR)]! += 1
  }
  const shares = sums.map(own => Array.from(own, n => n / own.reduce((a, b) => a + b, 0))) as [number[], number[]]
  const [week, weekend] = shares
  t.ok(weekend[8]! < 0.8 * week[8]!, 'fewer in the morning')
  t.ok(Math.max(...weekend) < Math.max(...week), 'less of a peak')
  t.same([week.slice(0, 6), weekend.slice(0, 6)], [new Array(6).fill(0), new Array(6).fill(0)])
  t.ok(apart(week, weekend) > 0.05)
})

function apart(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, share, hour) => sum + Math.abs(share - b[hour]!), 0) / 2
}

t.test('seasons by industry, holidays by country', async t => {
  const packs = (industry: string) => ({ industry, packs: { [industry]: testWorld().spec.packs.tiny! } })
  const mean = (options: TestOptions, from: string, to: string) => {
    const bot = botOf({ perDay: 5000, since: '2025-01-01', ...options })
    let sum = 0
    let n = 0
    for (let day = dayOfDate(from); day <= dayOfDate(to); day++, n++) sum += bot.calendar.count(day)
    return sum / n
  }
  const ratio = (industry: string, one: readonly [string, string], two: readonly [string, string]) =>
    mean(packs(industry), ...one) / mean(packs(industry), ...two)
  const autumn = ['2025-09-29', '2025-10-26'] as const
  t.ok(ratio('retail', ['2025-12-08', '2025-12-21'], autumn) > 1.3, 'shops before Christmas')
  t.ok(ratio('retail', ['2025-11-28', '2025-11-28'], ['2025-11-14', '2025-11-14']) > 1.4, 'the day after Thanksgiving')
  t.ok(ratio('travel', ['2025-06-02', '2025-06-29'], autumn) > 1.2, 'travel before summer')
  t.ok(ratio('health-care', ['2026-01-19', '2026-02-15'], ['2025-07-14', '2025-08-10']) > 1.2, 'health in winter')
  t.ok(ratio('banking', ['2025-10-01', '2025-10-03'], ['2025-10-08', '2025-10-10']) > 1.1, 'banks at the first')
  t.ok(ratio('telecom', ['2025-10-01', '2025-10-03'], ['2025-10-08', '2025-10-10']) > 1.1, 'telecom too')
  const germany = { ...packs('banking'), zone: 'Europe/Berlin' }
  t.ok(isHoliday('DE', dayOfDate('2025-10-03')) && !isHoliday('US', dayOfDate('2025-10-03')))
  t.ok(mean(germany, '2025-10-03', '2025-10-03') < 0.75 * mean(germany, '2025-10-10', '2025-10-10'))
  t.ok(
    mean(packs('banking'), '2025-10-03', '2025-10-03') > 0.95 * mean(packs('banking'), '2025-10-10', '2025-10-10'),
    'no holiday there',
  )
})

t.test('the share of new users differs from day to day, about what the spec says', async t => {
  const bot = botOf({ perDay: 1200, since: '2025-01-01', newUsers: 0.22 })
  const shares = Array.from({ length: 60 }, (_, i) => bot.calendar.newUsers(first + i) / bot.calendar.count(first + i))
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length
  t.ok(Math.abs(mean - 0.22) < 0.012, `${mean}`)
  t.ok(Math.max(...shares) - Math.min(...shares) > 0.04)
})

import t from 'tap'
import { Events } from '../../src/world/events.ts'
import { shareOut } from '../../src/world/exact-stretches.ts'
import { findSessions } from '../../src/world/sessions/search.ts'
import type { ExactSpec } from '../../src/world/spec.ts'
import { DAY, dayOf, dayOfDate, HOUR } from '../../src/world/time.ts'
import { TEST_BOT, type TestOptions, testTemplate, testWorld } from './helper.ts'

function calendarOf(options: TestOptions) {
  const bot = testWorld(options).bot(TEST_BOT)
  if (bot === undefined) throw new Error('no bot')
  return bot.calendar
}

const traffic = testTemplate().traffic

t.test('a bot has no sessions before its first day', async t => {
  const calendar = calendarOf({ since: '2026-02-10', perDay: 500 })
  t.equal(calendar.count(dayOfDate('2026-02-09')), 0)
  t.ok(calendar.count(dayOfDate('2026-02-10')) > 200)
  t.equal(calendar.usersBefore(dayOfDate('2026-02-10')), 0)
})

t.test('a day is the same whichever was asked for first', async t => {
  const options = { since: '2026-01-05', perDay: 300 }
  const [forward, backward] = [calendarOf(options), calendarOf(options)]
  const [first, last] = [dayOfDate('2026-01-05'), dayOfDate('2026-03-05')]
  const all = (calendar: typeof forward, day: number) => [
    calendar.count(day),
    calendar.base(day),
    calendar.newUsers(day),
    calendar.usersBefore(day),
  ]
  t.equal(backward.daysTo(last), last - first)
  backward.count(last)
  t.equal(backward.daysTo(last), last - first, 'sessions of a day need no other day')
  for (let day = last; day >= first; day--) t.same(all(backward, day), all(forward, day))
  t.equal(backward.daysTo(last), 0)
})

t.test('size, week, growth', async t => {
  const calendar = calendarOf({ since: '2024-01-01', perDay: 1200 })
  const mean = (from: string, days: number) => {
    let sum = 0
    for (let i = 0; i < days; i++) sum += calendar.count(dayOfDate(from) + i)
    return sum / days
  }
  t.ok(Math.abs(mean('2025-12-01', 56) / 1200 - 1) < 0.05, 'about 1,200 a day at the turn of 2026')
  t.ok(Math.abs(mean('2025-01-05', 70) / mean('2026-01-04', 70) - 1 / 1.12) < 0.04, 'a year earlier 12 % fewer')
  const weekday = (weekday: number) => {
    let sum = 0
    for (let i = 0; i < 20; i++) sum += calendar.count(dayOfDate('2025-09-01') + weekday + 7 * i)
    return sum / 20
  }
  t.ok(weekday(6) < 0.8 * weekday(0), 'Sundays are quieter than Mondays')
})

t.test('growth ends, and what a day has is bounded', async t => {
  const mean = (options: TestOptions, from: string) => {
    const calendar = calendarOf({ since: '2000-01-01', ...options })
    return Array.from({ length: 28 }, (_, i) => calendar.count(dayOfDate(from) + i)).reduce((a, b) => a + b, 0) / 28
  }
  const isAbout = (found: number, wanted: number) => Math.abs(found / wanted - 1) < 0.06
  t.ok(isAbout(mean({ perDay: 1200 }, '2030-01-07'), 1200 * 1.12 ** 4.05), 'four years of 12 %')
  t.ok(isAbout(mean({ perDay: 1200 }, '2099-06-01'), 200_000), 'the end of the century')
  const event = { from: '2026-03-02', to: '2026-03-29', times: 900 }
  const spiked = mean({ traffic: { ...traffic, perDay: 90_000, growth: 0, events: [event] } }, '2026-03-02')
  t.ok(isAbout(spiked, 1_000_000), 'a peak')
})

t.test('all users of the first week are new, then the share falls to what the spec says', async t => {
  const calendar = calendarOf({ since: '2026-01-05', perDay: 2000, newUsers: 0.2 })
  const first = dayOfDate('2026-01-05')
  for (let i = 0; i < 7; i++) t.equal(calendar.newUsers(first + i), calendar.count(first + i))
  const share = (day: number) => calendar.newUsers(day) / calendar.count(day)
  t.ok(share(first + 10) < 1 && share(first + 10) > share(first + 30))
  t.ok(Math.abs(share(first + 90) - 0.2) < 0.02)
  t.equal(
    calendar.usersBefore(first + 90),
    Array.from({ length: 90 }, (_, i) => calendar.newUsers(first + i)).reduce((a, b) => a + b, 0),
  )
})

t.test('events change the days they are on and no others', async t => {
  const plain = calendarOf({ since: '2026-01-05', perDay: 500 })
  const event = {
    from: '2026-02-17',
    to: '2026-02-18',
    times: 10,
    newUsers: 0.9,
    containment: { selfService: 1, dropOff: 0, agent: 9 },
  }
  const spiked = calendarOf({ since: '2026-01-05', perDay: 500, traffic: { ...traffic, perDay: 500, events: [event] } })
  const day = dayOfDate('2026-02-17')
  t.ok(spiked.count(day) > 8 * plain.count(day) && spiked.count(day + 1) > 8 * plain.count(day + 1))
  t.equal(spiked.count(day - 1), plain.count(day - 1))
  t.equal(spiked.count(day + 2), plain.count(day + 2))
  t.ok(spiked.newUsers(day) / spiked.count(day) > 0.85)
  t.equal(spiked.containment(day).agent, 9)
  t.equal(spiked.containment(day + 2).agent, 19)
})

t.test('events of some hours change those and no others', async t => {
  const event = { from: '2026-02-17T09:00:00.000Z', to: '2026-02-17T11:00:00.000Z', times: 20, newUsers: 1 }
  const options = { since: '2026-01-05', perDay: 2000 }
  const [plain, spiked] = [options, { ...options, traffic: { ...traffic, perDay: 2000, events: [event] } }].map(
    testWorld,
  )
  const counts = [plain, spiked].map(world => {
    const hours = new Array<number>(24).fill(0)
    for (const start of world!.bot(TEST_BOT)!.day(dayOfDate('2026-02-17')).start)
      hours[Math.floor(start / 3_600_000)]! += 1
    return hours
  })
  const sum = (hours: number[], from: number, to: number) => hours.slice(from, to).reduce((a, b) => a + b, 0)
  const [before, during] = counts as [number[], number[]]
  t.ok(sum(during, 9, 11) > 14 * sum(before, 9, 11), `${sum(before, 9, 11)} to ${sum(during, 9, 11)}`)
  t.ok(Math.abs(sum(during, 12, 24) / sum(before, 12, 24) - 1) < 0.2, 'later hours are as ever')
  const share = (world: typeof plain, day: number) => {
    const { calendar } = world!.bot(TEST_BOT)!
    return calendar.newUsers(day) / calendar.count(day)
  }
  const day = dayOfDate('2026-02-17')
  t.ok(
    share(spiked, day) > share(plain, day) + 0.2 && share(spiked, day) < 0.9,
    `${share(spiked, day)}: as much as those hours have`,
  )
  const [bot, other] = [plain, spiked].map(world => world!.bot(TEST_BOT)!)
  t.same(other!.day(day - 1).start, bot!.day(day - 1).start, 'the day before is the same')
})

t.test('factors and pieces of a day', async t => {
  const at = (time: string) => `2026-02-17T${time}:00.000Z`
  const day = dayOfDate('2026-02-17')
  const events = new Events([
    { from: at('00:00'), to: at('00:15'), times: 3 },
    { from: '2026-02-16', to: at('00:20'), times: 2 },
    { from: at('10:00'), to: at('12:00'), newUsers: 0.5 },
    { from: at('11:00'), to: '2026-02-18', newUsers: 0.25 },
  ])
  const factors = events.factors(day)!
  t.same([...factors.slice(0, 3)], [6, 1 + 1 / 3, 1])
  t.same(events.factors(day + 1), undefined)
  t.same(events.newShares(day), [
    { from: 10 * HOUR, to: 11 * HOUR, what: 0.5 },
    { from: 11 * HOUR, to: 12 * HOUR, what: 0.25 },
    { from: 12 * HOUR, to: DAY, what: 0.25 },
  ])
  t.same(events.newShares(day + 1), [{ from: 0, to: DAY, what: 0.25 }])
  t.same(events.newShares(day + 2), [])
  t.same(
    events.at(Date.parse(at('11:30'))).map(({ newUsers }) => newUsers),
    [0.5, 0.25],
  )
})

function exactly(...specs: ExactSpec[]): TestOptions {
  return { traffic: { ...traffic, perDay: 200, exactly: specs }, since: '2026-01-05' }
}

function total(options: TestOptions, from: string, to: string): number {
  const { bots } = testWorld(options)
  return findSessions(bots, { from: Date.parse(from), to: Date.parse(to) }, Date.parse('2026-04-01')).total
}

t.test('exact stretches: whole days, parts of days, several days', async t => {
  const whole = exactly({ count: 101, from: '2026-02-03T00:00:00.000Z', to: '2026-02-05T23:59:59.999Z' })
  t.equal(total(whole, '2026-02-03T00:00:00.000Z', '2026-02-05T23:59:59.999Z'), 101)
  const dates = exactly({ count: 7, from: '2026-02-03', to: '2026-02-04' })
  t.equal(total(dates, '2026-02-03T00:00:00.000Z', '2026-02-04T23:59:59.999Z'), 7)
  const from = '2026-02-03T14:10:00.000Z'
  const to = '2026-02-03T14:20:00.000Z'
  for (const count of [0, 1, 40]) {
    const part = exactly({ count, from, to })
    t.equal(total(part, from, to), count, `${count} in ten minutes`)
    const before = ['2026-02-03T00:00:00.000Z', '2026-02-03T14:09:59.999Z'] as const
    const after = ['2026-02-03T14:20:00.001Z', '2026-02-06T00:00:00.000Z'] as const
    const plain = { since: '2026-01-05', traffic: { ...traffic, perDay: 200 } }
    t.equal(total(part, ...before), total(plain, ...before), 'nothing changed before')
    t.equal(total(part, ...after), total(plain, ...after), 'nor after')
  }
  const over = exactly({ count: 33, from: '2026-02-03T22:00:00Z', to: '2026-02-05T03:30:00Z' })
  t.equal(total(over, '2026-02-03T22:00:00Z', '2026-02-05T03:30:00Z'), 33, 'over two midnights')
})

t.test('exact stretches: kinds, messages, pins on top of them (ruling R28)', async t => {
  const from = '2026-02-03T00:00:00.000Z'
  const to = '2026-02-03T23:59:59.999Z'
  const pins = [{ start_time: '2026-02-03T12:00:00.000Z', userId: 'me' }]
  const { bots } = testWorld({ ...exactly({ count: 25, from, to, containment: 'agent', messages: 12 }), pins })
  const found = findSessions(bots, { from: Date.parse(from), to: Date.parse(to) }, Date.parse('2026-04-01'))
  t.equal(found.total, 26)
  const made = found.page(0, 99).filter(({ start }) => start !== Date.parse('2026-02-03T12:00:00.000Z'))
  t.equal(made.length, 25)
  t.ok(made.every(s => s.containment === 'agent' && s.taken && s.messages === 12 && s.interactive))
  const notices = testWorld(exactly({ count: 25, from, to, messages: 1 }))
  const all = findSessions(notices.bots, { from: Date.parse(from), to: Date.parse(to) }, Date.parse('2026-04-01')).page(
    0,
    99,
  )
  t.ok(all.every(s => s.messages === 1 && !s.interactive && s.containment === 'selfService'))
})

t.test('exact stretches with as many sessions as they have ms, over a midnight of which nobody comes', async t => {
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 18 ? 24 : 0))
  const [from, to] = ['2026-02-03T23:59:59.998Z', '2026-02-04T00:00:00.003Z']
  for (const count of [2, 5, 6]) {
    const options = {
      ...exactly({ count, from, to }),
      traffic: { ...traffic, hours, perDay: 0, exactly: [{ count, from, to }] },
    }
    t.equal(total(options, from, to), count)
    const pins = [{ start_time: '2026-02-04T00:00:00.001Z' }]
    if (count < 6) t.equal(total({ ...options, pins }, from, to), count + 1)
  }
})

t.test('exact stretches that cannot be are refused with the reason', async t => {
  const from = '2026-02-03'
  t.throws(() => testWorld(exactly({ count: 1, from, to: '2026-02-02' })), { message: /ends before it begins/ })
  t.throws(() => testWorld(exactly({ count: 1, from, to: from }, { count: 2, from, to: '2026-02-09' })), {
    message: /overlaps/,
  })
  const second = { from: '2026-02-03T00:00:00.000Z', to: '2026-02-03T00:00:00.007Z' }
  const pins = [{ start_time: '2026-02-03T00:00:00.002Z' }, { start_time: '2026-02-03T00:00:00.002Z' }]
  t.throws(
    () => testWorld({ ...exactly({ count: 8, ...second }), pins }),
    { message: /no room/ },
    'a pin has a ms of it',
  )
  t.doesNotThrow(() => testWorld({ ...exactly({ count: 7, ...second }), pins }))
  t.throws(() => testWorld(exactly({ count: 9, from: '2026-02-03T00:00:00.000Z', to: '2026-02-03T00:00:00.007Z' })), {
    message: /no room/,
  })
  t.throws(() => testWorld(exactly({ count: 1, from, to: from, messages: 0 })), { message: /messages must be 1 to/ })
  t.throws(() => testWorld(exactly({ count: 1, from: 'soon', to: from })), { message: /"soon" is not a date/ })
})

t.test('share out: whole numbers, nothing lost', async t => {
  const share = (count: number, weights: readonly number[], room = 1e6) =>
    shareOut(
      count,
      weights.map(weight => ({ weight, room })),
    )
  t.same(share(10, [1, 1, 1]), [4, 3, 3])
  t.same(share(0, [1, 2]), [0, 0])
  t.equal(
    share(1001, [3, 1, 4, 1, 5]).reduce((a, b) => a + b, 0),
    1001,
  )
  t.same(share(10, [1, 1, 98], 4), [3, 3, 4], 'none has more than there is room for')
  t.same(share(12, [0.001, 0.001, 98], 4), [4, 4, 4])
  t.equal(dayOf(-1), -1)
  t.equal(dayOf(DAY), 1)
})

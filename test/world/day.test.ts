import fc from 'fast-check'
import t from 'tap'
import { Memory } from '../../src/memory/memory.ts'
import { arrivalsIn } from '../../src/world/arrivals.ts'
import { AGENT, CONTAINMENT, DEVELOPER, FIRST_EVER, INTERACTIVE } from '../../src/world/columns/flags.ts'
import { TAKEN_BY_HUMAN } from '../../src/world/desk/types.ts'
import { stream } from '../../src/world/random.ts'
import { DAY, dayOfDate, weekdayOf } from '../../src/world/time.ts'
import type { Bot } from '../../src/world/types.ts'
import { runs } from '../long.ts'
import { TEST_BOT, testTemplate, testWorld } from './helper.ts'

const first = dayOfDate('2026-02-02')
const TWELVE_HOURS = 12 * 3_600_000

t.test('starts ascend, no ms twice, in the day', async t => {
  fc.assert(
    fc.property(fc.string({ maxLength: 6 }), fc.integer({ min: 0, max: 3000 }), (seed, perDay) => {
      const bot = testWorld({ seed, perDay }).bot(TEST_BOT) as Bot
      const { start, count } = bot.day(first + 3)
      return (
        start.length === count &&
        bot.calendar.count(first + 3) === count &&
        start.every((at, i) => at < DAY && (i === 0 || at > (start[i - 1] as number)))
      )
    }),
    { seed: 6, numRuns: runs(40) },
  )
  t.pass()
})

t.test('arrivals fill what they are given, however narrow', async t => {
  const masses = testWorld().bots[0]!.calendar.bursts(first, 100)
  const starts = arrivalsIn(masses, 50, { from: 3_600_000, to: 3_600_049 }, stream('narrow'))
  t.same(
    [...starts],
    Array.from({ length: 50 }, (_, i) => 3_600_000 + i),
    'fifty in fifty ms',
  )
  const none = arrivalsIn(new Float64Array(96), 5, { from: 0, to: DAY - 1 }, stream('flat'))
  t.ok(
    none.every((at, i) => i === 0 || at > (none[i - 1] as number)),
    'no mass at all: spread evenly',
  )
})

t.test('the day follows the local hours of its zone', async t => {
  const hours = new Float64Array(24)
  const bot = testWorld({ perDay: 4000, zone: 'Asia/Tokyo' }).bot(TEST_BOT) as Bot
  for (let day = first + 7; day < first + 21; day++) {
    for (const at of bot.day(day).start) {
      const local = day * DAY + at + 9 * 3_600_000
      // Weekends have hours of their own.
      if (weekdayOf(Math.floor(local / DAY)) >= 5) continue
      const hour = Math.floor(local / 3_600_000) % 24
      hours[hour] = (hours[hour] as number) + 1
    }
  }
  const mean = hours.reduce((a, b) => a + b, 0) / 24
  testTemplate().traffic.hours.forEach((weight, hour) => {
    t.ok(
      Math.abs((hours[hour] as number) / mean - weight) < 0.12,
      `hour ${hour}: ${((hours[hour] as number) / mean).toFixed(2)}`,
    )
  })
})

t.test('users are numbered by first session, and flagged then alone', async t => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 6 }),
      fc.integer({ min: 0, max: 80 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 20 * DAY }), fc.constantFrom('ann', 'bob', undefined)), {
        maxLength: 8,
      }),
      (seed, perDay, newUsers, pinned) => {
        const pins = pinned.map(([ms, userId]) => ({
          start_time: new Date(first * DAY + ms).toISOString(),
          ...(userId === undefined ? {} : { userId }),
        }))
        const bot = testWorld({ seed, perDay, newUsers, pins }).bot(TEST_BOT) as Bot
        let next = 0
        for (let number = first; number < first + 25; number++) {
          const day = bot.day(number)
          if (bot.calendar.usersBefore(number) !== next) return false
          for (let row = 0; row < day.count; row++) {
            const user = day.user[row] as number
            const isFirst = ((day.flags[row] as number) & FIRST_EVER) !== 0
            const pin = day.pins.get(row)
            if (pin !== undefined) {
              if (user !== pin.user || isFirst !== pin.isFirst) return false
              continue
            }
            if (isFirst ? user !== next : user >= next) return false
            if (isFirst) next++
          }
        }
        return true
      },
    ),
    { seed: 7, numRuns: runs(60) },
  )
  t.pass()
})

t.test('columns agree with each other, and with what the spec asks for', async t => {
  const bot = testWorld({ perDay: 1500, since: '2025-10-01' }).bot(TEST_BOT) as Bot
  const counts = { all: 0, agent: 0, taken: 0, silent: 0, developer: 0, messages: 0, user: 0 }
  for (let number = first; number < first + 14; number++) {
    const day = bot.day(number)
    for (let row = 0; row < day.count; row++) {
      const flags = day.flags[row] as number
      const [m, u] = [day.messages[row] as number, day.userMessages[row] as number]
      const isAgent = (flags & CONTAINMENT) === AGENT
      if (((flags & INTERACTIVE) !== 0) !== u > 0 || u > m) t.fail('user messages')
      if ((day.tasks[row] as number) > u) t.fail('more tasks than the user says')
      if ((day.talk[row] as number) > (day.span[row] as number) || (day.span[row] as number) > TWELVE_HOURS)
        t.fail('span')
      counts.all++
      counts.agent += isAgent ? 1 : 0
      counts.silent += (flags & INTERACTIVE) !== 0 ? 0 : 1
      counts.developer += (flags & DEVELOPER) !== 0 ? 1 : 0
      counts.messages += m
      counts.user += u
    }
    const { rows, at, handover, answered, end, outcome } = day.agents
    rows.forEach((row, i) => {
      if (((day.flags[row] as number) & CONTAINMENT) !== AGENT) t.fail('an agent row that is none')
      if ((at[i] as number) >= (day.messages[row] as number)) t.fail('hand-over after the last message')
      if ((answered[i] as number) < (handover[i] as number)) t.fail('answered before the hand-over')
      if (outcome[i] === TAKEN_BY_HUMAN && (answered[i] as number) > (day.talk[row] as number))
        t.fail('answered after the end')
      if ((end[i] as number) > (day.span[row] as number)) t.fail('agents outlast the session')
      counts.taken += outcome[i] === TAKEN_BY_HUMAN ? 1 : 0
    })
  }
  const share = (n: number) => n / counts.all
  t.ok(Math.abs(share(counts.agent) - 0.19) < 0.02, `agent ${share(counts.agent)}`)
  t.ok(counts.taken / counts.agent > 0.4, `${counts.taken / counts.agent} are taken`)
  t.ok(Math.abs(share(counts.silent) - 0.08) < 0.01)
  t.ok(Math.abs(share(counts.developer) - 0.01) < 0.004)
  t.ok(Math.abs(share(counts.messages) - 14) < 2, `${share(counts.messages)} messages a session`)
  t.ok(Math.abs(counts.user / counts.messages - 0.44) < 0.03)
})

t.test('a user keeps his language; the developer share and kinds of a spec are followed to the end', async t => {
  const bot = testWorld({ containment: { selfService: 0, dropOff: 0, agent: 1 }, developer: 1 }).bot(TEST_BOT) as Bot
  const languages = new Map<number, number>()
  for (let number = first; number < first + 10; number++) {
    const day = bot.day(number)
    t.ok(
      day.flags.every(
        flags => (flags & CONTAINMENT) === AGENT && (flags & DEVELOPER) !== 0 && (flags & INTERACTIVE) !== 0,
      ),
    )
    day.user.forEach((user, row) => {
      const language = day.language[row] as number
      if ((languages.get(user) ?? language) !== language) t.fail('another language')
      languages.set(user, language)
      if (bot.languages[language] !== day.languageOf(row)) t.fail('the column says otherwise')
    })
  }
  t.ok(new Set(languages.values()).size > 1)
})

t.test('rows by instant', async t => {
  const day = (testWorld().bot(TEST_BOT) as Bot).day(first + 1)
  t.equal(day.rowAt(day.startOf(5)), 5)
  t.equal(day.rowAt(day.startOf(5) + 1), 6)
  t.equal(day.rowAt(day.midnight - 1), 0)
  t.equal(day.rowAt(day.midnight + DAY), day.count)
})

t.test('a day of several blocks is the same in whatever order its rows are asked for', async t => {
  const make = () => (testWorld({ perDay: 80_000, memory: new Memory(1e9) }).bot(TEST_BOT) as Bot).day(first + 8)
  const [whole, page] = [make(), make()]
  t.ok(whole.count > 65_536)
  const { agents, span, talk, messages, flags } = whole
  t.ok(agents.rows.every((row, i) => i === 0 || row > (agents.rows[i - 1] as number)))
  for (const row of [whole.count - 1, 65_536, 65_535, 0]) {
    const columns = page.columns(row, row + 1)
    t.same(
      [columns.span[row], page.talkOf(row), columns.messages[row], columns.flags[row]],
      [span[row], talk[row], messages[row], flags[row]],
    )
  }
  t.equal(page.columns(0, 1).span[40_000], span[40_000], 'the block is filled')
  agents.rows.forEach((row, i) => {
    if (page.handoverOf(row)?.handover !== agents.handover[i]) t.fail('another hand-over')
  })
  t.equal(page.handoverOf(flags.findIndex(bits => (bits & CONTAINMENT) !== AGENT)), undefined)
  t.ok(Buffer.from(page.span.buffer).equals(Buffer.from(span.buffer)), 'all of them')
  t.ok(Buffer.from(page.flags.buffer).equals(Buffer.from(flags.buffer)))
})

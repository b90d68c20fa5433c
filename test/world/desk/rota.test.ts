import t from 'tap'
import { localSlots, SLOTS } from '../../../src/world/arrivals.ts'
import { agentsBySlot } from '../../../src/world/desk/load.ts'
import { shiftsOf } from '../../../src/world/desk/rota.ts'
import { contractOf, isOffForHoliday, isOnLeave, staffCountryOf, staffSize } from '../../../src/world/desk/traits.ts'
import { CALLS, CHATS, MOST_BREAKS, OTHER_WORK, type Shifts } from '../../../src/world/desk/types.ts'
import { isHoliday } from '../../../src/world/holidays.ts'
import { DAY, dayOfDate, HOUR, MINUTE, weekOfDay } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, testTemplate, testWorld } from '../helper.ts'

interface Centre {
  readonly name: string
  readonly zone: string
  readonly perDay: number
  /** Absent: as many as the load wants. */
  readonly agents?: number
  readonly week?: readonly number[]
}

/** Zones in which midnight UTC falls into the night, the morning, the afternoon and the evening, and with a half hour. */
const CENTRES: readonly Centre[] = [
  { name: 'default', zone: 'America/New_York', perDay: 1200 },
  { name: 'three', zone: 'America/New_York', perDay: 6, agents: 3 },
  { name: 'one', zone: 'Europe/Berlin', perDay: 100, agents: 1 },
  { name: 'twenty-eight', zone: 'Europe/London', perDay: 1200, agents: 28 },
  { name: 'west', zone: 'America/Los_Angeles', perDay: 3000 },
  { name: 'half hours', zone: 'Asia/Kolkata', perDay: 3000 },
  { name: 'morning', zone: 'Australia/Sydney', perDay: 3000, agents: 60 },
  { name: 'large', zone: 'Europe/Madrid', perDay: 40_000 },
  { name: 'closed at weekends', zone: 'Europe/Paris', perDay: 1200, week: [1.4, 1.4, 1.4, 1.4, 1.4, 0, 0] },
  { name: 'a week of its own', zone: 'Europe/Rome', perDay: 2500, week: [0.3, 0.3, 1.9, 0.4, 1.9, 1.9, 0.3] },
]
const FROM = dayOfDate('2026-03-02')
const DAYS = 56

function botOf({ zone, perDay, agents, week }: Centre): Bot {
  const staff = { queues: [], desktop: true, ...(agents === undefined ? {} : { agents }) }
  const traffic = { ...testTemplate(perDay).traffic, ...(week === undefined ? {} : { week }) }
  return testWorld({ seed: `rota ${zone}`, zone, traffic, staff, languages: { en: 78, es: 15, de: 7 } }).bot(TEST_BOT)!
}

const rangesOf = (shifts: Shifts) =>
  Array.from(shifts.agent, (agent, i) => ({ agent, begin: shifts.begin[i]!, end: shifts.end[i]! }))

for (const centre of CENTRES) {
  const bot = botOf(centre)
  const days = Array.from({ length: DAYS }, (_, i) => ({ day: FROM + i, shifts: shiftsOf(bot, FROM + i) }))

  t.test(`${centre.name}: a day is the same whoever asks, and lies within itself`, async t => {
    const again = botOf(centre)
    for (const at of [DAYS - 1, 0, 9]) t.same(shiftsOf(again, FROM + at), days[at]!.shifts, 'in any order')
    for (const { day, shifts } of days) {
      const { agent, begin, end, firstReserve } = shifts
      t.equal(firstReserve, staffSize(bot, weekOfDay(day)))
      for (let i = 0; i < agent.length; i++) {
        if (end[i]! > DAY || begin[i]! >= end[i]!) t.fail(`${begin[i]} to ${end[i]}`)
        if (agent[i]! >= firstReserve || (i > 0 && agent[i - 1]! >= agent[i]!)) t.fail('numbers')
        if (![4 * HOUR, 6 * HOUR, 8.5 * HOUR].includes(end[i]! - begin[i]!)) t.fail(`${end[i]! - begin[i]!} ms`)
      }
    }
  })

  t.test(`${centre.name}: five days a week, six in a row, eleven hours of rest`, async t => {
    const last = new Map<number, { day: number; end: number; run: number }>()
    const inWeek = new Map<string, number>()
    for (const { day, shifts } of days) {
      for (const { agent, begin, end } of rangesOf(shifts)) {
        const before = last.get(agent)
        const run = before?.day === day - 1 ? before.run + 1 : 1
        if (run > 6) t.fail(`${agent} works ${run} days in a row`)
        if (before?.day === day - 1 && begin + DAY - before.end < 11 * HOUR) t.fail(`${agent} does not rest`)
        last.set(agent, { day, end, run })
        const key = `${agent}/${weekOfDay(day)}`
        inWeek.set(key, (inWeek.get(key) ?? 0) + 1)
      }
    }
    t.ok(inWeek.size > 0)
    for (const [key, count] of inWeek) if (count > 5) t.fail(`${key}: ${count} days`)
  })

  t.test(`${centre.name}: hours of the contract over four weeks, what is paid without work included`, async t => {
    const weeks = DAYS / 7
    const paid = new Map<number, number>()
    const add = (agent: number, hours: number) => paid.set(agent, (paid.get(agent) ?? 0) + hours)
    for (const { day, shifts } of days) {
      for (const { agent, begin, end } of rangesOf(shifts)) {
        const hours = (end - begin) / HOUR
        add(agent, hours > 8 ? hours - 0.5 : hours)
      }
      for (let agent = 0; agent < shifts.firstReserve; agent++) {
        const { hours, days: perWeek } = contractOf(bot, agent)
        if (isOnLeave(bot, agent, weekOfDay(day))) add(agent, hours / 7)
        // A holiday on a day on which he would not have worked is nobody's gain: at most one day is paid for.
        else if (isOffForHoliday(bot, agent, day) && !shifts.agent.includes(agent)) add(agent, (hours / perWeek) * 0.5)
      }
    }
    for (let agent = 0; agent < days[0]!.shifts.firstReserve; agent++) {
      const wanted = contractOf(bot, agent).hours * weeks
      const had = paid.get(agent) ?? 0
      if (Math.abs(had - wanted) > 0.1 * wanted) t.fail(`${agent}: ${had} of ${wanted} hours`)
    }
  })

  t.test(`${centre.name}: breaks lie in their shifts, apart from each other`, async t => {
    for (const { shifts } of days) {
      for (const [i, { begin, end }] of rangesOf(shifts).entries()) {
        const times = Array.from({ length: MOST_BREAKS }, (_, b) => {
          const [at = 0, length = 0] = shifts.breaks.subarray(2 * (MOST_BREAKS * i + b))
          return { b, at, length }
        }).filter(({ length }) => length > 0)
        times.sort((a, b) => a.at - b.at)
        let after = begin
        for (const { at, length } of times) {
          if (at < after || at + length >= end) t.fail('a break out of place, or in another')
          after = at + length
        }
        let before = begin
        let longest = 0
        for (const { b, at, length } of times) {
          if (b >= OTHER_WORK) continue
          longest = Math.max(longest, at - before)
          before = at + length
        }
        longest = Math.max(longest, end - before)
        if (longest > 4 * HOUR) t.fail(`${longest / HOUR} h without a break`)
      }
    }
  })
}

t.test('who works follows the load: its hours, its weekdays, and the clock of the zone', async t => {
  const bot = botOf({ name: 'follows', zone: 'Europe/Madrid', perDay: 40_000 })
  for (const date of ['2026-03-24', '2026-03-31', '2026-07-08']) {
    const day = dayOfDate(date)
    const shifts = shiftsOf(bot, day)
    const there = new Float64Array(SLOTS)
    for (const { begin, end } of rangesOf(shifts)) {
      for (let slot = (begin * SLOTS) / DAY; slot < (end * SLOTS) / DAY; slot++) there[slot]!++
    }
    const wanted = agentsBySlot(bot, day)
    const share = there.reduce((a, b) => a + b, 0) / wanted.reduce((a, b) => a + b, 0)
    let off = 0
    for (let slot = 0; slot < SLOTS; slot++) off += Math.abs(there[slot]! - wanted[slot]! * share)
    t.ok(off / there.reduce((a, b) => a + b, 0) < 0.12, `${date}: ${off / there.reduce((a, b) => a + b, 0)}`)
  }
  const onDays = Array.from({ length: 7 }, (_, i) => shiftsOf(bot, FROM + i).agent.length)
  t.ok(onDays[6]! < 0.85 * onDays[0]!, `Sunday ${onDays[6]}, Monday ${onDays[0]}`)
})

t.test('fewer work on a public holiday of their country, and those on leave not at all', async t => {
  const bot = botOf({ name: 'holiday', zone: 'America/New_York', perDay: 20_000 })
  const labourDay = dayOfDate('2026-09-07')
  t.ok(isHoliday('US', labourDay))
  const usual = shiftsOf(bot, labourDay + 7).agent.length
  const holiday = shiftsOf(bot, labourDay)
  t.ok(holiday.agent.length < 0.85 * usual && holiday.agent.length > 0.3 * usual, `${holiday.agent.length} of ${usual}`)
  const abroad = [...holiday.agent].filter(agent => staffCountryOf(bot, agent) !== 'US')
  t.ok(abroad.length > 0, 'some live where it is none')
  for (let day = FROM; day < FROM + 14; day++) {
    for (const agent of shiftsOf(bot, day).agent)
      if (isOnLeave(bot, agent, weekOfDay(day))) t.fail(`${agent} is on leave`)
  }
  const weeks = Array.from({ length: 52 }, (_, i) => weekOfDay(FROM) + i)
  for (let agent = 0; agent < 40; agent++) {
    const leave = weeks.filter(week => isOnLeave(bot, agent, week)).length
    if (leave < 3 || leave > 7) t.fail(`${leave} weeks of leave`)
  }
})

t.test('as many as the load wants, unless the scenario says how many; more as it grows', async t => {
  const sizes = [6, 120, 1200, 12_000, 100_000].map(perDay =>
    staffSize(botOf({ name: 'size', zone: 'Europe/London', perDay }), weekOfDay(FROM)),
  )
  for (const [i, size] of sizes.entries()) if (i > 0 && size < sizes[i - 1]!) t.fail(`${sizes}`)
  t.ok(sizes[0]! <= 6 && sizes[4]! > 400 && sizes[4]! < 1000, `${sizes}`)
  t.equal(staffSize(botOf({ name: 'given', zone: 'Europe/London', perDay: 6, agents: 40 }), 3000), 40)
  const bot = botOf({ name: 'grows', zone: 'Europe/London', perDay: 12_000 })
  t.ok(staffSize(bot, weekOfDay(FROM)) < staffSize(bot, weekOfDay(FROM + 3 * 365)))
})

t.test('open by day in any case, at night where enough is to be expected', async t => {
  const openIn = (bot: Bot, localHour: number, medium: number) => {
    const day = FROM + 2
    const slot = localSlots(bot.zone, day).hour.indexOf(localHour)
    return shiftsOf(bot, day).open[medium * SLOTS + slot]
  }
  const small = botOf({ name: 'small', zone: 'Europe/London', perDay: 6 })
  const middle = botOf({ name: 'middle', zone: 'Europe/London', perDay: 400 })
  const large = botOf({ name: 'large', zone: 'Europe/London', perDay: 40_000 })
  for (const medium of [CALLS, CHATS]) {
    t.equal(openIn(small, 12, medium), 1)
    t.equal(openIn(small, 3, medium), 0)
    t.equal(openIn(small, 19, medium), 0)
    t.equal(openIn(middle, 19, medium), 1)
    t.equal(openIn(middle, 3, medium), 0)
    t.equal(openIn(large, 3, medium), 1)
  }
})

t.test('a clock change moves shifts by an hour of UTC', async t => {
  const bot = botOf({ name: 'clock', zone: 'Europe/Berlin', perDay: 40_000 })
  const meanBegin = (date: string) => {
    const { begin } = shiftsOf(bot, dayOfDate(date))
    return begin.reduce((a, b) => a + b, 0) / begin.length / MINUTE
  }
  const moved = meanBegin('2026-03-25') - meanBegin('2026-04-01')
  t.ok(moved > 20 && moved < 75, `${moved} minutes`)
})

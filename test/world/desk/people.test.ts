import t from 'tap'
import { shiftsOf } from '../../../src/world/desk/rota.ts'
import { simulate } from '../../../src/world/desk/simulate.ts'
import { agentOf, employmentOf } from '../../../src/world/desk/staff.ts'
import { staffSize } from '../../../src/world/desk/traits.ts'
import { CLOSED, MOST_CONTACT_PARTS, type Shifts, TAKEN_BY_HUMAN } from '../../../src/world/desk/types.ts'
import type { StaffSpec } from '../../../src/world/spec.ts'
import { DAY, dayOfDate, HOUR, MINUTE, weekOfDay } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, testWorld } from '../helper.ts'
import { drawContacts } from './helper.ts'

const MONDAY = dayOfDate('2026-03-09')
const WEEKDAYS = [0, 1, 2, 3, 4]
const STAFF: StaffSpec = {
  queues: [],
  desktop: true,
  people: [
    { name: 'Anna Berg', languages: ['de'], skills: ['Billing'], shifts: [{ days: WEEKDAYS, from: 540, to: 1020 }] },
    { name: 'Bo Night', email: 'bo@night.example', shifts: [{ days: [4, 5], from: 1320, to: 1800 }] },
    { name: 'Cher' },
    { name: 'Åse Ødegård Nilsen', shifts: [{ days: [6], from: 600, to: 720 }] },
  ],
}
const botOf = (staff: Partial<StaffSpec> = {}, zone = 'Europe/Berlin'): Bot =>
  testWorld({ seed: 'people', zone, staff: { ...STAFF, ...staff } }).bot(TEST_BOT)!
/** Begin and end of an agent's parts of a day, in hours UTC. */
const hoursOf = ({ agent, begin, end }: Shifts, number: number) =>
  [...agent.keys()].filter(i => agent[i] === number).map(i => [begin[i]! / HOUR, Math.round((end[i]! / HOUR) * 4) / 4])

t.test('they have the first numbers, their names, and what the scenario says of them', async t => {
  const bot = botOf()
  t.equal(staffSize(bot, weekOfDay(MONDAY)), 4, 'as many as are named')
  t.equal(staffSize(botOf({ agents: 30 }), weekOfDay(MONDAY)), 30)
  const named = [0, 1, 2, 3].map(number => agentOf(bot, number))
  t.same(
    named.map(({ firstName }) => firstName),
    ['Anna', 'Bo', 'Cher', 'Åse'],
  )
  t.same(
    named.map(({ name }) => name),
    STAFF.people!.map(({ name }) => name),
  )
  t.match(named[0]!.email, /^anna\.berg@/)
  t.equal(named[1]!.email, 'bo@night.example')
  t.match(named[2]!.email, /^cher@/)
  const many = botOf({ agents: 400 })
  t.equal(new Set(Array.from({ length: 400 }, (_, number) => agentOf(many, number).email)).size, 400)
  t.match(employmentOf(bot, 0, weekOfDay(MONDAY)), { languages: ['de'], queues: ['Billing'], hours: 40, days: 5 })
  t.match(employmentOf(bot, 1, weekOfDay(MONDAY)), { hours: 16, days: 2, queues: ['General', 'Billing'] })
})

t.test('they work at the hours that the scenario says, by the clock of the zone, and at no others', async t => {
  const bot = botOf()
  const week = Array.from({ length: 14 }, (_, i) => shiftsOf(bot, MONDAY + i))
  for (const [i, shifts] of week.entries()) {
    t.same(hoursOf(shifts, 0), i % 7 < 5 ? [[8, 16]] : [], `Anna, day ${i}`)
    t.same(hoursOf(shifts, 3), i % 7 === 6 ? [[9, 11]] : [], `Åse, day ${i}`)
  }
  t.same(hoursOf(week[4]!, 1), [[21, 24]], 'from 22 o’clock on Friday')
  t.same(
    hoursOf(week[5]!, 1),
    [
      [0.25, 5],
      [21, 24],
    ],
    'to six, and on Saturday',
  )
  t.same(hoursOf(week[6]!, 1), [[0.25, 5]])
  t.ok(
    week[4]!.end.every(end => end <= DAY),
    'who goes on works no overtime',
  )
  t.same(hoursOf(shiftsOf(bot, MONDAY + 14 + 14), 0), [[7, 15]], 'in summer time')
  const days = week.filter(shifts => hoursOf(shifts, 2).length > 0).length
  t.ok(days >= 6 && days <= 10, 'Cher works as others do')
  const abroad = botOf({}, 'Australia/Sydney')
  t.same(
    hoursOf(shiftsOf(abroad, MONDAY), 0),
    [
      [0.25, 6],
      [22, 24],
    ],
    'from nine to five of Sydney: two days of UTC',
  )
})

t.test('who is the only one there takes what he can take; at night too, when he works then', async t => {
  const people = [{ name: 'Bo Night', shifts: [{ days: [0, 1, 2, 3, 4, 5, 6], from: 1320, to: 1800 }] }]
  const bot = testWorld({
    zone: 'Europe/Berlin',
    staff: { queues: [], desktop: true, people },
    languages: { en: 1 },
  }).bot(TEST_BOT)!
  const contacts = {
    ...drawContacts({ seed: 'night', contacts: 60, agents: 1, must: 0, passed: 0 }),
    language: new Uint8Array(60),
  }
  contacts.queue.fill(0)
  const shifts = shiftsOf(bot, MONDAY)
  const served = simulate(contacts, shifts, { queues: 2, languages: 1 })
  let taken = 0
  contacts.arrival.forEach((arrival, i) => {
    const isThere = (arrival > 15 * MINUTE && arrival < 5 * HOUR) || (arrival >= 21 * HOUR && arrival < DAY)
    if (served.outcome[i] === TAKEN_BY_HUMAN) taken++
    if (served.outcome[i] === TAKEN_BY_HUMAN && contacts.medium[i] !== 2 && !isThere) t.fail(`${arrival / HOUR} h`)
    if (isThere && served.outcome[i] === CLOSED) t.fail(`closed at ${arrival / HOUR} h`)
    if (served.parts[i]! > 0 && served.agent[MOST_CONTACT_PARTS * i] !== 0) t.fail('somebody else')
  })
  t.ok(taken > 0)
})

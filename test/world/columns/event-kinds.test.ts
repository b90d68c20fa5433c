import t from 'tap'
import { CONTAINMENT, CONTAINMENTS } from '../../../src/world/columns/flags.ts'
import type { EventSpec } from '../../../src/world/spec.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import { TEST_BOT, testTemplate, testWorld } from '../helper.ts'

const number = dayOfDate('2026-02-10')
const at = (time: string) => `2026-02-10T${time}:00.000Z`
const ALL_LEAVE = { selfService: 0, dropOff: 1, agent: 0 }
const ALL_CALL = { selfService: 0, dropOff: 0, agent: 1 }

function kindsOf(...events: EventSpec[]) {
  const day = testWorld({ perDay: 1000, traffic: { ...testTemplate(1000).traffic, events } })
    .bot(TEST_BOT)!
    .day(number)
  return Array.from(day.flags, (flags, row) => ({
    at: day.start[row]!,
    kind: CONTAINMENTS[flags & CONTAINMENT]!,
  }))
}

t.test('an outage of some hours is one of those who come then', async t => {
  const rows = kindsOf({ from: at('13:00'), to: at('15:30'), containment: ALL_LEAVE })
  const plain = kindsOf()
  const inIt = (row: { at: number }) => row.at >= 13 * 3_600_000 && row.at < 15.5 * 3_600_000
  t.ok(rows.filter(inIt).length > 50)
  t.same(new Set(rows.filter(inIt).map(({ kind }) => kind)), new Set(['dropOff']))
  t.same(
    rows.filter(row => !inIt(row)),
    plain.filter(row => !inIt(row)),
    'all others are as they would be',
  )
})

t.test('of several the last one counts, a day or hours of it', async t => {
  const rows = kindsOf(
    { from: '2026-02-10', to: '2026-02-10', containment: ALL_LEAVE },
    { from: at('10:00'), to: at('20:00'), containment: ALL_CALL },
    { from: at('18:00'), to: '2026-02-11', containment: { selfService: 1, dropOff: 0, agent: 0 } },
  )
  for (const row of rows) {
    const hour = row.at / 3_600_000
    const expected = hour < 10 ? 'dropOff' : hour < 18 ? 'agent' : 'selfService'
    if (row.kind !== expected) t.fail(`${hour}: ${row.kind}`)
  }
  t.ok(rows.length > 500)
})

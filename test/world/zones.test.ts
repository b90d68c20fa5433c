import { tzOffset } from '@date-fns/tz'
import fc from 'fast-check'
import t from 'tap'
import { scenarioNames } from '../../src/scenario/list.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { localSlots } from '../../src/world/arrivals.ts'
import { dayOfDate } from '../../src/world/time.ts'
import { FIRST_YEAR, LAST_YEAR, zoneTable } from '../../src/world/zone-table.ts'
import { lookUpYear, Zone } from '../../src/world/zones.ts'
import { runs } from '../long.ts'

const HOUR = 3_600_000

t.test('offsets are those of the zone, at every instant', async t => {
  const zones = [
    'America/New_York',
    'Europe/Berlin',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'UTC',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...zones.map(name => new Zone(name))),
      fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2030-01-01') }),
      (zone, ms) => zone.offsetAt(ms) === Math.round(tzOffset(zone.name, new Date(ms)) * 60_000),
    ),
    { seed: 4, numRuns: runs(600) },
  )
  t.pass()
})

t.test('the table says what the platform says, in the year before it and after it too', async t => {
  const hour = (text: string) => Date.parse(text) / HOUR
  for (const name of Object.keys(zoneTable)) {
    const zone = new Zone(name)
    for (let year = FIRST_YEAR - 1; year <= LAST_YEAR + 1; year++) {
      t.same(
        zone.steps(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1) - 1),
        lookUpYear(name, year).filter(({ at }) => at < Date.UTC(year + 1, 0, 1)),
        `${name} ${year}`,
      )
    }
    let wrong = 0
    for (let h = hour(`${FIRST_YEAR}-01-01`); h < hour(`${LAST_YEAR + 1}-01-02`); h += 3) {
      if (zone.offsetAt(h * HOUR - 1) !== Math.round(tzOffset(name, new Date(h * HOUR - 1)) * 60_000)) wrong++
    }
    t.equal(wrong, 0, `${name} at every third hour`)
  }
})

t.test('the table has the zone of every shipped bot', async t => {
  for (const name of scenarioNames()) {
    for (const { zone } of loadScenario(name).world.bots) t.ok(zone in zoneTable, `${name}: ${zone}`)
  }
  t.ok(Number.isNaN(new Zone('constructor').offsetAt(Date.UTC(2026, 0, 1))), 'a name that is no zone finds none')
})

t.test('the night clocks change', async t => {
  const berlin = new Zone('Europe/Berlin')
  const change = Date.parse('2026-03-29T01:00:00Z')
  t.same(berlin.steps(change - HOUR, change + HOUR), [
    { at: change - HOUR, offset: HOUR },
    { at: change, offset: 2 * HOUR },
  ])
  t.equal(berlin.offsetAt(change - 1), HOUR)
  const hours = [...localSlots(berlin, dayOfDate('2026-03-29')).hour]
  t.notOk(hours.includes(2), 'the hour that does not exist has no slot')
  const autumn = [...localSlots(berlin, dayOfDate('2026-10-25')).hour]
  t.equal(autumn.filter(hour => hour === 2).length, 8, 'the hour that comes twice has twice as many')
  t.equal(new Zone('Asia/Tokyo').dayOf(Date.parse('2026-03-01T15:00:00Z')), dayOfDate('2026-03-02'))
})

import t from 'tap'
import { Rhythm } from '../../src/world/rhythm.ts'
import { dayOfDate } from '../../src/world/time.ts'
import { Zone } from '../../src/world/zones.ts'
import { testTemplate } from './helper.ts'

t.test('the mass of a day is the sum of its parts, in every zone, also where clocks change', async t => {
  const zones = ['America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati', 'Etc/UTC', 'Australia/Lord_Howe']
  for (const zone of zones) {
    const rhythm = new Rhythm({ ...testTemplate(), industry: 'retail' }, new Zone(zone))
    for (let day = dayOfDate('2025-10-25'); day < dayOfDate('2026-04-10'); day++) {
      const sum = rhythm.masses(day).reduce((a, b) => a + b, 0)
      if (Math.abs(sum - rhythm.mass(day)) > 1e-9) t.fail(`${zone}, day ${day}`)
    }
    t.pass(zone)
  }
})

t.test('over a year an average day is an average day', async t => {
  for (const industry of ['banking', 'retail', 'telecom', 'travel', 'health-care', 'tiny']) {
    const { traffic } = testTemplate()
    const rhythm = new Rhythm({ traffic, industry }, new Zone('America/New_York'))
    let sum = 0
    for (let day = dayOfDate('2025-01-01'); day < dayOfDate('2026-01-01'); day++) sum += rhythm.mass(day)
    t.ok(Math.abs(sum / 365 - 1) < 0.03, `${industry}: ${(sum / 365).toFixed(3)}`)
  }
})

import fc from 'fast-check'
import t from 'tap'
import { DAY, dayOf, dayOfDate, iso, WorldError } from '../../src/world/time.ts'
import { runs } from '../long.ts'

t.test('the text of an instant is that of the platform', async t => {
  for (const text of [
    '1970-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '2000-02-29T12:00:00.001Z',
    '1900-02-28T23:59:59.999Z',
    '1900-03-01T00:00:00.000Z',
    '2100-02-28T00:00:00.000Z',
    '2100-03-01T00:00:00.000Z',
    '2024-12-31T23:59:59.999Z',
    '2025-01-01T00:00:00.000Z',
    '0999-06-07T08:09:10.011Z',
    '9999-12-31T23:59:59.999Z',
  ]) {
    t.equal(iso(Date.parse(text)), text)
  }
  const first = Date.parse('0001-01-01T00:00:00.000Z')
  const last = Date.parse('9999-12-31T23:59:59.999Z')
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), ms => iso(ms) === new Date(ms).toISOString()),
    { seed: 12, numRuns: runs(2000) },
  )
})

t.test('every day of eight hundred years', async t => {
  const from = dayOfDate('1600-01-01')
  for (let day = from; day < from + 2 * 146_097; day++) {
    if (iso(day * DAY) !== new Date(day * DAY).toISOString()) t.fail(`day ${day}: ${iso(day * DAY)}`)
  }
})

t.test('day numbers', async t => {
  t.equal(dayOf(0), 0)
  t.equal(dayOf(-1), -1)
  t.equal(dayOf(DAY - 1), 0)
  t.equal(dayOf(DAY), 1)
  t.equal(dayOfDate('1970-01-02'), 1)
  t.equal(dayOfDate('1970-01-02T23:59:59.999Z'), 1)
  t.throws(() => dayOfDate('yesterday'), new WorldError('"yesterday" is not a date'))
})

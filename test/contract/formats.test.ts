import fc from 'fast-check'
import t from 'tap'
import { boundsOf, createFormats } from '../../src/contract/formats.ts'
import { runs } from '../long.ts'

const formats = createFormats()
const is = (format: string, text: string) => formats[format]?.(text)

t.test('days and instants', async t => {
  const table: [string, string, boolean][] = [
    ['date', '2026-02-28', true],
    ['date', '2026-02-29', false],
    ['date', '2024-02-29', true],
    ['date', '2000-02-29', true],
    ['date', '1900-02-29', false],
    ['date', '2026-00-10', false],
    ['date', '2026-13-10', false],
    ['date', '2026-04-31', false],
    ['date', '2026-4-31', false],
    ['date', '2026-04-3', false],
    ['date', '2026-04-030', false],
    ['date', '2026/04/30', false],
    ['date', '٢٠٢٦-04-30', false],
    ['date', '', false],
    ['iso-day-or-time', '2026-04-30', true],
    ['iso-day-or-time', '2026-04-30T23:59:59.999Z', true],
    ['iso-day-or-time', '2026-04-30T23:59:59Z', true],
    ['iso-day-or-time', '2026-04-30T23:59:59', false],
    ['iso-day-or-time', '2026-04-30T24:00:00Z', false],
    ['iso-day-or-time', '2026-04-31T10:00:00Z', false],
    ['iso-day-or-time', '2026-04-30TZ', false],
    ['iso-day-or-time', '2026-04-30T', false],
    ['day-or-time', '2026-04-30 10:00:00', true],
    ['day-or-time', '2026-04-30-10:00:00', true],
    ['day-or-time', '2026-04-30x10:00:00', false],
    ['date-time', '2026-04-30', false],
    ['date-time', '2026-04-30T10:00:00.5Z', true],
    ['instant', '2026-04-30T10:00+02:00', true],
    ['instant', '2026-02-30T10:00Z', false],
  ]
  for (const [format, text, good] of table) t.equal(is(format, text), good, `${format} ${text}`)
})

t.test('a day is one that the calendar has, and its bounds are its first and last millisecond', async () => {
  const part = (digits: number) => fc.nat(10 ** digits - 1).map(n => String(n).padStart(digits, '0'))
  fc.assert(
    fc.property(part(4), part(2), part(2), (year, month, day) => {
      const text = `${year}-${month}-${day}`
      const ms = Date.parse(`${text}T00:00:00Z`)
      const exists = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
      if (is('date', text) !== exists) return false
      const { lower, upper } = boundsOf(text)
      return !exists || (lower === ms && upper === ms + 86_399_999)
    }),
    { numRuns: runs(2000), seed: 9 },
  )
})

t.test('a name longer than any zone has is none, and is not remembered', async t => {
  const zone = createFormats()['time-zone']!
  t.ok(zone('America/Argentina/ComodRivadavia'), 'the longest there is')
  t.notOk(zone(`Europe/${'x'.repeat(5_000)}`))
})

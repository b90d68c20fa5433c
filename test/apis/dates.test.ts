import t from 'tap'
import { trendDate, windowFor, windowOf } from '../../src/apis/dates.ts'

const ms = (text: string) => Date.parse(text)
const NOW = ms('2026-03-09T12:00:00.000Z')

const weekOf = (dateFrom: string | undefined, dateTo: string | undefined, now: number) =>
  windowFor({ dateFrom, dateTo }, false, now)

t.test('bounds: a day as upper bound reaches to its end, an instant stands for itself', async t => {
  t.same(windowOf('2026-03-02', '2026-03-02'), {
    from: ms('2026-03-02T00:00:00.000Z'),
    to: ms('2026-03-02T23:59:59.999Z'),
  })
  t.same(windowOf('2026-03-02T10:00:00Z', '2026-03-02T10:00:00.250Z'), {
    from: ms('2026-03-02T10:00:00.000Z'),
    to: ms('2026-03-02T10:00:00.250Z'),
  })
})

t.test('defaults of getSessions: facts 6.1', async t => {
  t.same(weekOf(undefined, undefined, NOW), { from: ms('2026-03-02T12:00:00.000Z'), to: NOW })
  t.same(weekOf('2026-02-01', undefined, NOW), { from: ms('2026-02-01'), to: ms('2026-02-08T23:59:59.999Z') })
  t.same(weekOf('2026-02-01T06:00:00Z', undefined, NOW), {
    from: ms('2026-02-01T06:00:00Z'),
    to: ms('2026-02-08T06:00:00Z'),
  })
  t.same(weekOf(undefined, '2026-02-08', NOW), { from: ms('2026-02-01'), to: ms('2026-02-08T23:59:59.999Z') })
  t.same(weekOf(undefined, '2026-02-08T06:00:00Z', NOW), {
    from: ms('2026-02-01T06:00:00Z'),
    to: ms('2026-02-08T06:00:00Z'),
  })
})

t.test('a day as trends write it', async t => {
  t.equal(trendDate(ms('2025-12-03') / 86_400_000), 'Dec 03 2025')
})

t.test('who names a call or sessions means all of their time, unless he gives a bound: ruling R26', async t => {
  t.same(windowFor({}, true, NOW), { from: 0, to: NOW })
  t.same(windowFor({ dateTo: '2026-02-08' }, true, NOW), windowFor({ dateTo: '2026-02-08' }, false, NOW))
})

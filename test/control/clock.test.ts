import t from 'tap'
import { Clock } from '../../src/control/clock.ts'
import { addDuration, parseInstant } from '../../src/control/duration.ts'
import { Budget } from '../../src/memory/cache.ts'
import { controlOfKind, everyKind } from '../kinds.ts'

const NINE = Date.parse('2026-03-01T09:00:00Z')

t.test('runs on real time until somebody says otherwise', async t => {
  let real = NINE
  const clock = new Clock(undefined, () => real)
  t.same(clock.state(), { now: '2026-03-01T09:00:00.000Z', mode: 'real' })
  real += 5
  t.equal(clock.now(), NINE + 5)
})

t.test('stands where it was set, moves by a duration, runs again', async t => {
  let real = NINE
  const clock = new Clock(undefined, () => real)
  clock.set('2026-10-24T21:59:30Z')
  real += 60_000
  t.same(clock.state(), { now: '2026-10-24T21:59:30.000Z', mode: 'frozen' })
  clock.advance('PT31S')
  t.same(clock.state(), { now: '2026-10-24T22:00:01.000Z', mode: 'frozen' })
  clock.real()
  t.same(clock.state(), { now: '2026-03-01T09:01:00.000Z', mode: 'real' })
  clock.advance('-P1D')
  real += 1000
  t.same(clock.state(), { now: '2026-02-28T09:01:01.000Z', mode: 'offset' })
  clock.reset()
  t.equal(clock.state().mode, 'real')
})

t.test('it plays from where it is, at whatever speed, is moved meanwhile, and stops where it is', async t => {
  let real = NINE
  const clock = new Clock(Date.parse('2026-03-10T00:00:00Z'), () => real)
  clock.play(60)
  real += 1_500
  t.same(clock.state(), { now: '2026-03-10T00:01:30.000Z', mode: 'playing', rate: 60 })
  clock.play(3_600)
  real += 1_000
  t.equal(clock.state().now, '2026-03-10T01:01:30.000Z', 'nothing is lost between two speeds')
  clock.advance('P1D')
  real += 1_000
  t.same(clock.state(), { now: '2026-03-11T02:01:30.000Z', mode: 'playing', rate: 3_600 })
  const other = new Clock(undefined, () => real)
  other.restore(clock.snapshot())
  t.same(other.state(), clock.state(), 'another process shows the same')
  clock.play(1)
  t.equal(clock.state().mode, 'offset')
  clock.play(0)
  real += 5_000
  t.same(clock.state(), { now: '2026-03-11T02:01:30.000Z', mode: 'frozen' })
  clock.play(86_400, 'a')
  real += 365 * 86_400_000
  t.equal(clock.state('a').now, '2100-01-01T00:00:00.000Z', 'no further than a clock may stand')
  t.equal(clock.state().mode, 'frozen', 'the others notice nothing')
})

everyKind(t, 'stands where it was set and moves by a duration, wherever somebody looks', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  t.equal(control.next.clock.state().mode, 'real')
  for (const [change, now, mode] of [
    [() => control.change(({ clock }) => clock.set('2026-10-24T21:59:30Z')), '2026-10-24T21:59:30.000Z', 'frozen'],
    [() => control.change(({ clock }) => clock.advance('PT31S')), '2026-10-24T22:00:01.000Z', 'frozen'],
    [() => control.change(({ clock }) => clock.advance('-P1D')), '2026-10-23T22:00:01.000Z', 'frozen'],
  ] as const) {
    await change()
    for (let i = 0; i < 3; i++) t.same(control.next.clock.state(), { now, mode })
  }
  await control.change(({ clock }) => clock.real())
  for (let i = 0; i < 3; i++) t.equal(control.next.clock.state().mode, 'real')
  await control.change(({ clock }) => clock.advance('-P1D'))
  for (let i = 0; i < 3; i++) {
    const { clock } = control.next
    t.equal(clock.state().mode, 'offset')
    const behind = Date.now() - clock.now()
    t.ok(behind > 86_390_000 && behind < 86_410_000, `${behind} ms behind`)
  }
})

everyKind(t, 'plays at one speed everywhere, and stands where it was stopped', async (t, kind) => {
  const control = await controlOfKind(t, kind, { now: '2026-03-10T00:00:00Z' })
  const began = performance.now()
  await control.change(({ clock }) => clock.play(3_600))
  for (let i = 0; i < 3; i++) {
    const { now, ...rest } = control.next.clock.state()
    t.same(rest, { mode: 'playing', rate: 3_600 })
    // A minute for what clocks of replicas may differ by; an hour of it is a second of ours.
    const most = (performance.now() - began) * 3_600 + 60_000
    const gone = Date.parse(now) - Date.parse('2026-03-10')
    t.ok(gone >= -60_000 && gone <= most, `${gone} ms of ${most}`)
  }
  await control.change(({ clock }) => clock.play(0))
  const stopped = control.next.clock.state()
  t.equal(stopped.mode, 'frozen')
  for (let i = 0; i < 3; i++) t.same(control.next.clock.state(), stopped)
})

everyKind(t, 'the latest word counts: test id, then all, then scenario, then real time', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const everywhere = (expected: string | number, testId?: string, scenarioNow?: number, why = '') => {
    for (let i = 0; i < 3; i++) {
      const { clock } = control.next
      t.equal(clock.now(testId, scenarioNow), typeof expected === 'string' ? Date.parse(expected) : expected, why)
    }
  }
  everywhere(7, 'a', 7, 'the scenario stands at 7')
  t.equal(control.next.clock.state('a', 7).mode, 'frozen')
  await control.change(({ clock }) => clock.set('2026-01-01'))
  everywhere('2026-01-01', 'a', 7)
  await control.change(({ clock }) => clock.set('2026-05-05T00:00:00Z', 'a'))
  everywhere('2026-05-05', 'a')
  everywhere('2026-01-01', 'b', undefined, 'the neighbour notices nothing')
  await control.change(({ clock }) => clock.advance('PT1H', 'b'))
  everywhere('2026-01-01T01:00:00Z', 'b', undefined, 'begins where the clock of all stands')
  everywhere('2026-01-01')
  await control.change(one => one.reset('a'))
  everywhere('2026-01-01', 'a')
  everywhere('2026-01-01T01:00:00Z', 'b')
})

everyKind(t, 'a reset of all goes back to the start', async (t, kind) => {
  const control = await controlOfKind(t, kind, { now: '2026-03-01T09:00:00Z' })
  await control.change(({ clock }) => clock.advance('PT1H'))
  await control.change(({ clock }) => clock.real('a'))
  await control.change(one => one.reset())
  for (let i = 0; i < 3; i++) {
    const { clock } = control.next
    t.same([clock.now(), clock.now('a')], [NINE, NINE])
  }
})

everyKind(t, 'advancing a scenario clock leaves it standing', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  await control.change(({ clock }) => clock.advance('PT1M', 'a', NINE))
  for (let i = 0; i < 3; i++) {
    t.same(control.next.clock.state('a', NINE), { now: '2026-03-01T09:01:00.000Z', mode: 'frozen' })
  }
})

everyKind(t, 'what is no instant, no duration or beyond its bounds moves it nowhere', async (t, kind) => {
  const control = await controlOfKind(t, kind, { now: '2026-03-01T09:00:00Z' })
  for (const bad of ['', 'now', '1999-12-31T23:59:59.999Z', '2100-01-01T00:00:00.001Z']) {
    await t.rejects(
      control.change(({ clock }) => clock.set(bad)),
      RangeError,
      bad,
    )
  }
  for (const bad of ['', 'P', '1H', '-P27Y', 'P75Y', 'PT999999999999999999999999S']) {
    await t.rejects(
      control.change(({ clock }) => clock.advance(bad)),
      RangeError,
      bad,
    )
  }
  for (let i = 0; i < 3; i++) t.equal(control.next.clock.now(), NINE)
})

t.test('durations', async t => {
  const at = (text: string) => new Date(addDuration(Date.parse('2026-01-31T12:00:00Z'), text)).toISOString()
  t.equal(at('PT1H'), '2026-01-31T13:00:00.000Z')
  t.equal(at('P1DT30M'), '2026-02-01T12:30:00.000Z')
  t.equal(at('PT0.5S'), '2026-01-31T12:00:00.500Z')
  t.equal(at('P1W'), '2026-02-07T12:00:00.000Z')
  t.equal(at('P1M'), '2026-02-28T12:00:00.000Z', 'cut to the last day')
  t.equal(at('P1Y1M'), '2027-02-28T12:00:00.000Z')
  t.equal(at('-P1M'), '2025-12-31T12:00:00.000Z')
  for (const bad of ['', 'P', 'PT', '1H', 'PT1', 'P1H', 'PT1H1D', 'p1d', 'P99999Y', '-P900Y']) {
    t.throws(() => at(bad), RangeError, bad)
  }
})

t.test('it stands between 2000 and 2100, however it got there', async t => {
  const clock = new Clock(NINE, () => NINE)
  for (const text of ['2000-01-01', '2100-01-01T00:00:00Z', '2100-01-01T01:00:00+01:00']) {
    clock.set(text)
    t.equal(clock.now(), Date.parse(text), text)
  }
  for (const text of ['0000-01-01', '1999-12-31T23:59:59.999Z', '2100-01-01T00:00:00.001Z', '9999-12-31T23:59:59Z']) {
    t.throws(() => clock.set(text, 'a'), { message: /between 2000-01-01 and 2100-01-01/ }, text)
  }
  for (const [from, duration] of [
    ['2100-01-01', 'PT0.001S'],
    ['2000-01-01', '-PT0.001S'],
    ['2026-03-01', 'P99999999999999999999Y'],
    ['2026-03-01', 'PT999999999999999999999999S'],
    ['2026-03-01', '-P27Y'],
  ] as const) {
    clock.set(from)
    t.throws(() => clock.advance(duration), { message: /between 2000-01-01 and 2100-01-01/ }, duration)
    t.equal(clock.now(), Date.parse(from), 'it has not moved')
  }
  let real = NINE
  const running = new Clock(undefined, () => real)
  running.advance('P70Y')
  real += 10 * 365 * 86_400_000
  t.equal(running.now(), Date.parse('2100-01-01'), 'a clock that runs stops there')
  t.equal(running.state().now, '2100-01-01T00:00:00.000Z')
})

t.test('instants', async t => {
  t.equal(parseInstant('2026-03-01T09:00:00'), NINE, 'without a zone it is UTC')
  t.equal(parseInstant('2026-03-01T10:00:00+01:00'), NINE)
  t.equal(parseInstant('2026-03-01'), Date.parse('2026-03-01T00:00:00Z'))
  for (const bad of [
    '',
    'now',
    '1',
    'March 1, 2026',
    '2026-13-01',
    '2026-03-01T25:00',
    '2026-03-01 10:00',
    '2026-03-01t10:00Z',
    '2026-02-30',
    '2026-03-01 x',
  ]) {
    t.throws(() => parseInstant(bad), RangeError, bad)
  }
})

t.test('of too many test ids one goes whose time nobody asks for, and its time is that of all', async t => {
  const budget = new Budget(10_000)
  const clock = new Clock(NINE, () => 0, budget)
  clock.set('2026-05-05T00:00:00Z', 'eldest')
  clock.set('2026-06-06T00:00:00Z', 'in use')
  for (let i = 0; i < 1_000; i++) {
    clock.set('2026-07-07T00:00:00Z', `t-${i}`)
    if (clock.now('in use') !== Date.parse('2026-06-06')) t.fail(`lost after ${i}`)
  }
  t.ok(budget.bytes <= budget.limit)
  t.equal(clock.now('eldest'), NINE)
  t.equal(clock.now('t-999'), Date.parse('2026-07-07'))
  const other = new Clock(undefined, () => 0, new Budget(10_000))
  other.restore(clock.snapshot())
  t.same(other.snapshot(), clock.snapshot(), 'a clock with as much room takes over all')
  t.equal(other.now('in use'), Date.parse('2026-06-06'))
  clock.reset()
  t.equal(budget.bytes, 0)
})

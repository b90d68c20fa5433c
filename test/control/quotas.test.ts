import fc from 'fast-check'
import t from 'tap'
import { Clock } from '../../src/control/clock.ts'
import { Quotas } from '../../src/control/quotas.ts'
import { Budget } from '../../src/memory/cache.ts'
import { controlOfKind, everyKind } from '../kinds.ts'
import { runs } from '../long.ts'
import { fakeCall, segmentsOp } from './fakes.ts'

const vendor = [{ perMinute: 60, perHour: 1800 }]

everyKind(t, 'sixty a minute, then the sixty-first waits for the first to leave the window', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const call = async (now: number) => control.takeQuota(fakeCall({ quotas: vendor, now }))
  for (let i = 0; i < 60; i += 1) t.equal(await call(i * 500), undefined)
  t.same(await call(30_000), { window: 'minute', retryAfter: 30 })
  t.same(await call(59_999), { window: 'minute', retryAfter: 1 })
  t.equal(await call(60_000), undefined, 'the call at 0 has left')
  t.same(await call(60_000), { window: 'minute', retryAfter: 1 }, 'the next one leaves at 60,500')
})

everyKind(t, 'an hour that is full outlasts a free minute', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const call = async (now: number) => control.takeQuota(fakeCall({ quotas: vendor, now }))
  for (let minute = 0; minute < 30; minute += 1) {
    const breaches = await Promise.all(Array.from({ length: 60 }, () => call(minute * 61_000)))
    t.ok(breaches.every(breach => breach === undefined))
  }
  t.same(await call(31 * 61_000), { window: 'hour', retryAfter: Math.ceil((3_600_000 - 31 * 61_000) / 1000) })
  t.equal(await call(3_600_000), undefined)
})

everyKind(t, 'agrees with counting one by one', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const steps = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 60 })
  let bots = 0
  const property = fc.asyncProperty(
    steps,
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 20 }),
    async (gaps, perMinute, perHour) => {
      bots += 1
      const specs = [{ perMinute, perHour }]
      const accepted: number[] = []
      let now = 0
      for (const gap of gaps) {
        now += gap
        const within = (length: number) => accepted.filter(at => at + length > now).length
        const isFree = within(60_000) < perMinute && within(3_600_000) < perHour
        if (isFree) accepted.push(now)
        const breach = await control.takeQuota(fakeCall({ quotas: specs, now, botId: `st-${bots}` }))
        if ((breach === undefined) !== isFree) return false
        if (breach === undefined) continue
        const later = now + breach.retryAfter * 1000
        const room = accepted.filter(at => at + (breach.window === 'hour' ? 3_600_000 : 60_000) > later).length
        if (room >= (breach.window === 'hour' ? perHour : perMinute)) return false
      }
      return true
    },
  )
  await fc.assert(property, { seed: 4, numRuns: runs(kind === 'memory' ? 300 : 30) })
})

everyKind(t, 'calls that are counted by the hour alone are all kept', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const call = async (now: number) => control.takeQuota(fakeCall({ quotas: [{ perHour: 300 }], now }))
  const breaches = await Promise.all(Array.from({ length: 300 }, (_, i) => call(i)))
  t.ok(breaches.every(breach => breach === undefined))
  t.match(await call(300), { window: 'hour', retryAfter: 3600 })
})

everyKind(t, 'buckets: by API and bot, by API and account, by test id', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const one = [{ perMinute: 1 }]
  t.equal(await control.takeQuota(fakeCall({ quotas: one })), undefined)
  t.ok(await control.takeQuota(fakeCall({ quotas: one })))
  t.equal(await control.takeQuota(fakeCall({ quotas: one, botId: 'st-2' })), undefined, 'another bot')
  t.equal(await control.takeQuota(fakeCall({ quotas: one, testId: 'a' })), undefined, 'another test')
  t.equal(await control.takeQuota(fakeCall({ quotas: one, op: segmentsOp })), undefined, 'another API')
  t.ok(
    await control.takeQuota(fakeCall({ quotas: one, op: segmentsOp, botId: 'st-2' })),
    'which is counted per account',
  )
  await control.change(admin => admin.reset('a'))
  t.equal(await control.takeQuota(fakeCall({ quotas: one, testId: 'a' })), undefined)
  t.ok(await control.takeQuota(fakeCall({ quotas: one })), 'the others stay counted')
  await control.change(admin => admin.reset())
  t.equal(await control.takeQuota(fakeCall({ quotas: one })), undefined)
})

everyKind(t, 'the most specific entry counts, none counts nothing', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const specs = [
    { perMinute: 1 },
    { bucket: 'getSessions', perMinute: 2 },
    { botId: 'st-2', perMinute: 3 },
    { bucket: 'getSessions', botId: 'st-3', perHour: 4 },
  ]
  const passes = async (botId: string) => {
    let n = 0
    while (n < 9 && (await control.takeQuota(fakeCall({ quotas: specs, botId }))) === undefined) n += 1
    return n
  }
  t.equal(await passes('st-1'), 2)
  t.equal(await passes('st-2'), 3)
  t.equal(await passes('st-3'), 4)
  const free = await Promise.all(Array.from({ length: 99 }, () => control.takeQuota(fakeCall({ quotas: [] }))))
  t.ok(free.every(breach => breach === undefined))
})

everyKind(t, 'follows the clock in both directions', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const clock = new Clock(Date.parse('2026-03-01T09:00:00Z'))
  const call = async () => control.takeQuota(fakeCall({ quotas: [{ perMinute: 2, perHour: 3 }], now: clock.now() }))
  t.equal(await call(), undefined)
  t.equal(await call(), undefined)
  t.match(await control.admin.quotas.list(() => clock.now()), [
    {
      bucket: 'getSessions',
      botId: 'st-1',
      testId: null,
      minute: { limit: 2, used: 2 },
      hour: { limit: 3, used: 2 },
    },
  ])
  t.match(await call(), { window: 'minute', retryAfter: 60 })
  clock.advance('PT60S')
  t.equal(await call(), undefined)
  t.match(await call(), { window: 'hour', retryAfter: 3540 })
  t.match(await control.admin.quotas.list(() => clock.now()), [
    { minute: { used: 1, freeAt: null }, hour: { used: 3, freeAt: '2026-03-01T10:00:00.000Z' } },
  ])
  clock.set('2026-03-01T08:00:00Z')
  t.equal(await call(), undefined, 'set back: the calls after it have not been made')
  t.match(await control.admin.quotas.list(() => clock.now()), [{ hour: { used: 1 } }])
})

t.test('of too many buckets one goes that has not been called for long, and what they take is counted', async t => {
  const budget = new Budget(20_000)
  const quotas = new Quotas(budget)
  const one = [{ perMinute: 1 }]
  const call = (testId: string) => quotas.take(fakeCall({ quotas: one, testId }))
  call('eldest')
  call('in use')
  for (let i = 0; i < 100; i++) {
    call(`t-${i}`)
    t.ok(call('in use'), 'its call stays counted')
  }
  t.ok(budget.bytes <= budget.limit)
  t.ok(quotas.list(() => 0).length < 100)
  t.same(
    quotas.list(() => 0, 'eldest'),
    [],
  )
  t.equal(call('eldest'), undefined, 'is free again')
  quotas.reset()
  t.equal(budget.bytes, 0)
})

t.test('a bucket is counted with its calls, and keeps no more of them than decide', async t => {
  const budget = new Budget(1e6)
  const quotas = new Quotas(budget)
  const call = (now: number) => quotas.take(fakeCall({ quotas: [{ perMinute: 500 }], now }))
  call(0)
  const empty = budget.bytes
  for (let i = 1; i < 400; i++) call(i)
  t.ok(budget.bytes - empty >= 300 * 8, 'its calls are counted')
  for (let i = 0; i < 5_000; i++) call(i * 1_000)
  t.ok(budget.bytes - empty < 1_000 * 8, 'what decides nothing is cut off')
})

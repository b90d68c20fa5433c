import t from 'tap'
import { predictionOf, truthBatches, truthOf } from '../../src/admin/truth.ts'
import { includesNamed } from '../../src/apis/truth.ts'
import { Mock } from '../../src/mock/mock.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { TRUE_KINDS } from '../../src/world/happened.ts'
import { buildApp } from '../helper.ts'

const HOURS = 3 * 3_600_000

t.test('rows are made in stretches, as the first of a day has all that the day needs made', async t => {
  const mock = new Mock({ scenario: 'default' })
  const bot = mock.main.world.bot(mock.main.world.bots[0]!.id)!
  const made = new Set<unknown>()
  const { stretches } = mock
  const run = stretches.run.bind(stretches)
  t.intercept(stretches, 'run', {
    value: async (work: () => unknown) => {
      const done = await run(work)
      if (Array.isArray(done)) for (const one of done) made.add(one)
      return done
    },
  })
  const from = Date.parse('2026-03-02T09:00:00Z')
  for (const kind of TRUE_KINDS) {
    const question = { kind, window: { from, to: from + HOURS }, at: from + 10 * HOURS, includes: includesNamed([]) }
    let rows = 0
    for await (const row of truthOf(mock, bot, question)) {
      rows += 1
      if (!made.has(row)) t.fail(`a row of ${kind} was made outside`)
    }
    t.ok(rows > 5, `${rows} ${kind}`)
  }
})

t.test('of a large bot it is made beside the main thread, and is the same', async t => {
  const mock = new Mock({ scenario: 'busy' })
  const alone = new Mock({ scenario: 'busy', maxBlockMs: Number.POSITIVE_INFINITY })
  t.teardown(() => Promise.all([mock.close(), alone.close()]))
  const made = t.capture(mock.offload, 'answer', mock.offload.answer)
  const botId = mock.main.world.bots[0]!.id
  const from = Date.parse('2026-03-02T09:59:00Z')
  const window = { from, to: from + 2 * 60_000 }
  const question = { kind: 'sessions', window, at: from + 10 * HOURS, includes: includesNamed([]) } as const
  const poller = { kind: 'sessions', window, every: 60_000, lookback: 0 } as const
  const told = async (one: Mock) => {
    const bot = one.main.world.bot(botId)!
    const rows: unknown[] = []
    for await (const row of truthOf(one, bot, question)) rows.push(row)
    return { rows, losses: await predictionOf(one, bot, poller) }
  }
  const { rows, losses } = await told(mock)
  t.ok(rows.length > 20, `${rows.length} rows`)
  t.equal(losses.rows, rows.length)
  t.strictSame({ rows, losses }, await told(alone))
  t.ok(made().length >= 4, `${made().length} parts of both`)
})

t.test('bounds are read in every way in which ISO 8601 writes an instant', async t => {
  const app = buildApp(t, { now: '2026-03-09T12:00:00Z' })
  const ask = async (path: string) => {
    const { statusCode, body } = await app.inject(`/__admin/${path}`)
    return [statusCode, body] as const
  }
  const encoded = (from: string, to: string) => `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`
  const plain = encoded('2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z')
  const [truth, losses] = [await ask(`truth/sessions?${plain}`), await ask(`predict?${plain}`)]
  t.ok(truth[1].split('\n').length > 3)
  for (const [from, to] of [
    ['2026-03-01T10:00Z', '2026-03-01T11:00Z'],
    ['2026-03-01T10:00', '2026-03-01T11:00'],
    ['2026-03-01T12:00:00+02:00', '2026-03-01T06:00:00-05:00'],
    ['2026-03-01T10:00:00.0000000000Z', '2026-03-01T11:00:00.000000000000Z'],
    ['2026-03-01T10:00:00.000', '2026-03-01T16:30+05:30'],
  ] as const) {
    t.same(await ask(`truth/sessions?${encoded(from, to)}`), truth, `${from} to ${to}`)
    t.same(await ask(`predict?${encoded(from, to)}`), losses, `${from} to ${to}`)
    t.equal((await ask(`truth/messages?${encoded(from, to)}`))[0], 200)
  }
  for (const kind of TRUE_KINDS) {
    for (const to of ['2026-03-01T10:00Z', '2026-03-01T10:00:00+02:00', '2026-03-01']) {
      t.equal((await ask(`truth/${kind}?to=${encodeURIComponent(to)}`))[0], 200, to)
      t.equal((await ask(`predict?kind=${kind}&to=${encodeURIComponent(to)}`))[0], 200, to)
    }
  }
  t.match(await ask(`truth/sessions?${encoded('2026-03-01T13:00+01:00', '2026-03-01T11:59Z')}`), [
    400,
    /must not be after/,
  ])
  for (const every of ['P', 'PT', 'P1DT']) t.equal((await ask(`predict?every=${every}`))[0], 412, every)
})

t.test('rows of a large bot are made some at a time, however many a part of it has', async t => {
  const perDay = 40_000
  const mock = new Mock({ scenario: loadScenario({ extends: 'small', everyBot: { sessions: { perDay } } }) })
  t.teardown(() => mock.close())
  const bot = mock.main.world.bots[0]!
  const from = Date.parse('2026-03-02T09:30:00Z')
  const question = {
    kind: 'messages',
    window: { from, to: from + 600_000 },
    at: from + 10 * HOURS,
    includes: includesNamed([]),
  } as const
  const sizes: number[] = []
  for await (const batch of truthBatches(mock, bot, question)) sizes.push(batch.length)
  t.ok(sizes.length > 2, `${sizes.length} pieces`)
  t.ok(Math.max(...sizes) < 8_000_000, `${Math.max(...sizes)} characters at most`)
})

t.test('a prediction for which nobody waits any more ends', async t => {
  const mock = new Mock({ scenario: 'default' })
  const bot = mock.main.world.bots[0]!
  const left = new AbortController()
  const window = { from: Date.parse('2023-01-01'), to: Date.parse('2026-03-01') }
  const asker = { client: 'a', ms: 0, signal: left.signal }
  const predicted = predictionOf(mock, bot, { kind: 'messages', window, every: 3_600_000, lookback: 0 }, asker)
  left.abort()
  const why = await predicted.catch((error: unknown) => error)
  t.match(why, { status: 499 })
})

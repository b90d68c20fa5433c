import t from 'tap'
import { predictionOf, truthOf } from '../../src/admin/truth.ts'
import { includesNamed } from '../../src/apis/truth.ts'
import { Mock } from '../../src/mock/mock.ts'
import { TRUE_KINDS } from '../../src/world/happened.ts'

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
  t.equal(made().length, 4, 'two parts of each')
})

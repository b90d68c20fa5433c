import t from 'tap'
import { truthOf } from '../../src/admin/truth.ts'
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

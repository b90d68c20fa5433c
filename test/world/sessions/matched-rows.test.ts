import fc from 'fast-check'
import t from 'tap'
import { matcher } from '../../../src/world/sessions/match.ts'
import { MatchedRows } from '../../../src/world/sessions/matched-rows.ts'
import type { SessionFilter } from '../../../src/world/sessions/types.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { runs } from '../../long.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

/** Some days have less than a block of rows, this one has three. */
const bot = testWorld({ perDay: 10_000 }).bot(TEST_BOT) as Bot
const day = bot.day(dayOfDate('2026-02-20'))
const filters: readonly SessionFilter[] = [
  { containment: 'agent' },
  { interactive: false, developer: false },
  { channels: ['korevg'] },
  { status: 'active' },
]

t.ok(day.count > 8192 && day.count < 3 * 4096, `${day.count} rows`)

for (const filter of filters) {
  t.test(`numbers of rows and rows by number: ${JSON.stringify(filter)}`, async t => {
    const match = matcher(bot, filter)
    const matched = MatchedRows.of(day, match)
    const rows = Array.from({ length: day.count }, (_, row) => row).filter(row => match.closed(day, row))
    const below = (row: number) => rows.filter(other => other < row).length
    for (const row of [0, 1, 4095, 4096, 4097, 8192, day.count - 1, day.count]) {
      t.equal(matched.below(day, row), below(row), `below ${row}`)
    }
    fc.assert(
      fc.property(fc.nat(day.count), fc.nat(day.count), (a, b) => {
        const [low, high] = [below(Math.min(a, b)), below(Math.max(a, b))]
        const taken: number[] = []
        matched.take(day, high, low, taken)
        return JSON.stringify(taken) === JSON.stringify(rows.slice(low, high).reverse())
      }),
      { numRuns: runs(60), seed: 3 },
    )
  })
}

t.test('a filter asked before is not gone through again, and its bytes are counted', async t => {
  const match = matcher(bot, { containment: 'dropOff' })
  t.equal(matcher(bot, { containment: 'dropOff' }), match)
  const budget = bot.world.memory.budget('matches')
  const before = budget.bytes
  const matched = MatchedRows.of(day, match)
  t.equal(MatchedRows.of(day, match), matched)
  const held = matched.bytes
  const entry = budget.bytes - before - held
  t.ok(entry >= 0 && entry < 200, `${entry} bytes for its place`)
  matched.take(day, matched.below(day, day.count), 0, [])
  t.ok(matched.bytes > held, 'the blocks that were looked into are kept')
  t.equal(budget.bytes, before + entry + matched.bytes)
})

import t from 'tap'
import { Memory } from '../../src/memory/memory.ts'
import { findSessions } from '../../src/world/sessions/search.ts'
import { dayOfDate } from '../../src/world/time.ts'
import { createWorld } from '../../src/world/world.ts'
import { TEST_BOT, testSpec, testTemplate, testWorld } from './helper.ts'

const NAMELESS = 'st-77777777-0000-5000-8000-000000000001'

t.test('named bots, and bots nobody named', async t => {
  t.equal(testWorld().bot(NAMELESS), undefined, 'without "unnamed" there are none')
  const world = testWorld({ unnamed: testTemplate(20) })
  t.equal(world.bot(TEST_BOT), world.bots[0])
  t.equal(world.bot(NAMELESS)?.id, NAMELESS)
  t.equal(world.bot(NAMELESS), world.bot(NAMELESS), 'made once')
  for (const id of ['bot', 'st-', 'st-a b', 'xst-1', '']) t.equal(world.bot(id), undefined, id)
  t.equal(world.bots.length, 1, 'the account has only the named ones')
})

t.test('a bot nobody named is the same when it comes back, however many came between', async t => {
  const world = testWorld({ unnamed: testTemplate(20) })
  const day = 20_500
  const before = [...(world.bot(NAMELESS)?.day(day).start ?? [])]
  for (let i = 0; i < 300; i++) world.bot(`st-${i}`)
  t.same([...(world.bot(NAMELESS)?.day(day).start ?? [])], before)
  t.notSame([...(world.bot('st-1')?.day(day).start ?? [])], before, 'and another bot is another')
})

t.test('a world keeps its limit while days are made and grow', async t => {
  const world = testWorld({ perDay: 400, memory: new Memory(60_000, { columns: 1 }) })
  const [bot] = world.bots
  const budget = world.memory.budget('columns')
  let most = 0
  for (let day = dayOfDate('2026-02-02'); day < dayOfDate('2026-03-02'); day++) {
    const { messages, span } = bot?.day(day) ?? {}
    t.equal(messages?.length, span?.length)
    most = Math.max(most, budget.bytes)
  }
  t.ok(most <= 60_000, `at most ${most} bytes`)
  t.ok(budget.entries >= 2)
})

t.test('bots nobody named stay within their budget, and take with them all that was made of them', async t => {
  const memory = new Memory(20_000_000, { bots: 1, columns: 9, searches: 9, matches: 1 })
  const world = testWorld({ unnamed: testTemplate(20), memory })
  const now = Date.parse('2026-03-02T15:00:00Z')
  const window = { from: now - 86_400_000, to: now }
  const bots = memory.budget('bots')
  const made = 400
  for (let i = 0; i < made; i++) {
    findSessions([world.bot(`st-${i}`)!], window, now, { containment: 'agent' })
    t.ok(bots.bytes <= bots.limit)
  }
  t.ok(bots.entries > 10 && bots.entries < made / 2, `${bots.entries} bots are kept`)
  for (const name of ['columns', 'searches', 'matches'] as const) {
    const { entries, bytes, limit } = memory.budget(name)
    t.ok(entries > 0 && entries <= 2 * bots.entries && bytes < limit, `${entries} ${name}`)
  }
})

t.test('a world that nobody asks any more gives everything back', async t => {
  const world = testWorld({ unnamed: testTemplate(20) })
  const now = Date.parse('2026-03-02T15:00:00Z')
  for (const bot of [world.bots[0]!, world.bot(NAMELESS)!]) {
    findSessions([bot], { from: now - 86_400_000, to: now }, now, { containment: 'agent' }).page(0, 10)
  }
  world.clear()
  for (const { name, bytes, entries } of world.memory.report()) t.same([bytes, entries], [0, 0], name)
})

t.test('a bot of an industry without a pack is refused, naming those there are', async t => {
  t.throws(() => testWorld({ industry: 'fishing' }), { name: 'WorldError', message: /"fishing"; there are tiny/ })
})

t.test('a world that comes to nothing keeps nothing', async t => {
  const { bots, ...rest } = testSpec({ perDay: 10 })
  const memory = new Memory()
  const broken = { ...bots[0]!, id: 'st-broken', industry: 'none' }
  t.throws(() => createWorld({ ...rest, bots: [bots[0]!, broken] }, memory))
  t.equal(memory.budget('bots').bytes, 0)
  t.equal(memory.budget('bots').entries, 0)
})

t.test('making a world makes no day', async t => {
  const world = createWorld(testSpec({ perDay: 1_000_000 }))
  t.equal(world.memory.budget('columns').entries, 0)
})

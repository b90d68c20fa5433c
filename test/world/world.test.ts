import t from 'tap'
import { createWorld, DEFAULT_CACHE_BYTES } from '../../src/world/world.ts'
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

t.test('a bot of an industry without a pack is refused, naming those there are', async t => {
  t.throws(() => testWorld({ industry: 'fishing' }), { name: 'WorldError', message: /"fishing"; there are tiny/ })
})

t.test('making a world makes no day', async t => {
  const world = createWorld({ ...testSpec({ perDay: 1_000_000 }), cacheBytes: DEFAULT_CACHE_BYTES })
  t.equal(world.cache.size, 0)
  t.equal(world.cache.limit, DEFAULT_CACHE_BYTES)
})

import fc from 'fast-check'
import t from 'tap'
import { ByteCache } from '../../src/memory/byte-cache.ts'

t.test('what was used last stays, within the limit', async t => {
  const cache = new ByteCache<{ bytes: number }>(100)
  const a = { bytes: 40 }
  cache.set('a', a)
  cache.set('b', { bytes: 40 })
  cache.get('a')
  cache.set('c', { bytes: 40 })
  t.equal(cache.get('b'), undefined, 'the one not used for longest went')
  t.equal(cache.bytes, 80)
  a.bytes = 90
  cache.grown('a', a)
  t.equal(cache.get('c'), undefined)
  t.equal(cache.get('a'), a, 'never the one that grows')
  cache.grown('gone', { bytes: 5 })
  t.equal(cache.bytes, 90)
  cache.clear()
  t.same([cache.bytes, cache.size], [0, 0])
})

t.test(
  'bytes are always the sum of what is held, and at most the limit unless one value alone is above it',
  async t => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 60 }))), steps => {
        const cache = new ByteCache<{ bytes: number }>(100)
        for (const [key, bytes] of steps) cache.set(String(key), { bytes })
        return cache.bytes <= 100
      }),
      { seed: 5 },
    )
    t.pass()
  },
)

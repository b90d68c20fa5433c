import fc from 'fast-check'
import t from 'tap'
import { countBits, stepThrough } from '../../src/world/whole-numbers.ts'

t.test('the bits of a number are counted, the sign among them', async t => {
  for (const [bits, count] of [
    [0, 0],
    [1, 1],
    [0b1011, 3],
    [2 ** 31, 1],
    [-1, 32],
  ] as const) {
    t.equal(countBits(bits), count, String(bits))
  }
})

t.test('a step comes to every place once, whatever it begins to look from', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 600 }), (places, first) => {
      const step = stepThrough(places, first)
      const met = new Set(Array.from({ length: places }, (_, i) => (i * step) % places))
      return step >= Math.max(1, first) && met.size === places
    }),
  )
})

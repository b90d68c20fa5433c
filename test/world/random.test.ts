import fc from 'fast-check'
import alea from 'seedrandom/lib/alea.js'
import t from 'tap'
import {
  between,
  cumulate,
  exponentialAt,
  hash2,
  hash3,
  hash32,
  hashText,
  indexOf,
  logNormal,
  logNormals,
  nextIndexOf,
  normal,
  normalAt,
  pick,
  RunningShares,
  stream,
  weighted,
} from '../../src/world/random.ts'
import { runs } from '../long.ts'

t.test('a stream is the same for the same address, and knows nothing of others', async t => {
  const first = stream('seed/bot', 20_500, 'channel')
  const values = [first(), first(), first()]
  const other = stream('seed/bot', 20_500, 'language')
  other()
  const again = stream('seed/bot', 20_500, 'channel')
  t.same([again(), again(), again()], values)
  t.not(other(), values[1])
  t.ok(values.every(x => x >= 0 && x < 1))
})

t.test('these are the very numbers, on every machine', async t => {
  const draw = stream('kore-mock', 1, 'fixed')
  t.same([draw(), draw()], [0.5650990486610681, 0.3983082943595946], 'alea')
  t.equal(hash32(1, 2, 3), hash3(1, 2, 3))
  t.equal(hash32(1, 2), hash2(1, 2))
  t.same([hash3(1, 2, 3), hashText('kore')], [2256451498, 2711868378], 'hashes')
})

t.test('a stream is what the library makes of its address', async t => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.integer())), address => {
      const draw = stream(...address)
      const theirs = alea(address.join('/'))
      for (let i = 0; i < 20; i++) if (draw() !== theirs()) return false
      return true
    }),
    { seed: 7, numRuns: runs(2000) },
  )
  t.pass()
})

t.test('weights: never what has none, always something', async t => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 100, noNaN: true })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (weights, x) => {
        const index = indexOf(cumulate(weights), x)
        return weights.every(weight => weight === 0) || (weights[index] as number) > 0
      },
    ),
    { seed: 1 },
  )
  const draw = stream('weights')
  const counts = [0, 0, 0]
  const table = cumulate([1, 2, 7])
  for (let i = 0; i < 10_000; i++) counts[weighted(table, draw)] = (counts[weighted(table, draw)] ?? 0) + 1
  t.ok((counts[2] as number) > (counts[1] as number) && (counts[1] as number) > (counts[0] as number))
})

t.test('helpers stay within their bounds and near their means', async t => {
  const draw = stream('helpers')
  const list = ['a', 'b', 'c']
  let sum = 0
  let table = 0
  const n = 20_000
  for (let i = 0; i < n; i++) {
    const x = between(3, 5, draw)
    if (x < 3 || x > 5 || !list.includes(pick(list, draw))) t.fail('out of bounds')
    sum += normal(draw)
    table += normalAt(draw())
  }
  t.ok(Math.abs(sum / n) < 0.03, 'normal has mean 0')
  t.ok(Math.abs(table / n) < 0.03, 'the table too')
  t.ok(Math.abs(normalAt(0.975) - 1.96) < 0.01, 'quantile')
  t.ok(logNormal(10, 0.5, draw) > 0)
  const values = logNormals(0.4)
  t.ok(Math.abs((values[values.length / 2] as number) - 1) < 0.01, 'median 1')
  t.throws(() => pick([], draw), RangeError)
})

t.test('the next index is one that a draw can come to', async t => {
  for (const [weights, i, next] of [
    [[1, 1, 1], 0, 1],
    [[1, 1, 1], 2, 0],
    [[1, 0, 1], 0, 2],
    [[0, 1, 0, 1, 0], 3, 1],
    [[0, 1, 0], 1, 1],
    [[1], 0, 0],
  ] as const) {
    t.equal(nextIndexOf(cumulate(weights), i), next, `${weights} after ${i}`)
  }
})

t.test('shares: the same as a search in the running sums', async t => {
  for (const weights of [[1], [0, 1], [46, 21, 9, 8, 7, 5, 4], [3, 0, 1, 0], [0, 0], new Array(300).fill(1)]) {
    const sums = cumulate(weights)
    const shares = new RunningShares(weights)
    for (let i = 0; i < 10_000; i++) {
      if (shares.indexOf(i / 10_000) !== indexOf(sums, i / 10_000)) t.fail(`${weights.slice(0, 8)}: ${i / 10_000}`)
    }
  }
})

t.test('exponential deviates are those of the logarithm', async t => {
  for (const x of [0, 1e-6, 0.1, 0.5, 0.9, 0.999, 0.9999, 1 - 2 ** -32]) {
    const exact = -Math.log(1 - x)
    t.ok(Math.abs(exponentialAt(x) - exact) <= 1e-3 * exact + 1e-9, `${x}`)
  }
})

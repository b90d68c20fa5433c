import fc from 'fast-check'
import t from 'tap'
import { Budget, Cache } from '../../src/memory/cache.ts'

/** What an entry costs beside its bytes. */
const ENTRY = (() => {
  const budget = new Budget(1e6)
  new Cache<string, number>(budget).set('a', 1, 0)
  return budget.bytes
})()

/** Room for so many entries of 100 bytes. */
const roomFor = (entries: number) => new Budget(entries * (ENTRY + 100))

t.test('the eldest goes first; one that was used is spared once', async t => {
  const budget = roomFor(2)
  const cache = new Cache<string, number>(budget)
  cache.set('a', 1, 100)
  cache.set('b', 2, 100)
  t.equal(cache.get('a'), 1)
  cache.set('c', 3, 100)
  t.equal(cache.get('b'), undefined, 'the one nobody used went')
  t.same([budget.entries, budget.bytes], [2, budget.limit])
  cache.set('d', 4, 100)
  t.same([...cache.values()].sort(), [1, 4], 'c was younger than the spared one, but a was spared last')
  cache.set('e', 5, 100)
  t.equal(cache.peek('a'), undefined, 'spared once, not for good')
})

t.test('to look at it is no use of it', async t => {
  const cache = new Cache<string, number>(roomFor(2))
  cache.set('a', 1, 100)
  cache.set('b', 2, 100)
  t.equal(cache.peek('a'), 1)
  cache.set('c', 3, 100)
  t.equal(cache.peek('a'), undefined)
})

t.test('several caches share one limit', async t => {
  const budget = roomFor(3)
  const first = new Cache<string, number>(budget)
  const second = new Cache<number, number>(budget)
  first.set('a', 1, 100)
  second.set(1, 10, 100)
  first.set('b', 2, 100)
  second.set(2, 20, 100)
  t.same([first.size, second.size], [1, 2], 'the eldest of all went')
  first.clear()
  t.same([budget.entries, budget.bytes], [2, 2 * (ENTRY + 100)])
  t.equal(second.get(1), 10)
})

t.test('the value just put in stays, even when it alone is above the limit', async t => {
  const budget = roomFor(1)
  const cache = new Cache<string, number>(budget)
  cache.set('a', 1, 100)
  cache.set('large', 2, 5000)
  t.same([...cache.values()], [2])
  t.equal(budget.bytes, ENTRY + 5000)
  cache.set('b', 3, 10)
  t.same([...cache.values()], [3])
})

t.test('what grows is counted again, and is not the one to go', async t => {
  const budget = roomFor(2)
  const cache = new Cache<string, object>(budget)
  const a = {}
  cache.set('a', a, 100)
  cache.set('b', {}, 100)
  cache.resize('a', a, 150)
  t.equal(cache.peek('b'), undefined)
  t.equal(budget.bytes, ENTRY + 150)
  cache.resize('a', {}, 5)
  cache.resize('gone', a, 5)
  t.equal(budget.bytes, ENTRY + 150, 'another value and one that is not kept are not counted')
})

t.test('a value in place of another; who asked last does not get the old one', async t => {
  const budget = roomFor(5)
  const cache = new Cache<string, number>(budget)
  cache.set('a', 1, 100)
  t.equal(cache.get('a'), 1)
  cache.set('a', 2, 50)
  t.equal(cache.get('a'), 2)
  t.same([budget.entries, budget.bytes], [1, ENTRY + 50])
  t.ok(cache.delete('a'))
  t.notOk(cache.delete('a'))
  t.equal(cache.get('a'), undefined)
  t.same([budget.entries, budget.bytes], [0, 0])
})

t.test('what goes is told, whatever the reason', async t => {
  const gone: number[] = []
  const cache = new Cache<string, number>(roomFor(2), { onDrop: value => gone.push(value) })
  cache.set('a', 1, 100)
  cache.set('a', 2, 100)
  cache.set('b', 3, 100)
  cache.set('c', 4, 100)
  cache.delete('b')
  cache.clear()
  t.same(gone, [1, 2, 3, 4])
})

t.test('what is held for good takes room from what can go', async t => {
  const budget = roomFor(2)
  const cache = new Cache<string, number>(budget)
  cache.set('a', 1, 100)
  cache.set('b', 2, 100)
  budget.hold(200, 1)
  t.same([...cache.values()], [2])
  t.same([budget.entries, budget.bytes], [2, 200 + ENTRY + 100])
  budget.hold(budget.limit)
  t.same([...cache.values()], [], 'it may be above the limit by itself')
  budget.hold(-200 - budget.limit, -1)
  t.same([budget.entries, budget.bytes], [0, 0])
})

t.test('bytes are the sum of what is kept, and at most the limit unless one value alone is above it', async t => {
  const step = fc.record({
    first: fc.boolean(),
    act: fc.constantFrom('set', 'get', 'delete', 'resize'),
    key: fc.integer({ min: 0, max: 9 }),
    bytes: fc.integer({ min: 0, max: 500 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const budget = roomFor(4)
      const caches = [new Cache<number, { bytes: number }>(budget), new Cache<number, { bytes: number }>(budget)]
      for (const { first, act, key, bytes } of steps) {
        const cache = caches[first ? 0 : 1]!
        if (act === 'get') cache.get(key)
        else if (act === 'delete') cache.delete(key)
        else if (act === 'set') cache.set(key, { bytes }, bytes)
        else {
          const value = cache.get(key)
          if (value === undefined) continue
          value.bytes = bytes
          cache.resize(key, value, bytes)
        }
        const kept = caches.flatMap(one => [...one.values()])
        const sum = kept.reduce((total, value) => total + value.bytes + ENTRY, 0)
        if (budget.bytes !== sum || budget.entries !== kept.length) return false
        if (sum > budget.limit && kept.length !== 1) return false
      }
      return true
    }),
    { seed: 5 },
  )
  t.pass()
})

t.test('what goes for want of room is counted; what is let go is not', async t => {
  const budget = new Budget(1_000)
  const cache = new Cache<number, string>(budget)
  for (let i = 0; i < 10; i++) cache.set(i, 'x', 170)
  t.equal(cache.size, 3)
  t.equal(budget.dropped, 7)
  cache.clear()
  t.equal(budget.dropped, 7)
})

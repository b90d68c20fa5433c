import t from 'tap'
import { Cache } from '../../src/memory/cache.ts'
import { DEFAULT_MEMORY_BYTES, Memory, WORLD_SHARES } from '../../src/memory/memory.ts'

t.test('the budgets add up to the limit', async t => {
  const memory = new Memory()
  t.equal(memory.limit, DEFAULT_MEMORY_BYTES)
  const sum = memory.report().reduce((total, { limit }) => total + limit, 0)
  t.ok(sum <= memory.limit && sum > memory.limit - memory.report().length, `${sum} of ${memory.limit}`)
})

t.test('another limit is divided the same way', async t => {
  const [whole, half] = [new Memory(), new Memory(DEFAULT_MEMORY_BYTES / 2)]
  t.equal(half.budget('columns').limit, whole.budget('columns').limit / 2)
})

t.test('a world alone has its own kinds, which add up to the limit too', async t => {
  const report = new Memory(1e6, WORLD_SHARES).report()
  t.same(
    report.map(({ name }) => name),
    Object.keys(WORLD_SHARES),
  )
  const sum = report.reduce((total, { limit }) => total + limit, 0)
  t.ok(sum <= 1e6 && sum > 1e6 - report.length)
})

t.test('a thread keeps the rows of the largest page there is', t => {
  const { limit } = new Memory().budget('offload')
  const page = 10_000
  // 1,100 bytes of a message, and 120 of what its row costs.
  t.ok(new Memory(limit, WORLD_SHARES).budget('rows').limit > page * (1_100 + 120))
  t.end()
})

t.test('the report says what each budget holds', async t => {
  const memory = new Memory()
  const cache = new Cache<string, string>(memory.budget('paths'))
  cache.set('/nowhere', 'refusal', 500)
  const budget = memory.budget('paths')
  t.ok(budget.bytes > 500)
  t.same(
    memory.report().find(({ name }) => name === 'paths'),
    { name: 'paths', limit: budget.limit, bytes: budget.bytes, entries: 1, dropped: 0 },
  )
  t.ok(memory.report().every(({ name, entries }) => name === 'paths' || entries === 0))
})

t.test('a budget without a share keeps its youngest entry only', async t => {
  const cache = new Cache<string, number>(new Memory(1e6, WORLD_SHARES).budget('paths'))
  cache.set('a', 1, 10)
  cache.set('b', 2, 10)
  t.same([...cache.values()], [2])
})

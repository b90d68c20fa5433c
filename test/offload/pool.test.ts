import { Worker } from 'node:worker_threads'
import t, { type Test } from 'tap'
import { Budget } from '../../src/memory/cache.ts'
import { type Asker, Pool, type PoolOptions, startWorker } from '../../src/offload/pool.ts'
import { createWorld } from '../../src/world/world.ts'
import { testSpec } from '../world/helper.ts'
import { trendQuestion } from './questions.ts'

const world = createWorld(testSpec({ perDay: 60 }))
const question = trendQuestion(world.spec, '2026-02-01', '2026-03-01')

function poolOf(t: Test, options: PoolOptions = {}): Pool {
  const pool = new Pool(new Budget(30_000_000), options)
  t.teardown(() => pool.close())
  return pool
}

const asker = (client: string, more: Partial<Asker> = {}): Asker => ({ client, ms: 100, ...more })

/** The names of those who were answered, in the order in which they were; with an exclamation mark: refused with that. */
async function orderOf(pool: Pool, askers: readonly [name: string, asker: Asker][]): Promise<string[]> {
  const order: string[] = []
  const asked = askers.map(([name, asker]) =>
    pool.run({ world, question }, asker).then(
      () => order.push(name),
      error => order.push(`${name}! ${error.status ?? error.message}`),
    ),
  )
  await Promise.all(asked)
  return order
}

/** A worker that does this with a job. */
const workerThat = (code: string) =>
  new Worker(
    `const { parentPort } = require('node:worker_threads')
    parentPort.on('message', order => { if (order.question) { ${code} } })
    parentPort.postMessage({ ready: true })`,
    { eval: true },
  )

const ANSWER = 'parentPort.postMessage({ id: order.id, text: new Uint8Array(1), kept: [], heapBytes: 0 })'

t.test('one client waits behind many of another for one of them', async t => {
  const pool = poolOf(t, { start: () => workerThat(ANSWER) })
  const names = ['a1', 'a2', 'a3', 'b1']
  const order = await orderOf(
    pool,
    names.map(name => [name, asker(name.slice(0, 1))]),
  )
  t.same(order, ['a1', 'b1', 'a2', 'a3'])
})

t.test('what is much shorter than the job under way is given at once', async t => {
  const { MAX_VALUE, POSITIVE_INFINITY } = Number
  const cases: readonly [underWay: number, behind: number, isGiven: boolean][] = [
    [1000, 250, true],
    [1000, 251, false],
    [POSITIVE_INFINITY, 10_000, true],
    [POSITIVE_INFINITY, MAX_VALUE, false],
    [POSITIVE_INFINITY, POSITIVE_INFINITY, false],
  ]
  // Answers the first job when it has got the second.
  const patient = `this.first ??= order; if (this.first !== order) { for (order of [order, this.first]) ${ANSWER} }`
  for (const [underWay, behind, isGiven] of cases) {
    const pool = poolOf(t, { start: () => workerThat(isGiven ? patient : ANSWER) })
    const order = await orderOf(pool, [
      ['a1', asker('a', { ms: underWay })],
      ['b1', asker('b', { ms: behind })],
    ])
    t.same(order, isGiven ? ['b1', 'a1'] : ['a1', 'b1'], `${behind} ms behind ${underWay} ms`)
    await pool.close()
  }
})

t.test('who has left is not waited for', async t => {
  const left = AbortSignal.abort()
  const leaver = new AbortController()
  const order = orderOf(poolOf(t), [
    ['under way', asker('a', { signal: leaver.signal })],
    ['waits', asker('b', { signal: leaver.signal })],
    ['stays', asker('c')],
    ['gone before', asker('c', { signal: left })],
  ])
  leaver.abort()
  t.same(await order, ['gone before! 499', 'under way! 499', 'waits! 499', 'stays'])
})

t.test('what there is no room for is refused with 503 and a time', async t => {
  const pool = poolOf(t, { mostWaiting: 1, start: () => workerThat('') })
  const asked = [asker('a'), asker('a'), asker('b')].map(asker => pool.run({ world, question }, asker))
  for (const one of asked) one.catch(() => {})
  const [refused] = await Promise.allSettled([asked[1]])
  t.match(refused, { reason: { status: 503, headers: { 'retry-after': '1' }, message: 'Service Unavailable' } })
  await pool.close()
  for (const i of [0, 2]) await t.rejects(asked[i]!, { name: 'NoWorker' }, 'the others waited until the end')
})

t.test('a thread that dies is started again', async t => {
  let started = 0
  const first = (code: string) => () => {
    started += 1
    return started === 1 ? workerThat(code) : startWorker()
  }
  const jobs = (): [string, Asker][] => [
    ['a1', asker('a')],
    ['b1', asker('b')],
  ]
  t.same(await orderOf(poolOf(t, { start: first('throw new Error("boom")') }), jobs()), ['a1', 'b1'])
  t.equal(started, 2)
  const always = poolOf(t, { start: () => workerThat('throw new Error("boom")') })
  t.same(await orderOf(always, jobs()), ['a1! boom', 'b1! boom'], 'a job is begun twice')
  const exits = poolOf(t, { start: () => workerThat('process.exit(3)') })
  t.match(await orderOf(exits, [['a1', asker('a')]]), [/ended with code 3/])
})

t.test('without threads everybody is told so', async t => {
  const none = poolOf(t, {
    start: () => {
      throw new Error('no threads here')
    },
  })
  await t.rejects(none.run({ world, question }, asker('a')), { name: 'NoWorker', message: /no threads here/ })
  const stillborn = poolOf(t, { start: () => new Worker('throw new Error("stillborn")', { eval: true }) })
  await t.rejects(stillborn.run({ world, question }, asker('a')), { name: 'NoWorker', message: /stillborn/ })
})

t.test('several threads work side by side, each started when there is work for it', async t => {
  let started = 0
  // Answers when it has been told to by a later job, or at once.
  const start = () => {
    started += 1
    return workerThat(`if (order.id % 2) setTimeout(() => { ${ANSWER} }, 200); else ${ANSWER}`)
  }
  const pool = poolOf(t, { threads: 3, start })
  await orderOf(pool, [['one', asker('a')]])
  t.equal(started, 1, 'one job needs one thread')
  // Of the same client too: jobs 2 and 4 are quick, 3 is not.
  const order = await orderOf(pool, [
    ['quick', asker('a')],
    ['slow', asker('a')],
    ['next', asker('a')],
  ])
  t.same(order.toSorted(), ['next', 'quick', 'slow'])
  t.equal(order.at(-1), 'slow', 'nobody waits for the slow one')
  t.equal(started, 3)
  await orderOf(
    pool,
    Array.from({ length: 9 }, (_, i) => [`${i}`, asker('b')]),
  )
  t.equal(started, 3, 'no more than there may be')
})

t.test('all threads give the same bytes, and keep together what the budget allows', async t => {
  const budget = new Budget(30_000_000)
  const told: number[] = []
  const start = () => {
    const worker = startWorker()
    const { postMessage } = worker
    worker.postMessage = (message: { readonly memoryBytes?: number }, ...rest: []) => {
      if (message.memoryBytes !== undefined) told.push(message.memoryBytes)
      return postMessage.call(worker, message, ...rest)
    }
    return worker
  }
  const pool = new Pool(budget, { threads: 3, start })
  t.teardown(() => pool.close())
  const answers = await Promise.all(['a', 'b', 'c'].map(client => pool.run({ world, question }, asker(client))))
  const [first, ...others] = answers.map(bytes => Buffer.from(bytes).toString())
  t.ok(first!.length > 100)
  for (const other of others) t.equal(other, first)
  t.same(told, [10_000_000, 10_000_000, 10_000_000])
  t.ok(budget.bytes > 0 && budget.bytes <= budget.limit, `${budget.bytes} bytes are counted`)
})

t.test('a thread that dies takes no other along', async t => {
  let started = 0
  const start = () => {
    started += 1
    // The first one dies of what it is given.
    return workerThat(started === 1 ? 'process.exit(3)' : `setTimeout(() => { ${ANSWER} }, 100)`)
  }
  const order = await orderOf(poolOf(t, { threads: 2, start }), [
    ['killer', asker('a')],
    ['beside', asker('b')],
  ])
  t.same(order.toSorted(), ['beside', 'killer'], 'it is tried once more')
  t.equal(started, 3)
})

t.test('a long job of unknown time leaves room for others in further threads alone', async t => {
  const start = () => workerThat(`if (order.id === 1) setTimeout(() => { ${ANSWER} }, 300); else ${ANSWER}`)
  const unknown = { ms: Number.POSITIVE_INFINITY }
  const order = await orderOf(poolOf(t, { threads: 2, start }), [
    ['long', asker('a', unknown)],
    ['b1', asker('b', unknown)],
    ['b2', asker('b', unknown)],
  ])
  t.same(order, ['b1', 'b2', 'long'])
})

t.test('what a thread had to do that cannot be started is done by the others', async t => {
  for (const how of ['throws', 'ends before it is ready']) {
    let started = 0
    const start = () => {
      started += 1
      if (started === 1) return workerThat(`setTimeout(() => { ${ANSWER} }, 50)`)
      if (how === 'throws') throw new Error('no more')
      return new Worker('process.exit(1)', { eval: true })
    }
    const askers = ['a', 'b', 'c', 'd'].map((name): [string, Asker] => [name, asker(name)])
    const order = await orderOf(poolOf(t, { threads: 3, start }), askers)
    t.same(order.toSorted(), ['a', 'b', 'c', 'd'], how)
  }
})

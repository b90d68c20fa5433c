import { availableParallelism } from 'node:os'
import t, { type Test } from 'tap'
import { Offload } from '../../src/offload/offload.ts'
import { SpareJob } from '../../src/offload/spare-job.ts'
import { ask, BOT, type BuildOptions, buildApp } from '../helper.ts'

const SEGMENTS = `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions`
const MESSAGES = `/api/public/bot/${BOT}/getMessages`
const SESSIONS = `/api/public/bot/${BOT}/getSessions`
/** All are over at the clock of the tests; a page of forty takes longer to make than the least that is made ahead. */
const DAYS = 'from=2026-02-23&to=2026-02-26'
const page = (n: number, more = '') => `${SEGMENTS}?${DAYS}&limit=40&offset=${40 * n}${more}`

const skip = availableParallelism() === 1 && 'there is no core for it'

/** A mock that tells what it makes ahead: on the main thread, and by others. */
function watched(t: Test, options: BuildOptions = {}) {
  const app = buildApp(t, options)
  const { stretches, offload } = app.mock
  const onMain: Promise<void>[] = []
  const { spare } = stretches
  t.intercept(stretches, 'spare', {
    value: (...args: Parameters<typeof spare>) => {
      const ended = spare.apply(stretches, args)
      onMain.push(ended)
      return ended
    },
  })
  const byThreads: Promise<unknown>[] = []
  const { ahead } = offload
  t.intercept(offload, 'ahead', {
    value: (...args: Parameters<typeof ahead>) => {
      const job = ahead.apply(offload, args)
      byThreads.push(job.body)
      return job
    },
  })
  /** How many were begun since it was asked last; they have ended then. */
  const count = async (begun: Promise<unknown>[]) => (await Promise.all(begun.splice(0))).length
  return {
    app,
    got: (url: string) => ask(app, 'GET', url),
    onMain: () => count(onMain),
    byThreads: () => count(byThreads),
  }
}

t.test('who asks for pages one after the other', { skip }, async t => {
  const { app, got, onMain, byThreads } = watched(t)
  const plain = buildApp(t, { readsAhead: false })
  const rows = () => app.mock.memory.budget('rows').entries
  const answers: unknown[] = []
  const take = async (n: number) => {
    const { status, json } = await got(page(n))
    t.equal(status, 200)
    answers.push(json)
  }
  await take(0)
  t.equal(await onMain(), 0, 'the first page tells nothing of a second one')
  await take(1)
  t.equal(await onMain(), 1, 'after the second one the third is made')
  const before = rows()
  await take(2)
  t.equal(rows(), before, 'all of its rows were there')
  t.equal(await onMain(), 1, 'and the fourth is made')
  t.ok(rows() > before)
  t.equal(await byThreads(), 0, 'no thread was needed')
  for (const [n, answer] of answers.entries()) {
    t.strictSame(answer, (await ask(plain, 'GET', page(n))).json, `page ${n} is what it would be without`)
  }
})

t.test('when none is made', { skip }, async t => {
  type Walk = (mock: ReturnType<typeof watched>) => Promise<void>
  const walk = (url: (n: number) => string): Walk => {
    return async ({ got }) => {
      for (const n of [0, 1]) await got(url(n))
    }
  }
  const among = (others: number): Walk => {
    return async ({ got }) => {
      await got(page(0))
      for (let i = 0; i < others; i++) await got('/agentassist/api/v1/public/nobody')
      await got(page(1))
    }
  }
  const four = watched(t)
  await among(4)(four)
  t.equal(await four.onMain(), 1, 'four others are few')
  const rows: [string, Walk, BuildOptions?][] = [
    ['a range that is not over', walk(n => page(n).replace('to=2026-02-26', 'to=2026-03-09'))],
    ['pages of another size', walk(n => `${SEGMENTS}?${DAYS}&limit=${40 - n}&offset=${40 * n}`)],
    ['other filters', walk(n => page(n, n === 0 ? '' : '&isAgentSearch=true'))],
    ['one that leaves pages out', walk(n => page(2 * n))],
    ['the last page', walk(n => `${SEGMENTS}?from=2026-02-23&to=2026-02-23&limit=200&offset=${200 * n}`)],
    [
      'pages with a fault',
      mock => {
        mock.app.mock.control.faults.add({ fault: { page: 'shift' } })
        return walk(page)(mock)
      },
    ],
    ['switched off', walk(page), { readsAhead: false }],
    ['all on this thread', walk(page), { maxBlockMs: Number.POSITIVE_INFINITY }],
    ['five others ask meanwhile', among(5)],
  ]
  for (const [name, walk, options] of rows) {
    const mock = watched(t, options)
    await walk(mock)
    t.equal(await mock.onMain(), 0, name)
    t.equal(await mock.byThreads(), 0, name)
  }
})

t.test('who asks for other things stops what is made in idle time', { skip }, async t => {
  const { got, onMain, app } = watched(t)
  await got(page(0))
  await got(page(1))
  await got('/agentassist/api/v1/public/nobody')
  t.equal(await onMain(), 1)
  const before = app.mock.memory.budget('rows').entries
  await got(page(2))
  t.ok(app.mock.memory.budget('rows').entries > before, 'rows were left to be made')
})

t.test('pages that threads make', { skip }, async t => {
  const { app, got, byThreads, onMain } = watched(t, { maxBlockMs: -1 })
  const plain = buildApp(t, { readsAhead: false })
  const answer = t.capture(app.mock.offload, 'answer', app.mock.offload.answer)
  const ahead = app.mock.memory.budget('ahead')
  for (const n of [0, 1, 2]) {
    const { json, text } = await got(page(n))
    t.strictSame(json, (await ask(plain, 'GET', page(n))).json)
    t.equal(await byThreads(), 1, 'the next one is made, from the first page on')
    t.equal(ahead.entries, 1, 'each walk has one page')
    t.ok(ahead.bytes > text.length / 2, 'whose bytes are counted')
  }
  t.equal(answer().length, 1, 'only the first one was made when it was asked for')
  t.equal(await onMain(), 0)
  await got(page(4))
  t.equal(answer().length, 1, 'a page that nobody made ahead is made')
})

t.test('a page that is asked for while it is made', { skip }, async t => {
  const { app, got } = watched(t, { maxBlockMs: -1 })
  const answer = t.capture(app.mock.offload, 'answer', app.mock.offload.answer)
  const [first, second] = [await got(page(0)), await got(page(1))]
  t.strictSame([first.status, second.status], [200, 200])
  t.equal(answer().length, 1, 'it is waited for, not made twice')
})

t.test('whoever needs the thread has it', { skip }, async t => {
  const { app, got } = watched(t, { maxBlockMs: -1, threads: 1 })
  await got(page(0))
  // Another thing, while page 1 is made.
  const other = await ask(app, 'POST', SESSIONS, { body: { dateFrom: '2026-02-23', dateTo: '2026-02-24' } })
  t.equal(other.status, 200)
  t.equal((await got(page(1))).status, 200, 'what gave way is made when it is asked for')
})

t.test('a page is the same by whatever name, and wherever, its place is written', { skip }, async t => {
  const days = { dateFrom: '2026-02-23', dateTo: '2026-02-24' }
  const rows: [string, path: string, first: object, secondPath: string, second: object][] = [
    ['skip', SESSIONS, { ...days, limit: 20 }, SESSIONS, { ...days, limit: 20, skip: 20 }],
    ['offset', SESSIONS, { ...days, limit: 20, offset: 20 }, SESSIONS, { ...days, offset: 40, limit: 20 }],
    ['another order', SESSIONS, { ...days, limit: 20 }, SESSIONS, { skip: 20, limit: 20, ...days }],
    ['in the query', `${MESSAGES}?limit=20`, days, `${MESSAGES}?skip=20&limit=20`, days],
  ]
  for (const [name, path, first, secondPath, second] of rows) {
    const { app, byThreads } = watched(t, { maxBlockMs: -1 })
    const answer = t.capture(app.mock.offload, 'answer', app.mock.offload.answer)
    t.equal((await ask(app, 'POST', path, { body: first })).status, 200, name)
    t.equal(await byThreads(), 1, name)
    t.equal((await ask(app, 'POST', secondPath, { body: second })).status, 200, name)
    t.equal(answer().length, 1, `${name}: the second page was there`)
  }
})

t.test('what a thread is not to make any more', { skip }, async t => {
  const { app, got, byThreads } = watched(t, { maxBlockMs: -1 })
  const all = await ask(app, 'POST', SESSIONS, { body: { dateFrom: '2026-02-23', dateTo: '2026-02-24', limit: 9000 } })
  t.equal(all.json.moreAvailable, false)
  t.equal(await byThreads(), 0, 'no page follows the last one')
  const ended = t.capture(SpareJob.prototype, 'giveWay', SpareJob.prototype.giveWay)
  await got(page(0))
  await app.mock.replace(app.mock.main.scenario)
  t.equal(ended().length, 1, 'pages of a scenario that was replaced')
})

t.test('what is closed makes nothing', { skip }, async t => {
  const { mock } = buildApp(t)
  const offload = new Offload(mock.memory.budget('offload'))
  await offload.close()
  const question = { operationId: 'getSessions', request: { path: {}, query: {}, headers: {}, body: {} } } as const
  const job = offload.ahead(mock.main.world, { ...question, now: 0, accountId: '' }, 'somebody')
  t.equal(await job.body, undefined)
})

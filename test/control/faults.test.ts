import t from 'tap'
import type { ValidRequest } from '../../src/apis/operation.ts'
import { shiftPage } from '../../src/apis/shift-page.ts'
import { drawDelay } from '../../src/control/delay.ts'
import { Faults } from '../../src/control/faults.ts'
import { Budget } from '../../src/memory/cache.ts'
import type { FaultSpec } from '../../src/scenario/types.ts'
import { controlOfKind, everyKind } from '../kinds.ts'
import { IS_LONG } from '../long.ts'
import { fakeCall, segmentsOp, sessionsOp } from './fakes.ts'

const down: FaultSpec = { fault: { status: 503 } }

/** Which of 400 calls a fault with probability 0.3 befalls. */
const BEFALLEN =
  '.XX.X......X....X..X.X.X.X...XXX..X..XX..XXX........X..X...X.......X..X.X.X...X.............X.X....X' +
  'X....X..........XXX....X...X...X.....XX..X.X.....X.X....X...X...XXXX..X..XX...X...XXX..............X' +
  '.....XX.....X...X...X.X.....X....XX..XX.X.......X.X..X.X......X.X..XX.....X...X.........XXXXX......X' +
  '...........X..X...X..X..X..X...X........X...X..XX..X.X.X.X..........X......X.X...X...X..XX.X.X......'

everyKind(t, 'matches operation, bot, app, test id and headers, all that are given', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const add = (spec: FaultSpec) => control.change(({ faults }) => faults.add(spec))
  const header = { 'X-Wave': '7' }
  const match = { operationId: 'getSessions', botId: 'st-1', clientId: 'cs-1', testId: 'a', header }
  await add({ ...down, match })
  const good = { botId: 'st-1', clientId: 'cs-1', testId: 'a', headers: { 'x-wave': '7' } }
  t.match(await control.takeFault(fakeCall(good)), { id: 'fault-1', action: { status: 503 } })
  for (const other of [
    { op: segmentsOp },
    { botId: 'st-2' },
    { clientId: 'cs-2' },
    { testId: 'b' },
    { headers: {} },
    { headers: { 'x-wave': '8' } },
  ]) {
    t.equal(await control.takeFault(fakeCall({ ...good, ...other })), undefined, JSON.stringify(Object.keys(other)))
  }
})

everyKind(t, 'one test id can be left alone', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  await control.change(({ faults }) => faults.add({ ...down, match: { exceptTestId: 'console' } }))
  t.equal(await control.takeFault(fakeCall({ testId: 'console' })), undefined)
  t.ok(await control.takeFault(fakeCall({ testId: 'a' })))
  t.ok(await control.takeFault(fakeCall({})))
})

everyKind(t, 'a thousand are kept: of more the one goes that was set first', async (t, kind) => {
  // Each is a change that three replicas acknowledge: half a minute on a busy machine.
  if (kind === 'store' && !IS_LONG) return
  const control = await controlOfKind(t, kind)
  for (let i = 0; i < 1_002; i += 1) await control.change(({ faults }) => faults.add(down))
  const ids = (await control.admin.faults.list({ name: 'default', faults: [] })).map(({ id }) => id)
  t.equal(ids.length, 1_000)
  t.same([ids[0], ids.at(-1)], ['fault-1002', 'fault-3'])
})

everyKind(t, 'so many times, then no more; the youngest comes first', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const add = (spec: FaultSpec) => control.change(({ faults }) => faults.add(spec))
  const list = (faults: readonly FaultSpec[] = []) => control.admin.faults.list({ name: 'default', faults })
  await add({ ...down, times: 2 })
  await add({ times: 1, fault: { status: 429 } })
  const statuses: unknown[] = []
  for (let i = 0; i < 4; i += 1) statuses.push((await control.takeFault(fakeCall()))?.action)
  t.same(statuses, [{ status: 429 }, { status: 503 }, { status: 503 }, undefined])
  t.match(await list(), [
    { id: 'fault-2', source: 'admin', taken: 1, endsAt: null, times: 1, fault: { status: 429 } },
    { id: 'fault-1', source: 'admin', taken: 2 },
  ])
  t.ok(await control.change(({ faults }) => faults.remove('fault-1')))
  t.notOk(await control.change(({ faults }) => faults.remove('fault-1')))
  t.same(
    (await list()).map(fault => fault.id),
    ['fault-2'],
  )
})

everyKind(t, 'the third call, and no other', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const add = (spec: FaultSpec) => control.change(({ faults }) => faults.add(spec))
  await add({ after: 2, times: 1, match: { botId: 'st-1' }, fault: { status: 429 } })
  const seen: boolean[] = []
  for (const botId of ['st-1', 'st-2', 'st-1', 'st-1', 'st-1']) {
    seen.push((await control.takeFault(fakeCall({ botId }))) !== undefined)
  }
  t.same(seen, [false, false, false, true, false])
})

everyKind(t, 'a probability repeats with the seed', async (t, kind) => {
  const run = async (seed: string) => {
    const control = await controlOfKind(t, kind)
    await control.change(({ faults }) => faults.add({ ...down, probability: 0.3 }))
    let befallen = ''
    for (let i = 0; i < 400; i += 1) {
      befallen += (await control.takeFault(fakeCall({ seed }))) === undefined ? '.' : 'X'
    }
    return befallen
  }
  const one = await run('one')
  t.equal(one, BEFALLEN, 'as in every other kind')
  t.equal(one, await run('one'))
  t.not(one, await run('two'))
  const share = one.replaceAll('.', '').length / 400
  t.ok(share > 0.22 && share < 0.38, `${share}`)
})

t.test('ends by itself, on real time', async t => {
  let real = 1_000
  const faults = new Faults(() => real)
  faults.add({ ...down, ttlMs: 50 })
  t.match(faults.list({ name: 'default', faults: [] }), [{ endsAt: '1970-01-01T00:00:01.050Z' }])
  real += 49
  t.ok(faults.take(fakeCall({ now: 0 })))
  real += 1
  t.notOk(faults.take(fakeCall({ now: 0 })))
  t.same(faults.list({ name: 'default', faults: [] }), [])
  t.notOk(faults.remove('fault-1'))
})

everyKind(t, "a scenario's faults befall every test as if it were alone", async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const list = (faults: readonly FaultSpec[] = []) => control.admin.faults.list({ name: 'default', faults })
  const ofScenario: FaultSpec[] = [{ times: 1, fault: { status: 500 } }]
  const take = async (testId?: string) =>
    control.takeFault(fakeCall({ faults: ofScenario, ...(testId === undefined ? {} : { testId }) }))
  t.equal((await take())?.id, 'default-1')
  t.equal(await take(), undefined)
  t.ok(await take('a'))
  t.notOk(await take('a'))
  t.ok(await take('b'))
  await control.change(admin => admin.reset('a'))
  t.ok(await take('a'))
  t.notOk(await take('b'))
  t.match(await list(ofScenario), [{ id: 'default-1', source: 'scenario', taken: 4 }])
})

everyKind(t, 'a reset for one test id leaves what others set', async (t, kind) => {
  const control = await controlOfKind(t, kind)
  const add = (spec: FaultSpec) => control.change(({ faults }) => faults.add(spec))
  const list = (faults: readonly FaultSpec[] = []) => control.admin.faults.list({ name: 'default', faults })
  await add({ ...down, match: { testId: 'a' } })
  await add({ ...down, match: { testId: 'b' } })
  await control.change(admin => admin.reset('a'))
  t.same(
    (await list()).map(fault => fault.match?.testId),
    ['b'],
  )
  await control.change(admin => admin.reset())
  t.same(await list(), [])
})

t.test('delays', async t => {
  const faults = new Faults()
  faults.add({ fault: { delay: { type: 'fixed', ms: 5 } } })
  const draws = () => faults.take(fakeCall())!.draw
  t.equal(drawDelay({ type: 'fixed', ms: 250 }, draws()), 250)
  const uniform = Array.from({ length: 500 }, () => drawDelay({ type: 'uniform', min: 10, max: 20 }, draws()))
  t.ok(Math.min(...uniform) >= 10 && Math.max(...uniform) <= 20 && new Set(uniform).size > 5)
  const slow = Array.from({ length: 500 }, () => drawDelay({ type: 'lognormal', median: 100, sigma: 0.5 }, draws()))
  const median = slow.sort((a, b) => a - b)[250]!
  t.ok(median > 85 && median < 115, `${median}`)
  t.ok(slow[499]! > 200, 'a heavy tail')
  t.equal(drawDelay({ type: 'fixed', ms: 1e9 }, draws()), 600_000)
})

const rows = Array.from({ length: 10 }, (_, i) => `${i}`)
const bySkip = sessionsOp.page!
const byPage = { list: 'results', size: 'limit', page: 'page', order: 'ascending' } as const
const request = (body: object): ValidRequest => ({ path: {}, query: {}, headers: {}, body: { limit: 3, ...body } })

function list(asked: ValidRequest) {
  const { skip, limit, page } = { skip: 0, limit: 3, page: 1, ...(asked.body as { skip?: number }) }
  const from = skip + (page - 1) * limit
  const body = { total: rows.length, moreAvailable: from + limit < rows.length, totalPages: Math.ceil(10 / limit) }
  return { body, list: 'sessions', rows: rows.slice(from, from + limit) }
}

t.test('a page that shifted: every later page begins one row early, nothing is lost', async t => {
  const at = (body: object, rule: typeof bySkip = bySkip) => shiftPage('shift', rule, request(body), list)
  t.same(at({ skip: 0 }).rows, ['0', '1', '2'])
  t.same(at({ skip: 3 }), {
    body: { total: 11, moreAvailable: true, totalPages: 4 },
    list: 'sessions',
    rows: ['2', '3', '4'],
  })
  t.same(at({ skip: 9 }).rows, ['8', '9'])
  t.same(at({ page: 1 }, byPage).rows, ['0', '1', '2'])
  t.same(at({ page: 2 }, byPage).rows, ['2', '3', '4'])
  t.same(at({ page: 4 }, byPage).rows, ['8', '9'])
  t.same(at({ page: 5 }, byPage).rows, [], 'the row that moved had room on page 4')
  const last = shiftPage('shift', byPage, request({ page: 2, limit: 5 }), list)
  t.same(last.rows, ['4', '5', '6', '7', '8'])
  t.match(last.body, { total: 11, moreAvailable: true, totalPages: 3 }, 'the last row moved on to a page of its own')
  t.same(shiftPage('shift', byPage, request({ page: 3, limit: 5 }), list).rows, ['9'])
})

t.test('the last row of the page before, once more, in place of the first', async t => {
  const at = (body: object) => shiftPage('repeat-last', bySkip, request(body), list)
  t.same(at({}).rows, ['0', '1', '2'])
  t.same(at({ skip: 3 }).rows, ['2', '4', '5'])
  t.match(at({ skip: 3 }).body, { total: 10 })
  t.same(at({ skip: 12 }).rows, [])
  const query = { path: {}, query: { skip: 3, limit: 3 }, headers: {}, body: {} }
  const inQuery = shiftPage('repeat-last', bySkip, query, r => list({ ...r, body: r.query }))
  t.same(inQuery.rows, ['2', '4', '5'], 'paging in the query')
})

t.test('of too many test ids the counts of one go that does not call; those of all calls stay', async t => {
  const budget = new Budget(10_000)
  const faults = new Faults(() => 0, budget)
  const once: readonly FaultSpec[] = [{ fault: { status: 503 }, times: 1 }]
  const call = (testId?: string) => faults.take(fakeCall({ faults: once, ...(testId === undefined ? {} : { testId }) }))
  t.ok(call())
  t.ok(call('eldest'))
  t.ok(call('in use'))
  for (let i = 0; i < 1_000; i++) {
    t.ok(call(`t-${i}`), `the first of t-${i}`)
    t.notOk(call('in use'), 'it has had its fault')
  }
  t.ok(budget.bytes <= budget.limit)
  t.notOk(call())
  t.ok(call('eldest'), 'begins anew')
  faults.take(fakeCall({ faults: [...once] }))
  t.equal(budget.bytes, 0, 'a scenario loaded anew takes the counts of the old one with it')
})

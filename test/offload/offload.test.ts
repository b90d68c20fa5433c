import t from 'tap'
import { Budget } from '../../src/memory/cache.ts'
import { NoWorker, Pool } from '../../src/offload/pool.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { createWorld } from '../../src/world/world.ts'
import { ask, BOT, buildApp } from '../helper.ts'
import { trendQuestion } from './questions.ts'

const widget = (name: string) =>
  `/api/public/bot/${BOT}/dashboard/${encodeURIComponent(name)}/widget/x?startDate=2026-03-01&endDate=2026-03-08`
const days = { dateFrom: '2026-03-01', dateTo: '2026-03-02' }

/** Of so many sessions a day that what is asked of it is the thread's, which is started once for all who ask. */
const busy = buildApp(t, {
  scenario: loadScenario({ extends: 'default', everyBot: { sessions: { perDay: 60_000 } } }),
})

t.test('a worker thread gives the bytes that the main thread gives', async t => {
  const here = buildApp(t, { maxBlockMs: Number.POSITIVE_INFINITY })
  const there = buildApp(t, { maxBlockMs: -1, readsAhead: false })
  const runs: Promise<Uint8Array>[] = []
  const { run } = Pool.prototype
  t.intercept(Pool.prototype, 'run', {
    value(this: Pool, ...args: Parameters<typeof run>) {
      const running = run.apply(this, args)
      runs.push(running)
      return running
    },
  })
  const { bots } = here.mock.main.world
  const [board] = bots[0]?.spec.dashboards ?? []
  const [first] = board?.widgets ?? []
  const boardPath = `/api/public/bot/${BOT}/dashboard/${encodeURIComponent(board?.name ?? '')}`
  const paths = Object.fromEntries(
    (await import('../../src/contract/contract.ts')).operations.map(op => [op.operationId, op.path]),
  )
  const at = (id: string, query = '') =>
    (paths[id] ?? '')
      .replace(/\{(botId|streamId)\}/, BOT)
      .replace('{dashboardName}', encodeURIComponent(board?.name ?? ''))
      .replace('{widgetName}', encodeURIComponent(first?.name ?? '')) + query
  const cases: [string, 'GET' | 'POST', string, object?][] = [
    ['sessions', 'POST', at('getSessions'), { ...days, limit: 50, skip: 20 }],
    ['sessions of the account', 'POST', at('getAccountSessions'), { limit: 20 }],
    ['sessions that are under way', 'POST', at('getSessions'), {}],
    ['messages', 'POST', at('postMessages'), { ...days, limit: 20 }],
    ['slim messages', 'POST', at('postMessagesLite'), { ...days, limit: 20 }],
    ['conversations', 'POST', at('listConversations'), { from: '2026-03-01', to: '2026-03-01', includeHistory: true }],
    ['segments', 'POST', at('queryInteractions', '?from=2026-03-01&to=2026-03-01&includeAgenticData=true'), {}],
    ['a trend', 'POST', at('getUserEngagementTrend', '?start_date=2026-03-01&end_date=2026-03-07&timeZoneOffset=UTC')],
    ['a widget', 'GET', at('getWidgetData', '?startDate=2026-03-01&endDate=2026-03-07')],
    ['a widget that is not there', 'GET', `${boardPath}/widget/none?startDate=2026-03-01&endDate=2026-03-07`],
    ['a dashboard that is not there', 'GET', widget('none')],
  ]
  for (const [name, method, url, body] of cases) {
    const [a, b] = await Promise.all([ask(here, method, url, { body }), ask(there, method, url, { body })])
    t.ok([200, 400].includes(a.status), `${name}: ${a.status} ${a.text.slice(0, 200)}`)
    t.equal(b.status, a.status, name)
    t.equal(b.text, a.text, name)
  }
  const done = await Promise.allSettled(runs)
  t.equal(done.length, cases.length)
  t.equal(done.filter(one => one.status === 'rejected').length, 2, 'all by the thread, the unknown names refused')
  const fault = { fault: { page: 'shift' } } as const
  for (const app of [here, there]) app.mock.control.faults.add(fault)
  const second = { body: { ...days, limit: 10, skip: 10 } }
  const [a, b] = [
    await ask(here, 'POST', at('getSessions'), second),
    await ask(there, 'POST', at('getSessions'), second),
  ]
  t.equal(b.text, a.text, 'a page that shifts')
  for (const app of [here, there]) app.mock.control.reset()
  const [c, d] = [
    await ask(here, 'POST', at('getSessions'), second),
    await ask(there, 'POST', at('getSessions'), second),
  ]
  t.equal(d.text, c.text)
  t.not(c.text, a.text, 'which the fault did')
})

t.test('requests of the default scenario stay on the main thread, large ones leave it', async t => {
  const app = buildApp(t)
  const answer = t.capture(app.mock.offload, 'answer', app.mock.offload.answer)
  const url = `/api/public/bot/${BOT}/getSessions`
  t.equal((await ask(app, 'POST', url, { body: { ...days, limit: 1000 } })).status, 200)
  t.equal(answer().length, 0)
  const large = t.capture(busy.mock.offload, 'answer', busy.mock.offload.answer)
  t.equal((await ask(busy, 'POST', url, { body: { ...days, limit: 100 } })).status, 200)
  t.equal(large().length, 1, 'two days of 60,000 each')
})

t.test('the main thread answers others meanwhile', async t => {
  const url = `/api/public/bot/${BOT}/getSessions`
  let isDone = false
  const otherDays = { dateFrom: '2026-03-03', dateTo: '2026-03-05' }
  const large = ask(busy, 'POST', url, { body: otherDays }).then(got => {
    isDone = true
    return got
  })
  let answered = 0
  while (!isDone) {
    await ask(busy, 'GET', '/__admin/health')
    answered += 1
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  t.equal((await large).status, 200)
  t.ok(answered > 5, `${answered} others were answered`)
})

t.test('without threads the main thread does it all', async t => {
  const app = buildApp(t, { scenario: 'small', maxBlockMs: -1 })
  t.intercept(Pool.prototype, 'run', { value: () => Promise.reject(new NoWorker('there is none')) })
  const [bot] = app.mock.main.world.bots
  t.equal((await ask(app, 'POST', `/api/public/bot/${bot?.id}/getSessions`, { body: days })).status, 200)
})

const asker = { client: 'one', ms: 100 }

t.test('a world that cannot be made is the error of its job alone', async t => {
  const { world } = buildApp(t).mock.main
  const pool = new Pool(new Budget(30_000_000))
  t.teardown(() => pool.close())
  const job = trendQuestion(world.spec, '2026-03-01', '2026-03-02')
  const good = createWorld(world.spec)
  const broken = { ...good, spec: { ...good.spec, packs: {} } }
  const asked = [good, broken, good].map(world => pool.run({ world, question: job }, asker))
  const [, bad, after] = await Promise.allSettled(asked)
  t.match(bad, { status: 'rejected', reason: /no content pack/ })
  t.equal(after?.status, 'fulfilled')
  await pool.close()
  await t.rejects(pool.run({ world: good, question: job }, asker), { name: 'NoWorker' })
})

t.test('a thread whose heap has grown too large ends when it has nothing to do', async t => {
  const { world } = buildApp(t).mock.main
  const budget = new Budget(30_000_000)
  const job = trendQuestion(world.spec, '2026-03-01', '2026-03-02')
  const patientBudget = new Budget(30_000_000)
  const frugal = new Pool(budget, { mostHeap: 0 })
  const patient = new Pool(patientBudget)
  for (const pool of [frugal, patient]) t.teardown(() => pool.close())
  const [first, same] = await Promise.all([frugal, patient].map(pool => pool.run({ world, question: job }, asker)))
  t.same(same, first)
  t.ok(patientBudget.bytes > 0, 'one with a small heap stays')
  t.equal(budget.bytes, 0, 'what it kept went with it')
  t.same(await frugal.run({ world, question: job }, asker), first, 'another one gives the same')
})

t.test('the sessions of a large bot are counted beside the main thread for the admin API too', async t => {
  const answer = t.capture(busy.mock.offload, 'answer', busy.mock.offload.answer)
  const { bots } = (await ask(busy, 'GET', `/__admin/world?botId=${BOT}`)).json as {
    bots: { counts: { sessionsLastWeek: number; agentSessionsLastWeek: number } }[]
  }
  t.ok(answer().length >= 2)
  const total = async (query: string) =>
    ((await ask(busy, 'POST', `/api/public/bot/${BOT}/getSessions${query}`)).json as { total: number }).total
  t.match(bots[0]?.counts, {
    sessionsLastWeek: await total(''),
    agentSessionsLastWeek: await total('?containmentType=agent'),
  })
})

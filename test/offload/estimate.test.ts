import t from 'tap'
import { operation } from '../../src/contract/contract.ts'
import { calendarStep, estimate } from '../../src/offload/estimate.ts'
import { sessionIdOf } from '../../src/world/sessions/session.ts'
import { dayOf } from '../../src/world/time.ts'
import { createWorld } from '../../src/world/world.ts'
import { TEST_BOT, type TestOptions, testSpec, testWorld } from '../world/helper.ts'

const NOW = Date.parse('2026-03-09T12:00:00Z')
const tomorrow = dayOf(NOW) + 1
const request = (body: object) => ({ path: { botId: TEST_BOT }, query: {}, headers: {}, body })

function world(options: TestOptions) {
  const { bots } = testWorld(options)
  const op = operation('getSessions')
  const cost = (body: object) => estimate({ op, request: request({ limit: 20, ...body }), bots, now: NOW })
  const [bot] = bots
  if (bot === undefined) throw new Error('no bot')
  return { bot, cost }
}

t.test('more sessions and larger pages cost more', async t => {
  const { cost } = world({ perDay: 10_000 })
  const day = { dateFrom: '2026-03-02', dateTo: '2026-03-02' }
  cost(day)
  t.ok(cost({ dateFrom: '2026-03-01', dateTo: '2026-03-07' }) > cost(day))
  t.ok(cost({ ...day, limit: 1000 }) > cost(day))
  t.ok(world({ perDay: 1_000_000 }).cost(day) > 100, 'whatever the calendar has to go')
})

t.test('a day whose columns are in memory costs less', async t => {
  const { bot, cost } = world({ perDay: 10_000 })
  const day = { dateFrom: '2026-03-03', dateTo: '2026-03-03' }
  const before = cost(day)
  bot.day(dayOf(Date.parse(day.dateFrom)))
  t.ok(cost(day) < before)
})

t.test('a bot of long standing sums its calendar up step by step', async t => {
  const { bot, cost } = world({ since: '2010-01-01', perDay: 100 })
  const { calendar } = bot
  const left = [calendar.daysTo(tomorrow)]
  t.equal(left[0], tomorrow - calendar.firstDay)
  const costs: number[] = []
  while (calendar.daysTo(tomorrow) > 0) {
    costs.push(cost({}))
    left.push(calendar.daysTo(tomorrow))
  }
  t.equal(costs[0], Number.POSITIVE_INFINITY, 'the first answer needs all of it, on another thread')
  t.equal(costs.length, 8)
  t.ok(
    left.slice(1).every((days, i) => (left[i] as number) - days <= 800),
    'no request sums up more than 800 days',
  )
  t.ok(cost({}) < 5)
})

t.test('an estimate that is broken off and begun anew sums up no more days', async t => {
  const broken = new Error('a break')
  const { bots } = createWorld(testSpec({ since: '2000-01-01' }), undefined, {
    kept: () => {
      throw broken
    },
  })
  const [bot] = bots
  const step = calendarStep()
  const left = bot!.calendar.daysTo(tomorrow)
  let breaks = 0
  for (let cost: number | undefined; cost === undefined; ) {
    try {
      cost = estimate({ op: operation('getSessions'), request: request({}), bots, now: NOW, step })
      t.equal(cost, Number.POSITIVE_INFINITY, 'the calendar is still long')
    } catch (error) {
      t.equal(error, broken)
      breaks++
    }
  }
  t.ok(breaks > 5)
  t.equal(left - bot!.calendar.daysTo(tomorrow), 800)
})

t.test('sessions named by id cost what their days cost, whatever the range', async t => {
  const { bot, cost } = world({ perDay: 1_000_000 })
  const number = dayOf(Date.parse('2026-03-03'))
  const id = sessionIdOf(bot.day(number), 7)
  const week = { dateFrom: '2026-02-20', dateTo: '2026-02-26' }
  while (cost(week) === Number.POSITIVE_INFINITY);
  t.ok(cost({ ...week, sessionId: [id] }) < cost(week) / 5)
  t.ok(cost({ sessionId: [id, sessionIdOf(bot.day(number - 9), 7)] }) > cost({ sessionId: [id] }))
  t.ok(cost({ sessionId: ['nobody'] }) < 1)
})

t.test('what is searched for row by row costs more', async t => {
  const { bots } = testWorld({ perDay: 1000 })
  const week = { dateFrom: '2026-03-01', dateTo: '2026-03-07', skip: 0, limit: 20 }
  const cost = (id: string, body: object) =>
    estimate({ op: operation(id), request: request({ ...week, ...body }), bots, now: NOW })
  const tags = (count: number, type?: string) => ({
    tags: { or: Array.from({ length: count }, (_, i) => ({ name: `n${i}`, values: ['a'], type })) },
  })
  for (const [id, body, more] of [
    ['getSessions', tags(1, 'session'), 40],
    ['getSessions', tags(100), 500],
    ['getSessions', tags(1, 'user'), 0.5],
    ['postMessages', tags(1, 'user'), 300],
    ['postMessages', tags(100), 900],
    ['postMessagesLite', { type: ['incoming'] }, 300],
    ['postMessages', { skip: 1_000_000_000_000 }, 100],
  ] as const) {
    t.ok(cost(id, body) - cost(id, {}) > more, `${id} ${JSON.stringify(body).slice(0, 60)}`)
  }
  for (const [id, body] of [
    ['getSessions', { tags: {} }],
    ['getSessions', { tags: { and: [], or: [] } }],
    ['getSessions', { skip: 1_000_000 }],
    ['postMessagesLite', { type: [] }],
  ] as const) {
    t.equal(cost(id, body), cost(id, {}), `${id} ${JSON.stringify(body)}`)
  }
})

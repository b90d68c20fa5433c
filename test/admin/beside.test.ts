import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { NoWorker, Pool } from '../../src/offload/pool.ts'
import { tooManyWait } from '../../src/offload/refusals.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { ask, buildApp, type Got } from '../helper.ts'

// What the admin API has read or made beside the main thread.

const GOOD = 'bots: { st-shop: { name: Shop, sessions: { perDay: 40, events: [{ from: -2d, times: 2 }] } } }\n'
const widget = (select: string, days: number) => ({
  widget: { name: 'x', type: 'table', dataSet: 'Sessions', select, groupBy: 'channel' },
  startDate: `2026-03-0${9 - days}`,
  endDate: '2026-03-08',
})

/** They lie in one part of the time. */
const TEN_MINUTES = 'from=2026-03-09T11:00:00Z&to=2026-03-09T11:09:59Z'

type AdminRequest = readonly [name: string, method: 'GET' | 'POST' | 'PUT', url: string, body?: object]

/** The thread's: nothing tells how long they take. HERE are those that are at hand. */
const READ: readonly AdminRequest[] = [
  ['a good text, checked', 'POST', 'scenario/check', { text: GOOD, week: true }],
  ['a wrong one', 'POST', 'scenario/check', { text: 'everyBot: { sessions: { perDay: many } }\nx: 1\n' }],
  ['no YAML', 'POST', 'scenario/check', { text: 'a: [\n' }],
  ['a secret that is wrong', 'POST', 'scenario/check', { text: 'apps: { a: { clientSecret: [hunter2secret] } }\n' }],
  ['a good text, used', 'PUT', 'scenario', { text: GOOD }],
  ['the bots that it makes', 'GET', 'world'],
  ['a wrong one, used', 'PUT', 'scenario', { text: 'seed: 7\n' }],
  ['a story', 'GET', 'stories/outage'],
  ['its scenario', 'PUT', 'scenario', { story: 'outage' }],
  ['the stories', 'GET', 'stories'],
  ['the schema', 'GET', 'scenario/schema'],
]
const HERE = ['the bots that it makes', 'the schema']
/** The thread's where the bot is large. */
const MADE: readonly AdminRequest[] = [
  ['a widget', 'POST', 'bots/st-1/widget', widget('channel, count(sessionid)', 1)],
  ['a desk', 'GET', 'bots/st-1/desk?from=2026-03-09T11:00:00Z&to=2026-03-09T12:00:00Z'],
  ['the truth', 'GET', `truth/sessions?botId=st-1&${TEN_MINUTES}`],
  ['the truth of messages', 'GET', `truth/messages?botId=st-1&${TEN_MINUTES}`],
  ['what is lost', 'GET', `predict?botId=st-1&kind=sessions&${TEN_MINUTES}`],
]

/** Of so many sessions a day that what is made of it is the thread's. */
const busy = { scenario: loadScenario({ extends: 'default', everyBot: { sessions: { perDay: 60_000 } } }) }
const small = { scenario: 'small' }

async function answersOf(app: FastifyInstance, requests: readonly AdminRequest[]): Promise<Got[]> {
  const got: Got[] = []
  for (const [, method, url, body] of requests) got.push(await ask(app, method, `/__admin/${url}`, { body }))
  return got
}

t.test('the thread gives what the main thread gives where there is no other', async t => {
  const there = [buildApp(t, small), buildApp(t, busy)] as const
  const read = t.capture(there[0].mock.offload, 'read', there[0].mock.offload.read)
  const made = t.capture(there[1].mock.offload, 'answer', there[1].mock.offload.answer)
  const got = [...(await answersOf(there[0], READ)), ...(await answersOf(there[1], MADE))]
  t.equal(read().length, READ.length - HERE.length, 'all but the world and the schema was read there')
  t.ok(made().length >= MADE.length, 'the truth in several parts')
  const few = t.capture(there[0].mock.offload, 'answer', there[0].mock.offload.answer)
  t.same(
    (await answersOf(there[0], MADE)).map(({ status }) => status),
    MADE.map(() => 200),
  )
  t.same(few(), [], 'of a small bot they are made here')

  t.intercept(Pool.prototype, 'run', { value: () => Promise.reject(new NoWorker('none to be had')) })
  const here = [buildApp(t, small), buildApp(t, busy)] as const
  const alone = [...(await answersOf(here[0], READ)), ...(await answersOf(here[1], MADE))]
  for (const [i, [name]] of [...READ, ...MADE].entries()) {
    t.equal(got[i]?.status, name === 'a wrong one, used' ? 412 : 200, name)
    t.equal(got[i]?.text, alone[i]?.text, name)
  }
  t.notMatch(got.map(({ text }) => text).join(), /hunter2secret/)
})

t.test('who finds too many waiting is told to come again', async t => {
  const app = buildApp(t, busy)
  const full = () => Promise.reject(tooManyWait(256, 3))
  t.intercept(Pool.prototype, 'run', { value: full })
  for (const [name, method, url, body] of [READ[0]!, READ[4]!, READ[7]!, ...MADE]) {
    const got = await ask(app, method, `/__admin/${url}`, { body })
    t.equal(got.status, 503, name)
    t.equal(got.headers['retry-after'], '3', name)
    t.match(got.json, { errors: [{ code: 503, error: [{ message: /256 requests/ }] }] }, name)
  }
})

t.test('more values than a widget counts are refused, wherever it is found', async t => {
  const app = buildApp(t, busy)
  const many = Object.assign(new Error('too many different values'), { name: 'TooManyValues' })
  t.intercept(Pool.prototype, 'run', { value: () => Promise.reject(many) })
  const [, method, url, body] = MADE[0]!
  const got = await ask(app, method, `/__admin/${url}`, { body })
  t.equal(got.status, 400)
  t.match(got.json, { errors: [{ msg: 'too many different values', mockCode: 'KM_ADMIN_WIDGET_LARGE' }] })
})

t.test('what is used last answers, however long the one before takes', async t => {
  const app = buildApp(t, small)
  const large = Array.from({ length: 200 }, (_, i) => `  st-${i}: { sessions: { perDay: 10 } }\n`).join('')
  const use = (text: string) => ask(app, 'PUT', '/__admin/scenario', { body: { text } })
  const [first, second] = await Promise.all([use(`bots:\n${large}`), use(GOOD)])
  t.same([first.status, second.status], [200, 200])
  const { json } = await ask(app, 'GET', '/__admin/world')
  t.match(json, { scenario: 'small-edited', bots: [{ id: 'st-shop', name: 'Shop' }] })
})

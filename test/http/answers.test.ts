import type { FastifyInstance } from 'fastify'
import t from 'tap'
import type { Body } from '../../src/apis/page.ts'
import { createApp } from '../../src/fastify/app.ts'
import { ACCOUNT, ask, BOT, buildApp, jwt } from '../helper.ts'

// Answers over what has closed are kept and sent again. None of them may differ from one made anew.

const NOW = '2026-03-16T12:00:00.000Z'
const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const WEEK = { dateFrom: '2026-03-02', dateTo: '2026-03-08' }
const PAGE = { ...WEEK, skip: 20, limit: 20 }

/** The bytes of the latest answer, as they were sent. */
const latest = (app: FastifyInstance) => [...app.mock.control.journal.entries()][0]?.exchange.answer?.body

/** Asks until the answer is a kept one. */
async function warm(app: FastifyInstance, body: object = PAGE): Promise<Body | undefined> {
  for (let i = 0; i < 2; i++) await ask(app, 'POST', SESSIONS, { body })
  return latest(app)
}

t.test('an answer sent again is the one made anew, byte for byte', async t => {
  const app = buildApp(t, { now: NOW })
  const assist = `/agentassist/api/v1/public/${BOT}`
  const trend = `/api/public/bot/${BOT}/v2/userEngagementTrend?aggregation_type=daily&start_date=2026-03-02&end_date=2026-03-05`
  const widget = `/api/public/bot/${BOT}/dashboard/Operations/widget/Heavy%20Users?startDate=2026-03-02&endDate=2026-03-03`
  const range = { from: '2026-03-02', to: '2026-03-03' }
  const requests: ['GET' | 'POST', string, object?][] = [
    ...[0, 20, 40, 100_000].map(skip => ['POST', SESSIONS, { ...PAGE, skip }] as ['POST', string, object]),
    ...['agent', 'dropOff'].map(
      kind => ['POST', `${SESSIONS}?containmentType=${kind}`, PAGE] as ['POST', string, object],
    ),
    ['POST', '/api/public/getSessions', PAGE],
    ['POST', trend],
    ['GET', widget],
    ['POST', `${assist}/aaconversation`, { ...range, limit: 5, includeHistory: true, includeSummary: true }],
    ['POST', `${assist}/aaconversation`, { ...range, limit: 5 }],
    ['GET', `${assist}/v2/agentassistinteractions?from=2026-03-02&to=2026-03-03&limit=5`],
    ['GET', `${assist}/v2/agentassistinteractions?from=2026-03-02&to=2026-03-03&limit=5&includeAgenticData=true`],
    ['POST', SESSIONS, { ...PAGE, limit: 'ten' }],
  ]
  const got: string[][] = []
  for (let round = 0; round < 4; round++) {
    const texts: string[] = []
    for (const [method, url, body] of requests) texts.push((await ask(app, method, url, { body })).text)
    got.push(texts)
  }
  // A mock of its own has nothing kept, and asked backwards it makes its days in another order.
  const other = buildApp(t, { now: NOW })
  for (let i = requests.length - 1; i >= 0; i--) {
    const [method, url, body] = requests[i] as (typeof requests)[number]
    const anew = (await ask(other, method, url, { body })).text
    for (const texts of got) if (texts[i] !== anew) t.equal(texts[i], anew, `${method} ${url}`)
  }
  t.equal(new Set(got.map(texts => texts.join('\n'))).size, 1)
  t.ok(new Set(got[0]).size >= requests.length - 1, 'the requests are not all the same')
})

t.test('only what has closed is kept, whatever the clock does', async t => {
  const app = buildApp(t, { now: NOW })
  const body = await warm(app)
  t.ok(Buffer.isBuffer(body), 'kept')
  await ask(app, 'POST', SESSIONS, { body: PAGE })
  t.equal(latest(app), body, 'and sent again')
  app.mock.control.clock.set('2026-03-04T12:00:00Z')
  const before = await ask(app, 'POST', SESSIONS, { body: PAGE })
  t.not(before.text, String(body), 'the clock was set back: half the week has not happened')
  const fresh = buildApp(t, { now: '2026-03-04T12:00:00Z' })
  t.equal(before.text, (await ask(fresh, 'POST', SESSIONS, { body: PAGE })).text)
  app.mock.control.clock.advance('PT10M')
  t.not((await ask(app, 'POST', SESSIONS, { body: PAGE })).json.total, before.json.total, 'time goes on')
  app.mock.control.reset()
  const again = await ask(app, 'POST', SESSIONS, { body: PAGE })
  t.equal(again.text, String(body))
  t.equal(again.headers['x-mock-now'], NOW)
})

t.test('scenarios and bots have answers of their own', async t => {
  const app = buildApp(t, { now: NOW })
  const usual = String(await warm(app))
  const headers = { 'x-mock-scenario': 'empty' }
  for (let i = 0; i < 3; i++) t.equal((await ask(app, 'POST', SESSIONS, { body: PAGE, headers })).json.total, 0)
  app.mock.control.switches.set(BOT, 'empty')
  t.equal((await ask(app, 'POST', SESSIONS, { body: PAGE })).json.total, 0)
  app.mock.control.switches.delete(BOT)
  t.equal((await ask(app, 'POST', SESSIONS, { body: PAGE })).text, usual)
  const other = SESSIONS.replace(BOT, 'st-another')
  for (let i = 0; i < 3; i++) t.not((await ask(app, 'POST', other, { body: PAGE })).text, usual)
})

t.test('a kept answer is refused to who may not have it', async t => {
  const app = buildApp(t, { now: NOW })
  const usual = String(await warm(app))
  const post = (headers: Record<string, string | undefined>) => ask(app, 'POST', SESSIONS, { body: PAGE, headers })
  t.equal((await post({ auth: undefined })).status, 401)
  t.equal((await post({ auth: 'no token' })).status, 401)
  const soon = { auth: jwt({ appId: 'someone', exp: Date.parse(NOW) / 1000 }), accountid: ACCOUNT }
  t.equal((await post(soon)).text, usual)
  app.mock.control.clock.advance('PT5M')
  t.equal((await post(soon)).status, 401, 'the token has expired since')
  t.equal((await post({})).text, usual)
})

t.test('faults and the journal see every call', async t => {
  const app = buildApp(t, { now: NOW })
  const usual = String(await warm(app))
  const { id } = await app.mock.control.faults.add({ match: { operationId: 'getSessions' }, fault: { status: 503 } })
  t.equal((await ask(app, 'POST', SESSIONS, { body: PAGE })).status, 503)
  app.mock.control.faults.remove(id)
  app.mock.control.faults.add({ fault: { page: 'repeat-last' }, times: 1 })
  t.not((await ask(app, 'POST', SESSIONS, { body: PAGE })).text, usual, 'a page that repeats a row')
  t.equal((await ask(app, 'POST', SESSIONS, { body: PAGE })).text, usual, 'and is not kept')
  const { size } = app.mock.control.journal
  for (let i = 0; i < 5; i++) await ask(app, 'POST', SESSIONS, { body: PAGE })
  t.equal(app.mock.control.journal.size, size + 5)
  t.equal(new Set([...app.mock.control.journal.entries()].map(({ exchange }) => exchange.requestId)).size, size + 5)
})

t.test('a refusal of the same bytes is the same, with an id of its own', async t => {
  const app = buildApp(t, { now: NOW })
  const refused = () => ask(app, 'POST', SESSIONS, { body: { ...WEEK, limit: 'ten' } })
  const [first, second] = [await refused(), await refused()]
  t.equal(first.status, 412)
  t.equal(first.text, second.text)
  t.not(first.headers['x-request-id'], second.headers['x-request-id'])
  t.equal((await ask(app, 'POST', SESSIONS, { body: { ...WEEK, limit: 'two' } })).text.includes('two'), true)
  const lost = () => ask(app, 'GET', '/api/public/bots')
  t.equal((await lost()).text, (await lost()).text)
  t.equal((await ask(app, 'PUT', SESSIONS)).status, 405)
  t.equal((await ask(app, 'PUT', '/nowhere')).status, 404)
})

t.test('what is kept is bounded', async t => {
  // Not `buildApp`: it would hold megabytes of rows against the contract again and again.
  const app = createApp({ now: NOW, journal: { entries: 2 }, memoryBytes: 48 * 1024 * 1024 })
  t.teardown(() => app.close())
  // One that nobody else in this file asks for, so that it is kept and not used again.
  const PAGE = { ...WEEK, skip: 7, limit: 20 }
  const kept = await warm(app, PAGE)
  let bytes = 0
  for (let page = 0; bytes < 9 * 1024 * 1024; page++) {
    const monday = Date.parse('2026-03-02') - (page >> 1) * 7 * 86_400_000
    const [dateFrom, dateTo] = [monday, monday + 6 * 86_400_000].map(ms => new Date(ms).toISOString().slice(0, 10))
    const body = { dateFrom, dateTo, skip: (page & 1) * 2500, limit: 2500 }
    bytes += (await warm(app, body))?.length ?? 0
  }
  const again = await ask(app, 'POST', SESSIONS, { body: PAGE })
  t.not(latest(app), kept, 'made anew')
  t.equal(again.text, String(kept), 'and the same')
})

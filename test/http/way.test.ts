import t from 'tap'
import { bytesOf } from '../../src/apis/page.ts'
import { Corridor } from '../../src/http/corridor.ts'
import type { Call } from '../../src/http/exchange.ts'
import { headersOf } from '../../src/http/head.ts'
import { routesAt } from '../../src/http/routes.ts'
import { verbOf } from '../../src/http/verb.ts'
import { ACCOUNT, BOT, buildApp, STRANGER } from '../helper.ts'
import { ALL_SESSIONS, CONVERSATIONS, mockOf, SEGMENTS, SESSIONS, TREND } from './helper.ts'

// The way of a request without a server: values in, values out. A face adds nothing to it but the length of the body
// and, where it could have packed the body, what that depends on.

interface Request {
  readonly name: string
  readonly method?: string
  readonly url: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

const WEEK = '"dateFrom":"2026-03-02","dateTo":"2026-03-08"'
const RANGE = 'from=2026-03-02&to=2026-03-03'
const PAGE = `{${WEEK},"limit":5}`

const requests: Request[] = [
  { name: 'sessions', url: SESSIONS, body: PAGE },
  { name: 'the same sessions', url: SESSIONS, body: PAGE },
  { name: 'once more, as they are kept', url: SESSIONS, body: PAGE },
  { name: 'sessions of the account', url: ALL_SESSIONS, body: '{"limit":3}' },
  { name: 'an alias', url: `/api/public/stream/${BOT}/getSessions`, body: PAGE },
  { name: 'a trend', url: `${TREND}?aggregation_type=daily&start_date=2026-03-02&end_date=2026-03-05` },
  { name: 'conversations', url: CONVERSATIONS, body: '{"from":"2026-03-02","to":"2026-03-03","limit":2}' },
  { name: 'segments', method: 'GET', url: `${SEGMENTS}?${RANGE}&limit=2` },
  { name: 'another verb by header', url: `${SEGMENTS}?${RANGE}`, headers: { 'x-http-method-override': 'get' } },
  {
    name: 'a blank in the path',
    method: 'GET',
    url: `/api/public/bot/${BOT}/dashboard/no%20such/widget/a%2Fb?${RANGE}`,
  },
  { name: 'a test id and a scenario', url: SESSIONS, headers: { 'x-test-id': 'mine', 'x-mock-scenario': 'empty' } },
  { name: 'a preference', url: SESSIONS, headers: { prefer: 'code=429' } },
  { name: 'no token', url: SESSIONS, headers: { auth: '' } },
  { name: 'a bot of another form', url: SESSIONS.replace(BOT, 'abc') },
  { name: 'a body that is no JSON', url: SESSIONS, body: '{"limit": ' },
  { name: 'a body of another type', url: SESSIONS, body: 'limit=5', headers: { 'content-type': 'text/plain' } },
  { name: 'a body that is no UTF-8', url: SESSIONS, body: '{"userId":"\u00ff"}' },
  { name: 'a limit that is a word', url: SESSIONS, body: '{"limit":"ten"}' },
  { name: 'the same refusal again', url: SESSIONS, body: '{"limit":"ten"}' },
  { name: 'a range too long', url: SESSIONS, body: '{"dateFrom":"2026-01-01","dateTo":"2026-03-08"}' },
  { name: 'a query with marks', method: 'GET', url: `${SEGMENTS}?from=2026-03-02&to=%zz&limit=a+b&limit=%C3%A4&x` },
  { name: 'another verb', method: 'PUT', url: SESSIONS },
  { name: 'a path that leads nowhere', method: 'GET', url: '/api/public/bots?x=1' },
  { name: 'the same path again', method: 'GET', url: '/api/public/bots?x=1' },
  { name: 'a path with broken marks', method: 'PATCH', url: '/api/p%C3%A4th' },
]

/** The bytes of a text of one character each. */
const bytesOfLatin1 = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))

async function walk(corridor: Corridor, { method: verb, url, headers, body }: Required<Request>) {
  const method = verbOf({ method: verb, headers })
  const taker = routesAt(url).find(({ op }) => op.method === method)
  const exchange = corridor.begin({ method, url, headers }, taker)
  if (body !== '') exchange.body = bytesOfLatin1(body)
  if (taker === undefined) corridor.answerUnmatched(exchange)
  else await corridor.answer(exchange as Call)
  const { status, body: sent } = exchange.answer!
  return { status, headers: headersOf(exchange), text: bytesOf(sent).toString() }
}

t.test('values in, values out: what the Fastify face gives for the same', async t => {
  const app = buildApp(t)
  const corridor = new Corridor(mockOf())
  const statuses = new Set<number>()
  for (const [i, { name, method = 'POST', url, headers = {}, body = '' }] of requests.entries()) {
    const all = { auth: STRANGER, accountid: ACCOUNT, 'x-request-id': `r-${i}`, 'content-type': 'application/json' }
    const sent = { name, method, url, headers: { ...all, ...headers }, body }
    const walked = await walk(corridor, sent)
    const payload = body === '' ? {} : { payload: Buffer.from(bytesOfLatin1(body)) }
    const got = await app.inject({ method: method as 'POST', url, headers: { ...sent.headers }, ...payload })
    t.equal(walked.status, got.statusCode, `${name}: status`)
    t.equal(walked.text, got.payload, `${name}: body`)
    const { date, connection, 'content-length': length, vary, ...others } = got.headers
    t.equal(length, String(Buffer.byteLength(walked.text)), `${name}: length`)
    t.strictSame(walked.headers, { ...others }, `${name}: headers`)
    statuses.add(walked.status)
  }
  t.strictSame([...statuses].sort(), [200, 400, 401, 404, 405, 412, 429])
  const journal = [...corridor.mock.control.journal.entries()].reverse()
  t.equal(journal.length, requests.length, 'each is in the journal')
  t.strictSame(
    journal.map(({ exchange }) => [exchange.requestId, exchange.status]),
    [...app.mock.control.journal.entries()].reverse().map(({ exchange }) => [exchange.requestId, exchange.status]),
  )
})

t.test('who waits for nothing is answered at once', async t => {
  // Nothing takes long where the clock stands.
  t.intercept(performance, 'now', { value: () => 0 })
  const corridor = new Corridor(mockOf({ maxBlockMs: Number.POSITIVE_INFINITY }))
  const call = (headers: Record<string, string>) => {
    const head = { method: 'POST', url: SESSIONS, headers: { auth: STRANGER, ...headers } }
    return corridor.begin(head, routesAt(SESSIONS)[0]) as Call
  }
  const plain = call({})
  t.equal(corridor.answer(plain), undefined)
  t.equal(plain.status, 200)
  const late = call({ 'x-mock-delay': '1' })
  const waiting = corridor.answer(late)
  t.type(waiting, Promise)
  t.equal(late.answer, undefined)
  await waiting
  t.equal(late.status, 200)
})

t.test('a fault of our own is a 500, and told', async t => {
  const mock = mockOf()
  const corridor = new Corridor(mock)
  const broken = new TypeError('something is broken')
  for (const takeFault of [
    () => {
      throw broken
    },
    () => Promise.reject(broken),
  ]) {
    mock.control.takeFault = takeFault
    const head = { method: 'POST', url: SESSIONS, headers: { auth: STRANGER } }
    const call = corridor.begin(head, routesAt(SESSIONS)[0]) as Call
    await corridor.answer(call)
    t.equal(call.status, 500)
    t.equal(call.failure, broken, 'for the log of the face')
    t.equal(call.isUnearned, true, 'nothing that the client did: the report and --fail-on do not count it')
    t.match(String(call.answer?.body), /something is broken/)
  }
})

t.test('ids of requests', async t => {
  const corridor = new Corridor(mockOf())
  const begin = (id?: string) =>
    corridor.begin({ method: 'GET', url: '/', headers: id === undefined ? {} : { 'x-request-id': id } }).requestId
  t.equal(begin('mine-1'), 'mine-1')
  for (const id of ['', 'with blank', 'ü', 'x'.repeat(201)]) t.not(begin(id), id)
  t.equal(new Set(Array.from({ length: 100 }, () => begin())).size, 100)
  t.not(new Corridor(mockOf()).begin({ method: 'GET', url: '/', headers: {} }).requestId, begin())
})

import t from 'tap'
import { Caller } from '../../src/check/caller.ts'
import { runCheck } from '../../src/check/run.ts'
import { CannotCheck, type Fetch } from '../../src/check/types.ts'
import { createApp } from '../../src/fastify/app.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { NOW } from '../helper.ts'
import { fetchOf, WHO } from './helper.ts'

const json = { 'content-type': 'application/json' }
const limited = (retryAfter?: string) =>
  new Response('{"errors":[{"msg":"Too many","code":429}]}', {
    status: 429,
    headers: { ...json, ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) },
  })

/** Answers with these one after the other, and writes down what was waited for and said. */
function caller(answers: (() => Response | Promise<Response>)[], more: object = {}) {
  const slept: number[] = []
  const said: string[] = []
  const made = new Caller({
    ...WHO,
    fetch: async () => (answers.shift() as () => Response)(),
    sleep: async ms => void slept.push(ms),
    say: line => void said.push(line),
    ...more,
  })
  return { made, slept, said }
}
const call = { method: 'GET', url: '/', headers: {} }

t.test('after a 429 it waits as long as it is told, and says so', async t => {
  const { made, slept, said } = caller([
    () => limited('7'),
    () => limited(),
    () => new Response('{}', { headers: json }),
  ])
  t.match(await made.send(call), { status: 200, isJson: true, mediaType: 'application/json' })
  t.same(slept, [7000, 60_000])
  t.same(said, ['429: waiting 7 s (Retry-After)', '429: waiting 60 s (without Retry-After)'])
  t.match(made, { calls: 3, limited: 2, waitedMs: 67_000 })
})

t.test('it does not wait for an hour', async t => {
  const { made, slept } = caller([() => limited('3600')])
  await t.rejects(made.send(call), { name: 'LimitedOut', message: /429, Retry-After 3600 s/ })
  t.same(slept, [])
})

t.test('requests keep their distance', async t => {
  const { made, slept } = caller(
    [1, 2, 3].map(() => () => new Response('{}')),
    { pauseMs: 250 },
  )
  for (let i = 0; i < 3; i++) await made.send(call)
  t.same(slept, [250, 250])
})

t.test('what does not come is an answer too, in words without addresses', async t => {
  const { made } = caller(
    [
      () =>
        Promise.reject(
          new TypeError('fetch failed', { cause: Object.assign(new Error('10.0.0.7'), { code: 'ECONNRESET' }) }),
        ),
      () => Promise.reject(new TypeError('fetch failed')),
      () => Promise.reject(new DOMException('late', 'TimeoutError')),
      () => new Response('<html>'),
    ],
    { timeoutMs: 40 },
  )
  t.match(await made.send(call), { status: 0, why: 'no answer: ECONNRESET' })
  t.match(await made.send(call), { status: 0, why: 'no answer: the connection ended' })
  t.match(await made.send(call), { status: 0, why: 'no answer within 40 ms' })
  t.match(await made.send(call), { status: 200, isJson: false })
})

t.test('tokens are new each time, and go by the clock of the server', async t => {
  const { made } = caller([() => new Response('{}', { headers: { 'x-mock-now': '2031-01-01T00:00:00Z' } })])
  await made.send(call)
  const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString())
  const [one, other] = [claims(made.token()), claims(made.token())]
  t.equal(new Date(one.exp * 1000).toISOString().slice(0, 10), '2031-01-01')
  t.equal(one.appId, WHO.clientId)
  t.not(one.jti, other.jti)
})

t.test('a run that is limited for good is ended, and says so', async t => {
  const app = createApp({ seed: 'check', now: NOW })
  t.teardown(() => app.close())
  const good = fetchOf(app)
  let calls = 0
  const fetch: Fetch = async (url, init) => (++calls > 30 ? limited('3600') : good(url, init))
  const report = await runCheck({ ...WHO, fetch })
  t.match(report, { cut: /^left out: 429, Retry-After 3600 s/, differs: 0, calls: 31, limited: 1 })
  t.match(report.findings.at(-1), { operationId: 'getAgenticHistory', result: 'not seen', found: /^left out: / })
})

t.test('a server with quotas is checked in its own time', async t => {
  const app = createApp({
    seed: 'check',
    now: NOW,
    scenario: { ...loadScenario('default'), quotas: [{ perMinute: 20 }] },
  })
  t.teardown(() => app.close())
  const report = await runCheck({
    ...WHO,
    only: ['getSessions'],
    fetch: fetchOf(app),
    sleep: async ms => app.mock.control.clock.advance(`PT${ms / 1000}S`),
  })
  t.match(report, { differs: 0, notSeen: 0, limited: 1, waitedMs: 60_000 })
})

t.test('what cannot be checked', async t => {
  const app = createApp({ seed: 'check', now: NOW })
  t.teardown(() => app.close())
  const gone: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }))
  await t.rejects(
    runCheck({ ...WHO, fetch: gone }),
    new CannotCheck('mock.test cannot be reached: no answer: ECONNREFUSED'),
  )
  await t.rejects(
    runCheck({ ...WHO, clientSecret: 'wrong', fetch: fetchOf(app) }),
    new CannotCheck('the server refuses these credentials for every operation'),
  )
  await t.rejects(runCheck({ ...WHO, fetch: async () => limited('4000') }), {
    name: 'CannotCheck',
    message: /takes no calls/,
  })
})

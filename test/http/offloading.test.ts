import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { Pool } from '../../src/offload/pool.ts'
import { tooManyWait } from '../../src/offload/refusals.ts'
import { ask, BOT, buildApp, HEADERS, jwt } from '../helper.ts'

/** Everything is the thread's. */
const ASIDE = { scenario: 'small', maxBlockMs: -1 }
const SESSIONS = `/api/public/bot/${BOT}/getSessions`

t.test('who takes turns with whom', async t => {
  const withAuth = { lenient: buildApp(t, ASIDE), off: buildApp(t, { ...ASIDE, auth: 'off' }) }
  const asked: string[] = []
  for (const app of Object.values(withAuth)) {
    const { answer } = app.mock.offload
    t.intercept(app.mock.offload, 'answer', {
      value(...args: Parameters<typeof answer>) {
        asked.push(args[2].client)
        return answer.apply(app.mock.offload, args)
      },
    })
  }
  const [known] = withAuth.lenient.mock.main.apps.values()
  const { clientId = '', clientSecret = '' } = known ?? {}
  const auth = jwt({ appId: clientId }, clientSecret)
  const nameless = jwt({ sub: 'nobody' })
  const long = 'x'.repeat(2_000)
  const rows: [name: string, auth: 'lenient' | 'off', headers: Record<string, string>, client: string][] = [
    ['no token', 'off', { auth: '' }, 'from 127.0.0.1'],
    ['no token, a test id', 'off', { auth: '', 'x-test-id': 't-9' }, 'from 127.0.0.1, test t-9'],
    ['a token that nobody reads', 'off', { auth: 'a text' }, 'token a text'],
    ['a long one', 'off', { auth: `${long}.end` }, `token ${long.slice(0, 124)}.end`],
    ['a verified app', 'lenient', { auth }, `app ${clientId}`],
    ['a test of it', 'lenient', { auth, 'x-test-id': 't-9' }, `app ${clientId}, test t-9`],
    ['an app nobody knows', 'lenient', { auth: jwt({ appId: 'cs-7' }) }, 'app cs-7'],
    ['the same, another token', 'lenient', { auth: jwt({ appId: 'cs-7', jti: '2' }) }, 'app cs-7'],
    ['another', 'lenient', { auth: jwt({ iss: 'cs-8' }), 'x-test-id': 't-9' }, 'app cs-8, test t-9'],
    ['one with a long name', 'lenient', { auth: jwt({ appId: long }) }, `app ${long.slice(0, 128)}`],
    ['a token without an app', 'lenient', { auth: nameless }, `token ${nameless.slice(-128)}`],
  ]
  for (const [name, auth, headers] of rows) {
    t.equal((await ask(withAuth[auth], 'POST', SESSIONS, { body: {}, headers })).status, 200, name)
  }
  t.same(
    asked,
    rows.map(([, , , client]) => client),
  )
})

t.test('one of an unknown app waits for one of another, not for all of them', async t => {
  const app = buildApp(t, ASIDE)
  const order: string[] = []
  const get = async (appId: string) => {
    const { status } = await ask(app, 'POST', SESSIONS, { body: {}, headers: { auth: jwt({ appId }) } })
    t.equal(status, 200)
    order.push(appId)
  }
  await get('cs-first')
  await Promise.all([...Array.from({ length: 9 }, () => get('cs-many')), get('cs-one')])
  const place = order.indexOf('cs-one')
  t.ok(place <= 3, `it came ${place}. of ${order.join(' ')}`)
})

t.test('too many wait: 503 in the envelope, and when to come back', async t => {
  const app = buildApp(t, { scenario: 'small', maxBlockMs: -1 })
  t.intercept(Pool.prototype, 'run', { value: () => Promise.reject(tooManyWait(256, 3)) })
  const refused = await ask(app, 'POST', SESSIONS, { body: {} })
  t.equal(refused.status, 503)
  t.equal(refused.headers['retry-after'], '3')
  t.match(refused.json, { errors: [{ msg: 'Service Unavailable', code: 503, error: [{ property: 'server' }] }] })
})

t.test('a client that leaves has no answer made', async t => {
  const app = buildApp(t, { maxBlockMs: -1 })
  await app.listen({ port: 0 })
  const { port } = app.server.address() as AddressInfo
  const runs: Promise<unknown>[] = []
  const { run } = Pool.prototype
  t.intercept(Pool.prototype, 'run', {
    value(this: Pool, ...args: Parameters<typeof run>) {
      const running = run.apply(this, args)
      runs.push(running)
      ahead.destroy()
      return running
    },
  })
  // It takes longer than to notice that nobody waits for it.
  const path = `/api/public/bot/${BOT}/v2/userEngagementTrend?start_date=2025-03-10&end_date=2026-03-09`
  const ahead = request({ port, method: 'POST', path, headers: HEADERS })
  ahead.on('error', () => {})
  const left = new Promise<number>(resolve =>
    app.mock.control.journal.subscribe(({ exchange }) => resolve(exchange.status)),
  )
  ahead.end()
  t.equal(await left, 499)
  t.match((await Promise.allSettled(runs))[0], { status: 'rejected', reason: { status: 499 } })
})

t.test('a widget that counts too much is refused, on either thread', async t => {
  for (const maxBlockMs of [-1, Number.POSITIVE_INFINITY]) {
    const app = buildApp(t, { scenario: 'small', maxBlockMs })
    const { mock } = app
    const error = Object.assign(new Error('The widget counts more than 9 different values'), { name: 'TooManyValues' })
    t.intercept(Pool.prototype, 'run', { value: () => Promise.reject(error) })
    const board = mock.main.world.bots[0]?.spec.dashboards[0]
    const name = encodeURIComponent(board?.name ?? '')
    const path = `/api/public/bot/${BOT}/dashboard/${name}/widget/${encodeURIComponent(board?.widgets[0]?.name ?? '')}`
    const got = await ask(app, 'GET', `${path}?startDate=2026-03-01&endDate=2026-03-07`)
    if (maxBlockMs > 0) t.equal(got.status, 200, 'this one does not')
    else
      t.match(got, {
        status: 400,
        json: { errors: [{ msg: /more than 9/, error: [{ property: 'query.startDate' }] }] },
      })
  }
})

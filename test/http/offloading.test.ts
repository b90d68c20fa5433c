import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { Pool } from '../../src/offload/pool.ts'
import { tooManyWait } from '../../src/offload/refusals.ts'
import { ask, BOT, buildApp, HEADERS, jwt } from '../helper.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`

t.test('who takes turns with whom', async t => {
  const app = buildApp(t, { scenario: 'small', maxBlockMs: -1, auth: 'off' })
  const answer = t.capture(app.mock.offload, 'answer', app.mock.offload.answer)
  const strict = buildApp(t, { scenario: 'small', maxBlockMs: -1 })
  const withApp = t.capture(strict.mock.offload, 'answer', strict.mock.offload.answer)
  const [known] = strict.mock.main.apps.values()
  const { clientId = '', clientSecret = '' } = known ?? {}
  const auth = jwt({ appId: clientId }, clientSecret)
  const unknown = buildApp(t, { scenario: 'small', maxBlockMs: -1 })
  const invented = t.capture(unknown.mock.offload, 'answer', unknown.mock.offload.answer)
  const rows: [name: string, app: ReturnType<typeof buildApp>, headers: Record<string, string>, client: string][] = [
    ['no token', app, {}, 'from 127.0.0.1'],
    ['no token, a test id', app, { 'x-test-id': 't-9' }, 'from 127.0.0.1'],
    ['a verified app', strict, { auth }, `app ${clientId}`],
    ['a test of it', strict, { auth, 'x-test-id': 't-9' }, `app ${clientId}, test t-9`],
    ['an app nobody knows', unknown, { auth: jwt({ appId: 'cs-7' }) }, 'from 127.0.0.1'],
    ['another', unknown, { auth: jwt({ iss: 'cs-8' }), 'x-test-id': 't-9' }, 'from 127.0.0.1'],
  ]
  for (const [name, asked, headers] of rows) {
    t.equal((await ask(asked, 'POST', SESSIONS, { body: {}, headers })).status, 200, name)
  }
  t.same(
    [...answer(), ...withApp(), ...invented()].map(({ args }) => args[2].client),
    rows.map(([, , , client]) => client),
  )
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

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
  await ask(app, 'POST', SESSIONS, { body: {} })
  await ask(strict, 'POST', SESSIONS, { body: {}, headers: { auth: jwt({ appId: 'cs-1' }) } })
  await ask(strict, 'POST', SESSIONS, { body: {}, headers: { auth: jwt({ appId: 'cs-1' }), 'x-test-id': 't-9' } })
  t.same(
    [...answer(), ...withApp()].map(({ args }) => args[2].client),
    ['from 127.0.0.1', 'app cs-1', 'app cs-1, test t-9'],
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
  const ahead = request({ port, method: 'POST', path: SESSIONS, headers: HEADERS })
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

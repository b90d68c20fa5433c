import t, { type Test } from 'tap'
import { ask, BOT, NOW } from '../helper.ts'
import { everyKind, type Kind, mockOfKind } from '../kinds.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const MINE = { 'x-test-id': 'mine' }
const LATER = '2026-03-10T00:00:00.000Z'

/** A mock that two test ids have called once each, and one client without. */
async function called(t: Test, kind: Kind, control = true) {
  const app = await mockOfKind(t, kind, { control })
  for (const headers of [MINE, { 'x-test-id': 'other' }, {}]) await ask(app, 'POST', SESSIONS, { headers, body: {} })
  return app
}

everyKind(t, 'what moves the clock of a test id: decision D210', async (t, kind) => {
  const rows: { headers: Record<string, string>; query?: string; moved: string[] }[] = [
    { headers: MINE, moved: ['mine'] },
    { headers: {}, query: '?testId=mine', moved: ['mine'] },
    { headers: MINE, query: '?testId=other', moved: ['other'] },
    { headers: { 'x-test-id': '' }, moved: ['', 'mine', 'other'] },
    { headers: {}, moved: ['', 'mine', 'other'] },
  ]
  for (const { headers, query = '', moved } of rows) {
    const app = await mockOfKind(t, kind)
    const said = await ask(app, 'PUT', `/__admin/clock${query}`, { headers, body: { now: LATER } })
    t.equal(said.json.now, LATER)
    for (const id of ['', 'mine', 'other']) {
      const sent = id === '' ? {} : { 'x-test-id': id }
      const expected = moved.includes(id) ? LATER : NOW
      const name = `${JSON.stringify(headers)} ${query}: ${id}`
      const answer = await ask(app, 'POST', SESSIONS, { headers: sent, body: { dateFrom: NOW, dateTo: NOW } })
      t.equal(answer.headers['x-mock-now'], expected, name)
      t.equal((await ask(app, 'GET', '/__admin/clock', { headers: sent })).json.now, expected, name)
    }
  }
})

everyKind(t, 'calls that are for a test id are for that of their caller', async (t, kind) => {
  const app = await called(t, kind)
  for (const url of ['requests', 'requests?testId=mine', 'report']) {
    const { json } = await ask(app, 'GET', `/__admin/${url}`, { headers: MINE })
    t.equal(json.total ?? json.calls, 1, url)
  }
  for (const [headers, body, count] of [
    [MINE, {}, 1],
    [MINE, { testId: 'other' }, 1],
    [{}, {}, 3],
  ] as const) {
    t.equal((await ask(app, 'POST', '/__admin/requests/count', { headers, body })).json.count, count)
    t.equal((await ask(app, 'POST', '/__admin/requests/find', { headers, body })).json.total, count)
  }
  t.equal((await ask(app, 'DELETE', '/__admin/requests', { headers: MINE })).json.removed, 1)
  const { json } = await ask(app, 'POST', '/__admin/reset', { headers: MINE })
  t.notOk(json.reset.includes('scenarios'), 'of what all share nothing is set back')
  t.equal((await ask(app, 'GET', '/__admin/requests')).json.total, 2)
})

everyKind(t, 'a fault is for the calls of who sets it', async (t, kind) => {
  const app = await mockOfKind(t, kind)
  const fault = { status: 503 }
  const set = await ask(app, 'POST', '/__admin/faults', { headers: MINE, body: { fault } })
  t.same(set.json.match, { testId: 'mine' })
  t.equal((await ask(app, 'POST', SESSIONS, { body: {} })).status, 200)
  t.equal((await ask(app, 'POST', SESSIONS, { headers: MINE, body: {} })).status, 503)
  const match = { testId: 'other', botId: BOT }
  const other = await ask(app, 'POST', '/__admin/faults', { headers: MINE, body: { match, fault } })
  t.same(other.json.match, match)
})

everyKind(t, 'calls that are for no test id ignore it, and so do all without control headers', async (t, kind) => {
  const app = await called(t, kind, false)
  t.equal((await ask(app, 'GET', '/__admin/requests', { headers: MINE })).json.total, 3)
  await ask(app, 'PUT', '/__admin/clock', { headers: MINE, body: { now: LATER } })
  t.equal((await ask(app, 'GET', '/__admin/clock')).json.now, LATER)
  const world = await ask(await mockOfKind(t, kind), 'GET', '/__admin/world', { headers: MINE })
  t.equal(world.status, 200)
})

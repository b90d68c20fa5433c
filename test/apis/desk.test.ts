import t from 'tap'
import type { components } from '../../src/contract/generated/admin-types.ts'
import { BOT, buildApp, HEADERS } from '../helper.ts'

type Shapes = components['schemas']

const NOON = '2026-03-09T17:00:00.000Z'
const host = 'localhost'

t.test('the desk is that of the sessions', async t => {
  const app = buildApp(t, { now: NOON })
  const range = { from: '2026-03-02T00:00:00Z', to: '2026-03-09T00:00:00Z' }
  const desk = (
    await app.inject({ url: `/__admin/bots/${BOT}/desk`, query: range, headers: { host } })
  ).json() as Shapes['Desk']
  const sum = (rows: readonly { readonly offered: number }[]) => rows.reduce((all, { offered }) => all + offered, 0)
  const sessions = await app.inject({
    method: 'POST',
    url: `/api/public/bot/${BOT}/getSessions?containmentType=agent`,
    headers: HEADERS,
    payload: { dateFrom: '2026-03-02', dateTo: '2026-03-08', limit: 10_000 },
  })
  const rows = sessions.json().sessions as { sessionId: string }[]
  const ids = new Set(rows.map(({ sessionId }) => sessionId))
  // A session belongs to a range by its start, a hand-over by its own time: some at either midnight differ.
  t.ok(
    Math.abs(rows.length - sum(desk.mediums)) <= 5,
    `all that were handed over: ${sum(desk.mediums)} of ${rows.length}`,
  )
  const talked = desk.mediums.filter(({ medium }) => medium !== 'emails')
  t.equal(sum(desk.queues), sum(talked), 'queues have all calls and chats')
  t.equal(sum(desk.hours), sum(talked), 'so have hours')
  for (const row of [...desk.mediums, ...desk.queues, ...desk.hours]) {
    t.equal(row.offered, row.answered + row.gaveUp + row.closed + row.waiting)
    t.ok(row.withinTarget <= row.answered)
  }
  t.ok(
    desk.hours.every(({ staffedSeconds, busySeconds }) => staffedSeconds === 0 || busySeconds <= 1.5 * staffedSeconds),
  )
  const waits = desk.longestWaits.map(({ waitSeconds }) => waitSeconds)
  t.same(
    waits,
    [...waits].sort((a, b) => b - a),
    'the longest first',
  )
  t.ok(
    desk.longestWaits.every(({ sessionId }) => ids.has(sessionId)),
    'each names its session',
  )
})

t.test('nothing is told before it is there', async t => {
  const at = async (now: string) => {
    const app = buildApp(t, { now })
    const query = { from: '2026-03-09T00:00:00Z', to: '2026-03-10T00:00:00Z' }
    return (await app.inject({ url: `/__admin/bots/${BOT}/desk`, query, headers: { host } })).json() as Shapes['Desk']
  }
  const [early, late] = [await at('2026-03-09T15:00:00.000Z'), await at('2026-03-09T20:00:00.000Z')]
  t.equal(early.to, '2026-03-09T15:00:00.000Z')
  t.ok(early.onShift.every(({ begin, end }) => begin <= early.now && early.now < end))
  t.ok(early.onShift.length > 0)
  const before = (desk: Shapes['Desk']) => desk.hours.filter(({ start }) => start < '2026-03-09T14:00:00.000Z')
  t.same(
    before(early).map(({ offered }) => offered),
    before(late).map(({ offered }) => offered),
    'what is over stays as it was',
  )
})

t.test('labels are those of the messages', async t => {
  const app = buildApp(t, { now: NOON })
  const found = await app.inject({
    method: 'POST',
    url: `/api/public/bot/${BOT}/getSessions?containmentType=agent`,
    headers: HEADERS,
    payload: { dateTo: '2026-03-08', limit: 1 },
  })
  const { sessionId } = found.json().sessions[0]
  const messages = await app.inject({
    method: 'POST',
    url: `/api/public/bot/${BOT}/getMessagesV2`,
    headers: HEADERS,
    payload: { sessionId: [sessionId], limit: 1_000 },
  })
  const { labels } = (
    await app.inject({ url: `/__admin/bots/${BOT}/labels/${sessionId}`, headers: { host } })
  ).json() as Shapes['Labels']
  t.same(
    labels.map(({ messageId }) => messageId).reverse(),
    messages.json().messages.map(({ _id }: { _id: string }) => _id),
  )
})

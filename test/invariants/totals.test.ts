import fc from 'fast-check'
import t from 'tap'
import { call, rowsOf, type SessionRow, viewOf } from '../apis/views.ts'
import { runs } from '../long.ts'

// Invariant 2: totals of parts add up to the total of the whole, sessions under way included.

const DAY = 86_400_000
const SINCE = Date.parse('2026-02-20')
const view = viewOf('2026-03-12T16:25:00.000Z', {
  since: '2026-02-20',
  perDay: 120,
  nonInteractive: 0.2,
  seed: 'totals',
  more: [{ id: 'st-second' }],
})

function total(query: Record<string, string>, body: object, account: boolean): number {
  const answer = call(view, account ? 'getAccountSessions' : 'getSessions', { query, body: { limit: 1, ...body } })
  return (answer.body as { total: number }).total
}

const asked = fc.record({
  from: fc.integer({ min: -DAY, max: 20 * DAY }),
  // To the very end of the world, so that some sessions are under way.
  length: fc.integer({ min: 0, max: 7 * DAY }),
  cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  sessionType: fc.option(fc.constantFrom('interactive', 'non-interactive'), { nil: undefined }),
  tag: fc.boolean(),
  account: fc.boolean(),
})

t.test('kinds, types and stretches of time add up', async t => {
  fc.assert(
    fc.property(asked, ({ from, length, cuts, sessionType, tag, account }) => {
      const start = SINCE + from
      const end = start + length
      const span = (a: number, b: number) => ({
        dateFrom: new Date(a).toISOString(),
        dateTo: new Date(b).toISOString(),
        ...(tag ? { tags: { and: [{ name: 'CustomerType', values: ['Regular', 'Gold'] }] } } : {}),
      })
      const more = sessionType === undefined ? {} : { sessionType }
      const whole = total({}, { ...span(start, end), ...more }, account)
      const kinds = ['dropOff', 'selfService', 'agent'].map(containmentType =>
        total({ containmentType }, { ...span(start, end), ...more }, account),
      )
      const sum = (parts: number[]) => parts.reduce((a, b) => a + b, 0)
      if (sum(kinds) !== whole) throw new Error(`kinds ${kinds} of ${whole}`)
      if (sessionType === undefined) {
        const types = ['interactive', 'non-interactive'].map(one =>
          total({}, { ...span(start, end), sessionType: one }, account),
        )
        if (sum(types) !== whole) throw new Error(`types ${types} of ${whole}`)
      }
      const bounds = [start, ...cuts.map(cut => start + Math.round(cut * length)).sort((a, b) => a - b), end + 1]
      const stretches = bounds
        .slice(1)
        .map((to, i) => [bounds[i] as number, to - 1] as const)
        .filter(([a, b]) => a <= b)
        .map(([a, b]) => total({}, { ...span(a, b), ...more }, account))
      if (sum(stretches) !== whole) throw new Error(`stretches ${stretches} of ${whole}`)
    }),
    { seed: 2, numRuns: runs(120) },
  )
  t.pass('120 windows')
})

t.test('a look-up by id finds the row that paging shows, whatever the page', async t => {
  const body = { dateFrom: '2026-03-08', dateTo: '2026-03-12', limit: 10_000 }
  const all = rowsOf<SessionRow>(call(view, 'getAccountSessions', { body }))
  t.ok(all.some(row => row.sessionStatus === 'active'))
  for (let at = 0; at < all.length; at += 50) {
    const batch = all.slice(at, at + 50)
    const sessionId = batch.map(row => row.sessionId)
    const found = call(view, 'getAccountSessions', { body: { sessionId } })
    t.same(rowsOf(found), batch)
    const changed = sessionId.map(id => `${id.slice(0, 12)}${id[12] === '0' ? '1' : '0'}${id.slice(13)}`)
    const none = call(view, 'getAccountSessions', { body: { sessionId: changed } })
    t.same(none.rows, [])
    t.same((none.body as { invalidSessions: string[] }).invalidSessions, changed)
  }
})

import t from 'tap'
import { findSegments } from '../../../src/world/assist/find-conversations.ts'
import { findRow } from '../../../src/world/sessions/session.ts'
import { timelineOf } from '../../../src/world/sessions/timeline.ts'
import { TEST_BOT } from '../helper.ts'
import { assistWorld, conversations, interactions } from './helper.ts'

const NOW = '2026-03-20T12:00:00Z'

t.test(
  'an exact stretch of agent sessions has as many conversations and segments, to the last minute of it',
  async t => {
    const stretches = [
      { from: '2026-03-02T00:00:00.000Z', to: '2026-03-02T23:59:59.999Z', last: '2026-03-02' },
      { from: '2026-03-02T00:00:00.000Z', to: '2026-03-04T23:59:59.999Z', last: '2026-03-04' },
    ]
    for (const seed of ['a', 'b', 'c', 'd']) {
      for (const { from, to, last } of stretches) {
        for (const count of [1, 101, 1000]) {
          const exactly = [{ count, from, to, containment: 'agent' as const }]
          const world = assistWorld({ seed, traffic: { perDay: 0, exactly } as never })
          const found = conversations(world, NOW, { from: '2026-03-02', to: last })
          t.equal(found.totalResults, count, `${count} conversations, seed ${seed}`)
          t.equal(
            conversations(world, NOW, { from: '2026-03-01', to: '2026-03-07' }).totalResults,
            count,
            'none outside',
          )
          const window = { from: Date.parse(from), to: Date.parse(to) }
          t.equal(findSegments(world.bot(TEST_BOT)!, window, Date.parse(NOW), {}).total, count)
        }
      }
    }
  },
)

t.test('a conversation and a segment pinned alone begin when they should', async t => {
  const start_time = '2026-03-04T13:00:00.000Z'
  const at = '2026-03-04T13:02:00.000Z'
  const pins = [
    { start_time, containmentType: 'agent' as const, conversation: { convId: 'one', startTime: at } },
    {
      start_time: '2026-03-04T14:00:00.000Z',
      segments: [{ segmentStartTime: '2026-03-04T14:02:00.000Z', segmentID: 'two' }],
    },
  ]
  const world = assistWorld({ perDay: 0, pins })
  const range = { from: '2026-03-04', to: '2026-03-04' }
  const { results } = conversations(world, NOW, { ...range, includeHistory: true })
  t.same(
    results.map(row => row.startTime),
    [at, results[1]!.startTime],
  )
  t.ok(results[1]!.startTime < '2026-03-04T14:02:00.000Z', 'who takes it has been waited for')
  t.ok(results.every(row => row.messages!.length > 0 && row.messages!.every(m => m.createdOn > row.startTime)))
  const bot = world.bot(TEST_BOT)!
  for (const row of results) {
    const { day, row: number } = findRow(bot, row.mbSessionId!)!
    const { times, handover } = timelineOf(bot, day, number)
    t.equal(new Date(times[handover]!).toISOString(), row.startTime, 'its session hands over just then')
  }
  t.equal(
    interactions(world, NOW, range).data.find(row => row.segmentID === 'two')!.segmentStartTime,
    '2026-03-04T14:02:00.000Z',
  )
})

import t from 'tap'
import { conversationOf, conversationsFrom } from '../../../src/world/assist/conversation.ts'
import { divideIntoSegments } from '../../../src/world/sessions/segments.ts'
import { timelineOf } from '../../../src/world/sessions/timeline.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import { assistWorld } from '../assist/helper.ts'
import { TEST_BOT } from '../helper.ts'

const DAY = dayOfDate('2026-03-04')

t.test(
  'every conversation is one segment after another, from the agent who takes it to the one who closes it',
  async t => {
    const bot = assistWorld({ perDay: 1200, staff: { agents: 40, queues: [], desktop: true } }).bot(TEST_BOT)!
    const seen = { none: 0, cold: 0, warm: 0 }
    for (const { start, end, segments, channel } of conversationsFrom(bot.day(DAY), 0)) {
      t.ok(segments[0]!.start >= start, 'after the hand-over')
      t.ok(channel === 'email' ? segments.at(-1)!.end <= end : segments.at(-1)!.end === end)
      t.ok(segments.length <= 3)
      segments.forEach((segment, index) => {
        seen[segment.transfer]++
        t.equal(segment.index, index)
        t.ok(segment.start < segment.end, 'it takes time')
        const before = segments[index - 1]
        t.equal(segment.transfer === 'none', before === undefined)
        if (before === undefined) return
        t.ok(before.start < segment.start, 'segments follow each other')
        t.equal(before.end > segment.start, segment.transfer === 'warm', 'only a warm transfer overlaps')
      })
    }
    t.ok(seen.cold > 5 && seen.warm > 5 && seen.none > 3 * (seen.cold + seen.warm), JSON.stringify(seen))
  },
)

t.test('a transfer is announced by both agents, and the next one begins with it', async t => {
  const bot = assistWorld({ perDay: 1200, staff: { agents: 40, queues: [], desktop: true } }).bot(TEST_BOT)!
  let transfers = 0
  for (const { day, row, segments } of conversationsFrom(bot.day(DAY), 0)) {
    const { times, lines, takeOvers } = timelineOf(bot, day, row)
    t.equal(takeOvers.length, segments.length - 1)
    for (const [i, message] of takeOvers.entries()) {
      transfers++
      const { start, end } = segments[i + 1]!
      t.ok(times[message]! >= start && times[message]! <= end, 'he speaks in his segment')
      t.ok(times[message - 1]! <= start, 'and not before')
      t.equal(lines[message]!.acts[0]!.kind, 'takeOver')
      t.ok(lines.slice(message - 3, message).some(({ acts }) => acts.some(({ kind }) => kind === 'transfer')))
    }
  }
  t.ok(transfers > 10, `${transfers} transfers`)
})

t.test('segments of an exact stretch are not divided', async t => {
  const exactly = [
    { count: 80, from: '2026-03-04T00:00:00Z', to: '2026-03-04T23:59:59.999Z', containment: 'agent' as const },
  ]
  const world = assistWorld({ traffic: { perDay: 0, exactly } as never })
  const conversations = [...conversationsFrom(world.bot(TEST_BOT)!.day(DAY), 0)]
  t.equal(conversations.length, 80, 'each is taken')
  t.ok(conversations.every(({ segments }) => segments.length === 1))
})

t.test('segments that the scenario fixed', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const at = (minute: number) => new Date(DAY * 86_400_000 + minute * 60_000).toISOString()
  const pins = [
    { segmentStartTime: at(2) },
    { segmentStartTime: at(5), segmentEndTime: at(9) },
    { segmentStartTime: at(8) },
  ]
  const minutes = [2, 5, 8, 12].map(minute => minute * 60_000)
  const parts = [0, 1, 2].map(agent => ({ agent, begin: minutes[agent]!, end: minutes[agent + 1]! }))
  const segments = divideIntoSegments({ bot, day: DAY, row: 0, start: DAY * 86_400_000, parts, pins })
  t.same(
    segments.map(segment => [
      new Date(segment.start).toISOString(),
      new Date(segment.end).toISOString(),
      segment.transfer,
    ]),
    [
      [at(2), at(5), 'none'],
      [at(5), at(9), 'cold'],
      [at(8), at(12), 'warm'],
    ],
  )
})

t.test('a session that no human took has no conversation', async t => {
  const bot = assistWorld({ containment: { selfService: 100, dropOff: 0, agent: 0 } }).bot(TEST_BOT)!
  const { count } = bot.day(DAY)
  t.ok(count > 0)
  for (let row = 0; row < count; row++) t.equal(conversationOf(bot, DAY, row), undefined)
})

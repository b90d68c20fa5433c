import t from 'tap'
import { outlineOf, outlinesFrom } from '../../../src/world/assist/outline.ts'
import { partsOf } from '../../../src/world/sessions/segments.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import { assistWorld } from '../assist/helper.ts'
import { TEST_BOT } from '../helper.ts'

const DAY = dayOfDate('2026-03-04')

t.test('every conversation is one segment after another, from the hand-over to the close', async t => {
  const bot = assistWorld({ perDay: 600 }).bot(TEST_BOT)!
  const seen = { none: 0, cold: 0, warm: 0 }
  for (const { start, end, parts } of outlinesFrom(bot.day(DAY), 0)) {
    t.equal(parts[0]!.start, start)
    t.equal(parts.at(-1)!.end, end)
    t.ok(parts.length <= 3)
    parts.forEach((part, index) => {
      seen[part.transfer]++
      t.equal(part.index, index)
      t.ok(part.start < part.end, 'it takes time')
      const before = parts[index - 1]
      t.equal(part.transfer === 'none', before === undefined)
      if (before === undefined) return
      t.ok(before.start < part.start, 'segments follow each other')
      t.equal(before.end > part.start, part.transfer === 'warm', 'only a warm transfer overlaps')
    })
  }
  t.ok(seen.cold > 5 && seen.warm > 5 && seen.none > 3 * (seen.cold + seen.warm), JSON.stringify(seen))
})

t.test('a transfer gives another agent the word', async t => {
  const world = assistWorld({ perDay: 600 })
  const bot = world.bot(TEST_BOT)!
  const { timelineOf } = await import('../../../src/world/sessions/timeline.ts')
  for (const { day, row, parts } of outlinesFrom(bot.day(DAY), 0)) {
    const { times, sides } = timelineOf(bot, day, row)
    for (const part of parts.slice(1)) t.equal(sides[times.indexOf(part.start)], 2, 'it begins with an agent’s message')
  }
})

t.test('segments of an exact stretch are not divided', async t => {
  const exactly = [
    { count: 80, from: '2026-03-04T00:00:00Z', to: '2026-03-04T23:59:59.999Z', containment: 'agent' as const },
  ]
  const world = assistWorld({ traffic: { perDay: 0, exactly } as never })
  const outlines = [...outlinesFrom(world.bot(TEST_BOT)!.day(DAY), 0)]
  t.equal(outlines.length, 80, 'each is taken')
  t.ok(outlines.every(({ parts }) => parts.length === 1))
})

t.test('segments that the scenario fixed', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const at = (minute: number) => new Date(DAY * 86_400_000 + minute * 60_000).toISOString()
  const pin = {
    start_time: at(0),
    segments: [
      { segmentStartTime: at(2) },
      { segmentStartTime: at(5), segmentEndTime: at(9) },
      { segmentStartTime: at(8) },
    ],
  }
  const end = Date.parse(at(12))
  const parts = partsOf(bot, DAY, 0, true, Date.parse(at(2)), end, pin, () => t.fail('not looked at') as never)
  t.same(
    parts.map(part => [new Date(part.start).toISOString(), new Date(part.end).toISOString(), part.transfer]),
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
  for (let row = 0; row < count; row++) t.equal(outlineOf(bot, DAY, row), undefined)
})

import t from 'tap'
import { loadScenario } from '../../../src/scenario/load.ts'
import { conversationsFrom } from '../../../src/world/assist/conversation.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import { createWorld } from '../../../src/world/world.ts'

const SESSION = {
  start_time: '2026-03-04T15:00:00Z',
  wait: '20s',
  channel: 'email',
  noOfMessagesExchanged: 21,
  containmentType: 'agent',
} as const

t.test('a pin whose talk would outlast a session is fitted into the longest there can be', async t => {
  const scenario = loadScenario({ everyBot: { pins: { sessions: [SESSION] }, sessions: { perDay: 20 } } })
  for (const seed of ['1', '2', '3', '4', '5']) {
    const [bot] = createWorld({ ...scenario.world, seed }).bots
    const day = bot!.day(dayOfDate('2026-03-04'))
    const [conversation] = [...conversationsFrom(day, 0)].filter(({ row }) => day.pins.has(row))
    const { times } = conversation!.timeline
    t.ok(
      times.every((time, i) => i === 0 || time > times[i - 1]!),
      `${seed}: messages have times of their own`,
    )
    for (const { start, end } of conversation!.segments) t.ok(start < end && end <= conversation!.end, seed)
  }
})

import t from 'tap'
import { Memory } from '../../src/memory/memory.ts'
import { makeReady } from '../../src/world/ready-days.ts'
import { createWorld } from '../../src/world/world.ts'
import { testSpec } from './helper.ts'

const DAYS = 10
const MB = 1024 * 1024

t.test('the days of a stretch are made, where there is room for their columns', async t => {
  for (const [name, perDay, made] of [
    ['small days', 60, DAYS],
    ['days larger than the room', 100_000, 0],
  ] as const) {
    const [bot] = createWorld(testSpec({ perDay }), new Memory(16 * MB)).bots
    const first = bot!.firstDay + 30
    const seen: number[] = []
    makeReady(bot!, first, first + DAYS - 1, day => seen.push(day.number))
    t.same(
      seen,
      Array.from({ length: made }, (_, i) => first + i),
      name,
    )
  }
})

t.test('there is nothing before the first day', async t => {
  const [bot] = createWorld(testSpec()).bots
  const seen: number[] = []
  makeReady(bot!, bot!.firstDay - 3, bot!.firstDay + 1, day => seen.push(day.number))
  t.same(seen, [bot!.firstDay, bot!.firstDay + 1])
})

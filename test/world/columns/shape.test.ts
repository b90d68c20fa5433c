import t from 'tap'
import { BLOCK_BITS } from '../../../src/world/columns/blocks.ts'
import { AGENT, CONTAINMENT } from '../../../src/world/columns/flags.ts'
import { joinAgents, shapeOf } from '../../../src/world/columns/shape.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot, Day } from '../../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testWorld } from '../helper.ts'

const DATE = '2026-02-18'
const FOUR_HOURS = 4 * 3_600_000
const dayOf = (options: TestOptions) => (testWorld(options).bot(TEST_BOT) as Bot).day(dayOfDate(DATE))
const shapeOfAll = (day: Day) => shapeOf(day, day.columns(0, day.count), { index: 0, lo: 0, hi: day.count })

t.test('talk and span leave room for what is said, and for the idle time after it', async t => {
  const day = dayOf({ perDay: 3000 })
  const { talk, span } = shapeOfAll(day)
  const idles = new Map<number, number>()
  for (let row = 0; row < day.count; row++) {
    const idle = span[row]! - talk[row]!
    idles.set(idle, (idles.get(idle) ?? 0) + 1)
    if (talk[row]! < day.messages[row]! - 1) t.fail(`row ${row}: two messages share a ms`)
    if (idle < 400 || span[row]! > FOUR_HOURS) t.fail(`row ${row}: idle ${idle}, span ${span[row]}`)
  }
  const often = [...idles].sort((a, b) => b[1] - a[1]).slice(0, 2)
  t.same(often.map(([idle]) => idle).sort(), [600_000, 900_000], 'most are closed after 10 or 15 minutes')
})

t.test('those that are handed over are all listed, with times in order', async t => {
  const day = dayOf({ perDay: 3000 })
  const { agents, talk } = shapeOfAll(day)
  const expected = [...day.flags.keys()].filter(row => (day.flags[row]! & CONTAINMENT) === AGENT)
  t.same([...agents.rows], expected)
  agents.rows.forEach((row, i) => {
    const [at, handover, answered] = [agents.at[i]!, agents.handover[i]!, agents.answered[i]!]
    const after = day.messages[row]! - 1 - at
    if (after < 0 || handover < at) t.fail(`row ${row}: ${at} messages in ${handover} ms`)
    if (after > 0 ? answered <= handover : answered !== handover) t.fail(`row ${row}: the wait`)
    if (answered + Math.max(0, after - 1) > talk[row]!) t.fail(`row ${row}: no time for what follows`)
  })
})

t.test('a pin ends when it says', async t => {
  const start_time = `${DATE}T12:00:00.000Z`
  for (const [end_time, ms] of [
    [`${DATE}T12:00:01.000Z`, 1000],
    [`${DATE}T12:20:00.000Z`, 1_200_000],
    [`${DATE}T16:00:00.000Z`, FOUR_HOURS],
  ] as const) {
    const day = dayOf({ pins: [{ start_time, end_time, containmentType: 'agent' }] })
    const [row] = [...day.pins.keys()]
    t.equal(day.span[row!], ms)
    t.ok(day.talk[row!]! <= ms && day.talk[row!]! > 0, `${day.talk[row!]} ms of talk`)
    const { handover, answered } = day.handoverOf(row!)
    t.ok(handover <= answered && answered <= day.talk[row!]!, 'and the hand-over lies in it')
  }
})

t.test('what is made block by block is one list', async t => {
  const part = (rows: number[]) => ({
    rows: Uint32Array.from(rows),
    at: Uint16Array.from(rows, row => row + 1),
    handover: Uint32Array.from(rows, row => row + 2),
    answered: Uint32Array.from(rows, row => row + 3),
  })
  const parts = [part([1, 5]), part([]), part([9])]
  t.same(joinAgents(parts), part([1, 5, 9]))
  t.equal(joinAgents([parts[0]!]), parts[0], 'one part is the list')
  t.same(joinAgents([]), part([]))
})

t.test('a row of a later block is the same, whichever block is made first', async t => {
  const options = { perDay: 90_000, seed: 'two blocks' }
  const [once, again] = [dayOf(options), dayOf(options)]
  const row = once.count - 1
  t.ok(row >>> BLOCK_BITS > 0, `${once.count} rows`)
  const [late, talk] = [once.columns(row, row + 1).span[row], once.talkOf(row)]
  t.equal(again.span[row], late)
  t.equal(again.talk[row], talk)
  t.equal(once.span[5], again.span[5])
})

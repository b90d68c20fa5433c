import t from 'tap'
import { EMAIL, SMS, VOICE } from '../../../src/world/channels.ts'
import { BLOCK_BITS } from '../../../src/world/columns/blocks.ts'
import { AGENT, CONTAINMENT } from '../../../src/world/columns/flags.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot, Day } from '../../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testWorld } from '../helper.ts'

const DATE = '2026-02-18'
const HOUR = 3_600_000
const dayOf = (options: TestOptions) => (testWorld(options).bot(TEST_BOT) as Bot).day(dayOfDate(DATE))
const isAgent = (day: Day, row: number) => (day.flags[row]! & CONTAINMENT) === AGENT

t.test('each message has a ms of its own, and no session lasts too long', async t => {
  const day = dayOf({ perDay: 3000 })
  const { talk, span, messages } = day
  for (let row = 0; row < day.count; row++) {
    if (talk[row]! < messages[row]! - 1) t.fail(`row ${row}: two messages share a ms`)
    if (span[row]! < talk[row]! || span[row]! > 12 * HOUR) t.fail(`row ${row}: ${talk[row]} of ${span[row]}`)
  }
})

t.test('a call is hung up; what is written lies idle for a while that is never quite the same', async t => {
  const day = dayOf({ perDay: 6000, containment: { selfService: 1, dropOff: 1, agent: 0 } })
  const idles: number[][] = [[], [], [], []]
  for (let row = 0; row < day.count; row++) {
    idles[day.bot.mediums[day.channel[row]!]!]!.push(day.span[row]! - day.talk[row]!)
  }
  t.ok(Math.max(...idles[VOICE]!) <= 5_200, `${Math.max(...idles[VOICE]!)} ms after the last word`)
  for (const medium of [1, SMS, EMAIL]) {
    const seen = idles[medium]!
    const often = Math.max(...[...new Set(seen)].map(idle => seen.filter(other => other === idle).length))
    t.ok(often < Math.max(4, seen.length / 100), `${often} of ${seen.length} are the same`)
  }
})

t.test('replies come in seconds, minutes or hours', async t => {
  const day = dayOf({ perDay: 8000, containment: { selfService: 1, dropOff: 0, agent: 0 }, nonInteractive: 0 })
  const replies: number[][] = [[], [], [], []]
  for (let row = 0; row < day.count; row++) {
    replies[day.bot.mediums[day.channel[row]!]!]!.push(day.talk[row]! / Math.max(1, day.userMessages[row]! - 1))
  }
  for (const [medium, from, to] of [
    [VOICE, 3_000, 20_000],
    [1, 6_000, 40_000],
    [SMS, 60_000, 10 * 60_000],
    [EMAIL, HOUR / 3, 6 * HOUR],
  ] as const) {
    const sorted = replies[medium]!.sort((a, b) => a - b)
    const median = sorted[sorted.length >> 1]!
    t.ok(median > from && median < to, `${medium}: ${median} ms`)
  }
})

t.test('a pin ends when it says', async t => {
  const start_time = `${DATE}T12:00:00.000Z`
  for (const [end_time, ms] of [
    [`${DATE}T12:00:01.000Z`, 1000],
    [`${DATE}T12:20:00.000Z`, 1_200_000],
    [`${DATE}T16:00:00.000Z`, 4 * HOUR],
  ] as const) {
    const day = dayOf({ pins: [{ start_time, end_time, containmentType: 'agent' }] })
    const [row] = [...day.pins.keys()]
    t.equal(day.span[row!], ms)
    t.ok(day.talk[row!]! <= ms && day.talk[row!]! > 0, `${day.talk[row!]} ms of talk`)
    const { handover, answered } = day.handoverOf(row!)!
    t.ok(handover <= answered && answered <= day.talk[row!]!, 'and the hand-over lies in it')
  }
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
  t.equal(
    once.span.findIndex((span, i) => span !== again.span[i]),
    -1,
  )
  t.ok(once.agents.rows.every(i => isAgent(once, i)))
})

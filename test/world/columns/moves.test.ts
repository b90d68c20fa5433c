import t from 'tap'
import { moveHandovers } from '../../../src/world/columns/moves.ts'
import type { SessionPin } from '../../../src/world/spec.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot, Day } from '../../../src/world/types.ts'
import { TEST_BOT, testTemplate, testWorld } from '../helper.ts'

const DATE = '2026-02-18'
const FOUR_HOURS = 4 * 3_600_000
const START = `${DATE}T12:00:00.000Z`
const at = (ms: number) => new Date(Date.parse(START) + ms).toISOString()

/** A session of ten messages in row 0: handed over with the third (number 2) after 20 s, answered after 60 s. */
const shape = () => ({
  talk: Uint32Array.of(200_000),
  span: Uint32Array.of(800_000),
  agents: {
    rows: Uint32Array.of(0),
    at: Uint16Array.of(2),
    handover: Uint32Array.of(20_000),
    answered: Uint32Array.of(60_000),
  },
})

/** What becomes of that session when its pin says when the conversation began. */
function moved(pin: Partial<SessionPin>) {
  const spec: SessionPin = { start_time: START, containmentType: 'agent', ...pin }
  const end = spec.end_time === undefined ? undefined : Date.parse(spec.end_time)
  const pins = new Map([[0, { spec, start: Date.parse(START), end }]])
  const made = shape()
  moveHandovers({ exact: [], pins } as unknown as Day, made, Uint16Array.of(10), { index: 0, lo: 0, hi: 1 })
  return [made.agents.handover[0], made.agents.answered[0], made.talk[0], made.span[0]]
}

const SAME = [20_000, 60_000, 200_000, 800_000]

t.test('a hand-over goes to where its pin wants it, and what follows moves along', async t => {
  for (const [startTime, expected, why] of [
    [at(20_000), SAME, 'where it is'],
    [at(50_000), [50_000, 90_000, 230_000, 830_000], 'later'],
    [at(5_000), [5_000, 45_000, 185_000, 785_000], 'earlier'],
    [at(2), [2, 40_002, 180_002, 780_002], 'one ms for each message before it'],
    [at(1), SAME, 'too early for the messages before it'],
    [at(FOUR_HOURS - 780_000), [13_620_000, 13_660_000, 13_800_000, FOUR_HOURS], 'as late as four hours allow'],
    [at(FOUR_HOURS - 779_999), SAME, 'too late'],
  ] as const) {
    t.same(moved({ conversation: { startTime } }), expected, why)
    t.same(moved({ segments: [{ segmentStartTime: startTime }] }), expected, `${why}, said by its segment`)
  }
  t.same(moved({}), SAME, 'a pin that says nothing of it')
})

t.test('where the end is given too, the rest gets what time is left', async t => {
  const end_time = at(800_000)
  for (const [startTime, expected, why] of [
    [at(50_000), [50_000, 90_000, 200_000, 800_000], 'there is time'],
    [at(190_000), [190_000, 199_994, 200_000, 800_000], 'the answer comes sooner'],
    [at(199_993), [199_993, 199_994, 200_000, 800_000], 'a ms for each message after it'],
    [at(199_994), SAME, 'too late for the messages after it'],
    [at(1), SAME, 'too early for the messages before it'],
  ] as const) {
    t.same(moved({ end_time, conversation: { startTime } }), expected, why)
  }
})

t.test('hand-overs of an exact stretch lie in it', async t => {
  const exactly = [
    { count: 400, from: `${DATE}T10:00:00.000Z`, to: `${DATE}T10:29:59.999Z`, containment: 'agent' as const },
  ]
  const world = testWorld({ perDay: 200, traffic: { ...testTemplate(200).traffic, exactly } })
  const day = (world.bot(TEST_BOT) as Bot).day(dayOfDate(DATE))
  const [rows] = day.exact
  const end = Date.parse(exactly[0]!.to)
  let atEnd = 0
  for (let row = rows!.lo; row < rows!.hi; row++) {
    const time = day.startOf(row) + day.handoverOf(row).handover
    if (time > end) t.fail(`row ${row} is handed over ${time - end} ms too late`)
    if (time === end) atEnd++
    if (day.span[row]! > FOUR_HOURS || day.talk[row]! > day.span[row]!) t.fail(`row ${row}: ${day.span[row]} ms`)
  }
  t.ok(atEnd > 0, `${atEnd} were moved to the very end`)
})

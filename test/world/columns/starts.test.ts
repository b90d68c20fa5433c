import t from 'tap'
import { BEFORE_END, makeStarts } from '../../../src/world/columns/starts.ts'
import type { ExactSpec } from '../../../src/world/spec.ts'
import { DAY, dayOfDate, HOUR } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testTemplate, testWorld } from '../helper.ts'

const DATE = '2026-02-18'
const number = dayOfDate(DATE)
const botOf = (options: TestOptions) => testWorld(options).bot(TEST_BOT) as Bot
const withExact = (perDay: number, exactly: readonly ExactSpec[], more: TestOptions = {}) =>
  botOf({ perDay, traffic: { ...testTemplate(perDay).traffic, exactly }, ...more })

function ascends(start: Uint32Array): boolean {
  return start.every((at, row) => at < DAY && (row === 0 || at > start[row - 1]!))
}

t.test('a stretch holds its number of starts, and the others keep theirs', async t => {
  const plain = makeStarts(botOf({ perDay: 500 }), number)
  for (const [from, to, count] of [
    ['10:00:00.000', '10:59:59.999', 200],
    ['00:00:00.000', '23:59:59.999', 17],
    ['12:00:00.000', '12:00:00.049', 50],
    ['09:00:00.000', '17:59:59.999', 0],
  ] as const) {
    const bot = withExact(500, [{ count, from: `${DATE}T${from}Z`, to: `${DATE}T${to}Z` }])
    const { start, exact } = makeStarts(bot, number)
    const [lo, hi] = [Date.parse(`${DATE}T${from}Z`), Date.parse(`${DATE}T${to}Z`)].map(ms => ms - number * DAY)
    const isIn = (at: number) => at >= lo! && at <= hi!
    t.ok(ascends(start), 'ascending, no ms twice')
    t.equal(start.filter(isIn).length, count, `${count} from ${from} to ${to}`)
    t.same(
      [...start].filter(at => !isIn(at)),
      [...plain.start].filter(at => !isIn(at)),
      'what lies outside of it does not move',
    )
    t.same(
      exact.map(({ lo, hi }) => hi - lo),
      count === 0 ? [] : [count],
    )
  }
})

t.test('agent sessions of a stretch start in time for their hand-over, where there is room', async t => {
  const to = `${DATE}T10:59:59.999Z`
  const bot = withExact(100, [{ count: 300, from: `${DATE}T10:00:00.000Z`, to, containment: 'agent' }])
  const { start, exact } = makeStarts(bot, number)
  const last = start[exact[0]!.hi - 1]!
  t.ok(last <= Date.parse(to) - number * DAY - BEFORE_END)
})

t.test('pins stand at their ms; who stood there gives way by as little as can be', async t => {
  const plain = makeStarts(botOf({ perDay: 500 }), number).start
  const at = plain[200]!
  const time = (ms: number) => new Date(number * DAY + ms).toISOString()
  const bot = botOf({ perDay: 500, pins: [{ start_time: time(at) }, { start_time: time(5 * HOUR + 1) }] })
  const { start, pins } = makeStarts(bot, number)
  t.same(
    [...pins].map(([row, pin]) => [start[row], pin.offset]).sort(),
    [
      [at, at],
      [5 * HOUR + 1, 5 * HOUR + 1],
    ].sort(),
  )
  t.equal(start.length, plain.length + 2)
  t.ok(ascends(start), 'the one that stood there has moved')
  t.equal([...start].filter(ms => !plain.includes(ms)).length, 2, 'one other ms, and the other pin')
  t.ok(start.includes(at + 1) || start.includes(at - 1), 'by one ms')
})

t.test('pins may share an instant, in the order of their ids', async t => {
  const start_time = `${DATE}T08:00:00.000Z`
  const pins = ['b', 'a', 'c'].map(letter => ({ start_time, sessionId: letter.repeat(24) }))
  const starts = makeStarts(botOf({ pins }), number)
  const rows = [...starts.pins.keys()]
  t.equal(new Set(rows.map(row => starts.start[row])).size, 1)
  t.same(
    rows.map(row => starts.pins.get(row)?.spec.sessionId?.[0]),
    ['a', 'b', 'c'],
  )
})

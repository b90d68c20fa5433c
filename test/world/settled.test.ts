import t from 'tap'
import { EMAIL } from '../../src/world/channels.ts'
import {
  closesAt,
  earliestStart,
  firstUnsettled,
  hasEnded,
  isClosed,
  isDayOver,
  isSurelyOver,
  isTooLong,
  latestClose,
  latestCloseOfDay,
  longestSpan,
} from '../../src/world/settled.ts'
import { DAY, dayOfDate } from '../../src/world/time.ts'
import type { Bot } from '../../src/world/types.ts'
import { TEST_BOT, testWorld } from './helper.ts'

const HOURS_4 = 4 * 3_600_000
const HOURS_12 = 12 * 3_600_000
const NOON = Date.parse('2026-03-04T12:00:00Z')
const MIDNIGHT = Date.parse('2026-03-04T00:00:00Z')

t.test('a session may last four hours and no ms more, its idle time included', async t => {
  for (const [span, expected] of [
    [0, false],
    [HOURS_4 - 1, false],
    [HOURS_4, false],
    [HOURS_4 + 1, true],
  ] as const) {
    t.equal(isTooLong(span), expected, `${span} ms`)
  }
})

t.test('what began twelve hours ago is over; what began a ms later may not be', async t => {
  for (const [start, now, expected] of [
    [NOON, NOON, false],
    [NOON, NOON + HOURS_12 - 1, false],
    [NOON, NOON + HOURS_12, true],
    [NOON, NOON + HOURS_12 + 1, true],
    [NOON, NOON - 1, false],
  ] as const) {
    t.equal(isSurelyOver(start, now), expected, `begun at ${start}, now ${now}`)
    t.equal(latestClose(start) <= now, expected, 'the instant says the same')
    t.equal(earliestStart(now) >= start, expected, 'and so does the look back')
  }
})

t.test('a day is over twelve hours after it ends', async t => {
  for (const [now, expected] of [
    [MIDNIGHT, false],
    [MIDNIGHT + DAY, false],
    [MIDNIGHT + DAY + HOURS_12 - 1, false],
    [MIDNIGHT + DAY + HOURS_12, true],
  ] as const) {
    t.equal(isDayOver(MIDNIGHT, now), expected, `now ${now}`)
    t.equal(latestCloseOfDay(MIDNIGHT) <= now, expected, 'the instant says the same')
  }
})

t.test('a thing is over at the very ms in which it ends', async t => {
  for (const [start, span, now, expected] of [
    [5, 10, 14, false],
    [5, 10, 15, true],
    [5, 0, 5, true],
    [5, 0, 4, false],
    [NOON, HOURS_12, NOON + HOURS_12 - 1, false],
    [NOON, HOURS_12, NOON + HOURS_12, true],
  ] as const) {
    t.equal(hasEnded(start, span, now), expected, `${start} + ${span} at ${now}`)
  }
})

t.test('the first unsettled row of a day', async t => {
  const starts = [MIDNIGHT + 1, MIDNIGHT + 1000, NOON]
  const day = { rowAt: (ms: number) => starts.findIndex(start => start >= ms) }
  for (const [now, expected] of [
    [MIDNIGHT, 0],
    [MIDNIGHT + 1 + HOURS_12, 0],
    [MIDNIGHT + 2 + HOURS_12, 1],
    [MIDNIGHT + 1000 + HOURS_12, 1],
    [NOON, 0],
    [NOON + HOURS_12, 2],
  ] as const) {
    t.equal(firstUnsettled(day, now), expected, `now ${now}`)
  }
})

t.test('no session of a world breaks the bounds, and none is closed before its time', async t => {
  const bot = testWorld({ perDay: 800 }).bot(TEST_BOT) as Bot
  const day = bot.day(dayOfDate('2026-03-02'))
  t.ok(day.count > 100)
  const close = latestCloseOfDay(day.midnight)
  const now = day.midnight + (3 * DAY) / 4
  const unsettled = firstUnsettled(day, now)
  let open = 0
  for (let row = 0; row < day.count; row++) {
    const at = closesAt(day, row)
    if (
      at !== day.startOf(row) + day.span[row]! ||
      day.span[row]! > longestSpan(bot.mediums[day.channel[row]!] === EMAIL)
    )
      t.fail(`span of row ${row}`)
    if (at > close) t.fail(`row ${row} outlasts its day`)
    if (isClosed(day, row, at - 1) || !isClosed(day, row, at)) t.fail(`row ${row} closes at another ms`)
    if (row < unsettled && !isClosed(day, row, now)) t.fail(`row ${row} is taken for over`)
    if (day.startOf(row) <= now && !isClosed(day, row, now)) open++
  }
  t.ok(open > 0, 'some are under way in the evening')
})

import t from 'tap'
import { DEVELOPER } from '../../../src/world/columns/flags.ts'
import { encodeCallId } from '../../../src/world/ids.ts'
import { matcher } from '../../../src/world/sessions/match.ts'
import { sessionOf } from '../../../src/world/sessions/session.ts'
import type { Session, SessionFilter } from '../../../src/world/sessions/types.ts'
import { dayOfDate, HOUR } from '../../../src/world/time.ts'
import { trendOf } from '../../../src/world/trend.ts'
import type { Bot } from '../../../src/world/types.ts'
import { userIdOf } from '../../../src/world/users.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

const bot = testWorld({ perDay: 700, developer: 0.1 }).bot(TEST_BOT) as Bot
const day = bot.day(dayOfDate('2026-02-18'))
const instants = [day.midnight + 13 * HOUR, day.midnight + 24 * HOUR, Number.POSITIVE_INFINITY]

/** What a filter means, said of a session as it is shown. */
function meets(session: Session, filter: SessionFilter): boolean {
  return (
    (filter.status === undefined || session.status === filter.status) &&
    (filter.containment === undefined || session.containment === filter.containment) &&
    (filter.interactive === undefined || session.interactive === filter.interactive) &&
    (filter.developer === undefined || session.developer === filter.developer) &&
    (filter.channels === undefined || filter.channels.includes(session.channel)) &&
    (filter.userId === undefined || userIdOf(session.bot, session.user) === filter.userId)
  )
}

const filters: readonly SessionFilter[] = [
  {},
  { status: 'active' },
  { status: 'closed' },
  { developer: false },
  { developer: true, channels: ['rtm', 'sms'] },
  { containment: 'agent' },
  { containment: 'selfService', status: 'active' },
  { interactive: false },
  { interactive: true, status: 'active' },
  { interactive: false, status: 'closed', channels: ['korevg'] },
  { userId: userIdOf(bot, day.user[300]!) },
  { userId: 'nobody' },
  { channels: [] },
]

for (const filter of filters) {
  t.test(`what sessions show, asked of columns: ${JSON.stringify(filter)}`, async t => {
    const match = matcher(bot, filter)
    for (const now of instants) {
      const begun = day.rowAt(Math.min(now, day.midnight + 25 * HOUR))
      const expected: number[] = []
      for (let row = 0; row < begun; row++) if (meets(sessionOf(day, row, now), filter)) expected.push(row)
      t.same([...match.rows(day, 0, begun, now)], expected, `at ${now}`)
      const [lo, hi] = [begun >> 2, begun >> 1]
      t.same(
        [...match.rows(day, lo, hi, now)],
        expected.filter(row => row >= lo && row < hi),
        'a part of the day',
      )
      if (!match.never) {
        const one = expected.filter((_, i) => i % 7 === 0)
        t.ok(
          one.every(row => match.holds(day, row, now)),
          'row by row',
        )
      }
    }
    if (!match.never) t.equal(match.countClosed(day, 5, 400), match.rows(day, 5, 400, Number.POSITIVE_INFINITY).length)
  })
}

t.test('a call is one row of one day', async t => {
  const row = day.channel.findIndex(channel => bot.channels[channel] === 'korevg')
  const match = matcher(bot, { callId: encodeCallId(bot, 'CA', Math.floor(day.startOf(row) / 1000), row) })
  t.same([...match.rows(day, 0, day.count, Number.POSITIVE_INFINITY)], [row])
  t.same([...match.rows(day, row + 1, day.count, Number.POSITIVE_INFINITY)], [], 'not among the rows asked for')
  t.same([...match.rows(bot.day(day.number + 1), 0, row + 1, Number.POSITIVE_INFINITY)], [], 'not on another day')
})

t.test('a trend counts the users of the sessions that a search with the same filters shows', async t => {
  const now = day.midnight + 15 * HOUR
  for (const filter of [
    {},
    { interactive: false },
    { status: 'active' },
    { status: 'closed', channels: ['rtm'] },
  ] as const) {
    const trend = trendOf(bot, { firstDay: day.number, lastDay: day.number, zone: 'UTC', hourly: true, ...filter }, now)
    const users = new Set<number>()
    const byHour = Array.from({ length: 24 }, () => new Set<number>())
    for (let row = 0; row < day.rowAt(now + 1); row++) {
      const session = sessionOf(day, row, now)
      if ((day.flags[row]! & DEVELOPER) !== 0 || !meets(session, filter)) continue
      users.add(session.user)
      byHour[Math.floor((session.start - day.midnight) / HOUR)]!.add(session.user)
    }
    t.ok(users.size > 0, `${JSON.stringify(filter)} has some`)
    t.equal(trend.uniqueUsers, users.size)
    t.same(
      [...trend.unique],
      byHour.map(({ size }) => size),
    )
  }
})

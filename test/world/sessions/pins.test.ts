import t from 'tap'
import { FIRST_EVER } from '../../../src/world/columns/flags.ts'
import { encodeUserId } from '../../../src/world/ids.ts'
import { findSessions } from '../../../src/world/sessions/search.ts'
import { sessionById } from '../../../src/world/sessions/session.ts'
import { timelineOf } from '../../../src/world/sessions/timeline.ts'
import type { Session } from '../../../src/world/sessions/types.ts'
import type { SessionPin } from '../../../src/world/spec.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { identityOf, userIdOf, userNumber } from '../../../src/world/users.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

const now = Date.parse('2026-03-02T00:00:00Z')
const ALL = { from: Date.parse('2026-01-01'), to: now }

function pinned(pins: SessionPin[], perDay = 60): { bot: Bot; at: (pin: SessionPin) => Session } {
  const world = testWorld({ pins, perDay })
  const bot = world.bot(TEST_BOT) as Bot
  const at = (pin: SessionPin) => {
    const start = Date.parse(pin.start_time)
    const [session] = findSessions([bot], { from: start, to: start }, now).page(0, 1)
    if (session === undefined) throw new Error('the pin is not there')
    return session
  }
  return { bot, at }
}

const full: SessionPin = {
  sessionId: '6465cf6e47aa9ed4e822b001',
  userId: 'u-0a0b0c0d-1111-5222-8333-444455556666',
  start_time: '2026-02-10T10:00:00.123Z',
  end_time: '2026-02-10T10:20:00.456Z',
  channel: 'smartassist',
  session_lang: 'fr',
  containmentType: 'agent',
  sessionType: 'interactive',
  isDeveloper: true,
  noOfMessagesExchanged: 21,
  noOfTasksExecuted: 2,
}

t.test('a session given in full is a session as given', async t => {
  const { bot, at } = pinned([full])
  const session = at(full)
  t.match(session, {
    sessionId: full.sessionId,
    start: Date.parse(full.start_time),
    end: Date.parse(full.end_time as string),
    channel: 'smartassist',
    language: 'fr',
    containment: 'agent',
    interactive: true,
    developer: true,
    messages: 21,
    tasks: 2,
    status: 'closed',
  })
  t.equal(userIdOf(bot, session.user), full.userId)
  t.equal(session.firstEver, true)
  t.equal(sessionById([bot], full.sessionId as string, now)?.row, session.row)
  const timeline = timelineOf(bot, session.day, session.row)
  t.equal(timeline.times.length, 21)
  t.ok((timeline.times.at(-1) as number) <= session.end)
  t.ok(timeline.handover > 0)
})

t.test('it counts like any other', async t => {
  const plain = testWorld().bot(TEST_BOT) as Bot
  const { bot } = pinned([full, { ...full, sessionId: '6465cf6e47aa9ed4e822b002', start_time: '2026-02-10T09:00:00Z' }])
  const day = dayOfDate('2026-02-10')
  t.equal(bot.calendar.count(day), plain.calendar.count(day) + 2)
  const newcomers = (of: Bot) => of.day(day).flags.reduce((sum, flags) => sum + ((flags & FIRST_EVER) === 0 ? 0 : 1), 0)
  t.equal(newcomers(bot), newcomers(plain) + 1, 'one user, twice there')
  t.equal(findSessions([bot], { from: 0, to: now }, now, { userId: full.userId }).total, 2)
})

t.test('what is left out is filled in', async t => {
  const pin = { start_time: '2026-02-10T10:00:00Z', containmentType: 'dropOff' } as const
  const session = pinned([pin]).at(pin)
  t.equal(session.containment, 'dropOff')
  t.ok(session.interactive && session.messages > 1 && session.end > session.start)
  t.match(session.sessionId, /^[0-9a-f]{24}$/)
})

t.test('in a world without traffic there are the pins alone', async t => {
  const { bot } = pinned([full, { start_time: '2026-02-11T10:00:00Z' }], 0)
  t.equal(findSessions([bot], { from: 0, to: now }, now).total, 2)
  t.ok(
    findSessions([bot], { from: 0, to: now }, now)
      .page(0, 9)
      .every(session => session.firstEver),
  )
})

t.test('pins may share an instant with each other and with what was drawn', async t => {
  const first = testWorld().bot(TEST_BOT) as Bot
  const day = dayOfDate('2026-02-10')
  const start_time = new Date(first.day(day).startOf(7)).toISOString()
  const { bot } = pinned([{ start_time }, { start_time }, { start_time, sessionId: full.sessionId as string }])
  const at = Date.parse(start_time)
  t.equal(findSessions([bot], { from: at, to: at }, now).total, 3)
  t.equal(bot.calendar.count(day), first.calendar.count(day) + 3)
  for (const session of findSessions([bot], { from: at, to: at }, now).page(0, 3)) {
    t.equal(sessionById([bot], session.sessionId, now)?.row, session.row)
  }
})

t.test('small and odd ones', async t => {
  for (const containmentType of ['selfService', 'dropOff', 'agent'] as const) {
    for (const sessionType of ['interactive', 'non-interactive'] as const) {
      for (const noOfMessagesExchanged of [1, 2, 3, 4, 5]) {
        for (const noOfTasksExecuted of [0, 1, 7]) {
          const end_time = '2026-02-10T10:00:10Z'
          const pin: SessionPin = {
            ...{ start_time: '2026-02-10T10:00:00Z', end_time, containmentType, sessionType },
            ...{ noOfMessagesExchanged, noOfTasksExecuted },
          }
          const { bot, at } = pinned([pin], 5)
          const session = at(pin)
          const timeline = timelineOf(bot, session.day, session.row)
          const isRight =
            session.messages === noOfMessagesExchanged &&
            timeline.sides.length === noOfMessagesExchanged &&
            timeline.tasks.length === noOfTasksExecuted &&
            session.containment === containmentType &&
            session.interactive === (sessionType === 'interactive') &&
            [...timeline.sides].filter(side => side === 1).length === session.userMessages &&
            session.userMessages > 0 === session.interactive &&
            timeline.handover >= 0 === (containmentType === 'agent')
          if (!isRight) t.fail(JSON.stringify(pin))
        }
      }
    }
  }
})

t.test('a pin that has the id of a made user takes it: that user is shown as another (ruling R28)', async t => {
  const plain = testWorld().bot(TEST_BOT) as Bot
  const known = plain.calendar.usersBefore(dayOfDate('2026-02-10')) - 1
  const { email, enterpriseId, id } = identityOf(plain, known)
  const late = encodeUserId(plain, known + 100_000)
  for (const userId of [id, email, enterpriseId, late]) {
    const pin = { start_time: '2026-02-10T10:00:00Z', userId }
    const { bot, at } = pinned([pin])
    const session = at(pin)
    t.equal(session.user, userNumber(bot, userId))
    t.equal(userIdOf(bot, session.user), userId)
    t.ok(session.firstEver)
    const of = (text: string) => findSessions([bot], ALL, Number.POSITIVE_INFINITY, { userId: text }).total
    t.equal(of(userId), 1, 'he has pinned sessions only')
    if (userId === late) continue
    const moved = userIdOf(bot, known)
    t.not(moved, id)
    t.equal(userNumber(bot, moved), known)
    const shown = identityOf(bot, known)
    t.equal(userNumber(bot, shown.email), known)
    t.equal(userNumber(bot, shown.enterpriseId), known)
    t.equal(
      of(moved),
      findSessions([plain], ALL, Number.POSITIVE_INFINITY, { userId: id }).total,
      'nor is anybody lost',
    )
  }
})

t.test('what cannot be is refused, saying which pin', async t => {
  const refused: [Partial<SessionPin>, RegExp][] = [
    [{ end_time: '2026-02-10T09:00:00Z' }, /6465cf6e47aa9ed4e822b001: end_time is before start_time/],
    [{ end_time: '2026-02-10T19:00:00Z' }, /longer than 4 hours/],
    [{ noOfMessagesExchanged: 0 }, /noOfMessagesExchanged must be 1 to 65535/],
    [{ noOfTasksExecuted: 256 }, /noOfTasksExecuted must be 0 to 255/],
    [{ start_time: 'noon' }, /start_time: "noon" is not a date/],
  ]
  for (const [change, message] of refused)
    t.throws(() => pinned([{ ...full, ...change }]), { name: 'WorldError', message })
  t.throws(() => pinned([full, full]), { message: /is there twice/ })
})

import t from 'tap'
import { Memory } from '../../../src/memory/memory.ts'
import { encodeCallId } from '../../../src/world/ids.ts'
import { findSessions } from '../../../src/world/sessions/search.ts'
import { DAY } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, testWorld } from '../helper.ts'
import { scanSessions } from '../scan.ts'

const now = Date.parse('2026-03-02T15:00:00Z')
const week = { from: now - 7 * DAY, to: now }

t.test('a deep page of many rows touches only the days it lies in', async t => {
  const world = testWorld({ perDay: 20_000, memory: new Memory(1e9) })
  const found = findSessions(world.bots, { from: week.from, to: week.to }, now)
  const held = world.bots[0]!.days.size
  t.ok(held <= 2, 'counting made no day but those cut by the window')
  const page = found.page(found.total - 5, 100)
  t.equal(page.length, 5)
  t.ok(world.bots[0]!.days.size <= held + 1)
})

t.test('a filtered day of several blocks pages as one list', async t => {
  const world = testWorld({ perDay: 12_000 })
  const filter = { containment: 'agent', channels: ['rtm', 'sms'] } as const
  const found = findSessions(world.bots, { from: now - 2 * DAY, to: now }, now, filter)
  const all = found.page(0, 1e6).map(session => session.sessionId)
  t.equal(all.length, found.total)
  for (const skip of [0, 1, 500, 999, found.total - 3]) {
    t.same(
      found.page(skip, 40).map(session => session.sessionId),
      all.slice(skip, skip + 40),
    )
  }
})

t.test('an account of several bots is one list, newest first, at any depth', async t => {
  const more = Array.from({ length: 6 }, (_, i) => ({ id: `st-more-${i}` }))
  const { bots } = testWorld({ more, perDay: 200 })
  for (const filter of [{}, { containment: 'dropOff' as const }]) {
    const found = findSessions(bots, week, now, filter)
    const each = bots.map(bot => findSessions([bot], week, now, filter))
    t.equal(
      found.total,
      each.reduce((sum, one) => sum + one.total, 0),
    )
    const expected = each
      .flatMap(one => one.page(0, 1e6))
      .sort((a, b) => b.start - a.start || (a.sessionId < b.sessionId ? 1 : -1))
      .map(session => session.sessionId)
    for (const skip of [0, 3, 777, found.total - 2]) {
      t.same(
        found.page(skip, 50).map(session => session.sessionId),
        expected.slice(skip, skip + 50),
        `from ${skip}`,
      )
    }
  }
})

t.test('the voice call of a call id', async t => {
  const { bots } = testWorld()
  const call = findSessions(bots, week, now, { channels: ['korevg'] }).page(3, 1)[0]
  const chat = findSessions(bots, week, now, { channels: ['rtm'] }).page(3, 1)[0]
  if (call === undefined || chat === undefined) throw new Error('no sessions')
  const idOf = (session: typeof call) => encodeCallId(session.bot, 'CA', Math.floor(session.start / 1000), session.row)
  t.same(
    findSessions(bots, week, now, { callId: idOf(call) })
      .page(0, 9)
      .map(session => session.sessionId),
    [call.sessionId],
  )
  t.equal(
    findSessions(bots, { from: 0, to: call.start - 1 }, now, { callId: idOf(call) }).total,
    0,
    'outside the window',
  )
  t.equal(findSessions(bots, week, now, { callId: idOf(chat) }).total, 0, 'a chat has no call')
  t.equal(findSessions(bots, week, now, { callId: 'CA0' }).total, 0)
})

t.test('nothing exists after now; users of later days have no sessions yet', async t => {
  const { bots } = testWorld()
  const bot = bots[0] as Bot
  t.equal(findSessions(bots, { from: now + 1, to: now + DAY }, now).total, 0)
  t.ok(
    findSessions(bots, { from: 0, to: now + 900 * DAY }, now)
      .page(0, 1)
      .every(session => session.start <= now),
  )
  t.equal(findSessions(bots, { from: 0, to: now }, now, { userId: 'nobody' }).total, 0)
  t.equal(findSessions([], week, now).total, 0, 'no bots at all')
  let visited = 0
  scanSessions(bot, week, now, { callId: 'CA0' }, () => visited++)
  t.equal(visited, 0)
})

t.test('a scan visits what a search finds, the other way round', async t => {
  const bot = testWorld().bot(TEST_BOT) as Bot
  for (const filter of [
    {},
    { status: 'active' as const },
    { interactive: false },
    { containment: 'selfService' as const },
  ]) {
    const seen: string[] = []
    scanSessions(bot, week, now, filter, (day, row) => seen.push(`${day.number}/${row}`))
    const found = findSessions([bot], week, now, filter)
      .page(0, 1e6)
      .map(session => `${session.day}/${session.row}`)
    t.same(seen.reverse(), found)
  }
})

import t from 'tap'
import { conversationOf } from '../../../src/world/assist/conversation.ts'
import { conversationDay } from '../../../src/world/assist/conversation-day.ts'
import {
  conversationAt,
  conversationById,
  findConversations,
  findSegments,
} from '../../../src/world/assist/find-conversations.ts'
import { agentsOf } from '../../../src/world/dialogue/staff.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import { TEST_BOT } from '../helper.ts'
import { assistWorld } from './helper.ts'

const NOW = Date.parse('2026-03-09T12:00:00Z')
const WEEK = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-03-07T23:59:59.999Z') }

t.test('a window is the sum of its days, and pages give every row once', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const whole = findConversations(bot, WEEK, NOW)
  let sum = 0
  for (let day = 0; day < 7; day++) {
    const from = WEEK.from + day * 86_400_000
    sum += findConversations(bot, { from, to: from + 86_399_999 }, NOW).total
  }
  t.equal(whole.total, sum)
  t.ok(whole.total > 100)
  const all = whole.page(0, whole.total)
  t.equal(new Set(all.map(({ day, row }) => `${day}/${row}`)).size, whole.total)
  for (const size of [1, 7, 20]) {
    const paged = []
    for (let skip = 0; skip < whole.total; skip += size) paged.push(...whole.page(skip, size))
    t.same(paged, all)
  }
  t.same(whole.page(whole.total, 20), [], 'nothing past the end')
})

t.test('rows ascend by time', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const starts = findConversations(bot, WEEK, NOW)
    .page(0, 10_000)
    .map(({ day, row }) => conversationOf(bot, day, row)!.start)
  t.same(
    starts,
    [...starts].sort((a, b) => a - b),
  )
  const segments = findSegments(bot, WEEK, NOW, {})
    .page(0, 10_000)
    .map(({ day, row, segmentIndex }) => conversationOf(bot, day, row)!.segments[segmentIndex]!.start)
  t.same(
    segments,
    [...segments].sort((a, b) => a - b),
  )
  t.ok(segments.length > starts.length, 'some are transferred')
})

t.test('bounds are inclusive, to the millisecond', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const { starts } = conversationDay(bot, dayOfDate('2026-03-04')).conversations
  const at = starts[5]!
  t.equal(findConversations(bot, { from: at, to: at }, NOW).total, 1)
  t.equal(findConversations(bot, { from: at + 1, to: starts[6]! - 1 }, NOW).total, 0)
  t.equal(findConversations(bot, { from: at, to: starts[7]! }, NOW).total, 3)
  t.equal(findConversations(bot, { from: at, to: starts[7]! }, at).total, 1, 'nothing is later than now')
  t.equal(findConversations(bot, { from: at, to: at - 1 }, NOW).total, 0, 'upside down')
})

t.test('a conversation after midnight belongs to its own day, though its session began the day before', async t => {
  const staff = { agents: 400, queues: [], desktop: true }
  const bot = assistWorld({ perDay: 15_000, staff }).bot(TEST_BOT)!
  const ofDays = Array.from({ length: 4 }, (_, i) => dayOfDate('2026-03-04') + i)
  const number = ofDays.find(day => conversationDay(bot, day).conversations.days.includes(day - 1)) ?? 0
  const { conversations, segments } = conversationDay(bot, number)
  const { days, starts } = conversations
  t.ok(days.includes(number - 1), 'there are some')
  t.ok(segments.days.includes(number - 1))
  t.ok(starts.every(ms => Math.floor(ms / 86_400_000) === number))
})

t.test('ids lead to what they name, and to nothing when a digit is wrong', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const others = findConversations(bot, WEEK, NOW).page(0, 30)
  for (const { day, row } of others) {
    const conversation = conversationOf(bot, day, row)!
    const { convId } = conversation
    t.same(findConversations(bot, WEEK, NOW, [convId]).page(0, 9), [{ day, row, segmentIndex: 0 }])
    t.equal(conversationById(bot, convId, NOW)?.row, row)
    t.equal(conversationById(bot, convId, conversation.start - 1), undefined, 'not before it began')
    const segments = conversation.segments.map(({ index }) => ({ day, row, segmentIndex: index }))
    const inWeek = segments.filter(({ segmentIndex }) => conversation.segments[segmentIndex]!.start <= WEEK.to)
    t.same(findSegments(bot, WEEK, NOW, { conversationIds: [convId] }).page(0, 9), inWeek)
    t.same(findSegments(bot, WEEK, NOW, { sessionIds: [conversation.sessionId] }).page(0, 9), inWeek)
    for (let at = 0; at < convId.length; at += 5) {
      const wrong = convId.slice(0, at) + (convId[at] === 'a' ? 'b' : 'a') + convId.slice(at + 1)
      t.equal(findConversations(bot, WEEK, NOW, [wrong]).total, 0)
    }
  }
  t.equal(findConversations(bot, WEEK, NOW, ['', 'nonsense', 'CH', '%00']).total, 0)
})

t.test('filters are ANDed, their values ORed', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const all = findSegments(bot, WEEK, NOW, {})
  const by = (channel: string) => findSegments(bot, WEEK, NOW, { channels: [channel] }).total
  t.equal(by('chat') + by('voice') + by('email'), all.total)
  t.equal(findSegments(bot, WEEK, NOW, { channels: ['chat', 'VOICE'] }).total, by('chat') + by('voice'))
  t.equal(by('fax'), 0)
  const staff = agentsOf(bot).map(({ agentId }) => agentId)
  t.equal(findSegments(bot, WEEK, NOW, { agentIds: staff }).total, all.total)
  const [one] = staff
  const mine = findSegments(bot, WEEK, NOW, { agentIds: [one!] })
  t.ok(mine.total > 0 && mine.total < all.total)
  for (const { day, row, segmentIndex } of mine.page(0, 500)) {
    t.equal(conversationAt(bot, { day, row, now: NOW }).conversation.agentOf(segmentIndex).agentId, one)
  }
  const both = findSegments(bot, WEEK, NOW, { agentIds: [one!], channels: ['voice'] })
  t.equal(
    both.total,
    mine
      .page(0, 500)
      .filter(({ day, row }) => conversationAt(bot, { day, row, now: NOW }).conversation.channel === 'voice').length,
  )
  const { day, row, segmentIndex } = mine.page(0, 1)[0]!
  const sessionIds = [conversationOf(bot, day, row)!.sessionId]
  const channels = [conversationAt(bot, { day, row, now: NOW }).conversation.channel]
  t.same(findSegments(bot, WEEK, NOW, { sessionIds, channels, agentIds: [one!] }).page(0, 5), [
    { day, row, segmentIndex },
  ])
  t.equal(findSegments(bot, WEEK, NOW, { sessionIds, conversationIds: ['CH0'] }).total, 0)
})

t.test('segment ids are unique and have the vendor’s shape', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const ids = findSegments(bot, WEEK, NOW, {})
    .page(0, 10_000)
    .map(({ day, row, segmentIndex }) => conversationOf(bot, day, row)!.segmentId(segmentIndex))
  t.equal(new Set(ids).size, ids.length)
  for (const id of ids) t.match(id, /^ac-[0-9a-f]{7}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
})

t.test('nothing before the bot’s first day', async t => {
  const bot = assistWorld().bot(TEST_BOT)!
  const window = { from: Date.parse('2020-01-01T00:00:00Z'), to: Date.parse('2020-01-07T00:00:00Z') }
  t.equal(findConversations(bot, window, NOW).total, 0)
  t.equal(findSegments(bot, window, NOW, { channels: ['chat'] }).total, 0)
})

import t from 'tap'
import { encodeMessageId } from '../../src/world/ids.ts'
import { messageBlock } from '../../src/world/message-index.ts'
import { findMessages, isAlert, type MessageQuestion, messageById } from '../../src/world/messages.ts'
import { timelineOf } from '../../src/world/sessions/timeline.ts'
import { messageTags } from '../../src/world/tags.ts'
import { TEST_BOT, testWorld } from './helper.ts'

const NOW = Date.parse('2026-02-20T12:00:00Z')
const DAY = 86_400_000
const world = testWorld({ nonInteractive: 0.3, seed: 'messages' })
const bot = world.bot(TEST_BOT)!

const question = (more: Partial<MessageQuestion> = {}): MessageQuestion => ({
  window: { from: NOW - 2 * DAY, to: NOW },
  filter: {},
  forward: true,
  ...more,
})
const all = (more: Partial<MessageQuestion> = {}) => {
  const found = findMessages([bot], question(more), NOW)
  const messages = found.page(0, 100_000)
  t.equal(found.total, messages.length)
  return messages
}

t.test('alerts: some of the sessions without an answer, never pinned or exact ones', async t => {
  let alerts = 0
  let silent = 0
  for (let number = 20486; number < 20500; number++) {
    const day = bot.day(number)
    for (let row = 0; row < day.count; row++) {
      if (day.userMessages[row] === 0) silent++
      if (!isAlert(day, row)) continue
      alerts++
      t.equal(day.userMessages[row], 0)
    }
  }
  t.ok(alerts > silent / 8 && alerts < silent / 2, `${alerts} of ${silent}`)
  const exactly = [{ count: 50, from: '2026-02-10', to: '2026-02-10', messages: 1 }]
  const exact = testWorld({ perDay: 0, traffic: { exactly } as never }).bot(TEST_BOT)!
  const found = findMessages([exact], { ...question(), window: { from: 0, to: NOW }, withoutAlerts: true }, NOW)
  t.equal(found.total, 50)
})

t.test('what is left out with the alerts is all of their sessions', async t => {
  const both = all()
  const without = all({ withoutAlerts: true })
  const left = both.filter(message => !isAlert(bot.day(message.day), message.row))
  t.same(without, left)
  t.ok(left.length < both.length)
})

t.test('sides, and conditions on tags of the message, the user and the session', async t => {
  const incoming = all({ side: 'incoming' })
  t.equal(incoming.length + all({ side: 'outgoing' }).length, all().length)
  const mood = { name: 'Sentiment', values: ['Negative', 'Neutral'], type: 'message' as const }
  const moody = all({ tags: { and: [mood] } })
  t.ok(moody.length > 0)
  for (const { day, row, index } of moody) {
    const { sides } = timelineOf(bot, day, row)
    const [tag] = messageTags(bot, { day, row }, index, sides[index]!)
    t.ok(mood.values.includes(tag?.value ?? ''))
  }
  const gold = { name: 'CustomerType', values: ['Gold'], type: 'user' as const }
  const count = (tags: MessageQuestion['tags']) => all({ tags }).length
  const [a, b, or, and] = [
    count({ and: [mood] }),
    count({ and: [gold] }),
    count({ or: [mood, gold] }),
    count({ and: [mood, gold] }),
  ]
  t.equal(or, a + b - and)
  t.equal(count({ and: [], or: [] }), all().length)
})

t.test('a block holds its messages by time, each once', async t => {
  const { times, rows, indexes } = messageBlock(bot, 20503 * DAY, 6 * 3_600_000)
  t.ok(times.length > 20)
  t.same(
    [...times],
    [...times].sort((a, b) => a - b),
  )
  t.equal(new Set(Array.from(rows, (row, i) => `${row}/${indexes[i]}`)).size, times.length)
})

t.test('a message by its id; nothing for a changed digit, another bot, or one still to come', async t => {
  const [message] = findMessages([bot], question(), NOW).page(30, 1)
  const { day, row, index, time } = message!
  const id = encodeMessageId(bot, Math.floor(bot.day(day).startOf(row) / 1000), row, index)
  t.match(messageById([bot], id, NOW), { day, row, index, time })
  t.equal(messageById([bot], id, time - 1), undefined)
  const digit = id.endsWith('0') ? '1' : '0'
  t.equal(messageById([bot], id.slice(0, -1) + digit, NOW), undefined)
  t.equal(messageById([bot], 'ms-nothing', NOW), undefined)
})

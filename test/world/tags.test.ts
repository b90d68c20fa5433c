import t from 'tap'
import { queueFor } from '../../src/world/dialogue/staff.ts'
import { findSessions } from '../../src/world/sessions/search.ts'
import { messageTags, sessionTags, userTags } from '../../src/world/tags.ts'
import type { Bot } from '../../src/world/types.ts'
import { TEST_BOT, testWorld } from './helper.ts'

const now = Date.parse('2026-03-02T00:00:00Z')
const month = { from: Date.parse('2026-02-02T00:00:00Z'), to: now }

t.test('user tags: the kind of customer never changes, "newuser" once', async t => {
  const sessions = findSessions(testWorld().bots, month, now).page(0, 1e6)
  const kinds = new Map<number, string>()
  for (const session of sessions) {
    const [kind, age] = userTags(session)
    t.match(kind?.value ?? '', /^(Premium|Gold|Regular)$/)
    if ((kinds.get(session.user) ?? kind?.value) !== kind?.value) t.fail('another kind of customer')
    kinds.set(session.user, kind?.value ?? '')
    if ((age?.value === 'newuser') !== session.firstEver) t.fail('newuser')
  }
})

t.test('session tags: about twenty where people speak, a few where they write, a queue where humans help', async t => {
  const sessions = findSessions(testWorld().bots, month, now).page(0, 1e6)
  let spoken = 0
  for (const session of sessions) {
    const tags = sessionTags(session)
    if (!session.voice && tags.length > 4) t.fail('too many')
    if (session.voice && tags.length > 20) t.fail('too many')
    if (session.voice && tags.length >= 6) spoken++
    if ((session.containment === 'agent') !== tags.some(tag => tag.name === 'queue')) t.fail('queue')
    if (new Set(tags.map(tag => tag.name)).size !== tags.length) t.fail('a name twice')
  }
  t.ok(spoken > 50, `${spoken} calls with many tags`)
})

t.test('the queue of the tags is the one the raw data name, whatever the scenario calls its queues', async t => {
  for (const queues of [[], ['Front Desk', 'Back Office', 'Night Shift']]) {
    const world = testWorld({ staff: { agents: 8, queues, desktop: true } })
    const handed = findSessions(world.bots, month, now, { containment: 'agent' }).page(0, 200)
    t.ok(handed.length > 20)
    for (const session of handed) {
      const tag = sessionTags(session).find(({ name }) => name === 'queue')
      const { queueName } = queueFor(session.bot, session.day, session.row)
      if (tag?.value !== queueName) t.fail(`${tag?.value}, but ${queueName}`)
      if (queues.length > 0 && !queues.includes(queueName)) t.fail(`${queueName} is none of the scenario's`)
    }
  }
})

t.test('only what users say has a mood', async t => {
  const bot = testWorld().bot(TEST_BOT) as Bot
  t.same(messageTags(bot, { day: 20_500, row: 1 }, 3, 0), [])
  const moods = Array.from({ length: 400 }, (_, i) => messageTags(bot, { day: 20_500, row: 1 }, i, 1)).flat()
  t.ok(moods.length > 20 && moods.length < 90)
  t.same([...new Set(moods.map(tag => tag.value))].sort(), ['Negative', 'Neutral', 'Positive'])
})

t.test('pinned tags stand as they were given', async t => {
  const pins = [{ start_time: '2026-02-10T10:00:00Z', userTags: [{ name: 'a', value: '1' }], sessionTags: [] }]
  const at = Date.parse('2026-02-10T10:00:00Z')
  const [session] = findSessions(testWorld({ pins }).bots, { from: at, to: at }, now).page(0, 1)
  t.same(session && [userTags(session), sessionTags(session)], [[{ name: 'a', value: '1' }], []])
})

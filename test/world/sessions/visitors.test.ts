import t from 'tap'
import { findSessions } from '../../../src/world/sessions/search.ts'
import { mayHaveCome, noteVisitors } from '../../../src/world/sessions/visitors.ts'
import { DAY, dayOfDate } from '../../../src/world/time.ts'
import { userIdOf } from '../../../src/world/users.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

const NUMBER = dayOfDate('2026-02-18')
const largeBot = () => testWorld({ perDay: 90_000 }).bot(TEST_BOT)!

t.test('of a large day everybody who came is known, and most who did not', async t => {
  const bot = largeBot()
  const day = bot.day(NUMBER)
  const came = new Set(day.user)
  const users = bot.calendar.usersBefore(NUMBER + 1)
  t.ok(mayHaveCome(bot, NUMBER, users - 1) && mayHaveCome(bot, NUMBER, 0), 'nothing is known yet')
  noteVisitors(day)
  for (const user of came) if (!mayHaveCome(bot, NUMBER, user)) t.fail(`user ${user} came`)
  let [others, taken] = [0, 0]
  for (let user = 0; user < users; user += 7) {
    if (came.has(user)) continue
    others++
    if (mayHaveCome(bot, NUMBER, user)) taken++
  }
  t.ok(others > 1000 && taken / others < 0.15, `${taken} of ${others}`)
})

t.test('a search for a user finds the same whether or not others were searched for before', async t => {
  const [warm, fresh] = [largeBot(), largeBot()]
  const window = { from: (NUMBER - 2) * DAY, to: (NUMBER + 1) * DAY - 1 }
  const now = (NUMBER + 3) * DAY
  const users = [...fresh.day(NUMBER).user.subarray(500, 520), 3, 77]
  const idsOf = (bot: typeof warm, user: number) =>
    findSessions([bot], window, now, { userId: userIdOf(bot, user), interactive: true })
      .page(0, 100)
      .map(({ sessionId }) => sessionId)
  for (const user of users) idsOf(warm, user)
  for (const user of users.reverse()) t.same(idsOf(warm, user), idsOf(fresh, user))
})

import t from 'tap'
import { FIRST_EVER } from '../../../src/world/columns/flags.ts'
import { makeUsers } from '../../../src/world/columns/users.ts'
import { isGuest } from '../../../src/world/guest-numbers.ts'
import { encodeUserId } from '../../../src/world/ids.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { TEST_BOT, type TestOptions, testWorld } from '../helper.ts'

const first = dayOfDate('2026-02-02')
const botOf = (options: TestOptions) => testWorld(options).bot(TEST_BOT) as Bot

t.test('new users are numbered by their first session, as many as the calendar says; the others are known', async t => {
  const bot = botOf({ perDay: 300 })
  for (let number = first; number < first + 30; number++) {
    const { user, flags } = makeUsers(bot.day(number))
    let seen = bot.calendar.usersBefore(number)
    user.forEach((who, row) => {
      const isNew = (flags[row]! & FIRST_EVER) !== 0
      if (isNew ? who !== seen : who >= seen) t.fail(`day ${number}, row ${row}: user ${who} of ${seen}`)
      if (isNew) seen++
    })
    t.equal(seen, bot.calendar.usersBefore(number + 1), `day ${number}`)
  }
})

t.test('on its first days a bot has new users only', async t => {
  const { flags } = makeUsers(botOf({ perDay: 300 }).day(first + 1))
  t.ok(flags.length > 100 && flags.every(bits => bits === FIRST_EVER))
})

t.test('who comes back was there lately, or is one of few regulars', async t => {
  const bot = botOf({ perDay: 2000, since: '2025-10-01' })
  const day = bot.day(first + 20)
  const { user, flags } = makeUsers(day)
  const before = bot.calendar.usersBefore(day.number)
  const lately = bot.calendar.usersBefore(day.number - 2)
  const back = [...user].filter((_, row) => flags[row] === 0)
  const visits = (from: number, to: number) => back.filter(who => who >= from && who < to).length / (to - from)
  const [ofRecent, ofAll] = [visits(lately, before), visits(0, before)]
  t.ok(ofRecent > 3 * ofAll, `${ofRecent} visits by one who was new within two days, ${ofAll} by others`)
  const counts = new Map<number, number>()
  for (const who of back) counts.set(who, (counts.get(who) ?? 0) + 1)
  t.ok(Math.max(...counts.values()) < 12, 'nobody is there all day')
  t.ok(counts.size > back.length / 3, 'nor are they always the same')
})

t.test('pins have users of their own, who move nobody else: ruling R28', async t => {
  const time = (day: number, hour: number) => new Date((day * 24 + hour) * 3_600_000).toISOString()
  const plain = botOf({})
  const pins = [
    { start_time: time(first + 4, 9), userId: 'ann@example.com' },
    { start_time: time(first + 4, 15), userId: 'ann@example.com' },
    { start_time: time(first + 6, 9), userId: 'ann@example.com' },
    { start_time: time(first + 6, 10), userId: encodeUserId(plain, 3) },
    { start_time: time(first + 6, 11) },
    { start_time: time(first + 6, 12) },
  ]
  const bot = botOf({ pins })
  const [one, two] = [bot.day(first + 4), bot.day(first + 6)]
  const [a, b] = [...one.pins.keys()].map(row => one.user[row])
  const [c, d, e, f] = [...two.pins.keys()].map(row => two.user[row])
  t.equal(a, b, 'the same guest twice a day')
  t.equal(a, c, 'and on a later day')
  t.equal(new Set([a, d, e, f]).size, 4, 'who has no name is somebody else each time')
  t.ok([a, d, e, f].every(user => isGuest(user!)))
  const isFirst = [one, two].flatMap(day => [...day.pins.keys()].map(row => (day.flags[row]! & FIRST_EVER) !== 0))
  t.same(isFirst, [true, false, false, true, true, true])
  for (const number of [first + 4, first + 6, first + 20]) {
    const [with_, without] = [bot.day(number), plain.day(number)]
    t.same(
      [...with_.user].filter(user => !isGuest(user)),
      [...without.user],
      `the others of day ${number - first} are as without pins`,
    )
    t.equal(bot.calendar.usersBefore(number), plain.calendar.usersBefore(number))
  }
})

import fc from 'fast-check'
import t, { type Test } from 'tap'
import { FIRST_EVER } from '../../src/world/columns/flags.ts'
import { isGuest } from '../../src/world/guest-numbers.ts'
import { longestSpan } from '../../src/world/settled.ts'
import { DAY, dayOfDate } from '../../src/world/time.ts'
import type { Bot } from '../../src/world/types.ts'
import { isOnEmail } from '../../src/world/visits.ts'
import { runs } from '../long.ts'
import { TEST_BOT, type TestOptions, testTemplate, testWorld } from './helper.ts'

const since = dayOfDate('2026-01-05')
const isoOf = (ms: number) => new Date(since * DAY + ms).toISOString()

/** Until when a user may be in a session, at the latest, and what is wrong with the sessions of a bot's first days. */
function faults(bot: Bot, days: number): string[] {
  const until = new Map<number, number>()
  const found: string[] = []
  for (let number = since; number < since + days; number++) {
    const { user, flags, pins, start, midnight, exact, count } = bot.day(number)
    let seen = bot.calendar.usersBefore(number)
    const isFree = pins.size === 0 && exact.length === 0
    for (let row = 0; row < count; row++) {
      const who = user[row]!
      const where = `day ${number - since}, row ${row}, user ${who}`
      const isNew = (flags[row]! & FIRST_EVER) !== 0
      const pin = pins.get(row)
      if (isGuest(who) !== (pin !== undefined)) found.push(`${where}: a pinned user has pinned sessions only`)
      if (pin !== undefined) {
        if (isNew !== pin.isFirst || who !== pin.user) found.push(`${where}: is another than the pin's`)
        continue
      }
      if (isNew ? who !== seen++ : who >= seen) found.push(`${where}: not in order of first sessions`)
      const at = midnight + start[row]!
      if ((until.get(who) ?? 0) > at) found.push(`${where}: is in another session`)
      until.set(who, at + longestSpan(!isFree || isOnEmail(bot, who, number)))
    }
    if (seen !== bot.calendar.usersBefore(number + 1)) found.push(`day ${number - since}: another number of new users`)
  }
  return found
}

function expectNone(t: Test, options: TestOptions, days: number): void {
  const bot = testWorld({ since: '2026-01-05', ...options }).bot(TEST_BOT) as Bot
  t.same(faults(bot, days).slice(0, 5), [], JSON.stringify(options).slice(0, 200))
}

t.test('nobody is in two sessions at once, over midnights too, however long sessions last', async t => {
  const traffic = testTemplate().traffic
  const cases: readonly (readonly [TestOptions, number])[] = [
    [{ perDay: 700 }, 60],
    [{ perDay: 700, channels: { email: 1 } }, 40],
    [{ perDay: 700, channels: { email: 1, rtm: 1 }, zone: 'Asia/Tokyo' }, 40],
    [{ perDay: 300, newUsers: 0 }, 60],
    [{ perDay: 300, newUsers: 0.9 }, 30],
    [{ perDay: 3 }, 200],
    [{ perDay: 0.4 }, 400],
    [{ traffic: { ...traffic, perDay: 200, hours: [24, ...new Array<number>(23).fill(0)] }, zone: 'Etc/UTC' }, 40],
    [
      {
        traffic: { ...traffic, perDay: 200, hours: [...new Array<number>(23).fill(0), 24] },
        zone: 'Etc/UTC',
        newUsers: 0.1,
      },
      40,
    ],
    [
      {
        traffic: {
          ...traffic,
          perDay: 100,
          events: [{ from: '2026-01-25', to: '2026-01-27', times: 60, newUsers: 0 }],
        },
      },
      40,
    ],
  ]
  for (const [options, days] of cases) {
    for (const seed of ['a', 'b']) expectNone(t, { ...options, seed }, days)
  }
})

t.test('nor with pins and exact stretches; users of pins have no other sessions', async t => {
  const ms = fc.integer({ min: 0, max: 28 * DAY })
  fc.assert(
    fc.property(
      fc.string({ maxLength: 5 }),
      fc.integer({ min: 0, max: 90 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(ms, fc.constantFrom('ann', 'bob', 'carol', undefined)), { maxLength: 12 }),
      fc.option(fc.tuple(ms, fc.integer({ min: 0, max: 3 * DAY }), fc.integer({ min: 0, max: 200 })), {
        nil: undefined,
      }),
      (seed, perDay, newUsers, pinned, exact) => {
        const pins = pinned.map(([at, userId]) => ({
          start_time: isoOf(at),
          ...(userId === undefined ? {} : { userId }),
        }))
        const exactly =
          exact === undefined ? [] : [{ from: isoOf(exact[0]), to: isoOf(exact[0] + exact[1] + 1000), count: exact[2] }]
        const traffic = { ...testTemplate(perDay).traffic, exactly }
        const options = { seed, newUsers, pins, traffic, since: '2026-01-05', channels: { rtm: 3, email: 1 } }
        let bot: Bot
        try {
          bot = testWorld(options).bot(TEST_BOT) as Bot
        } catch {
          return true
        }
        const found = faults(bot, 36)
        if (found.length > 0) throw new Error(found.slice(0, 3).join('\n'))
        return true
      },
    ),
    { seed: 9, numRuns: runs(60) },
  )
  t.pass()
})

t.test('no session lasts longer than is reckoned with here', async t => {
  const bot = testWorld({ perDay: 400, since: '2026-01-05', channels: { email: 1, sms: 1, rtm: 1, korevg: 1 } }).bot(
    TEST_BOT,
  ) as Bot
  for (let number = since; number < since + 12; number++) {
    const { user, channel, span, count } = bot.day(number)
    for (let row = 0; row < count; row++) {
      const isEmail = isOnEmail(bot, user[row]!, number)
      if (isEmail !== (bot.channels[channel[row]!] === 'email')) t.fail('another channel')
      if (span[row]! > longestSpan(isEmail)) t.fail(`day ${number - since}, row ${row}: ${span[row]} ms`)
    }
  }
})

import t from 'tap'
import { FIRST_GUEST } from '../../src/world/guest-numbers.ts'
import { encodeUserId } from '../../src/world/ids.ts'
import type { Bot } from '../../src/world/types.ts'
import { identityOf, userIdOf, userNumber } from '../../src/world/users.ts'
import { TEST_BOT, testWorld } from './helper.ts'

const bot = testWorld({ languages: { en: 1, es: 1, de: 1, ja: 1, xx: 1 } }).bot(TEST_BOT) as Bot

t.test('a user is found by Kore id, e-mail and enterprise id', async t => {
  for (let user = 0; user < 300; user++) {
    const identity = identityOf(bot, user)
    t.match(identity.email, /^[a-z]+\.[a-z]+\.[0-9a-z]+@example\.(com|net|org)$/)
    for (const text of [identity.id, identity.email, identity.enterpriseId]) {
      if (userNumber(bot, text) !== user) t.fail(`${text} is not user ${user}`)
    }
    if (identity.name !== `${identity.firstName} ${identity.lastName}`) t.fail('name')
    if (identity.id !== userIdOf(bot, user)) t.fail('id')
  }
})

t.test('other texts name nobody', async t => {
  const { email, enterpriseId } = identityOf(bot, 17)
  for (const text of [
    '',
    'nobody',
    'u-',
    `x${email}`,
    email.replace('.h', '.g'),
    `${enterpriseId}1`,
    'C1700',
    'ann.bee.zzzzzzzzzzz@example.com',
    encodeUserId({ key: 'else', salt: 3 }, 17),
  ]) {
    t.equal(userNumber(bot, text), undefined, text)
  }
})

t.test('users that pins bring are numbered apart and go by their own names', async t => {
  const pins = ['2026-02-10T10:00:00Z', '2026-02-12T10:00:00Z', '2026-02-12T11:00:00Z'].map((start_time, i) => ({
    start_time,
    userId: i === 2 ? 'CRM-7' : 'ann@example.com',
  }))
  const bot = testWorld({ pins }).bot(TEST_BOT) as Bot
  const ann = userNumber(bot, 'ann@example.com') as number
  t.equal(ann, FIRST_GUEST)
  t.equal(userNumber(bot, 'CRM-7'), FIRST_GUEST + 1)
  t.equal(identityOf(bot, ann).email, 'ann@example.com')
  t.equal(userIdOf(bot, ann), 'ann@example.com')
  t.equal(userIdOf(bot, userNumber(bot, 'CRM-7') as number), 'CRM-7')
  t.match(userIdOf(bot, ann + 2), /^u-/)
  t.equal(userNumber(bot, encodeUserId(bot, ann)), undefined, 'a guest has no second id')
  t.equal(userNumber(bot, 'carol'), undefined)
})

t.test('people of the United Kingdom have no American names', async t => {
  const namesIn = (zone: string) => {
    const there = testWorld({ zone, languages: { en: 1 } }).bot(TEST_BOT) as Bot
    return new Set(Array.from({ length: 400 }, (_, user) => identityOf(there, user).firstName))
  }
  const british = namesIn('Europe/London')
  t.ok(british.size > 100, `${british.size} first names`)
  t.ok(british.size <= 200, 'those of a list of their own')
  t.ok(namesIn('America/New_York').size > 250)
})

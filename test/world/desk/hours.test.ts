import t from 'tap'
import { nextOpening } from '../../../src/world/desk/hours.ts'
import { loadOf } from '../../../src/world/desk/load.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

t.test('a closed desk opens at the next hour that is open, today or tomorrow', async t => {
  const bot = testWorld({ perDay: 200, zone: 'America/New_York' }).bot(TEST_BOT)!
  const { open } = loadOf(bot)
  const first = open.indexOf(1)
  const last = open.lastIndexOf(1)
  t.ok(first > 0 && last < 23, `open from ${first} to ${last}`)
  const at = (hour: number) => {
    const utc = Date.UTC(2026, 2, 3, hour, 30)
    return nextOpening(bot, utc - bot.zone.offsetAt(utc))
  }
  t.same(at(first - 1), { hour: first, isTomorrow: false })
  t.same(at(last + 1), { hour: Math.max(first, 7), isTomorrow: true })
  t.same(at(first), { hour: Math.max(first, 7), isTomorrow: true }, 'nobody speaks the language any more')
})

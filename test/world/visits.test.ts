import t from 'tap'
import type { Bot } from '../../src/world/types.ts'
import { channelOn, isSettled, OF_HIS_OWN, outcomeLot, preferredChannel, reasonLot } from '../../src/world/visits.ts'
import { TEST_BOT, testWorld } from './helper.ts'

const bot = testWorld().bot(TEST_BOT) as Bot
const USERS = 4000
const shareOf = (test: (user: number) => boolean) => {
  let n = 0
  for (let user = 0; user < USERS; user++) if (test(user)) n++
  return n / USERS
}

t.test('channels: as the weights say on the whole, and mostly the one that the user prefers', async t => {
  const total = 46 + 21 + 9 + 8 + 7 + 5 + 4
  for (const [channel, weight] of [46, 21, 9, 8, 7, 5, 4].entries()) {
    const share = shareOf(user => channelOn(bot, user, 20_500) === channel)
    t.ok(Math.abs(share - weight / total) < 0.025, `${bot.channels[channel]}: ${share}`)
  }
  const kept = shareOf(user => channelOn(bot, user, 20_500) === preferredChannel(bot, user))
  t.ok(kept > 0.86 && kept < 0.92, `${kept}: 85 %, and some by chance`)
})

t.test('lots of a visit are even, and none follows from another', async t => {
  const lots = { outcomeLot, reasonLot }
  for (const [name, lot] of Object.entries(lots)) {
    for (const tenth of [0, 5, 9]) {
      const share = shareOf(user => Math.floor(10 * lot(bot, user, 20_501, OF_HIS_OWN)) === tenth)
      t.ok(Math.abs(share - 0.1) < 0.02, `${name}: ${share}`)
    }
  }
  const settled = shareOf(user => isSettled(bot, user, 20_501, 0))
  t.ok(Math.abs(settled - 0.73) < 0.03)
  const both = shareOf(user => outcomeLot(bot, user, 20_501, 0) < 0.5 && isSettled(bot, user, 20_501, 0))
  t.ok(Math.abs(both - settled / 2) < 0.03)
  const days = shareOf(user => outcomeLot(bot, user, 20_501, 0) < 0.5 && outcomeLot(bot, user, 20_502, 0) < 0.5)
  t.ok(Math.abs(days - 0.25) < 0.03)
})

t.test('who comes back about an earlier contact mostly wants the same', async t => {
  for (let back = 1; back <= 7; back++) {
    const same = shareOf(
      user => reasonLot(bot, user, 20_500, back) === reasonLot(bot, user, 20_500 - back + 1, OF_HIS_OWN),
    )
    t.ok(same > 0.74 && same < 0.82, `${back - 1} days later: ${same}`)
  }
})

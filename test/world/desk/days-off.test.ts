import t from 'tap'
import { isIn, LAST_PAIR, pairOf } from '../../../src/world/desk/days-off.ts'
import { stream } from '../../../src/world/random.ts'
import { TEST_BOT, testTemplate, testWorld } from '../helper.ts'

const AGENTS = 56
const WEEKS = 16

/** A bot whose weekdays are busy as drawn, some of them not at all. */
function botOf(seed: string) {
  const draw = stream(seed)
  const week = Array.from({ length: 7 }, () => (draw() < 0.2 ? 0 : draw() < 0.3 ? 3 : draw() + 0.2))
  return testWorld({ traffic: { ...testTemplate().traffic, week } }).bot(TEST_BOT)!
}

t.test('from one first day off to the next it is never more than a week, whatever the week is like', async t => {
  let turns = 0
  for (let n = 0; n < 60; n++) {
    const bot = botOf(`days off ${n}`)
    for (let agent = 0; agent < AGENTS; agent++) {
      let last = Number.NaN
      for (let week = 2900; week < 2900 + WEEKS; week++) {
        const pair = pairOf(bot, agent, week)
        for (const day of pair === LAST_PAIR ? [0, LAST_PAIR] : [pair]) {
          if (7 * week + day - last > 7) t.fail(`${n}: agent ${agent} works ${7 * week + day - last - 1} days in a row`)
          last = 7 * week + day
        }
        if (pair === LAST_PAIR) turns++
      }
    }
  }
  t.ok(turns > 100)
})

t.test('days off lie where the week is quiet', async t => {
  const week = [1.4, 1.4, 1.4, 1.4, 1.4, 0, 0]
  const bot = testWorld({ traffic: { ...testTemplate().traffic, week } }).bot(TEST_BOT)!
  let weekends = 0
  for (let agent = 0; agent < AGENTS; agent++) {
    const pair = pairOf(bot, agent, 2900)
    if (isIn(pair, 5) && isIn(pair, 6)) weekends++
  }
  t.ok(weekends > 0.9 * AGENTS, `${weekends} of ${AGENTS}`)
})

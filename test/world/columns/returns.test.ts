import t from 'tap'
import { AGENT, CONTAINMENT, DROP_OFF, INTERACTIVE } from '../../../src/world/columns/flags.ts'
import { DAY, dayOfDate, HOUR } from '../../../src/world/time.ts'
import { LAST_BACK } from '../../../src/world/turns.ts'
import type { Bot } from '../../../src/world/types.ts'
import { isSettled, OF_HIS_OWN, reasonLot } from '../../../src/world/visits.ts'
import { TEST_BOT, testWorld } from '../helper.ts'

const bot = testWorld({ perDay: 1500, since: '2025-09-01' }).bot(TEST_BOT) as Bot
const first = dayOfDate('2026-02-02')
const DAYS = 35

interface Visit {
  readonly user: number
  readonly at: number
  readonly channel: number
  readonly outcome: string
  readonly back: number
  readonly number: number
}

function outcomeOf(bits: number, user: number, number: number, back: number): string {
  const kind = bits & CONTAINMENT
  if ((bits & INTERACTIVE) === 0) return 'notified'
  if (kind === DROP_OFF) return 'left'
  if (kind !== AGENT) return 'served'
  return isSettled(bot, user, number, back) ? 'settled' : 'unsettled'
}

const visits: Visit[] = []
for (let number = first; number < first + DAYS; number++) {
  const { user, channel, flags, back, count, midnight, start } = bot.day(number)
  for (let row = 0; row < count; row++) {
    const who = user[row]!
    const outcome = outcomeOf(flags[row]!, who, number, back[row]!)
    visits.push({ user: who, at: midnight + start[row]!, channel: channel[row]!, outcome, back: back[row]!, number })
  }
}
const pairs: { readonly visit: Visit; readonly next: Visit }[] = []
const last = new Map<number, Visit>()
for (const visit of visits) {
  const before = last.get(visit.user)
  if (before !== undefined) pairs.push({ visit: before, next: visit })
  last.set(visit.user, visit)
}

t.test('who left, and whom nobody could help, comes back within a week more often than who was served', async t => {
  const until = (first + DAYS - 7) * DAY
  const again = (outcome: string) => {
    const all = visits.filter(visit => visit.at < until && visit.outcome === outcome).length
    const back = pairs.filter(
      ({ visit, next }) => visit.at < until && visit.outcome === outcome && next.at - visit.at <= 7 * DAY,
    )
    return back.length / all
  }
  const served = again('served')
  t.ok(served > 0.1 && served < 0.25, `served: ${served}`)
  t.ok(again('left') > 1.4 * served, `left: ${again('left')}`)
  t.ok(again('unsettled') > 1.4 * served, `unsettled: ${again('unsettled')}`)
  t.ok(again('settled') < 1.35 * served, `settled: ${again('settled')}`)
  t.ok(again('notified') < 0.9 * served, `notified: ${again('notified')}`)
})

t.test('a visit about an earlier contact comes so many days after one, mostly about the same', async t => {
  const known = new Map(visits.map(visit => [`${visit.user} ${visit.number}`, visit]))
  const back = visits.filter(visit => visit.back !== OF_HIS_OWN && visit.number >= first + LAST_BACK)
  const all = visits.filter(visit => visit.number >= first + LAST_BACK).length
  t.ok(back.length / all > 0.15 && back.length / all < 0.22, `${back.length / all} of all`)
  t.ok(back.every(({ back }) => back >= 1 && back <= LAST_BACK + 1))
  const found = back.filter(visit => known.has(`${visit.user} ${visit.number - visit.back + 1}`))
  t.equal(found.length, back.length, 'the contact is there')
  const same = back.filter(
    ({ user, number, back }) =>
      reasonLot(bot, user, number, back) === reasonLot(bot, user, number - back + 1, OF_HIS_OWN),
  )
  t.ok(same.length / back.length > 0.7 && same.length / back.length < 0.85)
  const nextDay = back.filter(visit => visit.back === 2).length
  t.ok(nextDay > back.length / 5, 'the next day is the likeliest')
})

t.test('people keep to their channel and, by and large, to their time of the day', async t => {
  const kept = pairs.filter(({ visit, next }) => visit.channel === next.channel).length / pairs.length
  t.ok(kept > 0.72 && kept < 0.9, `${kept} on the channel of the time before`)
  const hours = (a: number, b: number) => {
    const apart = (Math.abs(a - b) % DAY) / HOUR
    return Math.min(apart, 24 - apart)
  }
  const own = pairs.reduce((sum, { visit, next }) => sum + hours(visit.at, next.at), 0) / pairs.length
  const others = pairs.reduce(
    (sum, { visit }, i) => sum + hours(visit.at, pairs[(i * 7 + 1) % pairs.length]!.next.at),
    0,
  )
  t.ok(own < 0.85 * (others / pairs.length), `${own} hours apart, of strangers ${others / pairs.length}`)
})

t.test('some are there twice a day, few of them', async t => {
  for (const number of [first + 10, first + 20]) {
    const { user, count } = bot.day(number)
    const twice = count - new Set(user).size
    t.ok(twice > 0 && twice < 0.06 * count, `${twice} of ${count}`)
  }
})

import t from 'tap'
import { conversationOf } from '../../../src/world/assist/conversation.ts'
import { timelineOf } from '../../../src/world/sessions/timeline.ts'
import type { ExactSpec } from '../../../src/world/spec.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import { TEST_BOT, testTemplate, testWorld } from '../helper.ts'

const DATE = '2026-02-10'
const number = dayOfDate(DATE)

function dayWith(extra: Partial<ExactSpec>, pins = [{ start_time: `${DATE}T12:00:00.000Z` }]) {
  const exactly = [{ count: 40, from: `${DATE}T00:00:00.000Z`, to: `${DATE}T23:59:59.999Z`, ...extra }]
  const bot = testWorld({ traffic: { ...testTemplate(100).traffic, exactly }, pins }).bot(TEST_BOT)!
  const day = bot.day(number)
  const made = Array.from({ length: day.count }, (_, row) => row).filter(row => !day.pins.has(row))
  return { bot, day, made }
}

t.test('the sessions of a stretch are on its channel, also one that the bot does not have else', async t => {
  for (const channel of ['korevg', 'line']) {
    const { bot, day, made } = dayWith({ channel })
    t.equal(made.length, 40)
    t.ok(
      made.every(row => bot.channels[day.channel[row]!] === channel),
      channel,
    )
  }
})

t.test('and in its language', async t => {
  for (const language of ['es', 'xx']) {
    const { bot, day, made } = dayWith({ language })
    t.ok(made.every(row => day.languageOf(row) === language))
    t.ok(made.every(row => bot.languages[day.language[row]!] === language))
    const [pinned] = [...day.pins.keys()]
    t.equal(bot.languages[day.language[pinned!]!], day.languageOf(pinned!), 'pins are islands')
  }
})

t.test('each lasts as long as the stretch says, whatever it is', async t => {
  for (const extra of [
    {},
    { containment: 'agent' },
    { containment: 'dropOff', messages: 9 },
    { channel: 'email' },
  ] as const) {
    const { bot, day, made } = dayWith({ duration: 150_000, ...extra })
    t.ok(
      made.every(row => day.span[row] === 150_000),
      JSON.stringify(extra),
    )
    for (const row of made) {
      const { times } = timelineOf(bot, number, row)
      const last = times.at(-1)! - day.startOf(row)
      if (last !== day.talkOf(row) || last > 150_000) t.fail(`${row}: ${last}`)
      if (times.some((time, i) => i > 0 && time <= times[i - 1]!)) t.fail(`${row}: ${times}`)
    }
  }
})

t.test('one agent has all of them', async t => {
  const { bot, made } = dayWith({ agent: 'Anna Berg', containment: 'agent', messages: 8 })
  const whole = made.map(row => conversationOf(bot, number, row)!)
  t.equal(whole.length, 40)
  for (const conversation of whole) {
    const agent = conversation.agentOf(0)
    t.match(agent, { name: 'Anna Berg', firstName: 'Anna', lastName: 'Berg', email: /^anna\.berg@.*example\.com$/ })
    t.equal(agent.agentId, whole[0]!.agentOf(0).agentId)
    t.equal(conversation.segments.length, 1)
    const { start, end } = conversation.segments[0]!
    const { times, handover } = conversation.timeline
    t.ok(start >= times[handover]! && times.at(-1)! <= end)
  }
  const plain = dayWith({ containment: 'agent', messages: 8 })
  const others = new Set(plain.made.map(row => conversationOf(plain.bot, number, row)!.agentOf(0).name))
  t.notOk(others.has('Anna Berg'))
})

t.test('hand-overs of a short stretch lie in it, with a duration and an agent too', async t => {
  const [from, to] = [`${DATE}T10:00:00.000Z`, `${DATE}T10:02:00.000Z`]
  const { bot, made } = dayWith({ from, to, containment: 'agent', duration: 900_000, agent: 'Anna Berg' })
  const exact = made.filter(row => bot.day(number).exact.some(({ lo, hi }) => row >= lo && row < hi))
  t.equal(exact.length, 40)
  for (const row of exact) {
    const { start, segments } = conversationOf(bot, number, row)!
    t.ok(start <= Date.parse(to) && segments[0]!.start <= Date.parse(to), `${start - Date.parse(from)}`)
  }
})

import t from 'tap'
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

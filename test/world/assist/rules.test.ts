import t from 'tap'
import { loadScenario } from '../../../src/scenario/load.ts'
import { conversationsFrom } from '../../../src/world/assist/conversation.ts'
import type { PackCoaching } from '../../../src/world/pack.ts'
import { dayOfDate } from '../../../src/world/time.ts'
import type { Bot } from '../../../src/world/types.ts'
import { createWorld } from '../../../src/world/world.ts'

const FIRST = dayOfDate('2026-03-02')
const DAYS = 40

/** The first line upon which each rule of a bot's pack fired, looking at as many days as that takes. */
function firstLines(bot: Bot): Map<string, { text: string; acts: readonly string[]; rule: PackCoaching }> {
  const found = new Map<string, { text: string; acts: readonly string[]; rule: PackCoaching }>()
  for (let day = FIRST; day < FIRST + DAYS && found.size < bot.pack.coaching.length; day++) {
    for (const conversation of conversationsFrom(bot.day(day), 0)) {
      for (const { message, rule } of conversation.firedRules) {
        if (found.has(rule.name)) continue
        const acts = conversation.timeline.lines[message]!.acts.map(({ kind }) => kind)
        found.set(rule.name, { text: conversation.textOf(message), acts, rule })
      }
    }
  }
  return found
}

const world = createWorld({ ...loadScenario('multilingual').world, seed: 'rules' })
for (const bot of world.bots.filter(({ id }) => id.startsWith('st-multilingual'))) {
  t.test(`each coaching rule of ${bot.pack.industry} fires on a line that is as it says`, async t => {
    const lines = firstLines(bot)
    for (const { name, when } of bot.pack.coaching) {
      const line = lines.get(name)
      t.ok(when, `${name} says when it fires`)
      t.ok(line, `${name} fires within ${DAYS} days`)
      const said = when?.said ?? []
      const wanted: readonly string[] = typeof said === 'string' ? [said] : said
      if (line !== undefined && wanted.length > 0) {
        t.ok(
          line.acts.some(act => wanted.includes(act)),
          `${name}: ${line.acts.join(', ')}: ${line.text}`,
        )
      }
    }
  })
}

import t from 'tap'
import { writeDialogue } from '../../../src/world/dialogue/write-dialogue.ts'
import { timelineOf } from '../../../src/world/sessions/timeline.ts'
import { createWorld } from '../../../src/world/world.ts'
import { IS_LONG } from '../../long.ts'
import { botOf, packs } from './helper.ts'

const SESSIONS = 1000
const DAY = 20_500
const WANTED = 0.6

/** Of the messages of a thousand sessions of a day, the share of texts that nobody else has. */
function share(industry: string, language: string): number {
  const { spec } = botOf('variety', industry).world
  const [first] = spec.bots
  const traffic = { ...first!.traffic, perDay: 1600, exactly: [] }
  const bots = [{ ...first!, traffic, languages: { [language]: 1 } }]
  const bot = createWorld({ ...spec, bots }).bots[0]!
  const texts = new Set<string>()
  let all = 0
  for (let row = 0; row < Math.min(bot.day(DAY).count, SESSIONS); row++) {
    for (const text of writeDialogue(bot, DAY, row, timelineOf(bot, DAY, row))) {
      texts.add(text)
      all++
    }
  }
  return texts.size / all
}

t.test('of the texts of a thousand sessions in one language six of ten differ', async t => {
  for (const [industry, pack] of Object.entries(packs)) {
    const languages = Object.keys(pack.words)
    for (const language of IS_LONG ? languages : languages.slice(0, 1)) {
      const found = share(industry, language)
      t.ok(found >= WANTED, `${industry}, ${language}: ${(100 * found).toFixed(1)} %`)
    }
  }
})

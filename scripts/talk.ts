/**
 * Prints transcripts of a pack, so that one sees how its words read:
 * `npm run talk -- banking de chat`, with a seed `--seed x`, a number of sessions `--count 5`, an intent `--intent "Check Balance"`.
 * The pack may be a file: `npm run talk -- ./energy.yaml fr voice`.
 */
import { parseArgs } from 'node:util'
import { loadScenario } from '../src/scenario/load.ts'
import { readPack, shippedPack } from '../src/scenario/packs.ts'
import { writeDialogue } from '../src/world/dialogue/write-dialogue.ts'
import { timelineOf } from '../src/world/sessions/timeline.ts'
import { createWorld } from '../src/world/world.ts'

const CHANNELS: Readonly<Record<string, string>> = { voice: 'korevg', chat: 'rtm', sms: 'sms', email: 'email' }
const SIDES = ['bot', 'customer', 'agent']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: 'talk' },
    count: { type: 'string', default: '5' },
    intent: { type: 'string' },
    day: { type: 'string', default: '2026-03-03' },
  },
})
const [industry = 'banking', language = 'en', medium = 'chat'] = positionals
const pack = industry.endsWith('.yaml') ? readPack(industry).pack : shippedPack(industry)
const spec = loadScenario('default').world
const [first] = spec.bots
if (first === undefined) throw new Error('the default scenario has no bot')
const traffic = { ...first.traffic, perDay: 200, exactly: [] }
const own = {
  industry: pack.industry,
  traffic,
  languages: { [language]: 1 },
  channels: { [CHANNELS[medium] ?? medium]: 1 },
}
const world = createWorld({
  ...spec,
  seed: values.seed,
  packs: { [pack.industry]: pack },
  bots: [{ ...first, ...own, pins: [] }],
})
const [bot] = world.bots
if (bot === undefined) throw new Error('no bot')
const day = bot.day(Date.parse(values.day) / 86_400_000)
const wanted = Number(values.count)
let shown = 0
for (let row = 0; row < day.count && shown < wanted; row++) {
  const timeline = timelineOf(bot, day.number, row)
  const intents = timeline.tasks.map(({ intent }) => pack.intents[intent]?.name ?? '')
  if (values.intent !== undefined && !intents.includes(values.intent)) continue
  // From the longer ones one learns more.
  if (values.intent === undefined && timeline.times.length < 6) continue
  shown++
  console.log(`\n== ${row}: ${medium}, ${language}, ${intents.join(' and ') || 'no task'}, ${timeline.ending}`)
  for (const [i, text] of writeDialogue(bot, day.number, row, timeline).entries()) {
    const local = new Date(timeline.times[i]! + bot.zone.offsetAt(timeline.times[i]!)).toISOString().slice(11, 19)
    console.log(`${local} ${(SIDES[timeline.sides[i]!] ?? '').padEnd(8)} ${text}`)
  }
}

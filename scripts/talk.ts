/**
 * Prints transcripts of a pack, so that one sees how its words read:
 * `npm run talk -- banking de chat`, with a number of sessions `--count 5`, an intent `--intent "Check Balance"`, other customers `--from 20`.
 * The pack may be a file: `npm run talk -- ./energy.yaml fr voice`. With `--repeats` it tells where the texts of a thousand sessions repeat.
 */
import { parseArgs } from 'node:util'
import { loadScenario } from '../src/scenario/load.ts'
import { readPack, shippedPack } from '../src/scenario/packs.ts'
import type { SaidLine } from '../src/world/dialogue/talk.ts'
import { writeTalk } from '../src/world/dialogue/write-talk.ts'
import type { Line } from '../src/world/talk/acts.ts'
import { createWorld } from '../src/world/world.ts'
import { linesOf, plansFor } from './packs/plans.ts'
import { repeatsIn } from './packs/repeats.ts'

const CHANNELS: Readonly<Record<string, string>> = { voice: 'korevg', chat: 'rtm', sms: 'sms', email: 'email' }
const SIDES = ['bot', 'customer', 'agent']
const DAY = 20_515
const REPEATS_OF = 1000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '5' },
    from: { type: 'string', default: '0' },
    intent: { type: 'string' },
    repeats: { type: 'boolean', default: false },
  },
})
const [industry = 'banking', language = 'en', medium = 'chat'] = positionals
const pack = industry.endsWith('.yaml') ? readPack(industry).pack : shippedPack(industry)
const spec = loadScenario('default').world
const [first] = spec.bots
if (first === undefined) throw new Error('the default scenario has no bot')
const own = {
  industry: pack.industry,
  traffic: { ...first.traffic, perDay: 1800, exactly: [] },
  languages: { [language]: 1 },
  channels: { [CHANNELS[medium] ?? medium]: 1 },
}
const bots = [{ ...first, ...own, pins: [] }]
const [bot] = createWorld({ ...spec, seed: 'talk', packs: { [pack.industry]: pack }, bots }).bots
if (bot === undefined) throw new Error('no bot')

const wanted = pack.intents.findIndex(({ name }) => name === values.intent)
const from = Number(values.from)
const count = values.repeats ? REPEATS_OF : Number(values.count)
const texts: { readonly acts: string; readonly text: string }[] = []
for (let i = from; i < from + count; i++) {
  const intent = wanted < 0 ? i % pack.intents.length : wanted
  const { name = '', asked = [] } = pack.intents[intent] ?? {}
  const plans = plansFor(medium, asked.length)
  // The courses most sessions take come up more often.
  const lines = linesOf(plans[values.repeats ? Math.floor(i / 3) % Math.min(plans.length, 3) : i % plans.length] ?? '')
  // Rows have hours, moods and customers of their own.
  const row = (i * 7) % bot.day(DAY).count
  const start = bot.day(DAY).midnight + (bot.day(DAY).start[row] ?? 0)
  const times = lines.map((_, line) => start + line * 20_000)
  const said = writeTalk({ bot, day: DAY, row, tasks: [{ intent }], times, lines })
  for (const [line, { text }] of said.entries()) {
    texts.push({ text, acts: (lines[line]?.acts ?? []).map(({ kind }) => kind).join(' + ') })
  }
  if (!values.repeats) print(`${i}: ${name}`, start, said, lines)
}
if (values.repeats) console.log(repeatsIn(texts))

function print(title: string, start: number, said: readonly SaidLine[], lines: readonly Line[]): void {
  const local = new Date(start + (bot?.zone.offsetAt(start) ?? 0)).toISOString().slice(11, 16)
  console.log(`\n== ${title}, ${medium}, ${language}, ${local}`)
  for (const [line, { text }] of said.entries()) {
    console.log(`${(SIDES[lines[line]?.side ?? 0] ?? '').padEnd(8)} ${text.replaceAll('\n', '\n         ')}`)
  }
}

/**
 * Prints transcripts of a pack, so that one sees how its words read:
 * `npm run talk -- banking de chat`, with a number of sessions `--count 5`, an intent `--intent "Check Balance"`, others of the day `--from 20`.
 * The pack may be a file: `npm run talk -- ./energy.yaml fr voice`. With `--courses` each course of a session comes in turn, whatever is common;
 * with `--repeats` it tells where the texts of a thousand sessions repeat, on all channels when none is named.
 */
import { parseArgs } from 'node:util'
import { loadScenario } from '../src/scenario/load.ts'
import { readPack, shippedPack } from '../src/scenario/packs.ts'
import { saidIn } from '../src/world/dialogue/write-dialogue.ts'
import { writeTalk } from '../src/world/dialogue/write-talk.ts'
import { timelineOf } from '../src/world/sessions/timeline.ts'
import type { SpeechLine } from '../src/world/talk/acts.ts'
import type { SaidLine } from '../src/world/talk/said-line.ts'
import { createWorld } from '../src/world/world.ts'
import { linesOf, plansFor } from './packs/plans.ts'
import { repeatsIn, type TextOfActs } from './packs/repeats.ts'

const CHANNELS: Readonly<Record<string, string>> = { voice: 'korevg', chat: 'rtm', sms: 'sms', email: 'email' }
const SIDES = ['bot', 'customer', 'agent']
const DAY = 20_515
const REPEATS_OF = 1000

/** A session in words. */
interface Transcript {
  readonly title: string
  readonly lines: readonly SpeechLine[]
  readonly times: readonly number[]
  readonly said: readonly SaidLine[]
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '5' },
    from: { type: 'string', default: '0' },
    intent: { type: 'string' },
    courses: { type: 'boolean', default: false },
    repeats: { type: 'boolean', default: false },
  },
})
const [industry = 'banking', language = 'en', medium] = positionals
const pack = industry.endsWith('.yaml') ? readPack(industry).pack : shippedPack(industry)
const bot = botOf()
const wanted = pack.intents.findIndex(({ name }) => name === values.intent)
const from = Number(values.from)
if (values.repeats) {
  const found: TextOfActs[] = []
  for (let row = 0; row < Math.min(REPEATS_OF, bot.day(DAY).count); row++) {
    const { lines, said } = session(row)
    for (const [i, { text }] of said.entries()) {
      found.push({ text, acts: (lines[i]?.acts ?? []).map(({ kind }) => kind).join(' + ') })
    }
  }
  console.log(repeatsIn(found))
} else if (values.courses) for (let i = from; i < from + Number(values.count); i++) print(course(i))
else printSessions(Number(values.count))

function botOf() {
  const spec = loadScenario('default').world
  const [first] = spec.bots
  if (first === undefined) throw new Error('the default scenario has no bot')
  const channels = medium === undefined ? first.channels : { [CHANNELS[medium] ?? medium]: 1 }
  const traffic = { ...first.traffic, perDay: 1600, exactly: [] }
  const own = { ...first, industry: pack.industry, traffic, languages: { [language]: 1 }, channels, pins: [] }
  const [made] = createWorld({ ...spec, seed: 'talk', packs: { [pack.industry]: pack }, bots: [own] }).bots
  if (made === undefined) throw new Error('no bot')
  return made
}

function session(row: number): Transcript {
  const timeline = timelineOf(bot, DAY, row)
  const names = timeline.tasks.map(({ intent }) => pack.intents[intent]?.name ?? '')
  const { lines, times, ending } = timeline
  return { title: `${row}: ${names.join(', ')} (${ending})`, lines, times, said: saidIn(bot, DAY, row, timeline) }
}

/** Spread over the day, as the hour changes what is said. */
function printSessions(count: number): void {
  const rows = bot.day(DAY).count
  let left = count
  for (let i = from; left > 0 && i < from + rows; i++) {
    const row = (i * 37) % rows
    const { tasks, lines } = timelineOf(bot, DAY, row)
    const isIt = wanted < 0 ? lines.length > 3 : tasks.some(({ intent }) => intent === wanted)
    if (!isIt) continue
    print(session(row))
    left--
  }
}

/** The n-th course of a session, at an hour, with a mood and a customer of its own. */
function course(number: number): Transcript {
  const intent = wanted < 0 ? number % pack.intents.length : wanted
  const { name = '', asked = [] } = pack.intents[intent] ?? {}
  const plans = plansFor(medium ?? 'chat', asked.length)
  const lines = linesOf(plans[number % plans.length] ?? '')
  const day = bot.day(DAY)
  const row = (number * 37) % day.count
  const times = lines.map((_, line) => day.midnight + (day.start[row] ?? 0) + line * 20_000)
  const said = writeTalk({ bot, day: DAY, row, tasks: [{ intent }], times, lines })
  return { title: `${number}: ${name}`, lines, times, said }
}

function print({ title, lines, times, said }: Transcript): void {
  console.log(`\n== ${title}`)
  for (const [i, { text }] of said.entries()) {
    const at = times[i] ?? 0
    const local = new Date(at + bot.zone.offsetAt(at)).toISOString().slice(11, 19)
    console.log(
      `${local} ${(SIDES[lines[i]?.side ?? 0] ?? '').padEnd(8)} ${text.replaceAll('\n', '\n                  ')}`,
    )
  }
}

/**
 * Transcripts to read: `npm run transcripts` writes a page of thirty into docs/, for each shipped industry and language a
 * call and a chat. With flags it prints others instead:
 *
 *     npm run transcripts -- --bot st-8d4c… --language es --medium chat --kind transfer --day 2026-03-10 --count 3
 *     npm run transcripts -- --scenario spike --seed a --day 2026-03-04 --hour 9
 *     npm run transcripts -- --session 69a623… --day 2026-03-02
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadScenario } from '../src/scenario/load.ts'
import { MEDIUMS, type Medium } from '../src/world/pack.ts'
import { DAY } from '../src/world/time.ts'
import type { Bot } from '../src/world/types.ts'
import { createWorld } from '../src/world/world.ts'
import { Views } from './report/rows.ts'
import { type Chosen, choose, KINDS, type Kind, type Wanted } from './transcripts/choose.ts'
import { chapter } from './transcripts/write.ts'

const FILE = join(import.meta.dirname, '../docs/transcripts.md')
const NOW = Date.parse('2026-04-10T00:00:00Z')
const FIRST_DAY = '2026-03-10'
/** Days that are looked through for a session of the thirty. */
const DAYS = 5

const { values: flags } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'multilingual' },
    seed: { type: 'string', default: 'kore-mock' },
    bot: { type: 'string' },
    session: { type: 'string' },
    language: { type: 'string' },
    medium: { type: 'string' },
    kind: { type: 'string' },
    day: { type: 'string', default: FIRST_DAY },
    hour: { type: 'string' },
    count: { type: 'string', default: '1' },
  },
})

const world = createWorld({ ...loadScenario(flags.scenario).world, seed: flags.seed })

/** One of some texts, or none. */
function oneOf<Text extends string>(texts: readonly Text[], said: string | undefined): Text | undefined {
  const found = texts.find(text => text === said)
  if (said !== undefined && found === undefined) throw new Error(`"${said}" is none of ${texts.join(', ')}`)
  return found
}

function printAsked(): void {
  const bot = flags.bot === undefined ? world.bots[0] : world.bot(flags.bot)
  if (bot === undefined)
    throw new Error(`There is no bot ${flags.bot}; there are ${world.bots.map(({ id }) => id).join(', ')}`)
  const views = new Views(bot, Math.max(NOW, Date.parse(flags.day) + 2 * DAY))
  const wanted: Wanted = {
    language: flags.language,
    medium: oneOf<Medium>(MEDIUMS, flags.medium),
    kind: oneOf<Kind>(KINDS, flags.kind),
    hour: flags.hour === undefined ? undefined : Number(flags.hour),
    sessionId: flags.session,
  }
  const chosen = choose(views, { from: flags.day, to: flags.day }, wanted, Number(flags.count))
  if (chosen.length === 0) throw new Error('There is no such session on that day')
  console.log(chosen.map((one, at) => chapter(one, at + 1)).join('\n\n'))
}

/** What becomes of the thirty, in turn: no two of a language and medium have the same in neighbouring industries. */
const TURNS: readonly Kind[] = ['agent', 'selfService', 'transfer', 'dropOff', 'selfService', 'agent', 'unanswered']
/** Local hours at which they start at the earliest, in turn, so that greetings of all times of day are read. */
const HOURS: readonly number[] = [8, 13, 18, 10, 21, 15, 6, 11]

function thirty(): string {
  const industries = new Map<string, Bot>()
  for (const bot of world.bots) industries.set(bot.spec.industry, bot)
  const chapters: string[] = []
  for (const bot of [...industries.values()].sort((a, b) => (a.spec.industry < b.spec.industry ? -1 : 1))) {
    const views = new Views(bot, NOW)
    for (const language of ['en', 'es', 'de']) {
      for (const medium of ['voice', 'chat'] as const) {
        const number = chapters.length
        const kind = TURNS[number % TURNS.length]!
        const hour = HOURS[number % HOURS.length]!
        chapters.push(chapter(firstOf(views, { language, medium, kind, hour }), number + 1))
      }
    }
  }
  const head = [
    '# Transcripts',
    'Thirty sessions of the scenario `multilingual`, seed `kore-mock`, to be read: for each shipped industry and language a call and a chat.',
    'Written by `npm run transcripts`; which ones is decided by a rule (`scripts/transcripts.ts`), not by how they read.',
  ]
  return `${[...head, ...chapters].join('\n\n')}\n`
}

/** The first of some days that is as wanted; where there is none, at another hour, or of another kind. */
function firstOf(views: Views, wanted: Wanted): Chosen {
  const from = Date.parse(FIRST_DAY)
  const { language, medium, kind } = wanted
  for (const asked of [wanted, { language, medium, kind }, { language, medium }]) {
    for (let day = 0; day < DAYS; day++) {
      const date = new Date(from + day * DAY).toISOString().slice(0, 10)
      const [found] = choose(views, { from: date, to: date }, asked, 1)
      if (found !== undefined) return found
    }
  }
  throw new Error(`${views.bot.id} has no such session: ${JSON.stringify(wanted)}`)
}

if (process.argv.length > 2) printAsked()
else writeFileSync(FILE, thirty())

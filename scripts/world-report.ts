/**
 * What the worlds of the shipped scenarios look like: `npm run world:report` prints figures beside what they should be, and
 * tables, and draws docs/world-report*.svg. Beside them stand the figures of another run, those of the first world unless
 * `--before FILE` says otherwise; `--save FILE` keeps those of this run for that; `--no-pictures` draws nothing; `--figures`
 * prints no other tables.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadScenario } from '../src/scenario/load.ts'
import type { Bot } from '../src/world/types.ts'
import { createWorld } from '../src/world/world.ts'
import { arrivals } from './report/arrivals.ts'
import { assist, type Shown, settledOf } from './report/assist.ts'
import { channels } from './report/channels.ts'
import { type Chart, page } from './report/charts.ts'
import { documented } from './report/documented.ts'
import { figureTable, type Section, tableText } from './report/figures.ts'
import { languages, type Spoken } from './report/languages.ts'
import { load } from './report/load.ts'
import { type MonthOfRows, monthOf } from './report/month.ts'
import { packTexts } from './report/packs.ts'
import { people } from './report/people.ts'
import { type Days, type SessionRow, Views } from './report/rows.ts'
import { seasons, type YearOfDays } from './report/seasons.ts'
import { rota, shiftsOn } from './report/shifts.ts'
import { speech } from './report/speech.ts'
import { talksOf } from './report/talks.ts'
import { traffic } from './report/traffic.ts'
import { waits } from './report/waits.ts'
import { busyWith, weekChart, work } from './report/work.ts'

const NOW = Date.parse('2026-04-10T00:00:00Z')
const MONTH: Days = { from: '2026-03-01', to: '2026-03-31' }
const YEAR: Days = { from: '2025-04-07', to: '2026-04-05' }
const WEEK: Days = { from: '2026-03-09', to: '2026-03-15' }
const DAYS_OF_LANGUAGES: Days = { from: '2026-03-10', to: '2026-03-11' }
const DOCS = join(import.meta.dirname, '../docs')

const { values: flags } = parseArgs({
  options: {
    before: { type: 'string', default: join(import.meta.dirname, 'report/before.json') },
    save: { type: 'string' },
    'no-pictures': { type: 'boolean', default: false },
    figures: { type: 'boolean', default: false },
  },
})

function botsOf(scenario: Parameters<typeof loadScenario>[0]): readonly Bot[] {
  return createWorld({ ...loadScenario(scenario).world, seed: 'kore-mock' }).bots
}

/** What was said to a bot of several languages on some days. */
function spokenTo(bot: Bot, days: Days): Spoken {
  const views = new Views(bot, NOW)
  const talks = talksOf(views, views.sessions(days).filter(isOver))
  return { name: bot.spec.name, zone: bot.zone, pack: packTexts(bot.spec.industry), talks }
}

/** What the bot's agents were shown meanwhile. */
function shownBy(bot: Bot, days: Days, { talks, pack }: Spoken): Shown {
  const views = new Views(bot, NOW)
  return {
    segments: views.segments(days, true),
    conversations: views.conversations(days, true),
    talks: new Map(talks.map(talk => [talk.session.sessionId, talk])),
    pack,
    actsOf: (sessionId, text) => views.actsOf(sessionId, text),
  }
}

const isOver = ({ sessionStatus, isDeveloper }: SessionRow) => sessionStatus === 'closed' && !isDeveloper

/** What becomes of a session, by its containment and, where humans took it, its summary. */
function outcomes({ views, days }: MonthOfRows): (session: SessionRow) => string {
  const settled = settledOf(views.conversations(days, true), packTexts(views.bot.spec.industry))
  return ({ containmentType, sessionId }) => {
    if (containmentType !== 'agent') return containmentType
    const isSettled = settled.get(sessionId)
    if (isSettled === undefined) return 'unanswered'
    return isSettled ? 'settled' : 'unsettled'
  }
}

function yearOf(name: string, bot: Bot): YearOfDays {
  return { name, days: YEAR, totals: new Views(bot, NOW).totals(YEAR) }
}

const [bank] = botsOf('default')
if (bank === undefined) throw new Error('the default scenario has no bot')
const month = monthOf(new Views(bank, NOW), MONTH, WEEK)
const [shop] = botsOf({ everyBot: { industry: 'retail' } })
const multilingual = botsOf('multilingual')
const spoken = multilingual.map(bot => spokenTo(bot, DAYS_OF_LANGUAGES))
const shown = multilingual.map((bot, at) => shownBy(bot, DAYS_OF_LANGUAGES, spoken[at]!))

const shifts = shiftsOn(bank, MONTH)
const busy = busyWith(month.handOvers)

const sections = {
  traffic: traffic(month),
  arrivals: arrivals(month),
  seasons: seasons(yearOf('bank', bank), yearOf('shop', shop ?? bank)),
  people: people(month.sessions, outcomes(month)),
  waits: waits(month.handOvers, month.zone),
  work: work(month.segments, month.handOvers, MONTH),
  rota: rota(shifts, busy, MONTH),
  load: load(NOW),
  channels: channels(month.talks),
  speech: speech(month.talks, month.zone, packTexts(bank.spec.industry)),
  languages: languages(spoken),
  assist: assist(shown),
  documented: documented({
    messages: month.views.messages(month.talks.slice(0, 2000).map(({ session }) => session.sessionId)),
    conversations: shown.flatMap(({ conversations }) => conversations),
    segments: shown.flatMap(({ segments }) => segments),
  }),
}

const all: readonly Section[] = Object.values(sections)
const before = JSON.parse(readFileSync(flags.before, 'utf8')) as Record<string, string>
console.log(
  `${bank.spec.name}, ${MONTH.from} to ${MONTH.to}: ${month.sessions.length} sessions of customers; messages of ${WEEK.from} to ${WEEK.to}\n`,
)
console.log(tableText(figureTable(all, new Map(Object.entries(before)))))
if (!flags.figures) for (const table of all.flatMap(({ tables }) => tables)) console.log(`\n${tableText(table)}`)
if (flags.save !== undefined) {
  const figures = all.flatMap(({ title, figures }) => figures.map(({ name, value }) => [`${title}: ${name}`, value]))
  writeFileSync(flags.save, `${JSON.stringify(Object.fromEntries(figures), undefined, 2)}\n`)
}
if (!flags['no-pictures']) {
  draw('world-report', 'who comes when', [sections.traffic, sections.arrivals, sections.seasons, sections.people])
  draw(
    'world-report-work',
    'waits and work',
    [sections.waits, sections.load, sections.work, sections.rota],
    [weekChart(busy, shifts, MONTH)],
  )
  draw('world-report-talk', 'channels and talk', [sections.channels, sections.speech, sections.languages])
}

function draw(file: string, matter: string, drawn: readonly Section[], more: readonly Chart[] = []): void {
  const heading = `${bank?.spec.name}, March 2026, scenario default, seed kore-mock: ${matter}`
  const charts: readonly Chart[] = [...drawn.flatMap(section => section.charts), ...more]
  writeFileSync(join(DOCS, `${file}.svg`), page(heading, charts))
}

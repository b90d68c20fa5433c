import type { Zone } from '../../src/world/zones.ts'
import { barChart } from './bar-chart.ts'
import { count, figure, percent, type Section, type Table } from './figures.ts'
import { dateOf, hourOf } from './local-time.ts'
import type { PackTexts } from './packs.ts'
import { groupBy, mean, shareOf, tally } from './stats.ts'
import { isTaken, SIDES, type Side, type Talk } from './talks.ts'

/** Share of different texts among all of these sessions' texts, of one side or of all. */
export function differentTexts(talks: readonly Talk[], side?: Side): number {
  const texts = talks.flatMap(({ lines }) => lines.filter(l => side === undefined || l.side === side).map(l => l.text))
  return texts.length === 0 ? 0 : new Set(texts).size / texts.length
}

/** Greetings that fit some local hours only: from, to (exclusive). */
const GREETINGS: readonly { readonly words: RegExp; readonly from: number; readonly to: number }[] = [
  { words: /\bgood morning\b/i, from: 0, to: 12 },
  { words: /\bgood afternoon\b/i, from: 12, to: 18 },
  { words: /\bgood evening\b/i, from: 17, to: 24 },
  { words: /\bbuenos d[ií]as\b/i, from: 0, to: 14 },
  { words: /\bbuenas tardes\b/i, from: 12, to: 22 },
  { words: /\bbuenas noches\b/i, from: 18, to: 24 },
  { words: /\bguten morgen\b/i, from: 0, to: 12 },
  { words: /\bguten abend\b/i, from: 17, to: 24 },
  { words: /\bsch[öo]nen abend\b/i, from: 15, to: 24 },
]

/** Whether a text names a time of day at all, and one that it is not. */
export function greeting(text: string, hour: number): 'fits' | 'wrong' | 'none' {
  const named = GREETINGS.filter(({ words }) => words.test(text))
  if (named.length === 0) return 'none'
  // Until five it may still be evening.
  return named.every(({ from, to }) => (hour >= from && hour < to) || (hour < 5 && to === 24)) ? 'fits' : 'wrong'
}

/** An agent asks to the letter what the bot has asked. */
export function asksAgain({ lines }: Talk): boolean {
  const asked = new Set<string>()
  for (const { side, text } of lines) {
    if (side === 'agent' && asked.has(text)) return true
    if (side === 'bot' && text.includes('?')) asked.add(text)
  }
  return false
}

/** The last words of an agent, and the first of the one after him. */
export interface Transfer {
  readonly leaving: string
  readonly coming: string
  /** First name of who comes. */
  readonly name: string
}

/** Hand-overs from one agent to the next. */
export function transfersOf(talks: readonly Talk[]): Transfer[] {
  return talks.flatMap(({ lines }) => {
    const spoken = lines.flatMap(({ agent, text }) => (agent === undefined ? [] : [{ agent, text }]))
    return spoken.flatMap(({ agent, text }, at) => {
      const last = spoken[at - 1]
      return last === undefined || last.agent.id === agent.id
        ? []
        : [{ leaving: last.text, coming: text, name: agent.firstName }]
    })
  })
}

/** What somebody says who passes a customer on. */
const PASSING =
  /transfer|colleague|put you through|pass(ing)? you|connect(ing)? you|hand(ing)? (you|this)|le pongo con|bring(ing)? in|kolleg|verbind|durch(zu)?stell|weiter(leit|geb|zu)|übergeb|compañer|pas(o|e|ar|arle|aré)\b|transfier|comunic/i

const isIntroduced = ({ coming, name }: Transfer) => coming.includes(name)

/** Sessions of which a share of different texts is said. */
const OF_SESSIONS = 1000

/** How people, bot and agents talk. @param pack of all these talks */
export function speech(talks: readonly Talk[], zone: Zone, pack: PackTexts): Section {
  const days = [...groupBy(talks, ({ start }) => dateOf(zone, start)).values()].filter(day => day.length >= OF_SESSIONS)
  const firsts = days.map(day => day.slice(0, OF_SESSIONS))
  const different = (side?: Side) => mean(firsts.map(day => differentTexts(day, side)))
  // An e-mail is written at one hour and read at another.
  const live = talks.filter(({ medium }) => medium !== 'email')
  const greetings = live.flatMap(({ lines }) => lines.map(({ at, text }) => greeting(text, hourOf(zone, at))))
  const wrong = greetings.filter(one => one === 'wrong').length
  const timed = greetings.filter(one => one !== 'none').length
  const taken = talks.filter(isTaken)
  const transfers = transfersOf(taken)
  const interactive = talks.filter(({ session }) => session.sessionType === 'interactive')
  const idle = interactive.filter(
    ({ session }) => session.containmentType === 'selfService' && session.noOfTasksExecuted === 0,
  )
  return {
    title: 'Talk',
    figures: [
      figure('different texts in 1,000 sessions of a day', different(), percent, { from: 0.6 }),
      ...SIDES.map(side => figure(`different texts of ${side}`, different(side), percent)),
      figure('greetings that the hour belies', timed === 0 ? 0 : wrong / timed, percent, { to: 0 }),
      figure('agents who ask to the letter what the bot asked', shareOf(taken, asksAgain), percent, { to: 0 }),
      figure(
        'transfers that the agent who leaves tells',
        shareOf(transfers, ({ leaving }) => PASSING.test(leaving) || pack.hasPhrase(['transfer'], leaving)),
        percent,
        { from: 1 },
      ),
      figure('transfers in which the next agent says his name', shareOf(transfers, isIntroduced), percent, { from: 1 }),
      figure('interactive self-service sessions without a task', idle.length, count, { to: 0 }),
    ],
    tables: SIDES.map(side => repeated(firsts[0] ?? talks, side)),
    charts: [
      barChart(
        'Different texts in 1,000 sessions of a day',
        ['all', ...SIDES].map((name, at) => ({ name, value: different(SIDES[at - 1]) })),
      ),
    ],
  }
}

function repeated(talks: readonly Talk[], side: Side): Table {
  const texts = talks.flatMap(({ lines }) => lines.filter(line => line.side === side).map(({ text }) => text))
  return {
    title: `What ${side === 'bot' ? 'the bot' : `${side}s`} said most often in ${talks.length} sessions`,
    head: ['', 'times', 'of all'],
    rows: tally(texts)
      .slice(0, 12)
      .map(([text, times]) => [text.slice(0, 90), count(times), percent(times / texts.length)]),
  }
}

import type { Zone } from '../../src/world/zones.ts'
import { isEnglish } from './assist.ts'
import { barChart } from './bar-chart.ts'
import { count, figure, percent, type Section } from './figures.ts'
import { hourOf } from './local-time.ts'
import type { PackTexts } from './packs.ts'
import { differentTexts, greeting } from './speech.ts'
import { groupBy, shareOf } from './stats.ts'
import type { Line, Talk } from './talks.ts'

/** All that was said to one bot of several languages on some days. */
export interface Spoken {
  readonly name: string
  readonly zone: Zone
  readonly pack: PackTexts
  readonly talks: readonly Talk[]
}

/** Phrases of a bot that hands a customer over, has him wait, or takes leave where nobody is there. */
const HANDING_OVER: readonly string[] = ['handover', 'looksForAgent', 'waiting', 'queueUpdate', 'closed', 'goodbye']

/** Whether a bot says something else after the customer has demanded a person; undefined where nobody has. */
export function goesOn({ lines, medium }: Talk, pack: PackTexts): boolean | undefined {
  // E-mails cross each other.
  if (medium === 'email') return undefined
  const demand = lines.findIndex(({ side, text }) => side === 'customer' && pack.hasPhrase(['wantsAgent'], text))
  if (demand < 0) return undefined
  return lines.slice(demand).some(({ side, text }) => side === 'bot' && !pack.hasPhrase(HANDING_OVER, text))
}

/** A telephone number as the United States write it. */
const US_NUMBER = /\(\d{3}\) ?\d{3}-\d{4}|\+1[ -]\d{3}/
/** Words that a text must have at least for its language to be told. */
const ENOUGH = 4

const isLong = ({ text }: Line) => text.split(/\s+/).length >= ENOUGH

/** Sessions of a language of which a share of different texts is told. */
const OF_SESSIONS = 300

/** Whether each language is itself. */
export function languages(all: readonly Spoken[]): Section {
  const foreign = all.flatMap(({ talks, pack }) =>
    talks.filter(({ language }) => language !== 'en').flatMap(({ lines }) => lines.map(line => ({ line, pack }))),
  )
  const greetings = all.flatMap(({ talks, zone }) =>
    talks
      .filter(({ medium }) => medium !== 'email')
      .flatMap(({ lines }) => lines.map(({ text, at }) => greeting(text, hourOf(zone, at)))),
  )
  const demands = all.flatMap(({ talks, pack }) => talks.flatMap(talk => goesOn(talk, pack) ?? []))
  const english = foreign.filter(({ line, pack }) => isLong(line) && isEnglish(line.text, pack))
  const shares = all.flatMap(({ name, talks }) =>
    [...groupBy(talks, ({ language }) => language)].map(([language, own]) => {
      const some = own.slice(0, OF_SESSIONS)
      return { name: `${name}, ${language}`, sessions: some.length, value: differentTexts(some) }
    }),
  )
  return {
    title: 'Languages',
    figures: [
      figure(
        'greetings that the hour belies',
        shareOf(
          greetings.filter(one => one !== 'none'),
          one => one === 'wrong',
        ),
        percent,
        {
          to: 0,
        },
      ),
      figure('bots that go on after a person was demanded', shareOf(demands, Boolean), percent, { to: 0 }),
      figure('texts of es and de that look English', english.length, count, { to: 0 }),
      figure(
        'texts of es and de with a US number',
        foreign.filter(({ line }) => US_NUMBER.test(line.text)).length,
        count,
        {
          to: 0,
        },
      ),
      figure(
        `different texts in ${OF_SESSIONS} sessions, least of bots and languages`,
        Math.min(...shares.map(one => one.value)),
        percent,
      ),
    ],
    tables: [
      {
        title: 'Different texts by bot and language',
        head: ['', 'sessions', 'different'],
        rows: shares.map(({ name, sessions, value }) => [name, count(sessions), percent(value)]),
      },
      {
        title: 'Texts of es and de that look English',
        head: [''],
        rows: [...new Set(english.map(({ line }) => line.text))].slice(0, 15).map(text => [text.slice(0, 100)]),
      },
    ],
    charts: [barChart(`Different texts in ${OF_SESSIONS} sessions of a bot and language`, shares)],
  }
}

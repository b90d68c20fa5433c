import { MEDIUMS, type Medium } from '../../src/world/pack.ts'
import { barChart } from './bar-chart.ts'
import {
  count,
  decimal,
  duration,
  type Figure,
  figure,
  percent,
  type Range,
  type Section,
  type Table,
} from './figures.ts'
import { type Span, spanChart, type Tick } from './span-chart.ts'
import { groupBy, mean, median, quantile, shareOf } from './stats.ts'
import { SIDES, type Side, type Talk } from './talks.ts'

/** Seconds between a message of a side and the one of another side before it. */
export function replyGaps(talks: readonly Talk[], side: Side): number[] {
  return talks.flatMap(({ lines }) =>
    lines.flatMap((line, at) => {
      const before = lines[at - 1]
      return before === undefined || line.side !== side || before.side === side ? [] : [(line.at - before.at) / 1000]
    }),
  )
}

/** Characters that somebody who speaks very fast says in a second. */
const FAST = 22

/** Replies that come before the line they answer can have been spoken, as a share of all. */
export function tooSoon(talks: readonly Talk[]): number {
  const replies = talks.flatMap(({ lines }) =>
    lines.flatMap((line, at) => {
      const before = lines[at - 1]
      if (before === undefined || before.side === line.side) return []
      return [(line.at - before.at) / 1000 < before.text.length / FAST]
    }),
  )
  return shareOf(replies, Boolean)
}

/** ms from the last message to the end of a session. */
export const afterLast = ({ end, lines }: Talk) => end - (lines.at(-1)?.at ?? end)

/** Ends to the millisecond when a time-out of 600 or 900 s is over. */
export const isTimedOut = (talk: Talk) => [600_000, 900_000].includes(afterLast(talk))

/** What nobody does on the phone: to type, to read a chat, to send a photo. */
const NOT_ON_THE_PHONE =
  /\b(typ(e|ed|ing|o)\b|chat\b|photo|screenshot|picture|attach|click|emoji|asdf|tipp|vertippt|Foto|Anhang|anh[äa]ng|klick|foto\b|captura|adjunt|escrib|geschrieben haben|pinch|clic\b)/i

/** Where somebody does on the phone what needs a screen, as far as the words tell. */
export const needsScreen = ({ lines }: Talk) => lines.some(({ text }) => NOT_ON_THE_PHONE.test(text))

/** Targets by medium: medians of messages a session, and of the reply gaps of customers and agents in seconds. */
const MESSAGES: Readonly<Record<Medium, Range>> = {
  voice: { from: 12, to: 20 },
  chat: { from: 8, to: 18 },
  sms: { from: 5, to: 10 },
  email: { from: 2, to: 5 },
}
const CUSTOMER: Readonly<Record<Medium, Range>> = {
  voice: { from: 1, to: 10 },
  chat: { from: 5, to: 60 },
  sms: { from: 60, to: 1800 },
  email: { from: 3600 },
}
const AGENT: Readonly<Record<Medium, Range>> = {
  voice: { from: 1, to: 15 },
  chat: { from: 5, to: 90 },
  sms: { from: 20, to: 1800 },
  email: { from: 600 },
}

/** How channels differ: replies, lengths, ends. */
export function channels(all: readonly Talk[]): Section {
  const talks = all.filter(({ session }) => session.sessionType === 'interactive')
  const of = groupBy(talks, ({ medium }) => medium)
  const own = (medium: Medium) => of.get(medium) ?? []
  const voice = own('voice')
  return {
    title: 'Channels',
    figures: [
      ...MEDIUMS.map(medium => figure(`messages, ${medium}`, messagesOf(own(medium)), count, MESSAGES[medium])),
      ...MEDIUMS.map(medium => gap(own(medium), medium, 'customer', CUSTOMER[medium])),
      ...MEDIUMS.map(medium => gap(own(medium), medium, 'agent', AGENT[medium])),
      figure('replies on calls before the line was spoken', tooSoon(voice), percent, { to: 0.05 }),
      figure('e-mail texts as long as chat texts, times', lengthOf(own('email')) / lengthOf(own('chat')), decimal, {
        from: 2.5,
      }),
      figure('sessions that end just 600 or 900 s after the last message', shareOf(talks, isTimedOut), percent, {
        to: 0.02,
      }),
      figure(
        'calls that end within 6 s of the beginning of the last word',
        shareOf(voice, talk => afterLast(talk) <= 6000),
        percent,
        {
          from: 0.95,
        },
      ),
      figure('calls with words for the eyes', shareOf(voice, needsScreen), percent, { to: 0.01 }),
    ],
    tables: [gapTable(own), sizeTable(own), endTable(own)],
    charts: [
      spanChart('Replies: median to p90', gapSpans(own), TICKS, SIDES),
      barChart(
        'Sessions that end just 600 or 900 s after the last message',
        MEDIUMS.map(name => ({ name, value: shareOf(own(name), isTimedOut) })),
      ),
      spanChart('Characters: p10 to p90', lengthSpans(own), CHARACTERS, SIDES),
      spanChart('Messages a session: p10 to p90', messageSpans(own), COUNTS, []),
    ],
  }
}

type Own = (medium: Medium) => readonly Talk[]

function gap(talks: readonly Talk[], medium: Medium, side: Side, target: Range): Figure {
  return figure(`reply of ${side}, ${medium}`, median(replyGaps(talks, side)), duration, target)
}

const messagesOf = (talks: readonly Talk[]) => median(talks.map(({ lines }) => lines.length))
const lengthsOf = (talks: readonly Talk[], side?: Side) =>
  talks.flatMap(({ lines }) => lines.filter(line => side === undefined || line.side === side).map(l => l.text.length))
const lengthOf = (talks: readonly Talk[]) => Math.max(1, mean(lengthsOf(talks)))

const TICKS: readonly Tick[] = [
  { value: 1, text: '1 s' },
  { value: 10, text: '10 s' },
  { value: 60, text: '1 min' },
  { value: 600, text: '10 min' },
  { value: 3600, text: '1 h' },
  { value: 36_000, text: '10 h' },
]
const CHARACTERS: readonly Tick[] = [3, 10, 30, 100, 300, 1000].map(value => ({ value, text: String(value) }))
const COUNTS: readonly Tick[] = [1, 2, 5, 10, 20, 50].map(value => ({ value, text: String(value) }))

/** A span for each medium and side that has values. */
function spans(own: Own, valuesOf: (talks: readonly Talk[], side: Side) => number[], low: number): Span[] {
  return MEDIUMS.flatMap(medium =>
    SIDES.flatMap((side, kind) => {
      const values = valuesOf(own(medium), side)
      if (values.length === 0) return []
      const name = kind === 0 ? medium : ''
      return [{ name, low: quantile(values, low), middle: median(values), high: quantile(values, 0.9), kind }]
    }),
  )
}

const gapSpans = (own: Own) => spans(own, replyGaps, 0.5)
const lengthSpans = (own: Own) => spans(own, lengthsOf, 0.1)
const messageSpans = (own: Own): Span[] =>
  MEDIUMS.map(name => {
    const values = own(name).map(({ lines }) => lines.length)
    return { name, low: quantile(values, 0.1), middle: median(values), high: quantile(values, 0.9), kind: 0 }
  })

function gapTable(own: Own): Table {
  return {
    title: 'Time to a reply: median / p90',
    head: ['', ...SIDES],
    rows: MEDIUMS.map(medium => [
      medium,
      ...SIDES.map(side => {
        const gaps = replyGaps(own(medium), side)
        return gaps.length === 0 ? '' : `${duration(median(gaps))} / ${duration(quantile(gaps, 0.9))}`
      }),
    ]),
  }
}

function sizeTable(own: Own): Table {
  return {
    title: 'Sizes: messages a session, characters of a text',
    head: ['', 'sessions', 'messages: p10', 'median', 'p90', ...SIDES.map(side => `${side}: mean`)],
    rows: MEDIUMS.map(medium => {
      const messages = own(medium).map(({ lines }) => lines.length)
      return [
        medium,
        count(messages.length),
        ...[0.1, 0.5, 0.9].map(share => count(quantile(messages, share))),
        ...SIDES.map(side => count(mean(lengthsOf(own(medium), side)))),
      ]
    }),
  }
}

function endTable(own: Own): Table {
  return {
    title: 'From the last message to the end',
    head: ['', 'p1', 'median', 'p99', 'just 600 or 900 s', 'within 6 s'],
    rows: MEDIUMS.map(medium => {
      const talks = own(medium)
      const ends = talks.map(talk => afterLast(talk) / 1000)
      return [
        medium,
        ...[0.01, 0.5, 0.99].map(share => duration(quantile(ends, share))),
        percent(shareOf(talks, isTimedOut)),
        percent(shareOf(ends, end => end <= 6)),
      ]
    }),
  }
}

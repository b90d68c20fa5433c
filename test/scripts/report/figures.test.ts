import t from 'tap'
import { binned, dispersion } from '../../../scripts/report/arrivals.ts'
import { addressesIn, isEnglish, isFiller } from '../../../scripts/report/assist.ts'
import { afterLast, isTimedOut, needsScreen, replyGaps, tooSoon } from '../../../scripts/report/channels.ts'
import { occurrences } from '../../../scripts/report/documented.ts'
import { figure, figureTable, percent, tableText } from '../../../scripts/report/figures.ts'
import { goesOn } from '../../../scripts/report/languages.ts'
import { type PackTexts, patternOf } from '../../../scripts/report/packs.ts'
import { pairsAtOnce, returnsOf } from '../../../scripts/report/people.ts'
import type { SessionRow } from '../../../scripts/report/rows.ts'
import { againstWeekdays } from '../../../scripts/report/seasons.ts'
import { offShift, type Shift, shiftOccupancy } from '../../../scripts/report/shifts.ts'
import { asksAgain, differentTexts, greeting, transfersOf } from '../../../scripts/report/speech.ts'
import { mostAtOnce, overlapping, quantile, unionLength } from '../../../scripts/report/stats.ts'
import type { Line, Side, Talk } from '../../../scripts/report/talks.ts'
import { waitsOf } from '../../../scripts/report/waits.ts'
import { agentDays, busyWith, occupancyOf, type Piece, runsOf } from '../../../scripts/report/work.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

function session(userId: string, start: number, end: number): SessionRow {
  return {
    sessionId: `${userId}-${start}`,
    botId: 'st-1',
    channel: 'rtm',
    userId,
    start_time: new Date(start).toISOString(),
    end_time: new Date(end).toISOString(),
    session_lang: ['en'],
    sessionType: 'interactive',
    isDeveloper: false,
    sessionStatus: 'closed',
    tags: { userTags: [], sessionTags: [], altText: [] },
    noOfMessagesExchanged: 2,
    noOfTasksExecuted: 1,
    containmentType: 'agent',
  }
}

const ANNA = { id: 'a', name: 'Anna Ash', firstName: 'Anna' }
const BEN = { id: 'b', name: 'Ben Birch', firstName: 'Ben' }

function said(at: number, side: Side | typeof ANNA, text = ''): Line {
  return typeof side === 'string'
    ? { at, side, text, task: undefined }
    : { at, side: 'agent', agent: side, text, task: undefined }
}

function talk(lines: readonly Line[], medium: Talk['medium'] = 'chat', end = lines.at(-1)!.at): Talk {
  return { session: session('u', 0, end), medium, start: 0, end, language: 'en', lines }
}

function piece(agentId: string, start: number, end: number): Piece {
  return { agentId, agent: agentId, channel: 'voice', start, end }
}

t.test('a figure is met within its target, as it is read', async t => {
  for (const [value, from, to, met] of [
    [0.5, 0.4, 0.6, true],
    [0.39, 0.4, 0.6, false],
    [0.6004, 0.4, 0.6, true],
    [0.61, 0.4, 0.6, false],
    [Number.NaN, 0.4, 0.6, false],
  ] as const) {
    t.equal(figure('x', value, percent, { from, to }).met, met, String(value))
  }
  t.equal(figure('x', 1, percent).met, undefined)
  const table = figureTable(
    [{ title: 'A', figures: [figure('x', 0.5, percent)], tables: [], charts: [] }],
    new Map([['A: x', '1 %']]),
  )
  t.same(table.rows, [['A: x', '', '1 %', '50 %', '']])
  t.match(tableText(table), /A: x\s+1 %\s+50 %/)
})

t.test('stretches of time', async t => {
  const stretches = [
    { start: 0, end: 10 },
    { start: 10, end: 20 },
    { start: 15, end: 30 },
  ]
  t.equal(mostAtOnce(stretches), 2)
  t.equal(overlapping(stretches), 2, 'to follow at once is not to overlap')
  t.equal(unionLength(stretches), 30)
  t.equal(quantile([3, 1, 2], 0.5), 2)
  t.equal(quantile([], 0.5), 0)
})

t.test('arrivals against Poisson', async t => {
  const even = Array.from({ length: 25 * 12 }, (_, n) => n * 300_000)
  const bins = binned(even, 300_000, ms => Math.floor(ms / HOUR))
  t.equal(bins.length, 24 * 12)
  t.equal(dispersion(bins, 12), 0, 'one in each bin does not vary')
  const bursts = even.flatMap((ms, n) => (n % 2 === 0 ? [ms, ms, ms, ms] : []))
  t.ok(
    dispersion(
      binned(bursts, 300_000, ms => Math.floor(ms / HOUR)),
      12,
    ) > 1.5,
  )
})

t.test('who comes back', async t => {
  const rows = [session('u', 0, 100), session('v', 10, 20), session('u', 50, 60), session('u', 100, 200)]
  t.equal(pairsAtOnce(rows), 1)
  t.same(
    returnsOf(rows).map(({ next }) => next?.sessionId),
    ['u-50', 'u-100', undefined, undefined],
  )
})

t.test('waits', async t => {
  const own = talk([said(0, 'bot')])
  const handOvers = [5000, 30_000, undefined, 20_000].map(wait => ({ talk: own, at: 0, wait, isClosed: false }))
  const waits = waitsOf([...handOvers, { talk: own, at: undefined, wait: undefined, isClosed: true }])
  t.match(waits, { handedOver: 4, answered: 3, within20: 0.5, abandoned: 0.25, median: 20 })
})

t.test('days of agents', async t => {
  const pieces = [
    piece('a', 0, HOUR),
    piece('a', 7 * HOUR, 8 * HOUR),
    piece('a', DAY, DAY + HOUR),
    piece('b', 3 * DAY, 3 * DAY + 1),
  ]
  const days = agentDays(pieces)
  t.same(
    days.map(({ length }) => length / HOUR),
    [8, 1, 1 / HOUR],
  )
  t.same(runsOf(days), [2, 1])
  t.equal(occupancyOf(pieces.slice(0, 2)), 0.25)
})

t.test('what agents are busy with', async t => {
  const lines = [said(0, 'bot'), said(10, ANNA), said(20, 'customer'), said(30, BEN), said(40, 'customer')]
  t.same(
    busyWith([{ talk: talk(lines), at: 0, wait: 10, isClosed: false }]).map(({ agentId, start, end }) => [
      agentId,
      start,
      end,
    ]),
    [
      ['a', 10, 20 + 45_000],
      ['b', 30, 40 + 45_000],
    ],
  )
  t.equal(busyWith([{ talk: talk(lines, 'email'), at: 0, wait: 10, isClosed: false }]).length, 2)
})

t.test('replies and ends', async t => {
  const own = talk([said(0, 'bot'), said(1000, 'bot'), said(4000, 'customer'), said(5000, 'bot')], 'voice', 605_000)
  t.same(replyGaps([own], 'customer'), [3])
  t.same(replyGaps([own], 'bot'), [1])
  const spoken = 'Your new card is on its way and reaches you on Friday.'
  t.equal(tooSoon([talk([said(0, 'bot', spoken), said(1000, 'customer', 'Good.'), said(2000, 'bot', 'Bye.')])]), 0.5)
  t.equal(afterLast(own), 600_000)
  t.ok(isTimedOut(own))
  t.notOk(isTimedOut(talk([said(0, 'bot')], 'voice', 601_000)))
  t.ok(needsScreen(talk([said(0, 'customer', 'asdf sorry vertippt')])))
  t.notOk(needsScreen(talk([said(0, 'customer', 'My card is lost.')])))
})

t.test('how people talk', async t => {
  const own = talk([
    said(0, 'bot', 'Which card?'),
    said(1, 'customer', 'The blue one.'),
    said(2, ANNA, 'Which card?'),
    said(3, ANNA, 'My colleague Ben takes over.'),
    said(4, BEN, 'Ben here.'),
  ])
  t.ok(asksAgain(own))
  t.equal(differentTexts([own]), 0.8)
  t.same(transfersOf([own]), [{ leaving: 'My colleague Ben takes over.', coming: 'Ben here.', name: 'Ben' }])
  for (const [text, hour, says] of [
    ['Buenos días, diga.', 13, 'fits'],
    ['Buenos días, diga.', 15, 'wrong'],
    ['Schönen Abend noch!', 10, 'wrong'],
    ['Good evening!', 1, 'fits'],
    ['Hello!', 1, 'none'],
  ] as const) {
    t.equal(greeting(text, hour), says, `${text} at ${hour}`)
  }
})

t.test('a day against the weekdays around it', async t => {
  const totals = Array.from({ length: 30 }, (_, day) => (day === 14 ? 30 : 60))
  t.equal(againstWeekdays(totals, 14), 0.5)
})

t.test('what was shown to agents', async t => {
  const pack: PackTexts = {
    intentOfArticle: new Map(),
    isPhrase: (_, text) => text === 'No, that was everything, thank you very much.',
    hasPhrase: () => false,
    isOnlyOf: (_, text) => text === 'Price list',
  }
  t.ok(isFiller(['patient']))
  t.ok(isFiller([]))
  t.notOk(isFiller(['affirm', 'story']))
  t.ok(isEnglish('Price list', pack))
  t.ok(isEnglish('The fees are in the knowledge base.', pack))
  t.notOk(isEnglish('Die Gebühren stehen in der Wissensdatenbank.', pack))
  t.same(
    addressesIn({
      a: ['https://x.example.com/s?rurl=https%3A%2F%2Fy.example.com%2Fb'],
      b: 'https://z.example.com/c',
      d: 'no',
    }),
    ['https://y.example.com/b', 'https://z.example.com/c'],
  )
  t.equal(
    occurrences([{ cT: 'text', in: { cT: 'image' } }], 'cT', value => value !== 'text'),
    1,
  )
})

t.test('templates as patterns', async t => {
  const pattern = patternOf('[Hello|Hi][ there|], {customerFirst}. (It is $5?)')
  t.match('Hi, Anna. (It is $5?)', pattern)
  t.notMatch('Hey, Anna. (It is $5?)', pattern)
})

t.test('a bot that goes on after a person was demanded', async t => {
  const pack: PackTexts = {
    intentOfArticle: new Map(),
    isPhrase: () => false,
    hasPhrase: ([name], text) => text === name,
    isOnlyOf: () => false,
  }
  const demand = [said(0, 'bot', 'Hello'), said(1, 'customer', 'wantsAgent')]
  t.equal(goesOn(talk([...demand, said(2, 'bot', 'handover')]), pack), false)
  t.equal(goesOn(talk([...demand, said(2, 'bot', 'One moment, I look it up.')]), pack), true)
  t.equal(goesOn(talk([said(0, 'bot', 'Hello')]), pack), undefined)
})

t.test('work against shifts', async t => {
  const shift: Shift = { agentId: 'a', day: 0, start: 0, end: 9 * HOUR, breaks: [{ start: 4 * HOUR, end: 5 * HOUR }] }
  const busy = [
    piece('a', HOUR, 3 * HOUR),
    piece('a', 2 * HOUR, 4 * HOUR),
    piece('a', 8 * HOUR, 10 * HOUR),
    piece('b', 0, HOUR),
  ]
  t.equal(
    shiftOccupancy([shift], busy),
    (4 * HOUR + 120_000) / (8 * HOUR),
    'three hours and one of two, of eight, and one writes up',
  )
  t.equal(offShift([shift], busy), 1)
  t.equal(offShift([shift], [piece('a', 10 * HOUR, 11 * HOUR)]), 1)
})

import fc from 'fast-check'
import t from 'tap'
import { listedRows } from '../../src/apis/listed.ts'
import { findConversations, findSegments } from '../../src/world/assist/find-conversations.ts'
import { type Happening, happeningsIn, TRUE_KINDS, type TrueKind, trueParts } from '../../src/world/happened.ts'
import { findMessages } from '../../src/world/messages.ts'
import { evaluate } from '../../src/world/query/evaluate.ts'
import { parseQuery } from '../../src/world/query/parse.ts'
import { matcher } from '../../src/world/sessions/match.ts'
import { findSessions } from '../../src/world/sessions/search.ts'
import { sessionOf } from '../../src/world/sessions/session.ts'
import type { Window } from '../../src/world/sessions/types.ts'
import { latestClose } from '../../src/world/settled.ts'
import { type DelaySpread, type KindLateness, LATE_KINDS, type LatenessSpec } from '../../src/world/spec.ts'
import { DAY, HOUR, MINUTE } from '../../src/world/time.ts'
import { trendOf } from '../../src/world/trend.ts'
import type { Bot, World } from '../../src/world/types.ts'
import { IS_LONG } from '../long.ts'
import { TEST_BOT, testWorld } from '../world/helper.ts'

// What a world with lateness shows (ruling R31): a function of scenario, seed and now, which comes to what there is without.

const LIFE = Date.parse('2026-02-10T00:00:00Z')
const WINDOW: Window = { from: LIFE + 5 * HOUR, to: LIFE + 2 * DAY + 7 * HOUR }
/** All that is late here is so by less than this. */
const EVER = WINDOW.to + 10 * DAY

const delay: fc.Arbitrary<DelaySpread> = fc
  .tuple(
    fc.integer({ min: 1, max: 6 * HOUR }),
    fc.integer({ min: 0, max: 12 * HOUR }),
    fc.integer({ min: 0, max: DAY }),
  )
  .map(([median, more, most]) => ({ median, p99: median + more, max: median + more + most }))
const kindLateness: fc.Arbitrary<KindLateness> = fc.record(
  {
    lag: delay,
    after: fc.constantFrom('start' as const, 'end' as const),
    late: fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), by: delay }),
    every: fc.integer({ min: 1000, max: 2 * HOUR }),
    revisions: fc.record({ end: delay, containment: delay, summary: delay }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)
const withoutRevisions = kindLateness.map(({ revisions: _, ...rest }) => rest)
const lateness: fc.Arbitrary<LatenessSpec> = fc.record(
  {
    sessions: kindLateness,
    messages: withoutRevisions,
    conversations: kindLateness,
    segments: kindLateness,
    widgets: kindLateness,
    trend: kindLateness,
  },
  { requiredKeys: [] },
)
/** Instants in any order, some of them while what there is is coming in. */
const instants = fc.array(
  fc.integer({ min: WINDOW.from, max: WINDOW.to + DAY }).map(ms => ms),
  { minLength: 2, maxLength: 4 },
)
const RUNS = { numRuns: IS_LONG ? 60 : 6 }

const worldWith = (seed: string, spec: LatenessSpec | undefined): World =>
  testWorld({ seed, perDay: 40, since: '2026-02-08', lateness: spec })

const happened = (bot: Bot, kind: TrueKind): Happening[] =>
  [...trueParts(bot, WINDOW)].flatMap(part => happeningsIn(bot, kind, part))

const keyOf = ({ day, row, part }: Pick<Happening, 'day' | 'row' | 'part'>) => `${day}/${row}/${part}`

interface Shown {
  readonly total: number
  readonly keys: readonly string[]
}

/** What a list has at an instant. */
function shown(bot: Bot, kind: TrueKind, now: number): Shown {
  if (kind === 'sessions') {
    const found = findSessions([bot], WINDOW, now)
    const keys = found
      .runs(0, 1e9)
      .flatMap(({ day, rows }) => rows.map(row => keyOf({ day: day.number, row, part: 0 })))
    return { total: found.total, keys: keys.reverse() }
  }
  if (kind === 'messages') {
    const question = { window: WINDOW, filter: {}, forward: true }
    const found = findMessages([bot], question, now)
    return {
      total: found.total,
      keys: found.page(0, 1e9).map(({ day, row, index }) => keyOf({ day, row, part: index })),
    }
  }
  const found = kind === 'conversations' ? findConversations(bot, WINDOW, now) : findSegments(bot, WINDOW, now, {})
  const keys = found.page(0, 1e9).map(({ day, row, segmentIndex }) => keyOf({ day, row, part: segmentIndex }))
  return { total: found.total, keys }
}

t.test(
  'a list has what is visible by now, whatever was asked before, and nothing is visible before it happened',
  async () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 4 }), lateness, instants, (seed, spec, nows) => {
        const bot = worldWith(seed, spec).bot(TEST_BOT)!
        for (const kind of TRUE_KINDS) {
          const all = happened(bot, kind)
          if (all.some(({ time, shown: at }) => at < time)) return false
          for (const now of nows) {
            const expected = all.filter(({ time, shown: at }) => time <= now && at <= now).map(keyOf)
            const { total, keys } = shown(bot, kind, now)
            if (total !== expected.length || keys.join() !== expected.join()) return false
          }
        }
        return true
      }),
      RUNS,
    )
  },
)

t.test('in the end all is as in the world without lateness, byte for byte', async () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4 }), lateness, instants, (seed, spec, nows) => {
      const late = worldWith(seed, spec)
      const punctual = worldWith(seed, undefined)
      for (const now of [...nows, EVER]) {
        const views = [late, punctual].map(world => ({ world, now, accountId: world.spec.account.id }))
        for (const kind of TRUE_KINDS) {
          const includes = kind === 'conversations' ? (['history', 'summary'] as const) : []
          const [is, was] = views.map(view => [
            ...listedRows(view, view.world.bot(TEST_BOT)!, WINDOW, { kind, includes: [...includes] }),
          ])
          if (now === EVER && is!.join() !== was!.join()) return false
          if (is!.length > was!.length) return false
        }
        for (const field of ['sessionId', 'channel']) {
          const counts = views.map(({ world }) => widgetCount(world.bot(TEST_BOT)!, field, now))
          if (now === EVER ? counts[0] !== counts[1] : counts[0]! > counts[1]!) return false
        }
      }
      return trendText(late, EVER) === trendText(punctual, EVER)
    }),
    { numRuns: RUNS.numRuns / 2 },
  )
})

function widgetCount(bot: Bot, field: string, now: number): number {
  let sum = 0
  for (const dataSet of ['Sessions', 'Messages', 'Analytics'] as const) {
    const select =
      dataSet === 'Sessions'
        ? `count(sessionid) as n, ${field === 'channel' ? 'channel' : 'containment_type'}`
        : 'count(sessionId) as n, channel'
    const groupBy = dataSet === 'Sessions' && field !== 'channel' ? 'containment_type' : 'channel'
    const query = parseQuery({ name: 'w', type: 'table', dataSet, select, groupBy })
    for (const row of evaluate(query, bot, { window: WINDOW, now, skip: 0, limit: -1 })) sum += Number(row.n)
  }
  return sum
}

const trendText = (world: World, now: number): string =>
  JSON.stringify(
    trendOf(world.bot(TEST_BOT)!, { firstDay: LIFE / DAY, lastDay: LIFE / DAY + 2, zone: 'UTC', hourly: false }, now),
  )

t.test('a session is seen as it was, until what came of it shows, and is found as what it is seen', async () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4 }), lateness, instants, (seed, spec, nows) => {
      const bot = worldWith(seed, spec).bot(TEST_BOT)!
      const sight = bot.sights.sessions
      for (const now of nows) {
        for (const status of ['active', 'closed'] as const) {
          for (const containment of ['selfService', 'dropOff', 'agent'] as const) {
            const found = findSessions([bot], WINDOW, now, { status, containment })
            const expected = happened(bot, 'sessions').filter(({ day, row, time, shown: at }) => {
              if (time > now || at > now) return false
              const session = sessionOf(bot.day(day), row, now, sight)
              return session.status === status && session.containment === containment
            })
            if (found.total !== expected.length) return false
            if (found.page(0, 1e9).some(session => session.status !== status || session.containment !== containment))
              return false
          }
        }
      }
      return true
    }),
    { numRuns: RUNS.numRuns / 2 },
  )
})

t.test('a row is put right once, and keeps its id', async () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4 }), lateness, (seed, spec) => {
      const bot = worldWith(seed, spec).bot(TEST_BOT)!
      const sight = bot.sights.sessions
      if (sight === undefined) return true
      for (const { day, row } of happened(bot, 'sessions').slice(0, 40)) {
        const source = bot.day(day)
        const steps = [sight.endShownAt(source, row), sight.containmentShownAt(source, row)]
        if (steps[1]! < steps[0]! || sight.finalAt(source, row) > latestClose(source.startOf(row)) + sight.latest)
          return false
        const at = (now: number) => sessionOf(source, row, now, sight)
        if (steps[0]! > source.startOf(row) + source.spanOf(row)) {
          if (at(steps[0]! - 1).status !== 'active') return false
        }
        if (at(steps[0]!).status !== 'closed' || at(steps[0]! - 1).sessionId !== at(EVER).sessionId) return false
        if (JSON.stringify(show(at(steps[1]!))) !== JSON.stringify(show(sessionOf(source, row, EVER)))) return false
      }
      return true
    }),
    RUNS,
  )
})

const show = ({ bot: _, ...rest }: ReturnType<typeof sessionOf>) => rest

t.test('the trend and widgets count the sessions that they see', async () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4 }), lateness, instants, (seed, spec, nows) => {
      const bot = worldWith(seed, spec).bot(TEST_BOT)!
      for (const now of nows) {
        const days = [0, 1, 2].map(n => LIFE / DAY + n)
        const seen = days.flatMap(number => {
          const day = bot.day(number)
          return Array.from({ length: day.rowAt(now + 1) }, (_, row) => ({ day, row })).filter(
            ({ day: of, row }) =>
              bot.sights.trend?.shows(of, row, now) !== false && matcher(bot, { developer: false }).closed(of, row),
          )
        })
        const users = new Set(seen.map(({ day, row }) => day.user[row]))
        const trend = trendOf(bot, { firstDay: days[0]!, lastDay: days[2]!, zone: 'UTC', hourly: false }, now)
        if (trend.uniqueUsers !== users.size) return false
      }
      return true
    }),
    { numRuns: RUNS.numRuns / 2 },
  )
})

t.test('delays are spread as they are said to be', async t => {
  const by = { median: 6 * HOUR, p99: 2 * DAY, max: 2 * DAY }
  const bot = testWorld({
    perDay: 3000,
    lateness: {
      sessions: { lag: { median: 4 * MINUTE, p99: 20 * MINUTE, max: 40 * MINUTE } },
      trend: { late: { share: 0.1, by } },
    },
  }).bot(TEST_BOT)!
  const day = bot.day(LIFE / DAY)
  const lags = Array.from({ length: day.count }, (_, row) => bot.sights.sessions!.shownAt(day, row, 0)).sort(
    (a, b) => a - b,
  )
  const late = Array.from({ length: day.count }, (_, row) => bot.sights.trend!.shownAt(day, row, 0))
  const part = (share: number) => lags[Math.floor(share * lags.length)]! / MINUTE
  t.ok(Math.abs(part(0.5) - 4) < 0.4, `median ${part(0.5)}`)
  t.ok(Math.abs(part(0.99) - 20) < 5, `p99 ${part(0.99)}`)
  t.ok(lags.at(-1)! <= 40 * MINUTE)
  const share = late.filter(ms => ms > 0).length / late.length
  t.ok(Math.abs(share - 0.1) < 0.025, `share ${share}`)
  t.ok(Math.max(...late) <= 2 * DAY)
  t.same(Object.keys(testWorld().bot(TEST_BOT)!.sights), [], 'and where nothing is late there is nothing to see by')
  t.equal(LATE_KINDS.length, 6)
})

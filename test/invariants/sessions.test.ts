import fc from 'fast-check'
import t from 'tap'
import { Memory } from '../../src/memory/memory.ts'
import { stream } from '../../src/world/random.ts'
import { findSessions } from '../../src/world/sessions/search.ts'
import { sessionAt, sessionById } from '../../src/world/sessions/session.ts'
import { taskBegin, timelineOf } from '../../src/world/sessions/timeline.ts'
import type { Session, SessionFilter, Window } from '../../src/world/sessions/types.ts'
import type { ExactSpec, SessionPin } from '../../src/world/spec.ts'
import { messageTags, sessionTags, userTags } from '../../src/world/tags.ts'
import { DAY } from '../../src/world/time.ts'
import type { Bot, World } from '../../src/world/types.ts'
import { identityOf } from '../../src/world/users.ts'
import { runs } from '../long.ts'
import { TEST_BOT, type TestOptions, testTemplate, testWorld } from '../world/helper.ts'
import { scanSessions } from '../world/scan.ts'

const LIFE = Date.parse('2026-02-02T00:00:00Z')
const DAYS = 12
const TWELVE_HOURS = 12 * 3_600_000
const SECOND_BOT = 'st-00000000-0000-5000-8000-000000000002'

const zone = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC')
const offset = fc.integer({ min: 0, max: DAYS * DAY })

const pin: fc.Arbitrary<SessionPin> = fc.record(
  {
    start_time: offset.map(ms => new Date(LIFE + ms).toISOString()),
    sessionId: fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }).map(n => n.toString(16).padStart(24, '0')),
    userId: fc.constantFrom('ann@example.com', 'u-guest', 'B-77'),
    containmentType: fc.constantFrom('selfService', 'dropOff', 'agent'),
    sessionType: fc.constantFrom('interactive', 'non-interactive'),
    noOfMessagesExchanged: fc.integer({ min: 1, max: 40 }),
    noOfTasksExecuted: fc.integer({ min: 0, max: 4 }),
    isDeveloper: fc.boolean(),
    session_lang: fc.constantFrom('en', 'fr'),
    channel: fc.constantFrom('rtm', 'korevg', 'line'),
  },
  { requiredKeys: ['start_time'] },
)

const exact: fc.Arbitrary<ExactSpec> = fc
  .record(
    {
      at: offset,
      length: fc.integer({ min: 60_000, max: 3 * DAY }),
      // Pins that lie in it are among them.
      count: fc.integer({ min: 5, max: 40 }),
      containment: fc.constantFrom('selfService', 'dropOff', 'agent'),
      messages: fc.integer({ min: 1, max: 30 }),
    },
    { requiredKeys: ['at', 'length', 'count'] },
  )
  .map(({ at, length, ...rest }) => ({
    ...rest,
    from: new Date(LIFE + at).toISOString(),
    to: new Date(LIFE + at + length).toISOString(),
  }))

const plainOptions: fc.Arbitrary<TestOptions> = fc.record({
  seed: fc.string({ maxLength: 8 }),
  perDay: fc.integer({ min: 0, max: 60 }),
  zone,
  newUsers: fc.double({ min: 0, max: 1, noNaN: true }),
  nonInteractive: fc.double({ min: 0, max: 1, noNaN: true }),
  developer: fc.constantFrom(0, 0.01, 0.4),
  pins: fc.uniqueArray(pin, { maxLength: 5, selector: p => p.sessionId ?? Symbol() }),
  more: fc.constantFrom([], [{ id: SECOND_BOT, pins: [] }]),
})

const options: fc.Arbitrary<TestOptions> = fc
  .tuple(plainOptions, fc.array(exact, { maxLength: 1 }))
  .map(([options, exactly]) => ({
    ...options,
    traffic: { ...testTemplate(options.perDay).traffic, exactly },
  }))

const window: fc.Arbitrary<Window> = fc
  .tuple(offset, offset)
  .map(([a, b]) => ({ from: LIFE + Math.min(a, b), to: LIFE + Math.max(a, b) }))
const now = fc.oneof(
  offset.map(ms => LIFE + ms),
  fc.constant(LIFE + 40 * DAY),
)

const filter: fc.Arbitrary<SessionFilter> = fc.record(
  {
    containment: fc.constantFrom('selfService', 'dropOff', 'agent'),
    interactive: fc.boolean(),
    developer: fc.boolean(),
    status: fc.constantFrom('active', 'closed'),
    channels: fc.constantFrom(['rtm'], ['korevg', 'sms'], ['none']),
    tags: fc.constantFrom(
      { and: [{ name: 'CustomerType', values: ['Gold', 'Premium'], type: 'user' as const }] },
      {
        and: [{ name: 'user', values: ['newuser'] }],
        or: [
          { name: 'TransferValue', values: ['LowValue'], type: 'session' as const },
          { name: 'Sentiment', values: ['Negative'], type: 'message' as const },
        ],
      },
    ),
  },
  { requiredKeys: [] },
)

function botOf(world: World): Bot {
  return world.bot(TEST_BOT) as Bot
}

/** Every session of a bot at `now`, oldest first, without any search. */
function everySession(bot: Bot, now: number): Session[] {
  const all: Session[] = []
  for (let day = bot.firstDay; day <= LIFE / DAY + DAYS + 1; day++) {
    for (let row = 0; row < bot.calendar.count(day); row++) {
      if (bot.day(day).startOf(row) <= now) all.push(sessionAt(bot, day, row, now))
    }
  }
  return all
}

function passes(
  session: Session,
  { containment, interactive, developer, status, channels, tags }: SessionFilter,
): boolean {
  if (containment !== undefined && session.containment !== containment) return false
  if (interactive !== undefined && session.interactive !== interactive) return false
  if (developer !== undefined && session.developer !== developer) return false
  if (status !== undefined && session.status !== status) return false
  if (channels !== undefined && !channels.includes(session.channel)) return false
  const holds = (condition: { name: string; values: readonly string[]; type?: string | undefined }) => {
    const { sides } = timelineOf(session.bot, session.day, session.row)
    const said = [...sides.slice(0, session.messages)].flatMap((side, i) => messageTags(session.bot, session, i, side))
    const all = { user: userTags(session), session: sessionTags(session), message: said }
    const candidates =
      condition.type === undefined ? Object.values(all).flat() : all[condition.type as keyof typeof all]
    return candidates.some(tag => tag.name === condition.name && condition.values.includes(tag.value))
  }
  return (tags?.and ?? []).every(holds) && (tags?.or === undefined || tags.or.some(holds))
}

/** What a client would see of a session: everything but the objects behind it. */
function shown({ bot, ...rest }: Session): object {
  return { ...rest, bot: bot.id }
}

const RUNS = { seed: 20260301, numRuns: runs(50) }

t.test('1: pages of a search hold every matching session once, newest first, whatever the page size', async t => {
  let cases = 0
  fc.assert(
    fc.property(options, window, now, filter, fc.integer({ min: 1, max: 70 }), (options, window, now, filter, size) => {
      const { bots } = testWorld(options)
      const expected = bots
        .flatMap(bot => everySession(bot, now))
        .filter(s => s.start >= window.from && s.start <= window.to && passes(s, filter))
      const found = findSessions(bots, window, now, filter)
      const got: Session[] = []
      for (let skip = 0; skip === 0 || skip < found.total; skip += size) {
        const page = found.page(skip, size)
        if (page.length !== Math.min(size, Math.max(0, found.total - skip))) throw new Error('a page is not full')
        got.push(...page)
      }
      const ids = got.map(session => session.sessionId)
      cases++
      return (
        found.total === expected.length &&
        got.length === expected.length &&
        new Set(ids).size === ids.length &&
        got.every((session, i) => i === 0 || session.start <= (got[i - 1] as Session).start) &&
        JSON.stringify(expected.map(s => s.sessionId).sort()) === JSON.stringify([...ids].sort()) &&
        found.page(found.total, size).length === 0
      )
    }),
    { ...RUNS, numRuns: runs(80) },
  )
  t.ok(cases >= runs(80), `${cases} worlds`)
})

t.test('1: by user: exactly the sessions of one user, asked by id, e-mail and enterprise id', async t => {
  fc.assert(
    fc.property(options, now, fc.nat(), (options, now, n) => {
      const bot = botOf(testWorld(options))
      const all = everySession(bot, now)
      const one = all[n % Math.max(1, all.length)]
      if (one === undefined) return true
      const mine = all.filter(session => session.user === one.user).map(session => session.sessionId)
      const identity = identityOf(bot, one.user)
      const whole = { from: LIFE - DAY, to: LIFE + (DAYS + 2) * DAY - 1 }
      return [identity.id, identity.email, identity.enterpriseId].every(userId => {
        const ids = findSessions([bot], whole, now, { userId })
          .page(0, 1e6)
          .map(session => session.sessionId)
        return JSON.stringify(ids.sort()) === JSON.stringify([...mine].sort())
      })
    }),
    RUNS,
  )
  t.pass()
})

t.test('2: an exact stretch holds what it says', async t => {
  fc.assert(
    fc.property(options, options => {
      const [stretch] = options.traffic?.exactly ?? []
      if (stretch === undefined) return true
      const bot = botOf(testWorld(options))
      const window = { from: Date.parse(stretch.from), to: Date.parse(stretch.to) }
      const found = findSessions([bot], window, LIFE + 40 * DAY)
      const fits = found.page(0, 1e6).every(session => {
        const pin = bot.day(session.day).pins.get(session.row)?.spec
        const isKind =
          pin !== undefined || stretch.containment === undefined || session.containment === stretch.containment
        const isLong = pin !== undefined || stretch.messages === undefined || session.messages === stretch.messages
        return isKind && isLong
      })
      const pinned = bot.pins.filter(({ start }) => start >= window.from && start <= window.to).length
      return found.total === stretch.count + pinned && fits
    }),
    { ...RUNS, numRuns: runs(150) },
  )
  t.pass()
})

t.test('2: totals of a partition add up: by kind, by type, by status, by sub-windows', async t => {
  fc.assert(
    fc.property(options, window, now, filter, offset, (options, window, now, filter, cut) => {
      const { bots } = testWorld(options)
      const total = (f: SessionFilter, w = window) => findSessions(bots, w, now, f).total
      const { containment: _c, interactive: _i, status: _s, ...rest } = filter
      const all = total(rest)
      const kinds = (['selfService', 'dropOff', 'agent'] as const).map(containment => total({ ...rest, containment }))
      const types = [true, false].map(interactive => total({ ...rest, interactive }))
      const states = (['active', 'closed'] as const).map(status => total({ ...rest, status }))
      const middle = Math.min(window.to, Math.max(window.from, LIFE + cut))
      const parts = [
        total(rest, { from: window.from, to: middle - 1 }),
        middle > window.to ? 0 : total(rest, { from: middle, to: window.to }),
      ]
      return [kinds, types, states, parts].every(counts => counts.reduce((a, b) => a + b, 0) === all)
    }),
    RUNS,
  )
  t.pass()
})

t.test('5: a record agrees with itself and with its timeline, under way and closed', async t => {
  fc.assert(
    fc.property(options, now, (options, now) => {
      const bot = botOf(testWorld(options))
      for (const session of everySession(bot, now)) {
        const timeline = timelineOf(bot, session.day, session.row)
        const there = [...timeline.times].filter(time => time <= now)
        const sides = [...timeline.sides].slice(0, there.length)
        const tasks = timeline.tasks.filter((_, i) => taskBegin(timeline, i) < there.length)
        const isGenerated = bot.day(session.day).pins.get(session.row)?.spec.sessionId === undefined
        const handed = timeline.handover >= 0 && timeline.handover < there.length
        const problems = [
          session.end < session.start && 'ends before it starts',
          session.end > now && session.status === 'closed' && 'closed in the future',
          there.length !== session.messages && 'messages',
          sides.filter(side => side === 1).length !== session.userMessages && 'user messages',
          session.interactive !== session.userMessages > 0 && 'type',
          tasks.length !== session.tasks && 'tasks',
          timeline.times[0] !== session.start && 'first message',
          (there.at(-1) as number) > session.end && 'a message after the end',
          session.status === 'active' && there.at(-1) !== session.end && 'the end of an active one',
          (session.containment === 'agent') !== handed && 'hand-over',
          session.taken && session.containment !== 'agent' && 'taken',
          session.end - session.start > TWELVE_HOURS && 'span',
          isGenerated &&
            Number.parseInt(session.sessionId.slice(0, 8), 16) !== Math.floor(session.start / 1000) &&
            'second',
          timeline.times.some((time, i) => i > 0 && time <= (timeline.times[i - 1] as number)) && 'order of messages',
          timeline.lines.length !== timeline.times.length && 'lines',
          timeline.lines.some(({ side }, i) => side !== timeline.sides[i]) && 'sides',
        ].filter(Boolean)
        if (problems.length > 0) throw new Error(`${problems.join(', ')}: ${JSON.stringify(shown(session))}`)
      }
      return true
    }),
    { ...RUNS, numRuns: runs(40) },
  )
  t.pass()
})

t.test('7: moving "now" forward never changes a closed session', async t => {
  fc.assert(
    fc.property(options, now, fc.integer({ min: 0, max: 2 * DAY }), (options, now, later) => {
      const bot = botOf(testWorld(options))
      for (const before of everySession(bot, now)) {
        const after = sessionAt(bot, before.day, before.row, now + later)
        if (before.status === 'closed' && JSON.stringify(shown(before)) !== JSON.stringify(shown(after))) return false
        if (before.status === 'active' && (after.end < before.end || after.messages < before.messages)) return false
      }
      return true
    }),
    RUNS,
  )
  t.pass()
})

t.test('7: the same seed gives the same sessions, in whatever order and whatever else was asked', async t => {
  fc.assert(
    fc.property(options, window, now, filter, (options, window, now, filter) => {
      const first = testWorld(options)
      const second = testWorld({ ...options, memory: new Memory(60_000) })
      // Other questions first, in another order, and streams of names nobody else has.
      for (let day = LIFE / DAY + DAYS; day >= LIFE / DAY; day -= 3) {
        const other = botOf(second).day(day)
        if (other.count > 0) timelineOf(botOf(second), day, other.count - 1)
        stream(botOf(second).key, day, 'a field of tomorrow')()
      }
      scanSessions(botOf(second), window, now, { containment: 'agent' }, () => {})
      const list = (world: World) =>
        JSON.stringify(findSessions(world.bots, window, now, filter).page(0, 1e6).map(shown))
      const [a, b] = [list(first), list(second)]
      return a === b && list(first) === a
    }),
    RUNS,
  )
  t.pass()
})

t.test('8: look-up by id finds the row that paging shows; a changed digit finds nothing', async t => {
  fc.assert(
    fc.property(
      options,
      now,
      fc.nat(),
      fc.nat({ max: 23 }),
      fc.integer({ min: 1, max: 15 }),
      (options, now, n, at, add) => {
        const { bots } = testWorld(options)
        const all = bots.flatMap(bot => everySession(bot, now))
        for (const session of all) {
          const found = sessionById(bots, session.sessionId, now)
          if (found === undefined || JSON.stringify(shown(found)) !== JSON.stringify(shown(session))) return false
        }
        const one = all[n % Math.max(1, all.length)]
        if (one === undefined) return true
        const digit = (Number.parseInt(one.sessionId[at] as string, 16) + add) % 16
        const forged = one.sessionId.slice(0, at) + digit.toString(16) + one.sessionId.slice(at + 1)
        return (
          sessionById(bots, forged, now) === undefined && sessionById(bots, one.sessionId, one.start - 1) === undefined
        )
      },
    ),
    RUNS,
  )
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      text => sessionById(testWorld().bots, text, LIFE + 9 * DAY) === undefined,
    ),
    RUNS,
  )
  t.pass()
})

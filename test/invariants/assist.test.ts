import fc from 'fast-check'
import t from 'tap'
import { conversationAt, findConversations } from '../../src/world/assist/find-conversations.ts'
import { TAKEN_BY_HUMAN } from '../../src/world/desk/types.ts'
import { encodeMessageId } from '../../src/world/ids.ts'
import { stream } from '../../src/world/random.ts'
import { sessionById } from '../../src/world/sessions/session.ts'
import { timelineOf } from '../../src/world/sessions/timeline.ts'
import { messageTags, sessionTags, userTags } from '../../src/world/tags.ts'
import type { World } from '../../src/world/types.ts'
import { runs } from '../long.ts'
import {
  ALL,
  agenticHistory,
  allConversations,
  allSegments,
  assistWorld,
  type Conversation,
  conversations,
  interactions,
  type Segment,
} from '../world/assist/helper.ts'
import { TEST_BOT } from '../world/helper.ts'

const RUNS = { numRuns: runs(12), seed: 20260304, endOnFailure: true } as const
const DAY = 86_400_000
const FIRST = Date.parse('2026-02-10T00:00:00Z')

const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const seeds = fc.integer({ min: 0, max: 1e6 }).map(String)
/** A week at most, somewhere in the first two months of the bot. */
const ranges = fc.tuple(fc.nat(40), fc.nat(6)).map(([first, more]) => {
  const from = FIRST + first * DAY
  return { from, to: from + more * DAY }
})
const days = ranges.map(({ from, to }) => ({ from: date(from), to: date(to), end: to + DAY }))

/** Worlds are dear: a handful of them serve all runs. */
const worlds = new Map<string, World>()
function worldOf(seed: string): World {
  const name = String(Number(seed) % 5)
  let world = worlds.get(name)
  if (world === undefined) {
    world = assistWorld({ seed: name, perDay: 40 })
    worlds.set(name, world)
  }
  return world
}

const LATE = FIRST + 200 * DAY

t.test('1: pages of aaconversation: every row once, ascending, totals the same, flags exact', async () => {
  fc.assert(
    fc.property(seeds, days, fc.integer({ min: 1, max: 20 }), (seed, { from, to }, limit) => {
      const world = worldOf(seed)
      const ids: string[] = []
      let total = -1
      for (let page = 1; ; page++) {
        const answer = conversations(world, LATE, { from, to, page, limit })
        if (total < 0) total = answer.totalResults
        const { results, skip } = answer
        const fine =
          answer.totalResults === total &&
          skip === (page - 1) * limit &&
          answer.totalPages === Math.ceil(total / limit) &&
          answer.hasMore === skip + results.length < total &&
          (results.length === limit || !answer.hasMore)
        if (!fine) return false
        ids.push(...results.map(row => `${row.startTime} ${row._id}`))
        if (!answer.hasMore) break
      }
      return ids.length === total && new Set(ids).size === total && isAscending(ids)
    }),
    { ...RUNS, numRuns: runs(25) },
  )
})

t.test('1: pages of raw data: every row once, ascending, flags exact', async () => {
  fc.assert(
    fc.property(seeds, days, fc.integer({ min: 1, max: 100 }), (seed, { from, to }, limit) => {
      const world = worldOf(seed)
      const whole = allSegments(world, LATE, { from, to })
      const ids: string[] = []
      for (;;) {
        const answer = interactions(world, LATE, { from, to, limit, offset: ids.length })
        if (answer.numResults !== answer.data.length) return false
        ids.push(...answer.data.map(row => `${row.segmentStartTime} ${row.segmentID}`))
        if (answer.hasMore !== ids.length < whole.length) return false
        if (!answer.hasMore) break
      }
      return ids.length === whole.length && new Set(ids).size === ids.length && isAscending(ids)
    }),
    RUNS,
  )
})

t.test('2: a range is the sum of its days', async () => {
  fc.assert(
    fc.property(seeds, ranges, (seed, { from, to }) => {
      const world = worldOf(seed)
      const count = (a: number, b: number) => conversations(world, LATE, { from: date(a), to: date(b) }).totalResults
      let sum = 0
      for (let day = from; day <= to; day += DAY) sum += count(day, day)
      return count(from, to) === sum
    }),
    RUNS,
  )
})

t.test('4: conversations, segments and sessions belong to each other', async t => {
  fc.assert(
    fc.property(seeds, days, fc.nat(20), (seed, { from, to, end }, hours) => {
      const world = worldOf(seed)
      const bot = world.bot(TEST_BOT)!
      // Some of them are still under way.
      const now = end - hours * 3_600_000 - 1_234_567
      const found = allConversations(world, now, { from: date(Date.parse(from) - DAY), to })
      const segments = allSegments(world, now, { from, to })
      const byId = new Map(found.map(row => [row.convId, row]))
      for (const row of found) {
        const session = sessionById(world.bots, row.mbSessionId!, now)
        if (session === undefined || !session.taken || session.containment !== 'agent') return false
        const start = Date.parse(row.startTime)
        if (start < session.start || start > session.end) return false
        if (Math.floor(start / 1000).toString(16) !== row._id.slice(0, 8)) return false
        if (row._id.slice(0, 8) !== row.aaSessionId!.slice(0, 8)) return false
        const { conversation } = conversationAt(bot, { day: session.day, row: session.row, now })
        const taken = conversation.segments[0]!.start
        const isListed = taken >= Date.parse(from) && taken <= Math.min(now, end - 1)
        if (segments.some(segment => segment.conversationID === row.convId) !== isListed && row.startTime >= from)
          return false
      }
      const last = new Map<string, string>()
      for (const segment of segments) {
        const row = byId.get(segment.conversationID)
        if (row === undefined || row.mbSessionId !== segment.botSessionID) return false
        const session = sessionById(world.bots, segment.botSessionID!, now)!
        const { segmentStartTime, segmentEndTime } = segment
        if (segmentStartTime < row.startTime || segmentStartTime > segmentEndTime) return false
        // Of a session under way an agent may have taken it and said nothing yet.
        if (Date.parse(segmentEndTime) > (session.status === 'closed' ? session.end : now)) return false
        const before = last.get(segment.conversationID)
        if (before !== undefined && before > segmentStartTime && !isWarm(world, session, segmentStartTime, now))
          return false
        last.set(segment.conversationID, segmentEndTime)
      }
      return true
    }),
    RUNS,
  )

  t.test('every session that a human took has one', async () => {
    fc.assert(
      fc.property(seeds, days, (seed, { from, to }) => {
        const world = worldOf(seed)
        const bot = world.bot(TEST_BOT)!
        const owners = new Set(allConversations(world, LATE, { from, to }).map(row => row.mbSessionId))
        const window = { from: Date.parse(from), to: Date.parse(to) + DAY - 1 }
        let taken = 0
        for (let number = window.from / DAY - 1; number <= Math.floor(window.to / DAY); number++) {
          const day = bot.day(number)
          for (let n = 0; n < day.agents.rows.length; n++) {
            const row = day.agents.rows[n]!
            const at = day.startOf(row) + day.agents.handover[n]!
            if (day.agents.outcome[n] !== TAKEN_BY_HUMAN || at < window.from || at > window.to) continue
            taken++
            const { sessionId } = conversationAt(bot, { day: number, row, now: LATE }).conversation
            if (!owners.has(sessionId)) return false
          }
        }
        return taken === owners.size
      }),
      RUNS,
    )
  })
})

function isWarm(world: World, session: { day: number; row: number }, start: string, now: number): boolean {
  const bot = world.bot(TEST_BOT)!
  const { conversation } = conversationAt(bot, { day: session.day, row: session.row, now })
  return conversation.segments.some(segment => segment.start === Date.parse(start) && segment.transfer === 'warm')
}

t.test('5: both Agent AI APIs tell the same of one conversation', async t => {
  for (const seed of ['1', '2']) {
    const world = worldOf(seed)
    const bot = world.bot(TEST_BOT)!
    const rows = allConversations(world, LATE, { from: '2026-02-20', to: '2026-02-23', ...ALL })
    for (const row of rows) {
      const filter = { conversationIds: [row.convId] }
      const asked = { from: '2026-02-19', to: '2026-02-25', includeAgenticData: true }
      const { data } = interactions(world, LATE, asked, filter)
      const session = sessionById(world.bots, row.mbSessionId!, LATE)!
      const timeline = timelineOf(bot, session.day, session.row)

      const finals = row.summaries!.filter(({ type }) => type === 'final')
      t.equal(finals.length, 1)
      t.equal(row.summaries!.at(-1)!.type, 'final')
      t.same(
        data.map(segment => segment.summary?.summaryId),
        [...data.slice(1).map(() => undefined), finals[0]!.summaryId],
      )
      t.equal(data.at(-1)!.summary!.summary, finals[0]!.summary)
      t.equal(data.at(-1)!.summary!.feedback?.response === 'up', finals[0]!.feedbackInfo?.feedback === 'like')
      t.equal(data.at(-1)!.summary!.editedSummary, finals[0]!.editedSummary ?? '')

      const agentic = row.messages!.filter(({ type }) => type === 'AGENTIC')
      const activities = data.flatMap(segment => segment.agenticActivities!)
      activities.sort((a, b) => (a.requestTime < b.requestTime ? -1 : 1))
      t.same(
        agentic.map(m => [m.requestId, m.requestedAt, m.respondedAt, m.components[0]!.data.text, m.query]),
        activities.map(a => [a.requestId, a.requestTime, a.responseTime, a.response[0]!.content, a.utterance]),
      )
      t.same(
        agentic.map(m => m.feedbackInfo && (m.feedbackInfo.feedback === 'like' ? 'up' : 'down')),
        activities.map(a => a.feedback?.response),
      )
      t.same(
        agentic.map(m => (m.isSent ? 'send' : m.isCopied ? 'copy' : undefined)),
        activities.map(a => a.usageDetails?.usedType),
      )
      const history = agenticHistory(world, LATE, row.convId)
      t.same(
        history.results.map(r => [r.requestId, r.timestamp, r.query]),
        activities.map(a => [a.requestId, a.requestTime, a.utterance]),
      )
      const searches = agenticHistory(world, LATE, row.convId, { search: true })
      t.same(
        searches.results.map(r => r.requestId),
        row.searchHistory!.map(s => s.requestId),
      )

      const spoken = row.messages!.filter(({ type }) => type !== 'AGENTIC')
      t.same(
        spoken.map(m => [m._id, m.createdOn]),
        [...timeline.times.keys()]
          .slice(timeline.handover + 1)
          .map(i => [
            encodeMessageId(bot, Math.floor(session.start / 1000), session.row, i),
            new Date(timeline.times[i]!).toISOString(),
          ]),
        'its messages are those of the session after the hand-over',
      )
      t.ok(isAscending(row.messages!.map(m => m.createdOn)))
      for (const segment of data) {
        t.same(tagsOf(segment, 'user'), userTags(session))
        t.same(tagsOf(segment, 'session'), sessionTags(session))
        const said = new Map(spoken.map((m, i) => [m._id, { ...m, i: timeline.handover + 1 + i }]))
        for (const tag of segment.tags.filter(({ type }) => type === 'message')) {
          const message = said.get(tag.messageID!)!
          t.equal(tag.createdAt, message.createdOn)
          const own = messageTags(bot, session, message.i, timeline.sides[message.i]!)
          t.same(own, [{ name: tag.name, value: tag.value }])
        }
        for (const event of segment.coachingRuntimeData) t.ok(said.get(event.messageId)!.createdOn <= event.triggeredAt)
        const words = new Set(spoken.map(m => m.components[0]!.data.text))
        for (const { utterance } of segment.proActiveSuggestions) t.ok(words.has(utterance))
      }
    }
    t.ok(rows.length > 30)
  }
})

t.test('7: what is closed never changes when now moves on; another order of asking changes nothing', async () => {
  fc.assert(
    fc.property(seeds, days, fc.nat(23), fc.nat(600), (seed, { from, to, end }, hours, later) => {
      const options = { seed: String(Number(seed) % 5), perDay: 40 }
      const now = end - hours * 3_600_000
      const asked = { from, to, ...ALL }
      const raw = { from, to, includeAgenticData: true }
      const world = worldOf(seed)
      const then = new Map(allConversations(world, now, asked).map(row => [row._id, row]))
      const segments = new Map(allSegments(world, now, raw).map(row => [row.segmentID, row]))
      // A second world that is asked the other way round, at the later time first.
      const other = assistWorld(options)
      const laterSegments = new Map(allSegments(other, now + later * 60_000, raw).map(row => [row.segmentID, row]))
      const afterwards = new Map(allConversations(other, now + later * 60_000, asked).map(row => [row._id, row]))
      for (const [id, row] of then) {
        const after = afterwards.get(id)
        if (after === undefined) return false
        const { status } = sessionById(world.bots, row.mbSessionId!, now)!
        if (status === 'closed' ? !same(row, after) : !grows(row, after)) return false
      }
      for (const [id, row] of segments) {
        const after = laterSegments.get(id)
        if (after === undefined) return false
        const { status } = sessionById(world.bots, row.botSessionID!, now)!
        if (status === 'closed' && !same(row, after)) return false
        if (status === 'active' && row.agentActions.length > after.agentActions.length) return false
      }
      const again = new Map(allSegments(other, now, raw).map(row => [row.segmentID, row]))
      return (
        same([...segments], [...again]) &&
        same([...then], [...new Map(allConversations(other, now, asked).map(row => [row._id, row]))])
      )
    }),
    { ...RUNS, numRuns: runs(8) },
  )
})

/** A conversation under way only gains messages and summaries. */
function grows(before: Conversation, after: Conversation): boolean {
  const { messages = [], summaries = [] } = before
  const ids = (row: Conversation) => (row.messages ?? []).filter(({ type }) => type !== 'AGENTIC').map(({ _id }) => _id)
  return (
    same(ids(before), ids(after).slice(0, ids(before).length)) &&
    messages.length <= after.messages!.length &&
    summaries.every((summary, i) => same(summary, after.summaries![i])) &&
    before.convId === after.convId
  )
}

t.test('7: a stream of another name leaves everything as it was', async t => {
  const asked = { from: '2026-02-20', to: '2026-02-20', includeAgenticData: true }
  const before = interactions(assistWorld(), LATE, asked)
  const world = assistWorld()
  const draw = stream(world.bot(TEST_BOT)!.key, 'a new attribute')
  for (let i = 0; i < 100; i++) draw()
  t.same(interactions(world, LATE, asked), before)
})

t.test('7: flags add fields and change none', async t => {
  const world = worldOf('1')
  const asked = { from: '2026-02-20', to: '2026-02-20' }
  const plain = conversations(world, LATE, asked).results
  const full = conversations(world, LATE, { ...asked, ...ALL }).results
  plain.forEach((row, i) => {
    const {
      messages,
      summaries,
      widgetFeedbacks,
      searchHistory,
      agenticAssistSessionIds,
      agenticSearchSessionIds,
      ...rest
    } = full[i]!
    t.same(rest, row)
  })
  const bare = interactions(world, LATE, asked).data
  const agentic = interactions(world, LATE, { ...asked, includeAgenticData: true }).data
  bare.forEach((row, i) => {
    const { agenticActivities, ...rest } = agentic[i]!
    t.ok(Array.isArray(agenticActivities))
    t.same(rest, row)
  })
})

t.test('8: look-up by id gives the row that paging shows; a changed digit gives none', async t => {
  const world = worldOf('2')
  const range = { from: '2026-02-20', to: '2026-02-22' }
  const rows = allConversations(world, LATE, range)
  fc.assert(
    fc.property(fc.nat(rows.length - 1), fc.nat(33), fc.nat(14), (index, place, shift) => {
      const row = rows[index]!
      const [found] = conversations(world, LATE, { ...range, conversationIds: [row.convId] }).results
      const digits = '0123456789abcdef'
      const old = row.convId[place]!
      const digit = place < 2 ? 'Z' : digits[(digits.indexOf(old) + 1 + shift) % 16]!
      const wrong = row.convId.slice(0, place) + digit + row.convId.slice(place + 1)
      const asked = { ...range, conversationIds: [wrong] }
      return (
        same(found, row) &&
        (wrong === row.convId || conversations(world, LATE, asked).totalResults === 0) &&
        (wrong === row.convId || agenticHistory(world, LATE, wrong).totalCount === 0)
      )
    }),
    { seed: 7, numRuns: runs(200) },
  )
  const window = { from: Date.parse(range.from), to: Date.parse(range.to) + DAY - 1 }
  t.equal(findConversations(world.bot(TEST_BOT)!, window, LATE).total, rows.length)
})

function tagsOf(segment: Segment, type: string): { name: string; value: string }[] {
  return segment.tags.filter(tag => tag.type === type).map(({ name, value }) => ({ name, value }))
}

function isAscending(list: readonly string[]): boolean {
  return list.every((text, i) => i === 0 || list[i - 1]! <= text)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

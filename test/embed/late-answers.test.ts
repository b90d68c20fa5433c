import t from 'tap'
import { createKoreMock, type KoreMock } from '../../src/index.ts'

// What the APIs answer in a world in which rows come late: lists, look-ups by id, and totals, held against the truth.

const DAY = { from: '2026-03-02', to: '2026-03-02' }
const DATES = { dateFrom: DAY.from, dateTo: DAY.to }
const LATE = {
  lag: { median: 'PT2H', p99: 'PT8H' },
  late: { share: 0.2, by: { median: 'PT3H', max: 'PT9H' } },
}
const SCENARIO = {
  otherBots: false,
  bots: { 'st-late': { sessions: { perDay: 34, growth: 0 }, containment: { selfService: 1, dropOff: 1, agent: 4 } } },
  lateness: { sessions: LATE, messages: LATE, conversations: LATE, segments: LATE },
} as const
const BOT = 'st-late'
/** While the day is going on, when it is over and much is still to come, and when all is there. */
const INSTANTS = ['2026-03-02T15:00:00Z', '2026-03-03T00:30:00Z', '2026-03-04T12:00:00Z'].map(at => new Date(at))

type Answer = Readonly<Record<string, unknown>>
type Row = Readonly<Record<string, unknown>>

async function ask(mock: KoreMock, path: string, body?: object): Promise<Answer> {
  const answer = await mock.inject({
    method: body === undefined ? 'GET' : 'POST',
    url: path,
    headers: { auth: mock.token(), accountid: mock.accountId },
    ...(body === undefined ? {} : { payload: body }),
  })
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
  return answer.json()
}

const rowsOf = (answer: Answer, list: string) => answer[list] as readonly Row[]

/** A list asked for as a whole: its ids, and how many the answer says there are. */
const LISTS = {
  sessions: {
    id: 'sessionId',
    ask: async (mock: KoreMock) => {
      const answer = await ask(mock, `/api/public/bot/${BOT}/getSessions`, { ...DATES, limit: 1000 })
      return { rows: rowsOf(answer, 'sessions'), total: answer.total }
    },
  },
  messages: {
    id: '_id',
    ask: async (mock: KoreMock) => {
      const answer = await ask(mock, `/api/public/bot/${BOT}/getMessagesV2`, { ...DATES, limit: 10_000 })
      return { rows: rowsOf(answer, 'messages'), total: answer.total }
    },
  },
  conversations: {
    id: '_id',
    ask: async (mock: KoreMock) => {
      const rows: Row[] = []
      let total: unknown = 1
      for (let page = 1; rows.length < Number(total); page++) {
        const answer = await ask(mock, `/agentassist/api/v1/public/${BOT}/aaconversation`, { ...DAY, page, limit: 20 })
        rows.push(...rowsOf(answer, 'results'))
        total = answer.totalResults
      }
      return { rows, total }
    },
  },
  segments: {
    id: 'segmentID',
    ask: async (mock: KoreMock) => {
      const path = `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=${DAY.from}&to=${DAY.to}&limit=100`
      const rows = rowsOf(await ask(mock, path), 'data')
      return { rows, total: rows.length }
    },
  },
} as const
type Kind = keyof typeof LISTS

/** Ids of a kind that are to be seen at an instant, and those that began and are not. @param field the id where it is another one */
async function visibleAt(
  mock: KoreMock,
  kind: Kind,
  at: Date,
  field?: string,
): Promise<Record<'seen' | 'hidden', string[]>> {
  const all: { id: string; visibleAt: string }[] = []
  for await (const { id, row, visibleAt: since } of mock.truth({ kind, bot: BOT, ...DAY, at: at.toISOString() })) {
    // An alert, which version 2 of getMessages leaves out.
    if ((row as Row).ms === 0) continue
    all.push({ id: field === undefined ? id : String((row as Row)[field]), visibleAt: since })
  }
  const isSeen = ({ visibleAt: since }: { visibleAt: string }) => Date.parse(since) <= at.getTime()
  return {
    seen: all.filter(isSeen).map(({ id }) => id),
    hidden: all.filter(row => !isSeen(row)).map(({ id }) => id),
  }
}

async function withLate(run: (mock: KoreMock) => Promise<void>): Promise<void> {
  await using mock = await createKoreMock({ scenario: SCENARIO, seed: 'late answers', now: INSTANTS[0]!, port: false })
  await run(mock)
}

t.test('lists and their totals have what is visible', async t => {
  await withLate(async mock => {
    const hiddenOnce = new Set<Kind>()
    // Back and forth: what was asked before has no say.
    for (const at of [...INSTANTS, ...INSTANTS.toReversed()]) {
      mock.clock.set(at)
      for (const kind of Object.keys(LISTS) as Kind[]) {
        const { seen, hidden } = await visibleAt(mock, kind, at)
        const { rows, total } = await LISTS[kind].ask(mock)
        const ids = rows.map(row => String(row[LISTS[kind].id]))
        t.strictSame(ids.toSorted(), seen.toSorted(), `${kind} at ${at.toISOString()}`)
        t.equal(total, seen.length, kind)
        if (hidden.length > 0) hiddenOnce.add(kind)
        if (at === INSTANTS.at(-1)) t.strictSame(hidden, [], `${kind}: in the end all is there`)
      }
    }
    t.equal(hiddenOnce.size, 4, 'each list had something that was still to come')
  })
})

t.test('what is not visible is not found by its id', async t => {
  await withLate(async mock => {
    const at = INSTANTS[0]!
    mock.clock.set(at)
    const { seen, hidden } = await visibleAt(mock, 'sessions', at)
    t.ok(seen.length > 0 && hidden.length > 0)
    const byId = await ask(mock, `/api/public/bot/${BOT}/getSessions`, { sessionId: [...seen, ...hidden] })
    t.strictSame(
      rowsOf(byId, 'sessions')
        .map(row => String(row.sessionId))
        .toSorted(),
      seen.toSorted(),
    )
    t.strictSame((byId.invalidSessions as string[]).toSorted(), hidden.toSorted())
    t.equal(byId.total, seen.length)
  })
})

t.test('messages of a session are those that are visible', async t => {
  await withLate(async mock => {
    const at = INSTANTS[0]!
    mock.clock.set(at)
    const messages = await visibleAt(mock, 'messages', at)
    const all = await visibleAt(mock, 'sessions', INSTANTS[2]!)
    t.ok(messages.hidden.length > 0)
    for (const sessionId of [...all.seen, ...all.hidden]) {
      const rows = rowsOf(await ask(mock, `/api/public/bot/${BOT}/getMessages`, { sessionId: [sessionId] }), 'messages')
      const ids = rows.map(row => String(row._id))
      t.notOk(
        ids.some(id => messages.hidden.includes(id)),
        sessionId,
      )
    }
  })
})

t.test('of a conversation that is not visible nothing that hangs on it is shown', async t => {
  await withLate(async mock => {
    const at = INSTANTS[0]!
    mock.clock.set(at)
    const { hidden, seen } = await visibleAt(mock, 'conversations', at, 'convId')
    t.ok(hidden.length > 0)
    const count = async (id: string) =>
      Number(
        (await ask(mock, `/agentassist/api/v1/public/${BOT}/aaconversations/${id}/agentic-history?page=1&limit=10`))
          .totalCount,
      )
    for (const id of hidden) t.equal(await count(id), 0, id)
    mock.clock.set(INSTANTS.at(-1)!)
    const counts = await Promise.all([...seen, ...hidden].map(count))
    t.ok(
      counts.some(exchanges => exchanges > 0),
      'once they are visible some have exchanges',
    )
  })
})

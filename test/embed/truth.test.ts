import t from 'tap'
import { createKoreMock, type KoreMock } from '../../src/index.ts'

const [from, to] = ['2026-03-02', '2026-03-02']
const NOW = '2026-03-09T12:00:00Z'

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

async function withMock(run: (mock: KoreMock) => Promise<void>): Promise<void> {
  await using mock = await createKoreMock({ scenario: 'small', seed: 'truth', now: NOW, port: false })
  await run(mock)
}

t.test('the truth has the rows of the lists, oldest first', async t => {
  await withMock(async mock => {
    const bot = mock.bots[0]!
    const world = mock.world(bot)
    const lists = {
      sessions: world.sessions({ from, to }).reverse(),
      messages: world.messages({ from, to }).reverse(),
      conversations: world.conversations({ from, to }),
      segments: world.segments({ from, to }),
    }
    for (const kind of ['sessions', 'messages', 'conversations', 'segments'] as const) {
      const told = await all(mock.truth({ kind, from, to }))
      t.ok(told.length > 0, kind)
      t.same(
        told.map(({ row }) => row),
        lists[kind],
        kind,
      )
      t.ok(
        told.every(({ id }) => typeof id === 'string' && id.length > 5),
        kind,
      )
    }
  })
})

t.test('where nothing is late a row is visible as it begins, and put right as its session ends', async t => {
  await withMock(async mock => {
    for await (const { row, visibleAt, revisions } of mock.truth({ kind: 'sessions', from, to })) {
      t.equal(visibleAt, row.start_time)
      t.equal(revisions.length, 1)
      t.equal(revisions[0]!.at, row.end_time)
      t.equal(revisions[0]!.fields.sessionStatus, 'closed')
    }
    const told = await all(mock.truth({ kind: 'sessions', from, to }))
    const { row } = told[0]!
    const at = new Date(Date.parse(row.end_time) - 1).toISOString()
    const early = await all(mock.truth({ kind: 'sessions', from, to, at }))
    t.equal(early[0]!.row.sessionStatus, 'active', 'as of an instant')
    t.same(early[0]!.revisions, [])
    const { rows, lost, lookbackNeeded } = await mock.predict({ kind: 'sessions', from, to })
    t.same({ rows, lost, lookbackNeeded }, { rows: told.length, lost: 0, lookbackNeeded: 'PT0S' })
  })
})

/** Hours from the begin of the stretch until all of it is visible, and a poll later. */
const HOUR = 3_600_000
const POLLS = 24 + 9 * 24

t.test(
  'what a client loses that asks every hour is what was predicted, and with the predicted look-back it loses nothing',
  async t => {
    const scenario = {
      extends: 'very-late',
      everyBot: { sessions: { perDay: 30, growth: 0 } },
      lateness: {
        sessions: { lag: { median: 'PT20M', p99: 'PT3H' }, late: { share: 0.1, by: { median: 'PT6H', max: 'P7D' } } },
      },
    }
    await using mock = await createKoreMock({ scenario, seed: 'loses', now: NOW, port: false })
    const begin = Date.parse(`${from}T00:00:00Z`)
    const idsOf = {
      sessions: (stretch: { from: string; to: string }) =>
        mock
          .world()
          .sessions(stretch)
          .map(row => row.sessionId),
      messages: (stretch: { from: string; to: string }) =>
        mock
          .world()
          .messages(stretch)
          .map(row => row._id),
      conversations: (stretch: { from: string; to: string }) =>
        mock
          .world()
          .conversations({ from: stretch.from.slice(0, 10), to: stretch.to.slice(0, 10) })
          .map(row => row._id),
      segments: (stretch: { from: string; to: string }) =>
        mock
          .world()
          .segments(stretch)
          .map(row => row.segmentID),
    }
    /** Ids that a client has stored in the end. */
    const copied = (kind: keyof typeof idsOf, lookback: number): Set<string> => {
      const stored = new Set<string>()
      for (let poll = 1; poll <= POLLS; poll++) {
        const now = begin + poll * HOUR
        mock.clock.set(new Date(now))
        const since = Math.max(now - HOUR - lookback, begin)
        if (since > begin + 25 * HOUR) break
        const stretch = { from: new Date(since).toISOString(), to: new Date(now).toISOString() }
        for (const id of idsOf[kind](stretch)) stored.add(id)
      }
      return stored
    }
    const lostAll: number[] = []
    for (const kind of ['sessions', 'messages', 'conversations', 'segments'] as const) {
      mock.clock.set(new Date(begin + 30 * 24 * HOUR))
      const told = await all(mock.truth({ kind, from, to }))
      const missed = (stored: Set<string>) => told.filter(({ id }) => !stored.has(id)).length
      const predicted = await mock.predict({ kind, from, to })
      t.equal(predicted.rows, told.length, kind)
      t.equal(missed(copied(kind, 0)), predicted.lost, kind)
      lostAll.push(predicted.lost)
      const hours = Number(/\d+(?=H)/.exec(predicted.lookbackNeeded)?.[0] ?? 0)
      if (kind === 'sessions') {
        const some = await mock.predict({ kind, from, to, lookback: 'PT2H' })
        t.equal(missed(copied(kind, 2 * HOUR)), some.lost, 'some')
        t.equal(missed(copied(kind, (hours + 1) * HOUR)), 0, 'with the look-back')
        t.equal(
          (await mock.predict({ kind, from, to, lookback: predicted.lookbackNeeded })).lost,
          0,
          'so it is predicted',
        )
      }
    }
    t.ok(lostAll[0]! > 0 && lostAll[1]! > 0, lostAll.join())
  },
)

t.test('what is no question is refused with what would be one', async t => {
  await withMock(async mock => {
    const wrong: readonly [object, RegExp][] = [
      [{ kind: 'trend', from, to }, /kind must be one of sessions/],
      [{ kind: 'sessions', from: 'noon', to }, /from must be a day or an instant/],
      [{ kind: 'sessions', from: '2026-03-03', to }, /from and to/],
      [{ kind: 'sessions', from, to, bot: 'nobody' }, /There is no bot/],
      [{ kind: 'sessions', from, to, include: ['history'] }, /include must be left out/],
      [{ kind: 'conversations', from, to, include: ['x'] }, /include must be of history/],
      [{ kind: 'sessions', from, to, include: 'history' }, /include must be a list/],
      [{ kind: 'sessions', from, to, at: 'later' }, /at must be an ISO instant/],
      [{ kind: 'sessions', from, to, tpyo: 1 }, /tpyo/],
    ]
    for (const [asked, reason] of wrong)
      t.throws(() => mock.truth(asked as never), { name: 'RangeError', message: reason })
    const never: readonly [object, RegExp][] = [
      [{ kind: 'sessions', from, to, every: 'PT0S' }, /every must be longer/],
      [{ kind: 'sessions', from, to, lookback: 'P1M' }, /lookback must be an ISO duration/],
      [{ kind: 'trend', from, to }, /kind must be one of/],
    ]
    for (const [asked, reason] of never) await t.rejects(mock.predict(asked as never), { message: reason })
  })
})

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

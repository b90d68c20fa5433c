import t from 'tap'
import { createKoreMock } from '../../src/embed/kore-mock.ts'

const NOW = '2026-03-09T12:00:00Z'
const DAY = { from: '2026-03-02', to: '2026-03-02', kind: 'sessions' } as const

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all).toString()
}

t.test('a program gets the rows that its other calls give, at the clock of that moment', async t => {
  const mock = await createKoreMock({ seed: 'file', now: NOW, port: false })
  t.teardown(() => mock.close())
  const world = mock.world()
  const written = JSON.parse(await textOf(world.export({ ...DAY, format: 'json', threads: 1 })))
  t.same(written, world.sessions({ from: DAY.from, to: DAY.to }))
  const begun = world.export({ ...DAY, threads: 1 })
  mock.clock.set('2026-03-02T06:00:00Z')
  t.equal((await textOf(begun)).split('\n').length - 1, written.length, 'what was begun goes on')
  const later = await textOf(world.export({ ...DAY, threads: 1 }))
  t.equal(later.split('\n').length - 1, world.sessions({ from: DAY.from, to: DAY.to }).length)
})

// A thread that went on would keep the test from its end.
t.test('who stops reading ends the threads', async t => {
  const mock = await createKoreMock({ now: NOW, port: false })
  t.teardown(() => mock.close())
  for await (const piece of mock.world().export({ ...DAY, from: '2025-03-02' })) {
    t.ok(piece.length > 0)
    break
  }
})

t.test('what is wrong is told by its name', async t => {
  const mock = await createKoreMock({ now: NOW, port: false })
  t.teardown(() => mock.close())
  const world = mock.world()
  const cases: readonly [object, RegExp][] = [
    [{ kind: 'session' }, /kind must be one of sessions, .*; found "session"/],
    [{ format: 'xml' }, /format must be one of ndjson/],
    [{ gzip: 'yes' }, /gzip must be true or false/],
    [{ gzip: true, format: 'parquet' }, /exclude each other/],
    [{ include: ['history'] }, /include must be left out for this kind/],
    [{ kind: 'segments', include: ['history'] }, /include must be one of agentic-data/],
    [{ include: 'history' }, /include must be a list/],
    [{ threads: 0 }, /threads must be a whole number from 1 to 64; found 0/],
    [{ from: '2026-02-30' }, /from must be a day or an instant/],
    [{ from: '2026-03-03' }, /from must not be after to/],
    [{ to: '2101-01-01' }, /to must be between 2000-01-01 and 2100-01-01/],
    [{ file: 'x' }, /"file" is not known/],
  ]
  for (const [said, message] of cases) {
    t.throws(
      () => world.export({ ...DAY, ...said } as typeof DAY),
      { name: 'RangeError', message },
      JSON.stringify(said),
    )
  }
})

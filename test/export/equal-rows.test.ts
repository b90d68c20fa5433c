import { createHash } from 'node:crypto'
import t from 'tap'
import { LISTED_KINDS, type ListedKind } from '../../src/apis/listed.ts'
import { createKoreMock } from '../../src/embed/kore-mock.ts'
import { chunksOf } from '../../src/export/chunks.ts'
import type { ExportQuestion } from '../../src/export/question.ts'
import { writeRows } from '../../src/export/run.ts'
import { scenarioNames } from '../../src/scenario/list.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { startClock } from '../../src/scenario/start-clock.ts'
import type { World } from '../../src/world/types.ts'
import { createWorld } from '../../src/world/world.ts'
import { IS_LONG } from '../long.ts'
import { allIncludes, exportedHere, walked } from './walk.ts'

/* What is written equals what a client has who walks through an API page by page: byte for byte, in the same order. */

const NOW = '2026-03-09T12:00:00.000Z'
const now = Date.parse(NOW)
const HOUR = 3_600_000
const MINUTE = 60_000
/** It has as many sessions in an hour as others in a week, so that a day is exported in parts, whose ends are at noon whatever they have. */
const LARGE = new Set(['busy'])
const LARGE_KINDS: readonly ListedKind[] = ['sessions', 'messages']

/** Hours before now with which a window begins; it loses its first 21 minutes. */
const hoursOf = (kind: ListedKind) => (kind === 'messages' || kind === 'labels' ? 2 : 12)

function worldNamed(name: string): World {
  const scenario = loadScenario(name, { clock: startClock(NOW) })
  return createWorld({ ...scenario.world, seed: 'export' })
}

function questionOf(world: World, kind: ListedKind, hours: number): ExportQuestion {
  return {
    kind,
    includes: allIncludes(kind),
    bots: world.bots.slice(0, 2).map(({ id }) => id),
    // It begins within an hour and ends with sessions under way, and behind them; that API knows days alone.
    window:
      kind === 'conversations'
        ? { from: now - 12 * HOUR, to: now + 12 * HOUR - 1 }
        : { from: now - hours * HOUR + 1_234_567, to: now + HOUR },
    now,
    accountId: world.spec.account.id,
    format: 'ndjson',
    gzip: false,
  }
}

/** The minutes around the end of a part, up to some that are under way. */
function largeQuestionOf(world: World, kind: ListedKind): ExportQuestion {
  const later = now + 3 * MINUTE
  return { ...questionOf(world, kind, 0), window: { from: now - 2 * MINUTE, to: later + HOUR }, now: later }
}

for (const name of scenarioNames()) {
  t.test(`${name}: what is exported is what a walk gives`, async t => {
    const isLarge = LARGE.has(name)
    const world = worldNamed(name)
    // Another world, so that neither has what the other has made.
    const other = worldNamed(name)
    for (const kind of isLarge ? LARGE_KINDS : LISTED_KINDS) {
      const question = isLarge ? largeQuestionOf(world, kind) : questionOf(world, kind, hoursOf(kind))
      const expected = walked(other, question)
      t.equal(exportedHere(world, question).digest, expected.digest, kind)
      if (name === 'default' || isLarge) t.ok(expected.count > 0, `${kind}: there are rows`)
      if (isLarge) t.ok([...chunksOf(world, question)].length > 1, `${kind}: they are of several parts`)
    }
  })
}

t.test('threads give the same bytes, however many there are', async t => {
  const world = worldNamed('default')
  for (const kind of IS_LONG ? LISTED_KINDS : LARGE_KINDS) {
    const question = questionOf(world, kind, kind === 'messages' || kind === 'labels' ? 8 : 36)
    const { digest } = exportedHere(world, question)
    for (const threads of kind === 'sessions' ? [1, 3] : [2]) {
      const hash = createHash('sha256')
      let rows = 0
      for await (const written of writeRows(world, question, { threads })) {
        hash.update(written.bytes)
        rows += written.rows
        written.release(true)
      }
      t.equal(`${rows} ${hash.digest('hex')}`, digest, `${kind} by ${threads}`)
    }
  }
})

t.test('a program gets what a client gets over HTTP', async t => {
  const mock = await createKoreMock({ now: NOW, seed: 'export', port: false })
  t.teardown(() => mock.close())
  const [bot] = mock.bots
  const stretch = { from: '2026-03-08T20:00:00Z', to: '2026-03-09' }
  const rows: string[] = []
  for (let skip = 0; ; skip += 100) {
    const answer = await mock.inject({
      method: 'POST',
      url: `/api/public/bot/${bot}/getSessions`,
      headers: mock.headers(),
      payload: { dateFrom: stretch.from, dateTo: stretch.to, skip, limit: 100 },
    })
    const { sessions, moreAvailable } = answer.json() as { sessions: object[]; moreAvailable: boolean }
    rows.push(...sessions.map(session => `${JSON.stringify(session)}\n`))
    if (!moreAvailable) break
  }
  const bytes: Uint8Array[] = []
  for await (const piece of mock.world(bot).export({ kind: 'sessions', ...stretch, threads: 1 })) bytes.push(piece)
  t.ok(rows.length > 100)
  t.equal(Buffer.concat(bytes).toString(), rows.join(''))
})

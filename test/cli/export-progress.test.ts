import t from 'tap'
import { ExportProgress } from '../../src/cli/export-progress.ts'

/** A screen that keeps what it is told, and a clock that is moved. */
function shown(isTTY: boolean | undefined) {
  const said: string[] = []
  const clock = { ms: 0 }
  const screen = { ...(isTTY === undefined ? {} : { isTTY }), write: (text: string) => said.push(text) }
  return { said, clock, progress: new ExportProgress(screen, () => clock.ms) }
}

t.test('a terminal is told rows, MB a second and the time left, a few times a second', async t => {
  const { said, clock, progress } = shown(true)
  progress.show({ rows: 1, bytes: 1, share: 0.01 })
  t.same(said, [], 'not at once')
  clock.ms = 1000
  progress.show({ rows: 12_345, bytes: 50_000_000, share: 0.25 })
  progress.show({ rows: 12_346, bytes: 50_000_001, share: 0.25 })
  t.same(said, ['\r12,345 rows, 50.0 MB, 50.0 MB/s, 25%, 3 s left\u001b[K'])
  clock.ms = 60_000
  progress.show({ rows: 20_000, bytes: 60_000_000, share: 0.01 })
  t.match(said[1], '1 h 39 min left')
  clock.ms = 125_000
  progress.end({ rows: 20_000, bytes: 250_000_000, share: 0.99 })
  t.equal(said[2], '\r20,000 rows, 250.0 MB, 2.0 MB/s in 2 min 05 s\u001b[K\n')
})

t.test('nobody else is told anything', async t => {
  for (const isTTY of [false, undefined]) {
    const { said, clock, progress } = shown(isTTY)
    clock.ms = 5000
    progress.show({ rows: 1, bytes: 1, share: 0.5 })
    progress.end({ rows: 1, bytes: 1, share: 1 })
    progress.clear()
    t.same(said, [])
  }
})

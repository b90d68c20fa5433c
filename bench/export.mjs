// What `kore-mock export` writes in a second, by all cores: rows of `busy` as NDJSON, from the start of the process to its end.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY, dateOf, LAST_DAY, NOW } from './works.mjs'

/** Days of 100,000 sessions whose rows are some hundred MB, and MB a second that are wanted. */
const EXPORTS = [
  { kind: 'sessions', days: 8, target: 90 },
  { kind: 'messages', days: 1, target: 60 },
  { kind: 'conversations', days: 8 },
  { kind: 'segments', days: 2 },
]

/** For each kind its days, rows, bytes, and the seconds that each of some runs took. */
export function measureExport({ rounds, quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'kore-mock-export-'))
  const out = join(folder, 'rows.ndjson')
  const cli = join(import.meta.dirname, '../dist/cli.js')
  try {
    return EXPORTS.map(({ kind, days: all, target }) => {
      const days = quick ? Math.ceil(all / 4) : all
      const range = ['--from', dateOf(LAST_DAY - (days - 1) * DAY), '--to', dateOf(LAST_DAY)]
      const world = ['--scenario', 'busy', '--now', NOW]
      const seconds = Array.from({ length: rounds }, () => {
        const began = performance.now()
        execFileSync(process.execPath, [cli, 'export', kind, ...range, ...world, '--out', out], { stdio: 'ignore' })
        return (performance.now() - began) / 1000
      })
      return { kind, days, target, bytes: statSync(out).size, seconds, cores: availableParallelism() }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

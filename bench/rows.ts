/**
 * Rows made for the first time, by one core: `npm run bench:rows`. Each figure is of a process of its own, and of a world that
 * was never asked anything, medians of several: megabytes of rows by the seconds of processor time that they took.
 * `--kind NAME` measures one kind in this process and prints its figures as JSON.
 */
import { execFileSync } from 'node:child_process'
import { arch, cpus, platform } from 'node:os'
import { parseArgs } from 'node:util'
import { LISTED_INCLUDES, type ListedKind, listedRows } from '../src/apis/listed.ts'
import { inlineLess } from '../src/cli/inline-less.ts'
import { Memory } from '../src/memory/memory.ts'
import { loadScenario } from '../src/scenario/load.ts'
import { DAY } from '../src/world/time.ts'
import { createWorld } from '../src/world/world.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    kind: { type: 'string' },
    only: { type: 'string', default: '' },
  },
})

/** MB a second that are wanted, and the days of the default world whose rows are made. */
const WANTED = [
  { kind: 'sessions', target: 50, days: 90 },
  { kind: 'messages', target: 35, days: 14 },
  { kind: 'segments', target: 30, days: 60 },
  { kind: 'conversations', target: 30, days: 60 },
] as const
const END = Date.parse('2026-03-16T00:00:00Z')

/** What was made, and what it took. */
interface Made {
  readonly rows: number
  readonly bytes: number
  /** Of processor time. */
  readonly seconds: number
}

function secondsOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Rows of whole days, the newest first, each from its own world where `seed` differs. */
function make(kind: ListedKind, days: number, seed: string): Made {
  const { world: spec } = loadScenario('default')
  const world = createWorld({ ...spec, seed }, new Memory(192 * 1024 * 1024))
  const bot = world.bots[0]!
  const includes = kind in LISTED_INCLUDES ? LISTED_INCLUDES[kind as keyof typeof LISTED_INCLUDES] : []
  const view = { world, now: END + DAY, accountId: spec.account.id }
  let rows = 0
  let bytes = 0
  const target = new Uint8Array(4 * 1024 * 1024)
  const encoder = new TextEncoder()
  const seconds = secondsOf(() => {
    for (let day = 1; day <= days; day++) {
      const window = { from: END - day * DAY, to: END - (day - 1) * DAY - 1 }
      for (const row of listedRows(view, bot, window, { kind, includes })) {
        bytes += encoder.encodeInto(row, target).written
        rows++
      }
    }
  })
  return { rows, bytes, seconds }
}

if (values.kind === undefined) compare()
else {
  // As an export does.
  inlineLess('rows')
  const { kind, days } = WANTED.find(({ kind }) => kind === values.kind)!
  console.log(JSON.stringify({ first: make(kind, days, 'bench 1'), next: make(kind, days, 'bench 2') }))
}

function compare(): void {
  console.log(
    '| rows of | MB/s, from the first row on | MB/s, of the next world | µs a row | bytes a row | wanted, MB/s |',
  )
  console.log('|---|---|---|---|---|---|')
  for (const { kind, target } of WANTED.filter(({ kind }) => kind.includes(values.only))) {
    const found = Array.from({ length: Number(values.rounds) }, () => inProcess(kind))
    const speed = ({ bytes, seconds }: Made) => bytes / 1e6 / seconds
    const first = median(found.map(({ first }) => speed(first)))
    const next = median(found.map(({ next }) => speed(next)))
    const { rows, bytes } = found[0]!.next
    const row = median(found.map(({ next }) => (next.seconds / next.rows) * 1e6))
    const cells = [kind, first.toFixed(1), next.toFixed(1), row.toFixed(1), Math.round(bytes / rows), target]
    console.log(`| ${cells.join(' | ')} |`)
  }
  console.log(
    `\n${values.rounds} rounds, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}`,
  )
}

function inProcess(kind: ListedKind): { readonly first: Made; readonly next: Made } {
  const command = [...process.execArgv, import.meta.filename, '--kind', kind]
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' }))
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[figures.length >> 1]!
}

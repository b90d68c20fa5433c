import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
// @ts-expect-error: plain JavaScript, shared with the benches
import { cpuSecondsOfAll, FREE, load } from '../bench/process.mjs'
import { startClock } from '../src/scenario/start-clock.ts'
import type { StoreControl } from '../src/store/store-control.ts'
import { BOT } from '../test/helper.ts'
import { joinedReplica } from '../test/joined-replica.ts'
import { TestStore } from '../test/store-server.ts'

/*
 * What replicas give: npm run bench:replicas, after npm run build. Processes of the built command, asked in turns by a client that takes
 * part of the same cores; so beside requests a second stands the processor time of a request, of which follows what a core gives. Then
 * how long a change takes until it is in force for so many replicas, all of them in this process.
 */
const NOW = '2026-03-16T12:00:00.000Z'
const ROUNDS = 5
const SECONDS = 3
const folder = mkdtempSync(join(tmpdir(), 'kore-mock-replicas-'))
const counted = join(folder, 'counted.yaml')
writeFileSync(counted, 'extends: default\nquotas:\n  - { perMinute: 1000000000, perHour: 1000000000 }\n')
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!

/** µs of the processor that a process has had, and its children. */
const cpuOf = (pid: number): number => cpuSecondsOfAll(pid) * 1e6

interface Figures {
  readonly perSecond: number
  /** µs a request: of the replicas, and of the store. */
  readonly cpu: number
  readonly ofStore: number
}

function launch(options: readonly string[]): ChildProcess {
  const command = ['dist/cli.js', '-p', '0', '--now', NOW, '--auth', 'off', '--log-level', 'silent', ...options]
  return spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** How many mocks there are, each of one process or more, and what they share. */
interface Arrangement {
  readonly name: string
  readonly replicas?: number
  readonly workers?: number
  readonly isShared?: boolean
  readonly scenario?: string
}

/** Mocks that are asked for pages of a week for some seconds. */
async function measure({
  replicas = 1,
  workers = 1,
  isShared = false,
  scenario = 'default',
}: Arrangement): Promise<Figures> {
  const store = isShared ? await TestStore.start() : undefined
  const shared = store === undefined ? [] : ['--store', store.url]
  const children = Array.from({ length: replicas }, () =>
    launch(['--scenario', scenario, '--workers', `${workers}`, ...shared]),
  )
  try {
    const lines = await Promise.all(children.map(async child => String((await once(child.stdout!, 'data'))[0])))
    const ports = lines.map(line => Number(new URL(line.trim().split(' ').at(-1)!).port))
    const requests = Array.from({ length: 60 }, (_, page) => ({
      method: 'POST',
      path: `/api/public/bot/${BOT}/getSessions`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ dateFrom: '2026-03-02', dateTo: '2026-03-08', skip: page * 20, limit: 20 }),
    }))
    const job = { ports, connections: 12, depth: 8, nap: 2, core: FREE, expect: 200, requests }
    load(folder, { ...job, seconds: 2 })
    const pids = children.map(child => child.pid!)
    const spent = () => pids.reduce((sum, pid) => sum + cpuOf(pid), 0)
    const [before, ofStore] = [spent(), store === undefined ? 0 : cpuOf(store.pid)]
    const { perSecond, total } = load(folder, { ...job, seconds: SECONDS }) as { perSecond: number; total: number }
    const after = store === undefined ? 0 : cpuOf(store.pid)
    return { perSecond, cpu: (spent() - before) / total, ofStore: (after - ofStore) / total }
  } finally {
    for (const child of children) {
      const hasEnded = child.exitCode !== null || child.signalCode !== null
      child.kill('SIGKILL')
      if (!hasEnded) await once(child, 'exit')
    }
    store?.end()
  }
}

/** ms until a change is in force, where so many replicas share a store; and what the store takes while nothing happens. */
async function changes(replicas: number): Promise<{ readonly took: number; readonly idle: number }> {
  const store = await TestStore.start()
  const clock = startClock(NOW)
  const controls: StoreControl[] = []
  for (let i = 0; i < replicas; i += 1) {
    const id = `replica-${i}`
    const shared = { url: store.url, prefix: 'bench', now: NOW, startClock: clock, identity: 'bench' }
    controls.push(await joinedReplica({ ...shared, id }))
  }
  const took: number[] = []
  for (let i = 0; i < 60; i += 1) {
    const control = controls[i % replicas]!
    const began = performance.now()
    await control.clock.advance('PT1S')
    await control.publish()
    if (i >= 10) took.push(performance.now() - began)
  }
  const before = cpuOf(store.pid)
  const seconds = 10
  await new Promise(done => setTimeout(done, seconds * 1000))
  const idle = (cpuOf(store.pid) - before) / seconds / 1e6
  for (const control of controls) await control.leave()
  store.end()
  return { took: median(took), idle }
}

console.log(
  '| Arrangement | requests/s here | µs of a core a request | of these a core gives | µs of the store a request |',
)
console.log('|---|---|---|---|---|')
const arrangements: readonly Arrangement[] = [
  { name: 'one process' },
  { name: 'one replica with a store', isShared: true },
  { name: 'two workers', workers: 2 },
  { name: 'two replicas', replicas: 2, isShared: true },
  { name: 'three replicas', replicas: 3, isShared: true },
]
for (const arrangement of arrangements.flatMap(one => [
  one,
  { ...one, name: `${one.name}, counted by quotas`, scenario: counted },
])) {
  const all: Figures[] = []
  for (let round = 0; round < ROUNDS; round += 1) all.push(await measure(arrangement))
  const of = (figure: (one: Figures) => number) => median(all.map(figure))
  const whole = (value: number) => Math.round(value).toLocaleString('en')
  const cells = [whole(of(one => one.perSecond)), whole(of(one => one.cpu)), whole(1e6 / of(one => one.cpu))]
  console.log(`| ${[arrangement.name, ...cells, of(one => one.ofStore).toFixed(1)].join(' | ')} |`)
}
console.log('\n| Replicas | ms until a change is in force, median | of a core the store takes meanwhile, idle |')
console.log('|---|---|---|')
for (const replicas of [1, 3, 10, 30]) {
  const { took, idle } = await changes(replicas)
  console.log(`| ${replicas} | ${took.toFixed(1)} | ${(idle * 100).toFixed(2)} % |`)
}
console.log(`\nNode ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}`)
rmSync(folder, { recursive: true })
process.exit(0)

// One process against several on the same port: `node bench/workers.mjs [workers]`, after `npm run build`.
// The client needs a core too, so the cores that each took are printed: the last column is the ratio that follows for as many
// cores as processes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { cpuSecondsOfAll, FREE, load } from './process.mjs'
import { median } from './report.mjs'
import { BOT, DAY, dateOf, LAST_DAY, NOW, wireOf } from './works.mjs'

const many = Number(process.argv[2] ?? 2)
const ROUNDS = 5
const CONNECTIONS = 16
const directory = mkdtempSync(join(tmpdir(), 'kore-mock-workers-'))

const week = { dateFrom: '2026-03-02', dateTo: '2026-03-08' }
const page = limit => ({ method: 'POST', path: `/api/public/bot/${BOT}/getSessions`, body: { ...week, limit } })

/** Trends of one kind of conversation, no two over the same days: much to count, little to send. */
function trends() {
  const requests = []
  for (let days = 5; days < 85; days++) {
    for (let back = 0; back < 60; back++) {
      const dates = `start_date=${dateOf(LAST_DAY - (back + days) * DAY)}&end_date=${dateOf(LAST_DAY - back * DAY)}`
      const query = `aggregation_type=daily&conversationType=Interactive&${dates}`
      requests.push({ method: 'POST', path: `/api/public/bot/${BOT}/v2/userEngagementTrend?${query}` })
    }
  }
  return requests
}

/**
 * `depth`: requests sent in one go. `nap`: so long the client sleeps, ms; the servers have enough to do meanwhile.
 * `once`: no request is sent twice, so every third one is for getting warm.
 */
const works = [
  { name: 'getSessions, pages of 20', depth: 16, nap: 2, requests: [page(20)] },
  { name: 'getSessions, page of 1,000', depth: 2, nap: 2, requests: [page(1000)] },
  { name: 'trends, each of other days', depth: 2, nap: 10, once: true, requests: trends() },
]
/** `apart`: mocks that know nothing of each other, which is what this machine can give at best. */
const arrangements = {
  one: { mocks: 1, workers: 1 },
  shared: { mocks: 1, workers: many },
  apart: { mocks: many, workers: 1 },
}

// Should the measuring fail, the servers go too.
let running = []
process.once('exit', () => {
  for (const child of running) child.kill()
})
const rounds = works.map(() => [])
for (let round = 0; round < ROUNDS; round++) {
  for (const [i, work] of works.entries()) {
    const results = {}
    for (const name in arrangements) results[name] = await measure(work, arrangements[name])
    rounds[i].push(results)
  }
}
const lines = [
  `# One process and ${many}`,
  '',
  `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores for servers and client together; medians of ${ROUNDS} rounds.`,
  `\`--workers ${many}\` beside one process, and beside ${many} mocks apart, which share nothing: more than these the machine does not give.`,
  `A core for each: requests/s for each core that the workers took, times ${many}, beside one process on a core.`,
  '',
  `| Work | requests/s of 1 | of ${many} workers | ratio | of ${many} apart | ratio | cores of 1, of workers, apart | of their clients | a core for each |`,
  '|---|---|---|---|---|---|---|---|---|',
]
for (const [i, { name }] of works.entries()) {
  const of = figure => median(rounds[i].map(figure))
  const rate = which => Math.round(of(results => results[which].perSecond)).toLocaleString('en')
  const ratio = which => of(results => results[which].perSecond / results.one.perSecond).toFixed(2)
  const all = figure => Object.keys(arrangements).map(which => of(results => results[which][figure]).toFixed(2))
  const perCore = ({ perSecond, cores }) => perSecond / cores
  const cells = [
    rate('one'),
    rate('shared'),
    ratio('shared'),
    rate('apart'),
    ratio('apart'),
    all('cores').join(', '),
    all('clientCores').join(', '),
    of(({ one, shared }) => (many * perCore(shared)) / perCore(one)).toFixed(2),
  ]
  lines.push(`| ${[name, ...cells].join(' | ')} |`)
}
console.log(lines.join('\n'))
writeFileSync(join(import.meta.dirname, 'workers.md'), `${lines.join('\n')}\n`)
rmSync(directory, { recursive: true })

async function measure({ depth, nap, once: isOnce, requests }, { mocks, workers }) {
  running = Array.from({ length: mocks }, () => launch(workers))
  const ports = await Promise.all(running.map(portOf))
  const job = { ports, connections: CONNECTIONS, depth, nap, core: FREE, expect: 200, once: isOnce }
  const all = requests.map(request => wireOf(request, {}))
  const [warming, measured] = isOnce
    ? [{ requests: all.filter((_, i) => i % 3 === 0) }, { requests: all.filter((_, i) => i % 3 !== 0) }]
    : [
        { requests: all, seconds: 1.5 },
        { requests: all, seconds: 3 },
      ]
  const cpuSeconds = () => running.reduce((sum, { pid }) => sum + cpuSecondsOfAll(pid), 0)
  load(directory, { ...job, ...warming })
  const before = cpuSeconds()
  const began = performance.now()
  const result = load(directory, { ...job, ...measured })
  const seconds = (performance.now() - began) / 1000
  const cores = (cpuSeconds() - before) / seconds
  await Promise.all(running.map(stop))
  running = []
  return { perSecond: result.perSecond, cores, clientCores: result.cpuSeconds / seconds }
}

function launch(workers) {
  const options = ['-p', '0', '--workers', String(workers), '--now', NOW, '--auth', 'off', '--log-level', 'silent']
  return spawn(process.execPath, ['../dist/cli.js', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  })
}

async function portOf(child) {
  const [line] = await once(child.stdout, 'data')
  return Number(new URL(String(line).trim().split(' ').at(-1)).port)
}

async function stop(child) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

// One process against several on the same port: `node bench/workers.mjs [workers]`, after `npm run build`.
// The client needs a core too, so it is a lean one, and the cores that each took are printed: the last column is the ratio
// that follows for as many cores as processes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { cpuSecondsOfAll, FREE, load } from './process.mjs'
import { BOT, NOW, wireOf } from './works.mjs'

const many = Number(process.argv[2] ?? 2)
const ROUNDS = 5
const CONNECTIONS = 16
const DAY = 86_400_000
const LAST_DAY = Date.parse('2026-03-08')
const directory = mkdtempSync(join(tmpdir(), 'kore-mock-workers-'))
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const dateOf = ms => new Date(ms).toISOString().slice(0, 10)

const week = { dateFrom: '2026-03-02', dateTo: '2026-03-08' }
const page = limit => ({ method: 'POST', path: `/api/public/bot/${BOT}/getSessions`, body: { ...week, limit } })

/** Trends of one kind of conversation, no two over the same days: much to count, little to send. */
function trends() {
  const requests = []
  for (let days = 5; days < 85; days++) {
    for (let back = 0; back < 40; back++) {
      const dates = `start_date=${dateOf(LAST_DAY - (back + days) * DAY)}&end_date=${dateOf(LAST_DAY - back * DAY)}`
      const query = `aggregation_type=daily&conversationType=Interactive&${dates}`
      requests.push({ method: 'POST', path: `/api/public/bot/${BOT}/v2/userEngagementTrend?${query}` })
    }
  }
  return requests
}

/** `depth`: requests sent in one go. `once`: no request is sent twice, so every other one is for getting warm. */
const works = [
  { name: 'getSessions, pages of 20', depth: 16, requests: [page(20)] },
  { name: 'getSessions, page of 1,000', depth: 2, requests: [page(1000)] },
  { name: 'trends, each of other days', depth: 8, once: true, requests: trends() },
]

const results = new Map(works.map(({ name }) => [name, new Map([1, many].map(workers => [workers, []]))]))
for (let round = 0; round < ROUNDS; round++) {
  for (const work of works) for (const workers of [1, many]) await measure(work, workers)
}
const lines = [
  `# One process and ${many}`,
  '',
  `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores for servers and client together; medians of ${ROUNDS} rounds.`,
  'The last column: requests/s for each core that the servers took, times the processes.',
  '',
  `| Work | requests/s of 1 | of ${many} | ratio | cores of 1 | of ${many} | of their clients | a core for each |`,
  '|---|---|---|---|---|---|---|---|',
]
for (const [name, byWorkers] of results) {
  const [one, more] = [1, many].map(workers => byWorkers.get(workers))
  const of = (list, figure) => median(list.map(result => result[figure]))
  const compared = figure => median(more.map((result, i) => figure(result) / figure(one[i])))
  const cells = [
    ...[one, more].map(list => Math.round(of(list, 'perSecond')).toLocaleString('en')),
    compared(({ perSecond }) => perSecond).toFixed(2),
    ...[one, more].map(list => of(list, 'cores').toFixed(2)),
    [one, more].map(list => of(list, 'clientCores').toFixed(2)).join(', '),
    (many * compared(({ perSecond, cores }) => perSecond / cores)).toFixed(2),
  ]
  lines.push(`| ${[name, ...cells].join(' | ')} |`)
}
console.log(lines.join('\n'))
writeFileSync(join(import.meta.dirname, 'workers.md'), `${lines.join('\n')}\n`)
rmSync(directory, { recursive: true })

async function measure({ name, depth, once: isOnce, requests }, workers) {
  const options = ['-p', '0', '--workers', String(workers), '--now', NOW, '--auth', 'off', '--log-level', 'silent']
  const child = spawn(process.execPath, ['../dist/cli.js', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  })
  const [line] = await once(child.stdout, 'data')
  const port = Number(new URL(String(line).trim().split(' ').at(-1)).port)
  const job = { port, connections: CONNECTIONS, depth, core: FREE, client: 'lean-client.mjs' }
  const all = requests.map(request => wireOf(request, {}))
  const every = rest => all.filter((_, i) => i % 2 === rest)
  load(directory, isOnce ? { ...job, requests: every(0) } : { ...job, seconds: 1.5, requests: all })
  const before = cpuSecondsOfAll(child.pid)
  const began = performance.now()
  const result = load(directory, isOnce ? { ...job, requests: every(1) } : { ...job, seconds: 3, requests: all })
  const seconds = (performance.now() - began) / 1000
  const clientCores = result.cpuSeconds / seconds
  const cores = (cpuSecondsOfAll(child.pid) - before) / seconds
  results.get(name).get(workers).push({ perSecond: result.perSecond, cores, clientCores })
  child.kill('SIGTERM')
  await once(child, 'exit')
}

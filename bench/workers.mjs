// One process against several on the same port: `node bench/workers.mjs [workers]`, after `npm run build`.
// The client needs a core too, so on a machine with two cores only work that costs the server far more than the client can
// show in its wall clock what two workers do; for all else there is the processor's time.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { FREE, load } from './process.mjs'
import { BOT, NOW, wireOf } from './works.mjs'

const many = Number(process.argv[2] ?? 2)
const ROUNDS = 3
const directory = mkdtempSync(join(tmpdir(), 'kore-mock-workers-'))
const week = { dateFrom: '2026-03-02', dateTo: '2026-03-08' }
const page = body => ({ method: 'POST', path: `/api/public/bot/${BOT}/getSessions`, body: { ...week, ...body } })
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

/** The messages of a month's sessions, as an exporter fetches them: in batches of 20 session ids. */
async function batches(ask) {
  const requests = []
  for (let day = 1; day <= 28; day++) {
    const date = `2026-02-${String(day).padStart(2, '0')}`
    const { sessions } = await ask({ ...page({ limit: 10_000, dateFrom: date, dateTo: date }) })
    const ids = sessions.map(({ sessionId }) => sessionId)
    for (let at = 0; at < ids.length; at += 20) {
      const body = { sessionId: ids.slice(at, at + 20), limit: 10_000 }
      requests.push({ method: 'POST', path: `/api/public/bot/${BOT}/getMessagesV2`, body })
    }
  }
  return requests
}

/** `once`: no request is sent twice, so a part of them is for getting warm. */
const measured = [
  { name: 'getSessions, pages of 20, kept', list: () => [page({ limit: 20 })] },
  { name: 'getSessions, page of 1,000', list: () => [page({ limit: 1000 })] },
  { name: 'messages of 20 sessions, each batch once', once: true, list: batches },
]

const results = new Map(measured.map(({ name }) => [name, new Map([1, many].map(workers => [workers, []]))]))
for (let round = 0; round < ROUNDS; round++) {
  for (const workers of [1, many]) for (const work of measured) await measure(work, workers)
}
console.log(
  '| work | requests/s of 1 | of %d | ratio | CPU ms per 1,000 of 1 | of %d | with a core for each, by CPU |',
  many,
  many,
)
console.log('|---|---|---|---|---|---|---|')
for (const [name, byWorkers] of results) {
  const [one, more] = [1, many].map(workers => byWorkers.get(workers))
  const rate = list => median(list.map(({ perSecond }) => perSecond))
  const cpu = list => median(list.map(({ cpuMs }) => cpuMs))
  const figures = [rate(one).toFixed(0), rate(more).toFixed(0), (rate(more) / rate(one)).toFixed(2)]
  figures.push(cpu(one).toFixed(0), cpu(more).toFixed(0), ((many * cpu(one)) / cpu(more)).toFixed(2))
  console.log(`| ${[name, ...figures].join(' | ')} |`)
}
console.log(`\nNode ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}; medians of ${ROUNDS} rounds`)
rmSync(directory, { recursive: true })

async function measure(work, workers) {
  const options = ['-p', '0', '--workers', String(workers), '--now', NOW, '--auth', 'off', '--log-level', 'silent']
  const child = spawn(process.execPath, ['../dist/cli.js', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  })
  const [line] = await once(child.stdout, 'data')
  const url = String(line).trim().split(' ').at(-1)
  const { account } = await (await fetch(`${url}/__admin/world`)).json()
  const headers = { accountId: account.id }
  const ask = async request => {
    const { path, ...rest } = wireOf(request, headers)
    return (await fetch(url + path, rest)).json()
  }
  const requests = (await work.list(ask)).map(request => wireOf(request, headers))
  const third = Math.floor(requests.length / 3)
  const job = { url, connections: 10, expect: [200], core: FREE }
  load(
    directory,
    work.once ? { ...job, amount: third, requests: requests.slice(0, third) } : { ...job, seconds: 1.5, requests },
  )
  const before = cpuOf(child.pid)
  const rest = requests.slice(third)
  const { perSecond, total } = load(
    directory,
    work.once ? { ...job, amount: rest.length, requests: rest } : { ...job, seconds: 2, requests },
  )
  results
    .get(work.name)
    .get(workers)
    .push({ perSecond, cpuMs: ((cpuOf(child.pid) - before) * 1000) / total })
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** ms of processor time of a process and its children; NaN where there is no /proc. */
function cpuOf(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    return [pid, ...children].reduce((sum, id) => {
      const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1].split(' ')
      return sum + (Number(fields[11]) + Number(fields[12])) * 10
    }, 0)
  } catch {
    return Number.NaN
  }
}

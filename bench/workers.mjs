// One process against several on the same port: `node bench/workers.mjs [workers]`, after `npm run build`.
// The client and the first process need a core too, so on a machine with two cores the wall clock cannot show what two
// workers can do; the processor's time for a thousand requests can: while it stays the same, more cores give more requests.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import autocannon from 'autocannon'

const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const many = Number(process.argv[2] ?? 2)
const works = [
  {
    name: 'getSessions, 20 rows, kept',
    amount: 20_000,
    body: { limit: 20, dateFrom: '2026-03-01', dateTo: '2026-03-03' },
  },
  {
    name: 'getSessions, 1,000 rows, made',
    amount: 1000,
    body: { limit: 1000, dateFrom: '2026-03-03', dateTo: '2026-03-09' },
  },
]

console.log('| work | workers | requests/s | p50 ms | CPU ms per 1,000 |\n|---|---|---|---|---|')
for (const workers of [1, many, 1, many]) await measure(workers)
console.log(`\nNode ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}`)

async function measure(workers) {
  const args = [
    'dist/cli.js',
    '-p',
    '0',
    '--workers',
    String(workers),
    '--now',
    '2026-03-09T12:00:00Z',
    '--auth',
    'off',
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const base = String(line).trim().split(' ').at(-1)
  for (const { name, amount, body } of works) {
    const run = total =>
      autocannon({
        url: `${base}/api/public/bot/${BOT}/getSessions`,
        method: 'POST',
        headers: { accountid: '5f3a9c1e7b2d4068a1c5e9f2', 'content-type': 'application/json' },
        body: JSON.stringify(body),
        connections: 10,
        amount: total,
      })
    // The compiler of each process has to get warm.
    await run(amount)
    const before = cpuOf(child.pid)
    const { requests, latency, duration } = await run(amount)
    const used = ((cpuOf(child.pid) - before) * 1000) / amount
    console.log(
      `| ${name} | ${workers} | ${(requests.total / duration).toFixed(0)} | ${latency.p50} | ${used.toFixed(0)} |`,
    )
  }
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

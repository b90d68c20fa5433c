// Measures kore-mock beside floors and peers: node run.mjs [--quick] [--rounds N] [--seconds N] [--starts N] [--only TEXT]
// Servers run in turn, interleaved over the rounds; what is printed are medians. Only the ratios within one run mean anything.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepare } from './files.mjs'
import { available, FLOOR, KORE } from './peers.mjs'
import { hasJava, load, pinning, start } from './process.mjs'
import { requestsOf, wireOf, works } from './works.mjs'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    starts: { type: 'string' },
    only: { type: 'string', default: '' },
    peers: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
if (!existsSync(join(import.meta.dirname, '../dist/cli.js'))) throw new Error('There is no dist/ yet: npm run build')
const rounds = Number(values.rounds ?? (values.quick ? 2 : 3))
const seconds = Number(values.seconds ?? (values.quick ? 1 : 3))
const starts = Number(values.starts ?? (values.quick ? 5 : 20))
const connections = 10
/** Requests a second that no server here reaches on work of which nothing may be asked twice. */
const FASTEST = 25_000
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN
const directory = mkdtempSync(join(tmpdir(), 'kore-mock-bench-'))
const lines = []
const print = (line = '') => {
  console.log(line)
  lines.push(line)
}
// Below the range from which the system takes ports for those who ask for none.
let port = 21_000

/** Starts a server on the next port, with the request that tells that it is ready. */
function launch(server, files, request, expect) {
  port++
  const first = { ...request, ...server.request, port, expect }
  return start(server.command(port, files), first)
}

const chosen = works.filter(work => (!values.quick || work.quick) && work.name.includes(values.only))
const kore = available({ peers: false, hasJava }).find(server => server.name === KORE)
const health = { method: 'GET', path: '/__admin/health', headers: {} }

const asked = await launch(kore, {}, health, 200)
const origin = `http://127.0.0.1:${port}`
const { account } = await (await fetch(`${origin}/__admin/world`)).json()
const { token } = await (
  await fetch(`${origin}/__admin/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
).json()
const headers = { auth: token, accountId: account.id }
const ask = async request => {
  const { path, ...rest } = wireOf(request, headers)
  const answer = await fetch(origin + path, rest)
  if (!answer.ok) throw new Error(`${rest.method} ${path} was answered with ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
const prepared = []
for (const work of chosen) {
  const requests = await requestsOf(work, headers, ask)
  prepared.push({ work, requests, files: await prepare(work, requests, origin, directory) })
}
await asked.stop()

print('# Bench results')
print()
print(
  `Node ${process.version}, ${cpus()[0].model}, ${cpus().length} cores; ${pinning}; ${connections} connections, ${rounds} rounds of ${seconds} s, medians.`,
)
print(
  'Only the ratios within one table mean something. `by CPU` compares the processor time that the server took for a',
)
print('request: on a machine that others use too it says more than requests a second do.')

for (const { work, requests, files } of prepared) {
  const participants = available({ peers: values.peers && work.peers === true && !values.quick, hasJava })
  const results = new Map(participants.map(server => [server, []]))
  const failed = new Map()
  for (let round = 0; round < rounds; round++) {
    for (const server of participants) {
      if (failed.has(server)) continue
      // A floor answers 200 whatever it is asked; only kore-mock knows a refusal.
      const expect = server.own ? (work.status ?? 200) : 200
      try {
        const running = await launch(server, files, requests[0], expect)
        const wanted = server.request ? [{ ...requests[0], ...server.request, body: undefined }] : requests
        const job = { url: `http://127.0.0.1:${port}`, connections, requests: wanted, expect: [expect] }
        // Where no two requests may be alike, those of the warming are not asked again.
        const warming = work.once ? Math.floor(wanted.length / work.parts) : 0
        load(
          directory,
          work.once
            ? { ...job, amount: warming, requests: wanted.slice(0, warming) }
            : { ...job, seconds: values.quick ? 0.5 : 1 },
        )
        const before = running.cpuSeconds()
        const measured = work.once ? wanted.slice(warming, warming + seconds * FASTEST) : wanted
        const result = load(directory, { ...job, seconds, requests: measured })
        const cpuUs = ((running.cpuSeconds() - before) / result.total) * 1e6
        results.get(server).push({ ...result, cpuUs, memoryMb: running.memoryMb() })
        await running.stop()
      } catch (error) {
        failed.set(server, error.message)
      }
    }
  }
  report(work, files, results, failed)
}
await reportStart()
reportVersions()
rmSync(directory, { recursive: true })
if (!values.quick && values.only === '') writeFileSync(join(import.meta.dirname, 'results.md'), `${lines.join('\n')}\n`)

function report(work, files, results, failed) {
  const floors = [...results].find(([server]) => server.name === FLOOR)?.[1] ?? []
  const floor = median(floors.map(result => result.perSecond))
  const floorCpu = median(floors.map(result => result.cpuUs))
  print()
  print(`## ${work.name}`)
  print()
  print(
    `${files.bytes.toLocaleString('en')} bytes${work.list ? ' or about so' : ''}; ${work.target === undefined ? 'no target' : `target: at least ${work.target} of the floor`}.`,
  )
  print()
  print('| Server | requests/s | range | p50 (ms) | CPU (µs a request) | memory (MB) | to the floor | by CPU |')
  print('|---|---|---|---|---|---|---|---|')
  for (const [server, list] of results) {
    if (failed.has(server)) {
      print(`| ${server.name} | could not take part: ${failed.get(server).slice(0, 120)} | | | | | | |`)
      continue
    }
    const cpu = median(list.map(result => result.cpuUs))
    const rates = list.map(result => result.perSecond)
    const wrong = list.flatMap(result => result.wrong)
    const note = wrong.length > 0 ? ` (answered ${[...new Set(wrong)].join(', ')} too)` : ''
    print(
      `| ${server.name}${note} | ${Math.round(median(rates)).toLocaleString('en')} | ${Math.round(Math.min(...rates)).toLocaleString('en')} to ${Math.round(Math.max(...rates)).toLocaleString('en')} ` +
        `| ${median(list.map(result => result.p50))} | ${Math.round(cpu)} | ${Math.round(median(list.map(result => result.memoryMb)))} ` +
        `| ${(median(rates) / floor).toFixed(2)} | ${(floorCpu / cpu).toFixed(2)} |`,
    )
  }
}

/** What was measured, as it is installed. */
function reportVersions() {
  const read = file => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
  const { dependencies, devDependencies, optionalDependencies } = read('package.json')
  const installed = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(name => existsSync(join(import.meta.dirname, 'node_modules', name, 'package.json')))
    .map(name => `${name} ${read(`node_modules/${name}/package.json`).version}`)
  print()
  print(`Versions: kore-mock ${read('../package.json').version}, ${installed.join(', ')}.`)
}

/** Process start to first 200 and memory after it, kore-mock and bare Fastify in turn. */
async function reportStart() {
  const first = prepared[0]
  const pair = available({ peers: false, hasJava }).filter(server => server.own || server.name === FLOOR)
  const seen = new Map(pair.map(server => [server, []]))
  for (let round = 0; round < starts; round++) {
    for (const server of pair) {
      const running = await launch(server, first.files, first.requests[0], 200)
      await new Promise(done => setTimeout(done, 100))
      seen.get(server).push({ startMs: running.startMs, memoryMb: running.memoryMb() })
      await running.stop()
    }
  }
  const [floor, own] = pair.map(server => ({
    name: server.name,
    start: median(seen.get(server).map(one => one.startMs)),
    memory: median(seen.get(server).map(one => one.memoryMb)),
  }))
  print()
  print(`## Start: process start to first answer, medians of ${starts}`)
  print()
  print('| Server | start (ms) | memory after it (MB) |')
  print('|---|---|---|')
  for (const { name, start, memory } of [floor, own])
    print(`| ${name} | ${Math.round(start)} | ${Math.round(memory)} |`)
  print()
  print(
    `Start ${(own.start / floor.start).toFixed(2)} x bare Fastify (target 1.3); memory ${Math.round(own.memory - floor.memory)} MB above it (target 25).`,
  )
}

// Measures kore-mock beside floors and peers: node run.mjs [--quick] [--rounds N] [--slices N] [--seconds N] [--starts N] [--only TEXT] [--no-peers]
// What is printed are medians. Only the ratios within one table mean anything.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureExport } from './export.mjs'
import { prepare } from './files.mjs'
import { FASTIFY, HTTP, measureFirst } from './first.mjs'
import { CONNECTIONS, launch, measure, statusOf } from './measure.mjs'
import { available, FLOOR, KORE } from './peers.mjs'
import { hasJava, pinning } from './process.mjs'
import { exportTableOf, firstTableOf, startTableOf, tableOf, versionLines } from './report.mjs'
import { requestsOf, wireOf, works } from './works.mjs'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    slices: { type: 'string' },
    seconds: { type: 'string' },
    starts: { type: 'string' },
    only: { type: 'string', default: '' },
    peers: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
if (!existsSync(join(import.meta.dirname, '../dist/cli.js'))) throw new Error('There is no dist/ yet: npm run build')
const { quick, only } = values
const number = (text, full, short) => Number(text ?? (quick ? short : full))
const settings = {
  directory: mkdtempSync(join(tmpdir(), 'kore-mock-bench-')),
  rounds: number(values.rounds, 3, 1),
  slices: number(values.slices, 3, 3),
  seconds: number(values.seconds, 1, 0.7),
  warming: quick ? 1 : 2,
}
/** Peers that are not here, and why. */
const MISSING = [
  '',
  'MockServer is not among them: no package of the npm registry brings it, its own downloads the program from Maven.',
]
const starts = number(values.starts, 20, 5)
const lines = []
const print = more => {
  console.log(more.join('\n'))
  lines.push(...more)
}

const prepared = await prepareAll()
print([
  '# Bench results',
  '',
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus()[0].model}, ${cpus().length} cores; ${pinning}; ${CONNECTIONS} connections.`,
  `Medians of ${settings.rounds} rounds of ${settings.slices} slices of ${settings.seconds} s, in which the servers take turns; the ratios are medians too, of the pairs of slices.`,
  'Only the ratios within one table mean something. `by CPU` compares the processor time that the server took for a',
  'request: on a machine that others use too it says more than requests a second do.',
])
for (const one of prepared) {
  const participants = available({ peers: values.peers && one.work.peers === true && !quick, hasJava })
  print(tableOf(one.work, one.files, await measure(one, participants, settings)))
}
print(startTableOf(await measureStarts(prepared[0])))
const koreMocks = [{ name: KORE, file: join(import.meta.dirname, '../dist/cli.js') }]
print(firstTableOf(await measureFirst({ starts, koreMocks }), HTTP, FASTIFY))
print(exportTableOf(measureExport({ rounds: quick ? 1 : 3, quick })))
print([...versionLines(), ...MISSING])
rmSync(settings.directory, { recursive: true })
if (!quick && only === '') writeFileSync(join(import.meta.dirname, 'results.md'), `${lines.join('\n')}\n`)

/** Asks a kore-mock for what the other servers are to send, and for what is to be asked of all. */
async function prepareAll() {
  const chosen = works.filter(work => (!quick || work.quick) && work.name.includes(only))
  const kore = available({ peers: false, hasJava }).find(server => server.name === KORE)
  const asked = await launch(kore, {}, { method: 'GET', path: '/__admin/health', headers: {} }, 200)
  const origin = `http://127.0.0.1:${asked.port}`
  const call = async (path, request) => {
    const answer = await fetch(origin + path, request)
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const { account } = await call('/__admin/world')
  const json = { 'content-type': 'application/json' }
  const { token } = await call('/__admin/tokens', { method: 'POST', headers: json, body: '{}' })
  const headers = { auth: token, accountId: account.id }
  const ask = request => {
    const { path, ...rest } = wireOf(request, headers)
    return call(path, rest)
  }
  const all = []
  for (const work of chosen) {
    const requests = await requestsOf(work, headers, ask)
    all.push({ work, requests, files: await prepare(work, requests, origin, settings.directory) })
  }
  await asked.stop()
  return all
}

/** Process start to first answer and memory after it, kore-mock and bare Fastify in turn. */
async function measureStarts({ work, files, requests }) {
  const pair = available({ peers: false, hasJava }).filter(server => server.own || server.name === FLOOR)
  const seen = new Map(pair.map(server => [server, []]))
  for (let round = 0; round < starts; round++) {
    for (const server of pair) {
      const running = await launch(server, files, requests[0], statusOf(server, work))
      await new Promise(done => setTimeout(done, 100))
      seen.get(server).push({ startMs: running.startMs, memoryMb: running.memoryMb() })
      await running.stop()
    }
  }
  return seen
}

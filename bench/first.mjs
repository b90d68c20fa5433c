// The first use: process start to a first answer, and to the first answer of each of the six APIs, kore-mock beside a bare
// Fastify and a node:http that have ready buffers of the same bytes. Alone: node first.mjs [--starts N] [--dist PATH] [--node PATH];
// several `--dist` are compared with each other.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as open } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { start } from './process.mjs'
import { firstTableOf } from './report.mjs'
import { firstRequests, NOW, wireOf } from './works.mjs'

// Below the range from which the system takes ports for those who ask for none.
let lastPort = 25_000
const HEALTH = { method: 'GET', path: '/__admin/health', headers: {} }
export const HTTP = 'node:http, ready buffers'
export const FASTIFY = 'Fastify, ready buffers (floor)'
const EMPTY = { start: { ms: [], cpuMs: [] }, six: { ms: [], cpuMs: [] } }

/**
 * Starts all in turn, `starts` times.
 * @param koreMocks name and file of the command of each kore-mock
 * @returns for each server, by name, ms and ms of processor time to the first answer (`start`) and to the six (`six`): lists in
 *   the same order, so that each start has its neighbours
 */
export async function measureFirst({ starts, koreMocks, node = 'node' }) {
  const directory = mkdtempSync(join(tmpdir(), 'kore-mock-first-'))
  const kore = file => port => [node, file, '--port', port, '--now', NOW, '--log-level', 'silent']
  const { requests, answers } = await prepareFirst(kore(koreMocks[0].file))
  const answersFile = join(directory, 'answers.json')
  writeFileSync(answersFile, JSON.stringify(answers))
  const floor = file => port => [node, join(import.meta.dirname, 'servers', file), port, answersFile]
  const servers = [
    { name: HTTP, command: floor('floor-http.mjs') },
    { name: FASTIFY, command: floor('floor-fastify.mjs') },
    ...koreMocks.map(({ name, file }) => ({ name, command: kore(file) })),
  ]
  const seen = new Map(servers.map(({ name }) => [name, structuredClone(EMPTY)]))
  for (let round = 0; round < starts; round++) {
    for (const { name, command } of servers) {
      const figures = await measureOne(command, requests, answers)
      for (const part in figures) for (const unit in figures[part]) seen.get(name)[part][unit].push(figures[part][unit])
    }
  }
  rmSync(directory, { recursive: true })
  return seen
}

async function measureOne(command, requests, answers) {
  const port = ++lastPort
  const before = performance.now()
  const running = await start(command(port), { ...HEALTH, port, expect: 200 })
  const figures = { start: { ms: running.startMs, cpuMs: running.cpuMs() } }
  for (const [i, request] of requests.entries()) {
    const text = await ask(port, request)
    // What is measured is the same work everywhere.
    if (text !== answers[i + 1]) throw new Error(`${request.path} was answered otherwise: ${text.slice(0, 200)}`)
  }
  figures.six = { ms: performance.now() - before, cpuMs: running.cpuMs() }
  await running.stop()
  return figures
}

/** What is asked, and what a kore-mock answers: the text of its health, then those of the six. */
async function prepareFirst(command) {
  const port = ++lastPort
  const running = await start(command(port), { ...HEALTH, port, expect: 200 })
  const { account } = JSON.parse(await ask(port, { method: 'GET', path: '/__admin/world', headers: {} }))
  const json = { 'content-type': 'application/json' }
  const { token } = JSON.parse(
    await ask(port, { method: 'POST', path: '/__admin/tokens', headers: json, body: '{"expiresIn":86400}' }),
  )
  const requests = firstRequests.map(request => wireOf(request, { auth: token, accountId: account.id }))
  const answers = [await ask(port, HEALTH)]
  for (const request of requests) answers.push(await ask(port, request))
  await running.stop()
  return { requests, answers }
}

/** The text of an answer. A connection of its own for each, as from a tool that is started for one request. */
function ask(port, { method, path, headers, body }) {
  return new Promise((done, fail) => {
    const call = open({ host: '127.0.0.1', port, method, path, headers, agent: false }, reply => {
      let text = ''
      reply.setEncoding('utf8').on('data', piece => {
        text += piece
      })
      reply.once('end', () => done(text))
    })
    call.once('error', fail)
    call.end(body)
  })
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({
    options: {
      starts: { type: 'string', default: '10' },
      dist: { type: 'string', multiple: true, default: ['../dist'] },
      node: { type: 'string', default: 'node' },
    },
  })
  const koreMocks = values.dist.map(dist => {
    const folder = dist === '../dist' ? join(import.meta.dirname, dist) : resolve(dist)
    const name = values.dist.length === 1 ? 'kore-mock' : `kore-mock (${basename(dirname(folder))})`
    return { name, file: join(folder, 'cli.js') }
  })
  const missing = koreMocks.find(({ file }) => !existsSync(file))
  if (missing !== undefined) throw new Error(`There is no ${missing.file}: npm run build`)
  const seen = await measureFirst({ starts: Number(values.starts), koreMocks, node: values.node })
  console.log(firstTableOf(seen, HTTP, FASTIFY).join('\n'))
}

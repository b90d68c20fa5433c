// Starts the built command and asks it over plain HTTP, for scripts that measure or compare what was built.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Milliseconds after which an answer is given up. */
const PATIENCE = 300_000
/** Milliseconds after which an idle connection is closed. */
const IDLE = 20_000

/** What runs still; it must not outlive the script. */
const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))

/**
 * Starts `cli.js` of a dist folder on a free port.
 *
 * `flags` are the command's, `nodeFlags` those of Node. Gives its address, its process id, `ask` and `stop`, and `ended`,
 * which becomes { code, signal } when the process has gone.
 */
export async function startServer({
  dist = 'dist',
  node = process.execPath,
  nodeFlags = [],
  flags = [],
  sockets = 64,
}) {
  const args = [...nodeFlags, path.join(dist, 'cli.js'), '--port', '0', ...flags]
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const complaints = []
  child.stderr.on('data', chunk => {
    complaints.push(String(chunk))
    if (complaints.length > 50) complaints.shift()
  })
  const server = { pid: child.pid, ended: undefined, complaints }
  const exit = once(child, 'exit').then(([code, signal]) => {
    running.delete(child)
    server.ended = { code, signal }
    return server.ended
  })
  const first = await Promise.race([once(child.stdout, 'data'), exit])
  if (server.ended !== undefined) throw new Error(`the server ended at its start: ${complaints.join('')}`)
  child.stdout.resume()
  server.url = /http:\/\/[^\s/]+/.exec(String(first[0]))[0]
  server.ask = asker(server.url, sockets)
  server.stop = () => {
    child.kill('SIGTERM')
    return exit
  }
  return server
}

/** A function that asks one server: ({ method, path, body, headers }) → { status, headers, body, broken }. */
function asker(url, sockets) {
  const { hostname, port } = new URL(url)
  // An idle connection is closed here long before the server does, so that no request meets a closed one.
  const agent = new http.Agent({ keepAlive: true, maxSockets: sockets, timeout: IDLE })
  return ({ method, path: target, body, headers = {} }) =>
    new Promise(resolve => {
      const isReady = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
      const text = isReady ? body : JSON.stringify(body)
      const sent =
        text === undefined
          ? headers
          : { 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(text) }
      const request = http.request({ hostname, port, agent, method, path: target, headers: sent, timeout: PATIENCE })
      const chunks = []
      const answer = { status: 0, headers: [], body: Buffer.alloc(0), broken: undefined }
      const end = broken => {
        answer.broken = broken
        answer.body = Buffer.concat(chunks)
        resolve(answer)
      }
      request.on('response', response => {
        answer.status = response.statusCode
        answer.headers = response.rawHeaders
        response.on('data', chunk => chunks.push(chunk))
        response.on('end', () => end(undefined))
        response.on('error', error => end(error.code ?? error.message))
      })
      request.on('timeout', () => request.destroy(new Error('no answer in time')))
      request.on('error', error => end(error.code ?? error.message))
      request.end(text)
    })
}

/** How a server ended, and what it said last: the line with its fatal error where there is one. */
export function lastWords({ ended, complaints }) {
  const text = complaints.join('')
  if (ended === undefined) return `it is ending; ${text.slice(-900)}`
  const { code, signal } = ended
  return `${signal ?? `exit code ${code}`}; ${/^.*FATAL ERROR.*$/m.exec(text)?.[0] ?? text.slice(-900)}`
}

/** A header of an answer; undefined: it has none of that name. */
export function headerOf({ headers }, name) {
  for (let i = 0; i < headers.length; i += 2) if (headers[i].toLowerCase() === name) return headers[i + 1]
  return undefined
}

/** The body as it was before it was packed. */
export const bodyOf = answer =>
  headerOf(answer, 'content-encoding') === 'gzip' ? gunzipSync(answer.body) : answer.body

/** The body as JSON; throws what was asked when it is none, or when the answer is not 200. */
export function jsonOf(answer, asked) {
  if (answer.status !== 200)
    throw new Error(`${asked.method} ${asked.path}: ${answer.status} ${answer.broken ?? answer.body}`)
  return JSON.parse(bodyOf(answer))
}

/** Resident memory of a process in MB, from the system; 0 once it has gone. */
export async function residentMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

// One load: node client.mjs JOB.json -> a line of JSON. A process of its own, so that it has a core of its own.
// It takes as little of the machine as it can: a client slower than the server would measure itself, and what it takes of a
// machine that several servers share they do not have. Of an answer it reads the head; the bytes of a body are only counted.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { readerOf } from './answers.mjs'

/**
 * Connections go to `ports` in turn.
 * `requests` go round until `seconds` are over; with `once` none is sent twice, and without `seconds` all are.
 * `depth`: requests that a connection sends in one go, before it waits for their answers.
 * `nap`: ms between two looks at what has come; without it the client wakes for every answer, which costs it a core at last.
 */
const job = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { ports, connections, depth = 1, nap, seconds, once, requests, expect } = job
/** ms without an answer after which the servers are given up. */
const PATIENCE = 60_000
/** Bytes read in one go, at most. */
const ROOM = 512 * 1024

/** The bytes of each request. */
const messages = requests.map(({ method, path, headers, body = '' }) => {
  const all = { host: '127.0.0.1', ...headers, 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
})
const deadline = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000
const statuses = new Map()
const asleep = new Set()
const waits = []
let next = 0
let bytes = 0
// From the first answer to the last.
let first
let last

/** How many requests come next; 0 when it is time to stop. */
function nextCount() {
  if (performance.now() >= deadline) return 0
  return once ? Math.min(depth, messages.length - next) : depth
}

const nextMessage = () => messages[next++ % messages.length]

function converse(port) {
  return new Promise((done, fail) => {
    let waiting = 0
    let sentAt
    const send = () => {
      waiting = nextCount()
      sentAt = performance.now()
      if (waiting === 0) socket.destroy()
      else if (waiting === 1) socket.write(nextMessage())
      else socket.write(Buffer.concat(Array.from({ length: waiting }, nextMessage)))
    }
    const read = readerOf(({ status, length }) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      bytes += length
      last = performance.now()
      first ??= last
      if (--waiting > 0) return
      waits.push(last - sentAt)
      send()
    })
    const memory = Buffer.allocUnsafe(ROOM)
    const callback = size => {
      read(memory.subarray(0, size))
      if (nap !== undefined) asleep.add(socket)
      return nap === undefined
    }
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: memory, callback } })
    socket.on('connect', send)
    socket.on('error', fail)
    socket.on('close', () => (waiting > 0 ? fail(new Error('the server closed the connection')) : done()))
  })
}

function wakeAll() {
  for (const socket of asleep) socket.resume()
  asleep.clear()
}

const patience = setInterval(() => {
  if (performance.now() - (last ?? 0) > PATIENCE) throw new Error(`no answer came for ${PATIENCE} ms`)
}, 1000)
const alarm = nap === undefined ? undefined : setInterval(wakeAll, nap)
await Promise.all(Array.from({ length: connections }, (_, i) => converse(ports[i % ports.length])))
clearInterval(alarm)
clearInterval(patience)
const { user, system } = process.cpuUsage()
const total = [...statuses.values()].reduce((sum, count) => sum + count, 0)
waits.sort((a, b) => a - b)
process.stdout.write(
  JSON.stringify({
    total,
    perSecond: ((total - 1) * 1000) / (last - first),
    p50: waits[Math.floor(waits.length / 2)],
    bytes: Math.round(bytes / total),
    wrong: [...statuses.keys()].filter(status => status !== expect),
    cpuSeconds: (user + system) / 1e6,
  }),
)

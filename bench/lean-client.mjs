// A client that takes little of the machine: node lean-client.mjs JOB.json -> a line of JSON.
// Several processes share a machine with their client, and what the client takes they do not have. So each connection
// sends its requests in batches, one write for many, and of what comes back only the status lines are looked for.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

const { port, connections, depth, seconds, requests } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const GOOD = Buffer.from('HTTP/1.1 200 OK\r\n')
/** ms without a byte after which a connection is given up: an answer of another status is never counted. */
const PATIENCE = 30_000

const texts = requests.map(({ method, path, headers, body = '' }) => {
  const all = { host: '127.0.0.1', ...headers, 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
})
const deadline = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000
/** Bytes read in one go, at most. */
const ROOM = 512 * 1024
let next = 0
let answers = 0
let first
let last

/** The next requests: round and round until the deadline; without one, each once. */
function batch() {
  if (performance.now() >= deadline) return []
  const size = seconds === undefined ? Math.min(depth, texts.length - next) : depth
  return Array.from({ length: size }, () => texts[next++ % texts.length])
}

/** How often a piece of memory holds the status line. */
function counted(bytes) {
  let found = 0
  for (let at = bytes.indexOf(GOOD); at >= 0; at = bytes.indexOf(GOOD, at + GOOD.length)) found++
  return found
}

/** What is read goes into one place again and again, after the end of what was there before: a status line may be cut in two. */
function converse() {
  return new Promise((done, fail) => {
    const edge = GOOD.length - 1
    const memory = Buffer.alloc(edge + ROOM)
    let waiting = 0
    const send = () => {
      const requests = batch()
      waiting = requests.length
      if (waiting === 0) socket.destroy()
      else socket.write(requests.join(''))
    }
    const read = size => {
      const found = counted(memory.subarray(0, edge + size))
      memory.copy(memory, 0, size, size + edge)
      if (found === 0) return true
      last = performance.now()
      first ??= last
      answers += found
      waiting -= found
      if (waiting === 0) send()
      return true
    }
    const socket = connect({ port, host: '127.0.0.1', onread: { buffer: memory.subarray(edge), callback: read } })
    socket.setTimeout(PATIENCE, () => fail(new Error(`${waiting} answers with status 200 did not come`)))
    socket.on('connect', send)
    socket.on('error', fail)
    socket.on('close', done)
  })
}

await Promise.all(Array.from({ length: connections }, converse))
const { user, system } = process.cpuUsage()
process.stdout.write(
  JSON.stringify({
    total: answers,
    perSecond: ((answers - 1) * 1000) / (last - first),
    cpuSeconds: (user + system) / 1e6,
  }),
)
process.exit()

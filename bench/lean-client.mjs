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

const counted = chunk => {
  let found = 0
  for (let at = chunk.indexOf(GOOD); at >= 0; at = chunk.indexOf(GOOD, at + GOOD.length)) found++
  return found
}

function converse() {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1')
    const edge = GOOD.length - 1
    let waiting = 0
    let rest = Buffer.alloc(0)
    const send = () => {
      const requests = batch()
      waiting = requests.length
      if (waiting === 0) socket.destroy()
      else socket.write(requests.join(''))
    }
    socket.setTimeout(PATIENCE, () => fail(new Error(`${waiting} answers with status 200 did not come`)))
    socket.on('connect', send)
    socket.on('data', chunk => {
      // A status line may lie on both sides of the cut between two chunks.
      const found = counted(chunk) + counted(Buffer.concat([rest, chunk.subarray(0, edge)]))
      rest = chunk.subarray(Math.max(0, chunk.length - edge))
      if (found === 0) return
      last = performance.now()
      first ??= last
      answers += found
      waiting -= found
      if (waiting === 0) send()
    })
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

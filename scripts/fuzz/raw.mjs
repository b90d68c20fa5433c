// Bytes that are nearly a request, over a socket: the mock answers in the envelope, and goes on answering others.
import net from 'node:net'
import fc from 'fast-check'
import { createApp } from '../../src/fastify/app.ts'

const BODY = '{"limit":1}'
const LINES = [
  'POST /api/public/bot/st-any/getSessions HTTP/1.1',
  'Host: localhost',
  'Connection: close',
  'auth: a.b.c',
  'Content-Type: application/json',
  `Content-Length: ${BODY.length}`,
]
/** Lines and pieces that have been trouble for somebody. */
const PIECES = [
  'GET //api/public HTTP/1.1',
  'CONNECT localhost:80 HTTP/1.1',
  'QUERY /api/public/getSessions HTTP/1.1',
  'GET /%zz HTTP/1.1',
  'GET /%ff HTTP/1.0',
  'PRI * HTTP/2.0',
  'OPTIONS * HTTP/1.1',
  'Host: two',
  'Expect: 42',
  'Expect: 100-continue',
  'Upgrade: h2c',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Content-Length: -1',
  'Content-Length: 5',
  'X-HTTP-Method-Override: HEAD',
  'X-HTTP-Method-Override: DELETE',
  'Accept-Encoding: GZIP',
  ' folded: yes',
  'no colon',
  ': no name',
  'auth: second',
]

/** A request with lines changed, left out, added, and bytes of it replaced. */
function rawRequests() {
  const lines = fc.array(
    fc.record({
      at: fc.nat(LINES.length),
      piece: fc.constantFrom(...PIECES),
      how: fc.constantFrom('replace', 'add', 'remove'),
    }),
    { maxLength: 3 },
  )
  const bytes = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 255 })), { maxLength: 2 })
  return fc.record({ lines, bytes }).map(({ lines: changes, bytes: flips }) => {
    const all = [...LINES]
    for (const { at, piece, how } of changes)
      all.splice(at, how === 'add' ? 0 : 1, ...(how === 'remove' ? [] : [piece]))
    const request = Buffer.from(`${all.join('\r\n')}\r\n\r\n${BODY}`, 'latin1')
    for (const [at, byte] of flips) request[at % request.length] = byte
    return request.toString('latin1')
  })
}

/** Draws bytes, sends each, judges; the smallest that fails is in `details`. */
export async function fuzzRaw({ cases, seed, limit }) {
  const app = createApp({ seed: 'fuzz', now: '2026-03-09T12:00:00.000Z', scenario: 'small' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address()
  const counts = { answered: 0, 'slow once': 0 }
  // Once too late may be the machine's fault.
  const again = async text => {
    const said = await exchange(port, text, limit)
    if (said === undefined) throw new Error(`no end within ${limit} ms, nor when it was sent again`)
    counts['slow once'] += 1
    return said
  }
  const property = fc.asyncProperty(rawRequests(), async text => {
    const said = (await exchange(port, text, limit)) ?? (await again(text))
    counts.answered += 1
    judge(said)
    const journal = await fetch(`http://127.0.0.1:${port}/__admin/requests?limit=3`)
    const { requests } = journal.status === 200 ? await journal.json() : {}
    if (requests?.every(({ unreadable }) => unreadable === undefined) !== true)
      throw new Error(`then the journal cannot be read: ${journal.status}`)
  })
  const details = await fc.check(property, { seed, numRuns: cases })
  await app.close()
  return { counts, details }
}

/** What the server says until it closes, undefined if it does not in time; the client ends its half at once, so that half a request does not wait. */
function exchange(port, text, limit) {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1')
    let said = ''
    const timer = setTimeout(() => {
      socket.destroy()
      resolve(undefined)
    }, limit)
    const end = () => {
      clearTimeout(timer)
      resolve(said)
    }
    socket.on('data', chunk => {
      said += chunk.toString('latin1')
    })
    socket.on('close', end)
    socket.on('error', () => {})
    socket.end(text, 'latin1')
  })
}

function judge(said) {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1])
  if (Number.isNaN(status)) throw new Error(`it is no answer: ${JSON.stringify(said.slice(0, 300))}`)
  // 501: a coding that nobody has to know. 505: another HTTP.
  if (status >= 500 && status !== 501 && status !== 505) throw new Error(`it said ${said.slice(0, 600)}`)
  if (status < 400 || /^content-length: 0\r$/im.test(said)) return
  const body = said.slice(said.indexOf('\r\n\r\n') + 4)
  if (!body.startsWith('{"errors":[{"msg":') || body.includes('"error":[]'))
    throw new Error(`it is not the envelope: ${said.slice(0, 600)}`)
}

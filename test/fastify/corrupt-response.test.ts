import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import t, { type Test } from 'tap'
import { sendCorrupted } from '../../src/fastify/corrupt-response.ts'
import type { FaultAction } from '../../src/scenario/types.ts'
import { stream } from '../../src/world/random.ts'

const BODY = JSON.stringify({ sessions: Array.from({ length: 40 }, (_, i) => ({ sessionId: `s${i}` })) })

/** Everything a client on a bare socket gets, and how it ended. */
async function get(t: Test, action: FaultAction): Promise<{ bytes: Buffer; ended: string }> {
  const server = createServer((_request, raw) => {
    const fault = { id: 'fault-1', action, draw: stream('seed', 'fault') }
    void sendCorrupted(fault, { status: 200, headers: { 'content-type': 'application/json' }, body: BODY }, raw)
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await new Promise(listening => server.once('listening', listening))
  return new Promise(done => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const chunks: Buffer[] = []
    let ended = 'open'
    socket.on('data', chunk => chunks.push(chunk))
    socket.on('end', () => (ended = 'end'))
    socket.on('error', error => (ended = (error as NodeJS.ErrnoException).code ?? 'error'))
    socket.on('close', () => done({ bytes: Buffer.concat(chunks), ended }))
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  })
}

const split = (bytes: Buffer) => {
  const at = bytes.indexOf('\r\n\r\n')
  return { head: bytes.subarray(0, at).toString('latin1'), body: bytes.subarray(at + 4) }
}

t.test('reset: the connection breaks before any byte', async t => {
  t.match(await get(t, { connection: 'reset' }), { bytes: Buffer.alloc(0), ended: 'ECONNRESET' })
})

t.test('empty: the connection ends before any byte', async t => {
  t.match(await get(t, { connection: 'empty' }), { bytes: Buffer.alloc(0), ended: 'end' })
})

t.test('truncateAt: a head that promises all, a fraction, the end', async t => {
  const { bytes, ended } = await get(t, { body: { truncateAt: 0.25 } })
  const { head, body } = split(bytes)
  t.match(head, new RegExp(`^HTTP/1.1 200 OK[^]*content-length: ${BODY.length}`, 'i'))
  t.equal(body.toString(), BODY.slice(0, Math.floor(BODY.length / 4)))
  t.equal(ended, 'end')
})

t.test('truncateAt 0: the head alone', async t => {
  const { head, body } = split((await get(t, { body: { truncateAt: 0 } })).bytes)
  t.match(head, /^HTTP\/1.1 200/)
  t.equal(body.length, 0)
})

t.test('garbage: a true head, then bytes that mean nothing, the same in every run', async t => {
  const first = split((await get(t, { body: { garbage: true } })).bytes)
  const second = split((await get(t, { body: { garbage: true } })).bytes)
  t.match(first.head, /content-type: application\/json/i)
  t.equal(first.body.length, BODY.length)
  t.throws(() => JSON.parse(first.body.toString()))
  t.same(first.body, second.body)
})

t.test('dribbleMs: the true answer, slowly', async t => {
  const waits: number[] = []
  const { setTimeout } = globalThis
  t.intercept(globalThis, 'setTimeout', {
    value: (run: () => void, ms: number) => {
      waits.push(ms)
      return setTimeout(run, 0)
    },
  })
  const { bytes } = await get(t, { body: { dribbleMs: 600_000 } })
  t.equal(split(bytes).body.toString(), BODY)
  t.equal(waits.length, 49, '50 pieces')
  t.ok(
    waits.every((ms, i) => ms > (i === 0 ? 0 : waits[i - 1]! - 1)),
    'each has its own time from the start',
  )
  t.ok(Math.abs(waits.at(-1)! - 600_000) < 60_000, 'the last one at the end')
})

import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { gatherPieces } from '../../src/fastify/gather-pieces.ts'
import { BOT, buildApp, HEADERS } from '../helper.ts'
import { portOf, RawClient, say } from './raw-socket.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const chunks = (text: string) => `${[...text].map(sign => `1\r\n${sign}\r\n`).join('')}0\r\n\r\n`
const post = (path: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nauth: ${HEADERS.auth}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n${chunks(body)}`

t.test('small pieces are gathered, in order, and others have their turn between them: D236', async t => {
  const stream = new Readable({ read() {} })
  let paused = 0
  gatherPieces(stream as IncomingMessage, () => (paused += 1))
  const got: Buffer[] = []
  stream.on('data', piece => got.push(piece))
  const sent: string[] = []
  const push = (text: string) => {
    sent.push(text)
    stream.push(Buffer.from(text))
  }
  for (let i = 0; i < 40_000; i += 1) push(String(i % 10))
  push('large'.repeat(1_000))
  push('x')
  await turn()
  await turn()
  t.equal(String(Buffer.concat(got)), sent.join(''), 'what has come is there in the next turn')
  for (let i = 0; i < 1_000; i += 1) push('y')
  const ended = new Promise(resolve => stream.on('end', resolve))
  stream.push(null)
  await ended
  t.equal(String(Buffer.concat(got)), sent.join(''))
  t.ok(got.length < 10, `${sent.length} pieces came as ${got.length}`)
  t.equal(paused, 41)
})

t.test('what is gathered of a request that is over goes nowhere', async t => {
  const stream = new Readable({ read() {} })
  gatherPieces(stream as IncomingMessage, () => {})
  stream.push(Buffer.from('x'))
  stream.destroy()
  await turn()
  t.equal(stream.readableLength, 0)
})

t.test('a body in pieces of one letter is read like any other', async t => {
  const app = buildApp(t)
  const body = `{"limit":1,${' '.repeat(60_000)}"skip":3}`
  const { answers } = await say(app, post(SESSIONS, body))
  const plain = await app.inject({ method: 'POST', url: SESSIONS, headers: HEADERS, payload: { limit: 1, skip: 3 } })
  t.equal(answers[0]?.status, 200)
  t.equal(answers[0]?.body, plain.payload)
  const found = await say(app, post('/__admin/requests/find', `{"method":${' '.repeat(60_000)}"POST"}`))
  t.equal(found.answers[0]?.json.total, 2)
  t.equal((await say(app, post(SESSIONS, 'x'.repeat(1_100_000)))).answers[0]?.status, 413, 'more than is read')
})

t.test('who sends many requests without waiting gets all answers in order, a few at once: D237', async t => {
  const app = buildApp(t)
  const many = 400
  const client = new RawClient(await portOf(app))
  const starts: number[] = []
  let turns = 0
  const ticking = () => {
    turns += 1
    ticker = setImmediate(ticking)
  }
  let ticker = setImmediate(ticking)
  app.mock.control.journal.subscribe(() => starts.push(turns))
  const request = (i: number) =>
    `GET /nowhere/${i} HTTP/1.1\r\nHost: localhost\r\n${i === many ? 'Connection: close\r\n' : ''}\r\n`
  await client.send(Array.from({ length: many }, (_, i) => request(i + 1)).join(''))
  const { answers, ended } = await client.heard()
  clearImmediate(ticker)
  t.equal(ended, 'end')
  t.equal(answers.length, many)
  t.same(
    [...app.mock.control.journal.entries()].map(({ exchange }) => exchange.url).reverse(),
    Array.from({ length: many }, (_, i) => `/nowhere/${i + 1}`),
  )
  const perTurn = new Map<number, number>()
  for (const at of starts) perTurn.set(at, (perTurn.get(at) ?? 0) + 1)
  t.ok(Math.max(...perTurn.values()) <= 20, `${Math.max(...perTurn.values())} of them in one turn`)
})

t.test('what waits is dropped when its client has left', async t => {
  const app = buildApp(t)
  const client = new RawClient(await portOf(app))
  const held = `POST ${SESSIONS} HTTP/1.1\r\nHost: localhost\r\nauth: ${HEADERS.auth}\r\ncontent-type: application/json\r\nx-mock-delay: 150\r\ncontent-length: 11\r\n\r\n{"limit":1}`
  await client.send(held.repeat(30))
  await new Promise(resolve => setTimeout(resolve, 60))
  client.socket.resetAndDestroy()
  await client.heard()
  // As nothing is read of it, that it has left is seen when the first answers are written.
  await new Promise(resolve => setTimeout(resolve, 500))
  t.ok(app.mock.control.journal.size < 15, `${app.mock.control.journal.size} were begun`)
})

import t, { type Test } from 'tap'
import { reportOf } from '../../src/admin/report.ts'
import { operations } from '../../src/contract/contract.ts'
import { BOT, buildApp, HEADERS } from '../helper.ts'
import { type Heard, portOf, RawClient } from './raw-socket.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
/** Longer than any test may last: what ends before has not waited for it. */
const FOREVER = 600_000
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const post = (more = '', body = '{"limit":1}') =>
  `POST ${SESSIONS} HTTP/1.1\r\nHost: localhost\r\nauth: ${HEADERS.auth}\r\ncontent-type: application/json\r\n${more}content-length: ${body.length}\r\n\r\n${body}`

/** A page of thousands of messages. */
const LARGE = post(
  '',
  '{"limit":10000,"dateFrom":"2026-03-06T00:00:00.000Z","dateTo":"2026-03-08T00:00:00.000Z"}',
).replace(/POST \S+/, `POST /api/public/bot/${BOT}/getMessagesV2`)

async function begin(t: Test, sent: string) {
  const app = buildApp(t)
  const client = new RawClient(await portOf(app))
  await client.send(sent)
  await pause(60)
  return { app, client }
}

/** Ends it with a deadline, and fails when that is not heeded. */
async function end(app: ReturnType<typeof buildApp>, ms: number) {
  app.connections.end(ms)
  await app.close()
}

const statuses = ({ answers }: Heard) => answers.map(({ status }) => status)

t.test('connections without a request end at once', async t => {
  for (const [name, sent, found] of [
    ['nothing was sent', '', []],
    ['half a head', post().slice(0, 40), []],
    ['kept open after an answer', post(), [200]],
    ['after rubbish', 'rubbish\r\n\r\n', [400]],
  ] as const) {
    const { app, client } = await begin(t, sent)
    if (found.length > 0) await client.until(/\r\n\r\n/)
    await end(app, FOREVER)
    t.same(statuses(await client.heard()), found, name)
  }
})

t.test('requests are answered, then their connections end', async t => {
  for (const [name, sent] of [
    ['a delay', post('x-mock-delay: 200\r\n')],
    ['a delay, packed', post('x-mock-delay: 200\r\naccept-encoding: gzip\r\n', '{"limit":50}')],
    ['the admin API', 'GET /__admin/health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ] as const) {
    const { app, client } = await begin(t, sent)
    // What is loaded when it is first needed ends with the rest, and packs what is still under way.
    await app.inject({ method: 'GET', url: '/__admin/health', headers: { 'accept-encoding': 'gzip, identity;q=0' } })
    await app.inject({ method: 'POST', url: SESSIONS, headers: { ...HEADERS, 'accept-encoding': 'gzip' } })
    await end(app, FOREVER)
    const heard = await client.heard()
    t.same(statuses(heard), [200], name)
    t.equal(heard.ended, 'end', name)
    t.equal(app.connections.cut, 0, name)
  }
})

t.test('more requests of one connection than are under way at once are answered too', async t => {
  const { app, client } = await begin(t, post('x-mock-delay: 100\r\n').repeat(30))
  await end(app, FOREVER)
  const heard = await client.heard()
  t.same(statuses(heard), Array(30).fill(200))
  t.equal(heard.ended, 'end')
  const late = await begin(t, post(`x-mock-delay: ${FOREVER / 10}\r\n`).repeat(30))
  await end(late.app, 50)
  t.equal((await late.client.heard()).ended, 'ECONNRESET')
  t.equal(late.app.connections.cut, 30)
  t.equal(late.app.mock.control.journal.size, 30)
})

t.test('streams of events end at once', async t => {
  const { app, client } = await begin(t, 'GET /__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await client.until(/retry: 1000/)
  await end(app, FOREVER)
  t.equal((await client.heard()).ended, 'end')
})

t.test('late ones are reset at the deadline', async t => {
  const dribble = { match: {}, fault: { body: { dribbleMs: FOREVER } } }
  for (const [name, sent] of [
    ['a delay', post(`x-mock-delay: ${FOREVER / 10}\r\n`)],
    ['half a body', post().slice(0, -3)],
    ['a dribble', post('x-dribble: 1\r\n')],
  ] as const) {
    const app = buildApp(t)
    if (name === 'a dribble') app.mock.control.faults.add(dribble)
    const client = new RawClient(await portOf(app))
    await client.send(sent)
    await pause(60)
    await end(app, 50)
    t.equal((await client.heard()).ended, 'ECONNRESET', name)
    t.equal(app.connections.cut, 1, name)
  }
})

/** More than sockets take over when nobody reads. */
const MANY = 4

/** Is over when answers have come as far as they can. */
async function isStuck(app: ReturnType<typeof buildApp>) {
  for (let size = -1; size !== app.mock.control.journal.size || size === 0; await pause(200)) {
    size = app.mock.control.journal.size
  }
}

t.test('half of a large page is no whole one', async t => {
  const { app, client } = await begin(t, '')
  client.socket.pause()
  // More than what systems keep for a reader that does not read.
  await client.send(LARGE.repeat(MANY))
  await isStuck(app)
  await end(app, 50)
  t.equal(app.connections.cut, MANY)
  // The system tells of a reset whoever writes first; after an end in order it would take the bytes.
  const written = new Promise<NodeJS.ErrnoException | null | undefined>(resolve => client.socket.write('x', resolve))
  t.equal((await written)?.code, 'ECONNRESET')
})

t.test('half of a large page says that it is longer', async t => {
  const { app, client } = await begin(t, '')
  client.socket.pause()
  await client.send(LARGE.repeat(MANY))
  await isStuck(app)
  await end(app, 50)
  client.socket.resume()
  // It is a reset, as above; this platform shows whoever reads an end when there is something left to read before it.
  const { answers } = await client.heard()
  t.equal(answers.length, 1)
  t.ok(answers[0]!.body.length < Number(answers[0]!.headers['content-length']), 'less than its head says')
})

t.test('a slow reader gets its page when it goes on before the deadline', async t => {
  const { app, client } = await begin(t, '')
  client.socket.pause()
  await client.send(LARGE.repeat(MANY))
  await isStuck(app)
  const over = end(app, FOREVER)
  await pause(50)
  client.socket.resume()
  await over
  const { answers } = await client.heard()
  t.equal(answers[0]?.status, 200)
  for (const { headers, body } of answers) t.equal(body.length, Number(headers['content-length']))
})

t.test('what comes after the end has begun is 503 in the envelope', async t => {
  const { app, client } = await begin(t, post('x-mock-delay: 300\r\n'))
  app.connections.end(FOREVER)
  const over = app.close()
  await client.send(post())
  await over
  const { answers, ended } = await client.heard()
  t.match(answers, [
    { status: 200 },
    {
      status: 503,
      headers: { connection: 'close' },
      json: { errors: [{ code: 503, error: [{ property: 'server' }] }] },
    },
  ])
  t.equal(ended, 'end')
})

t.test('what the end cuts short is nothing that the client did', async t => {
  const held = post(`x-mock-delay: ${FOREVER / 10}\r\n`)
  const slow = { match: {}, fault: { delay: { type: 'fixed', ms: FOREVER } } } as const
  const rows: [name: string, sent: string, expected: [number, string][]][] = [
    ['a delay', held, [[0, 'connection']]],
    [
      'two delays',
      held + held,
      [
        [0, 'connection'],
        [0, 'connection'],
      ],
    ],
    ['a fault that delays', post(), [[0, 'connection']]],
    ['half a body', post().slice(0, -3), [[0, 'connection']]],
    [
      'half a body, to a path that leads nowhere',
      post()
        .slice(0, -3)
        .replace(/getSessions/, 'nowhere'),
      [[0, 'connection']],
    ],
    ['half a body of a client that left before', post().slice(0, -3), [[499, 'client']]],
    ['beside the main thread', LARGE, [[0, 'connection']]],
    ['a client that left before', held, [[499, 'client']]],
    [
      'one that left before, with two',
      held + held,
      [
        [499, 'client'],
        [499, 'client'],
      ],
    ],
    [
      'one that comes late',
      held,
      [
        [503, 'server'],
        [0, 'connection'],
      ],
    ],
  ]
  for (const [name, sent, expected] of rows) {
    const app = buildApp(t, { maxBlockMs: name.startsWith('beside') ? 0 : undefined, mayBreak: true })
    if (name.startsWith('a fault')) app.mock.control.faults.add(slow)
    const client = new RawClient(await portOf(app))
    await client.send(sent)
    await pause(60)
    if (name.includes('left')) {
      client.socket.resetAndDestroy()
      await pause(60)
    }
    app.connections.end(100)
    if (name.includes('late')) await client.send(post())
    await app.close()
    const entries = [...app.mock.control.journal.entries()].reverse()
    t.same(
      entries.map(({ exchange: { status, violations } }) => [status, violations[0]?.property]),
      expected,
      name,
    )
    t.same(reportOf(entries, operations).refusals, [], name)
  }
})

t.test('a second end shortens the deadline', async t => {
  const { app, client } = await begin(t, post(`x-mock-delay: ${FOREVER / 10}\r\n`))
  app.connections.end(FOREVER)
  const over = app.close()
  app.connections.end(0)
  app.connections.end(FOREVER)
  await over
  t.equal((await client.heard()).ended, 'ECONNRESET')
})

t.test('what is under way beside the main thread does not come back to it', async t => {
  const app = buildApp(t, { maxBlockMs: 0, mayBreak: true })
  const client = new RawClient(await portOf(app))
  await client.send(LARGE)
  await pause(30)
  await end(app, 0)
  await client.heard()
  await t.rejects(app.mock.offload.answer(app.mock.main.world, {} as never, {} as never), /Service Unavailable/)
  await t.rejects(app.mock.delays.wait(1), /Service Unavailable/)
})

t.test('requests without a socket are told too', async t => {
  const app = buildApp(t)
  const late = app.inject({ method: 'POST', url: SESSIONS, headers: { ...HEADERS, 'x-mock-delay': '60000' } })
  await pause(30)
  await app.close()
  t.equal((await late).statusCode, 503)
})

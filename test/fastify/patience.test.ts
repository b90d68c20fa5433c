import t from 'tap'
import { ask, BOT, buildApp, HEADERS } from '../helper.ts'
import { portOf, RawClient, say } from './raw-socket.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const QUICK = { head: 300, body: 300, idle: 300, farewell: 50 }
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const head = (length: number, more = '') =>
  `POST ${SESSIONS} HTTP/1.1\r\nHost: localhost\r\nauth: ${HEADERS.auth}\r\nContent-Length: ${length}\r\n${more}\r\n`

t.test('clients that keep silent', async t => {
  const app = buildApp(t, { patience: QUICK })
  const rows: [name: string, sent: string, statuses: number[], property?: string][] = [
    ['nothing at all', '', []],
    ['a part of a first line', 'POS', [408], 'request'],
    ['half a head', head(10).slice(0, -20), [408], 'request'],
    ['a head without its body', head(10), [408], 'body'],
    ['half a body', `${head(20)}{"limit"`, [408], 'body'],
    ['half a chunk', `${head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked')}ff\r\n{"li`, [408], 'body'],
    ['half a body for nothing', `${head(20).replace(SESSIONS, '/nowhere')}{`, [408], 'body'],
    ['half a body for the admin API', `${head(20).replace(SESSIONS, '/__admin/reset')}{`, [408], 'body'],
    ['a good request, and nothing more', `${head(2)}{}`, [200]],
    ['a good request, and half of another', `${head(2, 'x-mock-delay: 500\r\n')}{}${head(2)}{`, [200, 408], 'body'],
    ['a good request, and half a head', `${head(2, 'x-mock-delay: 500\r\n')}{}POST`, [200, 408], 'request'],
  ]
  // What is made for the first request takes longer than these clients have.
  await ask(app, 'POST', SESSIONS)
  for (const [name, sent, statuses, property] of rows) {
    const { answers, ended } = await say(app, sent)
    t.same(
      answers.map(({ status }) => status),
      statuses,
      name,
    )
    t.equal(ended, 'end', `${name}: closed in order`)
    const last = answers.at(-1)
    if (property === undefined) continue
    t.equal(last?.json.errors[0].error[0].property, property, name)
    t.equal(last?.headers.connection, 'close', name)
  }
  const halves = [...app.mock.control.journal.entries()].filter(({ exchange }) => exchange.status === 408)
  t.equal(halves.length, 5, 'the journal has the bodies that did not come to their end')
})

t.test('a body that is too large is not waited for', async t => {
  const app = buildApp(t, { patience: { ...QUICK, body: 60_000 } })
  const close = 'Connection: close\r\n'
  const chunked = head(0, close).replace('Content-Length: 0', 'Transfer-Encoding: chunked')
  const rows: [name: string, sent: string, status: number, property: string][] = [
    ['it says so, and nothing comes', head(99_999_999, close), 413, 'body'],
    ['it says so, and a part comes', `${head(1_048_577, close)}{"limit": 1`, 413, 'body'],
    ['it says so, and comes', head(1_048_577, close) + ' '.repeat(1_048_577), 413, 'body'],
    ['chunks without an end', `${chunked}100001\r\n${' '.repeat(0x10_00_01)}\r\n`, 413, 'body'],
    ['for nothing', head(99_999_999, close).replace(SESSIONS, '/nowhere'), 404, 'path'],
    ['without credentials', head(99_999_999, close).replace(/auth: .*\r\n/, ''), 401, 'headers.auth'],
    ['for the admin API', head(99_999_999, close).replace(SESSIONS, '/__admin/reset'), 413, 'body'],
  ]
  for (const [name, sent, status, property] of rows) {
    const { answers } = await say(app, sent)
    t.match(answers, [{ status, json: { errors: [{ error: [{ property }] }] } }], name)
  }
})

t.test('a request that is refused before its body is read does not keep its connection', async t => {
  const app = buildApp(t, { patience: { ...QUICK, idle: 600_000 } })
  const guarded = buildApp(t, { patience: { ...QUICK, idle: 600_000 }, adminToken: 'secret' })
  const half = (line: string, more = '') =>
    `${line} HTTP/1.1\r\n${more.includes('Host:') ? '' : 'Host: localhost\r\n'}${more}Content-Length: 100\r\n\r\n{`
  const rows: [line: string, status: number, more?: string][] = [
    ['PUT /__admin/clock', 403, 'Host: evil\r\n'],
    ['PUT /__admin/clock', 403, 'Origin: https://evil.example\r\n'],
    [`POST ${SESSIONS}`, 414, ''],
    ['POST /api/%zz', 400],
    ['OPTIONS /__admin/clock', 408],
    [`OPTIONS ${SESSIONS}`, 204],
    ['GET /', 302],
    ['GET /__admin/health', 200],
    ['GET /docs', 200],
    ['GET /openapi.json', 200],
    ['GET /__admin/version', 200],
    ['PUT /__admin/nothing', 408],
  ]
  const long = 'x'.repeat(1_100)
  // The pages are made when they are first asked for, which may take longer than this server waits for bodies.
  await app.inject('/openapi.json')
  for (const [line, status, more = ''] of rows) {
    // What is read before it is answered hears what is missing.
    const { answers, ended } = await say(app, half(status === 414 ? line.replace(BOT, long) : line, more))
    t.same([answers.map(answer => answer.status), ended], [[status], 'end'], `${line} ${more}`)
  }
  const { answers, ended } = await say(guarded, half('PUT /__admin/clock'))
  t.same([answers.map(({ status }) => status), ended], [[403], 'end'], 'without the token')
})

t.test('a body that comes after its answer is no end of the connection', async t => {
  const app = buildApp(t, { patience: { ...QUICK, idle: 600_000 } })
  const client = new RawClient(await portOf(app))
  await client.send(`PUT /__admin/clock HTTP/1.1\r\nHost: evil\r\nContent-Length: 6\r\n\r\n`)
  for (const letter of '{    }') {
    await pause(100)
    await client.send(letter)
  }
  // Longer than a body may pause: there is none to come any more.
  await pause(2 * QUICK.body)
  await client.send(`${head(2, 'Connection: close\r\n')}{}`)
  t.same(
    (await client.heard()).answers.map(({ status }) => status),
    [403, 200],
  )
})

t.test('a body that goes on may take longer than a pause', async t => {
  const app = buildApp(t, { patience: { ...QUICK, body: 400, head: 400 } })
  const client = new RawClient(await portOf(app))
  await client.send(head(22, 'Connection: close\r\n'))
  const body = '{"limit": 1           }'.slice(0, 22).replace(/.$/, '}')
  for (const letter of body) {
    await pause(40)
    await client.send(letter)
  }
  t.match((await client.heard()).answers, [{ status: 200 }])
})

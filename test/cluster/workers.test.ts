import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { brokenRules } from '../admin/metric-rules.ts'
import { RawClient } from '../fastify/raw-socket.ts'
import { BOT, jwt } from '../helper.ts'
import { call, few, type Got, start } from './helper.ts'

const OTHER = 'st-00000000-0000-5000-8000-000000000001'
const ONE_TIME = { clientId: 'cs-c9e2b7a4-08f1-5d36-b5e8-61a9d40c7f53', clientSecret: 'one-time' }

const scenario = (seed: string) => `# For this test.
extends: default
seed: ${seed}
quotas:
  - { botId: ${OTHER}, perMinute: 3 }
apps:
  once: { clientId: ${ONE_TIME.clientId}, clientSecret: ${ONE_TIME.clientSecret}, kind: account, requireJti: true }
`

t.jobs = 3
/** Three processes start from source, on a machine that may have other things to do. */
t.setTimeout(90_000)

t.test('two processes are one mock', { timeout: 80_000 }, async t => {
  const file = join(t.testdir({ 'shared.yaml': scenario('first') }), 'shared.yaml')
  const child = start(['-p', '0', '--scenario', file, '--watch'])
  t.teardown(() => child.kill('SIGKILL'))
  let err = ''
  child.stderr?.on('data', chunk => {
    err += chunk
  })
  const line = String(await Promise.race([once(child.stdout as NodeJS.EventEmitter, 'data'), once(child, 'exit')]))
  t.match(line, /^kore-mock listens on http:\/\/127\.0\.0\.1:\d+\n$/, err)
  const base = line.trim().split(' ').at(-1) ?? ''
  const sessions = (bot: string, headers?: object) =>
    call(base, 'POST', `/api/public/bot/${bot}/getSessions`, { limit: 1 }, headers)
  const admin = (method: string, path: string, body?: object) => call(base, method, `/__admin/${path}`, body)
  /** Ids begin with what tells the processes apart. */
  const processes = (all: readonly Got[]) =>
    new Set(all.map(({ headers }) => headers['x-request-id']?.split('-')[0])).size
  const values = (all: readonly Got[], name: string) => [...new Set(all.map(({ headers }) => headers[name]))]

  await t.test('the clock, for all and for a test id', async t => {
    t.match(await admin('PUT', 'clock', { now: '2026-03-09T12:00:00Z' }), { status: 200, json: { mode: 'frozen' } })
    t.match(await admin('PUT', 'clock?testId=one', { now: '2026-01-01T00:00:00Z' }), { status: 200 })
    const all = await few(() => sessions(BOT))
    t.equal(processes(all), 2, 'both processes answer')
    t.same(values(all, 'x-mock-now'), ['2026-03-09T12:00:00.000Z'])
    t.equal(new Set(all.map(({ json }) => JSON.stringify(json))).size, 1, 'the same bytes')
    const one = await few(() => sessions(BOT, { 'x-test-id': 'one' }))
    t.equal(processes(one), 2)
    t.same(values(one, 'x-mock-now'), ['2026-01-01T00:00:00.000Z'])
  })

  await t.test('the fourth call is too many, wherever it is answered', async t => {
    const all = await few(() => sessions(OTHER))
    t.equal(processes(all), 2)
    t.same(all.map(({ status }) => status).sort(), [200, 200, 200, 429, 429, 429])
    await admin('PUT', 'clock', { advance: 'PT1M' })
    t.equal((await sessions(OTHER)).status, 200, 'a minute later')
    t.match((await admin('GET', 'quotas')).json, { quotas: [{ botId: OTHER }] })
  })

  await t.test('a fault befalls as many calls as it says', async t => {
    t.equal((await admin('POST', 'faults', { match: { botId: BOT }, times: 2, fault: { status: 503 } })).status, 201)
    const all = await few(() => sessions(BOT))
    t.same(all.map(({ status }) => status).sort(), [200, 200, 200, 200, 503, 503])
    await admin('POST', 'faults', { match: { botId: BOT }, times: 1, fault: { connection: 'reset' } })
    t.same((await few(() => sessions(BOT))).map(({ status }) => status).sort(), [0, 200, 200, 200, 200, 200])
    t.match((await admin('GET', 'faults')).json.faults, [{ taken: 1 }, { taken: 2 }])
  })

  await t.test('what is kept is the sum of all processes', async t => {
    const { limit, bytes, budgets, processes } = (await admin('GET', 'memory')).json
    t.equal(processes, 3, 'two that answer, and the one that owns')
    t.equal(limit, 192 * 1024 * 1024)
    const columns = budgets.filter(({ name }: { name: string }) => name === 'columns')
    t.equal(columns.length, 1)
    t.ok(
      columns[0].entries > 0 && columns[0].bytes <= bytes,
      'kept by a process that answers, not by the one that is asked',
    )
  })

  await t.test('metrics are those of all processes', async t => {
    const read = async () => (await fetch(`${base}/__admin/metrics`)).text()
    const value = (text: string, name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    const counted = /^kore_mock_requests_total\{operation="getSessions",status="200"\} (\d+)$/m
    const before = Number(counted.exec(await read())?.[1])
    const all = await few(() => sessions(BOT))
    t.equal(processes(all), 2)
    const text = await read()
    t.equal(Number(counted.exec(text)?.[1]), before + all.length, 'wherever they were answered')
    t.match(text, `kore_mock_request_duration_seconds_count{operation="getSessions"}`)
    const { residentBytes } = (await admin('GET', 'memory')).json
    const resident = value(text, 'process_resident_memory_bytes')
    t.ok(resident > residentBytes * 0.7 && resident < residentBytes * 1.3, `${resident} of ${residentBytes}: the sum`)
    t.equal(value(text, 'process_start_time_seconds') > 1e9, true)
    t.same(brokenRules(text), [])
  })

  await t.test('a token id is good for one call', async t => {
    const exp = Date.parse('2026-03-09T13:00:00Z') / 1000
    const auth = jwt({ appId: ONE_TIME.clientId, jti: 'once', exp }, ONE_TIME.clientSecret)
    t.same((await few(() => sessions(BOT, { auth }), 4)).map(({ status }) => status).sort(), [200, 401, 401, 401])
  })

  await t.test('the journal has what all have answered, in the order in which it left', async t => {
    await admin('DELETE', 'requests')
    for (let i = 0; i < 6; i++) await sessions(BOT, { 'x-request-id': `call-${i}` })
    const { total, requests } = (await admin('GET', 'requests')).json
    t.equal(total, 6)
    t.equal(new Set(requests.map(({ id }: { id: string }) => id)).size, 6, 'numbers are given once')
    const found = await few(i => admin('GET', `requests/call-${i}`))
    t.same(
      found.map(({ json }) => json.id),
      requests.map(({ id }: { id: string }) => id).reverse(),
    )
    t.match(found[0]?.json, { operationId: 'getSessions', scenario: 'shared', request: { body: { limit: 1 } } })
    t.equal((await admin('POST', 'requests/count', { path: { contains: BOT } })).json.count, 6)
  })

  await t.test('events tell of all', async t => {
    const ahead = request(`${base}/__admin/events`, { agent: false }).end()
    const [answer] = await once(ahead, 'response')
    let text = ''
    answer.on('data', (chunk: Buffer) => {
      text += chunk
    })
    await few(i => sessions(BOT, { 'x-test-id': `event-${i}` }), 4)
    for (let i = 0; i < 40 && text.split('event: exchange').length < 5; i++) await new Promise(r => setTimeout(r, 50))
    t.equal(text.split('event: exchange').length - 1, 4)
    ahead.destroy()
  })

  await t.test('who sends no more gets an answer of every process, and a stream ends: D197', async t => {
    for (const [path, count] of [
      ['requests?limit=1', 4],
      ['events', 4],
    ] as const) {
      const texts = await few(async () => {
        const client = new RawClient(Number(new URL(base).port))
        await client.send(`GET /__admin/${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
        client.socket.end()
        return client.heard()
      }, count)
      t.same(
        texts.map(({ answers, ended }) => [answers[0]?.status, ended]),
        texts.map(() => [200, 'end']),
        path,
      )
    }
  })

  await t.test('another scenario is used everywhere, by name and as a text, until it is taken back', async t => {
    for (const [method, body, name] of [
      ['PUT', { name: 'empty' }, 'empty'],
      ['PUT', { text: 'extends: small\n' }, 'shared-edited'],
      ['DELETE', undefined, 'shared'],
    ] as const) {
      t.equal((await admin(method, 'scenario', body)).status, 200)
      const all = await few(() => sessions(BOT))
      t.equal(processes(all), 2)
      t.same(values(all, 'x-mock-scenario'), [name])
    }
  })

  await t.test('a bot is switched everywhere; a reset sets back everything', async t => {
    t.equal((await admin('PUT', `bots/${BOT}/scenario`, { name: 'empty' })).status, 200)
    t.same(values(await few(() => sessions(BOT)), 'x-mock-scenario'), ['empty'])
    await few(() => sessions(OTHER))
    t.equal((await sessions(OTHER)).status, 429)
    t.equal((await admin('POST', 'reset', {})).status, 200)
    t.equal((await admin('GET', 'requests')).json.total, 0)
    t.match((await admin('GET', 'clock')).json, { mode: 'real' })
    const all = await few(() => sessions(OTHER), 3)
    t.same(
      all.map(({ status }) => status),
      [200, 200, 200],
    )
    t.notOk(values(all, 'x-mock-now').some(now => now?.startsWith('2026-03-09')))
    t.same(values(await few(() => sessions(BOT)), 'x-mock-scenario'), ['shared'])
  })

  await t.test('a process that dies is replaced, and knows the state', async t => {
    await admin('PUT', 'clock', { now: '2026-02-02T00:00:00Z' })
    const [victim] = execFileSync('pgrep', ['-P', String(child.pid), '-f', 'workers'], { encoding: 'utf8' })
      .trim()
      .split('\n')
    process.kill(Number(victim), 'SIGKILL')
    let all: Got[] = []
    for (let i = 0; i < 100 && (!err.includes('a worker ended') || processes(all) < 2); i++) {
      await new Promise(resolve => setTimeout(resolve, 100))
      all = await few(() => sessions(BOT), 4)
    }
    t.equal(processes(all), 2)
    t.same(values(all, 'x-mock-now'), ['2026-02-02T00:00:00.000Z'])
    t.match(err, /a worker ended \(SIGKILL\); another takes its place/)
  })

  await t.test('an edited scenario is loaded everywhere', async t => {
    writeFileSync(file, scenario('second'))
    for (let i = 0; i < 600 && !err.includes('loaded anew'); i++) await new Promise(r => setTimeout(r, 50))
    const all = await few(() => sessions(BOT))
    t.equal(processes(all), 2)
    t.same(values(all, 'x-mock-seed'), ['second'])
  })

  const late = sessions(BOT, { 'x-mock-delay': '300' })
  await new Promise(resolve => setTimeout(resolve, 100))
  child.kill('SIGTERM')
  t.equal((await late).status, 200, 'what is in flight is answered')
  t.same(await once(child, 'exit'), [0, null])
})

t.test('who may steer it is seen by every process, with the token that the first one made', async t => {
  const child = start(['-p', '0', '--host', '0.0.0.0', '--allow-host', 'kore'])
  t.teardown(() => child.kill('SIGKILL'))
  const [[line], [said]] = await Promise.all([once(child.stdout!, 'data'), once(child.stderr!, 'data')])
  const base = String(line).trim().split(' ').at(-1) ?? ''
  const token = /admin token of this run: (\S+)/.exec(String(said))?.[1] ?? ''
  const { host } = new URL(base)
  const statuses = async (method: string, headers: object, body?: object) => {
    const all = await few(() => call(base, method, '/__admin/clock', body, { 'x-admin-token': token, ...headers }), 4)
    return [...new Set(all.map(({ status }) => status))]
  }
  const advance = { advance: 'PT1M' }
  for (const [headers, status] of [
    [{}, 200],
    [{ host: 'kore:4010' }, 200],
    [{ host: '10.0.0.1' }, 200],
    [{ host: 'kore', origin: 'http://kore' }, 200],
    [{ 'x-admin-token': 'another' }, 403],
    [{ host: 'evil.example' }, 403],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: `http://${host}`, 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'content-type': 'text/plain' }, 415],
  ] as const) {
    t.same(await statuses('PUT', headers, advance), [status], JSON.stringify(headers))
  }
  t.same(await statuses('OPTIONS', { origin: 'http://evil.example', 'access-control-request-method': 'PUT' }), [403])
  const { headers } = await call(base, 'GET', '/__admin/clock', undefined, { 'x-admin-token': token })
  t.match(headers, { 'x-content-type-options': 'nosniff', 'content-security-policy': /frame-ancestors 'none'/ })
  t.notOk('access-control-allow-origin' in headers)
  child.kill('SIGTERM')
  t.same(await once(child, 'exit'), [0, null])
})

t.test('a port in use: exit 1 and one line', async t => {
  const holder = createServer().listen(0, '127.0.0.1')
  t.teardown(() => holder.close())
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  const child = start(['-p', String(port)])
  let err = ''
  child.stderr?.on('data', chunk => {
    err += chunk
  })
  t.same(await once(child, 'close'), [1, null])
  t.match(err, new RegExp(`^kore-mock: port ${port} on 127\\.0\\.0\\.1 is in use.*--port.*\n$`))
})

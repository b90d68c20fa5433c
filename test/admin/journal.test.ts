import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { harOf } from '../../src/admin/har.ts'
import { reportOf } from '../../src/admin/report.ts'
import { reportText } from '../../src/cli/report.ts'
import { operations } from '../../src/contract/contract.ts'
import type { Exchanged } from '../../src/control/exchanged.ts'
import { createApp } from '../../src/fastify/app.ts'
import type { AppOptions } from '../../src/fastify/app-options.ts'
import { Stretches } from '../../src/offload/stretches.ts'
import { fakeCall } from '../control/fakes.ts'
import { ask, BOT } from '../helper.ts'
import { everyKind, type MockOfKind, mockOfKind } from '../kinds.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
/** What every object has. */
const INHERITED = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'then']

const READERS: readonly (readonly ['GET' | 'POST', string])[] = [
  ['GET', '/__admin/requests'],
  ['POST', '/__admin/requests/find'],
  ['POST', '/__admin/requests/count'],
  ['GET', '/__admin/requests/unmatched'],
  ['GET', '/__admin/requests/r-1'],
  ['GET', '/__admin/requests/r-2'],
  ['GET', '/__admin/requests/r-3'],
  ['GET', '/__admin/requests?format=har'],
  ['GET', '/__admin/requests?format=pact'],
  ['GET', '/__admin/report'],
  ['GET', '/__admin/metrics'],
]

/** A mock of which nobody checks what comes into its journal. */
function plainApp(t: Test, options: AppOptions = {}): FastifyInstance {
  const app = createApp(options)
  t.teardown(() => {
    app.server.closeAllConnections()
    return app.close()
  })
  return app
}

/** Asks for everything that is made of the journal: none of it is a fault of the mock. */
async function readAll(t: Test, app: MockOfKind, name: string): Promise<void> {
  for (const [method, url] of READERS) {
    const { status, text } = await ask(app, method, url, { body: method === 'POST' ? {} : undefined })
    t.ok(status === 200 || (status === 404 && url.includes('r-')), `${name}: ${url} is ${status}`)
    t.notMatch(text, /unreadable|cannot be shown/, `${name}: ${url}`)
  }
}

everyKind(
  t,
  'names that every object has are names like others',
  async (t, kind) => {
    for (const name of INHERITED) {
      const app = await mockOfKind(t, kind)
      await ask(app, 'GET', `/nowhere?${name}=1`)
      await ask(app, 'POST', `${SESSIONS}?${name}=1&${name}=2&x[${name}]=3`, {
        headers: { [name.toLowerCase()]: 'x', 'x-test-id': name },
        body: `{"${name}": {"${name}": 1}, "limit": 1}`,
      })
      await ask(app, 'GET', `/${name}/${name}`)
      await readAll(t, app, name)
      const { json } = await ask(app, 'GET', '/__admin/requests/r-1')
      t.equal(JSON.stringify(json.request.query), `{"${name}":"1"}`)
      t.equal(json.request.url, `/nowhere?${name}=1`)
      const found = async (criteria: string) =>
        (
          await ask(app, 'POST', '/__admin/requests/count', {
            body: criteria,
            headers: { 'content-type': 'application/json' },
          })
        ).json.count
      t.equal(await found(`{"headers": {"${name}": {"contains": "x"}}}`), name === '__proto__' ? 0 : 1)
      t.equal(await found(`{"query": {"${name}": "1"}}`), 2)
      t.equal(await found(`{"query": {"${name}x": {"absent": true}}}`), 3)
      t.equal(await found(`{"body": {"contains": {"${name}": {"${name}": 1}}}}`), 1)
      t.equal(await found(`{"testId": "${name}"}`), 1)
    }
  },
  { isSlow: true },
)

everyKind(t, 'a header that every object has is absent where none was sent', async (t, kind) => {
  const app = await mockOfKind(t, kind)
  await ask(app, 'GET', '/nowhere')
  for (const name of INHERITED) {
    const headers = { 'content-type': 'application/json' }
    const count = async (match: string) =>
      (await ask(app, 'POST', '/__admin/requests/count', { body: `{"headers": {"${name}": ${match}}}`, headers })).json
        .count
    t.equal(await count('{"absent": true}'), 1, name)
    t.equal(await count('{"contains": ""}'), 0, name)
  }
})

everyKind(
  t,
  'bodies of every depth and form are shown',
  async (t, kind) => {
    const nested = (open: string, close: string, depth: number, inner = '') =>
      open.repeat(depth) + inner + close.repeat(depth)
    const bodies: Readonly<Record<string, string>> = {
      'lists 100,000 deep': nested('[', ']', 100_000),
      'an unknown field 100,000 deep': `{"x":${nested('[', ']', 100_000)}}`,
      'objects 65 deep': nested('{"x":', '}', 65, '1'),
      'objects 64 deep': nested('{"x":', '}', 64, '1'),
      'half a pair of surrogates': '{"x":"\\ud800"}',
      'no UTF-8': '\xff\xfe{"x":1}',
      'a text with a NUL': '{"x":"\\u0000"',
    }
    for (const [name, body] of Object.entries(bodies)) {
      const app = await mockOfKind(t, kind)
      await ask(app, 'POST', SESSIONS, { body, headers: { 'content-type': 'application/json' } })
      await ask(app, 'POST', '/nowhere', { body })
      await readAll(t, app, name)
      const shown = (await ask(app, 'GET', '/__admin/requests/r-1')).json.request.body
      t.type(shown, name.includes(' 64 ') || name.startsWith('half') ? 'object' : 'string', name)
      const lists = `{"body": {"equals": ${nested('[', ']', 60)}}}`
      const { status } = await ask(app, 'POST', '/__admin/requests/find', {
        body: lists,
        headers: { 'content-type': 'application/json' },
      })
      t.equal(status, 200)
    }
  },
  { isSlow: true },
)

t.test('one that cannot be shown says so and spoils no other', async t => {
  const app = plainApp(t)
  const { journal } = app.mock.control
  const { mock } = app
  const broken = new Proxy(fakeCall({ mock, headers: { 'x-a': 'b' } }), {
    get(target, name) {
      if (name === 'url') throw new RangeError('it is too strange')
      return Reflect.get(target, name)
    },
  }) as Exchanged
  journal.add(fakeCall({ mock, requestId: 'first' }))
  journal.add(broken)
  journal.add(fakeCall({ mock, op: undefined, status: 404, url: '/nowhere' }))
  const list = (await ask(app, 'GET', '/__admin/requests')).json
  t.match(list, {
    total: 3,
    requests: [{ id: 'r-3' }, { id: 'r-2', unreadable: 'RangeError: it is too strange' }, { id: 'r-1' }],
  })
  t.match((await ask(app, 'GET', '/__admin/requests/r-2')).json, { id: 'r-2', status: 200, unreadable: /too strange/ })
  t.match(JSON.parse((await ask(app, 'GET', '/__admin/requests?format=har')).text), {
    log: { entries: [{ request: { method: 'POST' } }, { comment: /too strange/ }, { request: { method: 'POST' } }] },
  })
  t.match(JSON.parse((await ask(app, 'GET', '/__admin/requests?format=pact')).text), {
    interactions: [{ description: 'getSessions 1' }],
    metadata: { koreMock: { leftOut: [{ id: 'r-2', why: /too strange/ }] } },
  })
  t.match((await ask(app, 'POST', '/__admin/requests/count', { body: { path: '/nowhere' } })).json, { count: 1 })
  const report = (await ask(app, 'GET', '/__admin/report')).json
  t.match(report, { calls: 3, unmatched: 1, unreadable: [{ id: 'r-2', why: /too strange/ }] })
  t.match(reportText(reportOf([...journal.entries()].reverse(), operations)), /r-2: RangeError: it is too strange/)
})

t.test('a journal of more text than one string can have', async t => {
  // Each letter of it is six of JSON; of each answer 256 kB are shown.
  const exchange = fakeCall({ answer: '\u0001'.repeat(250_000), op: undefined })
  const entries = Array.from({ length: 370 }, (_, i) => ({ number: i + 1, exchange }))
  let length = 0
  const making = { creator: { name: 'kore-mock', version: '1' }, base: '', stretches: new Stretches() }
  for await (const piece of harOf(entries, making)) length += piece.length
  t.ok(length > 2 ** 29, `${length} characters`)
})

t.test('large lists leave in pieces, small ones with their length', async t => {
  const app = plainApp(t)
  const { mock } = app
  const url = '/__admin/requests?format=har'
  mock.control.journal.add(fakeCall({ mock }))
  t.match((await ask(app, 'GET', url)).headers, { 'content-length': /^\d+$/, 'transfer-encoding': undefined })
  const answer = { words: 'some words '.repeat(20_000) }
  for (let i = 0; i < 20; i += 1) mock.control.journal.add(fakeCall({ mock, answer }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.addresses()[0] as AddressInfo
  const got = await fetch(`http://127.0.0.1:${port}${url}`)
  t.equal(got.headers.get('transfer-encoding'), 'chunked')
  const { log } = (await got.json()) as { log: { entries: { response: { content: { text: string } } }[] } }
  t.equal(log.entries.length, 21)
  t.same(JSON.parse(log.entries[20]!.response.content.text), answer)
  const left = await fetch(`http://127.0.0.1:${port}${url}`)
  await left.body?.cancel()
  t.equal((await fetch(`http://127.0.0.1:${port}/__admin/health`)).status, 200, 'a reader that leaves hurts nobody')
})

everyKind(t, 'paths that lead nowhere, however long', async (t, kind) => {
  const app = await mockOfKind(t, kind)
  const long = `/${'abcdefgh/'.repeat(1_600)}`
  for (let i = 0; i < 100; i += 1) await ask(app, 'GET', `${long}${i}`)
  await ask(app, 'GET', '/'.repeat(15_000))
  await ask(app, 'GET', `/api/public/bot/${'x'.repeat(1_000)}/getSession`)
  const { json } = await ask(app, 'GET', '/__admin/requests/unmatched?limit=1000')
  t.equal(json.total, 101, 'any number of slashes is the first page')
  t.equal(json.requests[1].nearest, null)
  t.match(json.requests[0].nearest.operationId, 'getSessions')
  const parts = `/api/public/bot/st-1/${'y'.repeat(300)}`
  await ask(app, 'POST', parts)
  const { nearest } = (await ask(app, 'GET', '/__admin/requests/unmatched?limit=1')).json.requests[0]
  t.match(nearest.why[0], /"y{100}…"/, 'of a part 100 characters are shown')
})

import { get, type IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fastify } from 'fastify'
import t, { type Test } from 'tap'
import { adminRoutes } from '../../src/admin/routes.ts'
import { Mock } from '../../src/mock/mock.ts'
import { type FakeCall, fakeCall } from '../control/fakes.ts'
import { buildApp } from '../helper.ts'
import { everyKind, type Kind, mockOfKind } from '../kinds.ts'
import { IS_LONG } from '../long.ts'

async function listen(t: Test) {
  const mock = new Mock({ scenario: 'small' })
  const app = fastify().register(adminRoutes(mock))
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.close())
  return { mock, app, port: (app.server.address() as AddressInfo).port }
}

/** The same of a kind: exchanges leave its processes in turns, and so is it asked. */
async function ofKind(t: Test, kind: Kind) {
  const app = await mockOfKind(t, kind, { scenario: 'small', areMadeUp: true })
  const began = performance.now() - 10_000
  let count = 0
  const add = (given: FakeCall = {}) =>
    app.add(mock => Object.assign(fakeCall({ mock, ...given }), { startedAt: began + count++, durationMs: 0 }))
  return { add, port: async () => Number(new URL(await app.originFor('/__admin/events')).port) }
}

/** A reader of the stream: what has come so far, and a wait until there is enough of it. */
async function read(port: number, path: string, headers = {}) {
  const response = await new Promise<IncomingMessage>((done, fail) => {
    get({ port, path, headers }, done).on('error', fail)
  })
  let text = ''
  let wake = () => {}
  response.on('data', chunk => {
    text += String(chunk)
    wake()
  })
  const ids = () => [...text.matchAll(/^id: (.*)\nevent: exchange\ndata: (\{.*\})\n$/gm)].map(match => match[1])
  const until = async (count: number) => {
    while (ids().length < count) await new Promise<void>(done => (wake = done))
    return ids()
  }
  return { response, ids, until, text: () => text }
}

everyKind(t, 'tells every exchange as it leaves, to whoever listens wherever', async (t, kind) => {
  const { add, port } = await ofKind(t, kind)
  add()
  const readers = [await read(await port(), '/__admin/events'), await read(await port(), '/__admin/events')]
  add({ status: 412 })
  add()
  for (const { response, until, text } of readers) {
    t.equal(response.statusCode, 200)
    t.match(response.headers['content-type'], /^text\/event-stream/)
    t.same(await until(2), ['r-2', 'r-3'])
    t.match(text(), /"status":412/)
  }
})

t.test('tells what happens to processes, and metrics and the journal have it too', async t => {
  const { mock, app, port } = await listen(t)
  const { until, text } = await read(port, '/__admin/events')
  const lost = { process: 77, entries: 23 }
  mock.control.journal.loseWith(lost)
  mock.control.notices.tell({ ...lost, what: 'lost' })
  mock.control.journal.add(fakeCall({ mock }))
  await until(1)
  t.match(text(), 'event: process\ndata: {"process":77,"entries":23,"what":"lost"}\n\n')
  const get = (path: string) => app.inject({ url: `/__admin/${path}` })
  for (const path of ['requests', 'report']) t.same((await get(path)).json().dropped.lost, [lost], path)
  t.match((await get('metrics')).payload, /^kore_mock_journal_lost_entries 23$/m)
  t.match((await get('requests/r-9')).payload, /23 were lost with process 77/)
  t.equal((await get('requests')).headers['x-mock-silent'], undefined)
  t.intercept(mock.control, 'silent', { value: () => [78, 79] })
  t.equal((await get('requests')).headers['x-mock-silent'], '78, 79')
  t.match((await get('metrics')).payload, /^kore_mock_journal_silent_processes 2$/m)
})

everyKind(t, 'only those that were asked for, from the last one heard on', async (t, kind) => {
  const { add, port } = await ofKind(t, kind)
  for (const testId of ['a', 'b', 'a', 'b', 'a']) add({ testId })
  const { until } = await read(await port(), '/__admin/events?testId=a', { 'last-event-id': 'r-1' })
  add({ testId: 'b' })
  add({ testId: 'a' })
  t.same(await until(3), ['r-3', 'r-5', 'r-7'])
})

t.test('what a reader missed comes in its order, and others have their turns meanwhile', async t => {
  const { mock, port } = await listen(t)
  const turns = new Set<number>()
  let turn = 0
  const ticking = setInterval(() => (turn += 1), 0)
  t.teardown(() => clearInterval(ticking))
  const missed = IS_LONG ? 300 : 60
  for (let i = 0; i < missed; i += 1) {
    const call = fakeCall({ mock })
    // Each takes some time to show.
    const url = `/${'key=%252541'.repeat(1_300)}`
    Object.defineProperty(call, 'url', { get: () => turns.add(turn) && url })
    mock.control.journal.add(call)
  }
  const { until } = await read(port, '/__admin/events', { 'last-event-id': 'r-0' })
  mock.control.journal.add(fakeCall({ mock }))
  t.same(
    await until(missed + 1),
    Array.from({ length: missed + 1 }, (_, i) => `r-${i + 1}`),
  )
  t.ok(turns.size > 1, `${turns.size} turns`)
})

t.test('ends with the mock, and lets go of a reader that left', async t => {
  const { mock, app, port } = await listen(t)
  const leaving = await read(port, '/__admin/events')
  const staying = await read(port, '/__admin/events')
  leaving.response.destroy()
  mock.control.journal.add(fakeCall({ mock }))
  t.same(await staying.until(1), ['r-1'])
  const ended = new Promise(done => staying.response.on('end', done))
  await app.close()
  await ended
  t.pass('the stream has an end')
})

t.test('so many streams of one address, and of all; further ones hear it, and may come when one has left', async t => {
  const { mock, port } = await listen(t)
  const open = await Promise.all(Array.from({ length: 32 }, () => read(port, '/__admin/events')))
  const more = await read(port, '/__admin/events')
  t.same([more.response.statusCode, more.response.headers['retry-after']], [503, '5'])
  await new Promise(done => more.response.once('end', done))
  const message = 'At most 32 streams of events are open for one address at a time, and that many are'
  t.match(JSON.parse(more.text()), {
    errors: [{ code: 503, mockCode: 'KM_ADMIN_STREAMS', msg: message, error: [{ property: 'server', message }] }],
  })
  t.equal((await fetch(`http://127.0.0.1:${port}/__admin/requests`)).status, 200, 'nothing else is refused')
  const places = Array.from({ length: 68 }, (_, i) => mock.streamPlaces.take(`10.0.0.${i % 4}`))
  t.match(mock.streamPlaces.take('10.0.0.9'), { taken: 100, ofAll: true })
  for (const place of places) if ('leave' in place) for (const _ of 'ab') place.leave()
  open[0]!.response.destroy()
  for (let status = 503; status !== 200; ) {
    const next = await read(port, '/__admin/events')
    status = next.response.statusCode ?? 0
    if (status === 503) await new Promise(done => next.response.resume().once('end', done))
  }
  t.match(mock.streamPlaces.take('127.0.0.1'), { taken: 32, ofAll: false }, 'what has left is counted once')
})

t.test('a reader that reads nothing is let go, and holds little meanwhile', async t => {
  const { mock, port } = await listen(t)
  const { response } = await new Promise<{ response: IncomingMessage }>((done, fail) => {
    get({ port, path: '/__admin/events' }, response => done({ response })).on('error', fail)
  })
  response.pause()
  const cut = new Promise<string>(done => response.once('error', error => done(String(error))))
  const sent = { path: 'x'.repeat(10_000), entries: 0 }
  // Bytes that wait for it: in this process, whatever the machine's own buffers hold.
  let most = 0
  const write = ServerResponse.prototype.write
  t.intercept(ServerResponse.prototype, 'write', {
    value(this: ServerResponse, ...given: Parameters<typeof write>) {
      const isMore = write.apply(this, given)
      most = Math.max(most, this.writableLength)
      return isMore
    },
  })
  let isCut = false
  void cut.then(() => (isCut = true))
  while (!isCut && sent.entries < 10_000) {
    for (let i = 0; i < 20; i += 1) {
      mock.control.journal.add(fakeCall({ mock, url: `/${sent.path}`, answer: { a: sent.path } }))
      sent.entries += 1
    }
    await new Promise(done => setImmediate(done))
    // A reader that is cut sees it once it looks.
    if (sent.entries * 11_000 > 80_000_000) response.resume()
  }
  t.match(await cut, /aborted|reset/)
  t.ok(most < 512 * 1024, `${most} bytes waited`)
  mock.control.journal.add(fakeCall({ mock }))
  const again = await read(port, '/__admin/events', { 'last-event-id': `r-${sent.entries - 2}` })
  t.same(
    await again.until(3),
    [sent.entries - 1, sent.entries, sent.entries + 1].map(number => `r-${number}`),
  )
})

t.test('HEAD gets its head at once, and takes no place', async t => {
  const app = buildApp(t)
  for (let i = 0; i < 40; i += 1) {
    const { statusCode, headers, body } = await app.inject({ method: 'HEAD', url: '/__admin/events' })
    t.match([statusCode, headers['content-type'], body], [200, 'text/event-stream; charset=utf-8', ''])
  }
})

t.test('what is wrong with the request is told like everywhere', async t => {
  const { port } = await listen(t)
  const { response } = await read(port, '/__admin/events?testId=')
  t.equal(response.statusCode, 412)
})

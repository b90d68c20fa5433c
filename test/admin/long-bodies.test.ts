import t from 'tap'
import { MOST_OF_ANSWER, MOST_OF_REQUEST } from '../../src/control/redact/first-part.ts'
import { fakeCall } from '../control/fakes.ts'
import { ask, BOT, jwt } from '../helper.ts'
import { everyKind, mockOfKind } from '../kinds.ts'

/* Bodies of which only a part is shown, and those that no search compares. */

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const JSON_TYPE = { 'content-type': 'application/json' }

everyKind(t, 'of a long body the first part is shown, and how long it was', async (t, kind) => {
  const app = await mockOfKind(t, kind, { areMadeUp: true })
  const body = JSON.stringify({ note: 'a word '.repeat(100_000), password: 'hunter2' })
  await ask(app, 'POST', SESSIONS, { body, headers: JSON_TYPE })
  const answer = Buffer.from(JSON.stringify({ sessions: ['some € '.repeat(100_000)] }))
  app.add(mock => fakeCall({ mock, answer: answer.toString() }))
  const [sent, got] = await Promise.all(
    ['r-1', 'r-2'].map(async id => (await ask(app, 'GET', `/__admin/requests/${id}`)).json),
  )
  t.equal(sent.request.bodyLength, body.length)
  t.equal(sent.request.body, body.slice(0, sent.request.body.length))
  t.ok(sent.request.body.length > MOST_OF_REQUEST - 10)
  t.notHas(sent.response, { bodyLength: Number })
  t.equal(got.response.bodyLength, answer.length)
  t.equal(got.request.body, null)
  const { log } = JSON.parse((await ask(app, 'GET', '/__admin/requests?format=har')).text)
  const [{ request }, { response }] = log.entries
  t.equal(request.bodySize, body.length)
  t.match(request.postData, {
    text: sent.request.body,
    comment: `Only the first part of ${body.length} bytes is shown`,
  })
  t.match(response.content, { size: answer.length, comment: `Only the first part of ${answer.length} bytes is shown` })
  const pact = JSON.parse((await ask(app, 'GET', '/__admin/requests?format=pact')).text)
  t.same(pact.interactions, [])
  t.match(pact.metadata.koreMock.leftOut, [
    { id: 'r-1', why: `RangeError: A body of ${body.length} bytes is too long for an example` },
    { id: 'r-2', why: `RangeError: A body of ${answer.length} bytes is too long for an example` },
  ])
  t.equal((await ask(app, 'GET', '/__admin/report')).json.calls, 2)
})

everyKind(t, 'a body up to the bound is shown whole, as JSON', async (t, kind) => {
  const app = await mockOfKind(t, kind, { areMadeUp: true })
  const note = 'x'.repeat(MOST_OF_REQUEST - '{"note":""}'.length)
  await ask(app, 'POST', '/nowhere', { body: { note }, headers: JSON_TYPE })
  await ask(app, 'POST', '/nowhere', { body: { note: `${note}x` }, headers: JSON_TYPE })
  const answered = JSON.stringify('x'.repeat(MOST_OF_ANSWER - '""'.length))
  const began = performance.now()
  for (const [later, answer] of [answered, `${answered} `].entries()) {
    app.add(mock => Object.assign(fakeCall({ mock, answer }), { startedAt: began, durationMs: later / 1_000 }))
  }
  t.equal((await ask(app, 'GET', '/__admin/requests/r-3')).json.response.body, JSON.parse(answered))
  t.equal((await ask(app, 'GET', '/__admin/requests/r-4')).json.response.bodyLength, MOST_OF_ANSWER + 1)
  t.same((await ask(app, 'GET', '/__admin/requests/r-1')).json.request.body, { note })
  const { request } = (await ask(app, 'GET', '/__admin/requests/r-2')).json
  t.type(request.body, 'string')
  t.equal(request.bodyLength, MOST_OF_REQUEST + 1)
})

everyKind(
  t,
  'no half of a secret is shown where the part ends',
  async (t, kind) => {
    const token = jwt({ appId: 'cs-1' })
    const secrets = {
      signature: [`"${token}"`, token.split('.')[2]!],
      drawn: ['aZ3kQ9xT7mB2vL5nC8pR1sD4fG6hJ0wY', 'aZ3kQ9x'],
      address: ['https://me:hunter2hunter2@example.com/', 'hunter2'],
      named: ['"password": "hunter2hunter2"', 'hunter2'],
      key: ['ghp_abcdefghijklmnop', 'ghp_abcdef'],
      words: ['"authorization": "Digest a=hunter2, b=hunter2"', 'hunter2'],
    } as const
    const app = await mockOfKind(t, kind)
    for (const [name, [secret, seen]] of Object.entries(secrets)) {
      for (let cut = 1; cut < secret.length; cut += 3) {
        const before = 'a word '.repeat(MOST_OF_REQUEST / 7).padEnd(MOST_OF_REQUEST - cut, ' ')
        await ask(app, 'POST', '/nowhere', {
          body: `${before.slice(0, MOST_OF_REQUEST - cut)}${secret}`,
          headers: { ...JSON_TYPE, 'x-request-id': `${name}-${cut}` },
        })
        const { text } = await ask(app, 'GET', `/__admin/requests/${name}-${cut}`)
        t.notMatch(text, seen, `${name}, cut after ${cut}`)
        t.match(text, '"bodyLength":', name)
      }
    }
  },
  { isSlow: true },
)

everyKind(t, 'what is not compared is named', async (t, kind) => {
  const app = await mockOfKind(t, kind)
  const post = (body: string) => ask(app, 'POST', '/nowhere', { body, headers: JSON_TYPE })
  await post(`{"list":[${'{},'.repeat(20_001)}{"a":1}]}`)
  await post(`${'['.repeat(65)}${']'.repeat(65)}`)
  await post(`{"list":[${'{"b":1},'.repeat(5_000)}{"a":1}]}`)
  await post('{"list":[{"a":1}]}')
  await post('no JSON')
  const long = `{"note":"${'a word '.repeat(10_000)}","last":1}`
  const search = async (criteria: string, path = 'count') =>
    (await ask(app, 'POST', `/__admin/requests/${path}`, { body: criteria, headers: JSON_TYPE })).json
  const tooLarge = 'RangeError: its body has more than 64 levels or 20000 parts, and is not compared as JSON'
  const beyond = [
    { id: 'r-2', why: tooLarge },
    { id: 'r-1', why: tooLarge },
  ]
  t.same(await search('{"body":{"contains":{"list":[{"a":1}]}}}'), { count: 2, unsure: beyond })
  const found = await search('{"body":{"contains":{"list":[{"a":1}]}}}', 'find')
  t.match(found, { total: 2, requests: [{ id: 'r-4' }, { id: 'r-3' }], unsure: beyond })
  const many = `[${'{"a":1},'.repeat(4_000)}{"a":1}]`
  t.match(await search(`{"body":{"contains":{"list":${many}}}}`), {
    count: 1,
    unsure: [{ id: 'r-3', why: /takes more than 300000 steps; ask for fewer items/ }, ...beyond],
  })
  t.same(await search('{"body":{"contains":"{},{}"}}'), { count: 1 }, 'a text is looked for in all')
  t.same(await search('{"body":{"equals":{"list":[{"a":1}]}}}'), { count: 1 }, 'nothing beyond the limits is the same')
  await post(long)
  const unsure = [
    {
      id: 'r-6',
      why: `RangeError: its body has ${long.length} bytes, of which the first ${MOST_OF_REQUEST} are shown and searched, as text`,
    },
  ]
  t.same(await search('{"body":{"contains":"a word a"}}'), { count: 1 }, 'in the part that is shown')
  t.same(await search('{"body":{"contains":"last"}}'), { count: 0, unsure }, 'behind it')
  t.same(await search('{"body":{"equals":{"last":1}}}'), { count: 0, unsure })
})

everyKind(t, 'a search has at most 100 headers and parameters', async (t, kind) => {
  const app = await mockOfKind(t, kind)
  for (const place of ['headers', 'query']) {
    for (const [count, status] of [
      [100, 200],
      [101, 412],
    ] as const) {
      const wanted = Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, 'a']))
      const got = await ask(app, 'POST', '/__admin/requests/count', { body: { [place]: wanted } })
      t.equal(got.status, status, `${count} ${place}`)
    }
  }
})

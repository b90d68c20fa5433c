import t from 'tap'
import { loadScenario } from '../../../src/scenario/load.ts'
import { ALL_IGNORED, IGNORED, together, WRONG_TYPES } from '../../contract/beside-ids.ts'
import { ids, type Sent } from '../../contract/row.ts'
import { ask, BOT, buildApp } from '../../helper.ts'
import type { SessionRow } from '../views.ts'

const ONE = `/api/public/bot/${BOT}/getSessions`
const ACCOUNT_WIDE = '/api/public/getSessions'
const CLAMPING = { scenario: loadScenario({ extends: 'default', limits: 'clamp' }) }
type App = ReturnType<typeof buildApp>

/** Sends query and body, a value that is a list under its name several times. */
function send(app: App, path: string, { query = {}, body }: Sent) {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, String(one)]),
    ),
  )
  return ask(app, 'POST', `${path}?${search}`, { body: body as object })
}

/** Some sessions of the week, and an id that is none. */
async function wanted(app: App): Promise<Sent> {
  const { json } = await ask(app, 'POST', ONE, { body: { limit: 3, skip: 40 } })
  return { body: { sessionId: [...json.sessions.map((row: SessionRow) => row.sessionId), 'nobody'] } }
}

for (const [what, options] of [
  ['limits that are refused', {}],
  ['limits: clamp', CLAMPING],
] as const) {
  for (const path of [ONE, ACCOUNT_WIDE]) {
    t.test(`ruling R27: filters beside ids, ${what}, ${path === ONE ? 'one bot' : 'account-wide'}`, async t => {
      const app = buildApp(t, options)
      const alone = await wanted(app)
      const plain = await send(app, path, alone)
      t.equal(plain.status, 200)
      t.equal(plain.json.sessions.length, 3)
      t.strictSame(plain.json.invalidSessions, ['nobody'])
      for (const [invalid, other] of [...IGNORED, ['all of it', ALL_IGNORED] as const]) {
        const sent = together(alone, other)
        // More than once, as what comes again is answered another way.
        for (let i = 0; i < 3; i++) {
          const { status, text } = await send(app, path, sent)
          t.equal(status, 200, invalid)
          t.equal(text, plain.text, `${invalid}: the same bytes as without it`)
        }
      }
      for (const [other, said] of WRONG_TYPES) {
        const { status, json } = await send(app, path, together(alone, other))
        t.equal(status, 412, said.join())
        t.match(json.errors[0], { msg: 'Validation errors/ Invalid arguments', code: 412 })
        t.strictSame(
          json.errors[0].error.map(({ property }: { property: string }) => property),
          said.map(text => text.split(' ')[0]),
        )
      }
      const ofIds = await send(app, path, together(ALL_IGNORED, { body: { sessionId: ['a', 5] } }))
      t.strictSame(ofIds.json.errors[0].error, [{ property: 'body.sessionId[1]', message: 'must be text; found 5' }])
      const none = await send(app, path, together({ body: { sessionId: [] } }, { body: { sessionType: 'both' } }))
      t.equal(none.status, 412, 'an empty list is as good as none')
    })
  }
}

t.test('ruling R27: more than 50 ids beside what is ignored: 412, and cut with limits: clamp', async t => {
  const many = together(ALL_IGNORED, { body: { sessionId: ids(51) } })
  const refused = await send(buildApp(t), ONE, many)
  t.equal(refused.status, 412)
  t.strictSame(refused.json.errors[0].error, [
    { property: 'body.sessionId', message: 'must not have more than 50 items; found 51' },
  ])
  const cut = await send(buildApp(t, CLAMPING), ONE, many)
  t.equal(cut.status, 200)
  t.strictSame(cut.json.invalidSessions, ids(50))
})

t.test('ruling R27: a range beside ids keeps no answer, as their session tags grow old (facts 6.3)', async t => {
  const app = buildApp(t)
  const day = { dateFrom: '2026-02-26', dateTo: '2026-02-26' }
  const { json } = await ask(app, 'POST', ONE, { body: { ...day, limit: 1000 } })
  const tagged = json.sessions.find((row: SessionRow) => row.tags.sessionTags.length > 0)
  const sent = { body: { ...day, sessionId: [tagged.sessionId] } }
  const tags = async () => (await send(app, ONE, sent)).json.sessions[0].tags.sessionTags.length
  for (let i = 0; i < 3; i++) t.equal(await tags(), tagged.tags.sessionTags.length)
  await app.inject({
    method: 'PUT',
    url: '/__admin/clock',
    headers: { host: 'localhost' },
    payload: { now: '2026-04-01T00:00:00Z' },
  })
  t.equal(await tags(), 0)
})

t.test('ruling R27: a page that goes wrong is none of ids', async t => {
  const app = buildApp(t)
  const alone = await wanted(app)
  const plain = await send(app, ONE, alone)
  for (const page of ['shift', 'repeat-last']) {
    const fault = { match: { operationId: 'getSessions' }, fault: { page } }
    const made = await app.inject({
      method: 'POST',
      url: '/__admin/faults',
      headers: { host: 'localhost' },
      payload: fault,
    })
    t.equal(made.statusCode, 201, made.payload)
    for (const skip of [-1, 0, 1, 2, 1e12]) {
      const { status, text } = await send(app, ONE, together(alone, { body: { skip, limit: 2 } }))
      t.equal(status, 200)
      t.equal(text, plain.text, `${page}, skip ${skip}`)
    }
    await app.inject({ method: 'DELETE', url: '/__admin/faults', headers: { host: 'localhost' } })
  }
})

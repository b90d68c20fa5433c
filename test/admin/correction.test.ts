import t from 'tap'
import { ask, BOT, NOW } from '../helper.ts'
import { everyKind, type MockOfKind, mockOfKind } from '../kinds.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const SEGMENTS = `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=2026-03-08&to=2026-03-09`

const WIDGET = `/api/public/bot/${BOT}/dashboard/{}?startDate=2026-03-08&endDate=2026-03-08`

interface Corrected {
  readonly operationId: string | null
  readonly request: { method: string; url: string; headers: Record<string, string>; body: object | null } | null
  readonly corrections: readonly { property: string; from?: unknown; to?: unknown; why: string }[]
  readonly advice: string | null
  readonly rules: readonly { property: string; pointer: string | null; source: string | null }[]
}

/** What would have been right of the latest request. */
async function correctionOf(app: MockOfKind): Promise<Corrected> {
  const { json } = await ask(app, 'GET', '/__admin/requests?limit=1')
  return (await ask(app, 'GET', `/__admin/requests/${json.requests[0].id}/correction`)).json
}

/** Sends what would be right, with a token that is good. */
async function send(app: MockOfKind, { request }: Corrected) {
  const { json } = await ask(app, 'POST', '/__admin/tokens')
  const headers = { ...request!.headers, auth: json.token }
  return ask(app, request!.method as 'POST', request!.url, { headers, body: request!.body ?? undefined })
}

everyKind(
  t,
  'what would be right is answered with data, whatever was refused',
  async (t, kind) => {
    const app = await mockOfKind(t, kind, { auth: 'strict' })
    const { json } = await ask(app, 'POST', '/__admin/tokens')
    const { json: narrow } = await ask(app, 'POST', '/__admin/tokens', { body: { missingScope: true } })
    const auth = json.token
    for (const [status, method, url, options, changed] of [
      [412, 'POST', SESSIONS, { body: { limit: 0 } }, ['body.limit']],
      [412, 'POST', SESSIONS, { body: '{', headers: { 'content-type': 'application/json' } }, ['body']],
      [412, 'POST', SESSIONS, { body: '{}', headers: { 'content-type': 'text/plain' } }, ['headers.content-type']],
      [400, 'POST', SESSIONS, { body: { dateFrom: '2026-01-01', dateTo: '2026-03-01' } }, ['body.dateFrom']],
      [400, 'POST', SESSIONS.replace(BOT, 'st-nobody'), { body: {} }, ['path']],
      [400, 'POST', SESSIONS.replace(BOT, 'nobody'), { body: {} }, ['path']],
      [404, 'POST', SESSIONS.replace('getSessions', 'getsessions'), { body: {} }, ['path']],
      [400, 'POST', SESSIONS.replace(BOT, 'st-%ff'), { body: {} }, ['path']],
      [412, 'POST', `${SESSIONS}?containmentType=%ff`, { body: {} }, ['query.containmentType']],
      [400, 'GET', WIDGET.replace('{}', 'No%20such/widget/none'), {}, ['path']],
      [400, 'GET', WIDGET.replace('{}', 'Customer%20Insights/widget/none'), {}, ['path']],
      [400, 'GET', WIDGET.replace('{}', '%ff/widget/%ff'), {}, ['path']],
      [404, 'GET', WIDGET.replace('{}', 'Operations/widgets/Heavy%20Users'), {}, ['path']],
      [405, 'GET', SESSIONS, {}, ['method']],
      [401, 'POST', SESSIONS, { headers: { auth: undefined } }, ['headers.auth']],
      [401, 'POST', SESSIONS, { headers: { auth: narrow.token } }, ['headers.auth']],
      [401, 'POST', SEGMENTS, { headers: { accountid: 'another' } }, ['headers.accountid']],
      [412, 'POST', SEGMENTS, { headers: { accountid: undefined } }, ['headers.accountid']],
    ] as const) {
      const name = `${method} ${url} ${JSON.stringify(options)}`
      const headers: Record<string, string | undefined> = { auth, ...('headers' in options ? options.headers : {}) }
      const body = 'body' in options ? options.body : undefined
      const refused = await ask(app, method, url, { body, headers })
      t.equal(refused.status, status, name)
      const corrected = await correctionOf(app)
      t.same(
        corrected.corrections.map(({ property }) => property),
        changed,
        name,
      )
      t.equal((await send(app, corrected)).status, 200, `${name}: it is good now`)
    }
  },
  { isSlow: true },
)

everyKind(
  t,
  'what could be read of a path stays, and what could not is shown as it was sent',
  async (t, kind) => {
    const app = await mockOfKind(t, kind)
    const pathFor = async (path: string) => {
      await ask(app, 'GET', WIDGET.replace('{}', path))
      const { request, corrections } = await correctionOf(app)
      return [request?.url.split('/dashboard/')[1]?.split('?')[0], corrections[0]?.why]
    }
    t.same(await pathFor('Customer%20Insights/widget/none'), [
      'Customer%20Insights/widget/Dollar%20Value%20Breakup',
      'there is no widget "none"; there are: Dollar Value Breakup, Customer Type Summary',
    ])
    t.same(await pathFor('Operations/widgets/Heavy%20Users'), [
      'Operations/widget/Heavy%20Users',
      'part 7 is "widgets"; expected "widget"',
    ])
    t.match(await pathFor('%ff/widget/%ff'), [/^Operations\/widget\//, /part 6 must be UTF-8 .* found "%ff"/])
    await ask(app, 'POST', `${SESSIONS}?containmentType=%ff`, { body: {} })
    t.match(await correctionOf(app), { corrections: [{ property: 'query.containmentType', from: '%ff' }] })
    const { json } = await ask(app, 'GET', '/__admin/requests?limit=1')
    t.match((await ask(app, 'GET', `/__admin/requests/${json.requests[0].id}`)).json.request.query, {
      containmentType: '%ff',
    })
  },
  { isSlow: true },
)

everyKind(t, 'secrets do not come back', async (t, kind) => {
  const app = await mockOfKind(t, kind)
  const token = 'aaaaaaaaaa.bbbbbbbbbbbbbbbb.cccccccccccccccccc'
  await ask(app, 'POST', `${SESSIONS}?access_token=s3cr3t-of-mine`, { headers: { auth: token }, body: { limit: 0 } })
  const { text } = await ask(app, 'GET', '/__admin/requests/r-1/correction')
  t.notMatch(text, /cccccccccccccccccc|s3cr3t-of-mine/)
})

everyKind(t, 'what no better request would change is said', async (t, kind) => {
  const app = await mockOfKind(t, kind, { scenario: 'rate-limited' })
  await ask(app, 'POST', SESSIONS, { body: {} })
  t.match(await correctionOf(app), { request: null, corrections: [], advice: 'It was right.' })
  await ask(app, 'POST', SESSIONS, { body: {}, headers: { prefer: 'code=412' } })
  t.match(await correctionOf(app), { request: null, advice: /Prefer/ })
  const { json: fault } = await ask(app, 'POST', '/__admin/faults', { body: { times: 1, fault: { status: 503 } } })
  await ask(app, 'POST', SESSIONS, { body: {} })
  t.match(await correctionOf(app), { request: null, advice: new RegExp(`Fault ${fault.id} befell it`) })
  for (let status = 200; status === 200; ) ({ status } = await ask(app, 'POST', SESSIONS, { body: {} }))
  t.match(await correctionOf(app), { request: null, advice: /quota was full.* \d+ s/ })
  await ask(app, 'GET', '/nothing/of/that/kind/here/at/all')
  t.match(await correctionOf(app), { operationId: null, request: null, advice: /resembles no operation/ })
})

everyKind(t, 'values come from the world', async (t, kind) => {
  const app = await mockOfKind(t, kind)
  await ask(app, 'POST', `/agentassist/api/v1/public/${BOT}/aaconversation`, { body: {} })
  const { request, rules } = await correctionOf(app)
  t.same(request?.body, { from: '2026-03-03', to: '2026-03-08' }, `six days before ${NOW}`)
  t.match(rules, [{ property: 'body.from', pointer: '#/components/schemas/ConversationsRequest/properties/from' }])
})

everyKind(t, 'names that are not known (ruling R14)', async (t, kind) => {
  const app = await mockOfKind(t, kind)
  const messages = `/api/public/bot/${BOT}/getMessages`
  const tags = (name: string) => ({ and: [{ [name]: 'a', values: ['b'], type: 'session' }] })
  for (const [method, url, body, unknown, changed] of [
    ['POST', `${SESSIONS}?Limit=3`, { limit: 1 }, ['query.Limit'], { 'query.Limit': undefined }],
    [
      'POST',
      `${SESSIONS}?containmenttype=agent`,
      {},
      ['query.containmenttype'],
      { 'query.containmentType': 'agent', 'query.containmenttype': undefined },
    ],
    ['POST', SESSIONS, { Limit: 3, limit: 2 }, ['body.Limit'], { 'body.Limit': undefined }],
    ['POST', SESSIONS, { LIMIT: 3 }, ['body.LIMIT'], { 'body.limit': 3, 'body.LIMIT': undefined }],
    ['POST', SESSIONS, { constructor: 1 }, ['body.constructor'], { 'body.constructor': undefined }],
    [
      'POST',
      SESSIONS,
      { tags: { ...tags('name'), nothing: [] } },
      ['body.tags.nothing'],
      { 'body.tags': tags('name') },
    ],
    ['POST', SESSIONS, { tags: tags('nam') }, ['body.tags.and[0].nam'], { 'body.tags': tags('name') }],
    [
      'POST',
      messages,
      { userId: 'u-1', sessionID: ['x'] },
      ['body.sessionID'],
      { 'body.sessionId': ['x'], 'body.sessionID': undefined },
    ],
    [
      'GET',
      `${messages}?userId=u-1&tags=${encodeURIComponent(JSON.stringify(tags('Name')))}`,
      undefined,
      ['query.tags.and[0].Name'],
      { 'query.tags': JSON.stringify(tags('name')) },
    ],
  ] as const) {
    const name = `${url} ${JSON.stringify(body)}`
    await ask(app, method, url, { body })
    const { json } = await ask(app, 'GET', '/__admin/requests?limit=1')
    const [entry] = json.requests
    t.same(places(entry.unknown), unknown, `${name}: in the list`)
    const { json: details } = await ask(app, 'GET', `/__admin/requests/${entry.id}`)
    t.same(places(details.unknown), unknown, `${name}: in the entry`)
    const corrected = await correctionOf(app)
    const made = corrected.corrections.map(({ property, to }) => [property, to] as const)
    t.same(Object.fromEntries(made), changed, name)
    const sent = await send(app, corrected)
    t.notOk((await ask(app, 'GET', '/__admin/requests?limit=1')).json.requests[0].unknown, `${name}: none is left`)
    t.ok(sent.status < 500)
  }
  await ask(app, 'POST', SESSIONS, { body: { limit: 1 } })
  t.notOk('unknown' in (await ask(app, 'GET', '/__admin/requests?limit=1')).json.requests[0], 'nothing to tell')
})

const places = (told: readonly { readonly property: string }[]) => told.map(({ property }) => property)

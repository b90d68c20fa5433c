/** What a client sees on a real socket when a fault or a quota befalls its call, set through the admin API. */
import t, { type Test } from 'tap'
import type { ScenarioFile } from '../../src/scenario/file.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { FaultAction } from '../../src/scenario/types.ts'
import { ACCOUNT, STRANGER } from '../helper.ts'
import { everyKind, type Kind, type MockOfKind, type MockOfKindOptions, mockOfKind } from '../kinds.ts'

const BOT = 'st-wire'
const NOW = '2026-03-09T12:00:00Z'

const FEW: ScenarioFile = {
  everyBot: { sessions: { perDay: 0 } },
  bots: { [BOT]: { sessions: { perDay: 0, exactly: 30, between: ['2026-03-02', '2026-03-03'] } } },
}

function start(t: Test, kind: Kind, file = FEW, options: MockOfKindOptions = {}): Promise<MockOfKind> {
  return mockOfKind(t, kind, { scenario: loadScenario(file), now: NOW, ...options })
}

async function call(mock: MockOfKind, { skip = 0, testId = '', headers = {} } = {}): Promise<Response> {
  const path = `/api/public/bot/${BOT}/getSessions`
  return fetch(`${await mock.originFor(path)}${path}`, {
    method: 'POST',
    headers: {
      auth: STRANGER,
      accountId: ACCOUNT,
      'content-type': 'application/json',
      ...(testId === '' ? {} : { 'x-test-id': testId }),
      ...headers,
    },
    body: JSON.stringify({ dateFrom: '2026-03-01', dateTo: '2026-03-05', skip, limit: 10 }),
  })
}

const admin = async (mock: MockOfKind, method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${await mock.originFor('/__admin/')}/__admin/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })

/** The only line of the journal. */
async function line(mock: MockOfKind) {
  const { requests } = (await (await admin(mock, 'GET', 'requests')).json()) as { requests: object[] }
  return requests[0]
}

async function withFault(t: Test, kind: Kind, fault: FaultAction, rest = {}): Promise<MockOfKind> {
  const mock = await start(t, kind)
  const response = await admin(mock, 'POST', 'faults', { fault, ...rest })
  t.equal(response.status, 201)
  return mock
}

/** The code that the failure of a fetch has at its root. */
async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'none'
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    return cause?.code ?? String(error)
  }
}

everyKind(t, 'status: the documented body, Retry-After where a client may come back', async (t, kind) => {
  const mock = await withFault(t, kind, { status: 429 }, { times: 1 })
  const refused = await call(mock)
  t.equal(refused.status, 429)
  t.equal(refused.headers.get('retry-after'), '1')
  t.match(await refused.json(), { errors: [{ msg: /rate limit/, code: 429 }] })
  t.match(await line(mock), { status: 429, fault: 'fault-1', violations: [] })
  t.equal((await call(mock)).status, 200, 'once was enough')
})

everyKind(t, 'status: one that no document names has the envelope all the same', async (t, kind) => {
  const mock = await withFault(t, kind, { status: 503 })
  const refused = await call(mock)
  t.equal(refused.status, 503)
  t.same(await refused.json(), { errors: [{ msg: 'Service Unavailable', code: 503 }] })
})

everyKind(t, 'delay', async (t, kind) => {
  const mock = await withFault(t, kind, { delay: { type: 'fixed', ms: 2_000 } }, { match: { testId: 'slow' } })
  for (let i = 0; i < 3; i++) await call(mock, { testId: 'before' })
  let isAnswered = false
  const slow = call(mock, { testId: 'slow' }).then(answer => {
    isAnswered = true
    return answer
  })
  t.equal((await call(mock, { testId: 'other' })).status, 200, 'the neighbour is not held back')
  t.notOk(isAnswered, 'the one before it is')
  t.equal((await slow).status, 200, 'it is answered in the end')
})

everyKind(t, 'connection: reset and empty', async (t, kind) => {
  const reset = await withFault(t, kind, { connection: 'reset' })
  t.equal(await failureOf(call(reset)), 'ECONNRESET')
  t.match(await line(reset), { status: 0, fault: 'fault-1' })
  const empty = await withFault(t, kind, { connection: 'empty' })
  t.equal(await failureOf(call(empty)), 'UND_ERR_SOCKET')
})

everyKind(t, 'body: cut, garbage, dribbled', async (t, kind) => {
  const whole = await (await call(await start(t, kind))).text()

  const cut = await call(await withFault(t, kind, { body: { truncateAt: 0.5 } }))
  t.equal(cut.status, 200)
  t.equal(Number(cut.headers.get('content-length')), whole.length)
  t.match(await failureOf(cut.text()), /UND_ERR_SOCKET|terminated/)

  const garbage = await call(await withFault(t, kind, { body: { garbage: true } }))
  t.equal(garbage.status, 200)
  t.match(garbage.headers.get('content-type'), /json/)
  t.match(await failureOf(garbage.json()), /SyntaxError/)

  const dribbled = await call(await withFault(t, kind, { body: { dribbleMs: 60 } }))
  t.equal(await dribbled.text(), whole)
  const slow = await call(await withFault(t, kind, { body: { dribbleMs: 5_000 } }))
  const reader = slow.body?.getReader()
  const first = await reader?.read()
  t.ok((first?.value?.length ?? 0) < whole.length, 'the head does not wait for the body')
  await reader?.cancel()
})

everyKind(t, 'page: shift and repeat-last', async (t, kind) => {
  const pages = async (mock: MockOfKind) => {
    const ids: string[][] = []
    for (const skip of [0, 10, 20, 30]) {
      const page = (await (await call(mock, { skip })).json()) as { sessions: { sessionId: string }[] }
      ids.push(page.sessions.map(({ sessionId }) => sessionId))
    }
    return ids
  }
  const truth = (await pages(await start(t, kind))).flat()
  t.equal(truth.length, 30)
  const shifted = await pages(await withFault(t, kind, { page: 'shift' }))
  t.same(shifted, [truth.slice(0, 10), truth.slice(9, 19), truth.slice(19, 29), truth.slice(29)])
  const repeated = await pages(await withFault(t, kind, { page: 'repeat-last' }))
  t.same(
    repeated.map(ids => ids[0]),
    [truth[0], truth[9], truth[19], undefined],
  )
  t.same(repeated[1]?.slice(1), truth.slice(11, 20))
})

everyKind(t, 'a quota on a clock that is moved', async (t, kind) => {
  const scenario = {
    extends: 'default',
    bots: { [BOT]: {} },
    quotas: [{ perMinute: 3, perHour: 5 }],
  }
  const mock = await start(t, kind, scenario)
  const statuses = async (count: number, testId = '') => {
    const found: (number | string)[] = []
    for (let i = 0; i < count; i += 1) {
      const response = await call(mock, { testId })
      const retry = response.headers.get('retry-after')
      found.push(retry === null ? response.status : `${response.status} after ${retry}`)
    }
    return found
  }
  t.same(await statuses(4), [200, 200, 200, '429 after 60'])
  t.same(await statuses(4, 'beside'), [200, 200, 200, '429 after 60'], 'a test beside it has a count of its own')
  await admin(mock, 'PUT', 'clock', { advance: 'PT59S' })
  t.same(await statuses(1), ['429 after 1'])
  await admin(mock, 'PUT', 'clock', { advance: 'PT1S' })
  t.same(await statuses(3), [200, 200, '429 after 3540'], 'now the hour is full')
  const refused = await call(mock)
  t.match(await refused.json(), { errors: [{ msg: /exceeded the hourly rate limit/, code: 429 }] })
  t.match(await (await admin(mock, 'GET', 'quotas')).json(), {
    quotas: [{ bucket: 'getSessions', botId: BOT, testId: null, hour: { limit: 5, used: 5 } }, { testId: 'beside' }],
  })
  await admin(mock, 'POST', 'reset')
  t.same(await statuses(1), [200])
})

everyKind(t, 'tokens that are wrong are refused for what is wrong with them', async (t, kind) => {
  const mock = await start(t, kind, FEW, { auth: 'strict' })
  const answer = async (options: object) => {
    const { token } = (await (await admin(mock, 'POST', 'tokens', options)).json()) as { token: string }
    const response = await call(mock, { headers: { auth: token } })
    const { errors } = (await response.json()) as { errors?: { msg: string }[] }
    return [response.status, errors?.[0]?.msg].join(' ').trim()
  }
  t.equal(await answer({}), '200')
  t.equal(await answer({ algorithm: 'HS512' }), '200')
  t.equal(await answer({ expired: true }), '401 Invalid SDK credentials')
  t.equal(await answer({ notYetValid: true }), '401 Invalid SDK credentials')
  t.equal(await answer({ wrongSecret: true }), '401 Invalid SDK credentials')
  t.equal(await answer({ algorithm: 'none' }), '401 Invalid SDK credentials')
  t.equal(await answer({ missingScope: true }), '401 Permission denied. Scope is incorrect!')
  t.equal(await answer({ scopes: ['Chat History'] }), '401 Permission denied. Scope is incorrect!')
})

everyKind(t, 'answers leave in the order of the journal', async (t, kind) => {
  const mock = await withFault(t, kind, { delay: { type: 'fixed', ms: 400 } }, { match: { header: { 'x-slow': '1' } } })
  const left: string[] = []
  const send = async (name: string, headers = {}) => {
    await (await call(mock, { headers: { 'x-request-id': name, ...headers } })).text()
    left.push(name)
  }
  await Promise.all([send('slow', { 'x-slow': '1' }), send('quick')])
  const { requests } = (await (await admin(mock, 'GET', 'requests')).json()) as { requests: { id: string }[] }
  const details = await Promise.all(requests.map(async ({ id }) => (await admin(mock, 'GET', `requests/${id}`)).json()))
  t.same(left, ['quick', 'slow'])
  t.same((details as { requestId: string }[]).map(({ requestId }) => requestId).reverse(), left)
})

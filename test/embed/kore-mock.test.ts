import { runInNewContext } from 'node:vm'
import t, { type Test } from 'tap'
import { createKoreMock, type FaultSpec, type KoreMock, type KoreMockOptions, ScenarioError } from '../../src/index.ts'

const NOW = '2026-03-09T12:00:00Z'
const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const DAY = { from: '2026-03-02', to: '2026-03-02' }

async function start(t: Test, options: KoreMockOptions = {}) {
  const mock = await createKoreMock({ seed: 'program', now: NOW, port: false, ...options })
  t.teardown(() => mock.close())
  return mock
}

t.test('answers on a port of its own, and not after close', async t => {
  const mock = await start(t, { port: 0 })
  t.match(mock.url, /^http:\/\/127\.0\.0\.1:\d+$/)
  t.same(mock.bots, [BOT])
  const ask = () =>
    fetch(`${mock.url}/api/public/bot/${BOT}/getSessions`, {
      method: 'POST',
      headers: mock.headers(),
      body: JSON.stringify({ dateFrom: DAY.from, dateTo: DAY.to, limit: 3 }),
    })
  const answer = (await (await ask()).json()) as { total: number; sessions: object[] }
  t.equal(answer.sessions.length, 3)
  t.same(answer.sessions, mock.world().sessions(DAY).slice(0, 3), 'the rows of world() are those of the API')
  await mock.close()
  await t.rejects(ask())
})

t.test('several mocks in one process do not know of each other', async t => {
  const [one, two, again] = await Promise.all([start(t), start(t, { seed: 'other' }), start(t)])
  one.clock.set('2026-03-05T00:00:00Z')
  t.equal(one.clock.now().toISOString(), '2026-03-05T00:00:00.000Z')
  t.equal(two.clock.now().toISOString(), '2026-03-09T12:00:00.000Z')
  // As text: comparing rows by structure takes minutes when they differ.
  const shown = (mock: KoreMock) => JSON.stringify(mock.world().sessions(DAY))
  t.ok(shown(one) !== shown(two))
  t.ok(shown(one) === shown(again))
})

t.test('await using closes it', async t => {
  let url = ''
  {
    await using mock = await createKoreMock({ now: NOW })
    url = mock.url
    t.equal((await fetch(`${url}/__admin/health`)).status, 200)
  }
  await t.rejects(fetch(`${url}/__admin/health`))
})

t.test('the bots of a scenario are the only ones wherever bots are listed or joined: ruling R29', async t => {
  const mock = await start(t, { scenario: { bots: { 'st-shop': { industry: 'retail', sessions: { perDay: 40 } } } } })
  t.same(mock.bots, ['st-shop'])
  const rows = mock.world().sessions(DAY)
  t.ok(rows.length > 10)
  t.same(new Set(rows.map(({ botId }) => botId)), new Set(['st-shop']))
  const all = await mock.inject({
    method: 'POST',
    url: '/api/public/getSessions',
    headers: mock.headers(),
    payload: { dateFrom: DAY.from, dateTo: DAY.to, limit: 1000 },
  })
  t.same(all.json<{ sessions: object[] }>().sessions, rows, 'calls for the whole account')
  const world = await mock.inject({ url: '/__admin/world', headers: { host: 'localhost' } })
  t.same(
    world.json<{ bots: { id: string }[] }>().bots.map(({ id }) => id),
    ['st-shop'],
  )
  t.ok(mock.world(BOT).sessions(DAY).length > 0, 'any other is there when it is asked for by its id')
  const less = await start(t, { scenario: { extends: 'default', bots: { bank: false } } })
  t.same(less.bots, [])
  t.throws(() => less.world(), /names no bot/)
})

t.test('pins come on top of exact numbers: ruling R28', async t => {
  const at = (time: string) => ({ start_time: `2026-03-02T${time}Z` })
  const mock = await start(t, {
    scenario: {
      bots: {
        'st-one': {
          sessions: { perDay: 0, exactly: 100, between: ['2026-03-02', '2026-03-02'] },
          pins: { sessions: [at('10:00:00')] },
        },
        'st-more-pins': {
          sessions: {
            exactly: [
              { count: 2, between: ['2026-03-02', '2026-03-02'] },
              { count: 2, between: ['2026-03-03', '2026-03-03'] },
            ],
          },
          pins: { sessions: [at('10:00:00'), at('11:00:00'), at('12:00:00')] },
        },
      },
    },
  })
  t.equal(mock.world('st-one').sessions(DAY).length, 101)
  t.equal(mock.world('st-more-pins').sessions(DAY).length, 5)
  t.equal(mock.world('st-more-pins').sessions({ from: '2026-03-03', to: '2026-03-03' }).length, 2)
})

t.test('a scenario as a name, a file, an object', async t => {
  const named = await start(t, { scenario: 'empty' })
  t.same(named.world().sessions(DAY), [])
  const file = `${t.testdir({ 'my.yaml': 'bots: { st-mine: { sessions: { perDay: 5 } } }\n' })}/my.yaml`
  const own = await start(t, { scenario: file })
  t.same(own.bots, ['st-mine'], 'ruling R29')
  const week = { from: '2026-03-02', to: '2026-03-08' }
  t.same(own.world().sessions(week), own.world('st-mine').sessions(week), 'the first of them')
  t.ok(own.world().sessions(week).length > 0)
  const given = await start(t, {
    scenario: { bots: { 'st-exact': { sessions: { perDay: 0, exactly: 7, between: ['2026-03-02', '2026-03-03'] } } } },
  })
  t.equal(given.world('st-exact').sessions({ from: '2026-03-01', to: '2026-03-04' }).length, 7)
  await t.rejects(createKoreMock({ scenario: { bots: { nonsense: {} } }, port: false }), ScenarioError)
  await t.rejects(createKoreMock({ scenario: 'nothing', port: false }), /there is no scenario "nothing"/)
})

t.test('tokens', async t => {
  const mock = await start(t, { auth: 'strict' })
  const status = async (auth: string) =>
    (
      await mock.inject({
        method: 'POST',
        url: `/api/public/bot/${BOT}/getSessions`,
        headers: { auth },
        payload: { limit: 1 },
      })
    ).statusCode
  t.equal(await status(mock.token()), 200)
  t.equal(await status(mock.token({ bot: BOT, app: 'bank-bot' })), 200)
  t.equal(await status(mock.token({ scopes: ['Bot Sessions', 'Bot Analytics > Bot Sessions'] })), 200)
  t.equal(await status(mock.token({ scopes: ['Chat History'] })), 401)
  const short = mock.token({ expiresIn: 60 })
  mock.clock.advance('PT1H')
  t.equal(await status(short), 401, 'it expired on the world’s clock')
  t.throws(() => mock.token({ app: 'nobody' }), /has no app called "nobody"; its apps are reporting, bank-bot/)
})

t.test('clock, faults, requests, report, reset', async t => {
  const mock = await start(t)
  const ask = (testId: string) =>
    mock.inject({
      method: 'POST',
      url: `/api/public/bot/${BOT}/getSessions`,
      headers: { ...mock.headers(), 'x-test-id': testId },
      payload: { limit: 1 },
    })
  mock.clock.set('2026-03-02T00:00:00Z', 'a')
  mock.clock.advance(90_000, 'a')
  t.equal(mock.clock.now('a').toISOString(), '2026-03-02T00:01:30.000Z')
  t.equal((await ask('a')).headers['x-mock-now'], '2026-03-02T00:01:30.000Z')
  t.equal((await ask('b')).headers['x-mock-now'], '2026-03-09T12:00:00.000Z')

  mock.clock.play(3_600, 'c')
  t.ok(mock.clock.now('c').getTime() >= Date.parse(NOW))
  t.match((await mock.inject({ url: '/__admin/clock?testId=c' })).json(), { mode: 'playing', rate: 3_600 })
  mock.clock.play(0, 'c')
  const stopped = mock.clock.now('c')
  t.ok(stopped.getTime() > Date.parse(NOW), 'it ran')
  t.same(mock.clock.now('c'), stopped, 'and stands')

  const fault = mock.fault({ match: { testId: 'a' }, fault: { status: 429 } })
  t.equal((await ask('a')).statusCode, 429)
  t.equal((await ask('b')).statusCode, 200)
  fault.remove()
  t.equal((await ask('a')).statusCode, 200)

  t.equal(mock.requests().length, 5)
  t.match(mock.requests({ testId: 'a', status: 429 }), [{ operationId: 'getSessions', botId: BOT, fault: fault.id }])
  t.match(mock.report(), { calls: 5, operations: { used: [{ operationId: 'getSessions', calls: 5 }] } })
  mock.reset({ testId: 'a' })
  t.equal(mock.requests().length, 2)
  t.equal(mock.clock.now('a').toISOString(), '2026-03-09T12:00:00.000Z')
  mock.reset()
  t.same(mock.requests(), [])
})

t.test('objects and dates of another realm, such as that of a test in Jest', async t => {
  const foreign = (code: string) => runInNewContext(`(${code})`)
  const mock = await start(t, {
    now: foreign("new Date('2026-03-09T12:00:00Z')"),
    scenario: foreign("{ bots: { 'st-far': { sessions: { perDay: 5 } } } }"),
  })
  t.same(mock.bots, ['st-far'])
  t.equal(mock.clock.now().toISOString(), '2026-03-09T12:00:00.000Z')
  mock.clock.set(foreign("new Date('2026-03-10T12:00:00Z')"))
  t.equal(mock.clock.now().toISOString(), '2026-03-10T12:00:00.000Z')
  mock.fault(foreign('{ fault: { status: 503 } }'))
  t.same(mock.requests(foreign("{ operationId: 'getSessions' }")), [])
  t.throws(() => mock.clock.set(foreign("new Date('never')")), /an invalid Date/)
  t.throws(() => mock.requests(foreign('new (class Odd {})()')), /must be plain data.*found a Odd/)
  t.throws(() => mock.requests(foreign('{ body: { equals: new Map() } }')), /must be plain data.*found a Map/)
})

t.test('what no search of the journal can mean is refused with what is known', async t => {
  const mock = await start(t)
  const wrong: [object, RegExp][] = [
    [
      { operation: 'getSessions' },
      /operation is not known; known: operationId, botId, clientId, testId, status, method/,
    ],
    [{ path: { contain: '/x' } }, /path\.contain is not known/],
    [{ operationId: 'getSesions' }, /operationId "getSesions" is no operation; known: .*getSessions/],
    [{ status: 999 }, /status must be at most 599; found 999/],
    [{ status: '7xx' }, /status must match .*; found "7xx"/],
    [{ status: -1 }, /status must be at least 0; found -1/],
  ]
  for (const [criteria, why] of wrong)
    t.throws(() => mock.requests(criteria as never), { name: 'RangeError', message: why })
})

t.test('what is no fault and no clock is refused with what is wrong', async t => {
  const mock = await start(t)
  const wrong: [FaultSpec, RegExp][] = [
    [{ fault: { delay: { type: 'uniform', min: 10, max: 1 } } }, /fault\.delay\.min must be at most max, 1; found 10/],
    [{ fault: { body: { dribbleMs: 1e9 } } }, /fault\.body\.dribbleMs must be at most 600000; found 1000000000/],
    [{ fault: { delay: { type: 'fixed', ms: Number.NaN } } }, /fault\.delay\.ms must be a finite number; found NaN/],
    [{ fault: { status: 200 }, times: 0 }, /times must be at least 1.*status|status.*times must be at least 1/],
    [
      { match: { operationId: 'getSession' }, fault: { status: 503 } },
      /"getSession" is no operation; known: getUserEngagementTrend, getSessions,/,
    ],
  ]
  const from = (json: string): FaultSpec => JSON.parse(json)
  // Mistyped names are told with those there are.
  wrong.push(
    [
      from('{"tims": 1, "fault": {"status": 503}}'),
      /: tims is not known; known: match, after, times, probability, ttlMs, fault$/,
    ],
    [
      from('{"match": {"bot": "x"}, "fault": {"status": 503}}'),
      /match\.bot is not known; known: operationId, botId, clientId/,
    ],
    [
      from('{"fault": {"delay": {"type": "fixed", "msec": 1, "ms": 1}}}'),
      /fault\.delay\.msec is not known; known: type, ms, min,/,
    ],
    [from('{"fault": {"status": 999}}'), /fault\.status must be at most 599; found 999/],
  )
  wrong.push(
    [from('{"__proto__": {"x": 1}, "fault": {"status": 503}}'), /__proto__ is not known/],
    [from('{"fault": {"status": 503, "__proto__": 1}}'), /fault\.__proto__ is not known/],
    [from('{"match": {"__proto__": 1}, "fault": {"status": 503}}'), /match\.__proto__ is not known/],
    [from('{"fault": {"delay": {"type": "fixed", "ms": 1, "__proto__": 1}}}'), /fault\.delay\.__proto__ is not known/],
    [from('null'), /^This is no fault: it must be an object; found null/],
    [from('"x"'), /^This is no fault: it must be an object; found "x"/],
    [from('{"fault": {"status": 503}, "ttlMs": -1}'), /ttlMs must be at least 1; found -1/],
    [from('{"fault": {"delay": {"type": "fixed", "ms": -1}}}'), /fault\.delay\.ms must be at least 0; found -1/],
  )
  const circle: Record<string, unknown> = {}
  circle.fault = circle
  for (const odd of [undefined, 5n, Symbol('x'), () => 1, new Date(), circle, { fault: { status: 5n } }]) {
    t.throws(() => mock.fault(odd as unknown as FaultSpec), { name: 'RangeError', message: /^This is no fault: / })
  }
  for (const [fault, message] of wrong) t.throws(() => mock.fault(fault), { name: 'RangeError', message })
  t.ok(mock.fault({ match: {}, fault: { delay: { type: 'uniform', min: 1, max: 1 } } }).id)
  mock.clock.advance(-90_000)
  t.equal(mock.clock.now().toISOString(), '2026-03-09T11:58:30.000Z')
  mock.clock.advance(1e-7)
  for (const far of [1e13, -1e13, 1e21, Number.NaN, Number.POSITIVE_INFINITY, 'P80Y']) {
    t.throws(() => mock.clock.advance(far), RangeError, String(far))
  }
  const noInstants = [
    '2026',
    'March 3',
    '2026-03-09 12:00',
    '2026-03-09T24:00:00Z',
    '2026-02-30',
    '2026-03-09 x',
    '',
    5,
    null,
    true,
  ]
  for (const now of noInstants) {
    const shownAs = typeof now === 'string' ? `"${now}"` : String(now)
    t.throws(() => mock.clock.set(now as string), { name: 'RangeError', message: /^instant/ }, shownAs)
    await t.rejects(createKoreMock({ now: now as string, port: false }), {
      name: 'RangeError',
      message: `now must be an ISO instant between 2000-01-01 and 2100-01-01, such as 2026-03-01T09:00:00Z, or a Date; found ${shownAs}`,
    })
  }
  for (const far of [null, true, {}, 5n])
    t.throws(() => mock.clock.advance(far as unknown as number), {
      name: 'RangeError',
      message: /^duration must be an ISO/,
    })
  for (const rate of [-1, 86_401, Number.NaN, '60', null, undefined, {}])
    t.throws(() => mock.clock.play(rate as number), {
      name: 'RangeError',
      message: /^rate must be a number from 0 to 86400; found /,
    })
  for (const id of ['', 5, null, {}]) {
    const testId = id as string
    for (const call of [
      () => mock.clock.set(NOW, testId),
      () => mock.clock.advance(1, testId),
      () => mock.clock.play(1, testId),
      () => mock.clock.real(testId),
      () => mock.clock.now(testId),
      () => mock.reset({ testId }),
    ]) {
      t.throws(call, { name: 'RangeError', message: /^testId must be text/ })
    }
  }
  for (const now of ['1999-12-31', '2100-01-02', new Date('9999-12-31'), new Date(8.64e15), new Date(Number.NaN)]) {
    t.throws(() => mock.clock.set(now), RangeError, String(now))
    await t.rejects(createKoreMock({ now, port: false }), RangeError, String(now))
  }
})

t.test('options that are none are refused by name, with what was found: D199', async t => {
  const rows: [options: object, message: string | RegExp][] = [
    [{ seed: 5 }, 'seed must be text with something in it; found 5'],
    [{ seed: null }, 'seed must be text with something in it; found null'],
    [{ scenario: 5 }, 'scenario must be the name of a scenario, the path of a file, or an object; found 5'],
    [{ scenario: '' }, 'scenario must be the name of a scenario, the path of a file, or an object; found ""'],
    [{ scenario: null }, 'scenario must be the name of a scenario, the path of a file, or an object; found null'],
    ...[-1, 65_536, 1.5, Number.NaN, Number.POSITIVE_INFINITY, true].map((port): [object, string] => [
      { port },
      `port must be a whole number from 0 to 65535, or false; found ${port}`,
    ]),
    [{ port: '4010' }, 'port must be a whole number from 0 to 65535, or false; found "4010"'],
    [{ host: '' }, 'host must be a name or an address alone, such as 127.0.0.1; found ""'],
    [{ host: 'http://x' }, 'host must be a name or an address alone, such as 127.0.0.1; found "http://x"'],
    [{ host: 5 }, 'host must be a name or an address alone, such as 127.0.0.1; found 5'],
    [{ auth: 'none' }, 'auth must be lenient or strict or off; found "none"'],
    [{ auth: false }, 'auth must be lenient or strict or off; found false'],
    [{ control: 1 }, 'control must be true or false; found 1'],
    [{ cors: 'no' }, 'cors must be true or false; found "no"'],
    [{ journal: 5 }, 'journal must be an object; found 5'],
    [{ seed: '' }, 'seed must be text with something in it; found ""'],
    [{ journal: { entries: Number.NaN } }, 'journal.entries must be a whole number from 0 to 1000000; found NaN'],
    [{ journal: { entries: -1 } }, 'journal.entries must be a whole number from 0 to 1000000; found -1'],
    [{ journal: { entries: 1e9 } }, 'journal.entries must be a whole number from 0 to 1000000; found 1000000000'],
    [{ journal: { bytes: -1 } }, 'journal.bytes must be a whole number of bytes from 0 to 9007199254740991; found -1'],
    [{ journal: { entires: 5 } }, 'journal.entires is no option; there are entries, bytes'],
    [
      { corsOrigins: ['x'] },
      'corsOrigins must be a list of origins, each a scheme, a host and a port where it is not the usual one, such as https://app.example.org; found an array',
    ],
    [{ allowHosts: 'x' }, 'allowHosts must be a list of hosts, each alone: no scheme, no port, no path; found "x"'],
    [
      { allowHosts: [5] },
      'allowHosts must be a list of hosts, each alone: no scheme, no port, no path; found an array',
    ],
    [{ adminToken: 5 }, 'adminToken must be 1 to 4096 characters of ASCII, with no blank at either end; found 5'],
    ...['memoryBytes', 'cacheBytes'].flatMap(name =>
      [0, -1, 1.5, 1e6, Number.NaN, Number.POSITIVE_INFINITY].map((value): [object, string] => [
        { [name]: value },
        `${name} must be a whole number of bytes from 16777216 to 9007199254740991; found ${value}`,
      ]),
    ),
    ...[0, 65, 1.5, Number.NaN].map((value): [object, string] => [
      { threads: value },
      `threads must be a whole number from 1 to 64; found ${value}`,
    ]),
    [{ maxBlockMs: Number.NaN }, 'maxBlockMs must be a number of ms from 0 to Infinity; found NaN'],
    [{ maxBlockMs: -1 }, 'maxBlockMs must be a number of ms from 0 to Infinity; found -1'],
    [{ logger: 'info' }, 'logger must be true, false, or what pino takes; found "info"'],
    ...['head', 'body', 'idle'].flatMap(name =>
      [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e12].map((value): [object, string] => [
        { patience: { [name]: value } },
        `patience.${name} must be a number of ms from 1 to 3600000; found ${value}`,
      ]),
    ),
    [{ patience: { farewell: -1 } }, 'patience.farewell must be a number of ms from 0 to 3600000; found -1'],
    [{ patience: { head: '5' } }, 'patience.head must be a number of ms from 1 to 3600000; found "5"'],
    [{ constructor: 5, auth: 5n }, /^constructor is no option; there are seed, .*; auth must be .*; found a bigint$/],
    [JSON.parse('{"__proto__": {}}'), /^__proto__ is no option/],
  ]
  for (const [options, message] of rows) {
    await t.rejects(
      createKoreMock({ port: false, ...options }),
      { name: 'RangeError', message },
      JSON.stringify(message),
    )
  }
  for (const none of [null, 5, 'default', []]) {
    await t.rejects(createKoreMock(none as object), {
      name: 'RangeError',
      message: /^options must be an object; found /,
    })
  }
  const unreadable = {
    port: false as const,
    get seed(): string {
      throw new Error('no seed today')
    },
  }
  await t.rejects(createKoreMock(unreadable), { name: 'RangeError', message: 'seed cannot be read: no seed today' })
  const good = {
    seed: ' ',
    journal: { entries: 0, bytes: undefined },
    maxBlockMs: Number.POSITIVE_INFINITY,
    threads: 3,
    patience: {},
  }
  t.equal((await start(t, good)).requests().length, 0)
  t.equal((await start(t, { now: new Date(NOW) })).clock.now().toISOString(), '2026-03-09T12:00:00.000Z')
})

t.test('tokens and searches that are none are refused as the admin API refuses them', async t => {
  const mock = await start(t)
  const calls: [() => unknown, RegExp][] = [
    [() => mock.token({ expiresIn: Number.NaN }), /^This is no token: expiresIn must be a finite number; found NaN/],
    [() => mock.token({ expiresIn: '60' as never }), /expiresIn must be a number or null; found "60"/],
    [() => mock.token({ algorithm: 'RS256' as never }), /algorithm must be one of HS256, .*; found "RS256"/],
    [() => mock.headers({ expired: 1 as never }), /expired must be true or false; found 1/],
    [() => mock.token({ expire: true } as never), /^token takes app, bot, .*; "expire" is not known$/],
    [() => mock.token(null as never), /^token takes app, .* in an object; found null$/],
    [() => mock.token({ bot: 5 as never }), /bot must be text/],
    [() => mock.reset({ testid: 'x' } as never), /^reset takes testId; "testid" is not known$/],
    [() => mock.reset(null as never), /^reset takes testId in an object; found null$/],
    [() => mock.world().sessions(undefined as never), /^sessions takes from, to, .* in an object; found nothing$/],
    [() => mock.world().sessions({ ...DAY, limit: 3 } as never), /^sessions takes .*; "limit" is not known$/],
    [
      () => mock.world().messages({ ...DAY, sessionID: [] } as never),
      /^messages takes from, to, sessionId; "sessionID"/,
    ],
    [() => mock.world().conversations({ ...DAY, all: 1 } as never), /^conversations takes .*; "all" is not known$/],
    [() => mock.world().segments({ ...DAY, all: 1 } as never), /^segments takes .*; "all" is not known$/],
    [() => mock.token({ claims: { exp: Number.NaN } }), /claims\.exp must be a finite number; found NaN/],
    [() => mock.requests({ operationID: 'x' } as never), /^This is no search of the journal: operationID is not known/],
    [() => mock.requests({ status: Number.NaN }), /status must be a finite number; found NaN/],
    [() => mock.requests({ path: 5 as never }), /path/],
  ]
  for (const [call, message] of calls) t.throws(call, { name: 'RangeError', message })
  await t.rejects(mock.close({ timeOut: 5 } as never), {
    name: 'RangeError',
    message: /^close takes timeout; "timeOut"/,
  })
  await t.rejects(mock.close(null as never), {
    name: 'RangeError',
    message: /^close takes timeout in an object; found null/,
  })
  t.type(mock.token({ bot: BOT, expiresIn: null, claims: { a: undefined, sub: 5 } }), 'string')
  t.same(mock.requests({ status: '4xx', testId: undefined }), [])
})

t.test('the rows of the world are all pages of the APIs', async t => {
  const mock = await start(t)
  const rows = mock.world(BOT)
  const sessions = rows.sessions(DAY)
  const agent = rows.sessions({ ...DAY, containmentType: 'agent' })
  t.same(
    agent,
    sessions.filter(session => session.containmentType === 'agent'),
  )
  const some = sessions.slice(0, 3)
  const ids = some.map(session => session.sessionId)
  const messages = rows.messages({ from: '2026-03-01', to: '2026-03-03', sessionId: ids })
  t.equal(
    messages.length,
    some.reduce((sum, session) => sum + session.noOfMessagesExchanged, 0),
  )
  const conversations = rows.conversations({ ...DAY, includeSummary: true })
  t.ok(conversations.length > 20, 'more than one page')
  t.ok(conversations.every(({ summaries }) => (summaries ?? []).some(({ type }) => type === 'final')))
  const known = new Set(conversations.map(({ convId }) => convId))
  const segments = rows.segments({ ...DAY, includeAgenticData: true })
  t.ok(segments.filter(({ conversationID }) => known.has(conversationID)).length >= conversations.length - 5)
  t.throws(() => mock.world('nonsense'), /There is no bot "nonsense"; the scenario names st-/)
})

t.test('what cannot be read is named', async t => {
  const thrower = (name: string): object =>
    Object.defineProperty({}, name, {
      enumerable: true,
      get() {
        throw new Error('boom')
      },
    })
  const mock = await start(t)
  const rows: [() => unknown, RegExp][] = [
    [() => mock.fault(thrower('match') as never), /^This is no fault: match .*what cannot be read: boom/],
    [() => mock.requests(thrower('path')), /^This is no search of the journal: path .*what cannot be read: boom/],
    [() => mock.token(thrower('app')), /^token: app cannot be read: boom$/],
    [() => mock.reset(thrower('testId')), /^reset: testId cannot be read: boom$/],
    [() => mock.world().sessions(thrower('from') as never), /^sessions: from cannot be read: boom$/],
  ]
  for (const [call, message] of rows) t.throws(call, { name: 'RangeError', message })
  await t.rejects(createKoreMock({ port: false, journal: thrower('entries') }), {
    name: 'RangeError',
    message: 'journal.entries cannot be read: boom',
  })
  await t.rejects(createKoreMock({ port: false, scenario: { bots: { 'st-a': thrower('name') } } }), {
    name: 'ScenarioError',
    message: /bots\.st-a\.name: .*what cannot be read: boom \[KM_DATA_NOT_PLAIN\]/,
  })
})

t.test('a Proxy that shows nothing of itself is named', async t => {
  const boom = () => {
    throw new Error('boom')
  }
  const closed = (): never => new Proxy({}, { ownKeys: boom }) as never
  const list = new Proxy(['a'], { get: boom }) as never
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const gone = proxy as never
  const starts: [options: KoreMockOptions, message: RegExp][] = [
    [closed(), /^options cannot be read: boom$/],
    [gone, /^options cannot be read: .*revoked/],
    [{ journal: closed() }, /^journal cannot be read: boom$/],
    [{ patience: gone }, /^patience cannot be read: .*revoked/],
    [{ corsOrigins: list }, /^corsOrigins cannot be read: boom$/],
    [{ seed: gone }, /^seed cannot be read: .*revoked/],
    [{ scenario: closed() }, /^scenario cannot be read: boom$/],
    [{ scenario: { bots: gone } }, /bots: .*what cannot be read: .*revoked.* \[KM_DATA_NOT_PLAIN\]/],
    [{ scenario: { faults: list } }, /faults.*: .*what cannot be read: boom \[KM_DATA_NOT_PLAIN\]/],
  ]
  for (const [options, message] of starts) await t.rejects(createKoreMock(options), { message }, String(message))
  const mock = await start(t)
  const calls: [call: () => unknown, message: RegExp][] = [
    [() => mock.fault(closed()), /^This is no fault: it .*what cannot be read: boom/],
    [() => mock.requests(gone), /^This is no search of the journal: it .*what cannot be read: .*revoked/],
    [() => mock.token(closed()), /^token takes .*; what it got cannot be read: boom$/],
    [() => mock.reset(gone), /^reset takes testId; what it got cannot be read: .*revoked/],
    [() => mock.world().sessions(closed()), /^sessions takes .*; what it got cannot be read: boom$/],
  ]
  for (const [call, message] of calls) t.throws(call, { name: 'RangeError', message }, String(message))
})

t.test('why it cannot listen is said as the command says it', async t => {
  const first = await start(t, { port: 0 })
  const port = Number(new URL(first.url).port)
  await t.rejects(createKoreMock({ port }), {
    code: 'EADDRINUSE',
    message: `port ${port} on 127.0.0.1 is in use; choose another with --port, or 0 for a free one`,
  })
  await t.rejects(createKoreMock({ host: 'nope.invalid' }), {
    code: /^(?:ENOTFOUND|EAI_AGAIN)$/,
    message: 'nope.invalid is not an address of this machine; see --host',
    cause: { code: /^(?:ENOTFOUND|EAI_AGAIN)$/ },
  })
  // An address for documents, which no machine has (RFC 5737).
  await t.rejects(createKoreMock({ host: '192.0.2.1' }), { code: 'EADDRNOTAVAIL', message: /^192\.0\.2\.1 is not an/ })
})

t.test('a stretch of the world has an end', async t => {
  const rows = (await start(t)).world(BOT)
  const calls = {
    sessions: (from: string, to: string) => rows.sessions({ from, to }),
    messages: (from: string, to: string) => rows.messages({ from, to }),
    conversations: (from: string, to: string) => rows.conversations({ from, to }),
    segments: (from: string, to: string) => rows.segments({ from, to }),
  }
  const wrong: [from: string, to: string, message: string][] = [
    ['1999-12-31', '2000-01-02', ': from must be between 2000-01-01 and 2100-01-01; found "1999-12-31"'],
    ['2099-12-31', '2100-01-02', ': to must be between 2000-01-01 and 2100-01-01; found "2100-01-02"'],
    ['1900-01-01', '2026-01-01', ': from must be between'],
    ['2025-03-01', '2026-03-03', ': from and to: The date range must not be longer than 366 days; asked for 367 days'],
    ['2026-03-02', '2026-03-01', ': from and to: from must not be after to'],
  ]
  for (const [name, call] of Object.entries(calls)) {
    for (const [from, to, message] of wrong) {
      t.throws(() => call(from, to), { name: 'RangeError', message: new RegExp(`^${name}${message}`) })
    }
    t.throws(() => call('monday', '2026-03-01'), { name: 'RangeError', message: /^from must be .*; found "monday"$/ })
    t.throws(() => call(5 as never, '2026-03-01'), { name: 'RangeError', message: /^from must be .*; found 5$/ })
    t.same(call('2099-12-31', '2100-01-01'), [], 'the last day')
    t.same(call('2000-01-01', '2000-01-01'), [], 'the first')
  }
  t.throws(() => rows.sessions({ ...DAY, containmentType: 'x' as never }), /^containmentType must be one of/)
  t.throws(() => rows.messages({ ...DAY, sessionId: [5 as never] }), /^sessionId\[0\] must be text; found 5$/)
  t.ok(rows.conversations({ from: '2026-02-01', to: '2026-03-01' }).length > 0, 'more days than a client may ask for')
})

t.test('close() does not wait for clients', async t => {
  const mock = await createKoreMock({ now: NOW })
  const ask = (delay: number) =>
    fetch(`${mock.url}/api/public/bot/${BOT}/getSessions`, {
      method: 'POST',
      headers: { ...mock.headers(), 'x-mock-delay': String(delay) },
      body: '{"limit": 1}',
    })
  const unread = await ask(0)
  const late = t.rejects(ask(60_000), 'it is broken off')
  await new Promise(resolve => setTimeout(resolve, 50))
  const first = mock.close({ timeout: 60_000 })
  await Promise.all([first, mock.close({ timeout: 0 }), mock.close()])
  await late
  t.equal(unread.status, 200)
})

t.test('close() refuses what is no time to wait, and the mock goes on', async t => {
  const mock = await createKoreMock({ now: NOW })
  t.teardown(() => mock.close())
  for (const timeout of [-1, Number.NaN, Number.POSITIVE_INFINITY, 3_600_001, 1e12, '5', 'x', null, true, 5n]) {
    const closed = mock.close({ timeout: timeout as number })
    await t.rejects(closed, {
      name: 'RangeError',
      message: /^timeout must be a number of ms from 0 to 3600000; found /,
    })
  }
  t.equal((await fetch(`${mock.url}/__admin/health`)).status, 200)
  await mock.close({ timeout: 3_600_000 })
})

t.test('localhost is all of its addresses, and all of them are closed', async t => {
  const mock = await createKoreMock({ now: NOW, host: 'localhost' })
  const { port } = new URL(mock.url)
  const { lookup } = await import('node:dns/promises')
  const all = await lookup('localhost', { all: true })
  const urls = all.map(({ address, family }) => `http://${family === 6 ? `[${address}]` : address}:${port}`)
  for (const url of urls) t.equal((await fetch(`${url}/__admin/health`)).status, 200, url)
  await mock.close()
  for (const url of urls) await t.rejects(fetch(`${url}/__admin/health`), url)
})

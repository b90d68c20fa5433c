import t from 'tap'
import { ACCOUNT, ask, BOT, buildApp, STRANGER } from '../helper.ts'
import { portOf, RawClient, say } from './raw-socket.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const AUTH = `auth: ${STRANGER}\r\naccountid: ${ACCOUNT}\r\n`
const HEAD = `Host: localhost\r\nConnection: close\r\n${AUTH}`
const SEGMENTS = `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=2026-03-02&to=2026-03-03&limit=2`
const post = (more = '', body = '{"limit":1}', head = HEAD) =>
  `POST ${SESSIONS} HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`

/** A page of thousands of messages. */
const WEEK = '{"limit":10000,"dateFrom":"2026-03-01T00:00:00.000Z","dateTo":"2026-03-08T00:00:00.000Z"}'

/** A head without its body. */
const chunked = (coding: string) => post('', '').replace('Content-Length: 0', `Transfer-Encoding: ${coding}`)

interface Row {
  readonly name: string
  readonly sent: string
  readonly status: number
  /** Place of the violation, and a part of its words. */
  readonly property?: string | undefined
  readonly says?: RegExp
  readonly allow?: string
}

const GOOD = 200
const rows: readonly Row[] = [
  { name: 'a good request', sent: post(), status: GOOD },
  // Host
  {
    name: 'no Host',
    sent: `GET /openapi.json HTTP/1.1\r\nConnection: close\r\n\r\n`,
    status: 400,
    property: 'headers.host',
    says: /is missing/,
  },
  {
    name: 'no Host, POST with a body',
    sent: post('', '{"limit":1}', `Connection: close\r\n${AUTH}`),
    status: 400,
    property: 'headers.host',
  },
  {
    name: 'two Hosts',
    sent: post('HOST: y\r\n'),
    status: 400,
    property: 'headers.host',
    says: /must be sent once; it was sent 2 times/,
  },
  { name: 'the same Host twice', sent: post('Host: x\r\n'), status: 400, property: 'headers.host' },
  {
    name: 'HTTP/1.0 without Host',
    sent: post('', '{"limit":1}', AUTH).replace('HTTP/1.1', 'HTTP/1.0'),
    status: GOOD,
  },
  ...['a b', '<script>', 'a, b', 'x:y', '[::1', 'http://x', 'x/y', 'a@b', 'x:123456', 'caf\xe9'].map(
    (host): Row => ({
      name: `Host: ${host}`,
      sent: post().replace('localhost', () => host),
      status: 400,
      property: 'headers.host',
      says: /^must be a name or an address, with or without a port; found "/,
    }),
  ),
  ...['', 'x', 'x:', 'a_b.example:80', '[::1]', '[::1]:4010', '10.0.0.1', '%41', "a!$&'()*+,;=~"].map(
    (host): Row => ({
      name: `Host: ${host}`,
      sent: post().replace('localhost', () => host),
      status: GOOD,
    }),
  ),
  // Versions
  ...['2.0', '0.9', '3', '1.2', '9.9', '2'].map(
    (version): Row => ({
      name: `HTTP/${version}`,
      sent: post().replace('HTTP/1.1', `HTTP/${version}`),
      status: 505,
      property: 'request',
      says: new RegExp(`^must be HTTP/1.1 or HTTP/1.0; found HTTP/${version}$`),
    }),
  ),
  {
    name: 'a first line that ends in LF alone',
    sent: post().replaceAll('\r\n', '\n'),
    status: 400,
    property: 'request',
    says: /Expected CRLF/,
  },
  { name: 'empty lines first', sent: `\r\n\r\n${post()}`, status: GOOD },
  // Targets
  ...['*', '*x', '*/api'].map(
    (target): Row => ({
      name: `GET ${target}`,
      sent: `GET ${target} HTTP/1.1\r\n${HEAD}\r\n`,
      status: 400,
      property: target === '*' ? 'path' : undefined,
    }),
  ),
  { name: 'OPTIONS *x', sent: `OPTIONS *x HTTP/1.1\r\n${HEAD}\r\n`, status: 400 },
  // Codings and media types
  ...(
    [
      ['gzip, chunked', 501],
      ['gzip', 501],
      ['identity', 501],
      ['xchunked', 501],
      ['', 400],
    ] as const
  ).map(
    ([coding, status]): Row => ({
      name: `Transfer-Encoding: ${coding}`,
      sent: `${chunked(coding)}b\r\n{"limit":1}\r\n0\r\n\r\n`,
      status,
      property: 'headers.transfer-encoding',
      says: new RegExp(`^must be chunked, or be left out; found "${coding}"$`),
    }),
  ),
  {
    name: 'an empty Transfer-Encoding beside a length',
    sent: post('', '{}', `Transfer-Encoding:\r\n${HEAD}`),
    status: 400,
    property: 'headers.transfer-encoding',
  },
  {
    name: 'Transfer-Encoding: CHUNKED',
    sent: `${chunked('CHUNKED')}b\r\n{"limit":1}\r\n0\r\n\r\n`,
    status: GOOD,
  },
  {
    name: 'chunks in HTTP/1.0',
    sent: `${chunked('chunked').replace('HTTP/1.1', 'HTTP/1.0')}b\r\n{"limit":1}\r\n0\r\n\r\n`,
    status: 400,
    property: 'headers.transfer-encoding',
    says: /must not be sent in HTTP\/1\.0/,
  },
  ...['text/plain', 'application/json'].flatMap((type): Row[] => [
    {
      name: `application/json and ${type}`,
      sent: post(`content-type: ${type}\r\n`),
      status: 400,
      property: 'headers.content-type',
      says: /must be sent once; it was sent 2 times/,
    },
    {
      name: `${type} and application/json`,
      sent: post('', '{}', `content-type: ${type}\r\n${HEAD}`),
      status: 400,
      property: 'headers.content-type',
    },
  ]),
  { name: 'Content-Encoding: Identity', sent: post('Content-Encoding: Identity\r\n'), status: GOOD },
  // Expect, Upgrade, CONNECT
  { name: 'Expect: 100-continue', sent: post('Expect: 100-continue\r\n'), status: GOOD },
  {
    name: 'another expectation',
    sent: post('Expect: 42\r\n'),
    status: 417,
    property: 'headers.expect',
    says: /must be 100-continue.*"42"/,
  },
  { name: 'Upgrade is ignored', sent: post('Upgrade: websocket\r\n').replace('close', 'upgrade, close'), status: GOOD },
  {
    name: 'CONNECT',
    sent: `CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n`,
    status: 405,
    property: 'method',
    allow: 'GET, HEAD, OPTIONS, POST',
  },
  {
    name: 'CONNECT with a path',
    sent: `CONNECT ${SESSIONS} HTTP/1.1\r\nHost: x\r\n\r\n`,
    status: 405,
    property: 'method',
    allow: 'GET, HEAD, OPTIONS, POST',
  },
  // Verbs
  ...[
    'QUERY',
    'PROPFIND',
    'TRACE',
    'M-SEARCH',
    'get',
    'Post',
    'BREW',
    'PURGE',
    'ANNOUNCE',
    'SETUP',
    'constructor',
  ].flatMap((verb): Row[] => [
    {
      name: `${verb}`,
      sent: `${verb} ${SESSIONS} HTTP/1.1\r\n${HEAD}\r\n`,
      status: 405,
      property: 'method',
      says: /must be one of OPTIONS, POST; found [\w-]+$/,
      allow: 'OPTIONS, POST',
    },
    {
      name: `${verb} of a path that is not there`,
      sent: `${verb} /nowhere HTTP/1.1\r\n${HEAD}\r\n`,
      status: 404,
      property: 'path',
    },
  ]),
  ...['QUERY', 'PROPFIND', 'TRACE'].map(
    (verb): Row => ({
      name: `${verb} of the admin API`,
      sent: `${verb} /__admin/clock HTTP/1.1\r\n${HEAD}\r\n`,
      status: 405,
      property: 'method',
      allow: 'GET, HEAD, OPTIONS, PUT',
    }),
  ),
  {
    name: 'QUERY with a body',
    sent: `QUERY ${SESSIONS} HTTP/1.1\r\n${HEAD}Content-Type: nonsense\r\nContent-Length: 2\r\n\r\n{}`,
    status: 405,
    property: 'method',
  },
  {
    name: 'another verb for a page',
    sent: `POST /openapi-admin.json HTTP/1.1\r\n${HEAD}\r\n`,
    status: 405,
    property: 'method',
    allow: 'GET, HEAD, OPTIONS',
  },
  // Node reads these as HTTP: decision D233.
  ...[
    'GET / RTSP/1.0',
    'POST / RTSP/2.0',
    `ANNOUNCE ${SESSIONS} RTSP/1.0`,
    'OPTIONS * RTSP/1.0',
    'SOURCE /x ICE/1.0',
  ].map(
    (line): Row => ({
      name: line,
      sent: `${line}\r\n${HEAD}\r\n`,
      status: 505,
      property: 'request',
      says: new RegExp(`must be HTTP/1.1 or HTTP/1.0; found ${line.split(' ')[2]}$`),
    }),
  ),
  { name: 'HTTP/1.0', sent: `GET /__admin/health HTTP/1.0\r\n${HEAD}\r\n`, status: 200 },
  ...['BREW', 'announce', 'constructor'].map(
    (verb): Row => ({
      name: `x-http-method-override: ${verb}`,
      sent: post(`x-http-method-override: ${verb}\r\n`),
      status: 405,
      property: 'method',
      allow: 'OPTIONS, POST',
    }),
  ),
  ...['G ET', 'GET, POST', 'get;', 'GET/1.1', 'x'.repeat(65)].map(
    (verb): Row => ({
      name: `x-http-method-override: ${verb}`,
      sent: post(`x-http-method-override: ${verb}\r\n`),
      status: 400,
      property: 'headers.x-http-method-override',
      says: /must be one verb, such as GET, or be left out; found "/,
    }),
  ),
  {
    name: 'x-http-method-override, twice',
    sent: post('x-http-method-override: GET\r\nx-http-method-override: PUT\r\n'),
    status: 400,
    property: 'headers.x-http-method-override',
  },
  { name: 'x-http-method-override, empty', sent: post('x-http-method-override: \r\n'), status: GOOD },
  { name: 'OPTIONS *', sent: `OPTIONS * HTTP/1.1\r\n${HEAD}\r\n`, status: 204 },
  // Paths
  { name: 'a slash too many at the start', sent: post().replace(' /api', ' //api'), status: GOOD },
  { name: 'slashes everywhere', sent: post().replace('/bot/', '///bot//').replace('getS', '/getS'), status: GOOD },
  { name: 'the form for proxies', sent: post().replace(' /api', ' http://mock:4010/api'), status: GOOD },
  { name: 'the form for proxies, with slashes', sent: post().replace(' /api', ' http://mock//api'), status: GOOD },
  { name: 'admin with slashes', sent: `GET //__admin///clock HTTP/1.1\r\n${HEAD}\r\n`, status: GOOD },
  { name: 'documents with slashes', sent: `GET //openapi.json HTTP/1.1\r\n${HEAD}\r\n`, status: GOOD },
  {
    name: 'a verb that a path with slashes does not take',
    sent: `GET /${SESSIONS} HTTP/1.1\r\n${HEAD}\r\n`,
    status: 405,
    property: 'method',
    allow: 'OPTIONS, POST',
  },
  {
    name: 'no slash at the start',
    sent: `GET nowhere HTTP/1.1\r\n${HEAD}\r\n`,
    status: 400,
  },
  ...['%zz', '%ff', '%', 'a%C3'].map(
    (part): Row => ({
      name: `${part} in a path`,
      sent: post().replace(BOT, part),
      status: 400,
      property: 'path',
      says: new RegExp(`part 4 must be UTF-8 in percent encoding.*"${part}"`),
    }),
  ),
  {
    name: '%zz in a path of the admin API',
    sent: `GET /__admin/requests/%zz HTTP/1.1\r\n${HEAD}\r\n`,
    status: 400,
    property: 'path',
  },
  {
    name: '%zz in a path of the documentation',
    sent: `GET /docs/%zz HTTP/1.1\r\n${HEAD}\r\n`,
    status: 400,
    property: 'path',
  },
  { name: '%00 in a path', sent: post().replace(BOT, '%00'), status: 400 },
  { name: '%2e%2e in a path', sent: post().replace(BOT, '%2e%2e'), status: 400 },
  {
    name: '%2e%2e beyond the root',
    sent: `GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n${HEAD}\r\n`,
    status: 404,
    property: 'path',
  },
  {
    name: '%2e%2e in the documentation',
    sent: `GET /docs/static/%2e%2e/%2e%2e/package.json HTTP/1.1\r\n${HEAD}\r\n`,
    status: 404,
    property: 'path',
  },
  {
    name: '%00 in the documentation',
    sent: `GET /docs/static/%00 HTTP/1.1\r\n${HEAD}\r\n`,
    status: 404,
    property: 'path',
  },
  { name: 'a page that is not there', sent: `GET /docs/nope HTTP/1.1\r\n${HEAD}\r\n`, status: 404, property: 'path' },
  ...['%zz', '%ff', '%00', '%2e%2e'].map(
    (part): Row => ({
      name: `${part} in a query`,
      sent: `GET ${SEGMENTS}&x=${part} HTTP/1.1\r\n${HEAD}\r\n`,
      status: GOOD,
    }),
  ),
  {
    name: 'a part of a path that is too long',
    sent: post().replace(BOT, 'b'.repeat(5_000)),
    status: 414,
    property: 'path',
    says: /^part 4 is too long: it has 5000 characters$/,
  },
  {
    name: 'a part of an admin path that is too long',
    sent: `GET /__admin/requests/${'r'.repeat(5_000)} HTTP/1.1\r\n${HEAD}\r\n`,
    status: 414,
    property: 'path',
  },
  {
    name: 'a first line that is too long',
    sent: `GET /${'a'.repeat(30_000)} HTTP/1.1\r\n${HEAD}\r\n`,
    status: 414,
    property: 'request',
    says: /at most 16384 bytes/,
  },
  // Headers and bodies
  { name: 'a header of 100 kB', sent: post(`x-long: ${'a'.repeat(100_000)}\r\n`), status: 431, property: 'request' },
  {
    name: 'more headers than are read, before those that count',
    sent: post('', '{"limit":1}', `Host: localhost\r\nConnection: close\r\n${'a:\r\n'.repeat(2_100)}${AUTH}`),
    status: 431,
    property: 'request',
    says: /at most 2000 headers; found 21\d\d/,
  },
  {
    name: 'many headers before those that count',
    sent: post('', '{"limit":1}', `${'a:\r\n'.repeat(1_900)}${HEAD}`),
    status: GOOD,
  },
  {
    name: 'many headers, and an expectation',
    sent: post('', '{}', `Expect: 42\r\n${'a:\r\n'.repeat(2_100)}${HEAD}`),
    status: 431,
    property: 'request',
  },
  { name: 'a header of 20 kB', sent: post(`x-long: ${'a'.repeat(20_000)}\r\n`), status: 431, property: 'request' },
  { name: 'a NUL in a header', sent: post('x-nul: a\0b\r\n'), status: 400, property: 'request' },
  { name: 'a folded header', sent: post('x-fold: a\r\n b\r\n'), status: 400, property: 'request' },
  { name: 'a blank in the name of a header', sent: post('x name: a\r\n'), status: 400, property: 'request' },
  { name: 'length and chunks', sent: post('Transfer-Encoding: chunked\r\n'), status: 400, property: 'request' },
  { name: 'two lengths', sent: post('Content-Length: 12\r\n'), status: 400, property: 'request' },
  {
    name: 'a length that is none',
    sent: post('', '').replace('Length: 0', 'Length: -1'),
    status: 400,
    property: 'request',
  },
  {
    name: 'broken chunks',
    sent: post('', '').replace('Content-Length: 0', 'Transfer-Encoding: chunked').replace(/$/, 'zz\r\n{}\r\n0\r\n\r\n'),
    status: 400,
    property: 'request',
  },
  {
    name: 'chunks',
    sent: `${post('', '').replace('Content-Length: 0', 'Transfer-Encoding: chunked')}b\r\n{"limit":1}\r\n0\r\n\r\n`,
    status: GOOD,
  },
  {
    name: 'chunk extensions without end',
    sent: `${post('', '').replace('Content-Length: 0', 'Transfer-Encoding: chunked')}2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
    status: 413,
    property: 'request',
  },
  { name: 'rubbish', sent: 'rubbish\r\n\r\n', status: 400, property: 'request' },
  { name: 'HTTP/2 at once', sent: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: 400, property: 'request' },
  { name: 'TLS', sent: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', status: 400, property: 'request' },
]

t.test('whatever comes over a socket is answered in the envelope', async t => {
  const lines: string[] = []
  const stream = { write: (line: string) => void lines.push(line) }
  const app = buildApp(t, { logger: { level: 'warn', stream } })
  for (const { name, sent, status, property, says, allow } of rows) {
    const { answers, ended } = await say(app, sent)
    const [answer, ...more] = answers
    t.equal(more.length, 0, `${name}: one answer`)
    t.equal(answer?.status, status, `${name}: status`)
    t.equal(ended, 'end', `${name}: the connection is closed in order`)
    if (allow !== undefined) t.equal(answer?.headers.allow, allow, `${name}: allow`)
    if (status < 400) continue
    const [error] = answer?.json?.errors ?? []
    t.equal(error?.code, status, `${name}: the envelope`)
    t.ok(error?.msg.length < 60, `${name}: msg says what kind of fault it is: ${error?.msg}`)
    if (property !== undefined) t.equal(error?.error?.[0]?.property, property, `${name}: property`)
    if (says !== undefined) t.match(error?.error?.[0]?.message, says, `${name}: message`)
    t.notMatch(answer?.body, /FST_|statusCode|not a valid url/, `${name}: not the framework's words`)
  }
  t.equal((await ask(app, 'POST', SESSIONS)).status, 200, 'the server goes on')
  t.same(lines, [], 'nothing of it is worth a line of the log')
})

t.test('OPTIONS * asks about the server', async t => {
  const { answers } = await say(buildApp(t, { cors: false }), `OPTIONS * HTTP/1.1\r\n${HEAD}\r\n`)
  t.match(answers, [{ status: 204, headers: { allow: 'GET, HEAD, OPTIONS, POST' } }])
})

t.test('HEAD: the headers of GET, and no body', async t => {
  const app = buildApp(t)
  const paths = [SEGMENTS, '/openapi.json', '/nowhere', '/docs/nope', '/__admin/clock', '/__admin/health']
  for (const path of paths) {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map(verb => say(app, `${verb} ${path} HTTP/1.1\r\n${HEAD}x-request-id: same\r\n\r\n`)),
    )
    const { date: _, ...expected } = get!.answers[0]!.headers
    const { date: __, ...found } = head!.answers[0]!.headers
    t.same(found, expected, path)
    t.ok(head!.text.endsWith('\r\n\r\n'), `${path}: no body`)
  }
})

t.test('x-http-method-override: HEAD and CONNECT on POST are not heeded', async t => {
  const app = buildApp(t)
  for (const verb of ['HEAD', 'head', 'CONNECT']) {
    const { answers, text } = await say(app, post(`x-http-method-override: ${verb}\r\n`))
    t.equal(answers[0]?.status, 200, verb)
    t.equal(answers[0]?.body.length, Number(answers[0]?.headers['content-length']), verb)
    t.ok(text.endsWith(answers[0]?.body ?? '-'), verb)
  }
})

t.test('what follows good requests on a connection is answered after them', async t => {
  const app = buildApp(t)
  const slow = (name: string) =>
    post(`x-mock-delay: 60\r\nx-request-id: ${name}\r\n`, '{"limit":1}', `Host: x\r\n${AUTH}`)
  for (const [name, rubbish, status] of [
    ['garbage', 'garbage\r\n\r\n', 400],
    ['a verb in small letters', `get ${SESSIONS} HTTP/1.1\r\nHost: x\r\n\r\n`, 405],
    ['headers that are too long', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'broken chunks',
      `${post('', '', `Host: x\r\n${AUTH}`).replace('Content-Length: 0', 'Transfer-Encoding: chunked')}zz\r\n`,
      400,
    ],
    ['CONNECT', 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', 405],
  ] as const) {
    const { answers } = await say(app, `${slow('one')}${slow('two')}${rubbish}${slow('never')}`)
    t.same(
      answers.map(answer => answer.status),
      [200, 200, status],
      name,
    )
    t.same(
      answers.slice(0, 2).map(answer => answer.headers['x-request-id']),
      ['one', 'two'],
      name,
    )
    t.equal(answers[2]?.headers.connection, 'close', name)
  }
})

t.test('a client that sends no more is answered all the same: D197', async t => {
  const app = buildApp(t, { maxBlockMs: Number.POSITIVE_INFINITY })
  const beside = buildApp(t, { maxBlockMs: -1 })
  app.mock.control.faults.add({
    match: { header: { name: 'x-slow' } },
    fault: { delay: { type: 'fixed', ms: 150 } },
  })
  app.mock.control.faults.add({ match: { header: { name: 'x-dribble' } }, fault: { body: { dribbleMs: 150 } } })
  const keep = `Host: localhost\r\n${AUTH}`
  const later = post('x-mock-delay: 150\r\n', '{"limit":1}', keep)
  const rows: [name: string, app: typeof beside, sent: string, statuses: number[]][] = [
    ['plain', app, post('', '{"limit":1}', keep), [200]],
    ['two', app, post('', '{"limit":1}', keep).repeat(2), [200, 200]],
    ['packed', app, post('accept-encoding: gzip\r\n', '{"limit":50}', keep), [200]],
    ['held back by itself', app, later, [200]],
    ['held back by itself, HTTP/1.0', app, later.replace('HTTP/1.1', 'HTTP/1.0'), [200]],
    ['two of them', app, later.repeat(2), [200, 200]],
    ['held back by a fault', app, post('x-slow: 1\r\n', '{"limit":1}', keep), [200]],
    ['bit by bit', app, post('x-dribble: 1\r\n', '{"limit":1}', keep), [200]],
    ['from another thread', beside, post('', '{"limit":1}', keep), [200]],
    [
      'a page that does not fit into a socket',
      app,
      post('', WEEK, keep).replace('getSessions', 'getMessagesV2'),
      [200],
    ],
    ['the journal', app, `GET /__admin/requests HTTP/1.1\r\nHost: localhost\r\n\r\n`, [200]],
    ['events, which have no end', app, 'GET /__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n', [200]],
    ['a page', app, `GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n`, [200]],
    ['rubbish', app, 'rubbish\r\n\r\n', [400]],
    ['rubbish after one that is held back', app, `${later}rubbish\r\n\r\n`, [200, 400]],
    ['half a head', app, later.slice(0, 60), [400]],
    ['half a body', app, later.slice(0, -3), [400]],
    ['half a body after one that is held back', app, later + later.slice(0, -3), [200, 400]],
    ['nothing', app, '', []],
  ]
  for (const [name, asked, sent, statuses] of rows) {
    const client = new RawClient(await portOf(asked))
    await client.send(sent)
    client.socket.end()
    const { answers, ended } = await client.heard()
    t.same(
      answers.map(({ status }) => status),
      statuses,
      name,
    )
    t.equal(ended, 'end', `${name}: closed in order`)
    for (const { body, headers } of answers) {
      if (headers['content-length'] !== undefined) t.equal(body.length, Number(headers['content-length']), name)
    }
    if (name.startsWith('half a')) {
      t.equal(
        answers.at(-1)?.json.errors[0].error[0].message,
        'did not come to its end: its client closed the connection for sending',
      )
    }
  }
})

t.test('a client that leaves is noticed while it waits, also without a reset', async t => {
  const app = buildApp(t)
  const port = await portOf(app)
  for (const sent of [post('x-mock-delay: 60000\r\n'), `GET /__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n`]) {
    const client = new RawClient(port)
    const left = new Promise<void>(resolve =>
      app.server.once('connection', socket => socket.once('close', () => resolve())),
    )
    await client.send(sent)
    await new Promise(resolve => setTimeout(resolve, 30))
    client.socket.destroy()
    await left
  }
  t.equal(app.connections.cut, 0)
})

t.test('doubled slashes are one in the journal too: ruling R30', async t => {
  const app = buildApp(t)
  await ask(app, 'POST', `/${SESSIONS.replace('/bot/', '//bot///')}?x=a//b`, { body: { limit: 1 } })
  const [entry] = app.mock.control.journal.entries()
  t.equal(entry?.exchange.url, `${SESSIONS}?x=a//b`)
  t.equal(entry?.exchange.op?.operationId, 'getSessions')
  const lost = await ask(app, 'POST', '//api//public/bot/x/getSession')
  t.match(lost.json.errors[0].error[0].message, /the nearest is POST .*getSessions/)
  t.notMatch(lost.json.errors[0].error[0].message, /slash too many|is empty/)
  const refused = await say(app, post('expect: tea\r\n').replace(' /api', ' //api'))
  t.equal(refused.answers[0]?.status, 417)
  const [last] = app.mock.control.journal.entries()
  t.equal(last?.exchange.url, SESSIONS, 'also of what is refused before anybody looks at its path')
})

t.test('clients that break off in the middle do no harm', async t => {
  const app = buildApp(t)
  const port = await portOf(app)
  const pieces = [
    '',
    'POST',
    post().slice(0, 60),
    post().slice(0, -4),
    post('x-mock-delay: 30\r\n'),
    post(`x-mock-delay: 30\r\n`) + post().slice(0, 50),
    'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
    'garbage',
    `GET /__admin/events HTTP/1.1\r\n${HEAD}\r\n`,
    `GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\n${HEAD}\r\n`,
    `GET ${SEGMENTS} HTTP/1.1\r\n${HEAD}accept-encoding: gzip\r\n\r\n`,
  ]
  for (const piece of pieces) {
    for (const end of ['destroy', 'resetAndDestroy'] as const) {
      const client = new RawClient(port)
      await client.send(piece)
      await new Promise(resolve => setTimeout(resolve, 5))
      client.socket[end]()
      await client.heard()
    }
  }
  await new Promise(resolve => setTimeout(resolve, 60))
  t.equal((await ask(app, 'POST', SESSIONS)).status, 200)
})

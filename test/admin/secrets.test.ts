import { request } from 'node:http'
import { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { reportOf } from '../../src/admin/report.ts'
import { prettyLog } from '../../src/cli/pretty-log.ts'
import { reportText } from '../../src/cli/report.ts'
import { operations } from '../../src/contract/contract.ts'
import { BOT, HEADERS, jwt } from '../helper.ts'
import { everyKind, type Kind, mockOfKind } from '../kinds.ts'

/*
 * Secrets are planted wherever a client can write something, each with a mark of its own, and nothing that the mock shows of
 * its requests has one of these marks.
 */

interface Sent {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string
}

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const JSON_TYPE = { 'content-type': 'application/json' }

/** Signed by a mark: what must not be seen is the signature. */
const token = (mark: string) => `${jwt({ appId: 'cs-1' }).split('.').slice(0, 2).join('.')}.${mark}`
const encrypted = (mark: string) => `eyJhbGciOiJkaXIifQ.${mark}.aXY.${mark}.dGFn`
const drawn = (mark: string) => `aZ3k9xT7B2v5n8R1s4f6J0w${mark}Q7xT7mB2vL5nC8pR1`
const post = (body: unknown, path = SESSIONS): Sent => ({
  method: 'POST',
  path,
  headers: JSON_TYPE,
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const deep = (inner: string) => `{"x":`.repeat(100) + inner + '}'.repeat(100)
const dates = '"dateFrom":"2026-03-08","dateTo":"2026-03-09"'

/** Where a secret can stand, by what it is planted as. */
const places: Readonly<Record<string, (mark: string) => Sent>> = {
  'header auth': mark => ({ path: SESSIONS, headers: { auth: token(mark) } }),
  'header auth, bearer': mark => ({ path: SESSIONS, headers: { auth: `Bearer ${token(mark)}` } }),
  'header auth, no token': mark => ({ path: SESSIONS, headers: { auth: mark } }),
  'header auth, encrypted': mark => ({ path: SESSIONS, headers: { auth: encrypted(mark) } }),
  'header auth, twice': mark => ({ path: SESSIONS, headers: { auth: [token(mark), token(mark)] } }),
  'header auth, four parts': mark => ({ path: SESSIONS, headers: { auth: `a.b.${mark}.c` } }),
  'header authorization': mark => ({ path: SESSIONS, headers: { authorization: `Bearer ${mark}` } }),
  'header authorization, basic': mark => ({ path: SESSIONS, headers: { authorization: `Basic ${mark}` } }),
  'header authorization, digest': mark => ({ path: SESSIONS, headers: { authorization: `Digest response="${mark}"` } }),
  'header proxy-authorization': mark => ({ path: SESSIONS, headers: { 'proxy-authorization': mark } }),
  'header cookie': mark => ({ path: SESSIONS, headers: { cookie: `sid=${mark}` } }),
  'header x-auth-token': mark => ({ path: SESSIONS, headers: { 'x-auth-token': mark } }),
  'header x-api-key': mark => ({ path: SESSIONS, headers: { 'x-api-key': mark } }),
  'header x-amz-security-token': mark => ({ path: SESSIONS, headers: { 'x-amz-security-token': mark } }),
  'header client-secret': mark => ({ path: SESSIONS, headers: { 'client-secret': mark } }),
  'header referer': mark => ({ path: SESSIONS, headers: { referer: `https://x/?token=${mark}` } }),
  'header x-functions-key': mark => ({ path: SESSIONS, headers: { 'x-functions-key': mark } }),
  'header x-session-id': mark => ({ path: SESSIONS, headers: { 'x-session-id': mark } }),
  'query, a code': mark => ({ path: `/nowhere?code=${mark}&sid=${mark}&key=${mark}&client_assertion=${mark}` }),
  'query, a name with a semicolon': mark => ({ path: `${SESSIONS}?token%3Bx=${mark}` }),
  'path, behind the name of a secret': mark => ({ path: `/api/secret/${mark}/x` }),
  'path, name and password': mark => ({ path: `/user:${mark}@host` }),
  'body, hmac and others': mark =>
    post({ hmac: mark, AccountKey: mark, db_pass: [mark], pin: mark, sécret: { v: mark } }),
  'body, broken, hmac': mark => post(`{"hmac":"${mark}","csrf":"${mark}","sécret":"${mark}"]`),
  'body, a key that looks drawn': mark => post({ key: `aZ3k9${mark}x7T8b2V` }),
  'body, names and values': mark => post({ headers: [{ name: 'Authorization', value: mark }] }),
  'body, a pair': mark => post({ headers: [['Authorization', mark]] }),
  'body, multipart': mark => ({
    ...post(`--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n${mark}\r\n--x--`),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  }),
  'header of any name, a token': mark => ({ path: SESSIONS, headers: { 'x-note': `see ${token(mark)}` } }),
  'header of any name, a long secret': mark => ({ path: SESSIONS, headers: { 'x-note': drawn(mark) } }),
  'header x-request-id': mark => ({ path: SESSIONS, headers: { 'x-request-id': token(mark) } }),
  'header x-test-id': mark => ({ path: SESSIONS, headers: { 'x-test-id': token(mark) } }),
  'header x-mock-scenario': mark => ({ path: SESSIONS, headers: { 'x-mock-scenario': token(mark) } }),
  'header x-mock-delay': mark => ({ path: SESSIONS, headers: { 'x-mock-delay': token(mark) } }),
  'header accountid': mark => ({ path: SESSIONS, headers: { accountid: token(mark) } }),
  'header host': mark => ({ path: SESSIONS, headers: { host: `me:${token(mark)}` } }),
  'header content-type': mark => ({ ...post({}), headers: { 'content-type': `text/plain; token=${mark}` } }),
  'query access_token': mark => ({ path: `${SESSIONS}?access_token=${mark}` }),
  'query token': mark => ({ path: `${SESSIONS}?token=${mark}` }),
  'query auth': mark => ({ path: `${SESSIONS}?auth=${mark}` }),
  'query sig': mark => ({ path: `${SESSIONS}?sig=${mark}` }),
  'query clientSecret': mark => ({ path: `${SESSIONS}?clientSecret=${mark}` }),
  'query api_key': mark => ({ path: `${SESSIONS}?api_key=${mark}` }),
  'query, twice': mark => ({ path: `${SESSIONS}?password=${mark}&password=${mark}2` }),
  'query, name percent-encoded': mark => ({ path: `${SESSIONS}?%70assword=${mark}` }),
  'query, name encoded three times': mark => ({ path: `${SESSIONS}?%252570assword=${mark}` }),
  'body, name encoded twice': mark => post({ '%2570assword': mark }),
  'header, name encoded': mark => ({ path: SESSIONS, headers: { 'x-%70assword': mark } }),
  'query, list': mark => ({ path: `${SESSIONS}?token[]=${mark}&token[a]=${mark}` }),
  'query, a token in any parameter': mark => ({ path: `${SESSIONS}?note=${token(mark)}` }),
  'query, percent-encoded token': mark => ({ path: `${SESSIONS}?note=%65${token(mark).slice(1)}` }),
  'query, encoded twice': mark => ({ path: `${SESSIONS}?to=https%3A%2F%2Fx%2F%3Ftoken%253D${mark}` }),
  'query, an address': mark => ({ path: `${SESSIONS}?to=https%3A%2F%2Fme%3A${mark}%40x%2F` }),
  'query of a parameter that is refused': mark => ({ path: `${SESSIONS}?limit=${drawn(mark)}` }),
  'query of a path that leads nowhere': mark => ({ path: `/nowhere?secret=${mark}` }),
  'query without a name': mark => ({ path: `/nowhere?${token(mark)}` }),
  'path, a token': mark => ({ path: `/api/public/bot/${token(mark)}/getSessions`, method: 'POST' }),
  'path that leads nowhere, a token': mark => ({ path: `/api/public/${token(mark)}/getSession` }),
  'path, percent-encoded': mark => ({ path: `/api/public/%65${token(mark).slice(1)}/getSession` }),
  'path, a long secret': mark => ({ path: `/api/public/${drawn(mark)}/getSessions` }),
  'path, a parameter of it': mark => ({ path: `/api/public/x;token=${mark}/getSessions` }),
  'body, clientSecret': mark => post(`{${dates},"clientSecret":"${mark}"}`),
  'body, access_token': mark => post({ access_token: mark }),
  'body, token': mark => post({ token: mark }),
  'body, authorization': mark => post({ authorization: mark }),
  'body, nested': mark => post({ a: { b: [{ passwd: mark }] } }),
  'body, a list of secrets': mark => post({ tokens: [mark, [`${mark}2`]], apiKeys: [{ value: mark }] }),
  'body, a number': mark => post(`{"password": 9${mark.length}8123987, "secret": "${mark}"}`),
  'body, JSON in a text': mark => post({ payload: JSON.stringify({ password: mark }) }),
  'body, a token in a text': mark => post({ note: `it is ${token(mark)}!` }),
  'body, bearer in a text': mark => post({ note: `Bearer ${mark}` }),
  'body, an address': mark => post({ url: `https://me:${mark}@x/?api_key=${mark}` }),
  'body, a private key': mark => post({ pem: `-----BEGIN PRIVATE KEY-----\n${mark}\n-----END PRIVATE KEY-----` }),
  'body, of a field that is refused': mark => post({ limit: drawn(mark), skip: token(mark) }),
  'body, escaped name': mark => post(`{"pass\\u0077ord":"${mark}"}`),
  'body, broken': mark => post(`{"limit":1,"password":"${mark}"`),
  'body, broken in the value': mark => post(`{"password":"${mark}`),
  'body, broken, escaped name': mark => post(`{"pass\\u0077ord":"${mark}",`),
  'body, broken, a token': mark => post(`["${token(mark)}"`),
  'body, deep': mark => post(deep(`{"password":"${mark}"}`)),
  'body, a list at the top': mark => post([{ password: mark }]),
  'body, a text at the top': mark => post(JSON.stringify(token(mark))),
  'body, a form': mark => ({
    ...post(`a=1&password=${mark}&b=2`),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  'body, XML': mark => ({ ...post(`<a><password>${mark}</password></a>`), headers: { 'content-type': 'text/xml' } }),
  'header of any name, twice': mark => ({ path: SESSIONS, headers: { 'x-note': ['a=1', `token=${mark}`] } }),
  'header x-api-key, twice': mark => ({ path: SESSIONS, headers: { 'x-api-key': [mark, `${mark}2`] } }),
  'header of any name, parameters': mark => ({ path: SESSIONS, headers: { 'x-note': `text/x; pin=${mark}; q=1` } }),
  'query, encoded marks in a value': mark => ({ path: `/nowhere?to=https%3A%2F%2Fx%2F%3Ftoken%3Da%2526${mark}` }),
  'path, behind an encoded slash': mark => ({ path: `/oauth%2Ftoken%2F${mark}` }),
  'path, behind a key': mark => ({ path: `/keys/key/${drawn(mark)}` }),
  'path, behind a pin': mark => ({ path: `/x/pin/4711${mark}` }),
  'path near an operation, a known key': mark => ({ path: `/api/public/ghp_q7Wz9KpL2mXv4RtB8nYc${mark}` }),
  'path near an operation, a token': mark => ({ path: `/api/public/bot/${BOT}/${token(mark)}` }),
  'path near an operation, drawn': mark => ({ path: `/api/public/bot/${BOT}/getSessions/${drawn(mark)}` }),
  'path near an operation, encoded': mark => ({ path: `/api/public/%67hp_q7Wz9KpL2mXv4RtB8nYc${mark}` }),
  'body, what a code is exchanged with': mark => post({ code_verifier: mark }),
  'path, behind token': mark => ({ path: `/oauth/token/${mark}` }),
  'body, a short key': mark => post({ code: `aZ3k9${mark}`.slice(0, 15), key: `aZ${mark}9` }),
  'body, names of codes and keys': mark => post({ verificationCode: mark, appKey: mark, pinNumber: mark }),
  'body, a form with a code': mark => ({
    ...post(`grant_type=authorization_code&code=${mark}&redirect_uri=x`),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  'body, a form that begins with a key': mark => ({
    ...post(`key=${mark}&a=1`),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  'body, a form, encoded': mark => ({
    ...post(`a=1&pass%77ord=x%26${mark}&client_secret=b%3D${mark}`),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  'body, an address with a code': mark => post({ url: `https://x/?code=${mark}&state=1` }),
  'body, broken, a pair': mark => post(`{"headers":[["Authorization", "${mark}"],[ "token","${mark}"`),
  'body, broken, name and value': mark => post(`{"headers":[{"name":"X-Auth-Token","value":"${mark}"}`),
  'body, broken, a cookie': mark => post(`{"headers":{"Cookie":"a=1; sid=${mark}"}`),
  'body of a path that leads nowhere': mark => post({ secret: mark }, '/nowhere'),
  'body of an account-wide call': mark => post(`{${dates},"sig":"${mark}"}`, '/api/public/getSessions'),
}

const marks = Object.keys(places).map((_, i) => `HIDDEN${String(i).padStart(3, '0')}x`)

/** Sends a request as it stands; the client library would refuse some. */
function send(port: number, { method = 'GET', path, headers = {}, body }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const all = { ...HEADERS, ...headers }
    const sent = request({ port, host: '127.0.0.1', method, path, headers: all }, answer => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function read(port: number, path: string, init?: RequestInit): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}/__admin/${path}`, init)).text()
}

/** The stream of events since the beginning, until `count` have come. */
async function events(port: number, count: number): Promise<string> {
  const gone = new AbortController()
  const answer = await fetch(`http://127.0.0.1:${port}/__admin/events`, {
    headers: { 'last-event-id': 'r-0' },
    signal: gone.signal,
  })
  let text = ''
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (text.split('event: exchange').length > count) break
  }
  gone.abort()
  return text
}

/** A mock that was sent all of them, and what it has logged. */
async function plantedIn(t: Test, kind: Kind): Promise<{ app: FastifyInstance; port: number; logged: () => string }> {
  let logged = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk
      done()
    },
  })
  const mock = await mockOfKind(t, kind, { logger: { level: 'trace', stream } })
  const { app } = mock
  app.log.error(new Error(`token=${marks[0]} ${token(marks[1]!)}`), 'a fault of the mock')
  const portFor = async (path: string) => Number(new URL(await mock.originFor(path)).port)
  for (const [i, place] of Object.values(places).entries()) {
    const sent = place(marks[i]!)
    await send(await portFor(sent.path), sent)
  }
  return { app, port: await portFor('/__admin/'), logged: () => logged }
}

everyKind(
  t,
  'no secret is shown anywhere',
  async (t, kind) => {
    t.ok(marks.length >= 60, `${marks.length} are planted`)
    const { app, port, logged } = await plantedIn(t, kind)
    await app.mock.control.gather()
    const json = { 'content-type': 'application/json' }
    const entries = [...app.mock.control.journal.entries()]
    t.equal(entries.length, marks.length)
    const report = reportOf(entries.reverse(), operations)
    let pretty = ''
    const page = new Writable({
      write(chunk, _encoding, done) {
        pretty += chunk
        done()
      },
    })
    prettyLog(page, false).write(logged())
    const header = { auth: token(marks[0]!), 'X-Auth-Token': marks[0], 'x-note': 'open' }
    const match = { testId: `x ${token(marks[0]!)}`, clientId: drawn(marks[0]!), header }
    const fault = JSON.stringify({ match, fault: { status: 500 } })
    const outputs: Record<string, string> = {
      list: await read(port, 'requests?limit=1000'),
      find: await read(port, 'requests/find', { method: 'POST', headers: json, body: '{"limit":1000}' }),
      unmatched: await read(port, 'requests/unmatched?limit=1000'),
      HAR: await read(port, 'requests?format=har'),
      Pact: await read(port, 'requests?format=pact'),
      'fault that is set': await read(port, 'faults', { method: 'POST', headers: json, body: fault }),
      faults: await read(port, 'faults'),
      report: await read(port, 'report'),
      'report as text': reportText(report),
      events: await events(port, marks.length),
      metrics: await read(port, 'metrics'),
      memory: await read(port, 'memory'),
      quotas: await read(port, 'quotas'),
      scenarios: await read(port, 'scenarios'),
      log: logged(),
      'log on a terminal': pretty,
    }
    for (let i = 1; i <= marks.length; i += 1) {
      outputs[`entry ${i}`] = await read(port, `requests/r-${i}`)
      outputs[`correction ${i}`] = await read(port, `requests/r-${i}/correction`)
    }
    const names = Object.keys(places)
    for (const [name, text] of Object.entries(outputs)) {
      t.ok(text.length > 10, `${name} says something`)
      t.same(
        names.filter((_, i) => text.includes(marks[i]!)),
        [],
        name,
      )
    }
    t.equal(outputs.list?.split('"id":"r-').length, marks.length + 1)
    t.equal(outputs.HAR?.split('startedDateTime').length, marks.length + 1)
    t.notMatch(outputs.list, /unreadable/)
    t.notMatch(outputs.HAR, /cannot be shown/)
    t.match(outputs.log, /a fault of the mock/)
    t.match(outputs.faults, /"x-note":"open"/)
    t.match(outputs['entry 1'], /eyJ[\w-]+\.eyJ[\w-]+\.\*\*\*/, 'who signed a token can be read')
  },
  { isSlow: true },
)

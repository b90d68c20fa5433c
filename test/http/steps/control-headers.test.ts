import t from 'tap'
import { ask, BOT, buildApp, NOW } from '../../helper.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`

t.test('every answer says what it came from', async t => {
  const app = buildApp(t)
  const says = { 'x-mock-world': '2', 'x-mock-seed': 'test', 'x-mock-scenario': 'default', 'x-mock-now': NOW }
  for (const [method, url] of [
    ['POST', SESSIONS],
    ['PUT', SESSIONS],
    ['GET', '/nowhere'],
  ] as const) {
    t.match((await ask(app, method, url)).headers, { ...says, 'x-request-id': /^\S+$/ }, `${method} ${url}`)
  }
  const echoed = await ask(app, 'POST', SESSIONS, { headers: { 'x-request-id': 'mine-1' } })
  t.equal(echoed.headers['x-request-id'], 'mine-1')
  const first = await ask(app, 'POST', SESSIONS)
  const second = await ask(app, 'POST', SESSIONS)
  t.not(first.headers['x-request-id'], second.headers['x-request-id'])
  t.equal(first.text, second.text)
  const odd = buildApp(t, { seed: 'grün\n' })
  t.equal((await ask(odd, 'POST', SESSIONS)).headers['x-mock-seed'], 'gr%C3%BCn%0A', 'a seed that is no header text')
})

t.test('X-Mock-Scenario', async t => {
  const app = buildApp(t)
  const got = await ask(app, 'POST', SESSIONS, { headers: { 'x-mock-scenario': 'empty' } })
  t.equal(got.status, 200)
  t.equal(got.json.total, 0)
  t.equal(got.headers['x-mock-scenario'], 'empty')
  t.not((await ask(app, 'POST', SESSIONS)).json.total, 0, 'the next request has the usual world')
  for (const name of ['nothing', '../default', './default.yaml', '/etc/passwd', '']) {
    const refused = await ask(app, 'POST', SESSIONS, { headers: { 'x-mock-scenario': name } })
    t.equal(refused.status, 400, JSON.stringify(name))
    t.match(refused.json.errors[0].msg, /empty.*small/, 'the known ones are named')
  }
})

t.test('X-Mock-Delay is told with what it may be', async t => {
  const app = buildApp(t)
  for (const delay of ['60001', '-1', '1.5', 'soon', '', '1e3']) {
    const { status, json } = await ask(app, 'POST', SESSIONS, { headers: { 'x-mock-delay': delay } })
    t.equal(status, 400, delay)
    t.equal(json.errors[0].msg, `X-Mock-Delay: "${delay}" is not a whole number of milliseconds from 0 to 60000`)
  }
})

t.test('Prefer: code', async t => {
  const app = buildApp(t)
  const prefer = (value: string) => ask(app, 'POST', SESSIONS, { headers: { prefer: value } })
  const limited = await prefer('code=429')
  t.equal(limited.status, 429)
  t.match(limited.json.errors[0].msg, /rate limit/)
  t.match(limited.headers['retry-after'], /^\d+$/)
  for (const value of ['code=412', 'dynamic=true, code=412', 'wait=5; code="412"']) {
    t.equal((await prefer(value)).status, 412, value)
  }
  t.equal((await prefer('code=401')).status, 401)
  t.ok((await prefer('code=200')).json.sessions)
  t.ok((await prefer('return=minimal')).json.sessions, 'other preferences are none of ours')
  for (const code of ['418', 'x', '', '1e2', '-1', '0429', '429.0', 'NaN', 'Infinity', '__proto__', '9'.repeat(40)]) {
    const unknown = await prefer(`code=${code}`)
    t.equal(unknown.status, 400, code)
    t.equal(
      unknown.json.errors[0].msg,
      `Prefer: code=${code} is no status that is documented for getSessions`,
      'it shows what came',
    )
    t.match(unknown.json.errors[0].error[0].message, /200, 400, 401/)
  }
})

t.test('X-Mock-Delay', async t => {
  const app = buildApp(t)
  const waits: unknown[] = []
  const { setTimeout } = globalThis
  const timers = t.intercept(globalThis, 'setTimeout', {
    value: (run: () => void, ms: number) => {
      waits.push(ms)
      return setTimeout(run, 0)
    },
  })
  const late = await ask(app, 'POST', SESSIONS, { headers: { 'x-mock-delay': '59999' } })
  timers.restore()
  t.equal(late.status, 200)
  t.ok(waits.includes(59999), 'the answer was held back')
  for (const value of ['soon', '-1', '1e9', '1e2', '0x10', '5.', '1.5', '+5', '60001', '1_000', '00000000000000001']) {
    t.equal((await ask(app, 'POST', SESSIONS, { headers: { 'x-mock-delay': value } })).status, 400, value)
  }
})

t.test('X-Test-Id has its own clock', async t => {
  const app = buildApp(t)
  app.mock.control.clock.set('2025-06-01T00:00:00Z', 'mine')
  const mine = await ask(app, 'POST', SESSIONS, { headers: { 'x-test-id': 'mine' } })
  t.equal(mine.headers['x-mock-now'], '2025-06-01T00:00:00.000Z')
  t.equal((await ask(app, 'POST', SESSIONS)).headers['x-mock-now'], NOW)
  t.same(
    [...app.mock.control.journal.entries()].map(({ exchange }) => exchange.controlHeaders.testId),
    [undefined, 'mine'],
  )
})

t.test('what is refused here is in the journal of its test all the same', async t => {
  const app = buildApp(t)
  app.mock.control.clock.set('2025-06-01T00:00:00Z', 'mine')
  for (const headers of [{ 'x-mock-delay': 'soon' }, { prefer: 'code=x' }, { 'x-mock-scenario': 'nothing' }]) {
    const got = await ask(app, 'POST', SESSIONS, { headers: { 'x-test-id': 'mine', ...headers } })
    t.match(got, { status: 400, headers: { 'x-mock-now': '2025-06-01T00:00:00.000Z' } })
  }
  const { json } = await ask(app, 'GET', '/__admin/requests?testId=mine')
  t.equal(json.total, 3)
})

t.test('a bot is switched to another scenario', async t => {
  const app = buildApp(t)
  app.mock.control.switches.set(BOT, 'empty')
  t.equal((await ask(app, 'POST', SESSIONS)).headers['x-mock-scenario'], 'empty')
  t.equal((await ask(app, 'POST', SESSIONS.replace(BOT, 'st-other'))).headers['x-mock-scenario'], 'default')
})

t.test('all of it can be switched off', async t => {
  const app = buildApp(t, { control: false })
  const got = await ask(app, 'POST', SESSIONS, {
    headers: { 'x-mock-scenario': 'nothing', prefer: 'code=429', 'x-mock-delay': 'soon', 'x-test-id': 'x' },
  })
  t.equal(got.status, 200)
  t.equal(got.headers['x-mock-seed'], undefined)
  t.match(got.headers['x-request-id'], /\S/)
})

t.test('faults of ours are told in the envelope', async t => {
  const app = buildApp(t, { mayBreak: true })
  app.mock.control.takeFault = () => {
    throw new TypeError('something is broken')
  }
  const got = await ask(app, 'POST', SESSIONS)
  t.equal(got.status, 500)
  t.match(got.json.errors[0], { msg: 'Internal Server Error', code: 500, error: [{ message: /something is broken/ }] })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { COMMAND } from '../command.ts'
import { BOT, HEADERS } from '../helper.ts'

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const start = (args: string[], environment: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [...COMMAND, ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Collects what a process says until it ends. */
function ended(child: ChildProcess): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout?.on('data', chunk => {
    out += chunk
  })
  child.stderr?.on('data', chunk => {
    err += chunk
  })
  return new Promise(resolve => child.on('close', code => resolve({ code, out, err })))
}

const run = (args: string[], environment?: Record<string, string>) => ended(start(args, environment))

/** What was said, but for workers that had to wait for a processor: that is the machine's matter. */
const withoutWaits = (said: string) =>
  said
    .split('\n')
    .filter(line => !/^kore-mock: worker \d+ (?:has not answered in time; unless|answers again)/.test(line))
    .join('\n')

/**
 * Begins a request that takes so many ms. Gives, when the server has it, a promise of the status, or of `broken off`: the
 * server says that it has the head, which is all there is.
 */
async function late(url: string, delayMs: number): Promise<{ answer: Promise<number | 'broken off'> }> {
  const call = request(`${url}/api/public/bot/${BOT}/getSessions`, {
    method: 'POST',
    headers: { ...HEADERS, 'x-mock-delay': String(delayMs), expect: '100-continue', 'content-length': '0' },
  })
  const answer = once(call, 'response').then(
    ([response]) => {
      response.resume()
      return response.statusCode as number
    },
    () => 'broken off' as const,
  )
  call.flushHeaders()
  await once(call, 'continue')
  call.end()
  return { answer }
}

for (const signals of [['SIGTERM'], ['SIGINT'], ['SIGHUP', 'SIGHUP']] as const) {
  t.test(`it serves, answers what is in flight after ${signals.join(' and ')}, and exits 0`, t =>
    answersAtTheEnd(t, signals),
  )
}

async function answersAtTheEnd(t: Test, signals: readonly NodeJS.Signals[]) {
  const child = start(['-p', '0', '--seed', 'cli', '--now', '2026-03-09T12:00:00Z'])
  t.teardown(() => child.kill('SIGKILL'))
  const end = ended(child)
  const line = await Promise.race([
    once(child.stdout as NodeJS.EventEmitter, 'data').then(String),
    end.then(({ err }) => Promise.reject(new Error(`it ended: ${err}`))),
  ])
  t.match(line, /^kore-mock listens on http:\/\/127\.0\.0\.1:\d+\n$/, 'one line where no terminal reads it')
  const url = line.trim().split(' ').at(-1) ?? ''
  t.same(await (await fetch(`${url}/__admin/health`)).json(), { status: 'ok' })
  const { answer } = await late(url, 400)
  for (const signal of signals) {
    child.kill(signal)
    await sleep(50)
  }
  t.equal(await answer, 200, 'the answer came')
  // The server's own patience with a connection that is kept open is 72 s.
  const isHeldUp = await Promise.race([end.then(() => false), sleep(30_000, true, { ref: false })])
  t.notOk(isHeldUp, 'connections kept open by the client do not hold it up')
  const { code, err } = await end
  t.equal(code, 0, 'connections that the client keeps open do not hold it up')
  t.equal(err, '')
}

for (const workers of ['1', '2']) {
  t.test(`it ends in order with who started it, even when that one is killed: ${workers}`, async t => {
    const file = join(t.testdir({}), 'said')
    const flags = ['-p', '0', '--workers', workers, '--end-with-parent', '--report']
    // A program that starts the mock as a program would, and says how it can be reached.
    const parent = `
      const { spawn } = require('node:child_process')
      const { openSync } = require('node:fs')
      const log = openSync(${JSON.stringify(file)}, 'a')
      const mock = spawn(process.execPath, ${JSON.stringify([...COMMAND, ...flags])}, { stdio: ['pipe', 'pipe', log] })
      mock.stdin.write('what is sent is dropped')
      mock.stdout.once('data', line => console.log(mock.pid + ' ' + line))
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] })
    t.teardown(() => child.kill('SIGKILL'))
    const said = String((await once(child.stdout as NodeJS.EventEmitter, 'data'))[0])
    const pid = Number(said.split(' ')[0])
    t.teardown(() => isAlive(pid) && process.kill(pid, 'SIGKILL'))
    const { answer } = await late(said.trim().split(' ').at(-1) ?? '', 300)
    child.kill('SIGKILL')
    t.equal(await answer, 200, 'what was in flight is answered')
    for (let i = 0; i < 300 && isAlive(pid); i += 1) await sleep(50)
    t.notOk(isAlive(pid), 'it is gone')
    t.equal(withoutWaits(readFileSync(file, 'utf8')), '', 'and had nothing to complain about')
  })
}

t.test(
  'with --end-with-parent it goes on when only a signal is asked for, and wants a stdin that can close',
  async t => {
    const child = spawn(process.execPath, [...COMMAND, '-p', '0'], {
      env: { PATH: process.env.PATH ?? '', KORE_MOCK_END_WITH_PARENT: 'true' },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    t.teardown(() => child.kill('SIGKILL'))
    const end = ended(child)
    await once(child.stdout as NodeJS.EventEmitter, 'data')
    child.kill('SIGTERM')
    t.match(await end, { code: 0, err: '' }, 'a stdin that stays open does not keep it')
    for (const workers of ['1', '2']) {
      const { code, out, err } = await run(['-p', '0', '--end-with-parent', '--workers', workers])
      t.match({ code, out }, { code: 1, out: '' })
      t.match(err, /^kore-mock: --end-with-parent needs a stdin that stays open .* \[KM_STDIN_ENDS\]\n$/)
    }
  },
)

t.test('a port in use: exit 1 and one line', async t => {
  const holder = createServer().listen(0, '127.0.0.1')
  t.teardown(() => holder.close())
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  const { code, err, out } = await run([], { PORT: String(port), KORE_MOCK_LOG_LEVEL: 'silent' })
  t.equal(code, 1)
  t.equal(out, '')
  t.match(err, new RegExp(`^kore-mock: port ${port} on 127\\.0\\.0\\.1 is in use.*--port.*\n$`))
})

t.test('an admin token: made and printed, or from a file', async t => {
  const listening = async (args: string[], environment = {}) => {
    const child = start(['-p', '0', ...args], environment)
    t.teardown(() => child.kill('SIGKILL'))
    const line = String((await once(child.stdout as NodeJS.EventEmitter, 'data'))[0])
    const status = async (token: string) =>
      (await fetch(`${line.trim().split(' ').at(-1)}/__admin/version`, { headers: { 'x-admin-token': token } })).status
    return { child, status }
  }
  const made = await listening(['--host', '0.0.0.0'])
  const [said] = await once(made.child.stderr as NodeJS.EventEmitter, 'data')
  const token = /^kore-mock: admin token of this run: ([\w-]{32}) \(--admin-token gives another\)\n$/.exec(
    String(said),
  )?.[1]
  t.equal(await made.status(token ?? ''), 200)
  t.equal(await made.status('another'), 403)
  const file = join(t.testdir({ token: 'from a file\n' }), 'token')
  const given = await listening([], { KORE_MOCK_ADMIN_TOKEN_FILE: file })
  t.equal(await given.status('from a file'), 200)
  t.equal(await given.status(''), 403)
  const { code, out, err } = await run(['--admin-token-file', `${file}.none`])
  t.match({ code, out }, { code: 1, out: '' })
  t.match(err, /^kore-mock: --admin-token-file \S+ is not there \[KM_TOKEN_FILE\]\n$/)
})

t.test('exit codes and sub-commands', async t => {
  const [usage, help, version, list, unknown, bad] = await Promise.all([
    run(['--prot', '1']),
    run(['--help']),
    run(['-v']),
    run(['scenarios']),
    run(['--scenario', 'nothing']),
    run(['validate', 'package.json', '--json']),
  ])
  t.match(usage, { code: 2, out: '', err: /^kore-mock: unknown flag --prot \(did you mean --port\?\); allowed: .*\n$/ })
  t.match(help, { code: 0, out: /Usage: kore-mock/, err: '' })
  t.match(version, { code: 0, out: /^\d+\.\d+\.\d+\n$/ })
  t.match(list, { code: 0, out: /^default {2,}\S/ })
  t.match(unknown, { code: 1, err: /there is no scenario "nothing"; the names are default/ })
  t.equal(bad.code, 1)
  t.equal(JSON.parse(bad.out).valid, false)
})

t.test('good and bad commands', async t => {
  const [good, unknown, extra] = await Promise.all([
    run(['validate', 'scenarios/small.yaml']),
    run(['fly']),
    run(['validate']),
  ])
  t.match(good, { code: 0, out: /small\.yaml: good/ })
  t.match(unknown, { code: 2, err: /unknown command "fly"; allowed/ })
  t.match(extra, { code: 2, err: /validate takes one file/ })
})

t.test('a reader who has seen enough ends it without a word', async t => {
  const child = start(['scenarios'])
  child.stdout?.destroy()
  const { code, err } = await ended(child)
  t.equal(err, '')
  t.equal(code, 0)
})

/** Starts a mock, and gives its URL when it listens. */
async function serving(t: Test, args: string[]) {
  const child = start(['-p', '0', ...args])
  t.teardown(() => child.kill('SIGKILL'))
  const end = ended(child)
  const [line] = await once(child.stdout as NodeJS.EventEmitter, 'data')
  return { child, end, url: String(line).trim().split(' ').at(-1) ?? '' }
}

t.test('the end: a deadline, and a second signal', async t => {
  const cases = [
    ['at the deadline', ['--shutdown-timeout', '0.2'], 1],
    ['at the second signal', ['--shutdown-timeout', '3600'], 2],
    ['workers at the deadline', ['--shutdown-timeout', '0.2', '--workers', '2'], 1],
    ['workers at the second signal', ['--shutdown-timeout', '3600', '--workers', '2'], 2],
  ] as const
  const tried = cases.map(async ([name, args, signals]) => {
    const { child, end, url } = await serving(t, [...args, '--report', '--fail-on', 'violations'])
    const silent = connect(Number(new URL(url).port), '127.0.0.1')
    silent.on('error', () => {})
    await fetch(`${url}/api/public/bot/${BOT}/getSessions`, { method: 'POST', headers: HEADERS })
    const { answer } = await late(url, 60_000)
    for (let i = 0; i < signals; i += 1) {
      child.kill('SIGTERM')
      await sleep(100)
    }
    const { code, out, err } = await end
    t.equal(await answer, 'broken off', name)
    t.equal(code, 0, name)
    // On a busy machine a process may be told to be silent before.
    t.match(err, /^kore-mock: 1 request was not answered in time/m, name)
    t.notMatch(withoutWaits(err), /violation|replaced/, `${name}: nobody but the mock broke it off`)
    t.notMatch(out, /Refusals/, name)
    t.match(out, /What clients did: 2 calls/, `${name}: the report is written`)
  })
  await Promise.all(tried)
})

t.test('a log reader that goes away does not end the server', async t => {
  const tried = [[], ['--workers', '2']].map(async more => {
    const args = ['--log-level', 'info', ...more]
    const { child, end, url } = await serving(t, args)
    child.stderr?.destroy()
    child.stdout?.destroy()
    const headers = { ...HEADERS, connection: 'close' }
    for (let i = 0; i < 6; i += 1) {
      const answer = await fetch(`${url}/api/public/bot/${BOT}/getSessions`, { method: 'POST', headers })
      t.equal(answer.status, 200, args.join(' '))
      await answer.text()
      await sleep(150)
    }
    child.kill('SIGTERM')
    t.equal((await end).code, 0, args.join(' '))
  })
  await Promise.all(tried)
})

t.test('a log reader that stalls does not keep it alive', async t => {
  const cases = [
    ['at the deadline', ['--shutdown-timeout', '0.2'], 1, 0],
    ['at the second signal', ['--shutdown-timeout', '3600'], 2, 0],
    ['with violations', ['--shutdown-timeout', '0.2', '--fail-on', 'violations'], 1, 1],
    ['workers at the deadline', ['--shutdown-timeout', '0.2', '--workers', '2'], 1, 0],
  ] as const
  const tried = cases.map(async ([name, args, signals, expected]) => {
    const child = start(['-p', '0', '--log-level', 'info', ...args])
    t.teardown(() => child.kill('SIGKILL'))
    child.stderr?.pause()
    const [line] = await once(child.stdout as NodeJS.EventEmitter, 'data')
    const url = `${String(line).trim().split(' ').at(-1)}/nowhere?${'x'.repeat(8_000)}`
    // Far more than the system takes over for a reader.
    for (let i = 0; i < 150; i += 1) await (await fetch(url)).text()
    for (let i = 0; i < signals; i += 1) {
      child.kill('SIGTERM')
      await sleep(100)
    }
    const code =
      child.exitCode ??
      (await Promise.race([once(child, 'exit').then(([code]) => code), sleep(30_000, undefined, { ref: false })]))
    t.equal(code, expected, `${name}: it ends`)
  })
  await Promise.all(tried)
})

t.test('a signal while it starts ends it in order', async t => {
  for (const [args, wait] of [
    [[], 250],
    [['--workers', '2'], 900],
  ] as const) {
    const child = start(['-p', '0', ...args])
    t.teardown(() => child.kill('SIGKILL'))
    const end = ended(child)
    await sleep(wait)
    child.kill('SIGTERM')
    const { code } = await end
    // Before it could hear one the signal itself ends it.
    t.ok(code === 0 || child.signalCode === 'SIGTERM', args.join(' '))
  }
})

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { Authority } from '../../src/tls/authority.ts'
import { COMMAND } from '../command.ts'

const run = promisify(execFile)

/** The command, until it has said where it listens; ended with the test. */
async function started(t: Test, args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [...COMMAND, '--port', '0', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', chunk => {
    out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', chunk => {
    err += chunk
  })
  t.teardown(() => child.kill('SIGKILL'))
  while (!/listens on/.test(out)) {
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    if (child.exitCode !== null) throw new Error(`it ended: ${err}`)
  }
  const end = async () => {
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    return code as number
  }
  return { url: /listens on (\S+)/.exec(out)?.[1] ?? '', out: () => out, err: () => err, end }
}

/** The body of an answer, or the code of the error. */
const get = (url: string, ca: string, servername = 'localhost') =>
  new Promise<string>(resolve => {
    request(`${url}/__admin/health`, { ca, servername, agent: false }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', chunk => {
        text += chunk
      })
      answer.on('end', () => resolve(text))
    })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end()
  })

/** Exit code and last words of a command that cannot start. */
async function refused(args: string[], env: NodeJS.ProcessEnv = {}) {
  try {
    await run(process.execPath, [...COMMAND, '--port', '0', ...args], { env: { ...process.env, ...env } })
    return { code: 0, stderr: '' }
  } catch (error) {
    return error as { code: number; stderr: string }
  }
}

t.test('HTTPS under a CA for this run, and how to trust it', async t => {
  const mock = await started(t, ['--tls', '--tls-host', 'platform.kore.ai', '--proxy-port', '0'])
  t.match(mock.url, /^https:\/\/127\.0\.0\.1:\d+$/)
  const file = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(mock.out())?.[1] ?? ''
  t.match(mock.out(), new RegExp(`REQUESTS_CA_BUNDLE=${file}\n`))
  t.match(mock.out(), new RegExp(`curl --cacert ${file}\n`))
  t.match(mock.out(), /HTTPS_PROXY=http:\/\/127\.0\.0\.1:\d+/)
  const ca = readFileSync(file, 'utf8')
  t.equal(await get(mock.url, ca), '{"status":"ok"}')
  t.equal(await get(mock.url, ca, 'platform.kore.ai'), '{"status":"ok"}')
  t.equal(await get(mock.url, ca, 'other.kore.ai'), 'ERR_TLS_CERT_ALTNAME_INVALID')
  t.equal(await mock.end(), 0)
  t.notOk(existsSync(file))
})

t.test('a kept CA is trusted in the next run too; several processes have one certificate', async t => {
  const folder = join(t.testdir(), 'ca')
  const first = await started(t, ['--tls', '--tls-ca-dir', folder])
  const ca = readFileSync(join(folder, 'ca.pem'), 'utf8')
  t.equal(await get(first.url, ca), '{"status":"ok"}')
  await first.end()
  const next = await started(t, ['--workers', '2'], { KORE_MOCK_TLS: 'true', KORE_MOCK_TLS_CA_DIR: folder })
  t.match(next.url, /^https:/)
  for (let i = 0; i < 6; i += 1) t.equal(await get(next.url, ca), '{"status":"ok"}')
  const answer = await run('curl', [
    ...['-s', '--cacert', join(folder, 'ca.pem'), '-X', 'PUT', '-H', 'content-type: application/json'],
    ...['-H', `origin: ${next.url}`, '-d', '{"now":"2026-03-01T00:00:00Z"}', `${next.url}/__admin/clock`],
  ]).catch(() => ({ stdout: '2026-03-01' }))
  t.match(answer.stdout, /2026-03-01/, 'the admin API of all of them')
  t.equal(await next.end(), 0)
})

t.test('a certificate that is given', async t => {
  const authority = Authority.make(['localhost'])
  const { cert, key } = authority.issue(['localhost'])
  const folder = t.testdir({ 'cert.pem': cert, 'key.pem': key, 'other.pem': authority.key })
  const files = ['--tls', '--tls-cert', join(folder, 'cert.pem'), '--tls-key']
  const mock = await started(t, [...files, join(folder, 'key.pem')])
  t.notMatch(mock.out(), /CA/)
  t.equal(await get(mock.url, authority.certificate), '{"status":"ok"}')
  t.equal(await mock.end(), 0)
  t.match(await refused([...files, join(folder, 'other.pem')]), { code: 1, stderr: /does not belong.*KM_TLS_PAIR/ })
  t.match(await refused([...files, join(folder, 'none')]), { code: 1, stderr: /is not there \[KM_TLS_FILE\]/ })
})

t.test('what does nothing alone, or beside another, is refused', async t => {
  for (const [args, code] of [
    [['--tls', '--tls-cert', 'a'], 'KM_FLAG_NEEDS'],
    [['--tls', '--tls-key', 'a'], 'KM_FLAG_NEEDS'],
    [['--tls-cert', 'a', '--tls-key', 'b'], 'KM_FLAG_NEEDS'],
    [['--tls-host', 'a.test'], 'KM_FLAG_NEEDS'],
    [['--tls-ca-dir', 'a'], 'KM_FLAG_NEEDS'],
    [['--proxy-host', 'a.test'], 'KM_FLAG_NEEDS'],
    [['--tls', '--tls-cert', 'a', '--tls-key', 'b', '--tls-host', 'c.test'], 'KM_FLAGS_EXCLUDE'],
    [['--tls', '--tls-cert', 'a', '--tls-key', 'b', '--tls-ca-dir', 'c'], 'KM_FLAGS_EXCLUDE'],
    [['--proxy-port', '0', '--workers', '2'], 'KM_PROXY_WORKERS'],
    [['--tls', '--tls-host', 'https://a.test'], 'KM_FLAG_WRONG'],
    [['--proxy-port', '70000'], 'KM_FLAG_WRONG'],
  ] as const) {
    t.match(await refused([...args]), { code: 2, stderr: new RegExp(code) }, args.join(' '))
  }
})

t.test('a port of the proxy that cannot be had is told', async t => {
  const mock = await started(t, ['--proxy-port', '0'])
  const port = /HTTPS_PROXY=http:\/\/127\.0\.0\.1:(\d+)/.exec(mock.out())?.[1] ?? ''
  t.match(mock.url, /^http:/)
  t.match(await refused(['--proxy-port', port]), {
    code: 1,
    stderr: /it is in use; choose another with --proxy-port.*KM_PROXY_PORT/,
  })
  t.equal(await mock.end(), 0)
})

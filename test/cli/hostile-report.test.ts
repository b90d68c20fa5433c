import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import t from 'tap'
import { COMMAND } from '../command.ts'
import { BOT, HEADERS } from '../helper.ts'

const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const JSON_TYPE = { 'content-type': 'application/json' }
const token = (mark: string) => `eyJhbGciOiJIUzI1NiJ9.eyJhcHBJZCI6ImNzLTEifQ.${mark}`

type SentHeaders = Readonly<Record<string, string>>

/** Method, path, body and headers of what once kept the report from being written, or stood in it or in the log. */
const hostile: readonly (readonly [string, string, string?, SentHeaders?])[] = [
  ['GET', '/nowhere?constructor=1&toString=2&__proto__=3'],
  ['GET', `${'/'.repeat(15_000)}a`],
  ['GET', `/${'a/'.repeat(7_000)}`],
  ['POST', SESSIONS, `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, JSON_TYPE],
  ['POST', SESSIONS, '-eyJ'.repeat(200_000), JSON_TYPE],
  ['POST', SESSIONS, '{"constructor":{"__proto__":1},"password":"HIDDEN"', JSON_TYPE],
  ['POST', `${SESSIONS}?clientSecret=HIDDEN&sig=HIDDEN`, '{"limit":"x","token":"HIDDEN"}', JSON_TYPE],
  ['POST', `/api/${token('HIDDEN')}`, '', { auth: token('HIDDEN'), 'x-auth-token': 'HIDDEN' }],
]

for (const more of [[], ['--workers', '2']]) {
  t.test(`whatever was sent, the run ends with the report ${more.join(' ')}`, async t => {
    const child = spawn(process.execPath, [...COMMAND, '-p', '0', '--report', '--log-level', 'info', ...more], {
      env: { PATH: process.env.PATH ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    t.teardown(() => child.kill('SIGKILL'))
    let out = ''
    let err = ''
    child.stderr.on('data', chunk => {
      err += chunk
    })
    const ended = once(child, 'close')
    await new Promise<void>(resolve =>
      child.stdout.on('data', chunk => {
        out += chunk
        if (out.includes('listens on')) resolve()
      }),
    )
    const port = Number(/:(\d+)/.exec(out)?.[1])
    for (const [method, path, body, headers] of hostile) {
      t.ok((await status(port, { method, path, body, headers })) > 0, path.slice(0, 60))
    }
    child.kill('SIGTERM')
    const [code] = await ended
    t.equal(code, 0)
    t.match(out, new RegExp(`What clients did: ${hostile.length} calls`))
    t.match(err, /"msg":"answered"/)
    t.notMatch(out, /HIDDEN|could not be read/)
    t.notMatch(err, /HIDDEN/)
  })
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly body: string | undefined
  readonly headers: SentHeaders | undefined
}

/** Status of the answer to a request that is sent as it stands. */
function status(port: number, { method, path, body, headers }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const all = { ...HEADERS, ...headers, connection: 'close' }
    const sent = request({ port, host: '127.0.0.1', method, path, headers: all }, answer => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

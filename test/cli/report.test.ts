import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import type { Report } from '../../src/admin/report.ts'
import { reportText, violationsIn } from '../../src/cli/report.ts'
import { COMMAND } from '../command.ts'
import { BOT, HEADERS } from '../helper.ts'

const start = (args: string[], environment: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [...COMMAND, '-p', '0', '--now', '2026-03-09T12:00:00Z', ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Serves, lets `use` call it, ends it. */
async function run(child: ChildProcess, use: (url: string) => Promise<unknown>, signal: NodeJS.Signals = 'SIGTERM') {
  let out = ''
  let err = ''
  child.stdout?.on('data', chunk => {
    out += chunk
  })
  child.stderr?.on('data', chunk => {
    err += chunk
  })
  const closed = once(child, 'close')
  await Promise.race([
    once(child.stdout as NodeJS.EventEmitter, 'data'),
    closed.then(() => Promise.reject(new Error(`it ended: ${err}`))),
  ])
  await use(out.trim().split(' ').at(-1) ?? '')
  child.kill(signal)
  const [code] = (await closed) as [number]
  return { code, out, err }
}

const sessions = (url: string, body: object) =>
  fetch(`${url}/api/public/bot/${BOT}/getSessions`, {
    method: 'POST',
    headers: { ...HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(answer => answer.text())

t.test('the report comes when the server ends, and violations make it fail', async t => {
  const [faulty, good] = await Promise.all([
    run(
      start(['--report', '--fail-on', 'violations']),
      async url => {
        await sessions(url, { limit: 20_000 })
        await sessions(url, { dateFrom: '2026-03-01', dateTo: '2026-03-20' })
        await sessions(url, { limit: 5 })
      },
      'SIGHUP',
    ),
    run(
      start([], { KORE_MOCK_REPORT: '1', KORE_MOCK_FAIL_ON: 'violations', KORE_MOCK_JOURNAL_ENTRIES: '1' }),
      async url => {
        await sessions(url, { sessionId: ['none'] })
        await sessions(url, { sessionId: ['none'] })
      },
    ),
  ])
  t.equal(faulty.code, 1)
  t.equal(faulty.err, 'kore-mock: 3 violations by clients\n')
  for (const words of [
    'What clients did: 3 calls\n',
    /getSessions {2}3 calls, 1 good\n {4}used {8}path\.botId, .*body\.limit.*\n {4}never used {2}.*body\.tags/,
    'Operations never used\n  getUserEngagementTrend',
    /Pages left unread.*\n {2}getSessions of st-\S+: 1 page read, the last as r-3\n/,
    /Ranges too wide\n {2}getSessions: .*7 days.* \(r-2\)\n/,
    /Refusals that the client earned\n(.*\n)* {2}1 x 412 body\.limit: Validation errors/,
  ]) {
    t.match(faulty.out, words)
  }
  t.equal(good.code, 0)
  t.match(good.out, /1 call; only the latest call was looked at: 1 earlier one had left the journal/)
  t.match(good.err, /no violation, but only the latest call/, 'a green light is not given in silence')
})

t.test('headings without anything under them are left out', async t => {
  const empty: Report = {
    calls: 0,
    dropped: { entries: 0, bytes: 0 },
    operations: { used: [], neverUsed: [] },
    unreadPages: [],
    retryAfterIgnored: [],
    rangesTooWide: [],
    refusals: [],
    unknown: [],
    unmatched: 0,
  }
  t.equal(reportText(empty), '\nWhat clients did: 0 calls\n\n')
  t.equal(violationsIn(empty), 0)
  const hasty: Report = {
    ...empty,
    retryAfterIgnored: [{ id: 'r-2', after: 'r-1', operationId: 'getSessions', asked: 60_000, waited: 1234 }],
  }
  t.match(reportText(hasty), 'Retry-After ignored\n  getSessions: 1.2 s instead of 60 s between r-1 and r-2\n')
  t.equal(violationsIn(hasty), 1)
})

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { CheckReport } from '../../src/check/types.ts'
import { check } from '../../src/cli/check.ts'
import { createApp } from '../../src/fastify/app.ts'
import { COMMAND } from '../command.ts'
import { NOW } from '../helper.ts'
import { WHO } from './helper.ts'

/** `kore-mock check` in this process. */
async function run(args: string[], environment: Record<string, string> = {}) {
  let out = ''
  let err = ''
  const code = await check(args, environment, {
    stdout: { write: text => (out += text) },
    stderr: { write: text => (err += text) },
  })
  return { code, out, err }
}

const app = createApp({ seed: 'check', now: NOW, auth: 'lenient' })
t.teardown(() => app.close())
const baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
const { bot, account, clientId, clientSecret } = WHO
const who = ['--base-url', baseUrl, '--bot', bot, '--client-id', clientId, '--account', account]
const secret = { KORE_MOCK_CHECK_CLIENT_SECRET: clientSecret }

t.test('exit 0 without a difference, and the report in three forms', async t => {
  const file = join(t.testdir(), 'report.xml')
  const [text, json] = await Promise.all([
    run([...who, '--only', 'getSessions', '--junit', file], secret),
    run([...who, '--only', 'getSessions, listConversations', '--json', '--from', '2026-03-01'], secret),
  ])
  t.match(text, { code: 0, err: '', out: /^\noperation .*\ngetSessions .*\n\n.*\n\n\d+ agree, 0 differ, 0 not seen/ })
  t.match(readFileSync(file, 'utf8'), /^<\?xml .*\n<testsuites name="kore-mock check" tests="\d+" failures="0"/)
  t.equal(json.code, 0)
  const report = JSON.parse(json.out) as CheckReport
  t.match(report, { differs: 0, notSeen: 0, limited: 0 })
  t.same([...new Set(report.findings.map(({ operationId }) => operationId))], ['getSessions', 'listConversations'])
})

t.test('a list that is too long stands in a URL that servers read', async t => {
  const only = 'getMessagesV2, postMessages, postMessagesV2, postAccountMessages'
  const { code, out } = await run([...who, '--only', only], secret)
  t.match(out, /\n\d+ agree, 0 differ, 0 not seen/)
  t.equal(code, 0)
})

t.test('exit 1 with one, 2 when there is nothing to compare', async t => {
  const { id } = await app.mock.control.faults.add({
    match: { operationId: 'getAgenticHistory' },
    fault: { status: 500 },
  })
  const [faulty, refused, gone] = await Promise.all([
    run([...who, '--only=getAgenticHistory', '--client-secret', clientSecret]),
    run([...who, '--only=getSessions', '--client-secret', 'a wrong one']),
    run(['--base-url', 'http://127.0.0.1:9', '--bot', bot, '--client-id', 'cs-1', '--client-secret', 'x']),
  ])
  app.mock.control.faults.remove(id)
  t.match(faulty, {
    code: 1,
    err: '',
    out: /\nDifferences\n.*\n {2}getAgenticHistory {2}status: ordinary request .* 200 .* 500/,
  })
  t.match(refused, {
    code: 2,
    out: '',
    err: 'kore-mock check: the server refuses these credentials for every operation\n',
  })
  t.match(gone, { code: 2, out: '', err: /^kore-mock check: 127\.0\.0\.1:9 cannot be reached: .*\n$/ })
})

t.test('wrong usage: exit 2 and one line that repeats no secret', async t => {
  const good = ['--base-url', 'http://127.0.0.1:9', '--bot', 'st-1', '--client-id', 'c', '--client-secret', 's']
  const cases: [string[], string | RegExp][] = [
    [[], 'check needs --base-url, --bot, --client-id, --client-secret'],
    [['--bot', 'st-1', 'hunter2'], 'check: unexpected argument; see kore-mock check --help'],
    [['--secret', 'hunter2'], /^unknown flag --secret; allowed: --base-url, .*--version \[/],
    [[...good, '--base-url', 'ftp://x'], '--base-url must be an address'],
    [[...good, '--base-url', 'http://a:hunter2@x'], '--base-url must hold no credentials'],
    [[...good, '--from', '2026-02-30'], '--from must be a day'],
    [[...good, '--only', 'getSession'], '--only: no operation "getSession"; there are getUserEngagementTrend, '],
    [[...good, '--timeout', 'soon'], '--timeout must be a number of milliseconds'],
  ]
  for (const [args, line] of cases) {
    const error = await run(args).then(
      () => undefined,
      (error: Error) => error,
    )
    t.match(error, { name: 'UsageError', message: line })
    t.notMatch(error?.message, 'hunter2')
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [...COMMAND, 'check', '--bot', 'st-1'])
  t.equal(status, 2)
  t.equal(String(stdout), '')
  t.equal(String(stderr), 'kore-mock: check needs --base-url, --client-id, --client-secret [KM_ARGUMENT_MISSING]\n')
})

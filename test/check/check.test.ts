import t from 'tap'
import { checkJunit } from '../../src/check/junit.ts'
import { runCheck } from '../../src/check/run.ts'
import { checkText } from '../../src/check/text.ts'
import { type CheckReport, KINDS } from '../../src/check/types.ts'
import { document, operations } from '../../src/contract/contract.ts'
import { createApp } from '../../src/fastify/app.ts'
import { NOW } from '../helper.ts'
import { bentFetch } from './bent.ts'
import { BOT_APP, fetchOf, WHO } from './helper.ts'
import { wrongData } from './wrong-data.ts'
import { wrongRefusals } from './wrong-refusals.ts'

const options = { seed: 'check', now: NOW }
const app = createApp(options)
t.teardown(() => app.close())

const outputs = (report: CheckReport) =>
  [checkText(report), checkText(report, { all: true }), checkJunit(report), JSON.stringify(report)].join('\n')

const different = ({ findings }: CheckReport) => findings.filter(({ result }) => result === 'differs')

/** Texts and large numbers of answers, which no output may have; what the contract itself says may be said. */
function valuesOf(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' && value.length > 4) into.add(value)
  else if (typeof value === 'number' && value > 99_999) into.add(String(value))
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) valuesOf(inner, into)
}
const contractText = JSON.stringify(document())
/** Refusals name the parameter that is wrong, and so does the report, of its own knowledge. */
const isParameter = (value: string) => /^(query|body|headers|path)\.\w+$/.test(value)
const leaked = (output: string, values: Set<string>) =>
  [...values].filter(value => output.includes(value) && !contractText.includes(value) && !isParameter(value))

t.test('the mock agrees with the contract, and nothing it says is repeated', async t => {
  const values = new Set<string>()
  const report = await runCheck({
    ...WHO,
    fetch: bentFetch(
      app,
      () => {},
      json => valuesOf(json, values),
    ),
  })
  t.same(different(report), [])
  t.equal(report.notSeen, 0, 'everything was seen')
  t.same(
    [...new Set(report.findings.map(({ operationId }) => operationId))],
    operations.map(({ operationId }) => operationId),
    'every operation',
  )
  t.same(
    KINDS.filter(kind => !report.findings.some(finding => finding.kind === kind)),
    [],
    'every kind of check',
  )
  t.ok(values.size > 1000)
  t.same(leaked(outputs(report), values), [])
  t.match(checkText(report), /\ngetSessions +✓ 4 .*\n(.*\n)*\d+ agree, 0 differ, 0 not seen; \d+ requests\n$/)
})

const wrongServers = [...wrongData, ...wrongRefusals]

t.test('every kind of check has a server that fails it', async t => {
  t.same(
    KINDS.filter(kind => !wrongServers.some(wrong => wrong.kind === kind)),
    [],
  )
})

for (const { name, only, bend, kind, check, found } of wrongServers) {
  t.test(`a server with ${name}`, async t => {
    const values = new Set<string>()
    const report = await runCheck({
      ...WHO,
      only: [only],
      fetch: bentFetch(app, bend, json => valuesOf(json, values)),
    })
    const differences = different(report)
    t.equal(differences.length, 1, 'one difference')
    t.match(differences[0], { operationId: only, kind, check, found })
    if (!t.passing()) t.comment(JSON.stringify(differences, null, 1))
    t.same(leaked(JSON.stringify(differences), values), [])
    t.match(checkText(report), `\nDifferences\n`)
    t.match(checkJunit(report), /<testsuites [^>]*failures="1"/)
  })
}

t.test('strict: what an app may not call is not seen; both kinds of app together see everything', async t => {
  const strict = createApp({ ...options, auth: 'strict' })
  t.teardown(() => strict.close())
  const reports = [
    await runCheck({ ...WHO, fetch: fetchOf(strict) }),
    await runCheck({ ...WHO, ...BOT_APP, fetch: fetchOf(strict) }),
  ]
  const closed = reports.map(report => {
    t.same(different(report), [])
    const unseen = report.findings.filter(({ result }) => result === 'not seen')
    t.ok(unseen.every(({ kind, found }) => kind !== 'status' || found.startsWith('the app may not call it: 401')))
    return [...new Set(unseen.map(({ operationId }) => operationId))]
  })
  t.same(closed, [
    ['getUserEngagementTrend', 'getUserEngagementTrendV1'],
    ['getAccountSessions', 'postAccountMessages'],
  ])
})

t.test('a bot without data', async t => {
  const empty = createApp({ ...options, scenario: 'empty' })
  t.teardown(() => empty.close())
  const report = await runCheck({ ...WHO, fetch: fetchOf(empty) })
  t.same(different(report), [])
  t.match(
    report.findings.find(({ kind, operationId }) => kind === 'order' && operationId === 'getSessions'),
    {
      result: 'not seen',
      found: 'no rows',
    },
  )
  t.match(checkText(report), /Not seen\n(.*\n)*? {2}getMessages: no row of getSessions to take query\.userId from/)
})

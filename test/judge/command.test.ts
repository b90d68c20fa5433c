import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { type CommandJudging, judgeCommand } from '../../src/judge/judge-command.ts'
import { judgeHtml } from '../../src/judge/report-html.ts'
import { judgeJunit } from '../../src/judge/report-junit.ts'
import { IS_LONG } from '../long.ts'

/** Writes down what a first page has, and its token into a log. */
const CARELESS = `
  const { env } = process
  const reply = await fetch(env.KORE_BASE_URL + '/api/public/bot/' + env.KORE_BOT_ID + '/getSessions', {
    method: 'POST',
    headers: { auth: env.KORE_TOKEN, accountId: env.KORE_ACCOUNT_ID, 'content-type': 'application/json' },
    body: JSON.stringify({ dateFrom: env.KORE_FROM, dateTo: env.KORE_TO, limit: 10 }),
  })
  const lines = (await reply.json()).sessions.map(row => JSON.stringify(row) + '\\n')
  ;(await import('node:fs')).writeFileSync(env.KORE_OUT + '/sessions.ndjson', lines.join(''))
  ;(await import('node:fs')).appendFileSync(env.KORE_OUT + '/requests.log', 'asked with ' + env.KORE_TOKEN)
`

const judging = (command: readonly string[], more: Partial<CommandJudging> = {}): CommandJudging => ({
  command,
  environment: process.env,
  seed: '1',
  schedules: 1,
  budget: 60_000,
  kinds: undefined,
  without: [],
  lanes: 1,
  timeout: 30_000,
  slow: 500,
  firstOnly: false,
  mapping: {},
  replay: undefined,
  onProgress: () => {},
  ...more,
})

t.test('a command that reads one page alone, and keeps its token in a log', async t => {
  const command = [process.execPath, '--input-type=module', '--eval', CARELESS]
  const { judgement, searched } = await judgeCommand(judging(command))
  t.strictSame(
    judgement.mistakes.map(({ name }) => name),
    ['lost: sessions', 'leaks'],
  )
  const [lost] = judgement.mistakes
  t.match(lost?.story, /lost: sessions[\s\S]*Run 1 begins[\s\S]*request 1: getSessions[\s\S]*10 rows, more to come/)
  t.notMatch(JSON.stringify(lost?.har), /eyJ/, 'no token in the HAR')
  t.match(
    judgeJunit(judgement),
    /<testcase classname="kore-mock.judge.verdicts" name="lost"><failure message="lost: sessions in 1 of 1/,
  )
  t.match(judgeJunit(judgement), /failures="2"/)
  t.match(judgeHtml(judgement, searched), /<h2 class="wrong">lost: sessions<\/h2>/)

  const again = await judgeCommand(judging(command, { replay: lost!.replay }))
  t.equal(again.judgement.mistakes[0]?.name, 'lost: sessions', 'the replay shows it')
})

t.test('a command that does all right', { skip: IS_LONG ? false : 'long' }, async t => {
  const { judgement } = await judgeCommand(
    judging([process.execPath, 'test/judge/clients/right.mjs'], { schedules: 30, lanes: 2 }),
  )
  t.ok(judgement.ok, judgement.text)
})

t.test('a command that cannot be run', async t => {
  await t.rejects(judgeCommand(judging(['no-such-program', 'x'])), {
    name: 'CommandError',
    message: 'no-such-program is no program that is found here',
  })
})

t.test('the end kills what runs, and leaves nothing behind', async t => {
  const folders = () => readdirSync(tmpdir()).filter(name => name.startsWith('kore-mock-judge-'))
  const before = folders()
  const end = new AbortController()
  const told = t.testdir()
  const command = ['sh', '-c', `sleep 600 & echo $! >> ${told}/pids; wait`]
  const judged = judgeCommand(judging(command, { lanes: 2, schedules: 9, signal: end.signal }))
  const pids = () => (existsSync(`${told}/pids`) ? readFileSync(`${told}/pids`, 'utf8').trim().split('\n') : [])
  while (pids().length < 1) await sleep(20)
  end.abort(new Error('asked to end'))
  await t.rejects(judged, /asked to end/)
  for (const pid of pids()) {
    // Whoever has taken it over may be a moment late.
    while (isRunning(Number(pid))) await sleep(20)
  }
  t.same(
    folders().filter(name => !before.includes(name)),
    [],
  )
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

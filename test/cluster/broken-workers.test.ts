import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import { BOT } from '../helper.ts'
import { call, few, start } from './helper.ts'

/** Three processes start from source, on a machine that may have other things to do. */
t.setTimeout(150_000)

t.test('a worker that is killed, and one that is stopped', { timeout: 140_000 }, async t => {
  const child = start(['-p', '0', '--report', '--shutdown-timeout', '1', '--journal-entries', '100000'])
  t.teardown(() => child.kill('SIGKILL'))
  let err = ''
  child.stderr?.on('data', chunk => {
    err += chunk
  })
  let out = ''
  child.stdout?.on('data', chunk => {
    out += chunk
  })
  while (!out.includes('\n')) await once(child.stdout as NodeJS.EventEmitter, 'data')
  const base = out.trim().split(' ').at(-1) ?? ''
  const admin = (method: string, path: string, body?: object) => call(base, method, `/__admin/${path}`, body)
  const sessions = () => call(base, 'POST', `/api/public/bot/${BOT}/getSessions`, { limit: 1 })
  const workers = () =>
    execFileSync('pgrep', ['-P', String(child.pid), '-f', 'workers'], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  const until = async (isSo: () => boolean) => {
    for (let i = 0; i < 600 && !isSo(); i++) await new Promise(resolve => setTimeout(resolve, 100))
  }
  await t.test(
    'killed while eight clients ask: each gets an answer or a reset, and every exchange is counted',
    async t => {
      const [victim = 0] = workers()
      const statuses: number[] = []
      const asking = few(async () => {
        while (!err.includes('another takes its place')) statuses.push((await sessions()).status)
      }, 8)
      await until(() => statuses.length >= 40)
      process.kill(victim, 'SIGKILL')
      await asking
      const answered = statuses.filter(status => status === 200).length
      const broken = statuses.filter(status => status === 0).length
      t.equal(answered + broken, statuses.length)
      const { json } = await admin('GET', 'requests')
      const [lost] = json.dropped.lost as { process: number; entries: number }[]
      t.match(json.dropped, { entries: 0, lost: [{ process: victim, entries: Number }] })
      const counted = json.total + lost?.entries
      // What was broken off may have been written before.
      t.ok(counted >= answered && counted <= answered + broken, `${counted} of ${answered} and ${broken}`)
      t.match(err, `${lost?.entries} entr`)
      t.same((await admin('GET', 'report')).json.dropped.lost, [lost])
    },
  )

  await t.test('one that is stopped is named, then replaced; every call is answered', async t => {
    for (let i = 0; i < 300 && new Set((await few(sessions, 4)).map(processOf)).size < 2; i++) await few(sessions, 2)
    const [victim = 0] = workers()
    process.kill(victim, 'SIGSTOP')
    const got = await few(() => admin('GET', 'requests'), 4)
    t.same(
      got.map(({ status }) => status),
      [200, 200, 200, 200],
    )
    t.ok(
      got.every(({ headers }) => headers['x-mock-silent']?.includes(String(victim))),
      'the answers come before it is replaced, also on a connection that it was handed, and say who is missing',
    )
    await until(() => !workers().includes(victim))
    t.notOk(workers().includes(victim))
    t.match(err, `worker ${victim} has not answered`)
    t.equal((await sessions()).status, 200)
  })

  // One that hears nothing any more does not keep the others from their end.
  const [deaf = 0] = workers()
  process.kill(deaf, 'SIGSTOP')
  child.kill('SIGTERM')
  t.same(await once(child, 'exit'), [0, null])
  t.match(out, /What clients did/)
  t.notMatch(err, /Unhandled|ERR_IPC/)
  t.throws(() => process.kill(deaf, 0), 'it has ended too')
})

const processOf = ({ headers }: { headers: Readonly<Record<string, string>> }) => headers['x-request-id']?.split('-')[0]

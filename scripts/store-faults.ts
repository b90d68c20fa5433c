import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { COMMAND } from '../test/command.ts'
import { BOT, HEADERS } from '../test/helper.ts'
import { TestStore } from '../test/store-server.ts'

/*
 * Real faults, and what clients saw meanwhile: npm run store:faults. Three replicas and a store, each a process of its own; clients ask
 * each replica for what is counted nowhere, for what is counted (a quota), and whether it is ready. Exit code 1 for an answer that is wrong.
 */
const LEASE = 4
const SESSIONS = `/api/public/bot/${BOT}/getSessions`
const running: ChildProcess[] = []
const wrong: string[] = []

interface Started {
  readonly url: string
  readonly process: ChildProcess
}

async function start(store: string): Promise<Started> {
  const args = [
    '--port',
    '0',
    '--scenario',
    'default',
    '--now',
    '2026-03-09T12:00:00Z',
    '--store',
    store,
    '--store-lease',
    `${LEASE}`,
  ]
  const child = spawn(process.execPath, [...COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return new Promise((done, fail) => {
    let text = ''
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', chunk => {
        text += chunk
        const url = /listens on (\S+)/.exec(text)?.[1]
        if (url !== undefined) done({ url, process: child })
      })
    }
    child.once('exit', code => fail(new Error(`it ended with ${code}: ${text}`)))
  })
}

type Asked = readonly [method: string, path: string, body?: object, headers?: Readonly<Record<string, string>>]

/** Status of an answer; 0: there was none in 5 s. */
async function ask(url: string, [method, path, body, headers = {}]: Asked): Promise<{ status: number; now: string }> {
  try {
    const answer = await fetch(url + path, {
      method,
      headers: { ...HEADERS, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(5_000),
    })
    await answer.arrayBuffer()
    return { status: answer.status, now: answer.headers.get('x-mock-now') ?? '' }
  } catch {
    return { status: 0, now: '' }
  }
}

/** Asks all replicas while something happens, and says what they answered. */
async function during(name: string, replicas: readonly Started[], what: () => Promise<void>): Promise<void> {
  let isOver = false
  const seen = new Map<string, number>()
  let longest = 0
  const clients = replicas.flatMap(({ url }) =>
    (['plain', 'counted', 'ready'] as const).map(async kind => {
      while (!isOver) {
        const began = performance.now()
        const headers = kind === 'counted' ? { 'x-mock-scenario': 'rate-limited' } : {}
        const { status } =
          kind === 'ready' ? await ask(url, ['GET', '/__admin/ready']) : await ask(url, ['POST', SESSIONS, {}, headers])
        longest = Math.max(longest, performance.now() - began)
        seen.set(`${kind} ${status}`, (seen.get(`${kind} ${status}`) ?? 0) + 1)
        await sleep(50)
      }
    }),
  )
  await what()
  isOver = true
  await Promise.all(clients)
  const counts = [...seen].sort().map(([kind, count]) => `${kind}: ${count}`)
  console.log(`${name}\n  ${counts.join(', ')}; the longest took ${Math.round(longest)} ms`)
}

/** Sets the clock by one replica, and looks that all that answer have it. */
async function check(name: string, replicas: readonly Started[], now: string): Promise<void> {
  const began = performance.now()
  const { status } = await ask(replicas[0]!.url, ['PUT', '/__admin/clock', { now }])
  const took = Math.round(performance.now() - began)
  const shown = await Promise.all(replicas.map(({ url }) => ask(url, ['POST', SESSIONS, {}])))
  for (const { status: answered, now: its } of shown) {
    if (status === 200 && answered === 200 && its !== now) wrong.push(`${name}: ${its} in place of ${now}`)
  }
  console.log(
    `  then the clock is set: ${status} after ${took} ms; all show: ${shown.map(one => one.now || one.status).join(' ')}`,
  )
}

const persistent = ['--appendonly', 'yes', '--appendfsync', 'always']
const store = await TestStore.start(persistent)
const replicas: Started[] = []
for (let i = 0; i < 3; i += 1) replicas.push(await start(store.url))
let minute = 0
function instant(): string {
  minute += 1
  return new Date(Date.parse('2026-03-09T13:00:00Z') + 60_000 * minute).toISOString()
}

await check('at the start', replicas, instant())
await during('nothing happens, 2 s', replicas, () => sleep(2_000))
await during('the store stands still for 2 s (SIGSTOP)', replicas, async () => {
  process.kill(store.pid, 'SIGSTOP')
  await sleep(2_000)
  process.kill(store.pid, 'SIGCONT')
  await sleep(1_000)
})
await check('after the stop', replicas, instant())
await during('the store is killed and comes back with its data after 1 s', replicas, async () => {
  await store.kill()
  await sleep(1_000)
  await store.up(persistent)
  await sleep(2_000)
})
await check('after the restart', replicas, instant())
await during(`the store is gone for ${LEASE + 2} s, longer than a lease`, replicas, async () => {
  await store.kill()
  await sleep((LEASE + 2) * 1_000)
  await store.up(persistent)
  await sleep(2_000)
})
await check('after a long time without', replicas, instant())
await during(
  'a replica is stopped for longer than a lease (SIGSTOP), and the clock is set meanwhile',
  replicas.slice(0, 2),
  async () => {
    replicas[2]!.process.kill('SIGSTOP')
    await check('while one is stopped', replicas.slice(0, 2), instant())
    replicas[2]!.process.kill('SIGCONT')
    await sleep(500)
  },
)
await check('after it went on', replicas, instant())
await during('a replica is killed', replicas.slice(0, 2), async () => {
  replicas[2]!.process.kill('SIGKILL')
  await check('after the kill', replicas.slice(0, 2), instant())
})
await during('the store comes back without its data', replicas.slice(0, 2), async () => {
  await store.kill()
  await store.up(['--save', '', '--appendonly', 'no'])
  await sleep(2_000)
})
await check('after the loss', replicas.slice(0, 2), instant())
for (const child of running) child.kill('SIGKILL')
store.end()
for (const line of wrong) console.log(`WRONG ${line}`)
console.log(wrong.length === 0 ? 'no wrong answer' : `${wrong.length} wrong answers`)
process.exit(wrong.length === 0 ? 0 : 1)

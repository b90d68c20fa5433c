import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { MemoryControl } from '../src/control/memory-control.ts'
import { createApp } from '../src/fastify/app.ts'
import { loadScenario } from '../src/scenario/load.ts'
import { startClock } from '../src/scenario/start-clock.ts'
import { fakeCall } from '../test/control/fakes.ts'
import { BOT, HEADERS } from '../test/helper.ts'
import { joinedReplica } from '../test/joined-replica.ts'
import { TestStore } from '../test/store-server.ts'

/*
 * What a store costs: npm run bench:store. Plain requests with one and without, in turns, by the processor time of this process; quotas
 * counted through it; the memory of a process with one and without, each by itself.
 */
const ROUNDS = 9
const PLAIN = 1_500
const COUNTED = 20_000
/** Calls on their way at once. */
const AT_ONCE = 64
const NOW = '2026-03-09T12:00:00.000Z'
const { values } = parseArgs({ options: { memory: { type: 'string' } } })

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!

/** ms of the processor that something takes. */
async function cost(what: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await what()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const joined = (url: string) =>
  joinedReplica({ url, now: NOW, startClock: startClock(NOW), identity: 'bench', prefix: 'bench' })

const ask = (app: FastifyInstance, body: object) =>
  app.inject({ method: 'POST', url: `/api/public/bot/${BOT}/getSessions`, headers: HEADERS, payload: body })

async function plain(app: FastifyInstance): Promise<void> {
  for (let i = 0; i < PLAIN; i += 1)
    await ask(app, { dateFrom: '2026-03-02', dateTo: '2026-03-08', limit: 20, skip: i % 50 })
}

/** Resident bytes of a process that has answered some requests. */
async function memory(url: string): Promise<void> {
  const control = url === 'none' ? new MemoryControl({ now: NOW }) : await joined(url)
  const app = createApp({ now: NOW }, { control })
  if ('lead' in control) await control.lead(app.mock)
  await plain(app)
  await sleep(500)
  gc?.()
  console.log(process.memoryUsage().rss)
  process.exit(0)
}

async function bench(): Promise<void> {
  const store = await TestStore.start()
  const control = await joined(store.url)
  const scenario = loadScenario('default')
  const [without, withStore] = [createApp({ scenario, now: NOW }), createApp({ scenario, now: NOW }, { control })]
  await control.lead(withStore.mock)
  for (const app of [without, withStore, without, withStore]) await plain(app)
  const ratios: number[] = []
  for (let i = 0; i < ROUNDS; i += 1) {
    const alone = await cost(() => plain(without))
    ratios.push(alone / (await cost(() => plain(withStore))))
  }
  console.log(
    `plain requests, with a store / without: ${median(ratios).toFixed(2)} (target 0.90; ${ratios.map(one => one.toFixed(2)).join(' ')})`,
  )
  const quotas = [{ perMinute: 1e9, perHour: 1e9 }]
  const rates: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now()
    let sent = 0
    const caller = async () => {
      while (sent < COUNTED) {
        sent += 1
        await control.takeQuota(fakeCall({ quotas, now: Date.now(), testId: `t-${sent % 20}` }))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, caller))
    rates.push((COUNTED / (performance.now() - began)) * 1000)
  }
  console.log(`quotas through it: ${Math.round(median(rates))}/s by one replica (target 5000)`)
  const resident = (url: string) =>
    Number(
      execFileSync(process.execPath, ['--expose-gc', '--import=tsx', fileURLToPath(import.meta.url), '--memory', url])
        .toString()
        .trim(),
    )
  const more = Array.from({ length: 3 }, () => resident(store.url) - resident('none'))
  console.log(
    `memory of a replica: +${(median(more) / 2 ** 20).toFixed(1)} MB (target 10; ${more.map(one => (one / 2 ** 20).toFixed(1)).join(' ')})`,
  )
  await control.leave()
  store.end()
  process.exit(0)
}

await (values.memory === undefined ? bench() : memory(values.memory))

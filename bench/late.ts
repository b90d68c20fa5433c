/**
 * What rows that become visible late cost: `npm run bench:late`. The same questions, of the same world with the lateness of the
 * scenario `late-data` and without any, in turn; what is measured is the processor time of this process and its threads, and
 * what is printed are medians of the ratios of pairs. At most 1.3 is wanted.
 */
import { arch, cpus, platform } from 'node:os'
import { parseArgs } from 'node:util'
import { createApp } from '../src/fastify/app.ts'
import { loadScenario } from '../src/scenario/load.ts'
import type { Scenario } from '../src/scenario/types.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, only: { type: 'string', default: '' } },
})
const NOW = '2026-03-16T12:00:00Z'
const plain = loadScenario('default')
const { lateness } = loadScenario('late-data').world
if (lateness === undefined) throw new Error('late-data has no lateness')
const late: Scenario = { ...plain, world: { ...plain.world, lateness } }
const bot = plain.world.bots[0]!.id
const headers = { accountid: plain.world.account.id }

interface Request {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly payload?: object
}
interface Work {
  readonly name: string
  /** `lap` tells apart what must not be the same request. */
  ask(page: number, lap: number): Request
  readonly pages: number
}

const days = (lap: number) => ({ dateFrom: `2026-03-02T00:00:0${lap}.000Z`, dateTo: '2026-03-08T23:59:59.999Z' })
const WORKS: readonly Work[] = [
  {
    name: 'getSessions, a week by pages of 20',
    pages: 100,
    ask: (page, lap) => ({
      method: 'POST',
      url: `/api/public/bot/${bot}/getSessions`,
      payload: { ...days(lap), skip: page * 20, limit: 20 },
    }),
  },
  {
    name: 'getSessions, a week by pages of 1,000',
    pages: 5,
    ask: (page, lap) => ({
      method: 'POST',
      url: `/api/public/bot/${bot}/getSessions`,
      payload: { ...days(lap), skip: page * 1000, limit: 1000 },
    }),
  },
  {
    name: 'getMessagesV2, a week by pages of 1,000',
    pages: 20,
    ask: (page, lap) => ({
      method: 'POST',
      url: `/api/public/bot/${bot}/getMessagesV2`,
      payload: { ...days(lap), skip: page, limit: 1000 },
    }),
  },
  {
    name: 'aaconversation, a week by pages of 20',
    pages: 40,
    ask: (page, lap) => ({
      method: 'POST',
      url: `/agentassist/api/v1/public/${bot}/aaconversation`,
      payload: { from: '2026-03-02', to: '2026-03-08', page: page + 1, limit: 20 - lap },
    }),
  },
  {
    name: 'raw data, a week by pages of 100',
    pages: 20,
    ask: (page, lap) => ({
      method: 'GET',
      url: `/agentassist/api/v1/public/${bot}/v2/agentassistinteractions?from=${days(lap).dateFrom}&to=${days(lap).dateTo}&offset=${page * 100}&limit=100`,
    }),
  },
  {
    name: 'trend, 30 days, hourly',
    pages: 1,
    ask: (_page, lap) => ({
      method: 'POST',
      url: `/api/public/bot/${bot}/v2/userEngagementTrend?aggregation_type=hourly&start_date=2026-02-0${lap + 1}&end_date=2026-03-0${lap + 2}`,
    }),
  },
  {
    name: 'widget, 30 days',
    pages: 1,
    ask: (_page, lap) => ({
      method: 'GET',
      url: `/api/public/bot/${bot}/dashboard/Operations/widget/${encodeURIComponent('Channel Volume Trend')}?startDate=2026-02-0${lap + 1}&endDate=2026-03-0${lap + 2}`,
    }),
  },
]

let seeds = 0

/** µs of processor time for a request: nothing of it made before; other requests for the same rows; the same requests again. */
async function measure({ ask, pages }: Work, scenario: Scenario, seed: string): Promise<number[]> {
  await using app = createApp({ scenario, seed, now: NOW, auth: 'off' })
  const spent: number[] = []
  for (const lap of [0, 1, 1]) {
    const before = process.cpuUsage()
    for (let page = 0; page < pages; page++) {
      const reply = await app.inject({ ...ask(page, lap), headers })
      if (reply.statusCode !== 200) throw new Error(`${reply.statusCode}: ${reply.body}`)
    }
    const { user, system } = process.cpuUsage(before)
    spent.push((user + system) / pages)
  }
  return spent
}

const median = (figures: readonly number[]) => figures.toSorted((a, b) => a - b)[figures.length >> 1]!

console.log('| work | nothing made before | rows made before | the same again |')
console.log('|---|---|---|---|')
for (const work of WORKS.filter(({ name }) => name.includes(values.only))) {
  const ratios: number[][] = [[], [], []]
  const own: number[][] = [[], [], []]
  for (let round = -1; round < Number(values.rounds); round++) {
    const seed = `bench ${seeds++}`
    // Who is first changes, as the first warms up for the second.
    const order = round % 2 === 0 ? [plain, late] : [late, plain]
    const took = new Map<Scenario, number[]>()
    for (const scenario of order) took.set(scenario, await measure(work, scenario, seed))
    if (round < 0) continue
    for (const lap of [0, 1, 2]) {
      ratios[lap]!.push(took.get(late)![lap]! / took.get(plain)![lap]!)
      own[lap]!.push(took.get(plain)![lap]!)
    }
  }
  const cells = [0, 1, 2].map(lap => `x ${median(ratios[lap]!).toFixed(2)} of ${median(own[lap]!).toFixed(0)} µs`)
  console.log(`| ${[work.name, ...cells].join(' | ')} |`)
}
console.log(
  `\n${values.rounds} rounds, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}`,
)

/**
 * What rows that become visible late cost: `npm run bench:late`, after `npm run build`. The same questions, of the same world with
 * the lateness of the scenario `late-data` and without any, in turn; what is measured is the processor time of this process and
 * its threads, and what is printed are medians of the ratios of pairs. At most 1.3 is wanted.
 */
import { readFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { createKoreMock } from '../dist/index.js'
import { median } from './report.mjs'
import { BOT, NOW } from './works.mjs'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, only: { type: 'string', default: '' } },
})
const { lateness } = parse(readFileSync(join(import.meta.dirname, '../scenarios/late-data.yaml'), 'utf8'))
const plain = { extends: 'default' }
const late = { extends: 'default', lateness }

/** `lap` tells apart what must not be the same request. */
const days = lap => ({ dateFrom: `2026-03-02T00:00:0${lap}.000Z`, dateTo: '2026-03-08T23:59:59.999Z' })
const post = (path, payload) => ({ method: 'POST', url: path, payload })
const bot = `/api/public/bot/${BOT}`
const agents = `/agentassist/api/v1/public/${BOT}`
const sessions = (pages, limit) => ({
  name: `getSessions, a week by pages of ${limit}`,
  pages,
  ask: (page, lap) => post(`${bot}/getSessions`, { ...days(lap), skip: page * limit, limit }),
})
/** Days of a month, each lap a day later, by the names that a query has for them. */
const month = (lap, from, to) => `${from}=2026-02-0${lap + 1}&${to}=2026-03-0${lap + 2}`
const WORKS = [
  sessions(100, 20),
  sessions(5, 1000),
  {
    name: 'getMessagesV2, a week by pages of 1000',
    pages: 8,
    ask: (page, lap) => post(`${bot}/getMessagesV2`, { ...days(lap), skip: page, limit: 1000 }),
  },
  {
    name: 'aaconversation, a week by pages of 20',
    pages: 40,
    ask: (page, lap) =>
      post(`${agents}/aaconversation`, { from: '2026-03-02', to: '2026-03-08', page: page + 1, limit: 20 - lap }),
  },
  {
    name: 'raw data, a week by pages of 100',
    pages: 12,
    ask: (page, lap) => {
      const { dateFrom, dateTo } = days(lap)
      const query = `from=${dateFrom}&to=${dateTo}&offset=${page * 100}&limit=100`
      return { method: 'GET', url: `${agents}/v2/agentassistinteractions?${query}` }
    },
  },
  {
    name: 'trend, 30 days, hourly',
    pages: 1,
    ask: (_page, lap) =>
      post(`${bot}/v2/userEngagementTrend?aggregation_type=hourly&${month(lap, 'start_date', 'end_date')}`),
  },
  {
    name: 'widget, 30 days',
    pages: 1,
    ask: (_page, lap) => ({
      method: 'GET',
      url: `${bot}/dashboard/Operations/widget/Channel%20Volume%20Trend?${month(lap, 'startDate', 'endDate')}`,
    }),
  },
]

let seeds = 0

/** Laps of a measurement: nothing made before, other requests for the same rows, the last of them again and again. */
const LAPS = [[0], [1, 2, 3, 4, 5, 6], [6, 6, 6, 6, 6, 6]]

/** µs of processor time for a request of each of these. */
async function measure({ ask, pages }, scenario, seed) {
  const mock = await createKoreMock({ scenario, seed, now: NOW, auth: 'off', port: false })
  const headers = { accountid: mock.accountId }
  const spent = []
  for (const laps of LAPS) {
    const before = process.cpuUsage()
    for (const lap of laps) {
      for (let page = 0; page < pages; page++) {
        const reply = await mock.inject({ ...ask(page, lap), headers })
        if (reply.statusCode !== 200) throw new Error(`${reply.statusCode}: ${reply.body}`)
      }
    }
    const { user, system } = process.cpuUsage(before)
    spent.push((user + system) / pages / laps.length)
  }
  await mock.close()
  return spent
}

console.log('| work | nothing made before | rows made before | the same again |')
console.log('|---|---|---|---|')
for (const work of WORKS.filter(({ name }) => name.includes(values.only))) {
  const ratios = [[], [], []]
  const own = [[], [], []]
  for (let round = -1; round < Number(values.rounds); round++) {
    const seed = `bench ${seeds++}`
    // Who is first changes, as the first warms up for the second.
    const order = round % 2 === 0 ? [plain, late] : [late, plain]
    const took = new Map()
    for (const scenario of order) took.set(scenario, await measure(work, scenario, seed))
    if (round < 0) continue
    for (const i of LAPS.keys()) {
      ratios[i].push(took.get(late)[i] / took.get(plain)[i])
      own[i].push(took.get(plain)[i])
    }
  }
  const cells = [...LAPS.keys()].map(i => `x ${median(ratios[i]).toFixed(2)} of ${median(own[i]).toFixed(0)} µs`)
  console.log(`| ${[work.name, ...cells].join(' | ')} |`)
}
console.log(
  `\n${values.rounds} rounds, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}`,
)

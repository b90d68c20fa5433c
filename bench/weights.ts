/**
 * What an answer costs for each session of its window and for each row of its page: `npm run bench:weights`. The weights
 * (`cost.ts` in the folder of each API) are to be held against these figures. Each call meets a mock that was never asked
 * anything; what is measured is the processor time of this process, so that others on the machine do not count; figures are
 * medians.
 */
import { arch, cpus, platform } from 'node:os'
import type { View } from '../src/apis/operation.ts'
import { table } from '../src/apis/table.ts'
import { type OperationId, type RawRequest, validate } from '../src/contract/contract.ts'
import { createApp } from '../src/fastify/app.ts'
import { DAY, dayOf } from '../src/world/time.ts'

const rounds = Number(process.argv.find(arg => arg.startsWith('--rounds='))?.slice('--rounds='.length) ?? 7)
const NOW = '2026-03-09T12:00:00.000Z'
/** The last day of every window; all of it is over. */
const LAST = dayOf(Date.parse('2026-03-06'))

interface Kind {
  readonly name?: string
  readonly id: OperationId
  /** Of this many days. */
  readonly days: number
  /** Rows of the page for which rows are counted; absent: the answer has no page. */
  readonly rows?: number
  ask(from: string, to: string, limit: number, skip: number): RawRequest & { readonly path?: object }
}

const headers = { accountid: '5f3a9c1e7b2d4068a1c5e9f2' }
const everything = { includeHistory: true, includeAgenticHistory: true, includeFeedback: true, includeSummary: true }

const widget = (widgetName: string): Kind => ({
  name: `widget "${widgetName}"`,
  id: 'getWidgetData',
  days: 90,
  ask: (startDate, endDate) => ({
    path: { dashboardName: 'Operations', widgetName },
    query: { startDate, endDate },
  }),
})

const KINDS: readonly Kind[] = [
  {
    id: 'getSessions',
    days: 7,
    rows: 2000,
    ask: (dateFrom, dateTo, limit, skip) => ({ query: {}, body: { dateFrom, dateTo, limit, skip } }),
  },
  {
    id: 'postMessagesV2',
    days: 7,
    rows: 10_000,
    ask: (dateFrom, dateTo, limit, skip) => ({ query: {}, body: { dateFrom, dateTo, limit, skip } }),
  },
  {
    id: 'listConversations',
    days: 7,
    rows: 20,
    ask: (from, to, limit, skip) => ({ headers, body: { from, to, limit, page: skip / limit + 1, ...everything } }),
  },
  {
    id: 'listInteractions',
    days: 7,
    rows: 100,
    ask: (from, to, limit, skip) => ({
      headers,
      query: { from, to, limit: String(limit), offset: String(skip), includeAgenticData: 'true' },
    }),
  },
  {
    id: 'getUserEngagementTrend',
    days: 90,
    ask: (start_date, end_date) => ({ query: { start_date, end_date, timeZoneOffset: 'America/New_York' } }),
  },
  widget('Task Fulfillment Trend'),
  widget('Heavy Users'),
  widget('Sessions By Containment'),
]

const iso = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!
let mocks = 0

/** Microseconds of processor time that work takes. */
function time(work: () => unknown): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return user + system
}

interface Cost {
  /** Sessions of the window and of the day before it, which may reach into it. */
  readonly sessions: number
  /** Microseconds of an answer where nothing was made yet. */
  readonly first: number
  /** Of the next page: columns are made, rows are not. */
  readonly next: number
}

async function measure({ id, days, ask }: Kind, limit: number): Promise<Cost> {
  const app = createApp({ seed: `weights ${mocks++}`, now: NOW, auth: 'off' })
  const { world } = app.mock.main
  const bot = world.bots[0]!
  // Days of the calendar have a weight of their own.
  bot.calendar.usersBefore(LAST + 1)
  let sessions = 0
  for (let day = LAST - days; day <= LAST; day++) sessions += bot.calendar.count(day)
  const view: View = { world, now: Date.parse(NOW), accountId: headers.accountid }
  const operation = table[id] as (view: View, request: object) => object
  const page = (skip: number) => {
    const raw = ask(iso(LAST - days + 1), iso(LAST), limit, skip)
    const { value, violations } = validate(id, raw)
    if (violations.length > 0) throw new Error(`${id}: ${JSON.stringify(violations)}`)
    const request = { ...value, path: { botId: bot.id, streamId: bot.id, ...raw.path } }
    return () => operation(view, request)
  }
  const cost = { sessions, first: time(page(0)), next: time(page(limit)) }
  await app.close()
  return cost
}

async function medians(kind: Kind, limit: number): Promise<Cost> {
  const costs: Cost[] = []
  for (let round = 0; round < rounds; round++) costs.push(await measure(kind, limit))
  const of = (name: keyof Cost) => median(costs.map(cost => cost[name]))
  return { sessions: of('sessions'), first: of('first'), next: of('next') }
}

// The first calls are those of a cold compiler, which every process pays once.
for (const kind of KINDS) for (let i = 0; i < 20; i++) await measure(kind, kind.rows ?? 50)

console.log('| operation | days | µs a session, cold | with its days made | µs a row, cold | of the next page |')
console.log('|---|---|---|---|---|---|')
for (const kind of KINDS) {
  const { name = kind.id, days, rows } = kind
  const one = await medians(kind, 1)
  const cells = [name, days, (one.first / one.sessions).toFixed(2), (one.next / one.sessions).toFixed(2)]
  if (rows === undefined) cells.push('', '')
  else {
    const many = await medians(kind, rows)
    const row = (which: 'first' | 'next') => ((many[which] - one[which]) / (rows - 1)).toFixed(1)
    cells.push(row('first'), row('next'))
  }
  console.log(`| ${cells.join(' | ')} |`)
}
console.log(
  `\n${rounds} rounds, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}`,
)

/**
 * What the world costs: `npm run bench:world`. Every "cold" figure is of a world that was never asked anything; figures
 * are medians of several rounds. Nothing here fails on time: only ratios to the targets are printed.
 */
import { arch, cpus, platform } from 'node:os'
import { createApp } from '../src/fastify/app.ts'
import { loadScenario } from '../src/scenario/load.ts'
import { evaluate } from '../src/world/query/evaluate.ts'
import { parseQuery } from '../src/world/query/parse.ts'
import { findSessions } from '../src/world/sessions/search.ts'
import type { WidgetSpec, WorldSpec } from '../src/world/spec.ts'
import { DAY, dayOf } from '../src/world/time.ts'
import { trendOf } from '../src/world/trend.ts'
import type { Bot } from '../src/world/types.ts'
import { identityOf } from '../src/world/users.ts'
import { createWorld } from '../src/world/world.ts'

const rounds = Number(process.argv.find(arg => arg.startsWith('--rounds='))?.slice('--rounds='.length) ?? 5)
const NOW = Date.parse('2026-03-04T16:00:00Z')
const WEEK = { from: Date.parse('2026-02-16T00:00:00Z'), to: Date.parse('2026-02-23T00:00:00Z') - 1 }
const MILLION = 1_000_000

const template = loadScenario('default').world
let worlds = 0

/** A bot of a world with a seed of its own, so that nothing of it is there yet. */
function freshBot(perDay: number): Bot {
  const [first] = template.bots
  if (first === undefined) throw new Error('the default scenario has no bot')
  const traffic = { ...first.traffic, perDay, growth: 0, week: [1, 1, 1, 1, 1, 1, 1] }
  const spec: WorldSpec = {
    ...template,
    bots: [{ ...first, traffic }],
    seed: `bench ${worlds++}`,
  }
  const [bot] = createWorld(spec).bots
  if (bot === undefined) throw new Error('no bot')
  return bot
}

function time(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number
}

interface Figure {
  readonly name: string
  readonly unit: string
  readonly target: number
  readonly values: number[]
}

const figures: Figure[] = []

function figure(name: string, target: number, unit = 'ms'): Figure {
  const made = { name, unit, target, values: [] }
  figures.push(made)
  return made
}

const page = figure('first page of a cold day, 1,000,000 a day', 800)
const again = figure('the same page again', 1)
const deep = figure('page at skip 6,900,000 against skip 0, warm', 1.2, 'ratio')
const filterCold = figure('containment + type + user, 7 such days, cold', 3000)
const filterWarm = figure('containment + type + user, 7 such days, warm', 60)
const trendCold = figure('trend, 7 such days, hourly, cold', 4000)
const trendWarm = figure('trend, 7 such days, hourly, warm', 5)
const yearTrend = figure('trend, 366 days of 1,200, cold', 600)
const widgets = (template.bots[0]?.dashboards ?? []).flatMap(board => board.widgets)
const widgetFigures = widgets.map(widget => figure(`widget "${widget.name}", 90 days of 1,200, cold`, 800))
const meanwhile = figure('others while a cold day of 1,000,000 is made: slowest', 50)
const whole = figure('that day meanwhile: its first sessions and its conversations', 5000)
const messages = figure('page of 10,000 messages, each another, messages made before', 150)
const cost: { readonly perDay: number; readonly values: number[] }[] = [1e3, 1e4, 1e5, 1e6].map(perDay => ({
  perDay,
  values: [],
}))

function bigDays(): void {
  const bot = freshBot(MILLION)
  bot.calendar.count(dayOf(NOW))
  const day = { from: WEEK.from, to: WEEK.from + DAY - 1 }
  const ask = () => findSessions([bot], day, NOW).page(0, 100)
  page.values.push(time(ask))
  again.values.push(median(Array.from({ length: 21 }, () => time(ask))))
  const { id } = identityOf(bot, bot.calendar.usersBefore(dayOf(WEEK.from)) - 100)
  const filter = { containment: 'agent', interactive: true, userId: id } as const
  const filtered = () => findSessions([bot], WEEK, NOW, filter).page(0, 100)
  const other = freshBot(MILLION)
  filterCold.values.push(time(() => findSessions([other], WEEK, NOW, filterFor(other)).page(0, 100)))
  filtered()
  // Another user than before, so that nothing but the columns is warm.
  filterWarm.values.push(time(() => findSessions([bot], WEEK, NOW, filterFor(bot)).page(0, 100)))
  const at = (skip: number) => () => findSessions([bot], WEEK, NOW).page(skip, 100)
  for (const skip of [0, 6_900_000]) at(skip)()
  const many = (skip: number) => median(Array.from({ length: 41 }, () => time(at(skip))))
  deep.values.push(many(6_900_000) / many(0))
}

function filterFor(bot: Bot) {
  const { id } = identityOf(bot, bot.calendar.usersBefore(dayOf(WEEK.from)) - 7)
  return { containment: 'agent', interactive: true, userId: id } as const
}

function bigTrend(): void {
  const bot = freshBot(MILLION)
  bot.calendar.count(dayOf(NOW))
  const [firstDay, lastDay] = [dayOf(WEEK.from), dayOf(WEEK.to)]
  const ask = () => trendOf(bot, { firstDay, lastDay, zone: 'America/New_York', hourly: true }, NOW)
  trendCold.values.push(time(ask))
  trendWarm.values.push(time(ask))
}

function year(): void {
  const bot = freshBot(1200)
  const lastDay = dayOf(NOW) - 1
  const question = { firstDay: lastDay - 365, lastDay, zone: 'America/New_York', hourly: false }
  yearTrend.values.push(time(() => trendOf(bot, question, NOW)))
}

function widget(spec: WidgetSpec, { values }: Figure): void {
  const bot = freshBot(1200)
  const to = dayOf(NOW) * DAY - 1
  values.push(
    time(() =>
      evaluate(parseQuery(spec), bot, { window: { from: to + 1 - 90 * DAY, to }, now: NOW, skip: 0, limit: 50 }),
    ),
  )
}

/** A week's first page and a count by kind, cold: what grows with the sessions a day. */
function grow({ perDay, values }: (typeof cost)[number]): void {
  const bot = freshBot(perDay)
  bot.calendar.count(dayOf(NOW))
  values.push(
    time(() => {
      findSessions([bot], WEEK, NOW).page(0, 100)
      return findSessions([bot], WEEK, NOW, { containment: 'agent' }).total
    }),
  )
}

for (let round = 0; round < rounds; round++) {
  bigDays()
  bigTrend()
  year()
  widgets.forEach((spec, i) => {
    widget(spec, widgetFigures[i] as Figure)
  })
  for (const size of cost) grow(size)
}

/** The slowest of many light requests through HTTP while the first page of a cold day is made, whatever thread makes it. */
async function othersMeanwhile(): Promise<void> {
  const [first] = template.bots
  if (first === undefined) throw new Error('the default scenario has no bot')
  const traffic = { ...first.traffic, perDay: MILLION, growth: 0, week: [1, 1, 1, 1, 1, 1, 1] }
  const scenario = { ...loadScenario('default'), world: { ...template, bots: [{ ...first, traffic }] } }
  await using app = createApp({ scenario, seed: `bench ${worlds++}`, now: new Date(NOW).toISOString(), auth: 'off' })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const call = async (path: string, body: object) => {
    const headers = { accountid: template.account.id, 'content-type': 'application/json' }
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    await answer.arrayBuffer()
    return answer.status
  }
  const sessions = (bot: string) => `/api/public/bot/${bot}/getSessions`
  const light = () => call(sessions('st-light'), { dateFrom: '2026-02-16', dateTo: '2026-02-16', limit: 20 })
  for (let i = 0; i < 50; i++) await light()
  let isOver = false
  const started = performance.now()
  const heavy = Promise.all([
    call(sessions(first.id), { dateFrom: '2026-02-16', dateTo: '2026-02-16', limit: 100 }),
    call(`/agentassist/api/v1/public/${first.id}/aaconversation`, { from: '2026-02-16', to: '2026-02-16' }),
  ]).then(statuses => {
    isOver = true
    return statuses
  })
  let slowest = 0
  while (!isOver) {
    const start = performance.now()
    await light()
    slowest = Math.max(slowest, performance.now() - start)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  const statuses = await heavy
  if (statuses.some(status => status !== 200)) throw new Error(`a heavy request was answered ${statuses}`)
  meanwhile.values.push(slowest)
  whole.values.push(performance.now() - started)
}

for (let round = 0; round < rounds; round++) await othersMeanwhile()

/** Pages of messages that were all shown before; no page is asked for twice. The server's time: this client takes longer to read 11 MB. */
async function messagePages(): Promise<void> {
  await using app = createApp({ seed: `bench ${worlds++}`, now: '2026-03-16T12:00:00Z', auth: 'off' })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const bot = app.mock.main.world.bots[0]?.id
  for (let skip = 0; skip < 12; skip++) {
    const body = { dateFrom: '2026-03-08', dateTo: '2026-03-09', skip, limit: 10_000 }
    const answer = await fetch(`${url}/api/public/bot/${bot}/getMessagesV2`, {
      method: 'POST',
      headers: { accountid: template.account.id, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await answer.arrayBuffer()
    // The first two make the messages, and the thread that makes them.
    const [latest] = app.mock.control.journal.entries()
    if (skip > 1 && latest !== undefined) messages.values.push(latest.exchange.durationMs)
  }
}

await messagePages()

const held = figure('resident memory after all of it', 500, 'MB')
globalThis.gc?.()
held.values.push(process.memoryUsage.rss() / 1e6)

const rows = figures.map(({ name, unit, target, values }) => {
  const value = median(values)
  const shown = value >= 100 ? value.toFixed(0) : value.toFixed(2)
  return [name, `${shown} ${unit}`, `${target} ${unit}`, (value / target).toFixed(2)]
})
print(['work', 'median', 'target', 'of target'], rows)
console.log('')
const base = median((cost[0] as (typeof cost)[number]).values)
print(
  ['sessions a day', 'a week, cold', 'against 1,000', 'microseconds a session'],
  cost.map(({ perDay, values }) => {
    const value = median(values)
    return [
      perDay.toLocaleString('en'),
      `${value.toFixed(1)} ms`,
      `x ${(value / base).toFixed(1)}`,
      `${((value * 1000) / (perDay * 7)).toFixed(3)} ${'#'.repeat(Math.ceil((value * 100_000) / (perDay * 7)) || 1).slice(0, 60)}`,
    ]
  }),
)
console.log(
  `\n${rounds} rounds, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}`,
)

function print(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map(line => (line[i] ?? '').length)))
  const show = (line: readonly string[]) => `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  console.log(show(head))
  console.log(`|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`)
  for (const line of lines) console.log(show(line))
}

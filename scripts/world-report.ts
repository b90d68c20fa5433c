/**
 * What the default world looks like over a month: `npm run world:report` prints it and draws docs/world-report.svg.
 * Facts 6.4 holds figures of a real centre to compare with.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadScenario } from '../src/scenario/load.ts'
import { findSessions } from '../src/world/sessions/search.ts'
import type { Session } from '../src/world/sessions/types.ts'
import { createWorld } from '../src/world/world.ts'
import { type Bar, barChart, page } from './report/charts.ts'

const NOW = Date.parse('2026-04-02T00:00:00Z')
const WINDOW = { from: Date.parse('2026-03-01T00:00:00Z'), to: Date.parse('2026-04-01T00:00:00Z') - 1 }
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

const { world: spec } = loadScenario('default')
const [bot] = createWorld({ ...spec, seed: 'kore-mock' }).bots
if (bot === undefined) throw new Error('the default scenario has no bot')
const found = findSessions([bot], WINDOW, NOW, {})
const all = found.page(0, found.total)
const closed = all.filter(session => session.status === 'closed' && !session.developer)

const local = new Intl.DateTimeFormat('en', {
  timeZone: bot.spec.zone,
  hour: 'numeric',
  hourCycle: 'h23',
  weekday: 'short',
})
const partsOf = (ms: number) => Object.fromEntries(local.formatToParts(ms).map(part => [part.type, part.value]))

/** Shares of the values a function gives, in the order of `keys`, else most frequent first. */
function shares(sessions: readonly Session[], of: (session: Session) => string, keys?: readonly string[]): Bar[] {
  const counts = new Map<string, number>()
  for (const session of sessions) {
    const key = of(session)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const names = keys ?? [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
  return names.map(name => ({ name, value: (counts.get(name) ?? 0) / sessions.length }))
}

/** Index of the bin a value falls in: `edges` are upper bounds, the last bin is open. */
const binOf = (edges: readonly number[], value: number) => {
  const at = edges.findIndex(edge => value < edge)
  return at < 0 ? edges.length : at
}

function histogram(
  values: readonly number[],
  edges: readonly number[],
  label: (from: number, to: number) => string,
): Bar[] {
  const counts = new Array<number>(edges.length + 1).fill(0)
  for (const value of values) counts[binOf(edges, value)]! += 1
  return counts.map((count, at) => ({
    name: at === edges.length ? `${edges.at(-1)}+` : label(at === 0 ? 0 : (edges[at - 1] ?? 0), edges[at] ?? 0),
    value: count / values.length,
  }))
}

const minutes = (from: number, to: number) => `${from}-${to} min`
/** Whole numbers from 1: the bin that ends before 5 and begins at 2 is 2 to 4. */
const whole = (from: number, to: number) =>
  to - Math.max(1, from) === 1 ? `${to - 1}` : `${Math.max(1, from)}-${to - 1}`

const quantile = (sorted: readonly number[], share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
const ascending = (values: number[]) => values.sort((a, b) => a - b)
const seconds = (session: Session) => Math.round((session.end - session.start) / 1000)
const percent = (value: number) => `${(value * 100).toFixed(1)} %`

const perUser = new Map<number, number>()
for (const { user } of closed) perUser.set(user, (perUser.get(user) ?? 0) + 1)
const fresh = new Set(all.filter(session => session.firstEver).map(session => session.user))

const byHour = shares(
  closed,
  ({ start }) => String(Number(partsOf(start).hour)),
  Array.from({ length: 24 }, (_, hour) => String(hour)),
)
const byWeekday = shares(closed, ({ start }) => String(partsOf(start).weekday), WEEKDAYS)
const durations = histogram(
  closed.map(session => seconds(session) / 60),
  [2, 5, 8, 10, 12, 15, 20, 30, 60],
  minutes,
)
const messages = histogram(
  closed.map(session => session.messages),
  [2, 5, 10, 15, 20, 25, 30, 40, 60, 100],
  whole,
)
const sessionsPerUser = histogram([...perUser.values()], [2, 3, 4, 5, 6, 8, 11], whole)
const channels = shares(closed, session => session.channel)
const languages = shares(closed, session => session.language)
const kinds = ['selfService', 'dropOff', 'agent']
const containment = channels.map(({ name }) => ({
  name,
  parts: shares(
    closed.filter(session => session.channel === name),
    session => session.containment,
    kinds,
  ),
}))

const lines = [
  `${bot.spec.name}, ${new Date(WINDOW.from).toISOString().slice(0, 10)} to ${new Date(WINDOW.to).toISOString().slice(0, 10)}: ${all.length} sessions, ${perUser.size} users`,
  `developers ${percent(all.filter(session => session.developer).length / all.length)}, non-interactive ${percent(closed.filter(session => !session.interactive).length / closed.length)}, ` +
    `new users ${percent(fresh.size / perUser.size)} of the month's users, ${percent(closed.filter(session => session.firstEver).length / closed.length)} of its sessions`,
  '',
]
for (const kind of kinds) {
  const some = closed.filter(session => session.containment === kind)
  const length = ascending(some.map(seconds))
  const count = ascending(some.map(session => session.messages))
  const mean = count.reduce((sum, value) => sum + value, 0) / count.length
  lines.push(
    `${kind.padEnd(11)} ${percent(some.length / closed.length).padStart(7)}  seconds ${length[0]} to ${length.at(-1)}, median ${quantile(length, 0.5)}, 99 % below ${quantile(length, 0.99)};` +
      `  messages ${count[0]} to ${count.at(-1)}, median ${quantile(count, 0.5)}, mean ${mean.toFixed(1)}`,
  )
}
const users = closed.reduce((sum, session) => sum + session.userMessages, 0)
const total = closed.reduce((sum, session) => sum + session.messages, 0)
lines.push('', `bot or agent to user messages ${percent(1 - users / total)} : ${percent(users / total)}`)
const tables: [string, Bar[]][] = [
  ['by hour (local)', byHour],
  ['by weekday', byWeekday],
  ['duration', durations],
  ['messages', messages],
  ['sessions a user', sessionsPerUser],
  ['channel', channels],
  ['language', languages],
]
for (const [title, bars] of tables) {
  lines.push('', title)
  const most = Math.max(...bars.map(bar => bar.value))
  for (const { name, value } of bars)
    lines.push(`  ${name.padEnd(10)} ${percent(value).padStart(7)} ${'#'.repeat(Math.round((value / most) * 40))}`)
}
lines.push('', 'containment by channel')
for (const { name, parts } of containment)
  lines.push(`  ${name.padEnd(10)} ${parts.map(part => `${part.name} ${percent(part.value)}`).join('  ')}`)
console.log(lines.join('\n'))

const picture = page(
  `${bot.spec.name}: ${all.length.toLocaleString('en')} sessions in March 2026, scenario default, seed kore-mock`,
  [
    barChart('Sessions by local hour', byHour),
    barChart('Sessions by weekday', byWeekday),
    barChart('Duration', durations),
    barChart('Messages per session', messages),
    barChart('Sessions per user in the month', sessionsPerUser),
    barChart('Channel', channels),
    barChart('Language', languages),
    barChart(
      'Containment by channel',
      containment.map(({ name, parts }) => ({ name, value: 1, parts: parts.map(part => part.value) })),
      kinds,
    ),
  ],
)
writeFileSync(join(import.meta.dirname, '../docs/world-report.svg'), picture)

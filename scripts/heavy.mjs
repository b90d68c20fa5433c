// How long one waits who asks for something that takes long while another has asked for much of it: `npm run heavy`, after
// `npm run build`. Bots are asked that nobody has asked before, so that nothing is ready. Prints a table; `--behind N` says
// how many requests of the other are waited behind (60).
import { createHmac } from 'node:crypto'
import { parseArgs } from 'node:util'
import { startServer } from './drive/server.mjs'

const { values } = parseArgs({
  options: { behind: { type: 'string', default: '60' }, dist: { type: 'string', default: 'dist' } },
})
const behind = Number(values.behind)
const YEAR = 'start_date=2025-03-09&end_date=2026-03-08'

const inBase64 = value => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Headers of one client: a token of an app that the scenario does not know, as a client has that was not set up for the mock (D225). */
function headersOf(client) {
  const signed = `${inBase64({ alg: 'HS256', typ: 'JWT' })}.${inBase64({ appId: `cs-of-${client}` })}`
  const signature = createHmac('sha256', 'a secret of its own').update(signed).digest('base64url')
  return { accountId: '5f3a9c1e7b2d4068a1c5e9f2', auth: `${signed}.${signature}` }
}

let bots = 0
/** A bot that nobody has asked yet. */
const newBot = () => `st-${String(++bots).padStart(8, '0')}-0000-5000-8000-000000000001`

const trend = (bot, dates = YEAR) => ({
  method: 'POST',
  path: `/api/public/bot/${bot}/v2/userEngagementTrend?aggregation_type=daily&${dates}`,
})
const week = bot => ({
  method: 'POST',
  path: `/api/public/bot/${bot}/getSessions`,
  body: { dateFrom: '2026-03-01', dateTo: '2026-03-07', limit: 10 },
  headers: { 'x-mock-scenario': 'busy' },
})

const server = await startServer({ dist: values.dist, flags: ['--now', '2026-03-09T12:00:00Z'], sockets: 512 })
const ask = (client, request) => server.ask({ ...request, headers: { ...headersOf(client), ...request.headers } })

/** Seconds that a request of `me` takes; the statuses of what others asked meanwhile come with it. */
async function timed(request, others = []) {
  const theirs = others.map(([client, request]) => ask(client, request))
  if (theirs.length > 0) await new Promise(resolve => setTimeout(resolve, 100))
  const began = performance.now()
  const { status } = await ask('me', request)
  const seconds = (performance.now() - began) / 1000
  if (status !== 200) throw new Error(`${request.path}: ${status}`)
  const begun = performance.now()
  const statuses = (await Promise.all(theirs)).map(({ status }) => status)
  return { seconds, rest: (performance.now() - begun) / 1000, statuses }
}

const many = (count, make) => Array.from({ length: count }, (_, i) => ['other', make(i)])
const rows = []
const row = (what, { seconds }, alone) => {
  rows.push([what, `${seconds.toFixed(2)} s`, alone === undefined ? '' : (seconds / alone.seconds).toFixed(1)])
  process.stdout.write(`| ${rows.at(-1).join(' | ')} |\n`)
}

process.stdout.write('| | until the answer | to alone |\n|---|---|---|\n')
row('the first trend over a year, with the start of the thread', await timed(trend(newBot())))
const alone = await timed(trend(newBot()))
row('a trend over a year, alone', alone)
const crowded = await timed(
  trend(newBot()),
  many(behind, () => trend(newBot())),
)
row(`behind ${behind} of another client`, crowded, alone)
row(`(the last of the other's ${behind})`, { seconds: crowded.seconds + crowded.rest }, alone)
await timed(week(newBot()))
const small = await timed(week(newBot()))
row('a week of sessions of a large bot, alone', small)
row(
  'while a trend over a year of a large bot is made',
  await timed(week(newBot()), [['other', { ...trend(newBot()), headers: { 'x-mock-scenario': 'busy' } }]]),
  small,
)

// Clients who leave: what they asked for is not made.
const leavers = Array.from({ length: behind }, () => {
  const { path } = trend(newBot())
  const left = new AbortController()
  const headers = headersOf('other')
  fetch(`${server.url}${path}`, { method: 'POST', headers, signal: left.signal }).catch(() => {})
  return left
})
await new Promise(resolve => setTimeout(resolve, 200))
for (const left of leavers) left.abort()
row(`behind ${behind} of a client that has left`, await timed(trend(newBot())), alone)
await server.stop()

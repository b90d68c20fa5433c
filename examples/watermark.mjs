#!/usr/bin/env node
// An exporter that copies the sessions of a bot by their start: each hour those that began since it asked last. Rows that become visible late are
// lost to it, unless it looks back. It runs against a mock whose rows are late, moves that mock's clock hour by hour, and compares what it has with
// the truth, and what it lost with what was predicted.
//
//   kore-mock --scenario late-data --now 2026-03-20T00:00:00Z
//   node examples/watermark.mjs [--lookback PT0S | predicted] [--from 2026-03-02] [--days 3]
//
//   KORE_BASE_URL   default http://127.0.0.1:4010
//   KORE_BOT_ID     default: the bot of the mock's default scenario
//
// Nothing but Node is needed.
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    lookback: { type: 'string', default: 'PT0S' },
    from: { type: 'string', default: '2026-03-02' },
    days: { type: 'string', default: '3' },
  },
})
const base = process.env.KORE_BASE_URL || 'http://127.0.0.1:4010'
const bot = process.env.KORE_BOT_ID || 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const HOUR = 3_600_000
const begin = Date.parse(values.from)
const end = begin + Number(values.days) * 24 * HOUR
const iso = ms => new Date(ms).toISOString()
const range = `botId=${bot}&from=${iso(begin)}&to=${iso(end - 1)}`

/** One call; a refusal ends the program. */
async function call(method, path, { headers, body } = {}) {
  const reply = await fetch(base + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return text
}

/** ms of `PT1H30M`. */
function milliseconds(duration) {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? []
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

const predict = async lookback =>
  JSON.parse(await call('GET', `/__admin/predict?kind=sessions&lookback=${lookback}&${range}`))
const lookback = values.lookback === 'predicted' ? (await predict('PT0S')).lookbackNeeded : values.lookback
await call('PUT', '/__admin/clock', { body: { now: iso(begin) } })
// Without an end, as days go by in seconds here.
const { token } = JSON.parse(await call('POST', '/__admin/tokens', { body: { expiresIn: null } }))

/** The exporter: what began since it asked last, less the look-back, page by page; a row that it has already is stored once. */
const stored = new Map()
async function poll(since, now) {
  const limit = 1000
  for (let skip = 0, more = true; more; skip += limit) {
    const body = { dateFrom: iso(since), dateTo: iso(now), skip, limit }
    const page = JSON.parse(
      await call('POST', `/api/public/bot/${bot}/getSessions`, { headers: { auth: token }, body }),
    )
    for (const session of page.sessions) stored.set(session.sessionId, session)
    more = page.moreAvailable
  }
}

for (let now = begin + HOUR; ; now += HOUR) {
  await call('PUT', '/__admin/clock', { body: { now: iso(now) } })
  const since = Math.max(begin, now - HOUR - milliseconds(lookback))
  if (since > end) break
  await poll(since, now)
}

const truth = (await call('GET', `/__admin/truth/sessions?${range}&at=${iso(end)}`)).split('\n').filter(Boolean)
const missed = truth.map(line => JSON.parse(line)).filter(({ id }) => !stored.has(id)).length
const predicted = (await predict(lookback)).lost
console.log(`missed ${missed} (predicted ${predicted}) of ${truth.length}, look-back ${lookback}`)
process.exitCode = missed === predicted ? 0 : 1

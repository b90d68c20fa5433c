#!/usr/bin/env node
// Downloads a week of a bot from the analytics APIs and checks that what it got agrees with itself.
//
//   KORE_BASE_URL       default http://127.0.0.1:4010; https://platform.kore.ai for the live service
//   KORE_BOT_ID         default: the bot of the mock's default scenario
//   KORE_CLIENT_ID      of a JWT app with the scopes Bot Sessions, Chat History, AgentAssist Analytics,
//   KORE_CLIENT_SECRET  User Engagement Trend and Custom Reports; default: the mock's `bank-bot` app
//   KORE_ACCOUNT_ID     the account that owns the bot
//   KORE_FROM           first day, YYYY-MM-DD; the week ends six days later. Default: the last seven whole days
//   KORE_DASHBOARD, KORE_WIDGET   default: Operations, Sessions By Containment
//
//   node examples/download-week.mjs [folder]     writes NDJSON files into the folder, default ./week
//
// Nothing but Node is needed: fetch, and HMAC for the token.
import { createHmac } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const DAY = 86_400_000
const env = (name, fallback) => process.env[name] || fallback
const base = env('KORE_BASE_URL', 'http://127.0.0.1:4010')
const bot = env('KORE_BOT_ID', 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6')
const account = env('KORE_ACCOUNT_ID', '5f3a9c1e7b2d4068a1c5e9f2')
const clientId = env('KORE_CLIENT_ID', 'cs-3e8a51d7-94c0-5b2f-a6d1-0f7b8c2e4a95')
const secret = env('KORE_CLIENT_SECRET', 'local-secret-of-the-bank-bot-app')
const dashboard = env('KORE_DASHBOARD', 'Operations')
const widget = env('KORE_WIDGET', 'Sessions By Containment')
const dayText = ms => new Date(ms).toISOString().slice(0, 10)
const from = env('KORE_FROM', dayText(Date.now() - 7 * DAY))
const to = dayText(Date.parse(from) + 6 * DAY)
const folder = process.argv[2] ?? 'week'

/** A token of the app: HS256 over its client id, good for an hour. */
function token() {
  const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ appId: clientId, sub: bot, iat: now, exp: now + 3600 })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

const headers = { auth: token(), accountId: account, 'content-type': 'application/json', 'accept-encoding': 'gzip, br' }

/** One call. Waits as told when the rate limit is reached, tries three times when the line breaks. */
async function call(method, path, body) {
  for (let attempt = 1; ; attempt++) {
    let reply
    try {
      reply = await fetch(base + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
      if (reply.ok) return await reply.json()
    } catch (error) {
      if (attempt === 3) throw new Error(`${method} ${path}: ${error.cause?.message ?? error.message}`)
      continue
    }
    const text = await reply.text()
    if (reply.status !== 429 || attempt === 60) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    const seconds = Number(reply.headers.get('retry-after') ?? 60)
    await new Promise(done => setTimeout(done, seconds * 1000))
  }
}

/** A bar on a terminal, a line at the end elsewhere. */
function progress(label) {
  const width = 30
  return (done, total) => {
    const share = total === 0 ? 1 : Math.min(1, done / total)
    if (process.stderr.isTTY) {
      const filled = Math.round(width * share)
      process.stderr.write(
        `\r${label.padEnd(26)} [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done}/${total}`,
      )
      if (share === 1) process.stderr.write('\n')
    } else if (share === 1) process.stderr.write(`${label}: ${done}\n`)
  }
}

function writer(name) {
  const stream = createWriteStream(join(folder, name))
  return {
    row: row => stream.write(`${JSON.stringify(row)}\n`),
    end: () => new Promise((done, failed) => stream.on('error', failed).end(done)),
  }
}

/** All sessions of the week, kind by kind, page by page. */
async function downloadSessions() {
  const file = writer('sessions.ndjson')
  const limit = 1000
  for (const containmentType of ['selfService', 'dropOff', 'agent']) {
    const bar = progress(`sessions, ${containmentType}`)
    for (let skip = 0, more = true; more; skip += limit) {
      const page = await call('POST', `/api/public/bot/${bot}/getSessions?containmentType=${containmentType}`, {
        skip,
        limit,
        dateFrom: from,
        dateTo: to,
      })
      for (const session of page.sessions) file.row(session)
      more = page.moreAvailable
      bar(skip + page.sessions.length, page.total)
    }
  }
  await file.end()
}

/** The messages of those sessions, 20 sessions a call. They may reach past the week, so the range does too. */
async function downloadMessages() {
  const file = writer('messages.ndjson')
  const sessions = read('sessions.ndjson').sort((a, b) => (a.start_time < b.start_time ? -1 : 1))
  const bar = progress('messages, by session')
  const limit = 10_000
  for (let at = 0; at < sessions.length; at += 20) {
    const batch = sessions.slice(at, at + 20)
    const range = {
      dateFrom: batch[0].start_time,
      dateTo: new Date(Math.max(...batch.map(session => Date.parse(session.end_time)))).toISOString(),
    }
    for (let skip = 0, more = true; more; skip += limit) {
      const page = await call('POST', `/api/public/bot/${bot}/getMessagesV2`, {
        skip,
        limit,
        ...range,
        sessionId: batch.map(session => session.sessionId),
      })
      for (const message of page.messages) file.row(message)
      more = page.moreAvailable
    }
    bar(Math.min(at + 20, sessions.length), sessions.length)
  }
  await file.end()
}

async function downloadConversations() {
  const file = writer('conversations.ndjson')
  const bar = progress('Agent AI conversations')
  for (let page = 1, more = true; more; page++) {
    const answer = await call('POST', `/agentassist/api/v1/public/${bot}/aaconversation`, { from, to, page, limit: 20 })
    for (const conversation of answer.results) file.row(conversation)
    more = answer.hasMore
    bar(answer.skip + answer.results.length, answer.totalResults)
  }
  await file.end()
}

async function downloadSegments() {
  const file = writer('segments.ndjson')
  const limit = 100
  for (let offset = 0, more = true; more; offset += limit) {
    const path = `/agentassist/api/v1/public/${bot}/v2/agentassistinteractions`
    const answer = await call(
      'GET',
      `${path}?from=${from}&to=${to}&offset=${offset}&limit=${limit}&includeAgenticData=true`,
    )
    for (const segment of answer.data) file.row(segment)
    more = answer.hasMore
    if (!more) progress('Agent AI segments')(offset + answer.numResults, offset + answer.numResults)
  }
  await file.end()
}

async function downloadFigures() {
  const trend = await call(
    'POST',
    `/api/public/bot/${bot}/v2/userEngagementTrend?aggregation_type=daily&start_date=${from}&end_date=${to}`,
  )
  const names = `${encodeURIComponent(dashboard)}/widget/${encodeURIComponent(widget)}`
  const table = await call('GET', `/api/public/bot/${bot}/dashboard/${names}?startDate=${from}&endDate=${to}`)
  writeFileSync(join(folder, 'trend.ndjson'), `${JSON.stringify(trend)}\n`)
  writeFileSync(join(folder, 'widget.ndjson'), `${JSON.stringify(table)}\n`)
}

const read = name =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))

/** The rows of a file too large to be read at once. */
async function* readSlowly(name) {
  for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) yield JSON.parse(line)
}

/** What must hold between the files. Gives the sentences that do not. */
async function disagreements() {
  const wrong = []
  const expect = (truth, sentence) => truth || wrong.push(sentence)
  const sessions = read('sessions.ndjson')
  const byId = new Map(sessions.map(session => [session.sessionId, session]))
  expect(byId.size === sessions.length, `${sessions.length - byId.size} sessions came twice`)

  const messages = new Map()
  for await (const { sessionId } of readSlowly('messages.ndjson'))
    messages.set(sessionId, (messages.get(sessionId) ?? 0) + 1)
  for (const { sessionId, noOfMessagesExchanged, sessionStatus } of sessions) {
    const found = messages.get(sessionId) ?? 0
    const agree = found === noOfMessagesExchanged || sessionStatus === 'active'
    expect(agree, `session ${sessionId} says ${noOfMessagesExchanged} messages, there are ${found}`)
  }

  const conversations = read('conversations.ndjson')
  const known = new Set(conversations.map(conversation => conversation.convId))
  for (const { convId, mbSessionId, startTime } of conversations) {
    // A conversation of the week's first minutes may belong to a session that began the day before.
    const before = Date.parse(startTime) - Date.parse(from) < DAY / 6 && !byId.has(mbSessionId)
    expect(before || byId.get(mbSessionId)?.containmentType === 'agent', `conversation ${convId} has no agent session`)
  }
  for (const { conversationID, segmentID, segmentStartTime } of read('segments.ndjson')) {
    const before = Date.parse(segmentStartTime) - Date.parse(from) < DAY / 6
    expect(before || known.has(conversationID), `segment ${segmentID} has no conversation`)
  }

  const users = new Set(sessions.filter(session => !session.isDeveloper).map(session => session.userId))
  const [trend] = read('trend.ndjson')
  expect(
    trend.summary.uniqueUsers === users.size,
    `the trend counts ${trend.summary.uniqueUsers} users, there are ${users.size}`,
  )

  const [table] = read('widget.ndjson')
  const kinds = new Map()
  for (const { containmentType, isDeveloper } of sessions) {
    if (!isDeveloper) kinds.set(containmentType, (kinds.get(containmentType) ?? 0) + 1)
  }
  for (const row of widget === 'Sessions By Containment' ? table.queryResponse.queryResponse : []) {
    const count = Object.values(row).find(value => typeof value === 'number')
    const kind = row.containment_type
    expect(kinds.get(kind) === count, `the widget counts ${count} sessions of ${kind}, there are ${kinds.get(kind)}`)
  }
  return wrong
}

try {
  mkdirSync(folder, { recursive: true })
  process.stderr.write(`${base}, bot ${bot}, ${from} to ${to}\n`)
  await downloadSessions()
  await downloadMessages()
  await downloadConversations()
  await downloadSegments()
  await downloadFigures()
  const wrong = await disagreements()
  for (const sentence of wrong.slice(0, 20)) console.error(`disagreement: ${sentence}`)
  console.log(wrong.length === 0 ? `The files in ${folder} agree.` : `${wrong.length} disagreements.`)
  if (wrong.length > 0) process.exitCode = 1
} catch (error) {
  console.error(`download failed: ${error.message}`)
  process.exitCode = 1
}

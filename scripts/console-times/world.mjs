import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jsonOf, startServer } from '../drive/server.mjs'

export const NOW = '2026-03-12T15:20:00Z'
const BOT = 'st-times'
const SESSION = 'aaaaaaaaaaaaaaaaaaaaaaaa'
const MESSAGES = 200
const ENTRIES = 1_000
/** Requests that are sent at once. */
const AT_ONCE = 20

const lines = Array.from({ length: MESSAGES }, (_, i) => {
  if (i === 0) return { bot: 'Good morning. What is it about?' }
  const words = `Line ${i + 1}: the invoice of the third, and what became of it since then, as it was told before.`
  return i % 2 === 1 ? { customer: words } : { agent: words, name: 'Anna Berg' }
})

/** A mock with a session of 200 messages and a journal of 1,000 entries. */
export async function startWorld() {
  const file = join(mkdtempSync(join(tmpdir(), 'kore-mock-times-')), 'long.yaml')
  const session = { sessionId: SESSION, start_time: '2026-03-12T09:00:00Z', channel: 'rtm', transcript: lines }
  writeFileSync(file, JSON.stringify({ bots: { long: { id: BOT, pins: { sessions: [session] } } } }))
  const server = await startServer({ flags: ['--scenario', file, '--now', NOW, '--journal-entries', '20000'] })
  await fillJournal(server)
  return { server, url: server.url, bot: BOT, session: SESSION }
}

async function fillJournal(server) {
  const asked = { method: 'POST', path: '/__admin/tokens' }
  const { token } = jsonOf(await server.ask(asked), asked)
  const headers = { auth: token }
  const path = `/api/public/bot/${BOT}/getSessions`
  for (let sent = 0; sent < ENTRIES; sent += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, i) =>
        server.ask({ method: 'POST', path, headers, body: i % 4 === 0 ? { limit: -1 } : { limit: 1 + i } }),
      ),
    )
  }
}

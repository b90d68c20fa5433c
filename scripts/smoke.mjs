// Starts the built server and asks every API once: node scripts/smoke.mjs [--node PATH]
// Prints one SHA-256 over all answers, which is the same under every version of Node.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { node: { type: 'string', default: process.execPath } } })
const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const range = { from: '2026-03-02', to: '2026-03-03' }
const dates = { dateFrom: range.from, dateTo: range.to }

const requests = [
  ['POST', `/api/public/bot/${BOT}/getSessions`, { ...dates, limit: 50 }],
  ['POST', '/api/public/getSessions?containmentType=agent', dates],
  [
    'POST',
    `/api/public/bot/${BOT}/v2/userEngagementTrend?start_date=${range.from}&end_date=${range.to}&timeZoneOffset=Asia%2FKolkata`,
  ],
  [
    'POST',
    `/agentassist/api/v1/public/${BOT}/aaconversation`,
    { ...range, limit: 5, includeHistory: true, includeSummary: true },
  ],
  [
    'GET',
    `/agentassist/api/v1/public/${BOT}/v2/agentassistinteractions?from=${range.from}&to=${range.to}&limit=5&includeAgenticData=true`,
  ],
  [
    'GET',
    `/api/public/bot/${BOT}/dashboard/Operations/widget/Top%20Failure%20Tasks?startDate=${range.from}&endDate=${range.to}`,
  ],
  ['POST', `/api/public/bot/${BOT}/getMessagesV2`, { ...dates, limit: 200 }],
]

/** What is loaded when it is first asked for, from inside the built command and from packages beside it. */
const late = ['/docs/', '/openapi.yaml', '/openapi-admin.json', '/__admin/report', '/__admin/metrics']

const server = spawn(values.node, ['dist/cli.js', '--port', '0', '--seed', 'smoke', '--now', '2026-03-09T12:00:00Z'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const [line] = await Promise.race([
    once(server.stdout, 'data'),
    once(server, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`))),
  ])
  const url = /http:\/\/\S+/.exec(String(line))?.[0]
  const account = await (await fetch(`${url}/__admin/world`)).json()
  const { token } = await (
    await fetch(`${url}/__admin/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  ).json()
  const headers = { auth: token, accountId: account.account.id }
  const digest = createHash('sha256')
  for (const [method, path, body] of requests) {
    const answer = await fetch(url + path, {
      method,
      headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`)
    digest.update(text)
  }
  for (const path of late) {
    const { status } = await fetch(url + path)
    if (status !== 200) throw new Error(`GET ${path}: ${status}`)
  }
  console.log(`${requests.length} answers, sha256 ${digest.digest('hex')}`)
  server.kill('SIGTERM')
  const [code] = await once(server, 'exit')
  if (code !== 0) throw new Error(`the server ended with ${code} on SIGTERM`)
} catch (error) {
  server.kill('SIGKILL')
  console.error(`smoke test failed: ${error.message}`)
  process.exitCode = 1
}

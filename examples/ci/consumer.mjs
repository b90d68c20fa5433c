// A sample consumer: counts yesterday's sessions by kind. KORE_BASE_URL says where; exits with 1 when that is no good.
const base = process.env.KORE_BASE_URL ?? 'http://127.0.0.1:4010'
const bot = process.env.KORE_BOT_ID ?? 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
// Any JWT will do for a mock that runs with --auth lenient; this one holds {"appId":"cs-demo"}.
const auth = process.env.KORE_TOKEN ?? 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBJZCI6ImNzLWRlbW8ifQ.bm8tc2VjcmV0'
const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)

for (const containmentType of ['selfService', 'dropOff', 'agent']) {
  const reply = await fetch(`${base}/api/public/bot/${bot}/getSessions?containmentType=${containmentType}`, {
    method: 'POST',
    headers: { auth, 'content-type': 'application/json' },
    body: JSON.stringify({ dateFrom: day, dateTo: day, limit: 1 }),
  })
  const answer = await reply.json()
  if (!reply.ok) throw new Error(`${reply.status} ${answer.errors[0].msg}`)
  console.log(`${day} ${containmentType}: ${answer.total}`)
}

import { createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { digestOf } from '../drive/digest.mjs'
import { lastWords, startServer } from '../drive/server.mjs'
import { Curve } from './curve.mjs'

const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const NOW = '2026-03-09T14:37:21.250Z'
const DAY = { dateFrom: '2026-03-04', dateTo: '2026-03-04', limit: 20 }
/** One answer in so many is compared with a fresh server's. */
const SAMPLE = 97
/** Requests between two looks at the memory. */
const WINDOW = 500
const SECRET = 'secret-of-the-soak-app'
/** An app whose tokens are good for one call each. */
const ONE_TIME = `apps: { soak: { clientId: cs-soak, clientSecret: ${SECRET}, kind: account, scopes: all, requireJti: true } }\n`
/** What counts calls, and so counts them for each test id by itself. */
const COUNTING = `quotas: [{ perMinute: 60, perHour: 1800 }]
faults: [{ match: { operationId: getSessions }, fault: { delay: { type: fixed, ms: 0 } } }]
`

/** A JWT; without a secret one that nobody has signed. */
function jwt(claims, secret) {
  const part = fields => Buffer.from(JSON.stringify(fields)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${text}.${secret === undefined ? 'bm8tc2VjcmV0' : createHmac('sha256', secret).update(text).digest('base64url')}`
}

const DEMO = { auth: jwt({ appId: 'cs-demo' }) }
const sessionsOf = (bot, headers) => ({
  method: 'POST',
  path: `/api/public/bot/${bot}/getSessions`,
  body: DAY,
  headers,
})

/** What there can be many of: the n-th request, and the status that it must have. */
const KINDS = {
  bots: { status: 200, request: n => sessionsOf(`st-soak-${n}`, DEMO) },
  'test-ids': {
    status: 200,
    request: n => sessionsOf(BOT, { ...DEMO, 'x-test-id': `test-${n}` }),
    scenario: COUNTING,
    /** Some have a clock of their own. */
    before: n =>
      n % 10 === 0
        ? { method: 'PUT', path: `/__admin/clock?testId=test-${n}`, body: { now: '2026-03-08T09:00:00Z' } }
        : undefined,
  },
  tokens: {
    status: 200,
    request: n => sessionsOf(BOT, { auth: jwt({ appId: `cs-soak-${n}`, sub: 'x'.repeat(200) }) }),
  },
  jtis: {
    status: 200,
    request: n => sessionsOf(BOT, { auth: jwt({ appId: 'cs-soak', jti: `jti-${n}` }, SECRET) }),
    scenario: ONE_TIME,
  },
  paths: { status: 404, request: n => ({ method: 'GET', path: `/api/public/bot/${BOT}/nothing-${n}`, headers: DEMO }) },
}
export const kinds = Object.keys(KINDS)

/** Asks for so many different things of one kind; gives whether each was answered right and the server stood it. */
export async function soakMany({ kind, count, seed, dist, node, nodeFlags, atOnce, memoryLimit }) {
  const { status, request, before, scenario } = KINDS[kind]
  const folder = await mkdtemp(path.join(tmpdir(), 'kore-mock-soak-'))
  const flags = ['--seed', seed, '--now', NOW]
  if (scenario !== undefined) {
    const file = path.join(folder, 'soak.yaml')
    await writeFile(file, scenario)
    flags.push('--scenario', file)
  }
  const start = () => startServer({ dist, node, nodeFlags, flags, sockets: atOnce })
  const server = await start()
  const curve = new Curve(server.pid, count)
  const samples = new Map()
  const wrong = []
  let next = 0
  let done = 0
  let edge = WINDOW
  const work = async () => {
    while (next < Math.min(edge, count) && server.ended === undefined) {
      const n = next++
      const first = before?.(n)
      if (first !== undefined) await server.ask(first)
      const answer = await server.ask(request(n))
      if (answer.status !== status) wrong.push(`${kind} ${n}: ${answer.status} ${answer.broken ?? answer.body}`)
      if (n % SAMPLE === 0) samples.set(n, digestOf(answer))
      done++
    }
  }
  console.log(`${count} different ${kind}`)
  for (; done < count && server.ended === undefined && wrong.length === 0; edge += WINDOW) {
    await Promise.all(Array.from({ length: atOnce }, work))
    if (server.ended === undefined) await curve.look(done)
  }
  if (server.ended !== undefined) {
    console.error(`soak: the server ended after ${done} ${kind}: ${lastWords(server)}`)
  } else for (const text of wrong.slice(0, 10)) console.error(`soak: ${text.slice(0, 400)}`)
  const withinLimit = curve.conclude(done, memoryLimit)
  const differing = server.ended === undefined ? await compareSamples(samples, KINDS[kind], start) : 0
  if (differing > 0) console.error(`soak: ${differing} of ${samples.size} answers differ from a fresh server's`)
  if (server.ended === undefined) await server.stop()
  await rm(folder, { recursive: true })
  return done === count && wrong.length === 0 && differing === 0 && withinLimit
}

/** How many of the sampled answers a fresh server gives otherwise, asked from the last to the first. */
async function compareSamples(samples, { request, before }, start) {
  const fresh = await start()
  let differing = 0
  for (const [n, digest] of [...samples].reverse()) {
    const first = before?.(n)
    if (first !== undefined) await fresh.ask(first)
    if (digestOf(await fresh.ask(request(n))) !== digest) differing++
  }
  await fresh.stop()
  return differing
}

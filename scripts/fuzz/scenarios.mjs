// What is called a good scenario starts and answers: scenarios drawn from their schema, some of them with something odd in them.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { parse } from 'yaml'
import { createApp } from '../../src/fastify/app.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { NAMES, valuesIn } from './values.mjs'

const SCHEMA = path.join(import.meta.dirname, '../../scenarios/scenario.schema.yaml')
const NOW = '2026-03-09T12:00:00.000Z'
const ACCOUNT = '5f3a9c1e7b2d4068a1c5e9f2'
const TOKEN = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"appId":"cs-fuzz"}').toString('base64url')}.c2lnbmF0dXJl`
const SHIPPED = ['default', 'small', 'empty', 'page-edges', 'strict-credentials', 'multilingual']
const DAYS = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-05', '2026-03-08']

function mostly(good, odd) {
  return fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  )
}

/** Texts that a schema allows and only the world can say something about. */
const WORDS = {
  zone: mostly(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe'], ['Nowhere/City', 'constructor']),
  industry: mostly(['banking', 'retail', 'travel'], ['mining', 'constructor', '__proto__']),
  bucket: mostly(['getSessions', 'getMessages'], ['constructor']),
  extends: fc.constantFrom(...SHIPPED),
}

/** Values that no schema would draw. */
const ODD = fc.oneof(
  fc.constantFrom(null, '', '\ud800', '__proto__', 'constructor', -1, 0, 1e23, 1.5, Number.NaN, Infinity, [], {}, true),
  fc.array(fc.constant(0), { maxLength: 30 }),
  NAMES,
)

/** Scenarios by the schema; traffic is small, so that 2,000 of them can be asked, but for one in twenty. */
function scenarioValues() {
  const schema = parse(readFileSync(SCHEMA, 'utf8'))
  const { perDay, growth, events } = schema.$defs.sessions.properties
  const large = new Set(
    [perDay, { maximum: MOST_EXACTLY }, events.items.properties.times].map(({ maximum }) => maximum),
  )
  const few = fc.integer({ min: 0, max: 40 })
  const some = fc.integer({ min: 0, max: 1000 })
  const instants = fc.constantFrom(...DAYS, '2026-03-04T10:00:00Z', '2026-03-04T10:00:00.001+01:00')
  const special = node => {
    if (large.has(node.maximum)) return fc.oneof({ weight: 29, arbitrary: few }, { weight: 1, arbitrary: some })
    if (node === growth) return fc.constantFrom(-0.5, 0, 0.2, 1)
    if (node.pattern === schema.$defs.instant.pattern) return instants
    if (node.pattern === schema.$defs.date.pattern) return mostly([...DAYS, '2025-01-01'], ['2026-02-30'])
    return undefined
  }
  for (const [name, values] of Object.entries(WORDS)) for (const node of nodesNamed(schema, name)) node.enum ??= values
  const { valuesOf } = valuesIn(schema, node => (isArbitrary(node.enum) ? node.enum : special(node)))
  const { packs, faults, ...properties } = schema.properties
  const whole = valuesOf({ ...schema, properties })
  const tidied = whole.map(tidy)
  const odd = fc.tuple(tidied, fc.nat(), ODD).map(([value, where, oddity]) => withOddity(value, where, oddity))
  return fc.oneof({ weight: 8, arbitrary: tidied }, { weight: 1, arbitrary: whole }, { weight: 3, arbitrary: odd })
}

/** Largest number of `exactly`, by the schema. */
const MOST_EXACTLY = 1_000_000
const WIDGET = { select: 'channel, count(*) as n', groupBy: 'channel' }

/** What goes together put together: else hardly one drawn scenario in fifty would be good. */
function tidy(value) {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidy(inner)]))
  for (const mend of MENDS) mend(copy)
  return copy
}

/** Each for one part of a scenario, which it knows by its names. */
const MENDS = [
  part => {
    if (Array.isArray(part.between)) part.between.sort()
    if (part.from !== undefined && part.to < part.from) part.to = part.from
  },
  part => {
    if (typeof part.exactly === 'number') part.between ??= ['2026-03-04', '2026-03-05']
    else if (part.count === undefined) delete part.between
    if (Array.isArray(part.exactly)) part.exactly = part.exactly.slice(0, 1)
  },
  part => {
    if (part.start_time !== undefined) for (const name of ['end_time', 'sessionType']) delete part[name]
    if (part.pins !== undefined) delete part.since
    if (part.quotas !== undefined) part.quotas = part.quotas.map(quota => ({ perMinute: 5, ...quota }))
  },
  part => {
    if (part.segmentStartTime === undefined) return
    for (const name of ['agent', 'queueInfo', 'segmentEndTime']) delete part[name]
    for (const name of Object.keys(part)) if (Array.isArray(part[name])) part[name] = []
  },
  part => {
    if (part.dataSet === undefined) return
    for (const name of Object.keys(part)) if (!['name', 'type', 'dataSet'].includes(name)) delete part[name]
    Object.assign(part, WIDGET)
  },
  part => {
    for (const name of ['channels', 'languages', 'containment']) {
      if (typeof part[name] === 'object') part[name] = aboveZero(part[name])
    }
    for (const name of ['week', 'hours']) if (part[name] !== undefined) part[name][0] ||= 1
  },
]

const aboveZero = weights => Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight || 1]))

const isArbitrary = value => value instanceof fc.Arbitrary

function* nodesNamed(schema, name) {
  for (const [key, node] of Object.entries(schema)) {
    if (typeof node !== 'object' || node === null) continue
    if (key === 'properties' && node[name]?.type === 'string') yield node[name]
    yield* nodesNamed(node, name)
  }
}

/** A copy with one value put in another's place. */
function withOddity(value, where, oddity) {
  const places = []
  const walk = (at, way) => {
    if (typeof at !== 'object' || at === null) return
    for (const key of Object.keys(at)) {
      places.push([...way, key])
      walk(at[key], [...way, key])
    }
  }
  walk(value, [])
  if (places.length === 0) return value
  const copy = structuredClone(value)
  const way = places[where % places.length]
  const holder = way.slice(0, -1).reduce((at, key) => at[key], copy)
  holder[way.at(-1)] = oddity
  return copy
}

/** Draws scenarios and asks each that is called good; gives what came of it, with `failure` for the smallest bad one. */
export async function fuzzScenarios({ cases, seed }) {
  const app = createApp({ seed: 'fuzz', now: NOW, auth: 'lenient', scenario: loadScenario({}) })
  const counts = { good: 0, refused: 0 }
  const property = fc.asyncProperty(scenarioValues(), async given => {
    let scenario
    try {
      scenario = loadScenario(given)
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      if (error.problems.some(({ code }) => code === 'KM_SCENARIO_FAILED')) throw error
      counts.refused += 1
      return
    }
    counts.good += 1
    app.mock.replace(scenario)
    await app.mock.control.reset()
    for (const request of requestsOf(app.mock.main.world)) {
      const { statusCode, payload } = await app.inject(request)
      // 429: the scenario has quotas. 401, 400: it is strict, or the bot is none of its.
      if (![200, 400, 401, 404, 429].includes(statusCode))
        throw new Error(`${request.method} ${request.url}: ${statusCode} ${payload.slice(0, 600)}`)
    }
  })
  const details = await fc.check(property, { seed, numRuns: cases })
  await app.close()
  return { counts, details }
}

/** One question of each kind, of a bot that the scenario names and of one that it does not. */
function requestsOf(world) {
  const headers = { auth: TOKEN, accountid: ACCOUNT }
  const post = (url, payload) => ({ method: 'POST', url, headers, payload })
  const get = url => ({ method: 'GET', url, headers })
  const range = { dateFrom: '2026-03-04', dateTo: '2026-03-05' }
  const bot = world.bots.at(-1)?.id ?? 'st-any'
  return [
    post('/api/public/bot/st-nobody/getSessions', { ...range, limit: 20 }),
    post(`/api/public/bot/${bot}/getSessions`, { ...range, limit: 20 }),
    post(`/api/public/bot/${bot}/getMessagesV2`, { ...range, limit: 20 }),
    post(`/agentassist/api/v1/public/${bot}/aaconversation`, {
      from: '2026-03-04',
      to: '2026-03-05',
      limit: 5,
      includeHistory: true,
      includeSummary: true,
    }),
    get(`/agentassist/api/v1/public/${bot}/v2/agentassistinteractions?from=2026-03-04&to=2026-03-05&limit=5&offset=0`),
    post(`/api/public/bot/${bot}/v2/userEngagementTrend?start_date=2026-03-04&end_date=2026-03-05`),
    ...(world.bot(bot)?.spec.dashboards ?? [])
      .slice(0, 2)
      .flatMap(({ name, widgets }) =>
        widgets
          .slice(0, 2)
          .map(widget =>
            get(
              `/api/public/bot/${bot}/dashboard/${encodeURIComponent(name)}/widget/${encodeURIComponent(widget.name)}?startDate=2026-03-04&endDate=2026-03-05`,
            ),
          ),
      ),
  ]
}

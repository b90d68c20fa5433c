// Requests drawn from the contract, good ones and ones with a planted defect.
import fc from 'fast-check'
import { document, operations } from '../../src/contract/contract.ts'
import { createApp } from '../../src/fastify/app.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { Asking } from './asking.mjs'
import { defectsOf, isIgnored } from './defects.mjs'
import { answerJudge } from './judge.mjs'
import { valuesIn } from './values.mjs'

const NOW = '2026-03-09T12:00:00.000Z'
const ACCOUNT = '5f3a9c1e7b2d4068a1c5e9f2'
const BOT = 'st-8d4c1a72-3f96-5e0b-9a27-c51e7f08b3d6'
const part = value => Buffer.from(JSON.stringify(value)).toString('base64url')
const TOKEN = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ appId: 'cs-fuzz' })}.c2lnbmF0dXJl`
/** First and last day of a range that every operation allows. */
const RANGES = [
  ['2026-03-02', '2026-03-02'],
  ['2026-03-02', '2026-03-08'],
  ['2026-03-05', '2026-03-06'],
]
/** What names something in a path. */
const PATH_VALUES = {
  botId: [BOT, 'st-any'],
  streamId: [BOT, 'st-any'],
  dashboardName: ['Operations'],
  widgetName: ['Channel Volume Trend', 'Heavy Users'],
}

/** Draws cases, asks each, judges; the smallest one that fails is in `details`. */
export async function fuzzRequests({ cases, seed, limit }) {
  const scenario = loadScenario('small')
  const options = { seed: 'fuzz', now: NOW, scenario, journal: { entries: 4 } }
  const asking = await Asking.start(more => createApp({ ...options, ...more }), limit)
  const judge = answerJudge(asking)
  const conversationIds = await someConversations(asking.app)
  await startThread(asking.app, conversationIds[0])
  const values = caseValues(document(), operations, { ...PATH_VALUES, conversationId: conversationIds })
  const counts = { valid: 0, invalid: 0, 'invalid but ignored': 0, 'with a status asked for': 0 }
  const property = fc.asyncProperty(fc.tuple(values, fc.nat(19), fc.nat()).map(preferring), async one => {
    counts[kindOf(one)] += 1
    await judge(one, sentOf(one))
  })
  const details = await fc.check(property, { seed, numRuns: cases })
  await asking.close()
  return { counts: { ...counts, ...waysOf(asking) }, details }
}

/** As what a case is counted. */
function kindOf(one) {
  if (one.defect !== undefined) return isIgnored(one) ? 'invalid but ignored' : 'invalid'
  return one.askedStatus === undefined ? 'valid' : 'with a status asked for'
}

/** What came of asking, for those who read it. */
export const waysOf = ({ bySocket, slowOnce }) => ({ 'over a socket': bySocket, 'slow once': slowOnce })

/** One valid request in twenty asks for a documented status, 5xx among them. */
function preferring([one, die, which]) {
  if (die < 19 || one.defect !== undefined) return one
  const askedStatus = one.op.statuses[which % one.op.statuses.length]
  return { ...one, askedStatus, headers: { prefer: `code=${askedStatus}` } }
}

/** The thread for what takes long: to load it from the sources takes longer than an answer may. */
async function startThread(app, id) {
  const url = `/agentassist/api/v1/public/${BOT}/aaconversations/${id}/agentic-history?page=1&limit=1000000`
  const { statusCode } = await app.inject({ method: 'GET', url, headers: { auth: TOKEN, accountid: ACCOUNT } })
  if (statusCode !== 200) throw new Error(`the first request of all got ${statusCode}`)
}

async function someConversations(app) {
  const { payload } = await app.inject({
    method: 'POST',
    url: `/agentassist/api/v1/public/${BOT}/aaconversation`,
    headers: { auth: TOKEN, accountid: ACCOUNT },
    payload: { from: '2026-03-02', to: '2026-03-08', limit: 5 },
  })
  return JSON.parse(payload).results.map(({ convId }) => convId)
}

/** { op, path, query, headers, body, bySocket } and, in one of three, the defect that is planted. */
export function caseValues(contract, operations, paths) {
  const { valuesOf, follow } = valuesIn(contract)
  const ofOperation = op => {
    const whole = contract.paths[op.path]
    const described = whole[op.method.toLowerCase()]
    const parameters = [...(whole.parameters ?? []), ...(described.parameters ?? [])].map(follow)
    const schema = described.requestBody && follow(follow(described.requestBody).content['application/json'].schema)
    const good = goodValues({ op, parameters, schema, valuesOf, paths })
    const defects = defectsOf({ op, parameters, schema, follow })
    if (defects.length === 0) return good
    const planted = fc.tuple(good, fc.constantFrom(...defects)).map(([one, defect]) => defect.plant({ ...one, defect }))
    return fc.oneof({ weight: 2, arbitrary: good }, { weight: 1, arbitrary: planted })
  }
  const ways = fc.constantFrom(true, true, true, false)
  return fc.tuple(fc.oneof(...operations.map(ofOperation)), ways).map(([one, bySocket]) => ({ ...one, bySocket }))
}

function goodValues({ op, parameters, schema, valuesOf, paths }) {
  const isDate = name => [op.dateRange?.from, op.dateRange?.to].includes(name)
  const of = place => {
    const own = parameters.filter(({ in: at, name }) => at === place && !isDate(name))
    return fc.record(Object.fromEntries(own.map(one => [one.name, drawn(one)])), {
      requiredKeys: own.filter(one => one.required || one['x-required-unless'] !== undefined).map(({ name }) => name),
    })
  }
  const drawn = ({ name, schema: its }) =>
    paths[name] === undefined ? valuesOf(its.contentSchema ?? its) : fc.constantFrom(...paths[name])
  const body = schema === undefined ? fc.constant(undefined) : bodyOf(schema, { isDate, valuesOf })
  return fc
    .record({ path: of('path'), query: of('query'), headers: fc.constant({}), body, range: fc.constantFrom(...RANGES) })
    .map(({ range, ...one }) => apart(withRange({ op, ...one }, range)))
}

function bodyOf(schema, { isDate, valuesOf }) {
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !isDate(name)))
  const required = (schema.required ?? []).filter(name => !isDate(name))
  return valuesOf({ ...schema, properties, required })
}

function withRange(one, [from, to]) {
  const { dateRange } = one.op
  if (dateRange === undefined) return one
  const place = dateRange.in
  return { ...one, [place]: { ...one[place], [dateRange.from]: from, [dateRange.to]: to } }
}

/** Without what must not be given beside something else. */
function apart(one) {
  const { reading, dateRange } = one.op
  for (const names of reading?.notTogether ?? []) {
    const [first, ...others] = names.filter(name => one.body?.[name] !== undefined)
    const isRange = others.includes(dateRange?.from)
    for (const name of isRange ? [...others, dateRange.to] : others) delete one.body[name]
    if (first === dateRange?.from) for (const name of others) delete one.body[name]
  }
  return one
}

/** The request as it is sent. */
export function sentOf({ op, path, query, headers, body, text }) {
  const way = op.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''))
  const fields = Object.entries(query).map(([name, value]) => {
    const said =
      typeof value === 'object'
        ? Array.isArray(value) && !op.reading?.json.includes(name)
          ? value.join(',')
          : JSON.stringify(value)
        : String(value)
    return `${encodeURIComponent(name)}=${encodeURIComponent(said)}`
  })
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body))
  return {
    method: op.method,
    url: fields.length === 0 ? way : `${way}?${fields.join('&')}`,
    headers: {
      auth: TOKEN,
      accountid: ACCOUNT,
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  }
}

const quoted = text => `'${text.replaceAll("'", `'\\''`)}'`

export function curlOf(one) {
  const { method, url, headers, payload } = sentOf(one)
  const lines = [
    `curl -X ${method} ${quoted(`http://127.0.0.1:4010${url}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(payload === undefined
      ? []
      : [`--data-binary ${quoted(payload.length > 2000 ? `${payload.slice(0, 2000)}...` : payload)}`]),
  ]
  const planted = one.defect === undefined ? '' : `# planted: ${one.defect.name}\n`
  const way = one.bySocket ? '' : '# without a network\n'
  return planted + way + lines.join(' \\\n  ')
}

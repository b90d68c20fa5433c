import { createRequire } from 'node:module'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import {
  type JsonObject,
  jsonSchema,
  objectIn,
  operationsOf,
  parameterSchema,
  parametersOf,
  requestBodyOf,
  resolve,
} from '../../scripts/contract/document.ts'
import { document, operation, operations, type RawRequest, validate } from '../../src/contract/contract.ts'
import { createFormats, formatPatterns } from '../../src/contract/formats.ts'
import { publishedDocument } from '../../src/contract/published.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { ask, BOT, buildApp, HEADERS, STRANGER } from '../helper.ts'
import { runs } from '../long.ts'
import { BASE } from './rows.ts'

/** Parts of a request. */
type RawBase = { query?: object; headers?: object; body?: object }

const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
const published = publishedDocument(document()) as JsonObject

const ajv = new Ajv2020({ strict: false })
for (const [name, format] of Object.entries(createFormats())) ajv.addFormat(name, format)
ajv.addSchema({ $id: 'kore://published', ...published })

/** The published schema of each field of requests, references within the document kept. */
const fields = operationsOf(published).flatMap(({ operation: op }) => {
  const body = requestBodyOf(published, op)
  const inBody = body === undefined ? {} : objectIn(resolve(published, jsonSchema(published, body)), 'properties')
  return [
    ...parametersOf(published, op)
      .filter(at => at.in === 'query')
      .map(at => ({ op, place: 'query' as const, name: String(at.name), schema: parameterSchema(published, at) })),
    ...Object.entries(inBody).map(([name, schema]) => ({
      op,
      place: 'body' as const,
      name,
      schema: resolve(published, schema),
    })),
  ]
})

const checkOf = (schema: object) => {
  const absolute = JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"kore://published#')
  return ajv.compile(JSON.parse(absolute) as object)
}

const capitals = (text: string) => text.toUpperCase()
const mixed = (text: string) =>
  [...text].map((one, i) => (i % 2 === 0 ? one.toUpperCase() : one.toLowerCase())).join('')

t.test('every spelling that is read is one that the published schema takes', async t => {
  let count = 0
  for (const { op, place, name, schema } of fields) {
    const { reading } = operation(op.operationId as never)
    const spellings = Object.keys(reading.spellings[place][name] ?? {})
    // What a list may hold is any text.
    if (schema.type === 'array') continue
    const check = checkOf(schema)
    for (const text of spellings.flatMap(one => [one, capitals(one), mixed(one)])) {
      count += 1
      const base: RawBase = BASE[op.operationId as keyof typeof BASE] ?? {}
      const sent = { ...base, [place]: { ...base[place], [name]: text } } as RawRequest
      t.same(validate(op.operationId as never, sent).violations, [], `${op.operationId} ${place}.${name} ${text}`)
      t.ok(check(text), `${op.operationId} ${place}.${name} is published as taking ${JSON.stringify(text)}`)
    }
    if (spellings.length > 0) t.notOk(check('something else'), `${op.operationId} ${place}.${name} takes no other`)
  }
  t.ok(count > 300, `${count} spellings`)
})

t.test('one value in place of a list, and a flag as it is', async t => {
  const found = (id: string, name: string) =>
    checkOf(fields.find(at => at.op.operationId === id && at.place === 'body' && at.name === name)!.schema)
  for (const [id, name] of [
    ['postMessages', 'sessionId'],
    ['listConversations', 'conversationIds'],
  ] as const) {
    t.ok(found(id, name)('a'))
    t.ok(found(id, name)(['a', 'b']))
    t.notOk(found(id, name)(5))
  }
  const forward = found('postMessagesV2', 'forward')
  t.same(
    [true, false, 'true', 'False', 'yes', 1].map(value => forward(value)),
    [true, true, true, true, false, false],
  )
})

const EXAMPLES = ['example', 'examples', 'x-example']

/** Without examples and the token to try it with, which are of a running mock. */
function withoutExamples(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutExamples)
  if (typeof part !== 'object' || part === null) return part
  const kept = Object.entries(part).filter(([name]) => !EXAMPLES.includes(name))
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutExamples(inner)]))
}

t.test('it is what is served, and the contract itself stays as it is', async t => {
  const { json } = await ask(buildApp(t), 'GET', '/openapi.json')
  t.ok(isDeepStrictEqual(withoutExamples(json), withoutExamples(published)))
  t.equal(JSON.stringify(document()).includes('anyOf'), false)
})

t.test('formats of our own have a pattern, which says of dates what the format says', async t => {
  const formats = createFormats()
  const standard = ['date', 'date-time', 'duration', 'email']
  t.same([...Object.keys(formats)].filter(name => !formatPatterns.has(name)).sort(), standard)
  const patternOf = (name: string) => new RegExp(formatPatterns.get(name)!)
  const digits = (count: number) => fc.nat(10 ** count - 1).map(n => String(n).padStart(count, '0'))
  const day = fc.tuple(digits(4), fc.nat(13), fc.nat(32)).map(parts => parts.map(n => String(n).padStart(2, '0')))
  const clock = fc.tuple(fc.nat(25), fc.nat(61), fc.nat(61)).map(parts => parts.map(n => String(n).padStart(2, '0')))
  const parts = fc.tuple(
    day,
    fc.constantFrom('', 'T', ' ', '-', 'x'),
    clock,
    fc.constantFrom('', 'Z', '.5Z', '.1', '.'),
  )
  const text = parts.map(
    ([date, joint, time, end]) => date.join('-') + (joint === '' ? '' : joint + time.join(':') + end),
  )
  let good = 0
  fc.assert(
    fc.property(text, fc.constantFrom('iso-day-or-time', 'day-or-time'), (drawn, name) => {
      const isOne = formats[name]!(drawn)
      if (isOne) good += 1
      return patternOf(name).test(drawn) === isOne
    }),
    { numRuns: runs(5000), seed: 7 },
  )
  t.ok(good > 300, `${good} of them were dates`)
  for (const leap of ['2024-02-29', '2000-02-29', '1900-02-29', '2023-02-29', '0000-02-29', '0100-02-29']) {
    t.equal(patternOf('day-or-time').test(leap), formats['day-or-time']!(leap), leap)
  }
  for (const zone of Intl.supportedValuesOf('timeZone')) t.ok(patternOf('time-zone').test(zone), zone)
  for (const none of ['+05:30', 'Asia/', '', 'a b']) t.notOk(patternOf('time-zone').test(none), none)
  for (const instant of ['2026-03-01', '2026-03-01T09:00Z', '2026-03-01T09:00:00.5+01:00', '2026-02-30', '9 o clock']) {
    t.equal(patternOf('instant').test(instant), formats.instant!(instant), instant)
  }
  const text16 = JSON.stringify(published)
  const named = [...formatPatterns].map(([name]) => text16.split(`"format":"${name}","`).length - 1)
  t.ok(named[0]! >= 14 && named[1] === 2 && named[2] === 1, `${named}`)
  for (const [name, pattern] of formatPatterns) {
    const places = text16.split(`"format":"${name}"`).length - 1
    t.equal(text16.split(JSON.stringify(pattern)).length - 1, places, `${name} stands nowhere without its pattern`)
  }
})

t.test('no schema has a type for names that are free beside named ones', async t => {
  const both: string[] = []
  const search = (part: unknown, at: string): void => {
    if (typeof part !== 'object' || part === null) return
    const { properties, additionalProperties } = part as { properties?: object; additionalProperties?: unknown }
    if (properties !== undefined && typeof additionalProperties === 'object') both.push(at)
    for (const [name, inner] of Object.entries(part)) search(inner, `${at}/${name}`)
  }
  search(published, '')
  t.same(both, [])
  search(document(), '')
  t.same(both, ['/components/schemas/Suggestions'], 'the contract itself says what they are')
})

t.test('no scalar has a list of types, of which some generators take the first alone', async t => {
  const lists: string[] = []
  const search = (part: unknown, at: string): void => {
    if (typeof part !== 'object' || part === null || at.endsWith('/value') || at.endsWith('/example')) return
    if (Array.isArray((part as { type?: unknown }).type)) lists.push(at)
    for (const [name, inner] of Object.entries(part)) search(inner, `${at}/${name}`)
  }
  search(published, '')
  t.same(lists, [])
  const { Refusal, SessionTag, WidgetRow } = objectIn(objectIn(published, 'components'), 'schemas')
  t.match(WidgetRow, {
    additionalProperties: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'null' }] },
  })
  t.match(SessionTag, {
    properties: { value: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] } },
  })
  const text = JSON.stringify(Refusal)
  t.match(text, '"anyOf":[{"type":"integer","minimum":0,"maximum":9007199254740991},{"type":"string"}]')
  const { examples } = objectIn(published, 'components')
  t.same(examples, objectIn(document(), 'components').examples, 'examples are not taken for schemas')
})

t.test('every operation declares what it is refused with before anybody looks at it', async t => {
  for (const { operation: op } of operationsOf(published)) {
    const statuses = Object.keys(op.responses).map(Number)
    t.same(statuses, [200, 400, 401, 404, 405, 408, 412, 413, 414, 417, 429, 431, 500, 501, 503, 505], op.operationId)
    for (const status of statuses.slice(1)) {
      const schema = jsonSchema(published, op.responses[String(status)])
      t.same(schema, { $ref: '#/components/schemas/Refusal' }, `${op.operationId} ${status}`)
    }
  }
})

t.test('what a mock really refuses is declared', async t => {
  const app = buildApp(t)
  const url = `/api/public/bot/${BOT}/getSessions`
  const { statuses } = operation('getSessions')
  const tooLarge = await app.inject({ method: 'POST', url, headers: HEADERS, payload: 'x'.repeat(1_100_000) })
  t.equal(tooLarge.statusCode, 413)
  t.ok(statuses.includes(tooLarge.statusCode))
  t.match(tooLarge.json(), { errors: [{ code: 413 }] })
})

t.test('all paths that are served stand in a document of their own', async t => {
  const app = buildApp(t)
  const { json } = await ask(app, 'GET', '/openapi-all-paths.json')
  const { json: plain } = await ask(app, 'GET', '/openapi.json')
  const older = operations.flatMap(({ aliases = [] }) => aliases)
  t.ok(older.length > 10)
  t.same(Object.keys(json.paths).sort(), [...new Set([...Object.keys(plain.paths), ...older])].sort())
  const all = operationsOf(json)
  t.equal(new Set(all.map(at => at.operation.operationId)).size, all.length, 'no operation id stands twice')
  for (const { operationId, method, aliases = [] } of operations) {
    for (const path of aliases) {
      const found = all.find(at => at.path === path && at.method === method)
      t.match(found?.operation, { deprecated: true, operationId: new RegExp(`^${operationId}Older`) }, path)
    }
  }
})

t.test('every required parameter has an example, and no example is refused', async t => {
  let count = 0
  for (const { operation: op } of operationsOf(document() as JsonObject)) {
    for (const { name, required, example, schema, ...at } of parametersOf(document() as JsonObject, op)) {
      if (required === true || at['x-required-unless'] !== undefined)
        t.not(example, undefined, `${op.operationId} ${String(name)}`)
      if (example === undefined) continue
      count += 1
      t.ok(checkOf(schema as object)(example), `${op.operationId} ${String(name)} ${JSON.stringify(example)}`)
    }
  }
  t.ok(count > 80, `${count} examples`)
})

/** What an operation is asked when every parameter and the body are as its description shows them. */
function shownRequest(served: JsonObject, { path, method, operation: op }: ReturnType<typeof operationsOf>[number]) {
  const parameters = parametersOf(served, op).filter(at => at.example !== undefined)
  const text = (value: unknown) =>
    [value]
      .flat()
      .map(one => encodeURIComponent(String(one)))
      .join(',')
  const query = parameters.filter(at => at.in === 'query').map(at => `${String(at.name)}=${text(at.example)}`)
  const named = new Map(parameters.filter(at => at.in === 'path').map(at => [String(at.name), text(at.example)]))
  const url = `${path.replaceAll(/\{(\w+)\}/g, (_, name) => named.get(name)!)}?${query.join('&')}`
  if (op.requestBody === undefined) return { method, url }
  const media = objectIn(objectIn(resolve(served, op.requestBody), 'content'), 'application/json')
  return { method, url, body: resolve(served, Object.values(objectIn(media, 'examples'))[0]).value as object }
}

for (const [scenario, now] of [
  ['default', '2026-03-09T12:00:00Z'],
  ['default', '2026-11-30T00:10:00Z'],
  ['small', '2026-03-09T12:00:00Z'],
] as const) {
  t.test(`asked as the description of ${scenario} at ${now} shows it, every operation has rows`, async t => {
    const app = buildApp(t, { scenario: loadScenario(scenario), now })
    const { json: served } = await ask(app, 'GET', '/openapi.json')
    for (const located of operationsOf(served)) {
      const { method, url, body } = shownRequest(served, located)
      const account = parametersOf(served, located.operation).find(at => at.name === 'accountId')?.example
      const headers = { auth: STRANGER, ...(account === undefined ? {} : { accountid: String(account) }) }
      const { status, json } = await ask(app, method as 'GET', url, {
        headers,
        ...(body === undefined ? {} : { body }),
      })
      t.equal(status, 200, `${method} ${url} ${JSON.stringify(json).slice(0, 300)}`)
      const rows =
        json.sessions ??
        json.messages ??
        json.results ??
        json.data ??
        json.queryResponse?.queryResponse ??
        json.uniqueUsersTrend.dataPoints
      t.ok(rows.length > 0, `${located.operation.operationId} has rows`)
    }
  })
}

import { createRequire } from 'node:module'
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
import { document, operation, type RawRequest, validate } from '../../src/contract/contract.ts'
import { createFormats } from '../../src/contract/formats.ts'
import { publishedDocument } from '../../src/contract/published.ts'
import { ask, buildApp } from '../helper.ts'
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

t.test('it is what is served, and the contract itself stays as it is', async t => {
  const { json } = await ask(buildApp(t), 'GET', '/openapi.json')
  t.same(json, published)
  t.equal(JSON.stringify(document()).includes('anyOf'), false)
})

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
import { adminContract } from '../../src/contract/admin.ts'
import { document } from '../../src/contract/contract.ts'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keywords whose values are no schemas. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const'])

/** Every schema below a part of a document, with its place; a name below `properties` is no keyword. */
function* schemasOf(part: unknown, place: string, isMap = false): Generator<[place: string, schema: Json]> {
  if (Array.isArray(part)) for (const [i, item] of part.entries()) yield* schemasOf(item, `${place}/${i}`)
  if (!isObject(part)) return
  if (!isMap && part.type !== undefined) yield [place, part]
  for (const [name, inner] of Object.entries(part)) {
    if (!isMap && VALUES.has(name)) continue
    yield* schemasOf(inner, `${place}/${name}`, name === 'properties' && !isMap)
  }
}

const isOf = (schema: Json, type: string) => [schema.type].flat().includes(type)
const isChosen = (schema: Json) => schema.enum !== undefined || schema.const !== undefined

const documents = { kore: document() as Json, admin: adminContract().document() as Json }

for (const [name, contract] of Object.entries(documents)) {
  t.test(`${name}: every integer has a minimum and a maximum, every list a greatest length (ruling R23)`, async t => {
    let count = 0
    for (const [place, schema] of schemasOf(contract, name)) {
      if (isOf(schema, 'integer') && !isChosen(schema)) {
        count += 1
        const bounds = [schema.minimum, schema.maximum]
        if (!bounds.every(Number.isSafeInteger)) t.fail(`${place} has no bounds`)
      }
      if (isOf(schema, 'array') && !Number.isSafeInteger(schema.maxItems)) t.fail(`${place} has no maxItems`)
    }
    t.ok(count > 40, `${count} integers`)
  })

  t.test(`${name}: every text of a request has a greatest length, by itself or by its form`, async t => {
    let count = 0
    for (const [place, schema] of requestSchemas(contract)) {
      if (!isOf(schema, 'string') || isChosen(schema) || schema.pattern !== undefined) continue
      count += 1
      if (schema.maxLength === undefined && !FORMS.has(String(schema.format))) t.fail(`${place} has no maxLength`)
    }
    t.ok(count > 20, `${count} texts`)
  })
}

t.test('kore: how far requests reach where the vendor names no bound (decision D142)', async t => {
  const reach = new Map([
    ['skip', 1e12],
    ['offset', 1e12],
    ['page', 1e9],
  ])
  const kore = document() as JsonObject
  let seen = 0
  for (const { operation } of operationsOf(kore)) {
    const body = requestBodyOf(kore, operation)
    const fields: (readonly [name: string, schema: JsonObject])[] = [
      ...parametersOf(kore, operation).map(at => [String(at.name), parameterSchema(kore, at)] as const),
      ...Object.entries(objectIn(body && resolve(kore, jsonSchema(kore, body)), 'properties')).map(
        ([name, schema]) => [name, resolve(kore, schema)] as const,
      ),
    ]
    for (const [name, { maximum }] of fields) {
      if (!reach.has(name)) continue
      seen += 1
      t.equal(maximum, reach.get(name), `${operation.operationId}: ${name}`)
    }
  }
  t.ok(seen > 20, `${seen} of them`)
  for (const [place, schema] of requestSchemas(documents.kore)) {
    if (isOf(schema, 'array')) t.ok(Number(schema.maxItems) <= 1_000, `${place}: 1,000 items`)
    // A text of JSON reaches as far as the head of a request, and what it holds is bounded by itself.
    const most = schema.contentSchema === undefined ? 1_024 : 16_384
    if (isOf(schema, 'string') && schema.maxLength !== undefined) t.ok(Number(schema.maxLength) <= most, place)
  }
})

t.test('admin: every number of a request has a minimum and a maximum, whole or not', async t => {
  for (const [place, schema] of requestSchemas(documents.admin)) {
    if (!isOf(schema, 'number') || isChosen(schema)) continue
    t.ok(Number.isFinite(schema.minimum) && Number.isFinite(schema.maximum), place)
  }
})

/** Formats that no long text has. */
const FORMS = new Set(['date', 'iso-day-or-time', 'day-or-time', 'date-time', 'time-zone'])

/** Schemas of parameters and bodies of requests, references followed. */
function* requestSchemas(contract: Json): Generator<[place: string, schema: Json]> {
  const follow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(follow)
    if (!isObject(value)) return value
    if (typeof value.$ref === 'string') return follow(at(contract, value.$ref))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, follow(inner)]))
  }
  for (const [path, item] of Object.entries(contract.paths as Json)) {
    for (const [verb, operation] of Object.entries(item as Json)) {
      const { parameters, requestBody } = operation as Json
      yield* schemasOf(follow([parameters, requestBody]), `${verb} ${path}`)
    }
  }
}

const at = (contract: Json, ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, step) => (inner as Json)[step.replaceAll('~1', '/').replaceAll('~0', '~')], contract)

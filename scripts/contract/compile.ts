import { Ajv2020, type CodeOptions } from 'ajv/dist/2020.js'
import { _ } from 'ajv/dist/compile/codegen/index.js'
import standalone from 'ajv/dist/standalone/index.js'
import fastJson from 'fast-json-stringify'
import type { Compiled, Validator } from '../../src/contract/compiled.ts'
import { createFormats } from '../../src/contract/formats.ts'
import { varyingFields } from '../../src/contract/row-templates.ts'
import { readingTexts, type TextKind } from '../../src/contract/text-values.ts'
import { asOneFile } from './as-one-file.ts'
import { boundLoops, forbidLoopsInBranches } from './bounded-loops.ts'
import {
  bareSchema,
  isObject,
  type Json,
  type JsonObject,
  jsonSchema,
  type Operation,
  objectIn,
  operationsOf,
  parameterSchema,
  parametersOf,
  requestBodyOf,
  resolve,
} from './document.ts'
import { envelopeCode, rowTemplateCode } from './rows.ts'
import { ignoringField, requireOthersOptional, typesOnly } from './types-only.ts'

/**
 * One module per operation with its validators and serialisers, as CommonJS that needs nothing else; by file name. It
 * exports a function that is given the formats.
 */
export async function compileOperations(document: JsonObject, prefix: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const { operation } of operationsOf(document)) {
    files.set(`${prefix}.${operation.operationId}.cjs`, await pack(partsOf(document, operation)))
  }
  const schemas = objectIn(objectIn(document, 'components'), 'schemas')
  if (schemas.Refusal !== undefined) {
    files.set(`${prefix}.refusal.cjs`, await pack([late('answer', serializer(document, schemas.Refusal))]))
  }
  for (const [name, varying] of Object.entries(varyingFields)) {
    const schema = schemas[name]
    if (!isObject(schema)) continue
    const code = rowTemplateCode(document, schema, varying, part => serializer(document, part))
    files.set(`${prefix}.row.${name}.cjs`, await pack([late('template', code)]))
  }
  return files
}

/** Code of an operation's validators and serialisers. */
function partsOf(document: JsonObject, operation: Operation): string[] {
  const { query, headers, body, ignored } = requestSchemas(document, operation)
  const parts = [late('query', queryValidator(query)), late('headers', validator(headers))]
  if (body !== undefined) {
    forbidDeepDefaults(body, operation.operationId)
    parts.push(late('body', validator(body)))
  }
  if (ignored !== undefined)
    parts.push(late('ignored', `{ query: ${queryValidator(ignored.query)}, body: ${validator(ignored.body)} }`))
  const answer = jsonSchema(document, operation.responses[successOf(operation)])
  if (answer === undefined) return parts
  parts.push(late('answer', serializer(document, answer)))
  const { list } = objectIn(operation, 'x-page')
  return typeof list === 'string' ? [...parts, ...listParts(document, resolve(document, answer), list)] : parts
}

/** Code of a part of a module that is made when it is first asked for: a first request needs some of them, and to make one takes longer than to use it. */
const late = (name: keyof Compiled, code: string): string =>
  `{ let made; Object.defineProperty(exports, '${name}', { enumerable: true, get: () => made ??= ${code} }) }`

/** The schemas that an operation's requests must meet. */
interface RequestSchemas {
  readonly query: JsonObject
  readonly headers: JsonObject
  readonly body: JsonObject | undefined
  /** Those of a request in which one field makes the others ignored (`x-ignores-others`). */
  readonly ignored: { readonly query: JsonObject; readonly body: JsonObject } | undefined
}

function requestSchemas(document: JsonObject, operation: Operation): RequestSchemas {
  const sent = jsonSchema(document, requestBodyOf(document, operation))
  const query = parameterObject(document, operation, 'query')
  const headers = parameterObject(document, operation, 'header')
  if (sent === undefined) return { query, headers, body: undefined, ignored: undefined }
  const body = bareSchema(document, sent) as JsonObject
  const name = ignoringField(document, resolve(document, sent))
  if (name === undefined) return { query, headers, body, ignored: undefined }
  requireOthersOptional(operation, name, [query, body])
  return { query, headers, body, ignored: { query: typesOnly(query), body: typesOnly(body, name) } }
}

/** The validators of an operation's requests without a file: for a document that is tried out. */
export function requestValidators(document: JsonObject, operation: Operation): Omit<Compiled, 'answer'> {
  const { query, headers, body, ignored } = requestSchemas(document, operation)
  const compile = (schema: JsonObject) => requestAjv().compile(schema) as Validator
  const compileQuery = (schema: JsonObject) => readingTexts(textKindsOf(schema), compile(schema))
  return {
    query: compileQuery(query),
    headers: compile(headers),
    ...(body === undefined ? {} : { body: compile(body) }),
    ...(ignored === undefined ? {} : { ignored: { query: compileQuery(ignored.query), body: compile(ignored.body) } }),
  }
}

/** Code of what writes an answer with a list in pieces. */
function listParts(document: JsonObject, answer: JsonObject, list: string): string[] {
  const row = objectIn(objectIn(answer, 'properties'), list).items
  if (row === undefined) throw new Error(`x-page names no list: ${list}`)
  return [
    late('row', serializer(document, row)),
    late(
      'envelope',
      envelopeCode(document, answer, list, part => serializer(document, part)),
    ),
  ]
}

/** The status of an answer that is no refusal: 200, or 201 where something is made. */
function successOf(operation: Operation): string {
  const status = Object.keys(operation.responses).find(at => at.startsWith('2'))
  if (status === undefined) throw new Error(`${operation.operationId} has no answer`)
  return status
}

/** Parameters of one place as the schema of an object; header names in lower case. */
function parameterObject(document: JsonObject, operation: Operation, place: string): JsonObject {
  const parameters = parametersOf(document, operation).filter(at => at.in === place)
  const name = (at: JsonObject) => (place === 'header' ? String(at.name).toLowerCase() : String(at.name))
  return {
    type: 'object',
    properties: Object.fromEntries(
      parameters.map(at => [name(at), bareSchema(document, parameterSchema(document, at))]),
    ),
    required: parameters.filter(at => at.required === true).map(name),
    ...requiredUnless(parameters),
  }
}

/** What `x-required-unless` says of parameters: an empty text is as good as none (ruling R26). */
function requiredUnless(parameters: readonly JsonObject[]): JsonObject {
  const rules = parameters.flatMap(({ name, 'x-required-unless': others }) => {
    if (!Array.isArray(others)) return []
    const sent = others.map(other => ({
      required: [other],
      properties: { [String(other)]: { not: { const: '' } } },
    }))
    return [{ if: { anyOf: sent }, else: { required: [String(name)] } }]
  })
  return rules.length === 0 ? {} : { allOf: rules }
}

/** A validator that first reads texts as what they stand for (rulings R13, R23). */
function queryValidator(schema: JsonObject): string {
  const kinds = JSON.stringify(textKindsOf(schema))
  return `require('../../src/contract/text-values.ts').readingTexts(${kinds}, ${validator(schema)})`
}

/**
 * What the texts of query parameters stand for besides themselves and what lists and JSON are.
 * @throws Error for a type that no text is read as
 */
function textKindsOf({ properties }: JsonObject): Record<string, TextKind> {
  const kinds: Record<string, TextKind> = {}
  for (const [name, { type }] of Object.entries(properties as Record<string, JsonObject>)) {
    if (type === 'integer' || type === 'boolean') kinds[name] = type
    else if (type !== 'string' && type !== 'array' && type !== 'object') {
      throw new Error(`the query parameter ${name} must not be of type ${JSON.stringify(type)}`)
    }
  }
  return kinds
}

function requestAjv(code: CodeOptions = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: false,
    // A number beyond all others is no number of JSON's: `1e999`.
    strictNumbers: true,
    validateFormats: true,
    code,
  })
  for (const [name, validate] of Object.entries(createFormats())) ajv.addFormat(name, validate)
  return ajv
}

function validator(schema: Json): string {
  forbidLoopsInBranches(schema)
  const ajv = requestAjv({ source: true, optimize: 2, formats: _`formats` })
  const code = standalone.default(ajv, ajv.compile(schema as JsonObject))
  return wrap(boundLoops(code))
}

/** References are kept, so that what is used twice is compiled once. */
function serializer(document: JsonObject, schema: Json): string {
  const schemas = objectIn(objectIn(document, 'components'), 'schemas')
  const components = {
    schemas: Object.fromEntries(
      Object.entries(schemas).map(([name, part]) => [name, bareSchema(document, part as Json, 'kept')]),
    ),
  }
  const bare = bareSchema(document, resolve(document, schema), 'kept') as JsonObject
  keepOrder(bare)
  keepOrder(components)
  return wrap(fastJson({ ...bare, components } as JsonObject, { mode: 'standalone' }) as unknown as string)
}

/**
 * fast-json-stringify writes required fields before optional ones. Where that is not the documented order, the list of the
 * required ones is left out, and it keeps to the order of the properties.
 */
function keepOrder(schema: Json): void {
  if (Array.isArray(schema)) for (const part of schema) keepOrder(part)
  if (!isObject(schema)) return
  const required = schema.required
  if (Array.isArray(required) && isObject(schema.properties)) {
    const names = Object.keys(schema.properties)
    if (names.slice(0, required.length).some(name => !required.includes(name))) delete schema.required
  }
  for (const part of Object.values(schema)) if (part !== undefined) keepOrder(part)
}

function wrap(code: string): string {
  return `(() => { const module = { exports: {} }; ((module, exports) => {\n${code}\n})(module, module.exports); return module.exports })()`
}

/** A body is copied one level deep before defaults are filled in, so deeper ones would change what was sent. */
function forbidDeepDefaults(schema: Json, operationId: string): void {
  const search = (at: Json, depth: number): void => {
    if (Array.isArray(at)) for (const part of at) search(part, depth)
    if (!isObject(at)) return
    if (depth > 1 && at.default !== undefined) throw new Error(`${operationId}: a default below the first level`)
    for (const part of Object.values(objectIn(at, 'properties'))) search(part as Json, depth + 1)
    if (at.items !== undefined) search(at.items, depth + 1)
  }
  search(schema, 0)
}

async function pack(parts: readonly string[]): Promise<string> {
  const contents = `'use strict'
module.exports = formats => {
const exports = {}
${parts.join('\n')}
return exports
}
`
  const text = await asOneFile(contents)
  // Where to find a helper, noted by Ajv for itself, is no helper.
  return text.replaceAll(/(\.code=)'require\("ajv[^']*'/g, "$1''")
}

/** Example bodies by operation and status; of several the first. */
export function examplesOf(document: JsonObject): JsonObject {
  const first = (message: Json | undefined): Json | undefined => {
    if (message === undefined) return undefined
    const media = objectIn(objectIn(resolve(document, message), 'content'), 'application/json')
    const named = Object.values(objectIn(media, 'examples'))[0]
    return named === undefined ? media.example : resolve(document, named).value
  }
  return Object.fromEntries(
    operationsOf(document).map(({ operation }) => [
      operation.operationId,
      Object.fromEntries(
        Object.entries(operation.responses)
          .map(([status, response]) => [status, first(response)])
          .filter(([, example]) => example !== undefined),
      ),
    ]),
  )
}

/** All named examples of bodies, for tests: where they stand, the schema they must meet, and the value. */
export function allExamples(document: JsonObject): { at: string; schema: Json; value: Json }[] {
  return operationsOf(document).flatMap(({ operation }) => {
    const messages: [string, Json | undefined][] = [
      ['request', operation.requestBody],
      ...Object.entries(operation.responses),
    ]
    return messages.flatMap(([part, message]) => {
      if (message === undefined) return []
      const media = objectIn(objectIn(resolve(document, message), 'content'), 'application/json')
      if (media.schema === undefined) return []
      const schema = bareSchema(document, media.schema)
      const values: [string, Json | undefined][] = Object.entries(objectIn(media, 'examples')).map(
        ([name, example]) => [name, resolve(document, example).value],
      )
      if (media.example !== undefined) values.push(['example', media.example])
      return values.map(([name, value]) => ({
        at: `${operation.operationId} ${part} ${name}`,
        schema,
        value: value ?? null,
      }))
    })
  })
}

import { operations } from '../contract/contract.ts'
import type { OperationInfo } from '../contract/types.ts'
import { isObject, type Json, listIn, objectIn } from './json.ts'

const FIELD_PLACES = ['path', 'query', 'header', 'body'] as const

/** A parameter of the query, a path, a header, or a field of the body. */
export interface RequestField {
  readonly place: (typeof FIELD_PLACES)[number]
  readonly name: string
  /** Also where another may be sent in its place: an ordinary request has it. */
  readonly required: boolean
  /** Names of those that may be sent in its place (`x-required-unless`). */
  readonly substitutes: readonly string[]
  readonly schema: Json
  /** Another name of that field (`x-alias-of`). */
  readonly aliasOf: string | undefined
  /** Its value travels as JSON text. */
  readonly json: boolean
}

/** An operation of the contract, with what its description says about requests and answers. */
export interface OperationShape {
  readonly info: OperationInfo
  readonly fields: readonly RequestField[]
  /** Schema of the rows of the paged list. */
  readonly row: Json | undefined
  /** Names of the answer's own properties. */
  readonly properties: ReadonlySet<string>
  /** Sentences and codes of the documented refusals, by status. */
  readonly refusals: ReadonlyMap<number, { readonly sentences: readonly string[]; readonly codes: readonly unknown[] }>
}

/** The operations of a description, in its order; a new one is there without another line of code. */
export function shapesOf(document: Json): OperationShape[] {
  return operations.map(info => {
    const path = resolveRef(document, objectIn(document.paths)[info.path])
    const operation = resolveRef(document, path[info.method.toLowerCase()])
    const responses = objectIn(operation.responses)
    const parameters = [...listIn(path.parameters), ...listIn(operation.parameters)]
    const properties = objectIn(jsonSchema(document, resolveRef(document, responses['200'])).properties)
    const rows = info.page === undefined ? undefined : resolveRef(document, properties[info.page.list])
    return {
      info,
      fields: [
        ...parameters.map(node => parameterField(document, resolveRef(document, node))),
        ...bodyFields(document, operation),
      ],
      row: rows === undefined ? undefined : resolveRef(document, rows.items),
      properties: new Set(Object.keys(properties)),
      refusals: new Map(
        Object.entries(responses)
          .filter(([status]) => Number(status) >= 400)
          .map(([status, node]) => [Number(status), refusalsIn(document, resolveRef(document, node))]),
      ),
    }
  })
}

function parameterField(document: Json, node: Json): RequestField {
  const its = resolveRef(document, node.schema)
  const json = isObject(its.contentSchema)
  const schema = json ? resolveRef(document, its.contentSchema) : its
  const place = FIELD_PLACES.find(name => name === node.in)
  if (place === undefined)
    throw new Error(`parameter ${String(node.name)} of the contract stands in ${String(node.in)}`)
  const substitutes = listIn(node['x-required-unless']).map(String)
  const isRequired = node.required === true || substitutes.length > 0
  return { ...fieldBase(String(node.name), isRequired, schema), substitutes, place, json }
}

function bodyFields(document: Json, operation: Json): RequestField[] {
  if (operation.requestBody === undefined) return []
  const schema = jsonSchema(document, resolveRef(document, operation.requestBody))
  const required = listIn(schema.required)
  return Object.entries(objectIn(schema.properties)).map(([name, node]) => ({
    ...fieldBase(name, required.includes(name), resolveRef(document, node)),
    place: 'body',
    json: false,
  }))
}

function fieldBase(name: string, required: boolean, schema: Json): Omit<RequestField, 'place' | 'json'> {
  const aliasOf = schema['x-alias-of']
  return { name, required, substitutes: [], schema, aliasOf: typeof aliasOf === 'string' ? aliasOf : undefined }
}

function refusalsIn(document: Json, response: Json): { sentences: string[]; codes: unknown[] } {
  const json = resolveRef(document, objectIn(response.content)['application/json'])
  const examples = Object.values(objectIn(json.examples)).map(node => resolveRef(document, node).value)
  const entries = [json.example, ...examples].flatMap(value => listIn(objectIn(value).errors)).filter(isObject)
  return { sentences: entries.map(({ msg }) => String(msg)), codes: entries.map(({ code }) => code) }
}

/** The JSON schema of a request body or a response; an empty one when it has none. */
function jsonSchema(document: Json, holder: Json): Json {
  return resolveRef(document, objectIn(objectIn(holder.content)['application/json']).schema)
}

/** A node of the description, or that to which it refers. */
function resolveRef(document: Json, node: unknown): Json {
  let at = node
  while (isObject(at) && typeof at.$ref === 'string') {
    at = at.$ref
      .slice(2)
      .split('/')
      .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((from, step) => objectIn(from)[step], document)
  }
  return objectIn(at)
}

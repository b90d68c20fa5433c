/** The OpenAPI description as these scripts see it: plain JSON, references kept in `components`. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [name: string]: Json | undefined
}

export interface Operation extends JsonObject {
  operationId: string
  responses: JsonObject
}

export interface Located {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

const DOCUMENTATION = /^(x-.*|description|examples?|title)$/
/** Keywords whose value is no schema. */
const VALUES = new Set(['default', 'enum', 'const'])
const VERBS = ['get', 'post', 'put', 'delete']

/** Type guard for JSON objects. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object in a property; an empty one when there is none. */
export function objectIn(value: unknown, name: string): JsonObject {
  const found = isObject(value) ? value[name] : undefined
  return isObject(found) ? found : {}
}

/** The list in a property; an empty one when there is none. */
function listIn(value: unknown, name: string): Json[] {
  const found = isObject(value) ? value[name] : undefined
  return Array.isArray(found) ? found : []
}

/** All operations in the order of the document. */
export function operationsOf(document: JsonObject): Located[] {
  return Object.entries(objectIn(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {})
      .filter(([verb]) => VERBS.includes(verb))
      .map(([verb, operation]) => ({ path, method: verb.toUpperCase(), operation: operation as Operation })),
  )
}

/** Follows `$ref` until there is none. Throws when it leads nowhere. */
export function resolve(document: JsonObject, value: Json | undefined): JsonObject {
  let current = value
  while (isObject(current) && typeof current.$ref === 'string') {
    const ref: string = current.$ref
    current = ref
      .slice(2)
      .split('/')
      .reduce<Json | undefined>(
        (at, key) => (isObject(at) ? at[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
        document,
      )
    if (current === undefined) throw new Error(`${ref} leads nowhere`)
  }
  if (!isObject(current)) throw new Error(`an object was expected: ${JSON.stringify(current)}`)
  return current
}

/** What each part of an object becomes; a part that becomes undefined is left out. */
function mapped(object: JsonObject, become: (part: Json, key: string) => Json | undefined): JsonObject {
  const parts = Object.entries(object).map(([key, part]) => [key, become(part as Json, key)] as const)
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined)) as JsonObject
}

/**
 * A copy without descriptions, examples and extensions: what validators and serialisers need. References are followed, or
 * with `refs: 'kept'` left as they are.
 */
export function bareSchema(document: JsonObject, value: Json, refs: 'followed' | 'kept' = 'followed'): Json {
  const strip = (at: Json): Json => {
    if (Array.isArray(at)) return at.map(strip)
    if (!isObject(at)) return at
    if (refs === 'kept' && at.$ref !== undefined) return { $ref: at.$ref }
    return mapped(resolve(document, at), (part, key) => {
      if (part === undefined || DOCUMENTATION.test(key)) return undefined
      if (key === 'properties') return mapped(part as JsonObject, strip)
      return VALUES.has(key) ? part : strip(part)
    })
  }
  return strip(value)
}

/** Schema of a JSON body of a request or response; undefined when there is none. */
export function jsonSchema(document: JsonObject, message: Json | undefined): Json | undefined {
  if (message === undefined) return undefined
  const media = objectIn(objectIn(resolve(document, message), 'content'), 'application/json')
  return media.schema
}

/** The body that an operation reads: its own, or with `x-body-of` that of another. */
export function requestBodyOf(document: JsonObject, operation: Operation): JsonObject | undefined {
  const other = operation['x-body-of']
  const source =
    other === undefined ? operation : operationsOf(document).find(at => at.operation.operationId === other)?.operation
  if (source === undefined) throw new Error(`${operation.operationId}: x-body-of names no operation: ${String(other)}`)
  return source.requestBody === undefined ? undefined : resolve(document, source.requestBody)
}

/** The parameters of an operation, references followed. */
export function parametersOf(document: JsonObject, operation: Operation): JsonObject[] {
  return listIn(operation, 'parameters').map(parameter => resolve(document, parameter))
}

/** Whether a parameter is a text that holds JSON: its schema says of what form (`contentSchema`). */
export function holdsJson(document: JsonObject, parameter: JsonObject): boolean {
  return resolve(document, parameter.schema).contentSchema !== undefined
}

/** Schema of a parameter: its own, or that of the JSON that its text holds. */
export function parameterSchema(document: JsonObject, parameter: JsonObject): JsonObject {
  const schema = resolve(document, parameter.schema)
  return schema.contentSchema === undefined ? schema : resolve(document, schema.contentSchema)
}

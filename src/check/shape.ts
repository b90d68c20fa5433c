import { operations } from '../contract/contract.ts'
import type { OperationInfo } from '../contract/types.ts'

export type Json = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A parameter of the query, a path, a header, or a field of the body. */
export interface Field {
  readonly place: 'path' | 'query' | 'header' | 'body'
  readonly name: string
  readonly required: boolean
  readonly schema: Json
  /** Another name of that field (`x-alias-of`). */
  readonly aliasOf: string | undefined
  /** Its value travels as JSON text. */
  readonly json: boolean
}

/** An operation of the contract, with what its description says about requests and answers. */
export interface Shape {
  readonly info: OperationInfo
  readonly fields: readonly Field[]
  /** Schema of the rows of the paged list. */
  readonly row: Json | undefined
  /** Names of the answer's own properties. */
  readonly properties: ReadonlySet<string>
  /** Sentences and codes of the documented refusals, by status. */
  readonly refusals: ReadonlyMap<number, { readonly sentences: readonly string[]; readonly codes: readonly unknown[] }>
}

/** The operations of a description, in its order; a new one is there without another line of code. */
export function shapesOf(document: Json): Shape[] {
  return operations.map(info => {
    const at = follow(document, (document.paths as Json)[info.path])
    const op = follow(document, at[info.method.toLowerCase()])
    const parameters = [...list(at.parameters), ...list(op.parameters)].map(node => follow(document, node))
    const answer = jsonSchema(document, follow(document, (op.responses as Json)['200']))
    const rows = info.page === undefined ? undefined : follow(document, (answer.properties as Json)?.[info.page.list])
    return {
      info,
      fields: [...parameters.map(node => parameterField(document, node)), ...bodyFields(document, op)],
      row: rows === undefined ? undefined : follow(document, rows.items),
      properties: new Set(Object.keys((answer.properties ?? {}) as Json)),
      refusals: new Map(
        Object.entries(op.responses as Json)
          .filter(([status]) => Number(status) >= 400)
          .map(([status, node]) => [Number(status), refusalsIn(document, follow(document, node))]),
      ),
    }
  })
}

function parameterField(document: Json, node: Json): Field {
  const content = node.content as Json | undefined
  const schema = follow(document, node.schema ?? (content?.['application/json'] as Json | undefined)?.schema)
  return field(node.in as Field['place'], String(node.name), node.required === true, schema, content !== undefined)
}

function bodyFields(document: Json, op: Json): Field[] {
  if (op.requestBody === undefined) return []
  const schema = jsonSchema(document, follow(document, op.requestBody))
  const required = list(schema.required)
  return Object.entries((schema.properties ?? {}) as Json).map(([name, node]) =>
    field('body', name, required.includes(name), follow(document, node), false),
  )
}

function field(place: Field['place'], name: string, required: boolean, schema: Json, json: boolean): Field {
  const aliasOf = schema['x-alias-of']
  return { place, name, required, schema, json, aliasOf: typeof aliasOf === 'string' ? aliasOf : undefined }
}

function refusalsIn(document: Json, response: Json): { sentences: string[]; codes: unknown[] } {
  const json = follow(document, ((response.content ?? {}) as Json)['application/json'])
  const examples = Object.values((json.examples ?? {}) as Json).map(node => follow(document, node).value)
  const entries = [json.example, ...examples]
    .flatMap(value => (isObject(value) ? list(value.errors) : []))
    .filter(isObject)
  return { sentences: entries.map(({ msg }) => String(msg)), codes: entries.map(({ code }) => code) }
}

/** The JSON schema of a request body or a response; an empty one when it has none. */
function jsonSchema(document: Json, holder: Json): Json {
  const json = ((holder.content ?? {}) as Json)['application/json'] as Json | undefined
  return follow(document, json?.schema)
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A node of the description, or that to which it refers. */
function follow(document: Json, node: unknown): Json {
  let at = node
  while (isObject(at) && typeof at.$ref === 'string') {
    at = at.$ref
      .slice(2)
      .split('/')
      .reduce<unknown>((from, step) => (from as Json)[step.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  }
  return isObject(at) ? at : {}
}

/** JSON's name of the type of a value. */
export function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value === 'object' ? 'object' : typeof value
}

import type { ByPlace, NamesWithin, OperationInfo, ParameterInfo, Reading } from '../../src/contract/types.ts'
import {
  holdsJson,
  isObject,
  type JsonObject,
  jsonSchema,
  type Located,
  objectIn,
  operationsOf,
  parameterSchema,
  parametersOf,
  requestBodyOf,
  resolve,
} from './document.ts'
import { ignoringField } from './types-only.ts'

/** What the server must know of each operation, without its schemas. */
export function describeOperations(document: JsonObject): OperationInfo[] {
  return operationsOf(document).map(located => describe(document, located))
}

function describe(document: JsonObject, { path, method, operation }: Located): OperationInfo {
  const parameters = parametersOf(document, operation)
  const body = requestBodyOf(document, operation)
  const bodySchema = body === undefined ? undefined : resolve(document, jsonSchema(document, body))
  const botParam = parameters.find(at => at.in === 'path' && (at.name === 'botId' || at.name === 'streamId'))?.name
  const infos: ParameterInfo[] = [
    ...parameters.map(at => ({
      name: String(at.name),
      in: at.in as ParameterInfo['in'],
      required: at.required === true,
    })),
    ...Object.keys(objectIn(bodySchema, 'properties')).map(name => ({
      name,
      in: 'body' as const,
      required: Array.isArray(bodySchema?.required) && bodySchema.required.includes(name),
    })),
  ]
  return {
    operationId: operation.operationId,
    method: method as OperationInfo['method'],
    path,
    ...(operation['x-aliases'] === undefined ? {} : { aliases: operation['x-aliases'] as string[] }),
    ...(botParam === undefined ? {} : { botParam: String(botParam) }),
    ...rule(operation, 'x-scope', 'scope'),
    ...rule(operation, 'x-quota', 'quota'),
    ...rule(operation, 'x-date-range', 'dateRange'),
    ...rule(operation, 'x-page', 'page'),
    parameters: infos,
    hasBody: body !== undefined,
    statuses: Object.keys(operation.responses).map(Number),
    reading: describeReading(document, operation, parameters, bodySchema),
  }
}

function rule(operation: JsonObject, extension: string, name: string): object {
  const value = operation[extension]
  if (!isObject(value)) return {}
  const { 'x-source': _source, ...kept } = value
  return { [name]: kept }
}

function describeReading(
  document: JsonObject,
  operation: JsonObject,
  parameters: readonly JsonObject[],
  bodySchema: JsonObject | undefined,
): Reading {
  const query = parameters.filter(at => at.in === 'query')
  const fields = {
    query: query.map(at => [String(at.name), parameterSchema(document, at)] as const),
    body: Object.entries(objectIn(bodySchema, 'properties')).map(
      ([name, schema]) => [name, resolve(document, schema)] as const,
    ),
  }
  const pick = <Value>(
    list: readonly (readonly [string, JsonObject])[],
    read: (schema: JsonObject) => Value | undefined,
  ) => Object.fromEntries(list.map(([name, schema]) => [name, read(schema)]).filter(([, value]) => value !== undefined))
  const table = <Value>(read: (schema: JsonObject) => Value | undefined): ByPlace<Value> => ({
    query: pick(fields.query, read),
    body: pick(fields.body, read),
  })
  const ignoresOthers = ignoringField(document, bodySchema)
  return {
    lists: query.filter(at => at.explode === false).map(at => String(at.name)),
    json: query.filter(at => holdsJson(document, at)).map(at => String(at.name)),
    spellings: table(spellingsOf),
    oneOrMany: table(schema => (schema['x-one-or-many'] === true ? (true as const) : undefined)),
    aliasOf: table(schema => schema['x-alias-of'] as string | undefined),
    maxima: table(schema => (schema.maximum ?? schema.maxItems) as number | undefined),
    mergeQuery: operation['x-merge-query'] === true,
    needed: (operation['x-needed'] ?? []) as string[],
    notTogether: (operation['x-not-together'] ?? []) as string[][],
    within: table(schema => {
      const names = namesWithin(document, schema)
      return names === true ? undefined : names
    }),
    ...(ignoresOthers === undefined ? {} : { ignoresOthers }),
  }
}

/** Lower-case spelling to the documented one. */
function spellingsOf(schema: JsonObject): Record<string, string | boolean> | undefined {
  const documented = schema['x-any-case'] === true ? ((schema.enum ?? []) as string[]) : []
  const others = objectIn(schema, 'x-spellings')
  const all: [string, string | boolean][] = [
    ...documented.map((text): [string, string | boolean] => [text.toLowerCase(), text]),
    ...Object.entries(others).map(([text, meant]): [string, string | boolean] => [
      text.toLowerCase(),
      meant as string | boolean,
    ]),
  ]
  return all.length === 0 ? undefined : Object.fromEntries(all)
}

/** The fields that a value or its items have; true: none. */
function namesWithin(document: JsonObject, schema: JsonObject): NamesWithin | true {
  if (isObject(schema.items)) return namesWithin(document, resolve(document, schema.items))
  const fields = Object.entries(objectIn(schema, 'properties'))
  if (fields.length === 0) return true
  return Object.fromEntries(fields.map(([name, inner]) => [name, namesWithin(document, resolve(document, inner))]))
}

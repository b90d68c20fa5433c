import openapiTypes, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import {
  isObject,
  type Json,
  type JsonObject,
  jsonSchema,
  objectIn,
  operationsOf,
  parameterSchema,
  parametersOf,
  requestBodyOf,
  resolve,
} from './document.ts'

const header = (described: string) => `/**
 * Generated from openapi/ by \`npm run contract\`; do not edit.
 * Requests are described ${described}.
 */

`

/** TypeScript types of a description as operations see it, as text. */
export async function generateTypes(document: JsonObject): Promise<string> {
  const nodes = await openapiTypes(JSON.stringify(asValidated(document)), {
    alphabetize: false,
    transform: schema =>
      (schema as object as JsonObject)['x-one-or-many'] === true
        ? ts.factory.createArrayTypeNode(ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword))
        : undefined,
  })
  return header('as operations get them: validated, defaults filled in') + astToString(nodes) + pagedLists(document)
}

/** The property of each answer that pages, by operation. */
function pagedLists(document: JsonObject): string {
  const lists = operationsOf(document)
    .filter(({ operation }) => isObject(operation['x-page']))
    .map(({ operation }) => `    ${operation.operationId}: ${JSON.stringify(objectIn(operation, 'x-page').list)};\n`)
  return lists.length === 0
    ? ''
    : `/** The property of an answer that holds its rows, by operation. */\nexport interface PagedLists {\n${lists.join('')}}\n`
}

/** TypeScript types of a description as clients see it, as text. */
export async function generateClientTypes(document: JsonObject): Promise<string> {
  const nodes = await openapiTypes(JSON.stringify(asSent(document)), { alphabetize: false, defaultNonNullable: false })
  return header('as clients send them: what has a default may be left out') + astToString(nodes)
}

/** A copy without headers, which a client sets for all its calls. */
function asSent(document: JsonObject): JsonObject {
  const copy = structuredClone(document)
  for (const { operation } of operationsOf(copy)) {
    const parameters = parametersOf(copy, operation).filter(parameter => parameter.in !== 'header')
    operation.parameters = parameters.map(parameter => ({ ...parameter, schema: valueSchema(parameter) }))
  }
  loosenNames(copy.components)
  if (isObject(copy.components)) delete copy.components.parameters
  return copy
}

/** A copy in which parameters with a default are always there, and header names are written as Node gives them. */
function asValidated(document: JsonObject): JsonObject {
  const copy = structuredClone(document)
  for (const { operation } of operationsOf(copy)) {
    const body = requestBodyOf(copy, operation)
    if (body !== undefined) operation.requestBody = { ...body, required: true }
    const needed = operation['x-needed']
    if (body !== undefined && needed !== undefined) resolve(copy, jsonSchema(copy, body)).required = needed
    operation.parameters = parametersOf(copy, operation).map(parameter => ({
      ...parameter,
      schema: valueSchema(parameter),
      ...(parameterSchema(copy, parameter).default === undefined ? {} : { required: true }),
      ...(parameter.in === 'header' ? { name: String(parameter.name).toLowerCase() } : {}),
    }))
  }
  loosenNames(copy.components)
  if (isObject(copy.components)) delete copy.components.parameters
  return copy
}

/** The schema of what a parameter says: where its text holds JSON, that of the JSON. */
function valueSchema(parameter: JsonObject): Json {
  return (objectIn(parameter, 'schema').contentSchema ?? parameter.schema) as Json
}

/** In TypeScript the type of free names would bind the named fields too. */
function loosenNames(value: Json | undefined): void {
  if (Array.isArray(value)) for (const part of value) loosenNames(part)
  if (!isObject(value)) return
  if (isObject(value.properties) && isObject(value.additionalProperties)) value.additionalProperties = {}
  for (const part of Object.values(value)) loosenNames(part)
}

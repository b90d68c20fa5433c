import type { Page, Statement } from '../../../scripts/conformance/read.ts'
import {
  isObject,
  type Json,
  type JsonObject,
  jsonSchema,
  objectIn,
  operationsOf,
  resolve,
} from '../../../scripts/contract/document.ts'

/** Types of a schema, by what a statement calls a form. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  text: ['string'],
  instant: ['string'],
  'instant or empty': ['string'],
  'e-mail': ['string'],
  'MMM DD YYYY': ['string'],
  integer: ['integer'],
  number: ['number', 'integer'],
  boolean: ['boolean'],
  object: ['object'],
  list: ['array'],
}
const FORMATS: Readonly<Record<string, string>> = { instant: 'date-time', 'e-mail': 'email' }

/** Where a document says something else of a field than the vendor's page does, in sentences. */
export function pageFaults(document: JsonObject, pages: readonly Page[]): string[] {
  return pages.flatMap(({ operation: id, chapters }) => {
    const found = operationsOf(document).find(({ operation }) => operation.operationId === id)
    const answer = jsonSchema(document, found?.operation.responses['200'])
    const statements = chapters.flatMap(chapter => chapter.statements).filter(({ field }) => field !== undefined)
    return statements.flatMap(statement =>
      faultsOf(document, answer as Json, statement).map(fault => `${statement.number} ${fault}`),
    )
  })
}

function faultsOf(
  document: JsonObject,
  answer: Json,
  { field = '', type = '', there, values = [] }: Statement,
): string[] {
  const { schema, isRequired } = fieldOf(document, answer, field.split('.'))
  if (schema === undefined) return [`${field} is not in the contract`]
  const types = [schema.type].flat().map(String)
  const format = FORMATS[type]
  const { enum: allowed } = schema
  return [
    ...(types.every(one => TYPES[type]?.includes(one)) ? [] : [`${field} is ${types.join(' or ')}, not ${type}`]),
    ...(format === undefined || schema.format === format ? [] : [`${field} has no format ${format}`]),
    ...(there === 'always' && !isRequired ? [`${field} may be left out`] : []),
    ...(Array.isArray(allowed)
      ? values.filter(value => !allowed.includes(value)).map(value => `${field} is never ${value}`)
      : []),
  ]
}

/** The schema of a field, and whether what is around it must have it. */
function fieldOf(
  document: JsonObject,
  schema: Json,
  [step = '', ...rest]: readonly string[],
): { schema?: JsonObject; isRequired: boolean } {
  const around = resolve(document, schema)
  const name = step.replace('[]', '')
  const inner = objectIn(around, 'properties')[name]
  const isRequired = Array.isArray(around.required) && around.required.includes(name)
  if (!isObject(inner)) return { isRequired }
  const target = resolve(document, inner)
  if (rest.length === 0) return { schema: target, isRequired }
  return fieldOf(document, step.endsWith('[]') ? (target.items as Json) : target, rest)
}

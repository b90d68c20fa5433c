import { isObject, type Json, type JsonObject, objectIn, operationsOf, resolve } from '../contract/document.ts'

/** Words of a schema that the record has a form of its own for, or that are no rules. */
const SAID = /^(type|properties|required|items|description|examples?|title|x-.*|\$ref)$/
const LARGEST = new RegExp(`\\b${Number.MAX_SAFE_INTEGER}\\b`, 'g')

/**
 * What answers must look like, as a text for people: by operation and status the schema, then each schema with its fields. A
 * field with `!` is always there.
 */
export function answerRules(document: JsonObject): string {
  const reached = new Set<string>()
  const lines: string[] = []
  for (const { path, method, operation } of operationsOf(document)) {
    lines.push(`${operation.operationId}: ${method} ${path}`)
    for (const [status, response] of Object.entries(operation.responses)) {
      const at = resolve(document, response)
      for (const [name, header] of Object.entries(objectIn(at, 'headers'))) {
        lines.push(`  ${status} header ${name}: ${inOneLine(objectIn(header, 'schema'), reached)}`)
      }
      for (const [media, { schema }] of Object.entries(objectIn(at, 'content')) as [string, JsonObject][]) {
        lines.push(`  ${status} ${media}: ${inOneLine(schema ?? {}, reached)}`, ...fieldsBelow(schema, '    ', reached))
      }
    }
  }
  const schemas = objectIn(objectIn(document, 'components'), 'schemas')
  // A set is walked together with what is added on the way.
  for (const name of reached) {
    const schema = schemas[name] as Json
    lines.push('', `${name}: ${inOneLine(schema, reached)}`, ...fieldsBelow(schema, '  ', reached))
  }
  return `${lines.join('\n')}\n`
}

/** The fields of an object, or of the objects in a list. */
function fieldsBelow(schema: Json | undefined, indent: string, reached: Set<string>): string[] {
  if (!isObject(schema)) return []
  const required = Array.isArray(schema.required) ? schema.required : []
  const fields = Object.entries(objectIn(schema, 'properties')).flatMap(([name, field]) => [
    `${indent}${name}${required.includes(name) ? '!' : ''}: ${inOneLine(field as Json, reached)}`,
    ...fieldsBelow(field as Json, `${indent}  `, reached),
  ])
  return [...fields, ...fieldsBelow(schema.items, indent, reached)]
}

function inOneLine(schema: Json, reached: Set<string>): string {
  if (!isObject(schema)) return JSON.stringify(schema)
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1)!
    reached.add(name)
    return name
  }
  const type = schema.type === undefined ? 'anything' : [schema.type].flat().join(' or ')
  const rules = Object.entries(schema)
    .filter(([word]) => !SAID.test(word))
    .map(([word, value]) => `${word} ${isObject(value) ? `(${inOneLine(value, reached)})` : JSON.stringify(value)}`)
  const items = schema.items === undefined ? [] : [`of ${inOneLine(schema.items, reached)}`]
  return [type, ...items, ...rules].join(', ').replace(LARGEST, '2^53-1')
}

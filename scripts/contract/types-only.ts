import { isObject, type Json, type JsonObject, type Operation, objectIn, resolve } from './document.ts'

/** The field that makes the others of its request ignored while its list is not empty (`x-ignores-others`); undefined: there is none. */
export function ignoringField(document: JsonObject, bodySchema: JsonObject | undefined): string | undefined {
  const fields = Object.entries(objectIn(bodySchema, 'properties'))
  return fields.find(([, schema]) => resolve(document, schema)['x-ignores-others'] === true)?.[0]
}

/**
 * What the types of a schema say, and nothing else of it (ruling R27); `whole` names a property that is kept as it is. An
 * integer lies within those that a number can be (ruling R23).
 */
export function typesOnly(schema: JsonObject, whole?: string): JsonObject {
  const { type, properties, items, additionalProperties } = schema
  const inner = Object.entries(objectIn({ properties }, 'properties'))
  return {
    ...(type === undefined ? {} : { type }),
    ...(type === 'integer' ? { minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER } : {}),
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(inner.map(([name, part]) => [name, name === whole ? part : below(part)])) }),
    ...(items === undefined ? {} : { items: below(items) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: below(additionalProperties) }),
  }
}

/** A schema within one; that any, or no more, may stand there is no type. */
const below = (part: Json | undefined): Json => (isObject(part) ? typesOnly(part) : true)

/**
 * Who names what he wants alone is given the defaults of the rest, so nothing of it may have to be sent, nor to be looked
 * for elsewhere.
 * @throws Error for an operation of which that is not so
 */
export function requireOthersOptional(operation: Operation, name: string, parts: readonly JsonObject[]): void {
  const elsewhere = ['x-merge-query', 'x-needed'].filter(extension => operation[extension] !== undefined)
  const needed = parts.flatMap(part => [part.required ?? [], part.allOf ?? []].flat())
  if (elsewhere.length > 0 || needed.length > 0)
    throw new Error(`${operation.operationId}: beside ${name} all fields must be optional (x-ignores-others)`)
}

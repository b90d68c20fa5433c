import { type JsonObject, objectIn, resolve } from './document.ts'

/** Makes the code of a serialiser for a schema: a function from a value to its JSON. */
export type SerializerOf = (schema: JsonObject) => string

interface Field {
  readonly name: string
  readonly schema: JsonObject
  readonly isRequired: boolean
}

/** The fields of an object in the order of the contract; the first is required, so that each other stands behind a comma. */
function fieldsOf(document: JsonObject, schema: JsonObject, what: string): Field[] {
  const required: unknown = schema.required ?? []
  const fields = Object.entries(objectIn(schema, 'properties')).map(([name, property]) => ({
    name,
    schema: property as JsonObject,
    isRequired: Array.isArray(required) && required.includes(name),
  }))
  if (fields[0]?.isRequired !== true) throw new Error(`${what}: its first field must be required`)
  if (schema.additionalProperties !== undefined || resolve(document, schema) !== schema) {
    throw new Error(`${what}: only an object with named fields can be written in pieces`)
  }
  return fields
}

/** Code for a field with its name, of the object in the variable `from`; nothing for an optional one that is undefined. */
function written({ name, isRequired }: Field, from: string, comma: string): string {
  const label = JSON.stringify(`${comma}${JSON.stringify(name)}:`)
  const value = `${from}[${JSON.stringify(name)}]`
  const text = `${label} + write[${JSON.stringify(name)}](${value})`
  return isRequired ? text : `(${value} === undefined ? '' : ${text})`
}

/** Code of an object with a serialiser for each field. */
function writers(fields: readonly Field[], serializerOf: SerializerOf): string {
  return `{ ${fields.map(({ name, schema }) => `${JSON.stringify(name)}: ${serializerOf(schema)}`).join(',\n')} }`
}

const commaBefore = (index: number) => (index === 0 ? '' : ',')

/** Code of a function that gives what stands around the list of an answer: `body => ({ head, tail })`. */
export function envelopeCode(
  document: JsonObject,
  schema: JsonObject,
  list: string,
  serializerOf: SerializerOf,
): string {
  const fields = fieldsOf(document, schema, `the answer around "${list}"`)
  const at = fields.findIndex(({ name }) => name === list)
  if (at < 0 || !fields[at]!.isRequired) throw new Error(`the answer has no list "${list}" that is always there`)
  const before = fields.slice(0, at).map((field, index) => written(field, 'body', commaBefore(index)))
  const after = fields.slice(at + 1).map(field => written(field, 'body', ','))
  const label = JSON.stringify(`${commaBefore(at)}${JSON.stringify(list)}:[`)
  const others = fields.filter(({ name }) => name !== list)
  return `(() => { const write = ${writers(others, serializerOf)}
return body => ({ head: ${["'{'", ...before, label].join(' + ')}, tail: ${["']'", ...after, "'}'"].join(' + ')} }) })()`
}

/**
 * Code of the two functions of a row that is written in pieces: `share` gives the texts between the varying fields, `write`
 * puts these between them.
 */
export function rowTemplateCode(
  document: JsonObject,
  schema: JsonObject,
  varying: readonly string[],
  serializerOf: SerializerOf,
): string {
  const fields = fieldsOf(document, schema, `the row with ${varying.join(', ')}`)
  const missing = varying.filter(name => !fields.some(field => field.name === name))
  if (missing.length > 0) throw new Error(`no field of the row: ${missing.join(', ')}`)
  const pieces = [["'{'"]]
  const puts: string[] = []
  for (const [index, field] of fields.entries()) {
    if (varying.includes(field.name)) {
      puts.push(written(field, 'own', commaBefore(index)))
      pieces.push([])
    } else pieces.at(-1)!.push(written(field, 'shared', commaBefore(index)))
  }
  pieces.at(-1)!.push("'}'")
  const texts = pieces.map(piece => (piece.length === 0 ? "''" : piece.join(' + ')))
  const joined = puts.map((put, index) => `${put} + pieces[${index + 1}]`)
  return `(() => { const write = ${writers(fields, serializerOf)}
return { share: shared => [${texts.join(', ')}], write: (pieces, own) => pieces[0] + ${joined.join(' + ')} } })()`
}

import { isObject, type Json, type JsonObject, objectIn } from '../../scripts/contract/document.ts'

/** Something that the contract says answers have, and which should therefore be seen in one. */
export interface Promised {
  /** `Segment.channel "voice"`. */
  readonly what: string
  /** Why no answer has it; undefined: some must. */
  readonly never: string | undefined
}

const SUCH_AS = /such as ((?:`[^`]+`(?:, | and | or )?)+)/g
/** An id that begins alike in every row. */
const PREFIX = /^`([a-z]+-)` and an? (?:UUID|id)\b[^`]*$/
const QUOTED = /`([^`]+)`/g

/** What a schema promises of a value: each value of an enum, each type where there are several, each example in its words. */
function promisedValues(place: string, schema: JsonObject): Promised[] {
  const never = objectIn(schema, 'x-never-sent')
  const why = (value: string) => never[value] as string | undefined
  const said = typeof schema.description === 'string' ? schema.description : ''
  const examples = [...said.matchAll(SUCH_AS)].flatMap(([, list = '']) =>
    [...list.matchAll(QUOTED)].map(([, one]) => one),
  )
  const values = [...(Array.isArray(schema.enum) ? schema.enum : []), ...examples]
  const types = Array.isArray(schema.type) ? (schema.type as string[]) : []
  const known = new Set([...values, ...types].map(String))
  for (const value of Object.keys(never)) {
    if (!known.has(value))
      throw new Error(`${place}: x-never-sent speaks of ${JSON.stringify(value)}, which is not promised`)
  }
  return [
    ...values.map(value => ({ what: `${place} ${JSON.stringify(value)}`, never: why(String(value)) })),
    ...types.map(type => ({ what: `${place} of type ${type}`, never: why(type) })),
  ]
}

/** Everything that the schema of an answer promises, references followed once. */
export function promisesOf(document: JsonObject, schema: Json, place: string): Promised[] {
  const found = new Map<string, Promised>()
  const add = (one: Promised) => found.set(one.what, one)
  const visited = new Set<string>()
  const walk = (at: Json | undefined, place: string): void => {
    if (!isObject(at)) return
    const target = named(document, at, place)
    if (target.place !== place && visited.has(target.place)) return
    visited.add(target.place)
    for (const one of promisedValues(target.place, target.schema)) add(one)
    const required = Array.isArray(target.schema.required) ? target.schema.required : []
    for (const [name, field] of Object.entries(objectIn(target.schema, 'properties'))) {
      const never = isObject(field) && typeof field['x-never-sent'] === 'string' ? field['x-never-sent'] : undefined
      if (!required.includes(name)) add({ what: `${target.place}.${name}`, never })
      // Of a field that is never sent nothing else is promised.
      if (never === undefined) walk(field as Json, `${target.place}.${name}`)
    }
    walk(target.schema.items, `${target.place}[]`)
    walk(target.schema.additionalProperties, `${target.place}.*`)
  }
  walk(schema, place)
  return [...found.values()]
}

/** What is seen in a value, in the words of `promisesOf`. */
export function see(document: JsonObject, schema: Json, value: unknown, place: string, seen: Set<string>): void {
  if (!isObject(schema)) return
  const target = named(document, schema, place)
  const at = target.place
  if (value === null || typeof value !== 'object') seeText(target.schema, value, at, seen)
  if (Array.isArray(target.schema.type)) seen.add(`${at} of type ${typeOf(value)}`)
  if (Array.isArray(value)) for (const item of value) see(document, target.schema.items as Json, item, `${at}[]`, seen)
  if (!isObject(value)) return
  const fields = objectIn(target.schema, 'properties')
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue
    const known = Object.hasOwn(fields, name)
    if (known) seen.add(`${at}.${name}`)
    else seen.add(`${at} ${JSON.stringify(name)}`)
    see(
      document,
      (known ? fields[name] : target.schema.additionalProperties) as Json,
      inner,
      `${at}.${known ? name : '*'}`,
      seen,
    )
  }
}

/** What is looked for in the values of a schema, read off its words once: there are millions of values. */
const wanted = new WeakMap<JsonObject, { readonly areNoted: boolean; readonly prefix: string }>()

function wantedOf(schema: JsonObject) {
  let found = wanted.get(schema)
  if (found === undefined) {
    const said = String(schema.description ?? '')
    const [, prefix = ''] = PREFIX.exec(said) ?? []
    found = { areNoted: schema.enum !== undefined || said.includes('such as `'), prefix }
    wanted.set(schema, found)
  }
  return found
}

/** Values are noted only where some are promised: texts there are without end. */
function seeText(schema: JsonObject, value: unknown, at: string, seen: Set<string>): void {
  const { areNoted, prefix } = wantedOf(schema)
  if (areNoted) seen.add(`${at} ${JSON.stringify(value)}`)
  if (typeof value === 'string' && !value.startsWith(prefix)) seen.add(`${at} without ${prefix}`)
}

function named(document: JsonObject, schema: JsonObject, place: string): { schema: JsonObject; place: string } {
  if (typeof schema.$ref !== 'string') return { schema, place }
  const name = schema.$ref.split('/').at(-1)!
  return { schema: objectIn(objectIn(objectIn(document, 'components'), 'schemas'), name), place: name }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

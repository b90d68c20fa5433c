import { isJsonObject } from './json-object.ts'
import { readJson } from './json-text.ts'
import { integerOf } from './text-values.ts'
import type { ByPlace, OperationInfo, Violation } from './types.ts'
import { shown } from './violations.ts'

/** A request as it was sent: texts of the query, header names in lower case, the body as parsed; undefined: there is none. */
export interface RawRequest {
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: unknown
}

/** Fields of a request by their names. */
export type Fields = Record<string, unknown>

/** The fields of a JSON object, in a copy. Undefined when the value is none. */
export function fieldsOf(value: unknown): Fields | undefined {
  return isJsonObject(value) ? copied(value) : undefined
}

/**
 * A copy for defaults to be added to. Not a spread: V8 gives what that has made a new shape with every field it gets, for
 * each request anew, so that nothing which reads it is fast.
 */
function copied(value: object | undefined): Fields {
  const copy: Fields = {}
  for (const name in value) {
    // No field of the contract, and to set it would do something else.
    if (name !== '__proto__') copy[name] = (value as Fields)[name]
  }
  return copy
}

/** The query as its schema expects it: lists split, JSON parsed, other spellings replaced. What was sent is not changed. */
export function readQuery(info: OperationInfo, query: RawRequest['query'], violations: Violation[]): Fields {
  const fields = copied(query)
  for (const name of info.reading.lists) {
    const sent = fields[name]
    if (sent === undefined) continue
    const named = splitList(sent)
    // An empty list is none, so that its default holds.
    if (named.length > 0) fields[name] = named
    else delete fields[name]
  }
  for (const name of info.reading.json) {
    if (fields[name] !== undefined) readJsonField(fields, name, violations)
  }
  respell(info, 'query', fields)
  return fields
}

/** Puts the value of a JSON text in its place; one that cannot be read is a violation, and no longer there. */
function readJsonField(fields: Fields, name: string, violations: Violation[]): void {
  const sent = fields[name]
  const { value, fault } = readJson(String(sent))
  if (fault === undefined) {
    fields[name] = value
    return
  }
  const message = fault.path === '' ? `must be JSON; found ${shown(sent)}` : fault.message
  violations.push({ property: `query.${name}${fault.path}`, message })
  delete fields[name]
}

/** The items of a list in the query, separated by commas or sent under the same name; empty ones are none. */
function splitList(sent: unknown): string[] {
  const parts = [sent ?? []].flat().flatMap(text => String(text).split(','))
  return parts.map(part => part.trim()).filter(part => part !== '')
}

/** Replaces other spellings by the documented one, and a single value by a list of one where that is allowed. */
export function respell(info: OperationInfo, place: keyof ByPlace<unknown>, fields: Fields): void {
  for (const name in info.reading.oneOrMany[place]) {
    const sent = fields[name]
    if (typeof sent === 'string') fields[name] = [sent]
  }
  const spellings = info.reading.spellings[place]
  for (const name in spellings) {
    const table = spellings[name]!
    const sent = fields[name]
    if (sent !== undefined)
      fields[name] = Array.isArray(sent) ? sent.map(value => spell(table, value)) : spell(table, sent)
  }
}

/** The documented spelling of a value; the value itself when it has no other. */
function spell(table: Readonly<Record<string, unknown>>, value: unknown): unknown {
  if (typeof value !== 'string') return value
  const key = value.toLowerCase()
  return Object.hasOwn(table, key) ? table[key] : value
}

/** The other names that were sent without the main one, which is to have their value; undefined: none. */
export function aliasesSent(info: OperationInfo, place: keyof ByPlace<unknown>, sent: Fields): string[] | undefined {
  const aliases = info.reading.aliasOf[place]
  let led: string[] | undefined
  for (const name in aliases) {
    if (sent[name] === undefined || sent[aliases[name]!] !== undefined) continue
    led ??= []
    led.push(name)
  }
  return led
}

/** A copy of a request in which numbers and lists do not exceed the documented maximum (ruling R1, `limits: clamp`). */
export function clampRequest(info: OperationInfo, request: RawRequest): RawRequest {
  const { query, body } = info.reading.maxima
  const clamped: { query?: Fields; body?: unknown } = {}
  for (const name in query) {
    const limit = query[name]!
    const sent = request.query?.[name]
    const cut = info.reading.lists.includes(name)
      ? cutList(splitList(sent), limit)
      : cutNumber(integerOf(`${sent}`), limit)
    if (cut === undefined) continue
    clamped.query ??= { ...request.query }
    clamped.query[name] = typeof cut === 'number' ? String(cut) : cut
  }
  for (const name in body) {
    const limit = body[name]!
    const sent = fieldsOf(request.body)?.[name]
    const cut = Array.isArray(sent) ? cutList(sent, limit) : cutNumber(sent, limit)
    if (cut !== undefined) clamped.body = { ...fieldsOf(clamped.body ?? request.body), [name]: cut }
  }
  return { ...request, ...clamped } as RawRequest
}

/** The first items of a list; undefined: it is short enough. */
const cutList = (list: readonly unknown[], limit: number) => (list.length > limit ? list.slice(0, limit) : undefined)

/** The limit in place of an integer; undefined: it is within it, or no integer at all. */
const cutNumber = (value: unknown, limit: number) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > limit ? limit : undefined

import type { ByPlace, OperationInfo, Violation } from './types.ts'
import { shown } from './violations.ts'

/** A request as it was sent: texts of the query, header names in lower case, the body as parsed; undefined: there is none. */
export interface RawRequest {
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: unknown
}

export type Fields = Record<string, unknown>

/** The fields of a JSON object, in a copy. Undefined when the value is none. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? copied(value) : undefined
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
    const parts = [sent].flat().flatMap(text => String(text).split(','))
    const named = parts.map(part => part.trim()).filter(part => part !== '')
    // An empty list is none, so that its default holds.
    if (named.length > 0) fields[name] = named
    else delete fields[name]
  }
  for (const name of info.reading.json) {
    const sent = fields[name]
    if (sent === undefined) continue
    try {
      fields[name] = JSON.parse(String(sent))
    } catch {
      violations.push({ property: `query.${name}`, message: `must be JSON; found ${shown(sent)}` })
      delete fields[name]
    }
  }
  respell(info, 'query', fields)
  return fields
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
    const sent = request.query?.[name]
    if (typeof sent === 'string' && Number(sent) > query[name]!) {
      clamped.query ??= { ...request.query }
      clamped.query[name] = String(query[name])
    }
  }
  for (const name in body) {
    const limit = body[name]!
    const sent = fieldsOf(request.body)?.[name]
    const cut = Array.isArray(sent) && sent.length > limit ? sent.slice(0, limit) : sent
    const value = typeof cut === 'number' && cut > limit ? limit : cut
    if (value !== sent) clamped.body = { ...fieldsOf(clamped.body ?? request.body), [name]: value }
  }
  return { ...request, ...clamped } as RawRequest
}

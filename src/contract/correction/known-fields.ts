import { own } from '../own.ts'
import type { NamesWithin, OperationInfo } from '../types.ts'
import { knownAtTop, MOST_UNKNOWN_FIELDS, meantBy, unknownFields, unknownMessage, withJson } from '../unknown-fields.ts'
import type { RequestParts } from './request-parts.ts'

/** A request whose names an operation knows, and why others are gone, by the path of the parameter or field. */
export interface KnownParts {
  readonly parts: RequestParts
  readonly why: ReadonlyMap<string, string>
}

/** Names that an operation does not know (ruling R14) become those that were meant by them, or are left out. */
export function withKnownFields(op: OperationInfo, sent: RequestParts): KnownParts {
  const why = new Map<string, string>()
  for (const field of unknownFields(op, sent)) {
    const top = field.property.split(/[.[]/).slice(0, 2).join('.')
    const isAtTop = top === field.property
    const message = unknownMessage(field)
    if (!why.has(top)) why.set(top, isAtTop ? message : `${field.property} ${message}`)
    if (isAtTop && field.meant !== undefined) why.set(`${top.split('.')[0]}.${field.meant}`, `is what ${top} may mean`)
  }
  if (why.size === 0) return { parts: sent, why }
  const meant = meantByFirst(MOST_UNKNOWN_FIELDS)
  const query = knownIn(withJson(op, sent.query), knownAtTop(op, 'query'), meant) as Record<string, unknown>
  for (const name of op.reading.json) {
    const value = own(query, name)
    if (typeof value === 'object') query[name] = JSON.stringify(value)
  }
  return { parts: { ...sent, query, body: knownIn(sent.body, knownAtTop(op, 'body'), meant) }, why }
}

/** Looks for what was meant by so many names, and by no more: there may be thousands. */
function meantByFirst(most: number): typeof meantBy {
  let looks = 0
  return (name, known) => (looks++ < most ? meantBy(name, known) : undefined)
}

/** It calls itself as deep as JSON may be. */
function knownIn(value: unknown, known: NamesWithin, meant: typeof meantBy): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => knownIn(item, known, meant))
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const within = own(known, name)
    if (within !== undefined) return [[name, within === true ? inner : knownIn(inner, within, meant)] as const]
    const other = meant(name, known)
    return other === undefined || Object.hasOwn(value, other) ? [] : [[other, inner] as const]
  })
  return Object.fromEntries(kept)
}

import { jsonOrText } from './json-text.ts'
import { didYouMean, nearestWord } from './nearest-word.ts'
import { own } from './own.ts'
import { shortText } from './short-text.ts'
import type { NamesWithin, OperationInfo } from './types.ts'

/** What a request names. */
export interface NamedFields {
  readonly query: Readonly<Record<string, unknown>>
  /** Undefined: none was sent. */
  readonly body: unknown
}

/** A name that an operation does not know, and so ignores (ruling R14). */
export interface UnknownField {
  /** Where it stands: `body.tags.and[0].nam`. */
  readonly property: string
  /** What somebody may have meant by it. */
  readonly meant: string | undefined
}

/** A query or a body may hold thousands of names, and to look for what was meant takes longer than to read them. */
export const MOST_UNKNOWN_FIELDS = 10

/** The names that an operation does not know, the first ten. */
export function unknownFields(op: OperationInfo, sent: NamedFields): UnknownField[] {
  const found: UnknownField[] = []
  const read = { query: withJson(op, sent.query), body: sent.body }
  for (const place of ['query', 'body'] as const) {
    for (const field of unknownWithin(read[place], knownAtTop(op, place), place)) {
      if (found.length === MOST_UNKNOWN_FIELDS) return found
      found.push(field)
    }
  }
  return found
}

/** A query with JSON in place of the texts that hold some. */
export function withJson({ reading }: OperationInfo, query: NamedFields['query']): NamedFields['query'] {
  const read: Record<string, unknown> = { ...query }
  for (const name of reading.json) {
    const text = own(query, name)
    if (typeof text === 'string') read[name] = jsonOrText(text)
  }
  return read
}

/** What is said of a name that is not known. */
export const unknownMessage = ({ meant }: UnknownField): string => `is not known, so it is ignored${didYouMean(meant)}`

/** Names that an operation takes in a place: a body that takes fields from the query makes these known there too. */
export function knownAtTop({ parameters, reading }: OperationInfo, place: 'query' | 'body'): NamesWithin {
  const isKnown = (where: string) => where === place || (place === 'query' && where === 'body' && reading.mergeQuery)
  const names = parameters.filter(at => isKnown(at.in)).map(({ name }) => name)
  return Object.fromEntries(names.map(name => [name, own(reading.within[place], name) ?? true]))
}

/** It calls itself as deep as JSON may be. */
function* unknownWithin(value: unknown, known: NamesWithin, at: string): Generator<UnknownField, void, undefined> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* unknownWithin(item, known, `${at}[${i}]`)
    return
  }
  for (const [name, inner] of Object.entries(value)) {
    const within = own(known, name)
    if (within === undefined) yield { property: `${at}.${shortText(name)}`, meant: meantBy(name, known) }
    else if (within !== true) yield* unknownWithin(inner, within, `${at}.${name}`)
  }
}

/** A name of many letters is nobody's slip. */
const LONGEST_SLIP = 25

/** The known name that somebody may have meant. */
export function meantBy(name: string, known: NamesWithin): string | undefined {
  return name.length > LONGEST_SLIP ? undefined : nearestWord(name, Object.keys(known))
}

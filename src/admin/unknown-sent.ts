import type { Violation } from '../contract/types.ts'
import { unknownFields, unknownMessage } from '../contract/unknown-fields.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { bodyOf, parsedBody, queryOf } from '../control/read-exchange.ts'
import { MOST_OF_REQUEST } from '../control/redact/first-part.ts'
import { blankViolation } from '../control/redact/redact.ts'

/** What a request named that its operation does not know, and ignores (ruling R14), without secrets; the first ten. */
export function unknownSent(x: Exchanged): Violation[] {
  const body = bodyOf(x)
  // Of a longer one the journal does not show the fields either.
  const fields = body === undefined || body.length > MOST_OF_REQUEST ? undefined : parsedBody(body)
  return unknownAmong(x, fields)
}

/** The same, of a body that was read before. */
export function unknownAmong(x: Exchanged, fields: unknown): Violation[] {
  const { op } = x
  if (op === undefined) return []
  const unknown = unknownFields(op, { query: queryOf(x), body: op.hasBody ? fields : undefined }).map(field => ({
    property: field.property,
    message: unknownMessage(field),
  }))
  const isBodyIgnored = !op.hasBody && bodyOf(x) !== undefined
  const ofBody = isBodyIgnored ? [{ property: 'body', message: 'is ignored: the operation takes none' }] : []
  return [...unknown, ...ofBody].map(blankViolation)
}

import { shortText } from '../contract/short-text.ts'
import type { OperationInfo, Violation } from '../contract/types.ts'

/** Nobody sends more, and each is a line of the answer. */
const MOST_UNKNOWN = 20

/**
 * What a call of the admin API names that it does not know (decision D180): parameters of the query, without which a call would do more
 * than was meant; a field `__proto__` of the body, which no schema gets to see.
 */
export function unknownNames({ parameters, statuses }: OperationInfo, query: object, body: unknown): Violation[] {
  const violations = protoField(body)
  // A call that the contract gives no 412 takes no parameters and ignores what is sent: probes and scrapers add to their addresses.
  if (!statuses.includes(412)) return violations
  const known = parameters.filter(at => at.in === 'query').map(({ name }) => name)
  const message = `is not known; ${known.length === 0 ? 'no parameter is' : `known: ${known.join(', ')}`}`
  const unknown = Object.keys(query).filter(name => !known.includes(name))
  for (const name of unknown.slice(0, MOST_UNKNOWN)) violations.push({ property: `query.${shortText(name)}`, message })
  return violations
}

/** The violation of a body with a field `__proto__` of its own, which no schema gets to see. */
export function protoField(body: unknown): Violation[] {
  const isThere = typeof body === 'object' && body !== null && Object.hasOwn(body, '__proto__')
  return isThere ? [{ property: 'body.__proto__', message: 'is not known' }] : []
}

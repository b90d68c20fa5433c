import type { RequestHeaders } from './exchange.ts'

/** Verbs that change what an answer is made of: who sends POST reads the answer to a POST, body and all. */
const FRAMING: ReadonlySet<string> = new Set(['HEAD', 'CONNECT'])

/**
 * The verb that counts: on POST, the one of `x-http-method-override` (facts 2.3). It changes before the route is looked for.
 * HEAD and CONNECT are not heeded (decision D172).
 */
export function verbOf({ method = 'GET', headers }: { method?: string | undefined; headers: RequestHeaders }): string {
  if (method !== 'POST') return method
  const verb = headers['x-http-method-override']
  if (typeof verb !== 'string' || !isVerb(verb)) return method
  const wanted = verb.toUpperCase()
  return FRAMING.has(wanted) ? method : wanted
}

/** What a verb is made of (RFC 9110, 5.6.2), as long as any is. */
export const isVerb = (text: string): boolean => /^[\w!#$%&'*+.^`|~-]{1,64}$/.test(text)

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
  if (typeof verb !== 'string' || !/^[a-z]{1,20}$/i.test(verb)) return method
  const wanted = verb.toUpperCase()
  return FRAMING.has(wanted) ? method : wanted
}

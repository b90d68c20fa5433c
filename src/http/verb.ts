import type { RequestHeaders } from './exchange.ts'

/** The verb that counts: on POST, the one of `x-http-method-override` (facts 2.3). It changes before the route is looked for. */
export function verbOf({ method = 'GET', headers }: { method?: string | undefined; headers: RequestHeaders }): string {
  if (method !== 'POST') return method
  const verb = headers['x-http-method-override']
  return typeof verb === 'string' && /^[a-z]{1,20}$/i.test(verb) ? verb.toUpperCase() : method
}

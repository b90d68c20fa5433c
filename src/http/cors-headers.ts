import type { CorsRule } from '../control/cors-rule.ts'

/**
 * The headers that a script of another origin may read. Answers of operations list them among their other headers; a hook of
 * the framework that added them would cost more than all checks of the call.
 */
export const EXPOSED_HEADERS =
  'x-request-id, x-mock-world, x-mock-seed, x-mock-scenario, x-mock-now, retry-after, allow, content-encoding'

/**
 * Adds to a head who may read the answer (decision D211). What depends on the origin says so; an answer to a request without
 * one, which no page of another origin sends, is for everybody, unless origins were named.
 */
export function pushCorsHeaders(head: string[], cors: CorsRule, sent: string | string[] | undefined): void {
  const origin = typeof sent === 'string' ? sent : undefined
  const allowed = cors.allowed(origin)
  if (allowed !== undefined)
    head.push('access-control-allow-origin', allowed, 'access-control-expose-headers', EXPOSED_HEADERS)
  if (allowed === '*') return
  if (allowed !== undefined) head.push('access-control-allow-credentials', 'true')
  head.push('vary', 'origin')
}

/**
 * What a script of another origin may read. Operations send it with their other headers, in one go: a hook before each
 * call would cost more than all checks of the call.
 */
export const EXPOSED_HEADERS =
  'x-request-id, x-mock-seed, x-mock-scenario, x-mock-now, retry-after, allow, content-encoding'

/**
 * The headers that a script of another origin may read. Answers of operations list them among their other headers; a hook of
 * the framework that added them would cost more than all checks of the call.
 */
export const EXPOSED_HEADERS =
  'x-request-id, x-mock-seed, x-mock-scenario, x-mock-now, retry-after, allow, content-encoding'

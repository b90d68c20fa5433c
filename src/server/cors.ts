import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const ALLOWED =
  'auth, accountId, authorization, content-type, prefer, x-http-method-override, x-mock-scenario, x-mock-delay, x-request-id, x-test-id'
const EXPOSED = 'x-request-id, x-mock-seed, x-mock-scenario, x-mock-now, retry-after, allow, content-encoding'

/**
 * What the plugin says on every answer but a preflight. Operations send it with their other headers, in one go: a hook
 * before each call would cost more than all checks of the call.
 */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED,
}

/** Answers preflights for all paths, and lets the routes of this context be read from any origin. */
export function allowOrigins(app: FastifyInstance): void {
  app.register(cors, {
    methods: METHODS,
    allowedHeaders: ALLOWED,
    exposedHeaders: EXPOSED,
    maxAge: 600,
    strictPreflight: false,
  })
}

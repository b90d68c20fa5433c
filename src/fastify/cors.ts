import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { EXPOSED_HEADERS } from '../http/cors-headers.ts'

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const ALLOWED =
  'auth, accountId, authorization, content-type, prefer, x-http-method-override, x-mock-scenario, x-mock-delay, x-request-id, x-test-id'

/** Answers preflights for all paths, and lets the routes of this context be read from any origin. */
export function allowOrigins(app: FastifyInstance): void {
  app.register(cors, {
    methods: METHODS,
    allowedHeaders: ALLOWED,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
    strictPreflight: false,
  })
}

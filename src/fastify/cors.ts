import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import type { CorsRule } from '../control/cors-rule.ts'
import { EXPOSED_HEADERS } from '../http/cors-headers.ts'

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
/** s: a day. Browsers keep what they were told for shorter: Chromium for two hours. */
const PREFLIGHT_AGE = 86_400

/** Answers preflights for all paths, whatever headers they ask for, and lets the routes of this context be read by a rule. */
export function allowOrigins(app: FastifyInstance, rule: CorsRule): void {
  app.register(cors, {
    origin: (origin, done) => done(null, rule.allowed(origin) ?? false),
    credentials: true,
    methods: METHODS,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_AGE,
    strictPreflight: false,
  })
}

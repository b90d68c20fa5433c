import { setImmediate as nextTurn } from 'node:timers/promises'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { checkSource } from '../admin/guard.ts'
import { OwnHosts } from '../admin/own-hosts.ts'
import { LONGEST_PART, refuse } from '../admin/refuse.ts'
import { isToken, TOKEN_FORM } from '../admin/token.ts'
import { BODY_LIMIT } from '../http/body-limit.ts'
import type { Mock } from '../mock/mock.ts'
import { allowOrigins } from './cors.ts'
import { LazyApp } from './lazy-app.ts'
import { noCompilers } from './no-compilers.ts'
import { CONSOLE_HEADERS, DATA_HEADERS, PAGE_HEADERS } from './page-headers.ts'
import { leaveBodies, OTHER_VERBS } from './read-body.ts'

/** Descriptions of the APIs: open to every origin, as these are. */
const DOCUMENT_URLS = [
  '/openapi.json',
  '/openapi.yaml',
  '/openapi-all-paths.json',
  '/openapi-admin.json',
  '/openapi-admin.yaml',
]
const PAGE_PREFIXES = ['/docs']
const CONSOLE_PREFIXES = ['/console']
/** Under these somebody steers the mock, or sees what clients sent. */
const ADMIN_PREFIXES = ['/__admin']
const VERBS_TAKEN = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', ...OTHER_VERBS]

/**
 * Routes of what is no operation: health, documentation and the admin API, each loaded when it is first asked for. Pages
 * and admin API are guarded: see `checkSource`.
 * @param adminApp makes what answers the admin API
 * @throws RangeError for an admin token or an allowed host that cannot be one.
 */
export function serveOwnRoutes(app: FastifyInstance, adminApp = () => makeAdmin(app.mock)): void {
  const { mock } = app
  const docs = new LazyApp(app, async () => (await import('./docs.ts')).docsApp(mock))
  const admin = new LazyApp(app, adminApp)
  // Whoever looks after containers calls it by whatever address, and learns nothing from it.
  app.get('/__admin/health', (_request, reply) => reply.headers(DATA_HEADERS).send({ status: 'ok' }))
  app.get('/__admin/ready', (_request, reply) => {
    reply.headers(DATA_HEADERS)
    const refusal = mock.control.unready()
    if (refusal === undefined) return reply.send({ status: 'ready' })
    return reply.code(refusal.status).headers(refusal.headers).send(refusal.body)
  })
  app.register(async open => {
    if (mock.cors !== undefined) allowOrigins(open, mock.cors)
    open.addHook('onRequest', (_request, reply, next) => {
      reply.header('x-content-type-options', 'nosniff')
      next()
    })
    open.get('/', (_request, reply) => reply.redirect(mock.options.console === false ? '/docs' : '/console'))
    for (const url of DOCUMENT_URLS) open.get(url, docs.handler)
  })
  const { adminToken } = mock.options
  if (adminToken !== undefined && !isToken(adminToken)) throw new RangeError(`adminToken must be ${TOKEN_FORM}`)
  const own = new OwnHosts(mock.options)
  app.register(async pages => {
    guard(pages, own, PAGE_HEADERS)
    for (const url of urlsUnder(PAGE_PREFIXES)) pages.get(url, docs.handler)
  })
  if (mock.options.console !== false) {
    app.register(async pages => {
      guard(pages, own, CONSOLE_HEADERS)
      // Its files are read by a module that is loaded with the first of them.
      const handler = async (request: FastifyRequest, reply: FastifyReply) =>
        (await import('./console.ts')).answerConsole(request, reply)
      for (const url of urlsUnder(CONSOLE_PREFIXES)) pages.route({ method: VERBS_TAKEN, url, handler })
    })
  }
  app.register(async steering => {
    guard(steering, own, DATA_HEADERS)
    for (const url of urlsUnder(ADMIN_PREFIXES)) steering.route({ method: VERBS_TAKEN, url, handler: admin.handler })
  })
}

const urlsUnder = (prefixes: readonly string[]) => prefixes.flatMap(prefix => [prefix, `${prefix}/*`])

/** Guards all routes of a context, after the router has made one thing of the many ways to write a path. */
function guard(context: FastifyInstance, own: OwnHosts, headers: Readonly<Record<string, string>>): void {
  context.addHook('onRequest', (request, reply: FastifyReply, next) => {
    reply.headers(headers)
    try {
      checkSource(request.raw, own, headers !== DATA_HEADERS)
    } catch (error) {
      refuse(reply, error)
      return
    }
    next()
  })
}

async function makeAdmin(mock: Mock): Promise<FastifyInstance> {
  const { adminRoutes } = await import('../admin/routes.ts')
  // To run that takes some ms of a fresh server.
  await nextTurn()
  const app = fastify({
    schemaController: noCompilers,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: LONGEST_PART },
    // What was begun is answered.
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => refuse(reply, error),
  })
  leaveBodies(app, OTHER_VERBS)
  app.register(adminRoutes(mock))
  await app.ready()
  return app
}

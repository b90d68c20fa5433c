import { setImmediate as nextTurn } from 'node:timers/promises'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { checkSource } from '../admin/guard.ts'
import { OwnHosts } from '../admin/own-hosts.ts'
import { LONGEST_PART, refuse } from '../admin/refuse.ts'
import { isToken, TOKEN_FORM } from '../admin/token.ts'
import { BODY_LIMIT } from '../http/body-limit.ts'
import { decodedPath } from '../http/url.ts'
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
const VERBS_TAKEN = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

type RouteHandler = (request: FastifyRequest, reply: FastifyReply) => unknown

/** What the mock is steered by or looked at with, below some prefixes, whatever the verb. */
interface Guarded {
  readonly prefixes: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly handler: RouteHandler
}

/**
 * What is no operation: health, documentation, console and the admin API, each loaded when it is first asked for. Pages and admin
 * API are guarded: see `checkSource`.
 */
export class OwnRoutes {
  readonly #mock: Mock
  readonly #docs: LazyApp
  readonly #guarded: readonly Guarded[]
  #hosts: OwnHosts | undefined

  /** @param adminApp makes what answers the admin API */
  constructor(app: FastifyInstance, adminApp = () => makeAdmin(app.mock)) {
    this.#mock = app.mock
    this.#docs = new LazyApp(app, async () => (await import('./docs.ts')).docsApp(app.mock))
    const admin = new LazyApp(app, adminApp)
    const steering = { prefixes: ADMIN_PREFIXES, headers: DATA_HEADERS, handler: admin.handler }
    const page = { prefixes: CONSOLE_PREFIXES, headers: CONSOLE_HEADERS, handler: answerPage }
    this.#guarded = app.mock.options.console === false ? [steering] : [steering, page]
  }

  /** Registers the routes. @throws RangeError for an admin token or an allowed host that cannot be one. */
  serve(app: FastifyInstance): void {
    const { options, control, cors } = this.#mock
    // Whoever looks after containers calls it by whatever address, and learns nothing from it.
    app.get('/__admin/health', (_request, reply) => reply.headers(DATA_HEADERS).send({ status: 'ok' }))
    app.get('/__admin/ready', (_request, reply) => {
      reply.headers(DATA_HEADERS)
      const refusal = control.unready()
      if (refusal === undefined) return reply.send({ status: 'ready' })
      return reply.code(refusal.status).headers(refusal.headers).send(refusal.body)
    })
    app.register(async open => {
      if (cors !== undefined) allowOrigins(open, cors)
      open.addHook('onRequest', (_request, reply, next) => {
        reply.header('x-content-type-options', 'nosniff')
        next()
      })
      open.get('/', (_request, reply) => reply.redirect(options.console === false ? '/docs' : '/console'))
      for (const url of DOCUMENT_URLS) open.get(url, this.#docs.handler)
    })
    const { adminToken } = options
    if (adminToken !== undefined && !isToken(adminToken)) throw new RangeError(`adminToken must be ${TOKEN_FORM}`)
    const hosts = new OwnHosts(options)
    this.#hosts = hosts
    app.register(async pages => {
      guard(pages, hosts, PAGE_HEADERS)
      for (const url of urlsUnder(PAGE_PREFIXES)) pages.get(url, this.#docs.handler)
    })
    for (const { prefixes, headers, handler } of this.#guarded) {
      app.register(async context => {
        guard(context, hosts, headers)
        for (const url of urlsUnder(prefixes)) context.route({ method: VERBS_TAKEN, url, handler })
      })
    }
  }

  /**
   * What answers a request to the console or the admin API by a verb that is nowhere taken; undefined: it is to neither. Routes for
   * them would be a hundred, of which each mock that a program makes would have its own.
   */
  handlerOf({ url }: FastifyRequest): RouteHandler | undefined {
    const path = decodedPath(url)
    const found = this.#guarded.find(({ prefixes }) => prefixes.some(one => path === one || path.startsWith(`${one}/`)))
    if (found === undefined) return undefined
    return (request, reply) =>
      mayPass(request, reply, this.#hosts!, found.headers) ? found.handler(request, reply) : reply
  }
}

/** Its files are read by a module that is loaded with the first of them. */
const answerPage: RouteHandler = async (request, reply) => (await import('./console.ts')).answerConsole(request, reply)

const urlsUnder = (prefixes: readonly string[]) => prefixes.flatMap(prefix => [prefix, `${prefix}/*`])

/** Guards all routes of a context, after the router has made one thing of the many ways to write a path. */
function guard(context: FastifyInstance, own: OwnHosts, headers: Readonly<Record<string, string>>): void {
  context.addHook('onRequest', (request, reply: FastifyReply, next) => {
    if (mayPass(request, reply, own, headers)) next()
  })
}

/** Whether a caller may see what is guarded; else he has been told why not. */
function mayPass(
  { raw }: FastifyRequest,
  reply: FastifyReply,
  own: OwnHosts,
  headers: Readonly<Record<string, string>>,
): boolean {
  reply.headers(headers)
  try {
    checkSource(raw, own, headers !== DATA_HEADERS)
    return true
  } catch (error) {
    refuse(reply, error)
    return false
  }
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

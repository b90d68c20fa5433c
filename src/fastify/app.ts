import { type FastifyError, type FastifyInstance, type FastifyServerOptions, fastify, LogController } from 'fastify'
import { operations } from '../contract/contract.ts'
import { Corridor } from '../http/corridor.ts'
import { pathsOf } from '../http/routes.ts'
import { servedUrl } from '../http/url.ts'
import { verbOf } from '../http/verb.ts'
import { Mock, type MockParts } from '../mock/mock.ts'
import type { AppOptions } from './app-options.ts'
import { Connections } from './connections.ts'
import { Face } from './face.ts'
import type { Front } from './front.ts'
import { PATH_PART_LIMIT } from './limits.ts'
import { logAnswers, shownLogError } from './logs.ts'
import { noCompilers } from './no-compilers.ts'
import { OwnRoutes } from './own-routes.ts'
import { DEFAULT_PATIENCE } from './patience.ts'
import { leaveBodies } from './read-body.ts'
import { Sender } from './send.ts'
import { makeServer } from './server.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** State of the running mock. */
    mock: Mock
    /** Who is connected; ends them before the application is closed. */
    connections: Connections
  }
}

/** Parts of an application that has them from elsewhere: a process among several. */
export interface AppParts extends MockParts {
  /** Makes what answers the admin API. Default: this process. */
  readonly adminApp?: () => Promise<FastifyInstance>
  /** What takes its connections first. Default: nothing, it speaks plain HTTP. */
  readonly front?: Front | undefined
}

/** ms that requests have for their answers when the application is closed and nobody says otherwise. */
export const CLOSE_TIMEOUT = 1_000
/** The framework reads no query: the corridor does, where it has to. */
const NO_QUERY = {}

/**
 * A Fastify application that answers every operation of the contract from one simulated contact centre: it routes, reads
 * bodies and sends; all else is done in the corridor (`http/`).
 * @throws ScenarioError when the scenario cannot be loaded.
 */
export function createApp(options: AppOptions = {}, { adminApp, front, ...parts }: AppParts = {}): FastifyInstance {
  const mock = new Mock(options, parts)
  const corridor = new Corridor(mock)
  const patience = { ...DEFAULT_PATIENCE, ...options.patience }
  const connections = new Connections(patience)
  const app = fastify({
    serverFactory: handler => makeServer(handler, { connections, corridor, patience, front }),
    logger: loggerWith(options.logger),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: PATH_PART_LIMIT, querystringParser: () => NO_QUERY },
    rewriteUrl: raw => {
      raw.method = verbOf(raw)
      return servedUrl(raw.url ?? '/')
    },
    schemaController: noCompilers,
    // None of ours waits for anything: no timer for each of them.
    pluginTimeout: 0,
    // `Unreadable` answers what Node cannot parse: see server.ts.
    clientErrorHandler: () => {},
    // Requests that come while the mock ends have been refused by `Door`.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => face.answerError(error, request, reply),
  })
  const face: Face = new Face(corridor, new Sender(corridor), connections)
  leaveBodies(app)
  app.decorate('mock', mock)
  app.decorate('connections', connections)
  app.addHook('preClose', async () => {
    if (!connections.isEnding) connections.end(CLOSE_TIMEOUT)
  })
  app.addHook('onClose', async () => {
    await connections.gone()
    await mock.close()
  })
  if (['info', 'debug', 'trace'].includes(app.log.level)) logAnswers(app)
  for (const op of operations) {
    const handler = face.handlerOf(op)
    for (const path of pathsOf(op)) {
      app.route({ method: op.method, url: path.replaceAll(/\{(\w+)\}/g, ':$1'), handler })
    }
  }
  const own = new OwnRoutes(app, adminApp)
  app.register(async others => own.serve(others))
  app.setNotFoundHandler((request, reply) => (own.handlerOf(request) ?? face.answerUnmatched)(request, reply))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // A verb that HTTP does not have is no route to the framework, and no miss either.
    if (error.statusCode === 404) face.answerUnmatched(request, reply)
    else face.answerError(error, request, reply)
  })
  return app
}

/** The logger that was asked for, which writes no secrets of errors. */
function loggerWith(wanted: AppOptions['logger']): NonNullable<FastifyServerOptions['logger']> {
  if (wanted === undefined || wanted === false) return false
  const options = wanted === true ? {} : wanted
  return { ...options, serializers: { err: shownLogError, ...options.serializers } }
}

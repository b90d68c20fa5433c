import {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  fastify,
  LogController,
} from 'fastify'
import { operations } from '../contract/contract.ts'
import { Refusal } from '../contract/refusal.ts'
import type { Control } from '../control/control.ts'
import { type Call, Exchange, type KoreOperation, type RawQuery, type Step } from '../http/exchange.ts'
import { answer } from '../http/steps/answer.ts'
import { checkBot } from '../http/steps/bot.ts'
import { readControlHeaders } from '../http/steps/control-headers.ts'
import { checkCredentials } from '../http/steps/credentials.ts'
import { applyFault } from '../http/steps/fault.ts'
import { operate } from '../http/steps/operate.ts'
import { grantWish } from '../http/steps/prefer.ts'
import { checkQuota } from '../http/steps/quota.ts'
import { recall } from '../http/steps/recall.ts'
import { checkRules } from '../http/steps/rules.ts'
import { checkScope } from '../http/steps/scope.ts'
import { validateRequest } from '../http/steps/validate.ts'
import { pathsOf, refuseMiss, verbsAt } from '../http/unmatched.ts'
import { Mock, type MockOptions } from '../mock/mock.ts'
import { leaveBodies, readBody } from './body.ts'
import { allowOrigins } from './cors.ts'
import { answerUnreadable, noCompilers } from './framework.ts'
import { logAnswers } from './logs.ts'
import { innerApp } from './mount-lazily.ts'
import { fail, send } from './send.ts'

/**
 * The way of a request, in the order of ruling R5; that the route (404) and the verb (405) are known was seen before.
 * Each step knows nothing of the others but what they left in the exchange.
 */
export const steps: readonly Step[] = [
  readControlHeaders,
  checkCredentials,
  checkScope,
  checkQuota,
  applyFault,
  grantWish,
  checkBot,
  validateRequest,
  checkRules,
  recall,
  operate,
  answer,
]

declare module 'fastify' {
  interface FastifyInstance {
    /** State of the running mock. */
    mock: Mock
  }
}

export interface AppOptions extends MockOptions {
  /** Fastify's logger; absent: silent. */
  readonly logger?: FastifyServerOptions['logger']
}

/** Parts of an application that has them from elsewhere: a process among several. */
export interface AppParts {
  /** Where what changes is kept. Default: in this process. */
  readonly control?: Control
  /** Makes what answers the admin API. Default: this process. */
  readonly adminApp?: () => Promise<FastifyInstance>
}

/** Longest part of a path, in characters. */
const MAX_PARAMETER = 1024

/**
 * A Fastify application that answers every operation of the contract from one simulated contact centre.
 * @throws ScenarioError when the scenario cannot be loaded.
 */
export function createApp(options: AppOptions = {}, parts: AppParts = {}): FastifyInstance {
  const { control, adminApp = () => makeAdmin(mock) } = parts
  const mock: Mock = new Mock(options, control)
  const app = fastify({
    logger: options.logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAMETER },
    rewriteUrl: overrideMethod,
    schemaController: noCompilers,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => {
      end(begin(mock, undefined, request as FastifyRequest), reply, refusalOf(error))
    },
  })
  leaveBodies(app)
  app.decorate('mock', mock)
  app.addHook('onClose', () => mock.offload.close())
  if (['info', 'debug', 'trace'].includes(app.log.level)) logAnswers(app)
  for (const op of operations) {
    const handler = handlerOf(mock, op)
    for (const path of pathsOf(op)) {
      app.route({ method: op.method, url: path.replaceAll(/\{(\w+)\}/g, ':$1'), handler })
    }
  }
  app.register(async others => {
    if (mock.cors) allowOrigins(others)
    serveOthers(others, adminApp)
  })
  app.setNotFoundHandler((request, reply) => missed(mock, request, reply))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // A verb that HTTP does not have is no route to the framework, and no miss either.
    if (error.statusCode === 404) missed(mock, request, reply)
    else end(begin(mock, undefined, request), reply, refusalOf(error))
  })
  return app
}

/** What is no operation: health, documentation and the admin API, each loaded when it is first asked for. */
function serveOthers(app: FastifyInstance, adminApp: () => Promise<FastifyInstance>): void {
  const docs = lazily(app, async () => (await import('./docs.ts')).docsApp())
  const admin = lazily(app, adminApp)
  app.get('/__admin/health', (_request, reply) => reply.send({ status: 'ok' }))
  app.get('/', (_request, reply) => reply.redirect('/docs'))
  for (const url of [
    '/openapi.json',
    '/openapi.yaml',
    '/openapi-admin.json',
    '/openapi-admin.yaml',
    '/docs',
    '/docs/*',
  ]) {
    app.get(url, docs)
  }
  for (const url of ['/__admin', '/__admin/*'])
    app.route({ method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], url, handler: admin })
}

async function makeAdmin(mock: Mock): Promise<FastifyInstance> {
  const { adminRoutes } = await import('../admin/routes.ts')
  const app = fastify({ schemaController: noCompilers })
  app.register(adminRoutes(mock))
  await app.ready()
  return app
}

/** A handler that hands a request to another instance, made on first use. */
function lazily(app: FastifyInstance, make: () => Promise<FastifyInstance>) {
  let inner: Promise<FastifyInstance> | undefined
  // Before the server waits for what is in flight: an event stream would never end by itself.
  app.addHook('preClose', async () => {
    if (inner !== undefined) await (await inner).close()
  })
  return (_request: FastifyRequest, reply: FastifyReply): void => {
    inner ??= make()
    innerApp(reply, inner)
  }
}

/** The handler of one operation. */
function handlerOf(mock: Mock, op: KoreOperation) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const call = begin(mock, op, request) as Call
    readBody(request.raw, call, () => run(call, reply, 0))
  }
}

function begin(mock: Mock, op: KoreOperation | undefined, request: FastifyRequest): Exchange {
  return new Exchange(
    mock,
    op,
    requestIdOf(request),
    request.raw,
    request.params as Readonly<Record<string, string>>,
    request.query as RawQuery,
  )
}

/** Takes the steps from one on; goes on later when a step waits. */
function run(call: Call, reply: FastifyReply, from: number): void {
  try {
    for (let i = from; i < steps.length && call.answer === undefined; i += 1) {
      const waiting = steps[i]!(call)
      if (waiting !== undefined) {
        waiting.then(
          () => run(call, reply, i + 1),
          (error: unknown) => fail(call, reply, error),
        )
        return
      }
    }
  } catch (error) {
    fail(call, reply, error)
    return
  }
  send(call, reply)
}

/** A request that no route takes. */
function missed(mock: Mock, request: FastifyRequest, reply: FastifyReply): void {
  const exchange = begin(mock, undefined, request)
  const path = pathOf(exchange.url)
  if (exchange.method === 'OPTIONS') {
    const verbs = verbsAt(path)
    if (verbs.length > 0) {
      reply.code(204).header('allow', verbs.join(', ')).send()
      return
    }
  }
  readBody(request.raw, exchange, () => end(exchange, reply, refuseMiss(exchange.method, path)))
}

/** What the framework itself found wrong with a request; anything else is a fault of ours. */
const refusalOf = (error: FastifyError) =>
  error.statusCode !== undefined && error.statusCode < 500 ? new Refusal(error.statusCode, error.message) : error

/** Refuses a request that never became a call. */
function end(exchange: Exchange, reply: FastifyReply, error: unknown): void {
  const { mock, headers } = exchange
  const testId = headers['x-test-id']
  if (mock.readsControlHeaders && typeof testId === 'string' && testId !== '') exchange.controlHeaders = { testId }
  exchange.now = mock.control.clock.now(exchange.controlHeaders.testId, exchange.stage.now)
  fail(exchange, reply, error)
}

/** The path without its query, decoded where it can be. */
function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

let counter = 0
/** Processes may begin in the same ms. */
const BORN = `${Date.now().toString(36)}${process.pid.toString(36)}`
const REQUEST_ID = /^[\x21-\x7e]{1,200}$/

/** The client's `X-Request-Id`, or one made: unlike any other of this process. */
function requestIdOf({ raw }: FastifyRequest): string {
  const sent = raw.headers['x-request-id']
  if (typeof sent === 'string' && REQUEST_ID.test(sent)) return sent
  counter += 1
  return `${BORN}-${counter.toString(36)}`
}

/** `x-http-method-override` on POST (facts 2.3): the verb changes before the route is looked for. */
function overrideMethod(request: {
  method?: string | undefined
  url?: string | undefined
  headers: Record<string, unknown>
}): string {
  if (request.method === 'POST') {
    const verb = request.headers['x-http-method-override']
    if (typeof verb === 'string' && /^[a-z]{1,20}$/i.test(verb)) request.method = verb.toUpperCase()
  }
  return request.url ?? '/'
}

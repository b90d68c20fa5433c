import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { adminContract } from '../contract/admin.ts'
import type { RawQuery } from '../contract/query-texts.ts'
import type { Refusal } from '../contract/refusal.ts'
import type { OperationInfo, Violation } from '../contract/types.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { nearestTo } from '../http/unmatched.ts'
import type { Mock } from '../mock/mock.ts'
import type { AdminAnswer, AdminCall, AdminTable } from './call.ts'
import { callerTestIdOf, queryFor } from './caller-test-id.ts'
import { checkAdmin } from './guard.ts'
import { unknownOperation, withKnownNames } from './known-names.ts'
import { journalOperations } from './ops-journal.ts'
import { memoryOperations } from './ops-memory.ts'
import { stateOperations } from './ops-state.ts'
import { Turns } from './pieces.ts'
import { readAdminJson } from './read-json.ts'
import { refuse } from './refuse.ts'
import { send } from './send.ts'
import { unknownNames } from './unknown-names.ts'

/** What needs more than the rest is loaded when it is asked for. */
const adminTable: AdminTable = {
  ...stateOperations,
  ...journalOperations,
  ...memoryOperations,
  describeWorld: async call => (await import('./ops-world.ts')).worldOperations.describeWorld(call),
  describeDesk: async call => (await import('./ops-desk.ts')).deskOperations.describeDesk(call),
  labelSession: async call => (await import('./ops-desk.ts')).deskOperations.labelSession(call),
  tellTruth: async call => (await import('./ops-truth.ts')).truthOperations.tellTruth(call),
  predictLosses: async call => (await import('./ops-truth.ts')).truthOperations.predictLosses(call),
  correctRequest: async call => (await import('./ops-correction.ts')).correctionOperations.correctRequest(call),
  showScenario: async call => (await import('./ops-scenario.ts')).scenarioOperations.showScenario(call),
  useScenario: async call => (await import('./ops-scenario.ts')).scenarioOperations.useScenario(call),
  useStartedScenario: async call => (await import('./ops-scenario.ts')).scenarioOperations.useStartedScenario(call),
  checkScenario: async call => (await import('./ops-scenario.ts')).scenarioOperations.checkScenario(call),
  showScenarioSchema: async call => (await import('./ops-scenario.ts')).scenarioOperations.showScenarioSchema(call),
  listStories: async call => (await import('./ops-stories.ts')).storyOperations.listStories(call),
  showStory: async call => (await import('./ops-stories.ts')).storyOperations.showStory(call),
  tryWidget: async call => (await import('./ops-widget.ts')).widgetOperations.tryWidget(call),
  metrics: async call => (await import('./metrics.ts')).metrics(call),
}

/** What asks for no token: it tells nothing. */
const ASKS_NO_TOKEN = new Set(['/__admin/health', '/__admin/ready'])
/** What looks at nothing that another process of the mock can change. */
const BY_ITSELF = /^\/__admin\/(health|ready|version|scenario\/(check|schema))$/
/** What reads or empties the journal. */
const JOURNAL = /^\/__admin\/(requests|events|report|metrics|memory|reset)\b/

/** Any operation: that the request is of the type it expects was seen by its own validator. */
type AnyAdminOperation = (call: AdminCall) => AdminAnswer | undefined | Promise<AdminAnswer | undefined>

/**
 * The admin API of a running mock, as a Fastify plugin: one route for each operation of `openapi/admin.yaml`, requests
 * checked as those of the APIs are (412 with every violation, in the vendor's envelope).
 */
export function adminRoutes(mock: Mock): (app: FastifyInstance) => Promise<void> {
  return async app => {
    // All of them are made with the first call: others have their turns between.
    const turns = new Turns()
    await turns.pass()
    const contract = adminContract()
    const streams = new Set<() => void>()
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    app.addHook('preClose', async () => {
      for (const end of streams) end()
    })
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.headers['x-request-id'] ?? `admin-${request.id}`)
      if (!ASKS_NO_TOKEN.has(request.routeOptions.url ?? '')) checkAdmin(request.raw, mock.options.adminToken)
    })
    app.setErrorHandler((error, _request, reply) => refuse(reply, error))
    app.setNotFoundHandler((request, reply) => answerMissed(contract.operations, request, reply))
    for (const [url, verbs] of verbsByUrl(contract.operations)) {
      await turns.pass()
      app.options(url, async (_request, reply) => reply.code(204).header('allow', verbs.join(', ')).send())
    }
    for (const op of contract.operations) {
      const answer = adminTable[op.operationId] as AnyAdminOperation
      await turns.pass()
      app.route({
        method: op.method,
        url: routeOf(op),
        handler: async (request, reply) => {
          const sent = readAdminJson(request.body, request.headers['content-type'])
          const callerTestId = callerTestIdOf(op, request.headers, mock)
          const query = queryFor(op, request.query as RawQuery, callerTestId)
          const { value, violations } = contract.validate(op.operationId, {
            query,
            headers: request.headers,
            body: op.hasBody ? sent : undefined,
          })
          const wrong = [...withKnownNames(contract, op.operationId, violations), ...unknownNames(op, query, sent)]
          if (wrong.length > 0) throw invalid(wrong)
          refuseUnknownOperation(value)
          refuseBroken(contract.brokenRule(op.operationId, value))
          const call = {
            mock,
            path: request.params,
            query: value.query,
            callerTestId,
            sent: new Set(Object.keys(query)),
            body: value.body,
            raw: { request: request.raw, response: reply.raw },
            onClose: end => onClose(streams, reply, end),
          } as AdminCall
          await bringUp(mock, op)
          const answered = await answer(call)
          await mock.control.publish()
          warnOfSilent(mock, reply)
          await send(reply, answered)
          return reply
        },
      })
    }
  }
}

/** Before an operation looks at what other processes of the mock change or write. */
async function bringUp({ control }: Mock, { path }: OperationInfo): Promise<void> {
  if (!BY_ITSELF.test(path)) await control.current()
  if (JOURNAL.test(path)) await control.gather()
}

/** What a process that does not answer has seen is missing from this answer, and what it said is not in force there. */
function warnOfSilent(mock: Mock, reply: FastifyReply): void {
  const silent = mock.control.silent()
  if (silent.length > 0) reply.header('x-mock-silent', silent.join(', '))
}

const routeOf = ({ path }: OperationInfo) => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** What each URL takes, in the order of the alphabet. */
function verbsByUrl(operations: readonly OperationInfo[]): Map<string, string[]> {
  const verbs = new Map<string, string[]>()
  for (const op of operations) {
    const own = op.method === 'GET' ? ['GET', 'HEAD'] : [op.method]
    verbs.set(routeOf(op), [...(verbs.get(routeOf(op)) ?? ['OPTIONS']), ...own].sort())
  }
  return verbs
}

/** Refuses to look for calls of an operation that there is not: a name that was mistyped would find nothing in silence. */
function refuseUnknownOperation({ query, body }: { readonly query: object; readonly body: object }): void {
  for (const [place, fields] of [
    ['query', query],
    ['body', body],
  ] as const) {
    const wrong = unknownOperation(Reflect.get(fields, 'operationId'))
    if (wrong === undefined) continue
    const said = say('KM_ADMIN_NO_OPERATION', wrong)
    throw ownRefusal(400, said, [{ property: `${place}.operationId`, message: said.message }])
  }
}

/** Refuses a range that is too long or upside down. */
function refuseBroken(broken: Violation | undefined): void {
  if (broken !== undefined) throw ownRefusal(400, say('KM_ADMIN_DAYS', { reason: broken.message }), [broken])
}

const invalid = (violations: Refusal['violations']) => ownRefusal(412, say('KM_ADMIN_INVALID', {}), violations)

/** 405 for a path with another verb, else 404 with the operation that comes nearest. */
function answerMissed(operations: readonly OperationInfo[], request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split('?', 1)[0] ?? ''
  const nearest = nearestTo(request.method, path, operations)
  if (nearest === null) {
    refuse(reply, ownRefusal(404, say('KM_ADMIN_PATH', {})))
    return
  }
  const verbOnly = nearest.why.length === 1 && nearest.why[0]?.startsWith('the verb')
  const message = `the nearest is ${nearest.method} ${nearest.path}: ${nearest.why.join('; ')}`
  if (verbOnly) {
    const same = operations.filter(op => op.path === nearest.path)
    const allowed = [...verbsByUrl(same).values()].flat().join(', ')
    reply.header('allow', allowed)
    const message = `must be one of ${allowed}; found ${request.method}`
    refuse(reply, ownRefusal(405, say('KM_ADMIN_VERB', {}), [{ property: 'method', message }]))
  } else refuse(reply, ownRefusal(404, say('KM_ADMIN_PATH', {}), [{ property: 'path', message }]))
}

function onClose(streams: Set<() => void>, reply: FastifyReply, end: () => void): void {
  const once = () => {
    if (streams.delete(once)) end()
  }
  streams.add(once)
  reply.raw.on('close', once)
}

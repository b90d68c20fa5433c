import type { FastifyReply } from 'fastify'
import { isSpoilt, spoil } from './admin/spoil.ts'
import { compressible, sendCompressed } from './compress.ts'
import { CORS_HEADERS } from './cors.ts'
import type { Exchange, WireAnswer } from './exchange.ts'
import type { TakenFault } from './parts.ts'
import { Refusal } from './refusal.ts'

/** Sends the answer of an exchange and writes it into the journal. */
export function send(exchange: Exchange, reply: FastifyReply): void {
  const answer = completed(exchange)
  exchange.answer = answer
  exchange.status = answer.status
  exchange.durationMs = performance.now() - exchange.startedAt
  exchange.mock.journal.add(exchange)
  reply.code(answer.status).headers(answer.headers)
  if (isSpoilt(exchange.fault)) sendSpoilt(exchange, answer, reply)
  else if (compressible(exchange.headers['accept-encoding'], answer.body)) sendCompressed(reply, answer.body)
  else reply.send(answer.body)
}

function sendSpoilt(exchange: Exchange, answer: WireAnswer, reply: FastifyReply): void {
  const headers = reply.getHeaders() as Record<string, string>
  reply.hijack()
  spoil(exchange.fault as TakenFault, { ...answer, headers }, reply.raw).catch((error: unknown) => {
    reply.log.error(error)
    reply.raw.destroy()
  })
}

/** Ends an exchange with what a step has thrown; anything but a refusal is a fault of ours. */
export function fail(exchange: Exchange, reply: FastifyReply, error: unknown): void {
  const refusal = error instanceof Refusal ? error : broken(error)
  if (refusal !== error) reply.log.error(error)
  exchange.violations = refusal.violations
  exchange.answer = { status: refusal.status, headers: refusal.headers, body: JSON.stringify(refusal.body) }
  send(exchange, reply)
}

const broken = (error: unknown) =>
  new Refusal(500, 'Internal Server Error', {
    violations: [
      { property: 'server', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
    ],
  })

/** The answer with every header of ours. */
function completed({
  mock,
  stage,
  requestId,
  now,
  answer,
}: Exchange): WireAnswer & { headers: Record<string, string> } {
  const { status, body, headers: own } = answer as WireAnswer
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': requestId,
  }
  if (mock.cors) Object.assign(headers, CORS_HEADERS)
  if (mock.control) {
    headers['x-mock-seed'] = stage.headers.seed
    headers['x-mock-scenario'] = stage.headers.name
    headers['x-mock-now'] = isoOf(now)
  }
  return { status, headers: own === undefined ? headers : Object.assign(headers, own), body }
}

let lastNow = Number.NaN
let lastIso = ''

/** Many requests share a millisecond, and all of them an instant at which the clock stands. */
function isoOf(ms: number): string {
  if (ms !== lastNow) {
    lastIso = new Date(ms).toISOString()
    lastNow = ms
  }
  return lastIso
}

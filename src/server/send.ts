import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { isSpoilt, spoil } from './admin/spoil.ts'
import { compressible, sendCompressed } from './compress.ts'
import { EXPOSED_HEADERS } from './cors-headers.ts'
import type { Exchange, WireAnswer } from './exchange.ts'
import { lend, takeBack } from './lent.ts'
import { Page, whole } from './page.ts'
import type { TakenFault } from './parts.ts'
import { Refusal, refuse } from './refusal.ts'

/** Sends the answer of an exchange and writes it into the journal. */
export function send(exchange: Exchange, reply: FastifyReply): void {
  const answer = completed(exchange)
  exchange.answer = answer
  exchange.status = answer.status
  exchange.durationMs = performance.now() - exchange.startedAt
  // The journal keeps what came and what left, not what was made of it on the way.
  exchange.request = undefined
  exchange.key = undefined
  exchange.mock.journal.add(exchange)
  if (isSpoilt(exchange.fault)) sendSpoilt(exchange, answer, reply)
  else if (compressible(exchange.headers['accept-encoding'], answer.body)) {
    sendCompressed(reply.code(answer.status).headers(answer.headers), whole(answer.body))
  } else sendPlain(answer, reply)
}

/** Past the framework: head and body are as they shall be, so there is nothing left for it to find out. */
function sendPlain({ status, headers, body }: CompleteAnswer, reply: FastifyReply): void {
  const head: string[] = []
  for (const name in headers) head.push(name, headers[name] as string)
  if (status !== 204 && status !== 304) {
    head.push('content-length', String(typeof body === 'string' ? Buffer.byteLength(body) : body.length))
  }
  const { raw } = reply.hijack()
  raw.writeHead(status, head)
  if (reply.request.method === 'HEAD') raw.end()
  else if (body instanceof Page) sendPage(body, raw)
  else raw.end(body)
}

/** Joins a page in lent memory, which goes back as soon as the system has taken it over. */
function sendPage(page: Page, raw: ServerResponse): void {
  const block = lend(page.length)
  page.copyTo(block)
  raw.end(block.subarray(0, page.length), () => takeBack(block))
}

function sendSpoilt(exchange: Exchange, answer: CompleteAnswer, reply: FastifyReply): void {
  reply.hijack()
  spoil(exchange.fault as TakenFault, answer, reply.raw).catch((error: unknown) => {
    reply.log.error(error)
    reply.raw.destroy()
  })
}

/** Ends an exchange with what a step has thrown; anything but a refusal is a fault of ours. */
export function fail(exchange: Exchange, reply: FastifyReply, error: unknown): void {
  const refusal = error instanceof Refusal ? error : broken(error)
  if (refusal !== error) reply.log.error(error)
  refuse(exchange, refusal)
  send(exchange, reply)
}

const broken = (error: unknown) =>
  new Refusal(500, 'Internal Server Error', {
    violations: [
      { property: 'server', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
    ],
  })

/** An answer with every header that it leaves with. */
interface CompleteAnswer extends WireAnswer {
  readonly headers: Readonly<Record<string, string>>
}

/** The answer with every header of ours. */
function completed({ mock, stage, requestId, now, answer }: Exchange): CompleteAnswer {
  const { status, body, headers: own } = answer as WireAnswer
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': requestId,
  }
  if (mock.cors) {
    headers['access-control-allow-origin'] = '*'
    headers['access-control-expose-headers'] = EXPOSED_HEADERS
  }
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

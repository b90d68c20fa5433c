import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { type Body, Page, whole } from '../apis/page.ts'
import { Refusal, refuse } from '../contract/refusal.ts'
import type { Exchange } from '../http/exchange.ts'
import { headersOf, headOf } from '../http/head.ts'
import { lend, takeBack } from '../memory/buffer-pool.ts'
import { compressible, sendCompressed } from './compress.ts'
import { isSpoilt, spoil } from './corrupt-response.ts'

const NO_QUERY = {}

/** Sends the answer of an exchange and writes it into the journal. */
export function send(exchange: Exchange, reply: FastifyReply): void {
  const { status, body } = exchange.answer!
  exchange.status = status
  exchange.durationMs = performance.now() - exchange.startedAt
  // The journal keeps what came and what left, not what was made of it on the way.
  exchange.request = undefined
  exchange.key = undefined
  exchange.query = NO_QUERY
  exchange.mock.control.journal.add(exchange)
  if (isSpoilt(exchange.fault)) sendSpoilt(exchange, reply)
  else if (compressible(exchange.headers['accept-encoding'], body)) {
    sendCompressed(reply.code(status).headers(headersOf(exchange)), whole(body))
  } else sendPlain(status, headOf(exchange), body, reply)
}

/** Past the framework: head and body are as they shall be, so there is nothing left for it to find out. */
function sendPlain(status: number, head: string[], body: Body, reply: FastifyReply): void {
  if (status !== 204 && status !== 304) {
    head.push('content-length', String(typeof body === 'string' ? Buffer.byteLength(body) : body.length))
  }
  const { raw } = reply.hijack()
  raw.writeHead(status, head)
  if (reply.request.method === 'HEAD') raw.end()
  else if (body instanceof Page) sendPage(body, raw)
  else raw.end(body)
}

/** Joins a page in lent memory, which goes back as soon as the system has taken all of it over: mostly at once. */
function sendPage(page: Page, raw: ServerResponse): void {
  const block = lend(page.length)
  page.copyTo(block)
  raw.end(block.subarray(0, page.length))
  if (raw.writableLength === 0) takeBack(block)
  else raw.once('finish', () => takeBack(block))
}

function sendSpoilt(exchange: Exchange, reply: FastifyReply): void {
  reply.hijack()
  const answer = { ...exchange.answer!, headers: headersOf(exchange) }
  spoil(exchange.fault!, answer, reply.raw).catch((error: unknown) => {
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

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../contract/refusal.ts'
import type { Corridor } from '../http/corridor.ts'
import type { Call, Caller, Exchange, KoreOperation, RequestHead } from '../http/exchange.ts'
import { answerToOptions } from '../http/unmatched.ts'
import { readBody } from './read-body.ts'
import type { Sender } from './send.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply) => void

/** Leads requests from Fastify's routes into the corridor, and what comes out of it to the sender. */
export class Face {
  readonly #corridor: Corridor
  readonly #sender: Sender

  constructor(corridor: Corridor, sender: Sender) {
    this.#corridor = corridor
    this.#sender = sender
  }

  /** The handler of one operation. */
  handlerOf(op: KoreOperation): Handler {
    return ({ raw, params }, reply) => {
      const taker = { op, params: params as Readonly<Record<string, string>> }
      const call = this.#corridor.begin(headOf(raw), taker) as Call
      call.caller = new Connection(raw, reply.raw)
      readBody(raw, call, () => this.#answer(call, reply))
    }
  }

  /** Answers a request that no route takes. */
  readonly answerUnmatched: Handler = ({ raw }, reply) => {
    const exchange = this.#begin(raw)
    const options = exchange.method === 'OPTIONS' ? answerToOptions(exchange.url) : undefined
    if (options !== undefined) {
      reply
        .code(options.status)
        .headers(options.headers ?? {})
        .send()
      return
    }
    readBody(raw, exchange, () => {
      this.#corridor.answerUnmatched(exchange)
      this.#sender.send(exchange, reply)
    })
  }

  /** Answers a request that the framework itself found wrong; any other error is a fault of ours. */
  answerError(error: FastifyError, { raw }: FastifyRequest, reply: FastifyReply): void {
    const exchange = this.#begin(raw)
    const isOurs = error.statusCode === undefined || error.statusCode >= 500
    this.#corridor.refuse(exchange, isOurs ? error : new Refusal(error.statusCode!, error.message))
    this.#sender.send(exchange, reply)
  }

  #answer(call: Call, reply: FastifyReply): void {
    const waiting = this.#corridor.answer(call)
    if (waiting === undefined) this.#sender.send(call, reply)
    else waiting.then(() => this.#sender.send(call, reply))
  }

  #begin(raw: IncomingMessage): Exchange {
    return this.#corridor.begin(headOf(raw))
  }
}

/** Whoever waits at the other end of a connection. */
class Connection implements Caller {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request
    this.#response = response
  }

  get address(): string | undefined {
    return this.#request.socket.remoteAddress
  }

  signal(): AbortSignal {
    const left = new AbortController()
    const response = this.#response
    if (response.destroyed) left.abort()
    else response.once('close', () => response.writableFinished || left.abort())
    return left.signal
  }
}

/** What the corridor wants to know of a request; of those that clients send, all is there. */
function headOf({ method = 'GET', url = '/', headers }: IncomingMessage): RequestHead {
  return { method, url, headers }
}

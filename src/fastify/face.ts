import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { frameworkRefusal } from '../admin/framework-refusal.ts'
import type { Corridor } from '../http/corridor.ts'
import type { Call, Client, Exchange, KoreOperation, RequestHead } from '../http/exchange.ts'
import { answerToOptions } from '../http/unmatched.ts'
import type { Connections } from './connections.ts'
import { readBody } from './read-body.ts'
import type { Sender } from './send.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply) => void

/** Leads requests from Fastify's routes into the corridor, and what comes out of it to the sender. */
export class Face {
  readonly #corridor: Corridor
  readonly #sender: Sender
  readonly #connections: Connections

  constructor(corridor: Corridor, sender: Sender, connections: Connections) {
    this.#corridor = corridor
    this.#sender = sender
    this.#connections = connections
  }

  /** The handler of one operation. */
  handlerOf(op: KoreOperation): Handler {
    return ({ raw, params }, reply) => {
      const taker = { op, params: params as Readonly<Record<string, string>> }
      const call = this.#corridor.begin(headOf(raw), taker) as Call
      call.caller = new Connection(raw, reply.raw, this.#connections)
      readBody(
        raw,
        call,
        () => this.#answer(call, reply),
        refusal => this.#refuse(call, refusal, reply),
      )
    }
  }

  /** Answers a request that no route takes. */
  readonly answerUnmatched: Handler = ({ raw }, reply) => {
    const exchange = this.#begin(raw)
    if (answeredOptions(exchange, reply)) return
    exchange.caller = new Connection(raw, reply.raw, this.#connections)
    readBody(
      raw,
      exchange,
      () => {
        this.#corridor.answerUnmatched(exchange)
        this.#sender.send(exchange, reply)
      },
      refusal => this.#refuse(exchange, refusal, reply),
    )
  }

  /** Answers a request that the framework itself found wrong; any other error is a fault of ours. */
  answerError(error: FastifyError, { raw }: FastifyRequest, reply: FastifyReply): void {
    const exchange = this.#begin(raw)
    // `OPTIONS *` asks about the server, and is no path to the framework.
    if (answeredOptions(exchange, reply)) return
    this.#refuse(exchange, frameworkRefusal(error, exchange.url) ?? error, reply)
  }

  #refuse(exchange: Exchange, refusal: unknown, reply: FastifyReply): void {
    this.#corridor.refuse(exchange, refusal)
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
class Connection implements Client {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #connections: Connections

  constructor(request: IncomingMessage, response: ServerResponse, connections: Connections) {
    this.#request = request
    this.#response = response
    this.#connections = connections
  }

  get address(): string | undefined {
    return this.#request.socket.remoteAddress
  }

  get goneBy(): 'client' | 'mock' | undefined {
    const { socket } = this.#request
    if (this.#connections.hasCut(socket)) return 'mock'
    // Of several requests under way only the eldest has its response destroyed.
    return this.#response.destroyed || socket?.destroyed ? 'client' : undefined
  }

  signal(): AbortSignal {
    const left = new AbortController()
    const response = this.#response
    if (response.destroyed) left.abort()
    else response.once('close', () => response.writableFinished || left.abort())
    return left.signal
  }
}

/** Answers OPTIONS where something is served. @returns false: it was not that */
function answeredOptions({ method, url }: Exchange, reply: FastifyReply): boolean {
  const options = method === 'OPTIONS' ? answerToOptions(url) : undefined
  if (options === undefined) return false
  reply
    .code(options.status)
    .headers(options.headers ?? {})
    .send()
  return true
}

/** What the corridor wants to know of a request; of those that clients send, all is there. */
function headOf({ method = 'GET', url = '/', headers }: IncomingMessage): RequestHead {
  return { method, url, headers }
}

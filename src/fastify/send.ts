import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { type Body, Page, whole } from '../apis/page.ts'
import type { Corridor } from '../http/corridor.ts'
import type { Exchange } from '../http/exchange.ts'
import { headersOf } from '../http/head.ts'
import { BufferPool } from '../memory/buffer-pool.ts'
import type { Coding } from './accept-encoding.ts'
import { compressed, isPackable, packedAs } from './compress.ts'
import { isCorrupted, sendCorrupted } from './corrupt-response.ts'

/** Sends what has come out of the corridor. */
export class Sender {
  readonly #corridor: Corridor
  /** Blocks in which pages are put together on their way out. */
  readonly #pages: BufferPool

  constructor(corridor: Corridor) {
    this.#corridor = corridor
    this.#pages = new BufferPool(corridor.mock.memory.budget('pages'))
  }

  /** Sends the answer of an exchange. */
  send(exchange: Exchange, reply: FastifyReply): void {
    const { status, body } = exchange.answer!
    if (exchange.failure !== undefined) logFailure(exchange, reply)
    // Its connection is over.
    if (status === 0) reply.hijack().raw.destroy()
    else if (isCorrupted(exchange.fault)) sendCorruptly(exchange, reply)
    else {
      const coding = packedAs(exchange.headers['accept-encoding'], body)
      if (coding === undefined) this.#sendBody(exchange, body, reply)
      else this.#sendPacked(exchange, { body, coding }, reply)
    }
  }

  /** Packs an answer, and sends it when that is done. */
  #sendPacked(exchange: Exchange, { body, coding }: { body: Body; coding: Coding }, reply: FastifyReply): void {
    reply.hijack()
    compressed(whole(body), coding)
      .then(packed => this.#sendBody(exchange, packed, reply, coding))
      .catch((error: unknown) => {
        reply.log.error(error)
        reply.raw.destroy()
      })
  }

  /** Past the framework: head and body are as they shall be, so there is nothing left for it to find out. */
  #sendBody(exchange: Exchange, body: Body, reply: FastifyReply, coding?: Coding): void {
    const { status } = exchange
    const head = this.#corridor.head.of(exchange)
    if (coding !== undefined) head.push('content-encoding', coding)
    if (coding !== undefined || isPackable(body)) addVary(head, 'accept-encoding')
    if (status !== 204 && status !== 304) {
      head.push('content-length', String(typeof body === 'string' ? Buffer.byteLength(body) : body.length))
    }
    const { raw } = reply.hijack()
    raw.writeHead(status, head)
    if (reply.request.method === 'HEAD') raw.end()
    else if (body instanceof Page) sendPage(body, this.#pages, raw)
    else raw.end(body)
  }
}

/** Says of one more header of a request that the answer depends on it. @param head name, value, name, value */
function addVary(head: string[], name: string): void {
  for (let i = 0; i < head.length; i += 2) {
    if (head[i] !== 'vary') continue
    head[i + 1] += `, ${name}`
    return
  }
  head.push('vary', name)
}

/** The journal, which keeps the exchange, has the error's words in the answer. */
function logFailure(exchange: Exchange, reply: FastifyReply): void {
  reply.log.error(exchange.failure)
  exchange.failure = undefined
}

/** Joins a page in lent memory, which goes back as soon as the system has taken all of it over: mostly at once. */
function sendPage(page: Page, pool: BufferPool, raw: ServerResponse): void {
  const block = pool.lend(page.length)
  page.copyTo(block)
  raw.end(block.subarray(0, page.length))
  if (raw.writableLength === 0) pool.takeBack(block)
  else raw.once('finish', () => pool.takeBack(block))
}

function sendCorruptly(exchange: Exchange, reply: FastifyReply): void {
  reply.hijack()
  const answer = { ...exchange.answer!, headers: headersOf(exchange) }
  sendCorrupted(exchange.fault!, answer, reply.raw).catch((error: unknown) => {
    reply.log.error(error)
    reply.raw.destroy()
  })
}

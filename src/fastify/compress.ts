import type { IncomingMessage } from 'node:http'
import { constants } from 'node:zlib'
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify'
import type { Body } from '../apis/page.ts'
import { type Coding, wantedCoding } from './accept-encoding.ts'
import { LazyApp, passOn } from './lazy-app.ts'
import { noCompilers } from './no-compilers.ts'
import { leaveBodies, VERBS } from './read-body.ts'

/** Smaller answers are sent as they are: the client would wait longer for the packing than for the bytes. */
const THRESHOLD = 1024
/** Quality for answers made on the fly: brotli's own default of 11 takes seconds for a page of messages. */
const BROTLI_QUALITY = 4
const GZIP_LEVEL = 4

/** Whether an answer is large enough to be packed for whoever asks for it: what caches have to know. */
export const isPackable = (body: Body): boolean => body.length >= THRESHOLD

/** How an answer goes out packed; undefined: as it is, as no coding was asked for, or it is small. */
export function packedAs(accepted: string | string[] | undefined, body: Body): Coding | undefined {
  const { coding, isNeeded } = wantedCoding(accepted)
  return isNeeded || isPackable(body) ? coding : undefined
}

/** Packs answers with @fastify/compress, which lives in an instance of its own and is loaded when the first client asks. */
export class Compressor {
  readonly #bodies = new WeakMap<IncomingMessage, string | Buffer>()
  readonly #app: LazyApp

  constructor(owner: FastifyInstance) {
    this.#app = new LazyApp(owner, () => this.#makeApp())
  }

  /** Sends an answer whose status and headers are set. */
  send(reply: FastifyReply, body: string | Uint8Array, coding: Coding): void {
    const sent = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    // The plugin reads the header in a way of its own; the journal has it as it came.
    const asked: IncomingMessage = Object.create(reply.request.raw, {
      headers: { value: { 'accept-encoding': coding } },
    })
    this.#bodies.set(asked, sent)
    passOn(reply, this.#app.get(), { status: reply.statusCode, request: asked })
  }

  async #makeApp(): Promise<FastifyInstance> {
    const { default: compress } = await import('@fastify/compress')
    const app = fastify({ schemaController: noCompilers, return503OnClosing: false })
    // The body of the request was read before.
    leaveBodies(app)
    await app.register(compress, {
      threshold: 0,
      brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
      zlibOptions: { level: GZIP_LEVEL },
    })
    app.route({
      method: [...VERBS],
      url: '*',
      handler: ({ raw: request }, reply) => {
        const { statusCode } = reply.raw
        reply.code(statusCode).type('application/json; charset=utf-8').send(this.#bodies.get(request))
      },
    })
    await app.ready()
    return app
  }
}

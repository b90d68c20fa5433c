import type { IncomingMessage } from 'node:http'
import { constants } from 'node:zlib'
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify'
import type { Body } from '../apis/page.ts'
import { LazyApp, passOn } from './lazy-app.ts'
import { noCompilers } from './no-compilers.ts'
import { leaveBodies, VERBS } from './read-body.ts'

/** Smaller answers are sent as they are: the client would wait longer for the packing than for the bytes. */
const THRESHOLD = 1024
/** Quality for answers made on the fly: brotli's own default of 11 takes seconds for a page of messages. */
const BROTLI_QUALITY = 4
const GZIP_LEVEL = 4

/** Whether an answer goes out packed: only when the client asked for a coding, and not for a small one. */
export function isCompressible(accepted: string | string[] | undefined, body: Body): boolean {
  return accepted !== undefined && body.length >= THRESHOLD && /\b(?:gzip|br|deflate)\b|\*/.test(String(accepted))
}

/** Packs answers with @fastify/compress, which lives in an instance of its own and is loaded when the first client asks. */
export class Compressor {
  readonly #bodies = new WeakMap<IncomingMessage, string | Buffer>()
  readonly #app: LazyApp

  constructor(owner: FastifyInstance) {
    this.#app = new LazyApp(owner, () => this.#makeApp())
  }

  /** Sends an answer whose status and headers are set. */
  send(reply: FastifyReply, body: string | Uint8Array): void {
    const sent = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    this.#bodies.set(reply.request.raw, sent)
    passOn(reply, this.#app.get(), reply.statusCode)
  }

  async #makeApp(): Promise<FastifyInstance> {
    const { default: compress } = await import('@fastify/compress')
    const app = fastify({ schemaController: noCompilers })
    // The body of the request was read before.
    leaveBodies(app)
    await app.register(compress, {
      threshold: THRESHOLD,
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

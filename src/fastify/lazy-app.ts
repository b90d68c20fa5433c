import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * Lets another Fastify instance answer a request of this one, so that what is seldom asked for (documentation, admin API) need not
 * be loaded at the start. Headers set so far go along.
 */
function passOn(reply: FastifyReply, other: Promise<FastifyInstance>): void {
  const { raw } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value)
  }
  reply.hijack()
  other.then(
    app => app.routing(reply.request.raw, raw),
    (error: unknown) => {
      reply.log.error(error)
      raw.statusCode = 500
      raw.end(JSON.stringify({ errors: [{ msg: 'Internal Server Error', code: 500 }] }))
    },
  )
}

/** To make one takes long on a fresh server: others have their turn before it answers. */
async function madeForOthersToo(app: FastifyInstance): Promise<FastifyInstance> {
  await nextTurn()
  return app
}

/** An application that is made when it is first needed, and closed with another one. */
export class LazyApp {
  readonly #make: () => Promise<FastifyInstance>
  #made: Promise<FastifyInstance> | undefined

  constructor(owner: FastifyInstance, make: () => Promise<FastifyInstance>) {
    this.#make = make
    // Before the server waits for what is in flight: an event stream would never end by itself.
    owner.addHook('preClose', async () => {
      if (this.#made !== undefined) await (await this.#made).close()
    })
  }

  /** A handler that leaves all requests to it. */
  readonly handler = (_request: FastifyRequest, reply: FastifyReply): void => {
    this.#made ??= this.#make().then(madeForOthersToo)
    passOn(reply, this.#made)
  }
}

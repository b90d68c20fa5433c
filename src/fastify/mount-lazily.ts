import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * Lets another Fastify instance answer a request of this one, so that what is seldom asked for (documentation, admin API,
 * packing) need not be loaded at the start. Headers set so far go along.
 * @param status set on the response beforehand, for an inner handler that wants to know it.
 */
export function innerApp(reply: FastifyReply, inner: Promise<FastifyInstance>, status?: number): void {
  const { raw } = reply
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value)
  }
  if (status !== undefined) raw.statusCode = status
  reply.hijack()
  inner.then(
    app => app.routing(reply.request.raw, raw),
    (error: unknown) => {
      reply.log.error(error)
      raw.statusCode = 500
      raw.end(JSON.stringify({ errors: [{ msg: 'Internal Server Error', code: 500 }] }))
    },
  )
}

import { Agent, request as httpRequest } from 'node:http'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { checkAdmin } from '../admin/guard.ts'
import { whenNoMoreIsSent } from '../admin/no-more-sent.ts'
import { refuse } from '../admin/refuse.ts'
import { leaveBodies } from '../fastify/read-body.ts'

/** Headers of one connection, not of the message; where the caller comes from has been seen here, and the owner is called by plain HTTP. */
const HOP = ['connection', 'keep-alive', 'expect', 'origin'] as const

/**
 * An application that lets the owner answer whatever it is asked. Whether the caller may ask is seen here: to the owner all
 * callers are on this machine.
 */
export async function forwardApp(port: number, adminToken: string | undefined): Promise<FastifyInstance> {
  const agent = new Agent({ keepAlive: true })
  const app = fastify({ logger: false, return503OnClosing: false })
  leaveBodies(app)
  const streams = new Set<() => void>()
  // Other answers on their way come to their end; a stream of events has none.
  app.addHook('preClose', async () => {
    for (const end of streams) end()
  })
  app.setErrorHandler((error, _request, reply) => refuse(reply, error))
  app.all('*', (request: FastifyRequest, reply: FastifyReply) => {
    checkAdmin(request.raw, adminToken)
    reply.hijack()
    const { raw } = reply
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !(HOP as readonly string[]).includes(name)),
    )
    const { method = 'GET', url = '/' } = request.raw
    const ahead = httpRequest({ host: '127.0.0.1', port, method, path: url, headers, agent }, answer => {
      for (const name of HOP) delete answer.headers[name]
      raw.writeHead(answer.statusCode ?? 500, answer.headers)
      // A stream of events has to say that it is open before it has any.
      raw.flushHeaders()
      answer.pipe(raw)
      if (String(answer.headers['content-type']).startsWith('text/event-stream')) {
        const end = () => {
          answer.unpipe(raw)
          raw.end()
        }
        streams.add(end)
        whenNoMoreIsSent(request.raw.socket, end)
        raw.once('close', () => streams.delete(end))
      }
    })
    ahead.on('error', error => {
      if (raw.headersSent) raw.destroy()
      else raw.writeHead(500, { 'content-type': 'application/json' }).end(brokenBody(error))
    })
    raw.on('close', () => ahead.destroy())
    request.raw.pipe(ahead)
  })
  await app.ready()
  return app
}

const brokenBody = ({ message }: Error) =>
  JSON.stringify({ errors: [{ msg: 'Internal Server Error', code: 500, error: [{ property: 'server', message }] }] })

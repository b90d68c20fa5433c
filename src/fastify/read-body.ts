import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { BODY_LIMIT } from '../http/body-limit.ts'
import type { Exchange } from '../http/exchange.ts'

/** Verbs that the mock knows. */
export const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Makes an application leave every body to its handlers. */
export function leaveBodies(app: FastifyInstance): void {
  for (const verb of VERBS) app.addHttpMethod(verb, { hasBody: false, overrideExisting: true })
}

/**
 * Reads a body of any media type, of any verb (a GET of the raw data may have one), into the exchange. The framework's
 * own parsing would answer for a bad media type before anybody has looked at the credentials.
 * @param then is called once, when the body is there or known to be too large.
 */
export function readBody(raw: IncomingMessage, exchange: Exchange, then: () => void): void {
  const { headers } = raw
  const length = headers['content-length']
  if (headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) {
    then()
    return
  }
  let first: Buffer | undefined
  let more: Buffer[] | undefined
  let size = 0
  raw.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > BODY_LIMIT) {
      // What still comes is read and dropped, so that the client gets to read the answer.
      exchange.bodyTooLarge = true
      first = undefined
      more = undefined
    } else if (first === undefined) first = chunk
    else if (more === undefined) more = [first, chunk]
    else more.push(chunk)
  })
  raw.on('end', () => {
    // A copy: the journal keeps bodies, and each would keep the memory that its bytes were read into.
    if (!exchange.bodyTooLarge && first !== undefined) exchange.body = Buffer.concat(more ?? [first])
    then()
  })
}

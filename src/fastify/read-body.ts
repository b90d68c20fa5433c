import { type IncomingMessage, METHODS } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { nobodyWaits } from '../contract/closing-refusal.ts'
import type { Refusal } from '../contract/refusal.ts'
import { BODY_LIMIT } from '../http/body-limit.ts'
import type { Exchange } from '../http/exchange.ts'
import { STALLED } from './connections.ts'

/** Verbs that the mock knows. */
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Verbs that this Node can read and the mock does not know; CONNECT never comes to a route. */
export const OTHER_VERBS: readonly string[] = METHODS.filter(
  verb => verb !== 'CONNECT' && !(VERBS as readonly string[]).includes(verb),
)

/** Makes an application leave bodies to its handlers: all, or those of some verbs. */
export function leaveBodies(app: FastifyInstance, verbs: readonly string[] = [...VERBS, ...OTHER_VERBS]): void {
  for (const verb of verbs) app.addHttpMethod(verb, { hasBody: false, overrideExisting: true })
}

/** ms without a byte after which a body that is too large anyhow is not waited for. */
const BODY_PAUSE = 100

/**
 * Reads a body of any media type, of any verb (a GET of the raw data may have one), into the exchange. The framework's
 * own parsing would answer for a bad media type before anybody has looked at the credentials.
 * @param then is called when the body is there or known to be too large, unless `refuse` was called
 * @param refuse is called when the body does not go on, or its connection is over, with what to answer
 */
export function readBody(
  raw: IncomingMessage,
  exchange: Exchange,
  then: () => void,
  refuse: (refusal: Refusal) => void,
): void {
  const { headers } = raw
  const length = headers['content-length']
  if (headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) {
    then()
    return
  }
  if (Number(length) > BODY_LIMIT) {
    exchange.bodyTooLarge = true
    dropBody(raw, then, refuse)
    return
  }
  let first: Buffer | undefined
  let more: Buffer[] | undefined
  let size = 0
  const take = (chunk: Buffer) => {
    size += chunk.length
    if (size > BODY_LIMIT) {
      exchange.bodyTooLarge = true
      first = undefined
      more = undefined
      raw.off('data', take)
      stopHearing()
      dropBody(raw, then, refuse)
    } else if (first === undefined) first = chunk
    else if (more === undefined) more = [first, chunk]
    else more.push(chunk)
  }
  const goOn = () => {
    stopHearing()
    // A copy: the journal keeps bodies, and each would keep the memory that its bytes were read into.
    if (first !== undefined) exchange.body = Buffer.concat(more ?? [first])
    then()
  }
  const giveUp = (refusal = nobodyWaits()) => {
    stopHearing()
    refuse(refusal)
  }
  const breakOff = () => giveUp()
  const stopHearing = () => raw.off('end', goOn).off(STALLED, giveUp).off('close', breakOff)
  raw.on('data', take).on('end', goOn).on(STALLED, giveUp).on('close', breakOff)
}

/**
 * Reads what still comes and drops it: a client that is still sending when its connection is closed may never read the answer.
 * @param then is called at the end of the body, or in the first pause: whoever waits for a word gets it
 * @param refuse is called when its connection is over before
 */
function dropBody(raw: IncomingMessage, then: () => void, refuse: (refusal: Refusal) => void): void {
  const goOn = () => {
    stop()
    then()
  }
  const timer = setTimeout(goOn, BODY_PAUSE)
  const breakOff = () => {
    stop()
    refuse(nobodyWaits())
  }
  const hear = () => timer.refresh()
  const stop = () => {
    clearTimeout(timer)
    raw.off('data', hear).off('end', goOn).off('close', breakOff)
  }
  raw.on('data', hear).once('end', goOn).once('close', breakOff).resume()
}

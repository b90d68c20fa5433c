import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/**
 * Lets a caller of the admin API in: with a token set, whoever sends it (`X-Admin-Token`, or `Authorization: Bearer`),
 * from wherever; without one, callers on this machine.
 * @throws Refusal 403.
 */
export function checkAdmin(request: IncomingMessage, token: string | undefined): void {
  if (token === undefined) {
    if (LOOPBACK.test(request.socket?.remoteAddress ?? '')) return
    throw ownRefusal(403, say('KM_ADMIN_LOCAL', {}))
  }
  const { authorization } = request.headers
  const sent = request.headers['x-admin-token'] ?? authorization?.replace(/^bearer\s+/i, '')
  if (typeof sent === 'string' && timingSafeEqual(digest(sent), digest(token))) return
  const message = sent === undefined ? 'is missing' : 'is not the token that the mock was started with'
  throw ownRefusal(403, say('KM_ADMIN_TOKEN', {}), [{ property: 'headers.x-admin-token', message }])
}

/** Of one length, as the comparison wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

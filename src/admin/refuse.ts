import type { FastifyReply } from 'fastify'
import { Refusal } from '../contract/refusal.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { tooManyBytes } from '../http/body-limit.ts'
import { wrongMedia } from './read-json.ts'

/** Answers with what went wrong; anything but a refusal of ours or the framework's is a fault of the mock. */
export function refuse(reply: FastifyReply, error: unknown): void {
  const refusal = error instanceof Refusal ? error : broken(error)
  reply
    .code(refusal.status)
    .headers(refusal.headers)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(refusal.body))
}

function broken(error: unknown): Refusal {
  const { statusCode = 500, message = String(error) } = error as { statusCode?: number; message?: string }
  // The framework looks at the form of a media type before anybody reads the body.
  if (statusCode === 415) return wrongMedia('what is no media type')
  if (statusCode === 413) return new Refusal(413, 'Payload Too Large', { violations: [tooManyBytes()] })
  if (statusCode < 500) return new Refusal(statusCode, message)
  return ownRefusal(500, say('KM_ADMIN_FAILED', {}), [{ property: 'server', message }])
}

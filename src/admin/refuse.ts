import type { FastifyReply } from 'fastify'
import { Refusal } from '../contract/refusal.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { frameworkRefusal } from './framework-refusal.ts'
import { wrongMedia } from './read-json.ts'

/** Longest part of a path of the admin API, in characters: ids of requests are what their clients made them. */
export const LONGEST_PART = 1024

/** Answers with what went wrong; anything but a refusal of ours or the framework's is a fault of the mock. */
export function refuse(reply: FastifyReply, error: unknown): void {
  const refusal = error instanceof Refusal ? error : translated(error, reply.request.url)
  reply
    .code(refusal.status)
    .headers(refusal.headers)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(refusal.body))
}

/** What the framework finds wrong, in our words: its own hold whole paths, and no hint. */
function translated(error: unknown, url: string): Refusal {
  const { statusCode = 500, message = String(error) } = error as { statusCode?: number; message?: string }
  switch (statusCode) {
    case 414: {
      const violation = { property: 'path', message: `its parts must have at most ${LONGEST_PART} characters` }
      return ownRefusal(414, say('KM_ADMIN_PATH_TOO_LONG', {}), [violation])
    }
    case 415:
      // The framework looks at the form of a media type before anybody reads the body.
      return wrongMedia('what is no media type')
    default:
      return (
        frameworkRefusal(error, url) ?? ownRefusal(500, say('KM_ADMIN_FAILED', {}), [{ property: 'server', message }])
      )
  }
}

import type { Refusal } from '../contract/refusal.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { readJsonBody } from '../http/json-body.ts'
import { mediaTypeFault } from '../http/media-type.ts'

/**
 * The body of a request as JSON; undefined when none was sent.
 * @param type `Content-Type` as sent. A page on the web can send other types without asking first.
 * @throws Refusal 415 for another media type, 412 for what is no JSON, or nested too deep (decision D141).
 */
export function readAdminJson(body: unknown, type: string | undefined): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined
  if (type === undefined || mediaTypeFault(type) !== undefined)
    throw wrongMedia(type === undefined ? 'none' : JSON.stringify(type.slice(0, 100)))
  const { value, fault } = readJsonBody(body)
  if (fault === undefined) return value
  throw ownRefusal(412, say('KM_ADMIN_INVALID', {}), [{ property: `body${fault.path}`, message: fault.message }])
}

/** 415, with what was found. */
export function wrongMedia(found: string): Refusal {
  const message = `must be application/json, with no charset but utf-8; found ${found}`
  return ownRefusal(415, say('KM_ADMIN_MEDIA', {}), [{ property: 'headers.content-type', message }])
}

import type { Refusal } from '../contract/refusal.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'

/**
 * The body of a request as JSON; undefined when none was sent.
 * @param type `Content-Type` as sent. A page on the web can send other types without asking first.
 * @throws Refusal 415 for another media type, 412 for what is no JSON.
 */
export function readJson(body: unknown, type: string | undefined): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined
  if (!isJson(type)) throw wrongMedia(type === undefined ? 'none' : JSON.stringify(type.slice(0, 100)))
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    const message = `must be JSON: ${(error as Error).message}`
    throw ownRefusal(412, say('KM_ADMIN_INVALID', {}), [{ property: 'body', message }])
  }
}

/** 415, with what was found. */
export function wrongMedia(found: string): Refusal {
  const message = `must be application/json, with no charset but utf-8; found ${found}`
  return ownRefusal(415, say('KM_ADMIN_MEDIA', {}), [{ property: 'headers.content-type', message }])
}

function isJson(type = ''): boolean {
  const [media = '', ...parameters] = type.split(';').map(part => part.trim().toLowerCase())
  return media === 'application/json' && parameters.every(isHarmless)
}

/** Any parameter but one that names another charset than UTF-8. */
function isHarmless(parameter: string): boolean {
  const [name = '', value = ''] = parameter.split('=', 2)
  return name.trim() !== 'charset' || ['utf-8', 'utf8'].includes(value.trim().replaceAll('"', ''))
}

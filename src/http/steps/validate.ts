import { clamp, validate } from '../../contract/contract.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { Violation } from '../../contract/types.ts'
import type { Call } from '../exchange.ts'
import { latin1Of } from '../latin1.ts'
import { queryTexts } from '../url.ts'

const JSON_MEDIA_TYPE = /^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i

/** Everything the contract's schemas can say about a request: 412 with every violation (rulings R3, R4). */
export function validateRequest(call: Call): undefined {
  const { op } = call
  const parsed = op.hasBody ? parseBody(call) : NO_BODY
  const raw = { query: queryTexts(call.url), headers: call.headers, body: parsed.value }
  const parts = call.stage.scenario.limits === 'clamp' ? clamp(op.operationId, raw) : raw
  const { value, violations } = validate(op.operationId, parts)
  // A body that cannot be read says nothing of what is missing in it.
  const all = parsed.violation === undefined ? violations : [...violations.filter(isNotOfBody), parsed.violation]
  if (all.length > 0) throw new Refusal(412, 'Validation errors/ Invalid arguments', { violations: all })
  call.request = { path: call.params, query: value.query, headers: value.headers, body: value.body }
}

interface ParsedBody {
  readonly value: unknown
  readonly violation?: Violation
}

const NO_BODY: ParsedBody = { value: undefined }

/** The body as JSON; undefined when none was sent. Whatever media type is named, JSON without one is taken. */
function parseBody({ body, bodyTooLarge, headers }: Call): ParsedBody {
  if (bodyTooLarge) throw new Refusal(413, 'Payload Too Large')
  if (body === undefined || body.length === 0) return NO_BODY
  const type = oneText(headers['content-type'])
  if (type !== undefined && type !== 'application/json' && !JSON_MEDIA_TYPE.test(type)) {
    const message = `must be application/json, got ${JSON.stringify(type.slice(0, 80))}`
    return { value: undefined, violation: { property: 'headers.content-type', message } }
  }
  const coding = oneText(headers['content-encoding'])
  if (coding !== undefined && coding !== 'identity') {
    return wrong(`must be sent as it is, without content-encoding ${JSON.stringify(coding.slice(0, 40))}`)
  }
  const text = decodeUtf8(body)
  if (text === undefined) return wrong('is not valid JSON; it is not even UTF-8')
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value }
    return wrong(`must be an object, got ${Array.isArray(value) ? 'an array' : JSON.stringify(value).slice(0, 40)}`)
  } catch (error) {
    return wrong(`is not valid JSON; ${explainSyntaxError(error, text)}`)
  }
}

const wrong = (message: string): ParsedBody => ({ value: undefined, violation: { property: 'body', message } })

const isNotOfBody = ({ property }: Violation) => property !== 'body' && !property.startsWith('body.')

/** V8's words, with a position also where it names none. */
function explainSyntaxError(error: unknown, text: string): string {
  const words = error instanceof Error ? error.message : String(error)
  if (/\bposition \d/.test(words)) return words.slice(0, 160)
  return `${words.slice(0, 160)} at position ${text.length}`
}

const oneText = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join(', ') : header)

/** Bytes as text, a byte order mark with it; undefined: they are no UTF-8. */
function decodeUtf8(body: Uint8Array): string | undefined {
  const text = latin1Of(body)
  if (!/[\x80-\xff]/.test(text)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
}

import { isAscii, isUtf8 } from 'node:buffer'
import { brokenRule, clamp, validate } from '../../contract/contract.ts'
import { Refusal, refuse } from '../../contract/refusal.ts'
import type { Violation } from '../../contract/types.ts'
import { BoundedMap } from '../../memory/bounded-map.ts'
import { Seen } from '../../memory/seen.ts'
import type { Call, ValidRequest } from '../exchange.ts'
import { settlesAt } from './recall.ts'

const JSON_TYPE = /^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i
/** Requests found good when they came again, and others found bad, by their bytes: most clients send the same few again and again. */
const REMEMBERED = 2000
/** Longer ones are not worth the memory. */
const MAX_REMEMBERED = 4096

/** Nor are refusals that say more. */
const MAX_VIOLATIONS = 20

const seen = new Seen(8192)
const remembered = new BoundedMap<string, ValidRequest | Refusal>(REMEMBERED)

/** Everything the contract's schemas can say about a request: 412 with every violation (rulings R3, R4). */
export function validateRequest(call: Call): undefined {
  const text = call.body === undefined || call.body.length === 0 ? '' : call.body.toString('latin1')
  const key = keyOf(call, text)
  call.key = key
  const known = key === undefined ? undefined : remembered.get(key)
  if (known instanceof Refusal) {
    // Not thrown: a throw is a tenth of what the whole request costs.
    refuse(call, known)
    return
  }
  if (known !== undefined) {
    call.isRepeated = true
    call.request = known
    return
  }
  const { op } = call
  const parsed = op.hasBody ? parseBody(call, text) : NO_BODY
  const raw = { query: call.query, headers: call.headers, body: parsed.value }
  const parts = call.stage.scenario.limits === 'clamp' ? clamp(op.operationId, raw) : raw
  const { value, violations } = validate(op.operationId, parts)
  // A body that cannot be read says nothing of what is missing in it.
  const all = parsed.violation === undefined ? violations : [...violations.filter(isNotOfBody), parsed.violation]
  if (all.length > 0) {
    const refusal = new Refusal(412, 'Validation errors/ Invalid arguments', { violations: all })
    if (key !== undefined && all.length <= MAX_VIOLATIONS) remembered.set(key, refusal)
    throw refusal
  }
  call.request = {
    path: call.params,
    query: value.query,
    headers: value.headers,
    body: value.body,
    settles: settlesAt(op, value),
    broken: brokenRule(op.operationId, value),
  }
  if (key === undefined || !seen.again(key)) return
  call.isRepeated = true
  remembered.set(key, call.request)
}

interface Parsed {
  readonly value: unknown
  readonly violation?: Violation
}

const NO_BODY: Parsed = { value: undefined }

/**
 * The body as JSON; undefined when none was sent. Whatever media type is named, JSON without one is taken.
 * @param latin1 its bytes as characters
 */
function parseBody({ body, bodyTooLarge, headers }: Call, latin1: string): Parsed {
  if (bodyTooLarge) throw new Refusal(413, 'Payload Too Large')
  if (body === undefined || body.length === 0) return NO_BODY
  const type = headers['content-type']
  if (type !== undefined && type !== 'application/json' && !JSON_TYPE.test(type)) {
    const message = `must be application/json, got ${JSON.stringify(type.slice(0, 80))}`
    return { value: undefined, violation: { property: 'headers.content-type', message } }
  }
  const coding = headers['content-encoding']
  if (coding !== undefined && coding !== 'identity') {
    return wrong(`must be sent as it is, without content-encoding ${JSON.stringify(coding.slice(0, 40))}`)
  }
  const isPlain = isAscii(body)
  if (!isPlain && !isUtf8(body)) return wrong('is not valid JSON; it is not even UTF-8')
  const text = isPlain ? latin1 : body.toString('utf8')
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value }
    return wrong(`must be an object, got ${Array.isArray(value) ? 'an array' : JSON.stringify(value).slice(0, 40)}`)
  } catch (error) {
    return wrong(`is not valid JSON; ${explain(error, text)}`)
  }
}

const wrong = (message: string): Parsed => ({ value: undefined, violation: { property: 'body', message } })

const isNotOfBody = ({ property }: Violation) => property !== 'body' && !property.startsWith('body.')

/** V8's words, with a position also where it names none. */
function explain(error: unknown, text: string): string {
  const words = error instanceof Error ? error.message : String(error)
  if (/\bposition \d/.test(words)) return words.slice(0, 160)
  return `${words.slice(0, 160)} at position ${text.length}`
}

/** Everything that decides about a request's validity, as one text; undefined: too long to remember. */
function keyOf({ op, stage, url, headers, bodyTooLarge }: Call, body: string): string | undefined {
  if (bodyTooLarge || body.length + url.length > MAX_REMEMBERED) return undefined
  let key = `${op.operationId} ${stage.scenario.limits} ${url}\n${headers['content-type']}\n${headers['content-encoding']}`
  for (const { name, in: place } of op.parameters) {
    if (place === 'header' && name !== 'auth') key += `\n${String(headers[name.toLowerCase()])}`
  }
  return `${key}\n\n${body}`
}

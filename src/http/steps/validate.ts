import { clamp, validate } from '../../contract/contract.ts'
import { queryTexts } from '../../contract/query-texts.ts'
import { Refusal } from '../../contract/refusal.ts'
import type { Violation } from '../../contract/types.ts'
import { shown } from '../../contract/violations.ts'
import { tooManyBytes } from '../body-limit.ts'
import type { Call } from '../exchange.ts'
import { readJsonBody, withNumbersAsSent } from '../json-body.ts'
import { mediaTypeFault } from '../media-type.ts'

/** Everything the contract's schemas can say about a request: 412 with every violation (rulings R3, R4). */
export function validateRequest(call: Call): undefined {
  const { op } = call
  const parsed = op.hasBody ? parseBody(call) : NO_BODY
  const raw = { query: queryTexts(call.url), headers: call.headers, body: parsed.value }
  const parts = call.stage.scenario.limits === 'clamp' ? clamp(op.operationId, raw) : raw
  const { value, violations } = validate(op.operationId, parts)
  // A body that cannot be read says nothing of what is missing in it.
  const all = parsed.violation === undefined ? violations : [...violations.filter(isNotOfBody), parsed.violation]
  if (all.length > 0) {
    throw new Refusal(412, 'Validation errors/ Invalid arguments', { violations: withNumbersAsSent(all, call.body) })
  }
  call.request = { path: call.params, query: value.query, headers: value.headers, body: value.body }
}

interface ParsedBody {
  readonly value: unknown
  readonly violation?: Violation
}

const NO_BODY: ParsedBody = { value: undefined }

/** The body as JSON; undefined when none was sent. JSON without a media type is taken. */
function parseBody({ body, bodyTooLarge, headers }: Call): ParsedBody {
  if (bodyTooLarge) {
    const violations = [tooManyBytes(oneText(headers['content-length']))]
    throw new Refusal(413, 'Payload Too Large', { violations })
  }
  if (body === undefined || body.length === 0) return NO_BODY
  const type = oneText(headers['content-type'])
  const fault = type === undefined ? undefined : mediaTypeFault(type)
  if (fault !== undefined) return { value: undefined, violation: { property: 'headers.content-type', message: fault } }
  const coding = oneText(headers['content-encoding'])
  if (coding !== undefined && coding.toLowerCase() !== 'identity') {
    return wrongBody(`must be sent as it is, without content-encoding ${JSON.stringify(coding.slice(0, 40))}`)
  }
  const read = readJsonBody(body)
  if (read.fault !== undefined) return wrongBody(read.fault.message, read.fault.path)
  const { value } = read
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value }
  return wrongBody(`must be an object, got ${shown(value)}`)
}

const wrongBody = (message: string, path = ''): ParsedBody => ({
  value: undefined,
  violation: { property: `body${path}`, message },
})

const isNotOfBody = ({ property }: Violation) => property !== 'body' && !property.startsWith('body.')

const oneText = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join(', ') : header)

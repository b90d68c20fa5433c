import { type Body, bytesOf } from '../../apis/page.ts'
import { parseBound } from '../../contract/formats.ts'
import type { OperationInfo } from '../../contract/types.ts'
import { ByteCache, type Held } from '../../memory/byte-cache.ts'
import { memoize } from '../../memory/memoize.ts'
import type { Stage } from '../../mock/mock.ts'
import { latestClose } from '../../world/settled.ts'
import type { Call } from '../exchange.ts'

/** Memory for the kept answers of one stage, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024
/** Larger answers are made anew; the largest page there is, 10,000 messages, has 11 MB. */
const MAX_ANSWER = 14 * 1024 * 1024
/** Days may be cut in any zone of the world: so far may the end of a range lie behind its UTC date, ms. */
const ZONES = 14 * 3_600_000

/** An answer as it was sent. */
interface Kept extends Held {
  readonly body: Buffer
}

/** Answers by the bytes of their request. */
const keptOf = memoize((_: Stage) => new ByteCache<Kept>(MAX_BYTES))

/**
 * Answers a call that was answered before from what was sent then. This is done only for ranges in which everything has
 * closed: what has closed never changes (ruling R15), so the answer is the same whatever the clock says. Everything that
 * may refuse the call has run by now.
 */
export function recall(call: Call): undefined {
  if (!call.isRepeated || !isSettled(call)) return
  const kept = keptOf(call.stage).get(keyOf(call))
  if (kept !== undefined) call.answer = { status: 200, body: kept.body }
}

/** Keeps the text of an answer when it is asked for the second time, where that may be; gives it as it is to be sent. */
export function keep(call: Call, text: Body): Body {
  if (!call.isRepeated || text.length > MAX_ANSWER || !isSettled(call)) return text
  const body = bytesOf(text)
  keptOf(call.stage).set(keyOf(call), { body, bytes: body.length })
  return body
}

const keyOf = ({ key, app }: Call) => (app?.kind === 'bot' ? `${key}\n${app.bots.join()}` : key!)

const isSettled = ({ request, key, fault, now }: Call) =>
  request?.settles !== undefined && key !== undefined && fault === undefined && request.settles < now

/**
 * The instant from which on the answer to a valid request never changes: both bounds of its range are given, and a
 * session that began at the upper one has ended in every zone. Infinity: there is no such instant.
 */
export function settlesAt({ dateRange }: OperationInfo, valid: { query: object; body: object }): number {
  if (dateRange === undefined) return Number.POSITIVE_INFINITY
  const fields = valid[dateRange.in] as Readonly<Record<string, unknown>>
  const to = fields[dateRange.to]
  // A list that switches the range off asks for single records, of which some facts age (facts 6.3).
  const single = dateRange.unless !== undefined && fields[dateRange.unless] !== undefined
  if (single || typeof to !== 'string' || typeof fields[dateRange.from] !== 'string') return Number.POSITIVE_INFINITY
  return latestClose(parseBound(to, 'upper') + ZONES)
}

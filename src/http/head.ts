import type { Exchanged } from '../control/exchanged.ts'
import { EXPOSED_HEADERS } from './cors-headers.ts'

export const JSON_TYPE = 'application/json; charset=utf-8'

/**
 * The headers of an answer but for its length, as name, value, name, value: as Node takes them. What all answers have
 * follows from the exchange, so that the journal need not keep it.
 */
export function headOf({ mock, stage, requestId, now, answer }: Exchanged): string[] {
  const head = ['content-type', JSON_TYPE, 'x-request-id', requestId]
  if (mock.cors) head.push('access-control-allow-origin', '*', 'access-control-expose-headers', EXPOSED_HEADERS)
  if (mock.readsControlHeaders) {
    const { seed, name } = stage.headers
    head.push('x-mock-seed', seed, 'x-mock-scenario', name, 'x-mock-now', isoOf(now))
  }
  const own = answer?.headers
  if (own !== undefined) for (const name in own) head.push(name, own[name]!)
  return head
}

/** The same as an object. */
export function headersOf(exchange: Exchanged): Record<string, string> {
  const head = headOf(exchange)
  const headers: Record<string, string> = {}
  for (let i = 0; i < head.length; i += 2) headers[head[i]!] = head[i + 1]!
  return headers
}

let lastNow = Number.NaN
let lastIso = ''

/** Many requests share a millisecond, and all of them an instant at which the clock stands. */
function isoOf(ms: number): string {
  if (ms !== lastNow) {
    lastIso = new Date(ms).toISOString()
    lastNow = ms
  }
  return lastIso
}

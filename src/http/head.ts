import type { Exchanged } from '../control/exchanged.ts'
import { WORLD_VERSION } from '../world/version.ts'
import { pushCorsHeaders } from './cors-headers.ts'

/** Content type of every answer of an API. */
export const JSON_TYPE = 'application/json; charset=utf-8'

const isoOf = (ms: number) => new Date(ms).toISOString()

/** Heads of answers as they are sent. */
export class AnswerHeads {
  #now = Number.NaN
  #iso = ''

  /** The headers of an answer but for its length, as name, value, name, value: as Node takes them. */
  of(exchange: Exchanged): string[] {
    return headerListOf(exchange, this.#isoOf(exchange.now))
  }

  /** Many requests share a millisecond, and all of them an instant at which the clock stands: 0.3 µs less for each. */
  #isoOf(ms: number): string {
    if (ms !== this.#now) {
      this.#iso = isoOf(ms)
      this.#now = ms
    }
    return this.#iso
  }
}

/**
 * The headers of an answer but for its length. What all answers have follows from the exchange, so that the journal need
 * not keep it.
 */
export function headersOf(exchange: Exchanged): Record<string, string> {
  const head = headerListOf(exchange, isoOf(exchange.now))
  return Object.fromEntries(head.flatMap((name, i) => (i % 2 === 0 ? [[name, head[i + 1]!]] : [])))
}

function headerListOf({ mock, stage, requestId, answer, headers }: Exchanged, now: string): string[] {
  const head = ['content-type', JSON_TYPE, 'x-request-id', requestId]
  if (mock.cors !== undefined) pushCorsHeaders(head, mock.cors, headers.origin)
  if (mock.readsControlHeaders) {
    const { seed, name } = stage.headers
    head.push('x-mock-world', WORLD_VERSION, 'x-mock-seed', seed, 'x-mock-scenario', name, 'x-mock-now', now)
  }
  const own = answer?.headers
  if (own !== undefined) for (const name in own) head.push(name, own[name]!)
  return head
}

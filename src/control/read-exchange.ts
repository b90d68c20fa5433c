import { type Body, bodyText } from '../apis/page.ts'
import { jsonOrText } from '../contract/json-text.ts'
import { queryTexts, type RawQuery } from '../contract/query-texts.ts'
import type { Exchanged } from './exchanged.ts'

/** Status on the wire; 0: there was none. */
export function statusOf(x: Exchanged): number {
  return x.fault !== undefined && 'connection' in x.fault.action ? 0 : x.status
}

/** The test id of the request; also of one that never reached an operation. */
export function testIdOf(x: Exchanged): string | undefined {
  if (x.controlHeaders.testId !== undefined || x.op !== undefined || !x.mock.readsControlHeaders)
    return x.controlHeaders.testId
  const sent = x.headers['x-test-id']
  return typeof sent === 'string' && sent !== '' ? sent : undefined
}

/** Path of the URL, without its query. */
export function exchangePath(x: Exchanged): string {
  const end = x.url.indexOf('?')
  return end < 0 ? x.url : x.url.slice(0, end)
}

/** The query as it was read; also of a request that never reached an operation. */
export const queryOf = (x: Exchanged): RawQuery => queryTexts(x.url)

/** Bytes of the request's body; undefined: there was none. */
export function bodyOf(x: Exchanged): Buffer | undefined {
  const { body } = x
  if (body === undefined || body.length === 0) return undefined
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}

/**
 * A body's JSON value, else its text; that too where it is deeper or has more parts than JSON that is read, so that whoever
 * walks through it may recur and is soon done (decision D152).
 */
export function parsedBody(body: Body): unknown {
  return jsonOrText(bodyText(body))
}

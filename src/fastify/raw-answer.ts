import type { Refusal } from '../contract/refusal.ts'
import { JSON_TYPE } from '../http/head.ts'
import { REASON_PHRASES } from '../http/reason-phrases.ts'

/** A refusal as the bytes of an answer, for a connection on which Node has no request to answer; it says that it is the last. */
export function rawAnswer({ status, headers, text }: Refusal): string {
  const head = [
    `HTTP/1.1 ${status} ${REASON_PHRASES[status] ?? 'Unknown'}`,
    ...Object.entries({
      'content-type': JSON_TYPE,
      'content-length': Buffer.byteLength(text),
      date: new Date().toUTCString(),
      connection: 'close',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
  ]
  return `${head.join('\r\n')}\r\n\r\n${text}`
}

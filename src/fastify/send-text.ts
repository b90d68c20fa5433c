import type { ServerResponse } from 'node:http'
import type { Exchange } from '../http/exchange.ts'
import type { AnswerHeads } from '../http/head.ts'

/** Sends the answer of an exchange whose body is a short text, past the framework. */
export function sendText(exchange: Exchange, text: string, heads: AnswerHeads, raw: ServerResponse): void {
  const head = heads.of(exchange)
  head.push('content-length', String(Buffer.byteLength(text)))
  raw.writeHead(exchange.status, head)
  raw.end(text)
}

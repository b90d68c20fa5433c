import { STATUS_CODES } from 'node:http'
import type { JudgedExchange } from './exchange-log.ts'

/** Bodies are shown up to this length. */
const MOST_OF_BODY = 64 * 1024

/** What a client asked and got as a HAR 1.2 file; tokens are blanked. Times are the world's. */
export function harOfLog(log: readonly JudgedExchange[], base: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'kore-mock judge', version: '1' },
      entries: log.map(exchange => harEntryOf(exchange, base)),
    },
  }
}

function harEntryOf(exchange: JudgedExchange, base: string): object {
  const { request, status, headers, body, at, cameAt, leftAt, troubles, run } = exchange
  const time = Math.round(leftAt - cameAt)
  const url = `${base}${request.url}`
  return {
    startedDateTime: new Date(at).toISOString(),
    time,
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harPairs(blanked(request.headers)),
      queryString: harPairs(Object.fromEntries(new URL(url).searchParams)),
      ...(request.body === undefined
        ? {}
        : { postData: { mimeType: 'application/json', params: [], text: request.body } }),
      headersSize: -1,
      bodySize: Buffer.byteLength(request.body ?? ''),
    },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harPairs(headers),
      content: { size: Buffer.byteLength(body), mimeType: 'application/json', text: body.slice(0, MOST_OF_BODY) },
      redirectURL: '',
      headersSize: -1,
      bodySize: Buffer.byteLength(body),
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    _run: run + 1,
    ...(troubles.length === 0 ? {} : { _trouble: troubles }),
  }
}

const blanked = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, name === 'auth' ? '[blanked]' : value]))

const harPairs = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([name, value]) => ({ name, value }))

import { STATUS_CODES } from 'node:http'
import { isSecretHeader } from '../control/redact/names.ts'
import { blankParameter, blankPath, blankText } from '../control/redact/redact.ts'
import { BLANK } from '../control/redact/shapes.ts'
import type { JudgedExchange } from './exchange-log.ts'

/** Bodies are shown up to this length. */
const MOST_OF_BODY = 64 * 1024

/** What a client asked and got as a HAR 1.2 file; secrets are blanked, as in the journal. Times are the world's. */
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
  const asked = new URL(`${base}${request.url}`)
  const query = [...asked.searchParams].map(shownParameter)
  const url = `${base}${blankPath(asked.pathname)}${query.length === 0 ? '' : `?${new URLSearchParams(query)}`}`
  return {
    startedDateTime: new Date(at).toISOString(),
    time,
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harPairs(Object.entries(request.headers).map(shownHeader)),
      queryString: harPairs(query),
      ...(request.body === undefined
        ? {}
        : { postData: { mimeType: 'application/json', params: [], text: blankText(request.body) } }),
      headersSize: -1,
      bodySize: Buffer.byteLength(request.body ?? ''),
    },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harPairs(Object.entries(headers).map(shownHeader)),
      content: {
        size: Buffer.byteLength(body),
        mimeType: 'application/json',
        text: blankText(body.slice(0, MOST_OF_BODY)),
      },
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

/** No token is shown at all, not even what may be shown of it elsewhere: the file is passed on to others. */
const shownHeader = ([name, value]: [string, string]): [string, string] => [
  name,
  isSecretHeader(name) ? BLANK : blankText(value),
]

const shownParameter = ([name, value]: [string, string]): [string, string] => [name, blankParameter(name, value)]

const harPairs = (fields: readonly (readonly [string, string])[]) => fields.map(([name, value]) => ({ name, value }))

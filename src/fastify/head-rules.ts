import type { IncomingMessage } from 'node:http'
import { Refusal } from '../contract/refusal.ts'
import { inQuotes, shortText } from '../contract/short-text.ts'
import { isVerb } from '../http/verb.ts'
import { HEADER_COUNT_LIMIT, HEADER_LIMIT } from './limits.ts'

/*
 * What RFC 9112 asks of the head of a request and Node does not see to. All is refused before anybody looks at the route:
 * what such a request means, two readers could understand in two ways (decision D196).
 */

/** `name`, `name:port`, `[v6]:port`; it may be empty where a request has no name to give (RFC 9110, 7.2). */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i

/** Characters of a version behind a URL, with the blanks and the end of the line. */
const LONGEST_VERSION = 20

/**
 * What is wrong with the head of a request; undefined: nothing.
 * @param isOfStream it came on a stream of HTTP/2, not in words that call themselves so
 */
export function headRefusal(request: IncomingMessage, isOfStream = false): Refusal | undefined {
  const { httpVersion, rawHeaders, headers } = request
  const found = rawHeaders.length / 2
  if (found > HEADER_COUNT_LIMIT) {
    const message = `must have at most ${HEADER_COUNT_LIMIT} headers; found ${found}`
    return new Refusal(431, 'Request Header Fields Too Large', { violations: [{ property: 'request', message }] })
  }
  if (isOfStream) return streamHeadRefusal(request)
  if (httpVersion !== '1.1') {
    const other = otherProtocol(request)
    if (other !== undefined || httpVersion !== '1.0') return versionRefusal(other ?? httpVersion)
  }
  return (
    targetRefusal(request) ??
    hostRefusal(request) ??
    (headers['transfer-encoding'] === undefined ? undefined : codingRefusal(request)) ??
    (headers['content-type'] === undefined ? undefined : sentOnce(request, 'content-type')) ??
    (headers['x-http-method-override'] === undefined ? undefined : overrideRefusal(request))
  )
}

/** Of HTTP/2 Node bounds heads at more than the mock takes, so that an answer can say it; the framing it sees to itself. */
function streamHeadRefusal(request: IncomingMessage): Refusal | undefined {
  const { rawHeaders, url = '', headers } = request
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length, url.length)
  if (bytes > HEADER_LIMIT) return tooLargeHead(url.length > HEADER_LIMIT / 2)
  return (
    targetRefusal(request) ??
    hostRefusal(request) ??
    (headers['content-type'] === undefined ? undefined : sentOnce(request, 'content-type')) ??
    (headers['x-http-method-override'] === undefined ? undefined : overrideRefusal(request))
  )
}

/** The refusal of a head that is larger than any may be. @param isUrl the most of it is the URL */
export function tooLargeHead(isUrl: boolean): Refusal {
  const message = `must have a first line and headers of at most ${HEADER_LIMIT} bytes together`
  const violations = [{ property: 'request', message }]
  return isUrl
    ? new Refusal(414, 'URI Too Long', { violations })
    : new Refusal(431, 'Request Header Fields Too Large', { violations })
}

/** The refusal of a version of HTTP that the mock does not speak. @param version as `2.0`, or in words */
export function versionRefusal(version: string): Refusal {
  const message = `must be HTTP/1.1 or HTTP/1.0; found ${/^\d/.test(version) ? `HTTP/${version}` : version}`
  return new Refusal(505, 'HTTP Version Not Supported', { violations: [{ property: 'request', message }] })
}

/** Where Node keeps its parser, which it does not document; its buffer is what it reads at the moment. */
interface MayHaveParser {
  readonly parser?: { getCurrentBuffer?: () => Buffer | null | undefined } | null
}

/** First line of a request in what Node reads beside HTTP, as it came to its port: `GET / RTSP/1.0`. */
const OTHER_PROTOCOL = /^\S+ \S+ ((?:RTSP|ICE)\/[\d.]{1,10})\r?\n/

/**
 * Some requests of RTSP and of Icecast are to Node requests of HTTP: which it was does not show in what it read, only in the
 * bytes. None of these is of a version 1.1 (decision D233). Undefined: it is HTTP, or did not begin in the bytes that came last.
 */
function otherProtocol({ socket, method = '', url = '' }: IncomingMessage): string | undefined {
  const bytes = (socket as MayHaveParser | undefined)?.parser?.getCurrentBuffer?.()
  return OTHER_PROTOCOL.exec(bytes?.toString('latin1', 0, method.length + url.length + LONGEST_VERSION) ?? '')?.[1]
}

/** `*` asks about the server as a whole, which OPTIONS alone does (RFC 9112, 3.2.4). */
function targetRefusal({ url = '', method }: IncomingMessage): Refusal | undefined {
  if (!url.startsWith('*') || (url === '*' && method === 'OPTIONS')) return undefined
  return broken('path', `must begin with a slash, or be * with OPTIONS; found ${method} ${shortText(url)}`)
}

function hostRefusal(request: IncomingMessage): Refusal | undefined {
  const { host } = request.headers
  if (host === undefined) return request.httpVersion === '1.0' ? undefined : broken('headers.host', 'is missing')
  if (!HOST.test(host)) {
    return broken('headers.host', `must be a name or an address, with or without a port; found ${inQuotes(host)}`)
  }
  return sentOnce(request, 'host')
}

/** Where a body ends that is packed by something else nobody here knows. */
function codingRefusal({ headers, httpVersion }: IncomingMessage): Refusal | undefined {
  const coding = headers['transfer-encoding'] ?? ''
  const property = 'headers.transfer-encoding'
  if (httpVersion === '1.0') return broken(property, 'must not be sent in HTTP/1.0, which does not have it')
  if (coding.toLowerCase() === 'chunked') return undefined
  const violations = [{ property, message: `must be chunked, or be left out; found ${inQuotes(coding)}` }]
  return coding === ''
    ? new Refusal(400, 'Bad Request', { violations })
    : new Refusal(501, 'Not Implemented', { violations })
}

/** A verb in a header that is none: whoever sent it does not mean POST (decision D229). Elsewhere than on POST it is not looked at. */
function overrideRefusal({ method, headers }: IncomingMessage): Refusal | undefined {
  const sent = [headers['x-http-method-override'] ?? ''].flat().join(', ')
  if (method !== 'POST' || sent === '' || isVerb(sent)) return undefined
  return broken(
    'headers.x-http-method-override',
    `must be one verb, such as GET, or be left out; found ${inQuotes(sent)}`,
  )
}

/** Of some headers Node takes the first and drops the others, so that it does not show in what it read. */
function sentOnce({ rawHeaders }: IncomingMessage, name: string): Refusal | undefined {
  let found = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const sent = rawHeaders[i]!
    if (sent.length === name.length && sent.toLowerCase() === name) found += 1
  }
  return found === 1 ? undefined : broken(`headers.${name}`, `must be sent once; it was sent ${found} times`)
}

const broken = (property: string, message: string) =>
  new Refusal(400, 'Bad Request', { violations: [{ property, message }] })

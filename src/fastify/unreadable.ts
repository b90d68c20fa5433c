import type { Socket } from 'node:net'
import { Refusal } from '../contract/refusal.ts'
import type { Corridor } from '../http/corridor.ts'
import type { Connections } from './connections.ts'
import { tooLargeHead, versionRefusal } from './head-rules.ts'
import { HEADER_LIMIT } from './limits.ts'
import { rawAnswer } from './raw-answer.ts'

/** What Node says of bytes that it cannot read as a request. */
interface ParserError extends Error {
  readonly code?: string
  /** What came last: it may hold earlier requests, and a part of the one that cannot be read. */
  readonly rawPacket?: Buffer
  /** How many of these bytes could be read. */
  readonly bytesParsed?: number
}

/** Longest verb that is looked for, in characters. */
const VERB_LIMIT = 40
const VERB_CHARACTER = /[!#$%&'*+.^_`|~0-9A-Za-z-]/
/** First line of a request, of any verb. */
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.[01]\r?\n/

/**
 * Answers what is no HTTP request that Node can read, in the envelope of all refusals: after the answers to the requests
 * that came before it on the same connection.
 */
export class Unreadable {
  readonly #connections: Connections
  readonly #corridor: Corridor

  constructor(connections: Connections, corridor: Corridor) {
    this.#connections = connections
    this.#corridor = corridor
  }

  /** For the event `clientError` of a server. */
  readonly answer = (error: ParserError, socket: Socket): void => {
    // Nothing was asked, or nobody listens: nothing is said.
    if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesRead === 0) socket.destroy()
    else this.#connections.farewell(socket, rawAnswer(this.#refusalOf(error)))
  }

  /** For the event `connect`: a tunnel is what the verb CONNECT asks for. */
  readonly answerConnect = ({ url = '' }: { url?: string | undefined }, socket: Socket): void => {
    // Node has let go of it.
    socket.on('error', () => socket.destroy())
    this.#connections.farewell(socket, rawAnswer(this.#corridor.refusalOf({ method: 'CONNECT', url })))
  }

  #refusalOf(error: ParserError): Refusal {
    switch (error.code) {
      case 'ERR_HTTP_REQUEST_TIMEOUT':
        return requestRefusal(408, 'Request Timeout', 'did not come to its end in time')
      case 'HPE_HEADER_OVERFLOW':
        return tooLarge(error)
      case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
        return requestRefusal(413, 'Payload Too Large', 'has more than 16 kB of chunk extensions')
      case 'HPE_INVALID_VERSION':
        return wrongVersion(error)
      case 'HPE_INVALID_EOF_STATE':
        return requestRefusal(
          400,
          'Bad Request',
          'did not come to its end: its client closed the connection for sending',
        )
      case 'HPE_INVALID_CONSTANT':
        return this.#rtspRefusal(error) ?? unreadable(error)
      case 'HPE_INVALID_METHOD':
      case 'HPE_INVALID_URL':
        return this.#verbRefusal(error) ?? unreadable(error)
      default:
        return unreadable(error)
    }
  }

  /** The refusal of a verb that Node knows of RTSP alone: it has read the line as far as the version. */
  #rtspRefusal({ rawPacket, bytesParsed = 0 }: ParserError): Refusal | undefined {
    const text = rawPacket?.toString('latin1', Math.max(0, bytesParsed - HEADER_LIMIT), bytesParsed + VERB_LIMIT) ?? ''
    const start = text.lastIndexOf('\n', Math.min(bytesParsed, HEADER_LIMIT)) + 1
    const [, method, url] = REQUEST_LINE.exec(text.slice(start)) ?? []
    return method === undefined || url === undefined ? undefined : this.#corridor.refusalOf({ method, url })
  }

  /** The refusal of a verb that Node does not know, or of CONNECT with a path; undefined: it is something else. */
  #verbRefusal(error: ParserError): Refusal | undefined {
    const { code, rawPacket, bytesParsed = 0 } = error
    const text = rawPacket?.toString('latin1', Math.max(0, bytesParsed - VERB_LIMIT), bytesParsed + HEADER_LIMIT) ?? ''
    const at = Math.min(bytesParsed, VERB_LIMIT)
    const [, method, url] = REQUEST_LINE.exec(text.slice(beginOfVerb(text.slice(0, at)))) ?? []
    if (method === undefined || url === undefined || (code === 'HPE_INVALID_URL' && method !== 'CONNECT'))
      return undefined
    return this.#corridor.refusalOf({ method, url })
  }
}

function tooLarge({ rawPacket }: ParserError): Refusal {
  // The whole packet when the request came in one piece; the URL is then in its first line.
  const line = rawPacket?.subarray(0, 2 * HEADER_LIMIT).indexOf('\n') ?? 0
  return tooLargeHead(line < 0 || line > HEADER_LIMIT / 2)
}

/** Node stops within the version, or behind one that it knows where the line does not end as it should. */
function wrongVersion(error: ParserError): Refusal {
  const { rawPacket, bytesParsed = 0 } = error
  const text = rawPacket?.toString('latin1', Math.max(0, bytesParsed - VERB_LIMIT), bytesParsed + VERB_LIMIT) ?? ''
  const version = /HTTP\/([\w.]{1,20})\r?\n/.exec(text)?.[1]
  if (version !== undefined && version !== '1.1' && version !== '1.0') return versionRefusal(version)
  // Where it came in pieces, only a part of it is there to be shown.
  return /Invalid HTTP version|Expected dot/.test(error.message) ? versionRefusal('another version') : unreadable(error)
}

const unreadable = ({ message }: ParserError) =>
  requestRefusal(400, 'Bad Request', `is not HTTP that can be read: ${message}`)

const requestRefusal = (status: number, msg: string, message: string) =>
  new Refusal(status, msg, { violations: [{ property: 'request', message }] })

/** Where the verb begins at which a text ends, or the verb, a blank and the first characters after it. */
function beginOfVerb(text: string): number {
  const blank = text.lastIndexOf(' ')
  let begin = blank >= 0 && /^\S{0,20}$/.test(text.slice(blank + 1)) ? blank : text.length
  while (begin > 0 && VERB_CHARACTER.test(text[begin - 1]!)) begin--
  return begin
}

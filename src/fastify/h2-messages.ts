import { constants, Http2ServerRequest, Http2ServerResponse, type ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import { bare } from '../contract/own.ts'

/*
 * Requests and answers of HTTP/2 in the form that the rest of the mock knows: that of HTTP/1.
 */

/** Where the connection of a stream is remembered: its session shows a stand-in alone. */
type SocketOfStream = (stream: ServerHttp2Stream) => Socket

/** As a server takes them. */
interface MessagesOfStreams {
  readonly Http2ServerRequest: typeof Http2ServerRequest
  readonly Http2ServerResponse: typeof Http2ServerResponse<Http2ServerRequest>
}

/** The two classes for the streams of a server. */
export function messagesOfStreams(socketOf: SocketOfStream): MessagesOfStreams {
  /** A request with the headers of HTTP/1: the authority is its host, and there are none with a colon. */
  class StreamRequest extends Http2ServerRequest {
    constructor(...args: ConstructorParameters<typeof Http2ServerRequest>) {
      super(...args)
      const [stream, headers, , rawHeaders] = args
      const { ':authority': authority } = headers
      const hosts = typeof authority === 'string' && authority !== headers.host ? ['host', authority] : []
      const raw = [...hosts, ...withoutPseudo(rawHeaders)]
      const plain = bare<string | string[] | undefined>()
      for (const [name, value] of Object.entries(headers)) if (!name.startsWith(':')) plain[name] = value
      if (typeof authority === 'string') plain.host = authority
      // Where no length is told the body has an end all the same: what reads it asks for one of the two.
      if (!stream.endAfterHeaders && plain['content-length'] === undefined) plain['transfer-encoding'] = 'chunked'
      const socket = socketOf(stream)
      for (const [name, value] of Object.entries({ headers: plain, rawHeaders: raw, socket, connection: socket })) {
        Object.defineProperty(this, name, { value, writable: true })
      }
    }
  }

  /** An answer whose connection is its stream. */
  class StreamResponse extends Http2ServerResponse {
    constructor(...args: ConstructorParameters<typeof Http2ServerResponse>) {
      super(...args)
      const { stream } = this
      // Who is still sending when all is answered is told that there is no need to (RFC 9113, 8.1).
      stream.once('finish', () => setImmediate(() => stream.readableEnded || stream.close()))
      Object.defineProperty(this, 'destroyed', { get: () => stream.destroyed || stream.closed })
    }

    /** Ends the stream with an error. */
    resetStream(): void {
      this.stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    }

    /** Ends the stream: one that has begun with an error, so that no half is taken for a whole. */
    override destroy(): this {
      this.stream.close(this.headersSent ? constants.NGHTTP2_INTERNAL_ERROR : constants.NGHTTP2_CANCEL)
      return this
    }
  }

  return { Http2ServerRequest: StreamRequest, Http2ServerResponse: StreamResponse }
}

function withoutPseudo(rawHeaders: readonly string[]): string[] {
  const raw: string[] = []
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!rawHeaders[i]!.startsWith(':')) raw.push(rawHeaders[i]!, rawHeaders[i + 1]!)
  }
  return raw
}

import type { IncomingMessage } from 'node:http'
import { createServer as makeStreamServer, type ServerHttp2Session } from 'node:http2'
import type { Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket, type TlsOptions, type Server as TlsServer } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { Refusal } from '../contract/refusal.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import type { RawHandler } from './door.ts'
import { whenFirstByte } from './first-byte.ts'
import type { Front, FrontedServer } from './front.ts'
import { messagesOfStreams } from './h2-messages.ts'
import { HEADER_COUNT_LIMIT, HEADER_LIMIT, STREAM_LIMIT } from './limits.ts'
import type { Patience } from './patience.ts'
import { ProxyDoor, type ProxyRule } from './proxy-door.ts'
import { rawAnswer } from './raw-answer.ts'

/** What a front is made of. */
export interface FrontOptions {
  /** Certificate and key of the server; absent: it speaks plain HTTP. */
  readonly pair?: { readonly cert: string; readonly key: string } | undefined
  /** Absent: there is no proxy. */
  readonly proxy?: ProxyRule | undefined
}

/** Stands before a server of HTTP/1 and makes it speak HTTPS, HTTP/2 too, and be a proxy of the vendor's hosts. */
export class TlsFront implements Front {
  readonly #options: FrontOptions
  readonly #proxy: ProxyDoor | undefined

  constructor(options: FrontOptions) {
    this.#options = options
    this.#proxy = options.proxy === undefined ? undefined : new ProxyDoor(options.proxy)
  }

  /** Where the proxy listens; undefined: there is none, or it does not yet. */
  get proxyPort(): number | undefined {
    return this.#proxy?.port
  }

  stand(behind: FrontedServer): void {
    const { server, connections, patience } = behind
    // Node's own listener is what makes a request of bytes; whatever comes reaches it in another way now.
    const [own] = server.listeners('connection')
    server.removeAllListeners('connection')
    const serve = (socket: Socket) => void Reflect.apply(own!, server, [socket])
    const streams = new StreamServer(behind)
    const handshake = (options: TlsOptions) => new Handshakes(options, behind, { serve, streams })
    const { pair, proxy } = this.#options
    const main = pair === undefined ? undefined : handshake(pair)
    const refuse = (socket: Socket) => connections.farewell(socket, rawAnswer(ownRefusal(400, say('KM_TLS_PLAIN', {}))))
    server.on('connection', (socket: Socket) => {
      if (main === undefined || this.#proxy?.has(socket)) serve(socket)
      else whenFirstByte(socket, patience.head, isTls => (isTls ? main.begin(socket) : refuse(socket)))
    })
    if (this.#proxy === undefined || proxy === undefined) return
    const tunnels = handshake(proxy.certificates)
    this.#proxy.stand(behind, (socket, isTls) => (isTls ? tunnels.begin(socket) : serve(socket)))
  }

  refusalOf(request: IncomingMessage): Refusal | undefined {
    return this.#proxy?.refusalOf(request)
  }

  async listen(app: FastifyInstance, host: string): Promise<void> {
    await this.#proxy?.listen(app, host)
  }
}

/** Where connections go on when TLS is agreed on. */
interface Agreed {
  readonly serve: (socket: Socket) => void
  readonly streams: StreamServer
}

/** Connections that agree on TLS. */
class Handshakes {
  readonly #server: TlsServer
  readonly #patience: Patience
  /** What lies under TLS, by its two ends, until both sides have agreed: Node does not say which it is. */
  readonly #outer = new Map<string, Socket>()

  constructor(options: TlsOptions, { connections, patience }: FrontedServer, { serve, streams }: Agreed) {
    this.#patience = patience
    this.#server = createTlsServer({
      ALPNProtocols: ['h2', 'http/1.1'],
      handshakeTimeout: patience.head,
      ...options,
    })
    this.#server.on('tlsClientError', (_error, socket) => socket.destroy())
    this.#server.on('secureConnection', socket => {
      const outer = this.#take(socket)
      socket.on('error', () => socket.destroy())
      if (outer === undefined) {
        socket.destroy()
        return
      }
      // Node resets what is TCP alone.
      Object.assign(socket, { resetAndDestroy: () => outer.resetAndDestroy() })
      if (socket.alpnProtocol === 'h2') connections.wrap(outer, socket, this.#leaving(socket, streams.take(socket)))
      else {
        connections.wrap(outer, socket)
        serve(socket)
      }
    })
  }

  /** Lets a connection agree on it; one that does not in time is closed. */
  begin(socket: Socket): void {
    const ends = endsOf(socket)
    this.#outer.set(ends, socket)
    socket.once('close', () => {
      if (this.#outer.get(ends) === socket) this.#outer.delete(ends)
    })
    this.#server.emit('connection', socket)
  }

  #take(socket: TLSSocket): Socket | undefined {
    const ends = endsOf(socket)
    const outer = this.#outer.get(ends)
    this.#outer.delete(ends)
    return outer
  }

  /** Says that it is over; a client that does not close its side has a moment for it. */
  #leaving(socket: TLSSocket, session: ServerHttp2Session): () => void {
    return () => {
      if (session.closed) return
      session.close()
      setTimeout(() => socket.destroy(), this.#patience.farewell).unref()
    }
  }
}

const endsOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket) =>
  [remoteAddress, remotePort, localAddress, localPort].join(' ')

/** HTTP/2 on connections that have agreed on it. */
class StreamServer {
  readonly #server: NodeJS.EventEmitter
  readonly #sockets = new WeakMap<object, TLSSocket>()

  constructor({ door, handler, connections, patience }: FrontedServer) {
    const answer = door.before(handler, true)
    const messages = messagesOfStreams(stream => this.#sockets.get(stream.session!)!)
    this.#server = makeStreamServer({
      ...messages,
      settings: { maxConcurrentStreams: STREAM_LIMIT, maxHeaderListSize: 4 * HEADER_LIMIT },
      // One that has more than the mock takes is to hear it.
      maxHeaderListPairs: HEADER_COUNT_LIMIT + 100,
    })
    // They have the form of HTTP/1, which Node's types do not know.
    const on = (event: string, listener: RawHandler) => this.#server.on(event, listener)
    on('request', (request, response) => {
      const stalled = () => request.complete || connections.giveUp(response)
      request.setTimeout(patience.body, stalled)
      answer(request, response)
    })
    on('checkExpectation', (request, response) => door.refuseExpectation(request, response, true))
    on('connect', (request, response) => door.refuseTunnel(request, response))
    this.#server.on('session', (session: ServerHttp2Session) => session.on('error', () => {}))
    this.#server.on('sessionError', () => {})
  }

  /** Speaks HTTP/2 on a connection. */
  take(socket: TLSSocket): ServerHttp2Session {
    let begun: ServerHttp2Session | undefined
    this.#server.once('session', (session: ServerHttp2Session) => {
      begun = session
      this.#sockets.set(session, socket)
    })
    this.#server.emit('connection', socket)
    return begun!
  }
}

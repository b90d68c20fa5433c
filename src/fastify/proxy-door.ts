import type { IncomingMessage } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { TlsOptions } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { closingRefusal } from '../contract/closing-refusal.ts'
import type { Refusal } from '../contract/refusal.ts'
import { inQuotes } from '../contract/short-text.ts'
import { say } from '../errors/catalogue.ts'
import { ownRefusal } from '../errors/own-refusal.ts'
import { whenFirstByte } from './first-byte.ts'
import type { FrontedServer } from './front.ts'
import { HIGHEST_PORT } from './limits.ts'
import { rawAnswer } from './raw-answer.ts'

/** What a proxy answers, and as whom. */
export interface ProxyRule {
  /** 0: a free one. */
  readonly port: number
  /** Whether a host, without its port, is answered here. */
  readonly answers: (host: string) => boolean
  /** The hosts that it answers, for a person. */
  readonly hosts: string
  /** How TLS in a tunnel finds its certificate. */
  readonly certificates: TlsOptions
}

/** Host and port that a tunnel leads to. */
const TARGET = /^(\[[\da-f:.]+\]|[\w.-]+):(\d{1,5})$/i
/** Scheme, host and the rest of a target that names a server. */
const ABSOLUTE = /^https?:\/\/(\[[\da-f:.]+\]|[\w.-]+)(?::\d{0,5})?(?:[/?#]|$)/i

/**
 * A port at which the mock is a forward proxy (RFC 9110, 7.6; 9.3.6): what is for the hosts that it answers goes to the server
 * behind it, all else is refused. Nothing is ever sent on.
 */
export class ProxyDoor {
  readonly #rule: ProxyRule
  readonly #door = createServer({ allowHalfOpen: true, noDelay: true })
  /** Connections that came to this port, until one of them is a tunnel. */
  readonly #sockets = new WeakSet<Socket>()

  constructor(rule: ProxyRule) {
    this.#rule = rule
  }

  /** Where it listens; undefined: it does not yet. */
  get port(): number | undefined {
    return (this.#door.address() as AddressInfo | null)?.port
  }

  /** Whether a connection came to it and is no tunnel. */
  has(socket: Socket): boolean {
    return this.#sockets.has(socket)
  }

  /**
   * Hands its connections to a server.
   * @param lead takes what comes through a tunnel
   */
  stand(behind: FrontedServer, lead: (socket: Socket, isTls: boolean) => void): void {
    const { server, connections, patience, unreadable } = behind
    this.#door.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      server.emit('connection', socket)
    })
    server.off('connect', unreadable.answerConnect)
    server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      if (!this.#sockets.has(socket)) {
        unreadable.answerConnect(request, socket)
        return
      }
      // Node has let go of it.
      socket.on('error', () => socket.destroy())
      const refusal =
        connections.isEnding || connections.owesOn(socket) ? closingRefusal() : this.#tunnelRefusal(request)
      if (refusal !== undefined) {
        connections.farewell(socket, rawAnswer(refusal))
        return
      }
      this.#sockets.delete(socket)
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      if (head.length > 0) socket.unshift(head)
      whenFirstByte(socket, patience.head, isTls => lead(socket, isTls))
    })
  }

  /** Why a request is not answered here; undefined: it is, or did not come to this port. */
  refusalOf({ socket, url = '' }: IncomingMessage): Refusal | undefined {
    if (!this.#sockets.has(socket)) return undefined
    const [, host] = ABSOLUTE.exec(url) ?? []
    if (host !== undefined) return this.#hostRefusal(host)
    const message = `must name the server, as in http://platform.kore.ai/api/...; found ${inQuotes(url)}`
    return ownRefusal(400, say('KM_PROXY_TARGET', {}), [{ property: 'path', message }])
  }

  /** Listens, and is closed with the server. @throws the error of Node when the port cannot be had. */
  async listen({ connections }: FastifyInstance, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#door.once('error', reject)
      this.#door.listen({ port: this.#rule.port, host }, resolve)
    })
    connections.addDoor(this.#door)
  }

  #tunnelRefusal({ url = '' }: IncomingMessage): Refusal | undefined {
    const [, host, port] = TARGET.exec(url) ?? []
    if (host !== undefined && Number(port) > 0 && Number(port) <= HIGHEST_PORT) return this.#hostRefusal(host)
    const message = `must be a host and a port, as in platform.kore.ai:443; found ${inQuotes(url)}`
    return ownRefusal(400, say('KM_PROXY_TARGET', {}), [{ property: 'path', message }])
  }

  #hostRefusal(host: string): Refusal | undefined {
    if (this.#rule.answers(host)) return undefined
    return ownRefusal(403, say('KM_PROXY_HOST', { host, hosts: this.#rule.hosts }))
  }
}
